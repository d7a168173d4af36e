"""Grounds: the wrongs the law knows, with their elements, defences, penalties and days."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from yorube.law.cited import Cites, Dated, changes
from yorube.law.complete import Completion, completion
from yorube.law.expr import All, Decide, Node, Not
from yorube.law.periods import Length
from yorube.law.table import Table, table_of
from yorube.law.text import Text
from yorube.law.tri import Tri


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition several rules use."""

    id: str
    label: Text
    value: Node
    law: Cites = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A fact that is read as `as_` while `when` surely holds: over an unknown, or over what was told."""

    id: str
    fact: str
    as_: str | int
    over: str
    when: Node
    text: Text
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Dated):
    """The days on which a ground exists as such."""

    law: Cites
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """The heaviest penalty, as far as limitation asks: years of imprisonment, or only detention / petty fine."""

    years: int = 0
    detention: bool = False
    fine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Dated):
    """A penalty by the day of the act, with the limitation of prosecution that follows from it."""

    max: Maximum
    limitation: Length
    text: Text
    law: Cites
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Dated):
    """What elements and defences have in common."""

    id: str
    label: Text
    texture: str
    burden: str
    law: Cites
    factors: tuple[Text, ...] = ()
    missing: Text | None = None
    proof: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Part):
    """One condition of a ground."""

    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence(Part):
    """What the other side may show. `value` is yes when it is made out, no when it is excluded."""

    made_out: Node
    excluded: Node
    value: Node = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", Decide((self.made_out, self.excluded)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundHead:
    """The `[ground]` table."""

    id: str
    side: str
    label: Text
    about: Text
    axis: str
    review: date
    complaint: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The elements and defences of a ground in force on some days, with their completion.

    `parts` are the elements, then the defences, `tables` theirs; `failing` is for each the value with which the ground
    fails; `shared` are, for the place of each part that asks about them, the facts that several parts ask about in ways
    that are at odds, and those that this part alone asks about so.
    """

    elements: tuple[Element, ...]
    defences: tuple[Defence, ...]
    parts: tuple[Element | Defence, ...] = field(init=False, repr=False)
    whole: Completion = field(init=False, repr=False)
    tables: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    failing: tuple[bool, ...] = field(init=False, repr=False)
    shared: tuple[tuple[int, frozenset[str], frozenset[str]], ...] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        parts: tuple[Element | Defence, ...] = (*self.elements, *self.defences)
        whole = All((*(e.value for e in self.elements), *(Not((d.value,)) for d in self.defences)))
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "whole", completion(whole))
        object.__setattr__(self, "tables", tuple(table_of(part.value) for part in parts))
        object.__setattr__(self, "failing", tuple(isinstance(part, Defence) for part in parts))
        several = frozenset(self.whole.answers)
        tables = [table.facts for table in self.tables]
        common = frozenset(fact for fact in several if sum(fact in facts for facts in tables) > 1)
        shared = tuple(
            (place, table.facts & common, table.several & several)
            for place, table in enumerate(self.tables)
            if not (common.isdisjoint(table.facts) and several.isdisjoint(table.several))
        )
        object.__setattr__(self, "shared", shared)

    def asked_again(self, statuses: Sequence[Tri]) -> set[str]:
        """The facts that the parts that are still undecided ask about in ways that may be at odds."""
        asked: set[str] = set()
        again: set[str] = set()
        for place, facts, several in self.shared:
            if statuses[place] is None:
                again |= several
                again |= asked & facts
                asked |= facts
        return again


@dataclass(frozen=True, slots=True, eq=False)
class LawOn:
    """What a ground is on a day: its version and penalty, if there are any then, and what has to be examined."""

    version: Version | None
    penalty: Penalty | None
    rules: InForce


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One ground: a wrong the law knows, with its versions, penalties, elements and defences."""

    ground: GroundHead
    version: tuple[Version, ...]
    element: tuple[Element, ...]
    defence: tuple[Defence, ...] = ()
    penalty: tuple[Penalty, ...] = ()
    id: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.ground.id)

    @property
    def parts(self) -> tuple[Element | Defence, ...]:
        """The elements, then the defences."""
        return (*self.element, *self.defence)

    @cached_property
    def by_act(self) -> bool:
        """Whether the law of the day of the act applies, not that of the consultation."""
        return self.ground.axis == "act"

    @cached_property
    def dated(self) -> bool:
        """Whether the elements differ from day to day."""
        return any(part.from_ or part.to for part in self.parts)

    @property
    def dates(self) -> tuple[Dated, ...]:
        """All of it that holds on some days only."""
        return (*self.version, *self.penalty, *self.parts)

    @cached_property
    def _days(self) -> list[date]:
        return changes(self.dates)

    @cached_property
    def laws(self) -> tuple[LawOn, ...]:
        """Its law before the first of these days, and from each of them on."""
        rules: dict[tuple[bool, ...], InForce] = {}
        found = []
        for day in (date.min, *self._days):
            covered = tuple(part.covers(day) for part in self.parts)
            if covered not in rules:
                elements = tuple(element for element in self.element if element.covers(day))
                defences = tuple(defence for defence in self.defence if defence.covers(day))
                rules[covered] = InForce(elements=elements, defences=defences)
            version = next((version for version in self.version if version.covers(day)), None)
            penalty = next((penalty for penalty in self.penalty if penalty.covers(day)), None)
            found.append(LawOn(version, penalty, rules[covered]))
        return tuple(found)

    def law_on(self, day: date) -> LawOn:
        """What it is for an act of this day."""
        return self.laws[bisect_right(self._days, day)]

    def in_force(self, day: date) -> InForce:
        """What has to be examined for an act of this day."""
        return self.law_on(day).rules

    def version_on(self, day: date) -> Version | None:
        return self.law_on(day).version

    def penalty_on(self, day: date) -> Penalty | None:
        return self.law_on(day).penalty
