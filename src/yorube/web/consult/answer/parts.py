"""The pages one tap away from the answer: what each shows, and what its JSON twin holds.

The twin holds the rows of the outcome the page is made of, as they stand there, with the citations they name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yorube.consult.citations import cited
from yorube.law.facts import UNKNOWN
from yorube.law.text import Text
from yorube.web.consult.answer import conditions, sources
from yorube.web.consult.answer.case import Case, Json
from yorube.web.consult.answer.clocks import by_clock
from yorube.web.languages import words

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """One page: its name in the address, its context, the data of its twin."""

    name: str
    show: Callable[[Case], Shown]
    data: Callable[[Case], Shown]

    @property
    def title(self) -> Text:
        return words()[f"answer.part.{self.name}"]

    @property
    def about(self) -> Text:
        return words()[f"answer.part.{self.name}.about"]


def rows(case: Case, *keys: str) -> Shown:
    """Some parts of the outcome and the citations they name."""
    return with_citations(case.outcome, {key: case.outcome[key] for key in keys})


def with_citations(outcome: Json, found: Shown) -> Shown:
    """Lists of rows of the outcome, and the citations they name."""
    cites = cited(row for several in found.values() for row in several)
    return found | {"citations": {cite: outcome["citations"][cite] for cite in sorted(cites)}}


def outlook(case: Case, *keys: str) -> Shown:
    """Some parts of the outlook and the citations they name."""
    look = {key: case.outcome["outlook"][key] for key in keys}
    several = [
        row for value in look.values() for row in (value if isinstance(value, list) else [value]) if row
    ]
    cites = cited(several)
    return {"outlook": look, "citations": {cite: case.outcome["citations"][cite] for cite in sorted(cites)}}


def clocks(case: Case) -> Shown:
    return {"groups": by_clock(case), "posts": len(case.numbers), "cite": case.outcome["citations"]}


def desks(case: Case) -> Shown:
    return {"desks": case.outcome["desks"], "refused": case.outcome["not_suitable"]}


# As many services are told of in full; the others lead to the rulebook.
SERVICES = 6


def police(case: Case) -> Shown:
    look = case.outcome["outlook"]
    return {
        "look": look,
        "services": look["services"][:SERVICES],
        "others": look["services"][SERVICES:],
        "posts": len(case.numbers),
    }


def money(case: Case) -> Shown:
    return {"look": case.outcome["outlook"], "aid": legal_aid(case.outcome["outlook"]["legal_aid"], case)}


LIMITS = ("income", "income_city", "rent", "assets")


def legal_aid(test: Json | None, case: Case) -> Shown | None:
    """The means test: what it says, the limits it compared with, what is missing."""
    if test is None:
        return None
    return {
        "says": case.book.words[f"aid.{test['status']}"],
        "limits": [(key, f"{test['limits'][key]:,}") for key in LIMITS if test.get("limits", {}).get(key)],
        "missing": case.facts(test.get("missing", ())),
        "note": test["note"],
        "law": test["law"],
    }


def saving(case: Case) -> Shown:
    rows = case.beside["saving"]
    parts = [(part, [row for row in rows if row["part"] == part]) for part in ("never", "keep", "how")]
    plan = next((row for row in case.outcome["actions"] if row["id"] == "save_evidence"), None)
    return {"parts": [part for part in parts if part[1]], "plan": plan, "cite": case.beside["citations"]}


# A service that no list holds.
OTHER = "other"


def quiet(case: Case) -> Shown:
    """The services of the posts first, the others folded. `lead`: where one of them is not known or not listed."""
    own = {str(post.get("platform", UNKNOWN)) for post in case.report.get("posts", ())} or {UNKNOWN}
    rows = [row for row in case.beside["quiet"] if row["id"] != OTHER]
    return {
        "lead": next((one for one in (OTHER, UNKNOWN) if one in own), None),
        "own": [row for row in rows if row["id"] in own],
        "others": [row for row in rows if row["id"] not in own],
        "plan": next((row for row in case.outcome["actions"] if row["id"] == "hide"), None),
        "cite": case.beside["citations"],
    }


# What is compared, row by row.
COMPARED = ("who", "cost", "time", "needs", "does", "does_not")


def removal(case: Case) -> Shown:
    """The ways, those of the plan first; a desk that would turn the case away says so."""
    planned = {row["id"] for row in case.outcome["actions"]}
    refused = {row["id"]: row["why"] for row in case.outcome["not_suitable"]}
    ways = [
        {
            **row,
            "fits": not planned.isdisjoint(row["actions"]),
            "refused": refused.get(row["desk"], []),
            "cells": [(key, row[key]) for key in COMPARED],
        }
        for row in case.beside["removal"]
    ]
    child = any(row["id"] == "child_sexual_image" for row in case.outcome["safety"])
    return {
        "save_first": not child,  # of a child's image nothing is saved
        "ways": sorted(ways, key=lambda way: not way["fits"]),
        "heads": COMPARED,
        "cite": case.beside["citations"],
    }


def of_beside(case: Case, key: str) -> Shown:
    """One list of what helps beside the plan, with the citations it names."""
    rows = case.beside[key]
    return {key: rows, "citations": {cite: case.beside["citations"][cite] for cite in sorted(cited(rows))}}


def papers(case: Case) -> Shown:
    found = [{**row, "missing": case.facts(row["missing"])} for row in case.outcome["papers"]]
    return {
        "ready": [row for row in found if row["ready"]],
        "not_ready": [row for row in found if not row["ready"]],
    }


PARTS: Mapping[str, Part] = {
    part.name: part
    for part in (
        Part("actions", lambda case: {"actions": case.actions()}, lambda case: rows(case, "actions")),
        Part("clocks", clocks, lambda case: rows(case, "deadlines")),
        Part("conditions", conditions.shown, lambda case: rows(case, "findings")),
        Part("desks", desks, lambda case: rows(case, "desks", "not_suitable")),
        Part("police", police, lambda case: outlook(case, "police", "steps", "services", "unknown")),
        Part("removal", removal, lambda case: of_beside(case, "removal")),
        Part("saving", saving, lambda case: of_beside(case, "saving")),
        Part("quiet", quiet, lambda case: of_beside(case, "quiet")),
        Part("money", money, lambda case: outlook(case, "cost", "time", "payers", "legal_aid")),
        Part("papers", papers, lambda case: {"papers": case.outcome["papers"]}),
        Part("sources", sources.shown, lambda case: {"citations": sources.every(case)}),
    )
}
