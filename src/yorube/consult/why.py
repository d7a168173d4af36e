"""Why a finding came out as it did, and what would change it: the way through every rule, for those who check.

`trace` opens a finding down to the single questions; `would_change` answers "what if": each open fact, each answer,
the status that follows.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from yorube.consult.finding_rows import STATUS, written
from yorube.consult.findings import Finding, examine, find
from yorube.consult.questions import fact_of
from yorube.consult.report import Report
from yorube.consult.worlds import read
from yorube.law.complete import answers_to
from yorube.law.expr import Reference, Trace
from yorube.law.rulebook import Rulebook

SCHEMA = "yorube.trace/1"


def why(report: Report, book: Rulebook) -> dict[str, Any]:
    """Every finding of a report that is not unlikely: the way through its rules, and what would change it."""
    found = [one for one in find(read(report, book), book) if one.status in ("likely", "unclear")]
    return {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "findings": [trace(one) | {"would_change": would_change(one, book)} for one in found],
    }


def trace(finding: Finding) -> dict[str, Any]:
    """One finding as a tree: each rule with its status, its sentence in both languages, the facts it used, its law."""
    return {
        "ground": finding.ground.id,
        "post": finding.post.post,
        "status": finding.status,
        "rules": [
            {"rule": part.rule.id, "law": list(part.rule.law)}
            | branch(part.rule.value.trace(finding.post), finding)
            for part in finding.parts
        ],
    }


def branch(traced: Trace, finding: Finding) -> dict[str, Any]:
    """One node of the tree."""
    node = traced.node
    found: dict[str, Any] = {
        "status": STATUS[traced.status],
        "sentence": {"ja": node.sentence("ja"), "en": node.sentence("en")},
    }
    if isinstance(node, Reference):
        found["shared"] = node.id
    facts = {
        fact: written(finding.post.facts[fact])
        for fact in sorted(node.looks_at())
        if fact in finding.post.facts
    }
    if not traced.parts and facts:
        found["facts"] = facts
    if traced.parts:
        found["parts"] = [branch(part, finding) for part in traced.parts]
    return found


def would_change(finding: Finding, book: Rulebook) -> dict[str, dict[str, str]]:
    """For each open fact the answers that matter and the status each would give, everything else as told."""
    found: dict[str, dict[str, str]] = {}
    whole = finding.ground.in_force(finding.law_day).whole.node
    for path in finding.open:
        fact = fact_of(path, book)
        assert fact is not None
        follows = {}
        for answer in answers_to(fact, whole):
            world = replace(finding.post, facts={**finding.post.facts, fact.id: answer})
            follows[str(written(answer))] = examine(finding.ground, world).status
        if len({*follows.values(), finding.status}) > 1:
            found[path] = follows
    return found
