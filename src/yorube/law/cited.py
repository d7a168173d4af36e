"""What rules rest on: sources, articles, decisions; and what is not known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from yorube.law.text import Text

Cites = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that holds from a day (`from`) to a day (`to`, included); left out: without end."""

    from_: date | None = None
    to: date | None = None

    def covers(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


def changes(several: Iterable[Dated]) -> list[date]:
    """The days on which one of these begins, or has just ended."""
    dated = [*several]
    begins = {one.from_ for one in dated if one.from_}
    return sorted(begins | {one.to + timedelta(days=1) for one in dated if one.to})


class Stretches(Generic[T]):
    """What hangs on the day alone, worked out once for all days between two changes. `of` gives it for a day."""

    def __init__(self, several: Iterable[Dated], of: Callable[[date], T]) -> None:
        self._days, self._of = changes(several), of
        self._known: dict[int, T] = {}

    def on(self, day: date) -> T:
        """What it is on this day."""
        stretch = bisect_right(self._days, day)
        if stretch not in self._known:
            self._known[stretch] = self._of(day)
        return self._known[stretch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A statute, page or text: where it stands, what was read of it, when, and how sure that makes us."""

    id: str
    kind: str
    title: Text
    url: str
    checked: str
    checked_against: Text
    checked_on: date
    revision: date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Dated):
    """The number of an article during some days."""

    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, its content in our own words, its numbers by day."""

    id: str
    says: Text
    numbers: tuple[Number, ...]
    checked: str = ""
    checked_from: str = ""
    url: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A court decision: what it turned on, which element it speaks to, which way it points."""

    id: str
    court: Text
    on: date | None = None
    kind: Text
    number: str = ""
    element: tuple[str, ...]
    points: str
    held: Text
    source: str = ""
    url: str = ""
    checked: str = ""
    checked_on: date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something not known: what, what it would change, where to look."""

    id: str
    what: Text
    why: Text
    look: str
    touches: tuple[str, ...] = ()
    since: date
