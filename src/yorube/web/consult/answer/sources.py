"""Everything the answer rests on: articles of one statute together, decisions, other pages."""

from __future__ import annotations

from typing import Any

from yorube.web.consult.answer.case import Case, Json

STATUTES = ("statute", "ordinance", "court_rule")
# What Yorube itself fixed, named once: it is no statute, and its parts have no numbers.
OWN = "contract"


def every(case: Case) -> dict[str, Json]:
    """The citations of the outcome and of what helps beside it."""
    return {**case.outcome["citations"], **case.beside["citations"]}


def shown(case: Case) -> dict[str, Any]:
    """The context of the page of sources."""
    statutes: dict[str, dict[str, Any]] = {}
    decisions: list[Json] = []
    others: list[Json] = []
    own: Json | None = None
    for row in every(case).values():
        if row["kind"] == "decision":
            decisions.append(row)
        elif row["kind"] == OWN:
            own = {**row, "article": None}
        elif row.get("article"):
            statutes.setdefault(row["title"]["ja"], {**row, "articles": []})["articles"].append(row)
        elif row["kind"] in STATUTES:
            statutes.setdefault(row["title"]["ja"], {**row, "articles": []})
        else:
            others.append(row)
    return {
        "statutes": list(statutes.values()),
        "decisions": alike(decisions),
        "others": alike([*others, own] if own else others),
    }


def alike(rows: list[Json]) -> list[list[Json]]:
    """Rows that were checked in the same way on the same day together."""
    groups: dict[tuple[str, str], list[Json]] = {}
    for row in sorted(rows, key=lambda row: str(row["title"]["ja"])):
        groups.setdefault((row["checked"], row["checked_on"] or ""), []).append(row)
    return [groups[key] for key in sorted(groups)]
