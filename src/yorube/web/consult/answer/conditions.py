"""The conditions of the law for each post: what is near first, what misses a condition folded away."""

from __future__ import annotations

from typing import Any

from yorube.consult.questions import fact_of
from yorube.law.facts import UNKNOWN
from yorube.law.text import Text
from yorube.web.consult.answer.case import Case, Json
from yorube.web.consult.fields import MASKED
from yorube.web.consult.leaves import runs
from yorube.web.consult.review import said

# A sign before each condition. A defence that is made out speaks against the person harmed.
SIGNS = {
    ("element", "met"): ("met", "✓"),
    ("element", "not_met"): ("not_met", "✗"),
    ("element", "unknown"): ("unknown", "？"),
    ("defence", "met"): ("not_met", "✗"),
    ("defence", "not_met"): ("met", "✓"),
    ("defence", "unknown"): ("unknown", "？"),
}


def shown(case: Case, number: int = 1) -> dict[str, Any]:
    """The context of the page about one post."""
    found = rows(case, number)
    first = near(case, found)
    far = [row for row in found if row not in first and row["status"] == "unclear"]
    return {
        "number": number,
        "posts": len(case.numbers),
        "groups": [
            {"number": group[0], "numbers": runs(group), "here": number in group} for group in case.alike()
        ],
        "near": [finding(row, case) for row in first],
        "far": far,
        "missing": [row for row in found if row["status"] in ("unlikely", "no_law_for_date")],
        "cite": case.outcome["citations"],
    }


def rows(case: Case, number: int) -> list[Json]:
    """The findings for the post of this number."""
    post = next((id for id, own in case.numbers.items() if own == number), "")
    return case.of_post.get(post, [])


def near(case: Case, found: list[Json]) -> list[Json]:
    """Those of the findings that something told points to, the likely ones first."""
    rows = [row for row in found if (row["post"], row["ground"]) in case.near.grounds]
    return sorted(rows, key=lambda row: row["status"] != "likely")


def finding(row: Json, case: Case) -> dict[str, Any]:
    """A finding with its conditions in words."""
    return {
        **row,
        "elements": [element(part, case) for part in row["elements"]],
        "open": case.facts(row["open"][:3]),
        "about": case.book.grounds[row["ground"]].ground.about,
    }


def element(part: Json, case: Case) -> dict[str, Any]:
    """A condition: its sign, its status in words, what it was seen from."""
    css, sign = SIGNS[part["kind"], part["status"]]
    words = case.book.words
    prefix = "defence" if part["kind"] == "defence" else "status"
    judged = part["status"] != "unknown" or part["texture"] == "judged"
    return {
        **part,
        "css": css,
        "sign": sign,
        "says": words[f"{prefix}.{part['status']}"],
        "texture": words[f"texture.{part['texture']}"] if judged else None,
        "because": [told for row in part["because"] if (told := because(row, case))],
        "open": case.facts(part.get("open", ())),
    }


def because(row: Json, case: Case) -> dict[str, Any] | None:
    """A fact that was used, in words; never the words of a post."""
    fact = fact_of(row["fact"], case.book)
    if fact is None or fact.id in MASKED or row["value"] == UNKNOWN:
        return None
    values: tuple[Text, ...] = said(fact, row["value"])
    return {"label": fact.label, "values": values, "reading": row.get("text")}
