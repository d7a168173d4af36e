"""Deciding by completing the unknowns, against going through every world."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise, product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.law import expressions as e
from yorube import law
from yorube.law import complete, expr
from yorube.law.complete import completion, witness
from yorube.law.expr import Node
from yorube.law.facts import UNKNOWN, Fact, Value
from yorube.law.tri import Tri
from yorube.law.world import World

NOTHING = World({}, e.AS_OF)
YES = frozenset({"yes"})


def in_every_world(node: Node, world: World) -> Tri:
    """The value in all worlds that tell everything and agree with this one, if it is the same; else unknown."""
    missing = [id for id in expr.facts_of([node]) if id not in world.facts and id != "as_of"]
    values = set()
    for chosen in product(*(e.VALUES[id] for id in missing)):
        facts = {**world.facts, **dict(zip(missing, chosen, strict=True))}
        values.add(node.value(World(facts, e.AS_OF)))
        if len(values) > 1:
            return None
    return values.pop()


def few_worlds(node: Node, most: int = 1000) -> bool:
    return prod(len(e.VALUES[id]) for id in expr.facts_of([node]) if id != "as_of") <= most


POOLS: list[tuple[Fact, ...]] = [
    (e.A, e.B, e.PLACE),
    (e.PLACE, e.WISHES),
    (e.COPIES, e.A),
    (e.SINCE, e.POSTED),
    (e.TONGUES, e.B),
    (e.SINCE, e.COPIES, e.A),
    (e.WISHES,),
    (e.PLACE,),
]


def about_few(days: bool) -> st.SearchStrategy[tuple[Node, World]]:
    """An expression about three facts at most, so that it asks about each more than once, and a world."""
    found = []
    for facts in POOLS:
        with_days = days and any(fact.type in ("date", "moment") for fact in facts)
        worlds = e.less_and_more(facts).map(lambda worlds: worlds[0])
        found.append(st.tuples(e.of_facts(facts, with_days), worlds))
    return st.one_of(found)


@e.few
@given(about_few(days=True))
def test_what_completing_decides_holds_in_every_world(pair: tuple[Node, World]) -> None:
    node, world = pair
    assume(few_worlds(node))
    value = completion(node).value(world)
    assert value is None or value is in_every_world(node, world)


@e.few
@given(about_few(days=False))
def test_what_holds_in_every_world_is_decided_by_completing(pair: tuple[Node, World]) -> None:
    """As long as no days are counted and the completions are not too many."""
    node, world = pair
    assume(few_worlds(node))
    assert completion(node).value(world) is in_every_world(node, world)


@e.few
@given(about_few(days=False))
def test_completing_never_changes_a_decided_value_nor_another_fact(pair: tuple[Node, World]) -> None:
    node, world = pair
    value, before = node.value(world), dict(world.facts)
    assert value is None or completion(node).value(world) is value
    assert world.facts == before


def test_a_or_not_a_is_decided_without_a() -> None:
    a = expr.Is(e.A, YES)
    either = expr.Any((a, expr.Not((a,))))
    assert either.value(NOTHING) is None
    assert completion(either).value(NOTHING) is True
    assert completion(expr.Not((either,))).value(NOTHING) is False
    assert completion(expr.All((a, a))).value(NOTHING) is None
    assert completion(expr.All((a, a))).answers == {}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (expr.Is(e.PLACE, frozenset({"public", "group"})), expr.Is(e.PLACE, frozenset({"dm"}))),
        (expr.Has(e.WISHES, frozenset({"stop"})), expr.Empty(e.WISHES, True)),
        (expr.Compare(e.COPIES, "over", 2), expr.Compare(e.COPIES, "up_to", 3)),
        (expr.Compare(e.COPIES, "from", 3), expr.Compare(e.COPIES, "under", 3)),
        (expr.OnOrAfter(e.SINCE, e.DAYS[3], False), expr.OnOrAfter(e.SINCE, e.DAYS[3], True)),
        (expr.OtherThan(e.TONGUES, "ja"), expr.Not((expr.OtherThan(e.TONGUES, "ja"),))),
    ],
)
def test_questions_that_leave_nothing_out_are_decided_and_others_are_not(one: Node, two: Node) -> None:
    exhaustive = not isinstance(one, expr.Has)
    assert completion(expr.Any((one, two))).value(NOTHING) is (True if exhaustive else None)
    both = completion(expr.All((one, two))).value(NOTHING)
    assert both is (None if isinstance(one, expr.Compare) and one.op == "over" else False)


def test_days_that_are_counted_are_not_completed() -> None:
    """The few days around a bound do not stand for all days that may lie between two others."""
    bound = e.AS_OF - timedelta(days=10)
    since = expr.OnOrAfter(e.SINCE, bound, False)
    open_ = expr.Any((since, expr.Not((since,))))
    node = expr.All((open_, expr.DaysBetween(e.SINCE, e.TODAY, "up_to", 90)))
    assert completion(open_).value(NOTHING) is True
    assert completion(node).value(NOTHING) is None
    assert node.value(World({"since": bound - timedelta(days=1000)}, e.AS_OF)) is False


def test_a_number_that_no_report_can_hold_is_not_tried() -> None:
    below = [expr.Compare(e.COPIES, "under", bound) for bound in (-3, -2, 0)]
    assert completion(expr.Any(tuple(below))).value(NOTHING) is False
    assert complete.answers(below) == (0, 1)
    assert complete.answers(below[:1]) == (0,)


def test_only_what_may_decide_is_tried() -> None:
    public, dm = (expr.Is(e.PLACE, frozenset({place})) for place in ("public", "dm"))
    apart = expr.Decide((public, dm))  # one answer meets both questions, another fails both
    assert not complete.at_odds([(public, True), (dm, False)])
    assert completion(apart).answers == {}
    between = expr.Any((public, dm))  # no answer meets both, but there are others that meet none
    assert complete.at_odds([(public, True), (dm, True)])
    assert completion(between).answers == {}
    rest = expr.Is(e.PLACE, frozenset(e.PLACE.values) - {"public", "dm"})
    assert completion(expr.Any((public, dm, rest))).answers.keys() == {"place"}
    # Among too many worlds to go through, or about a number, it is tried.
    others = expr.All(tuple(expr.Is(fact, YES) for fact in switches(6)))
    assert completion(expr.Any((between, others))).answers.keys() == {"place"}
    assert completion(expr.Any((between, expr.Compare(e.COPIES, "over", 2)))).answers.keys() == {"place"}


def test_a_set_of_which_a_member_is_unknown_stays_as_it_was_told() -> None:
    has = expr.Has(e.WISHES, frozenset({"stop"}))
    either = expr.Any((has, expr.Not((has,))))
    assert completion(either).value(NOTHING) is True
    assert completion(either).value(World({"wishes": frozenset({UNKNOWN})}, e.AS_OF)) is None


def switches(count: int) -> list[Fact]:
    return [e.fact(f"s{number}", "yesno") for number in range(count)]


@pytest.mark.parametrize(("count", "value"), [(12, True), (13, None)])
def test_more_completions_than_the_limit_are_not_tried(count: int, value: Tri) -> None:
    """2 to the power of 12 are 4096."""
    atoms = [expr.Is(fact, YES) for fact in switches(count)]
    either = expr.Any((expr.All(tuple(atoms)), *(expr.Not((atom,)) for atom in atoms)))
    assert completion(either).value(NOTHING) is value
    told = World({"s0": "yes"}, e.AS_OF)
    assert completion(either).value(told) is True


def test_completing_goes_through_every_answer_once() -> None:
    told = complete.completions({"b": "yes"}, {"a": ("yes", "no"), "copies": (0, 1, 2)})
    assert len({tuple(sorted(map(str, facts.items()))) for facts in told}) == 6


# --- looking for a world in which something holds --------------------------------------------------------------------


@e.few
@given(about_few(days=False))
def test_a_witness_is_a_world_in_which_it_holds_and_without_one_there_is_none(
    pair: tuple[Node, World],
) -> None:
    node, world = pair
    assume(few_worlds(node))
    found = witness(node, world)
    if found is not None:
        assert node.value(World({**world.facts, **found}, e.AS_OF)) is True
        assert found.keys().isdisjoint(world.facts)
    else:
        assert all(node.value(one) is not True for one in all_worlds(node, world))


def all_worlds(node: Node, world: World) -> Iterator[World]:
    missing = [id for id in expr.facts_of([node]) if id not in world.facts]
    for chosen in product(*(e.VALUES[id] for id in missing)):
        facts: dict[str, Value] = dict(zip(missing, chosen, strict=True))
        yield World({**world.facts, **facts}, e.AS_OF)


def test_the_search_for_a_witness_is_bounded() -> None:
    atoms = [expr.Is(fact, YES) for fact in switches(40)]
    odd = expr.AtLeast(tuple(expr.All((a, expr.Not((b,)))) for a, b in pairwise(atoms)), count=30)
    assert witness(odd, NOTHING) is None
    assert witness(expr.All(tuple(atoms)), NOTHING) == {fact.id: "yes" for fact in switches(40)}


def decisions() -> Iterator[tuple[str, Node]]:
    """Every `met` / `not_met` and every defence of the rulebook."""
    book = law.shipped()
    for rule in book.rules.values():
        yield from ((rule.id, part) for part in rule.value.walk() if isinstance(part, expr.Decide))
    for ground in book.grounds.values():
        values = [(element.id, element.value) for element in ground.element]
        for id, value in [*values, *((defence.id, defence.value) for defence in ground.defence)]:
            yield from ((f"{ground.id}.{id}", node) for node in value.walk() if isinstance(node, expr.Decide))


def test_met_and_not_met_never_hold_together_in_the_rulebook(sizes_all: bool) -> None:
    """As the loader looks, but as far as it takes."""
    seen = 0
    for name, node in decisions():
        if not expr.is_process(node):
            seen += 1
            both = witness(expr.All(node.parts), NOTHING, 10**6 if sizes_all else 10**5)
            assert both is None, f"{name}: {both}"
    assert seen > 30
