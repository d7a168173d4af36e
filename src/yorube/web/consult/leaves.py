"""Long lists on several pages, and numbers of posts written short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import Http404

Row = TypeVar("Row")
# As many runs of numbers are named.
RUNS = 6


@dataclass(frozen=True, slots=True)
class Leaf(Generic[Row]):
    """One page of a list: its rows, the place of the first of them, its number, and how many pages there are."""

    rows: Sequence[Row]
    first: int
    number: int
    all: int


def leaf(rows: Sequence[Row], number: int, size: int, least: int = 1) -> Leaf[Row]:
    """The page of this number; there are at least so many, also of an empty list. Http404: there is none."""
    count = max(least, -(-len(rows) // size))
    if not 1 <= number <= count:
        raise Http404
    first = (number - 1) * size
    return Leaf(rows[first : first + size], first, number, count)


def runs(numbers: Iterable[int]) -> str:
    """Numbers in order as people write them: 1–3, 7; where they scatter, the first of them and dots."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][-1] + 1:
            found[-1] = [found[-1][0], number]
        else:
            found.append([number])
    short = ["–".join(map(str, dict.fromkeys(run))) for run in found[:RUNS]]
    return ", ".join([*short, "…"] if len(found) > RUNS else short)
