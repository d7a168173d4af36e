"""Rows of the outcome as the rulebook alone gives them: made once for a rulebook, and frozen.

Whole rows are shared by all outcomes (`law/frozen.py`); a row that a case has to do with is made from its form,
`{**form, "rank": rank}`. Conditions are named by their identity, as a sheet says which hold (`law/sheet.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import compress
from typing import Any, Generic, TypeVar

from yorube.law.expr import Node
from yorube.law.rulebook import Rulebook, When
from yorube.law.sheet import Held

Row = dict[str, Any]
K = TypeVar("K")
T = TypeVar("T")


class Given(Generic[T]):
    """Several things, each with the condition it hangs on; what has none always holds."""

    __slots__ = ("conditions", "things")

    def __init__(self, several: Iterable[tuple[Node | None, T]]) -> None:
        rows = [*several]
        self.conditions = tuple([id(when) for when, _ in rows])
        self.things = tuple([thing for _, thing in rows])

    def that_hold(self, held: Held) -> list[T]:
        """Those whose condition holds, in their order."""
        return [*compress(self.things, map(held.__contains__, self.conditions))]


def said(texts: Iterable[When]) -> Given[Row]:
    """Texts as outcomes give them, with their conditions."""
    return Given((text.when, text.text.data) for text in texts)


class Made(dict[K, T]):
    """What is made once for each of several things, when it is first asked for."""

    def __init__(self, make: Callable[[K], T]) -> None:
        self.make = make

    def __missing__(self, key: K) -> T:
        made = self[key] = self.make(key)
        return made


def ready(book: Rulebook, name: str, make: Callable[[Rulebook], T]) -> T:
    """What a part of the outcome makes once of a rulebook."""
    if name not in book.ready:
        book.ready[name] = make(book)
    made: T = book.ready[name]
    return made
