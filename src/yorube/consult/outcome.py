"""The one way through: a report in, the rulebook applied, an outcome out. Pure: no clock, no network, no disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from yorube.consult import clocks, desks, plan
from yorube.consult.citations import citations
from yorube.consult.finding_rows import rows
from yorube.consult.findings import Finding, find, statuses
from yorube.consult.forms import Row
from yorube.consult.outlook import outlook
from yorube.consult.questions import questions
from yorube.consult.report import Report
from yorube.consult.worlds import Read, read
from yorube.law.rulebook import Rulebook
from yorube.law.world import World

SCHEMA = "yorube.outcome/1"

# An outcome as plain data, as docs/contract.md describes it.
Outcome = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """What follows from a report, before anything is written: each part knows those before it. `world` knows all."""

    told: Read
    findings: list[Finding]
    deadlines: list[clocks.Deadline]
    listed: list[desks.Listing]
    refused: list[desks.Refusal]
    safety: list[Row]
    actions: list[plan.ToDo]
    world: World


def decide(report: Report, book: Rulebook) -> Decided:
    """The rules applied in their order."""
    told = read(report, book)
    findings = find(told, book)
    world = told.whole.with_found(findings=statuses(findings))
    deadlines = clocks.deadlines(report, world, findings, book)
    world.learn(rows=clocks.as_rows(deadlines))
    listed, refused = desks.choose(world, book)
    world.learn(desks=frozenset([listing.desk.id for listing in listed]))
    safety, actions = plan.chosen(world, book)
    world.learn(actions=frozenset([action.id for action in actions]))
    return Decided(told, findings, deadlines, listed, refused, safety, actions, world)


def ahead(report: Report, book: Rulebook) -> Outcome:
    """Of the outcome of a checked report what an interview goes by: `safety[]` and `questions[]`."""
    decided = decide(report, book)
    drafts = plan.papers(decided.world, book)
    return {
        "safety": decided.safety,
        "questions": questions(decided.world, decided.findings, decided.deadlines, drafts, book),
    }


def assess(report: Report, book: Rulebook) -> Outcome:
    """The outcome of a checked report. Grows with posts x grounds; the same input gives the same output.

    What says the same in several rows or outcomes stands there once, shared and frozen (`law/frozen.py`): changing it
    raises TypeError. `copy.deepcopy` of an outcome is plain data of the caller's own.
    """
    decided = decide(report, book)
    world, deadlines = decided.world, decided.deadlines
    held = book.sheets.rest.of(world)
    drafts = plan.papers(world, book)
    made = frozenset([draft.paper.id for draft in drafts])
    days = plan.days(clocks.runs(deadlines), report.as_of, book)
    outcome: Outcome = {
        "schema": SCHEMA,
        "as_of": report.as_of.isoformat(),
        "rulebook": {
            "version": book.version,
            "digest": book.digest,
            "law_of": book.law_of.isoformat(),
            "statement": book.statement.data,
        },
        "safety": decided.safety,
        "findings": rows(decided.findings, decided.told, book),
        "deadlines": clocks.data(deadlines),
        "desks": [desks.row(listing, rank) for rank, listing in enumerate(decided.listed, 1)],
        "not_suitable": [desks.refusal(one) for one in decided.refused],
        "actions": [
            plan.action_row(action, rank, world, days, made, held)
            for rank, action in enumerate(decided.actions, 1)
        ],
        "papers": [plan.paper_row(draft) for draft in drafts],
        "outlook": outlook(world, book, held),
        "questions": questions(world, decided.findings, deadlines, drafts, book),
    }
    outcome["citations"] = citations(outcome, book, report.as_of)
    return outcome
