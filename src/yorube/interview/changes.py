"""What a changed answer does: the difference between two outcomes, in few lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from yorube.consult import Outcome


def changes(before: Outcome, after: Outcome) -> list[tuple[str, str, Any, Any]]:
    """Rows (part, id, before, after) for what differs in findings, deadlines, safety, actions and desks."""
    return [
        *differ("findings", status(before), status(after)),
        *differ("deadlines", due(before), due(after)),
        *(
            row
            for part in ("safety", "actions", "desks")
            for row in differ(part, listed(before, part), listed(after, part))
        ),
    ]


def status(outcome: Outcome) -> dict[str, Any]:
    return {f"{row['post']} {row['ground']}": row["status"] for row in outcome["findings"]}


def due(outcome: Outcome) -> dict[str, Any]:
    return {
        f"{r['post'] or ''} {r['id']} {r['ground'] or ''}".strip(): r["due"] for r in outcome["deadlines"]
    }


def listed(outcome: Outcome, part: str) -> dict[str, Any]:
    return {row["id"]: True for row in outcome[part]}


def differ(part: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[tuple[str, str, Any, Any]]:
    for id in dict.fromkeys((*before, *after)):
        if before.get(id) != after.get(id):
            yield part, id, before.get(id), after.get(id)
