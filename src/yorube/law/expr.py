"""The expression language of the rulebook: a small closed set of operators over the facts.

Every operator is one class. It knows its scalar value, its trace, which facts may still change it, why it came out as
it did, and its sentence in Japanese and English. `law/parse.py` reads and types the TOML tables, `law/columns.py`
evaluates the same nodes over columns. Nothing here can fail or loop: every expression has a value in every world.

Here stand the operators over other expressions; those that ask something themselves are in `law/atoms.py` and
`law/found.py`, and known to others by this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from yorube.law import tri
from yorube.law.atoms import (
    COMPARE,
    Atom,
    Compare,
    DaysBetween,
    Empty,
    Has,
    Is,
    OnOrAfter,
    OtherThan,
    compare,
    named,
    other_than,
    path,
)
from yorube.law.facts import Fact
from yorube.law.found import UNLIKELY, Event, Finding, Listed, Passed, Platform, Told, any_ground_is
from yorube.law.node import EACH_POST, Because, Composite, Node, Trace, Weights, is_process, shares
from yorube.law.tri import Tri
from yorube.law.world import World

__all__ = [
    "COMPARE",
    "EACH_POST",
    "UNLIKELY",
    "All",
    "Any",
    "AtLeast",
    "Atom",
    "Because",
    "Compare",
    "Composite",
    "Constant",
    "DaysBetween",
    "Decide",
    "Empty",
    "Event",
    "Finding",
    "ForPosts",
    "Has",
    "Is",
    "Junction",
    "Listed",
    "Node",
    "Not",
    "OnOrAfter",
    "OtherThan",
    "Passed",
    "Platform",
    "Possible",
    "Reference",
    "Single",
    "Surely",
    "Told",
    "Trace",
    "Weights",
    "any_ground_is",
    "compare",
    "facts_of",
    "is_process",
    "named",
    "needs_post",
    "other_than",
    "path",
    "shares",
]


# --- and, or, not ----------------------------------------------------------------------------------------------------


class Junction(Composite):
    """Several parts, of which one with the value `decisive` decides the whole."""

    __slots__ = ()
    decisive: ClassVar[bool]

    def value(self, world: World) -> Tri:
        decisive, unknown = self.decisive, False
        for part in self.parts:
            value = part.value(world)
            if value is decisive:
                return decisive
            if value is None:
                unknown = True
        return None if unknown else not decisive

    def open(self, world: World) -> tuple[Tri, Weights]:
        opened = []
        for part in self.parts:
            one = part.open(world)
            if one[0] is self.decisive and not one[1]:
                return one
            opened.append(one)
        value = self.combine([status for status, _ in opened])
        return self.unless_settled(value, shares([weights for _, weights in opened]), world)


@dataclass(frozen=True, slots=True)
class All(Junction):
    """Every part holds."""

    decisive: ClassVar[bool] = False

    def combine(self, values: Iterable[Tri]) -> Tri:
        return tri.every(values)

    def sentence(self, lang: str) -> str:
        return _joined(self.parts, lang, "、かつ", " and ")


@dataclass(frozen=True, slots=True)
class Any(Junction):
    """Some part holds."""

    decisive: ClassVar[bool] = True

    def combine(self, values: Iterable[Tri]) -> Tri:
        return tri.some(values)

    def sentence(self, lang: str) -> str:
        return _joined(self.parts, lang, "、または", " or ")


class Single(Composite):
    """A node over one part: open and explained as its part is."""

    __slots__ = ()

    def turn(self, value: Tri) -> Tri:
        """The value of the whole from that of the part."""
        raise AssertionError(type(self))

    def combine(self, values: Iterable[Tri]) -> Tri:
        (value,) = values
        return self.turn(value)

    def value(self, world: World) -> Tri:
        return self.turn(self.parts[0].value(world))

    def open(self, world: World) -> tuple[Tri, Weights]:
        value, weights = self.parts[0].open(world)
        return self.unless_settled(self.turn(value), weights, world)

    def explain(self, world: World) -> tuple[Tri, Because]:
        value, told = self.parts[0].explain(world)
        return self.turn(value), told


@dataclass(frozen=True, slots=True)
class Not(Single):
    """The part does not hold."""

    def turn(self, value: Tri) -> Tri:
        return None if value is None else not value

    def sentence(self, lang: str) -> str:
        inner = self.parts[0].sentence(lang)
        return f"not ({inner})" if lang == "en" else f"「{inner}」でない"


@dataclass(frozen=True, slots=True)
class AtLeast(Composite):
    """At least `count` parts hold."""

    count: int = field(kw_only=True)

    def combine(self, values: Iterable[Tri]) -> Tri:
        return tri.at_least(self.count, values)

    def sentence(self, lang: str) -> str:
        inner = _joined(self.parts, lang, "／", "; ")
        return (
            f"at least {self.count} of: {inner}" if lang == "en" else f"次のうち{self.count}つ以上：{inner}"
        )


@dataclass(frozen=True, slots=True)
class Decide(Composite):
    """Yes when the first part holds, no when the second holds, else unknown."""

    def combine(self, values: Iterable[Tri]) -> Tri:
        met, not_met = values
        return tri.decide(met, not_met)

    def value(self, world: World) -> Tri:
        return tri.decide(self.parts[0].value(world), self.parts[1].value(world))

    def merge(self, opened: list[tuple[Tri, Weights]]) -> tuple[Tri, Weights]:
        (met, a), (not_met, b) = opened
        settled = (met is True and not a) or (not_met is True and not b)
        return tri.decide(met, not_met), {} if settled else shares([a, b])

    def gather(self, explained: list[tuple[Tri, Because]]) -> tuple[Tri, Because]:
        (met, yes), (not_met, no) = explained
        status = tri.decide(met, not_met)
        return status, yes + no if status is None else yes if status else no

    def sentence(self, lang: str) -> str:
        met, not_met = (part.sentence(lang) for part in self.parts)
        if lang == "en":
            return f"met when {met}; not met when {not_met}; otherwise open"
        return f"{met}なら満たす。{not_met}なら満たさない。ほかは未定"


def _joined(parts: tuple[Node, ...], lang: str, ja: str, en: str) -> str:
    words = [part.sentence(lang) for part in parts]
    if len(words) == 1:
        return words[0]
    inner = [
        f"({word})" if isinstance(part, Composite) else word for part, word in zip(parts, words, strict=True)
    ]
    return en.join(inner) if lang == "en" else ja.join(inner)


# --- constants and references ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Constant(Node):
    """Always this value. Unknown: never computed, a person has to weigh it."""

    fixed: Tri

    def value(self, world: World) -> Tri:
        return self.fixed

    def sentence(self, lang: str) -> str:
        words = {
            True: ("つねに", "always"),
            False: ("けっして…ない", "never"),
            None: ("人が判断する", "a person weighs this"),
        }
        return words[self.fixed][lang == "en"]


@dataclass(frozen=True, slots=True)
class Reference(Single):
    """A shared condition, by its id: worked out once in each world."""

    id: str = field(kw_only=True)
    ja: str = field(kw_only=True)
    en: str = field(kw_only=True)

    def turn(self, value: Tri) -> Tri:
        return value

    def value(self, world: World) -> Tri:
        known = (world.memo if self.asks else world.of_facts).values
        if self.id in known:
            return known[self.id]
        value = known[self.id] = self.parts[0].value(world)
        return value

    def open(self, world: World) -> tuple[Tri, Weights]:
        known = (world.memo if self.asks else world.of_facts).opened
        if self.id not in known:
            known[self.id] = self.parts[0].open(world)
        return known[self.id]

    def explain(self, world: World) -> tuple[Tri, Because]:
        known = (world.memo if self.asks else world.of_facts).explained
        if self.id not in known:
            known[self.id] = self.parts[0].explain(world)
        return known[self.id]

    def sentence(self, lang: str) -> str:
        return self.en if lang == "en" else self.ja


# --- what was told or found: only for rules that choose what to do ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class Possible(Single):
    """The part is not surely no."""

    told: ClassVar[bool] = True

    def turn(self, value: Tri) -> Tri:
        return value is not False

    def sentence(self, lang: str) -> str:
        inner = self.parts[0].sentence(lang)
        return f"possibly: {inner}" if lang == "en" else f"{inner}（未定でもよい）"


@dataclass(frozen=True, slots=True)
class Surely(Single):
    """The part is surely yes."""

    told: ClassVar[bool] = True

    def turn(self, value: Tri) -> Tri:
        return value is True

    def value(
        self, world: World
    ) -> Tri:  # the same, spelt out: most conditions of desks and actions begin so
        return self.parts[0].value(world) is True

    def sentence(self, lang: str) -> str:
        inner = self.parts[0].sentence(lang)
        return f"surely: {inner}" if lang == "en" else f"{inner}（はっきりしている）"


@dataclass(frozen=True, slots=True)
class ForPosts(Composite):
    """The part holds for some post (`every`: for each; with no post, no)."""

    every: bool = field(kw_only=True)
    told: ClassVar[bool] = True

    def looks_at(self) -> frozenset[str]:
        return frozenset((EACH_POST,))

    def combine(self, values: Iterable[Tri]) -> Tri:
        listed = list(values)
        if not listed:
            return False
        return tri.every(listed) if self.every else tri.some(listed)

    def value(self, world: World) -> Tri:
        if len(world.posts) == 1:
            return self.parts[0].value(world.posts[0])
        return self.combine([self.parts[0].value(post) for post in world.posts])

    def trace(self, world: World) -> Trace:
        parts = tuple(self.parts[0].trace(post) for post in world.posts)
        return Trace(self, self.combine([part.status for part in parts]), parts)

    def open(self, world: World) -> tuple[Tri, Weights]:
        if len(world.posts) == 1:
            return self.parts[0].open(world.posts[0])
        return self.merge([self.parts[0].open(post) for post in world.posts])

    def explain(self, world: World) -> tuple[Tri, Because]:
        return self.gather([self.parts[0].explain(post) for post in world.posts])

    def sentence(self, lang: str) -> str:
        inner = self.parts[0].sentence(lang)
        if lang == "en":
            return f"for {'every' if self.every else 'some'} post: {inner}"
        return f"{'どの投稿も' if self.every else 'ある投稿について'}：{inner}"


def needs_post(node: Node) -> bool:
    """Whether it uses a fact of a post outside `any_post` / `every_post`."""
    if isinstance(node, ForPosts):
        return False
    facts = [getattr(node, name, None) for name in ("fact", "start", "end")]
    if any(isinstance(fact, Fact) and fact.scope == "post" for fact in facts):
        return True
    return any(needs_post(part) for part in node.parts)


def facts_of(nodes: Iterable[Node]) -> Mapping[str, Fact]:
    """Every fact the expressions use, by id."""
    found: dict[str, Fact] = {}
    for node in nodes:
        for part in node.walk():
            for name in ("fact", "start", "end"):
                fact = getattr(part, name, None)
                if isinstance(fact, Fact):
                    found[fact.id] = fact
    return found
