"""The one way through: a report in, the rulebook applied, an outcome out. Pure: no clock, no network, no disk."""

from __future__ import annotations

from typing import Any

from yorube.consult import clocks, desks, plan
from yorube.consult.citations import citations
from yorube.consult.findings import find, rows, statuses
from yorube.consult.outlook import outlook
from yorube.consult.questions import questions
from yorube.consult.report import Report
from yorube.consult.worlds import read
from yorube.law.rulebook import Rulebook

SCHEMA = "yorube.outcome/1"

# An outcome as plain data, as docs/contract.md describes it.
Outcome = dict[str, Any]


def assess(report: Report, book: Rulebook) -> Outcome:
    """The outcome of a checked report. Grows with posts x grounds; the same input gives the same output."""
    told = read(report, book)
    findings = find(told, book)
    world = told.whole.with_found(findings=statuses(findings))
    deadlines = clocks.deadlines(report, world, findings, book)
    world = world.with_found(rows=clocks.as_rows(deadlines))
    listed, refused = desks.choose(world, book)
    world = world.with_found(desks=frozenset(listing.desk.id for listing in listed))
    first = plan.safety(world, book)
    actions = plan.actions(world, book)
    world = world.with_found(actions=frozenset(action.id for action in actions))
    drafts = plan.papers(world, book)
    made = frozenset(draft.paper.id for draft in drafts)
    outcome: Outcome = {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "rulebook": {
            "version": book.version,
            "digest": book.digest,
            "law_of": book.law_of.isoformat(),
            "statement": book.statement.data,
        },
        "safety": [plan.safety_row(rule) for rule in first],
        "findings": rows(findings, told, book),
        "deadlines": [clocks.data(row) for row in deadlines],
        "desks": [desks.row(listing, rank) for rank, listing in enumerate(listed, 1)],
        "not_suitable": [desks.refusal(one) for one in refused],
        "actions": [
            plan.action_row(action, rank, world, deadlines, made) for rank, action in enumerate(actions, 1)
        ],
        "papers": [plan.paper_row(draft) for draft in drafts],
        "outlook": outlook(world, book),
        "questions": questions(world, findings, deadlines, drafts, book),
    }
    outcome["citations"] = citations(outcome, book, report.as_of)
    return outcome
