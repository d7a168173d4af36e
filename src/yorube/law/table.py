"""The table of a rule: what it comes to for each answer to the facts it looks at.

Most elements of a ground look at one to three facts with few answers, so few answers make a difference. A table is
filled as answers come up and holds at most `KEPT` lines. Of a number it holds only between which bounds of the rule it
lies; a rule that looks at a day or a text is worked out anew each time. So no line names a day, an amount, a post or a
person, and nothing in it says which answers came together with those of another table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import chain, count, product, repeat
from math import prod
from operator import call, itemgetter
from typing import Any

from yorube.law.complete import completion
from yorube.law.expr import Compare, Node, Weights, facts_of
from yorube.law.facts import Fact, Value
from yorube.law.sheet_open import Opening, opening
from yorube.law.sheet_why import Explaining, explaining
from yorube.law.tri import Tri
from yorube.law.world import World

KEPT = 512
# A table with no more lines than this is filled before its first use.
EXPECTED = 64
CHOICES = ("yesno", "choice", "set")
# What a weight is counted in to be compared.
PARTS = 10**9


@dataclass(frozen=True, slots=True)
class Line:
    """What a rule comes to: its value, the open facts, the same by name with the most decisive first, the facts that
    explain the value; `came` is how it came out: the place in `CAME_OUT` of its value with whether anything is open.
    `number` is that of a line which choices alone explain, in its table; of others 0.
    """

    status: Tri
    open: Weights
    ask: tuple[str, ...]
    because: tuple[str, ...]
    came: int
    number: int = 0


# Every way in which a rule can come out: its value, whether anything is open.
CAME_OUT: tuple[tuple[Tri, bool], ...] = tuple(product((True, False, None), (True, False)))


@dataclass(slots=True, eq=False)
class Table:
    """A rule that asks for facts alone, with the lines known so far. `several` are the facts it asks about in more than
    one way; `one` is its only choice, where it asks for nothing else."""

    node: Node
    facts: frozenset[str] = field(init=False)
    several: frozenset[str] = field(init=False)
    one: str | None = field(init=False)
    choices: tuple[str, ...] = field(init=False)
    numbers: tuple[tuple[str, list[int]], ...] = field(init=False)
    lines: dict[tuple[Value | None, ...] | Value | None, Line] | None = field(init=False)
    _count: Iterator[int] = field(init=False, default_factory=lambda: count(1))
    _written: tuple[Opening, Explaining] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        facts = facts_of([self.node]).values()
        self.facts = frozenset(fact.id for fact in facts)
        self.choices = tuple(fact.id for fact in facts if fact.type in CHOICES)
        self.numbers = tuple((fact.id, bounds(self.node, fact.id)) for fact in facts if fact.type == "number")
        self.several = frozenset(completion(self.node).answers)
        self.one = self.choices[0] if len(self.choices) == len(facts) == 1 else None
        self.lines = {} if len(self.choices) + len(self.numbers) == len(facts) else None

    def line(self, told: Mapping[str, Value], as_of: date) -> Line:
        """What the rule comes to with these facts, on this day."""
        if self.lines is None:
            return self.worked_out(told, as_of)
        answers = self.answers(told)
        line = self.lines.get(answers)
        if line is None:
            # Counted, not taken from the lines there are: two threads may work one out at once.
            line = self.worked_out(told, as_of, next(self._count))
            if len(self.lines) < KEPT:
                self.lines[answers] = line
        return line

    def worked_out(self, told: Mapping[str, Value], as_of: date, number: int = 0) -> Line:
        """One line, from the rule itself, with this number where no amount explains it. The world has no post, so that
        the line speaks of facts only."""
        opening, explaining = self.written()
        world = World(told, as_of)
        weights = next((weights for _, weights in opening.of(world)), {})
        ((status, explained),) = explaining.of(world)
        because = tuple(dict.fromkeys([fact for fact, _ in explained]))
        if any(fact in because for fact, _ in self.numbers):
            number = 0
        came = CAME_OUT.index((status, bool(weights)))
        return Line(status, weights, tuple(most_decisive(weights)), because, came, number)

    def written(self) -> tuple[Opening, Explaining]:
        """The rule written out as functions, once: what is open of it, and why it came out so."""
        if self._written is None:
            self._written = opening([self.node]), explaining([self.node])
        return self._written

    def status(self, told: Mapping[str, Value], as_of: date) -> Tri:
        """The value alone."""
        return self.node.value(World(told, as_of)) if self.lines is None else self.line(told, as_of).status

    def fill(self) -> None:
        """Make it ready: written out, with the lines of the answers to be expected where they are few: each choice,
        each member alone."""
        self.written()
        facts = facts_of([self.node]).values()
        expected = [expected_of(fact) for fact in facts if fact.type in CHOICES]
        if self.lines is not None and not self.numbers and prod(map(len, expected)) <= EXPECTED:
            for answers in product(*expected):
                told = zip(self.choices, answers, strict=True)
                self.line({fact: answer for fact, answer in told if answer is not None}, date.min)

    def answers(self, told: Mapping[str, Value]) -> tuple[Value | None, ...] | Value | None:
        """What was told of its facts; of a single choice, the answer as it is."""
        if self.one is not None:
            return told.get(self.one)
        if not self.numbers:
            return tuple(map(told.get, self.choices))
        found: list[Value | None] = [told.get(fact) for fact in self.choices]
        for fact, steps in self.numbers:
            number = told.get(fact)
            found.append(None if number is None else bisect_right(steps, number))
        return tuple(found)


class Tables:
    """Many tables that are asked together, of facts that are all there: None is what was not told. `places` is where
    each stands."""

    def __init__(self, tables: Iterable[Table], facts: Iterable[str]) -> None:
        several = dict.fromkeys(tables)
        ones = [table for table in several if table.one]
        others = [table for table in several if not table.one]
        self.tables = (*ones, *others)
        self.places = {table: place for place, table in enumerate(self.tables)}
        self.untold: dict[str, Any] = dict.fromkeys(facts)
        self._lines = [{} if table.lines is None else table.lines for table in self.tables]
        self._ones = picked(table.one for table in ones)
        self._others = [
            picked(table.choices) if table.choices and not table.numbers else table.answers
            for table in others
        ]

    def lines(self, told: Mapping[str, Value], as_of: date) -> list[Line]:
        """What each of them comes to."""
        answers = {**self.untold, **told}
        asked = chain(self._ones(answers), map(call, self._others, repeat(answers)))
        lines: list[Any] = [*map(dict.get, self._lines, asked)]
        if not all(lines):
            lines = [line or table.line(told, as_of) for line, table in zip(lines, self.tables, strict=True)]
        return lines


def picked(keys: Iterable[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these keys out of something, in their order."""
    match tuple(keys):
        case ():
            return lambda _: ()
        case (key,):
            return lambda values: (values[key],)
        case several:
            return itemgetter(*several)


@lru_cache(maxsize=KEPT)
def table_of(node: Node) -> Table:
    """The table of a rule; equal rules share one, wherever they stand."""
    return Table(node)


def expected_of(fact: Fact) -> tuple[Value | None, ...]:
    """The answers to a fact that most people give, and none."""
    alone: tuple[Value, ...] = tuple(frozenset((value,)) for value in fact.values)
    return (None, frozenset(), *alone) if fact.type == "set" else (None, *fact.values)


def bounds(node: Node, fact: str) -> list[int]:
    """The numbers from which on a comparison with this fact comes out otherwise."""
    asked = [part for part in node.walk() if isinstance(part, Compare) and part.fact.id == fact]
    return sorted({part.bound + (part.op in ("over", "up_to")) for part in asked})


def most_decisive(weights: Weights) -> list[str]:
    """Facts by weight, the heaviest first; equal ones by name."""
    if len(weights) < 2:
        return list(weights)
    # In whole parts, so that equal weights added up in another order stay equal.
    whole = {fact: int(weight * PARTS + 0.5) for fact, weight in weights.items()}
    return sorted(sorted(weights), key=whole.__getitem__, reverse=True)
