"""Expressions that ask about facts: one question about one fact, or the days between two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yorube.law.facts import UNKNOWN, Fact, Value, in_post
from yorube.law.node import Because, Node, Weights
from yorube.law.tri import Tri
from yorube.law.world import World


class Atom(Node):
    """A question about one fact."""

    __slots__ = ()
    fact: Fact

    def test(self, value: Value) -> Tri:
        """The truth value for a told value."""
        raise AssertionError(type(self))

    def value(self, world: World) -> Tri:
        told = world.facts.get(self.fact.id)
        return None if told is None else self.test(told)

    def open(self, world: World) -> tuple[Tri, Weights]:
        value = self.value(world)
        return value, ({path(self.fact, world): 1.0} if value is None else {})

    def explain(self, world: World) -> tuple[Tri, Because]:
        return self.value(world), ((named(self.fact, world),) if self.fact.id in world.facts else ())

    def key(self) -> str:
        """What distinguishes this question from others about the same fact."""
        return repr(self)


def named(fact: Fact, world: World) -> tuple[str, str | None]:
    """The fact and, for a post's fact, its post."""
    return fact.id, world.post if fact.scope == "post" else None


def path(fact: Fact, world: World) -> str:
    """The fact as the outcome names it: `posts.p1.place` for a post's fact."""
    if fact.scope == "post" and world.post is not None:
        return in_post(fact.id, world.post)
    return fact.id


@dataclass(frozen=True, slots=True)
class Is(Atom):
    """A choice has one of these values."""

    fact: Fact
    values: frozenset[str]

    def test(self, value: Value) -> Tri:
        return value in self.values

    def value(
        self, world: World
    ) -> Tri:  # the same as for every question, spelt out: most questions are this one
        told = world.facts.get(self.fact.id)
        return None if told is None else told in self.values

    def sentence(self, lang: str) -> str:
        names = [self.fact.words(v)[lang] for v in self.fact.values if v in self.values]
        if lang == "en":
            return f"{self.fact.label.en} is {' or '.join(f'“{name}”' for name in names)}"
        return f"{self.fact.label.ja}が{'か'.join(f'「{name}」' for name in names)}"


@dataclass(frozen=True, slots=True)
class Has(Atom):
    """A set holds at least `count` of these members."""

    fact: Fact
    values: frozenset[str]
    count: int = 1

    def test(self, value: Value) -> Tri:
        assert isinstance(value, frozenset)
        if len(self.values & value) >= self.count:
            return True
        return None if UNKNOWN in value else False

    def sentence(self, lang: str) -> str:
        names = [self.fact.words(v)[lang] for v in self.fact.values if v in self.values]
        every = self.count == len(self.values) > 1
        if lang == "en":
            return (
                f"{self.fact.label.en} include {(' and ' if every else ' or ').join(f'“{n}”' for n in names)}"
            )
        return f"{self.fact.label.ja}に{('と' if every else 'か').join(f'「{n}」' for n in names)}がある"


@dataclass(frozen=True, slots=True)
class Empty(Atom):
    """A set holds nothing (`wanted` true) or something (false)."""

    fact: Fact
    wanted: bool

    def test(self, value: Value) -> Tri:
        assert isinstance(value, frozenset)
        if value - {UNKNOWN}:
            return not self.wanted
        return None if UNKNOWN in value else self.wanted

    def sentence(self, lang: str) -> str:
        if lang == "en":
            return f"{self.fact.label.en}: {'none' if self.wanted else 'at least one'}"
        return f"{self.fact.label.ja}が{'ない' if self.wanted else 'ある'}"


@dataclass(frozen=True, slots=True)
class OtherThan(Atom):
    """A list of tags holds one that is not this one (`pt-BR` counts as `pt`)."""

    fact: Fact
    tag: str

    def test(self, value: Value) -> Tri:
        assert isinstance(value, frozenset)
        if other_than(value, self.tag):
            return True
        return None if UNKNOWN in value else False

    def sentence(self, lang: str) -> str:
        if lang == "en":
            return f"{self.fact.label.en} include one other than {self.tag}"
        return f"{self.fact.label.ja}に {self.tag} のほかがある"


def other_than(tags: frozenset[str], tag: str) -> bool:
    """Whether one of the tags is of another language."""
    return any(one != UNKNOWN and one.partition("-")[0].lower() != tag for one in tags)


# The four comparisons: name, word in Japanese and English. `from` and `up_to` include the bound.
COMPARE = {
    "over": ("より多い", "more than"),
    "from": ("以上", "at least"),
    "under": ("未満", "less than"),
    "up_to": ("以下", "at most"),
}


def compare(op: str, value: int, bound: int) -> bool:
    """One of the four comparisons of whole numbers."""
    if op == "over":
        return value > bound
    if op == "from":
        return value >= bound
    return value < bound if op == "under" else value <= bound


@dataclass(frozen=True, slots=True)
class Compare(Atom):
    """A number compared with a bound."""

    fact: Fact
    op: str
    bound: int

    def test(self, value: Value) -> Tri:
        assert isinstance(value, int)
        return compare(self.op, value, self.bound)

    def sentence(self, lang: str) -> str:
        ja, en = COMPARE[self.op]
        return (
            f"{self.fact.label.en} is {en} {self.bound}"
            if lang == "en"
            else f"{self.fact.label.ja}が{self.bound}{ja}"
        )


@dataclass(frozen=True, slots=True)
class OnOrAfter(Atom):
    """A day (in Japan) is on or after `bound` (`before`: is earlier)."""

    fact: Fact
    bound: date
    before: bool

    def value(self, world: World) -> Tri:
        told = world.as_of if self.fact.id == "as_of" else world.facts.get(self.fact.id)
        return None if told is None else self.test(told)

    def test(self, value: Value) -> Tri:
        assert isinstance(value, date)
        return (value < self.bound) is self.before

    def sentence(self, lang: str) -> str:
        if lang == "en":
            return f"{self.fact.label.en} is {'before' if self.before else 'on or after'} {self.bound}"
        return f"{self.fact.label.ja}が{self.bound}{'より前' if self.before else '以後'}"


@dataclass(frozen=True, slots=True)
class DaysBetween(Node):
    """The days from one day to another compared with a bound; the second may be the day of the consultation."""

    start: Fact
    end: Fact
    op: str
    bound: int

    def _day(self, fact: Fact, world: World) -> date | None:
        if fact.id == "as_of":
            return world.as_of
        value = world.facts.get(fact.id)
        return value if isinstance(value, date) else None

    def value(self, world: World) -> Tri:
        start, end = self._day(self.start, world), self._day(self.end, world)
        return None if start is None or end is None else compare(self.op, (end - start).days, self.bound)

    def open(self, world: World) -> tuple[Tri, Weights]:
        missing = [f for f in (self.start, self.end) if self._day(f, world) is None]
        return self.value(world), {path(f, world): 1.0 / len(missing) for f in missing}

    def explain(self, world: World) -> tuple[Tri, Because]:
        told = [fact for fact in (self.start, self.end) if fact.id in world.facts]
        return self.value(world), tuple([named(fact, world) for fact in told])

    def sentence(self, lang: str) -> str:
        ja, en = COMPARE[self.op]
        if lang == "en":
            return f"days from {self.start.label.en} to {self.end.label.en}: {en} {self.bound}"
        return f"{self.start.label.ja}から{self.end.label.ja}までが{self.bound}日{ja}"
