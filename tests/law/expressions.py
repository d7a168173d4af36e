"""Random expressions and random worlds for the properties of the expression language.

The facts have few values, so that all worlds can be gone through; every question about a fact is answered with yes by
some of its values and with no by others. `met` and `not_met` never hold together, as the rulebook's must not.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, count

from hypothesis import settings
from hypothesis import strategies as st

from yorube.law import expr
from yorube.law.expr import Node
from yorube.law.facts import UNKNOWN, Choice, Fact, Value
from yorube.law.text import Text
from yorube.law.world import Row, World

# Drawing an expression and its worlds takes longer than looking at them: fewer examples than elsewhere.
assert settings.default is not None
few = settings(max_examples=settings.default.max_examples * 2 // 5)

AS_OF = date(2026, 11, 5)
DAYS = tuple(date(2026, 11, 1) + timedelta(days=n) for n in range(8))
Facts = dict[str, Value]


def fact(id: str, type: str, choices: str = "", least: int | None = None) -> Fact:
    label = Text(f"「{id}」という事実", f"the fact {id}")
    return Fact(
        id=id,
        type=type,
        label=label,
        choices=tuple(Choice(id=word, ja=f"値{word}", en=f"value {word}") for word in choices.split()),
        least=least,
    )


def subsets(members: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(some) for n in range(len(members) + 1) for some in combinations(members, n))


A, B = fact("a", "yesno"), fact("b", "yesno")
PLACE = fact("place", "choice", "public group dm")
WISHES = fact("wishes", "set", "delete identify stop")
COPIES = fact("copies", "number", least=0)
SINCE = fact("since", "date")
TONGUES = fact("tongues", "tags")
FLAG, FORM = fact("posts.flag", "yesno"), fact("posts.form", "choice", "original repost like")
POSTED = fact("posts.posted", "moment")
PLATFORM = fact("posts.platform", "choice", "x other")
TODAY = fact("as_of", "date")

REPORT = (A, B, PLACE, WISHES, COPIES, SINCE, TONGUES)
POST = (FLAG, FORM, POSTED, PLATFORM)
BY_ID = {one.id: one for one in (*REPORT, *POST, TODAY)}

# Every value of each fact that a world can hold, when it holds all of it.
VALUES: Mapping[str, tuple[Value, ...]] = {
    **{one.id: one.values for one in (A, B, PLACE, FLAG, FORM, PLATFORM)},
    "wishes": subsets(WISHES.values),
    "copies": tuple(range(7)),
    "since": DAYS,
    "tongues": subsets(("ja", "pt-BR", "EN")),
    "posts.posted": DAYS,
}


# --- expressions -----------------------------------------------------------------------------------------------------


def some_of(
    words: Sequence[str], least: int = 1, most: int | None = None
) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(sorted(words)), min_size=least, max_size=most)


def days_between(facts: Sequence[Fact]) -> st.SearchStrategy[Node]:
    days = [one for one in facts if one.type in ("date", "moment")]
    pairs = [(one, two) for one in (*days, TODAY) for two in (*days, TODAY) if one is not two]
    return st.builds(
        lambda pair, op, bound: expr.DaysBetween(pair[0], pair[1], op, bound),
        st.sampled_from(pairs),
        st.sampled_from(sorted(expr.COMPARE)),
        st.integers(-2, 3),
    )


def question(one: Fact) -> st.SearchStrategy[Node]:
    """A question about one fact that some of its values answer with yes and some with no."""
    if one.type in ("yesno", "choice"):
        return st.builds(expr.Is, st.just(one), some_of(one.values, 1, len(one.values) - 1))
    empty = st.builds(expr.Empty, st.just(one), st.booleans())
    if one.type == "set":
        has = st.builds(
            lambda values, every: expr.Has(one, values, len(values) if every else 1),
            some_of(one.values),
            st.booleans(),
        )
        return has | empty
    if one.type == "tags":
        return st.builds(expr.OtherThan, st.just(one), st.sampled_from(["ja", "pt", "en", "zh"])) | empty
    if one.type == "number":
        return st.builds(expr.Compare, st.just(one), st.sampled_from(sorted(expr.COMPARE)), st.integers(1, 5))
    return st.builds(expr.OnOrAfter, st.just(one), st.sampled_from(DAYS[1:]), st.booleans())


NUMBERS = count()


def reference(node: Node) -> Node:
    """A shared condition; worlds keep its value by its id, so each has its own."""
    return expr.Reference((node,), id=f"shared.{next(NUMBERS)}", ja="共通の条件", en="a shared condition")


def decide(facts: Sequence[Fact], inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    """`met` and `not_met` that never hold together, told apart by one fact or by logic."""
    found = st.builds(lambda node: expr.Decide((node, expr.Not((node,)))), inner)
    found |= st.builds(lambda node: expr.Decide((node, expr.Constant(False))), inner)
    apart = [
        (expr.Is(one, frozenset({value})), expr.Is(one, frozenset({*one.values} - {value})))
        for one in facts
        if one.type in ("yesno", "choice")
        for value in one.values
    ]
    if not apart:
        return found
    return found | st.builds(
        lambda pair, one, two: expr.Decide((expr.All((pair[0], one)), expr.All((pair[1], two)))),
        st.sampled_from(apart),
        inner,
        inner,
    )


def composites(facts: Sequence[Fact]) -> Callable[[st.SearchStrategy[Node]], st.SearchStrategy[Node]]:
    def deeper(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            st.builds(expr.All, parts),
            st.builds(expr.Any, parts),
            st.builds(lambda node: expr.Not((node,)), inner),
            st.builds(lambda p, least: expr.AtLeast(p, count=min(least, len(p))), parts, st.integers(1, 3)),
            decide(facts, inner),
            st.builds(reference, inner),
        )

    return deeper


CONSTANTS = st.sampled_from([True, False, None]).map(expr.Constant)


def of_facts(facts: Sequence[Fact], days: bool = True) -> st.SearchStrategy[Node]:
    """Expressions as a ground may use them, about these facts; `days` adds the counting of days."""
    leaves = st.one_of([question(one) for one in facts] * 2 + [CONSTANTS])
    return st.recursive(leaves | days_between(facts) if days else leaves, composites(facts), max_leaves=8)


def asking(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.builds(lambda node: expr.Possible((node,)), inner) | st.builds(
        lambda node: expr.Surely((node,)), inner
    )


def processes() -> st.SearchStrategy[Node]:
    """Expressions as rules that choose what to do may use them, about a whole report."""
    found = st.one_of(
        st.sampled_from(["removed", "filed"]).map(lambda kind: expr.Event(kind, "できごと", "an event")),
        st.builds(expr.Finding, some_of(["crime.x", "civil.y"]), some_of(["likely", "unclear"])),
        st.builds(expr.Passed, st.sampled_from(["logs", "complaint"]), st.booleans()),
        st.builds(expr.Listed, st.sampled_from(["action", "desk"]), st.sampled_from(["one", "two"])),
    )

    def level(facts: Sequence[Fact], *more: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        told = st.sampled_from(facts).map(expr.Told)
        leaves = st.one_of([question(one) for one in facts] + [days_between(facts), told, found, *more])
        return st.recursive(leaves, lambda inner: composites(facts)(inner) | asking(inner), max_leaves=6)

    platform = st.builds(expr.Platform, st.sampled_from(["designated", "login", "open"]), st.just(PLATFORM))
    in_post = level((*REPORT, *POST), platform)
    for_posts = st.builds(lambda node, every: expr.ForPosts((node,), every=every), in_post, st.booleans())
    return level(REPORT, for_posts, for_posts)


# --- worlds ----------------------------------------------------------------------------------------------------------

# A fact of a report, and when it was told: from the start, later, or never.
Telling = Mapping[str, tuple[Value, int, Value]]


def tellings(facts: Sequence[Fact], parts: bool = False) -> st.SearchStrategy[Telling]:
    """For each fact its value, when it is told, and what was told of it first: with `parts`, perhaps only some members
    of a set."""
    return st.fixed_dictionaries({one.id: telling(one, parts) for one in facts})


def telling(one: Fact, parts: bool) -> st.SearchStrategy[tuple[Value, int, Value]]:
    values, when = st.sampled_from(VALUES[one.id]), st.integers(0, 2)
    if parts and one.type in ("set", "tags"):
        return st.builds(
            lambda value, when, some: (value, when, (value & some) | {UNKNOWN} if some else value),
            values,
            when,
            st.sampled_from([frozenset(), *VALUES[one.id]]),
        )
    return st.builds(lambda value, when: (value, when, value), values, when)


def told(telling: Telling, by: int) -> Facts:
    """What is told by the first, second or third time."""
    return {
        id: first if when == by == 0 else value for id, (value, when, first) in telling.items() if when <= by
    }


def less_and_more(
    facts: Sequence[Fact], parts: bool = False
) -> st.SearchStrategy[tuple[World, World, World]]:
    """Three worlds of one report: something told, more told, all told."""

    def worlds(all_of_it: Telling) -> tuple[World, World, World]:
        less, more, whole = (World(told(all_of_it, by), AS_OF) for by in range(3))
        return less, more, whole

    return tellings(facts, parts).map(worlds)


def reports() -> st.SearchStrategy[tuple[World, World]]:
    """A report with posts and what was found so far, and the same with more facts told."""
    names = st.sampled_from([None, "p0", "p1"])
    statuses = st.dictionaries(
        st.sampled_from(["crime.x", "civil.y"]), st.sampled_from(["likely", "unclear", "unlikely"])
    )
    rows = st.builds(Row, st.sampled_from(["logs", "complaint"]), names, st.sampled_from([True, False, None]))
    found = st.builds(
        World,
        st.just({}),
        st.just(AS_OF),
        findings=st.fixed_dictionaries({"p0": statuses, "p1": statuses}),
        events=st.lists(st.tuples(st.sampled_from(["removed", "filed"]), names), max_size=2).map(tuple),
        kinds=st.just({"x": frozenset({"designated", "login"})}),
        rows=st.lists(rows, max_size=2).map(tuple),
        actions=some_of(["one", "two"], 0),
        desks=some_of(["one", "two"], 0),
    )

    def worlds(report: Telling, posts: Sequence[Telling], found: World) -> tuple[World, World]:
        return world(report, posts, found, 0), world(report, posts, found, 1)

    return st.builds(worlds, tellings(REPORT), st.lists(tellings(POST), max_size=2), found)


def world(report: Telling, posts: Sequence[Telling], found: World, by: int) -> World:
    """What rules see of a report by then."""
    facts = told(report, by)
    each = tuple(
        replace(found, facts={**facts, **told(post, by)}, post=f"p{number}")
        for number, post in enumerate(posts)
    )
    return replace(found, facts=facts, posts=each)
