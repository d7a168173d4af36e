"""What helps beside the plan: what to keep and how, quiet on each service, ways to removal, what studies say. Pure."""

from __future__ import annotations

from typing import Any

from yorube.consult.citations import cited, entries
from yorube.consult.report import Report
from yorube.consult.worlds import read
from yorube.law.rulebook import Quiet, Removal, Rulebook, Saving
from yorube.law.world import World

Rows = list[dict[str, Any]]


def beside(report: Report, book: Rulebook) -> dict[str, Any]:
    """`saving`, `quiet`, `removal`, `research` as plain data, with the citations they name."""
    world = read(report, book).whole
    places = dict.fromkeys(
        str(post.facts["posts.platform"]) for post in world.posts if "posts.platform" in post.facts
    )
    found = {
        "saving": [saving(row) for row in book.saving if fits(row, world, places)],
        "quiet": [quiet(id, book) for id in dict.fromkeys((*places, *book.quiet)) if id in book.services],
        "removal": [removal(row) for row in book.removal],
        "research": [
            {"id": row.id, "text": row.text.data, "law": list(row.law)}
            for row in book.research
            if row.when is None or row.when.value(world) is True
        ],
    }
    cites = cited(row for rows in found.values() for row in rows)
    return found | {"citations": entries(cites, book, report.as_of)}


def fits(row: Saving, world: World, places: dict[str, None]) -> bool:
    """Whether a line is for this case. Where no service was told, every service may be meant."""
    there = not row.platforms or not places or any(place in row.platforms for place in places)
    return there and (row.when is None or row.when.value(world) is True)


def saving(row: Saving) -> dict[str, Any]:
    return {
        "id": row.id,
        "part": row.part,
        "label": row.label.data,
        "text": row.text.data,
        "law": list(row.law),
    }


def quiet(id: str, book: Rulebook) -> dict[str, Any]:
    """One service; without controls where nothing was checked."""
    row: Quiet | None = book.quiet.get(id)
    return {
        "id": id,
        "name": book.services[id].name.data,
        "controls": [
            {
                "does": control.does,
                "text": control.text.data,
                "notices": control.notices,
                "url": control.url or None,
            }
            for control in (row.controls if row else ())
        ],
        "checked_on": row.checked_on.isoformat() if row else None,
        "law": list(row.law) if row else [],
    }


def removal(row: Removal) -> dict[str, Any]:
    """One way, to be compared with the others."""
    found: dict[str, Any] = {"id": row.id}
    found |= {
        key: getattr(row, key).data for key in ("label", "who", "cost", "time", "needs", "does", "does_not")
    }
    return found | {"actions": list(row.actions), "desk": row.desk or None, "law": list(row.law)}
