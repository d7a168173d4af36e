"""The expression language of the rulebook: a small closed set of operators over the facts.

Every operator is one class. It knows its scalar value, its trace, which facts may still change it, why it came out as
it did, and its sentence in Japanese and English. `law/parse.py` reads and types the TOML tables, `law/columns.py`
evaluates the same nodes over columns. Nothing here can fail or loop: every expression has a value in every world.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from yorube.law import tri
from yorube.law.facts import UNKNOWN, Fact, Value, in_post
from yorube.law.tri import Tri
from yorube.law.world import World

# How much each open fact weighs in a result: shares of 1, split at every fork.
Weights = dict[str, float]
# Told facts, as (fact, post or None); one may stand there more than once.
Because = tuple[tuple[str, str | None], ...]
# Stands for the facts of each post; no world holds a fact of this name.
EACH_POST = "*"


@dataclass(frozen=True, slots=True)
class Trace:
    """How an expression came to its value: the node, its value, the traces of its parts."""

    node: Node
    status: Tri
    parts: tuple[Trace, ...] = ()
    post: str | None = None


class Node:
    """An expression. `parts` are its operands; leaves have none.

    `told` marks the operators that ask what was told or found; only rules that choose what to do may use them, since
    their value may go from yes to no when more is told.
    """

    __slots__ = ()
    parts: tuple[Node, ...] = ()
    told: ClassVar[bool] = False

    def value(self, world: World) -> Tri:
        """The truth value in a world."""
        raise AssertionError(type(self))

    def trace(self, world: World) -> Trace:
        """The truth value with the way to it."""
        return Trace(self, self.value(world), (), world.post)

    def open(self, world: World) -> tuple[Tri, Weights]:
        """The value, and the facts whose answer could still change it, with their weight. No facts: it is settled."""
        return self.value(world), {}

    def explain(self, world: World) -> tuple[Tri, Because]:
        """The value, and the told facts that explain it."""
        return self.value(world), ()

    def because(self, world: World) -> Because:
        """The told facts that explain the value."""
        return self.explain(world)[1]

    def sentence(self, lang: str) -> str:
        """The expression in words."""
        raise AssertionError(type(self))

    def looks_at(self) -> frozenset[str]:
        """The facts it looks at in one world."""
        names = (getattr(self, name, None) for name in ("fact", "start", "end"))
        return frozenset(fact.id for fact in names if isinstance(fact, Fact))

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Composite(Node):
    """A node whose value follows from the values of its parts.

    `asks` is whether an operator in it asks what was told or found; `facts` are the facts it looks at in one world
    (`EACH_POST` when it goes through the posts). A decided value is settled where nothing asks, or all facts are told.
    """

    parts: tuple[Node, ...]
    asks: bool = field(init=False, repr=False, compare=False)
    facts: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "asks", self.told or any(is_process(part) for part in self.parts))
        object.__setattr__(self, "facts", frozenset().union(*(part.looks_at() for part in self.parts)))

    def looks_at(self) -> frozenset[str]:
        return self.facts

    def combine(self, values: Iterable[Tri]) -> Tri:
        raise AssertionError(type(self))

    def value(self, world: World) -> Tri:
        return self.combine(part.value(world) for part in self.parts)

    def trace(self, world: World) -> Trace:
        parts = tuple(part.trace(world) for part in self.parts)
        return Trace(self, self.combine([part.status for part in parts]), parts, world.post)

    def open(self, world: World) -> tuple[Tri, Weights]:
        return self.unless_settled(*self.merge([part.open(world) for part in self.parts]), world)

    def merge(self, opened: list[tuple[Tri, Weights]]) -> tuple[Tri, Weights]:
        """The value and open facts from those of the parts; settled when the settled parts alone decide it."""
        settled = self.combine([None if weights else status for status, weights in opened])
        if settled is not None:
            return settled, {}
        return self.combine([status for status, _ in opened]), shares([weights for _, weights in opened])

    def unless_settled(self, value: Tri, weights: Weights, world: World) -> tuple[Tri, Weights]:
        """The value and open facts; no facts where the value can no longer change."""
        if weights and value is not None and (not self.asks or self.facts <= world.facts.keys()):
            return value, {}
        return value, weights

    def explain(self, world: World) -> tuple[Tri, Because]:
        return self.gather([part.explain(world) for part in self.parts])

    def gather(self, explained: list[tuple[Tri, Because]]) -> tuple[Tri, Because]:
        """The value and its explanation from those of the parts: of the parts that came out as the whole did."""
        status = self.combine([value for value, _ in explained])
        return status, tuple([fact for value, told in explained if value is status for fact in told])


def shares(parts: Iterable[Weights]) -> Weights:
    """The open facts of several parts together, each part an equal share."""
    several = [weights for weights in parts if weights]
    if len(several) < 2:
        return several[0] if several else {}
    total: Weights = {}
    for weights in several:
        for fact, weight in weights.items():
            total[fact] = total.get(fact, 0.0) + weight / len(several)
    return total


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


# --- a fact and a value ----------------------------------------------------------------------------------------------


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
class Told(Node):
    """The fact was told."""

    fact: Fact
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        return self.fact.id in world.facts

    def open(self, world: World) -> tuple[Tri, Weights]:
        value = self.fact.id in world.facts
        return value, {} if value else {path(self.fact, world): 1.0}

    def sentence(self, lang: str) -> str:
        return f"{self.fact.label.en} was told" if lang == "en" else f"{self.fact.label.ja}を聞いている"


@dataclass(frozen=True, slots=True)
class Event(Node):
    """Such an event was told; inside a post: for that post, or for none in particular."""

    kind: str
    ja: str
    en: str
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        for kind, post in world.events:
            if kind == self.kind and (world.post is None or post is None or post == world.post):
                return True
        return False

    def sentence(self, lang: str) -> str:
        return f"event: {self.en}" if lang == "en" else f"できごと「{self.ja}」"


@dataclass(frozen=True, slots=True)
class Finding(Node):
    """One of these grounds has one of these statuses, for this post or (outside a post) for any."""

    grounds: frozenset[str]
    statuses: frozenset[str]
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        return any_ground_is(self.grounds, self.statuses, world)

    def sentence(self, lang: str) -> str:
        grounds, statuses = ", ".join(sorted(self.grounds)), "/".join(sorted(self.statuses))
        return f"{grounds}: {statuses}" if lang == "en" else f"{grounds} が {statuses}"


# What a ground is that nobody found anything of.
UNLIKELY = "unlikely"


def any_ground_is(grounds: frozenset[str], statuses: frozenset[str], world: World) -> bool:
    """Whether one of these grounds has one of these statuses, for this post or (outside a post) for any."""
    posts = world.findings.values() if world.post is None else [world.findings.get(world.post, {})]
    return any(found.get(ground, UNLIKELY) in statuses for found in posts for ground in grounds)


@dataclass(frozen=True, slots=True)
class Passed(Node):
    """A row of this deadline exists and has (not) passed; a row that is not running has not passed."""

    clock: str
    passed: bool
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        for row in world.rows:
            here = world.post is None or row.post in (None, world.post)
            if row.clock == self.clock and bool(row.passed) is self.passed and here:
                return True
        return False

    def sentence(self, lang: str) -> str:
        if lang == "en":
            return f"{self.clock} has {'' if self.passed else 'not '}passed"
        return f"{self.clock} が{'過ぎた' if self.passed else '過ぎていない'}"


@dataclass(frozen=True, slots=True)
class Platform(Node):
    """The post's platform is of this kind on the day of the consultation: `designated`, `login` or `open`."""

    kind: str
    fact: Fact
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        platform = world.facts.get(self.fact.id)
        return isinstance(platform, str) and self.kind in world.kinds.get(platform, frozenset())

    def open(self, world: World) -> tuple[Tri, Weights]:
        return self.value(world), {} if self.fact.id in world.facts else {path(self.fact, world): 1.0}

    def explain(self, world: World) -> tuple[Tri, Because]:
        return self.value(world), (((self.fact.id, world.post),) if self.fact.id in world.facts else ())

    def sentence(self, lang: str) -> str:
        words = {"designated": "大規模プラットフォーム", "login": "ログイン型", "open": "だれでも書ける型"}
        return f"the service is {self.kind}" if lang == "en" else f"サービスが{words[self.kind]}"


@dataclass(frozen=True, slots=True)
class Listed(Node):
    """An action or a desk is in the outcome."""

    what: str
    id: str
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        return self.id in (world.actions if self.what == "action" else world.desks)

    def sentence(self, lang: str) -> str:
        return f"{self.what} {self.id} is listed" if lang == "en" else f"{self.id} が案内に出ている"


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


def is_process(node: Node) -> bool:
    """Whether any operator in it asks what was told or found."""
    return node.asks if isinstance(node, Composite) else node.told


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
