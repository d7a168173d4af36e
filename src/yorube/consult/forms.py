"""Rows of the outcome as the rulebook alone gives them: made once for a rulebook, and copied for each outcome.

An outcome is the caller's own, so a copy shares only the texts. Conditions are named by their identity, as a sheet
says which hold (`law/sheet.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, NamedTuple, TypeVar

from yorube.law.expr import Node
from yorube.law.rulebook import Rulebook
from yorube.law.sheet import Held

Row = dict[str, Any]
T = TypeVar("T")


class Given(NamedTuple, Generic[T]):
    """Something with the condition it hangs on, by its identity."""

    when: int
    what: T


def given(rows: Iterable[tuple[Node | None, T]]) -> tuple[Given[T], ...]:
    """Several with their conditions; what has none always holds."""
    return tuple(Given(id(when), what) for when, what in rows)


def that_hold(rows: Iterable[Given[T]], held: Held) -> list[T]:
    """Those whose condition holds."""
    return [what for when, what in rows if when in held]


def copies(rows: Iterable[Given[Row]], held: Held) -> list[Row]:
    """Copies of the rows whose condition holds, each with citations of its own."""
    found = []
    for when, form in rows:
        if when in held:
            row = form.copy()
            row["law"] = row["law"].copy()
            found.append(row)
    return found


def ready(book: Rulebook, name: str, make: Callable[[Rulebook], T]) -> T:
    """What a part of the outcome makes once of a rulebook."""
    if name not in book.ready:
        book.ready[name] = make(book)
    made: T = book.ready[name]
    return made
