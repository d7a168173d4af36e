"""A sheet answers what the expressions themselves say, in every world."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import expressions as e
from yorube.law import expr
from yorube.law.expr import Node
from yorube.law.sheet import Holding, holding
from yorube.law.sheet_open import Opening, opening
from yorube.law.sheet_why import explaining
from yorube.law.terms import NO, YES, Terms, answer
from yorube.law.world import World

SEVERAL = st.lists(e.processes(), min_size=1, max_size=5)
REPORTS = st.lists(e.reports(), min_size=1, max_size=3)
OF_FACTS = st.lists(e.of_facts((*e.REPORT, *e.POST)), min_size=1, max_size=4)
IN_PARTS = e.less_and_more((*e.REPORT, *e.POST), parts=True)


def answers(sheet: Holding, world: World) -> list[bool]:
    found = sheet.of(world)
    return [id(node) in found for node in sheet.conditions]


def same(sheet: Opening, world: World) -> bool:
    """Whether a sheet names the open facts of every condition, and their weights."""
    found = dict(sheet.of(world))
    expected = {
        place: weights for place, node in enumerate(sheet.conditions) if (weights := node.open(world)[1])
    }
    return found.keys() == expected.keys() and all(
        found[one] == pytest.approx(expected[one]) for one in found
    )


@e.few
@given(SEVERAL, REPORTS)
def test_it_says_of_every_condition_whether_it_surely_holds(
    nodes: list[Node], told: list[tuple[World, World]]
) -> None:
    sheet = holding(nodes)
    for world in [world for pair in told for world in pair]:
        assert answers(sheet, world) == [node.value(world) is True for node in nodes]


@e.few
@given(SEVERAL, REPORTS)
def test_it_says_of_every_condition_what_is_open(nodes: list[Node], told: list[tuple[World, World]]) -> None:
    sheet = opening(nodes)
    for whole in [world for pair in told for world in pair]:
        for world in (whole, *whole.posts):
            assert same(sheet, world)


@e.few
@given(SEVERAL, REPORTS)
def test_it_says_of_every_condition_how_it_came_out_and_why(
    nodes: list[Node], told: list[tuple[World, World]]
) -> None:
    sheet = explaining(nodes)
    for world in [world for pair in told for world in pair]:
        found = [(status, tuple(because)) for status, because in sheet.of(world)]
        assert found == [node.explain(world) for node in nodes]


@e.few
@given(SEVERAL, e.reports(), e.reports())
def test_a_world_that_learns_more_is_one_that_was_made_with_it(
    nodes: list[Node], told: tuple[World, World], found: tuple[World, World]
) -> None:
    (before, _), (more, _), sheet = told, found, holding(nodes)
    world = before.with_found()
    assert answers(sheet, world) == answers(sheet, before)
    world.learn(rows=more.rows, actions=more.actions, desks=more.desks)
    assert world == before.with_found(rows=more.rows, actions=more.actions, desks=more.desks)
    assert answers(sheet, world) == [node.value(world) is True for node in nodes]
    assert answers(sheet, before) == [node.value(before) is True for node in nodes]


@e.few
@given(OF_FACTS, IN_PARTS)
def test_a_set_told_in_part_is_not_told(nodes: list[Node], worlds: tuple[World, World, World]) -> None:
    held, opened, why = holding(nodes), opening(nodes), explaining(nodes)
    for world in worlds:
        assert answers(held, world) == [node.value(world) is True for node in nodes]
        assert same(opened, world)
        assert [(one, tuple(facts)) for one, facts in why.of(world)] == [
            node.explain(world) for node in nodes
        ]


def test_a_ground_that_nobody_found_anything_of_is_unlikely() -> None:
    one = expr.Finding(frozenset({"crime.x"}), frozenset({"unlikely", "likely"}))
    found: list[dict[str, dict[str, str]]] = [{"p": {}}, {"p": {"crime.x": "unclear"}}, {}]
    worlds = [World({}, e.AS_OF, findings=findings) for findings in found]
    assert [answers(holding([one]), world) for world in worlds] == [[True], [False], [False]]
    assert [one.value(world) for world in worlds] == [True, False, False]


def test_what_has_no_condition_always_holds() -> None:
    assert id(None) in holding([]).of(World({}, date.min))
    assert id(None) in holding([expr.Constant(False)]).of(World({}, date.min))


def test_it_is_kept_with_its_conditions() -> None:
    """A pickled sheet answers for the conditions that come back with it."""
    a, b = (expr.Is(fact, frozenset({"yes"})) for fact in (e.A, e.B))
    (one, two), sheet = pickle.loads(pickle.dumps(((a, b), holding([a, b]))))
    assert id(one) in sheet.of(World({"a": "yes"}, e.AS_OF))
    assert id(two) not in sheet.of(World({"a": "yes"}, e.AS_OF))


# --- terms -----------------------------------------------------------------------------------------------------------


def test_terms_that_say_the_same_are_one() -> None:
    terms = Terms()
    a, b = terms.test("a"), terms.test("b")
    assert terms.test("a") == a
    assert terms.every((a, b, a)) == terms.every((a, b))
    assert terms.opposite(terms.opposite(a)) == a
    assert (terms.every(()), terms.some(())) == (YES, NO)
    assert (terms.every((a, NO)), terms.some((a, YES)), terms.every((a, YES))) == (NO, YES, a)
    assert (terms.every((a, terms.opposite(a))), terms.some((terms.opposite(a), a))) == (NO, YES)


def test_what_makes_no_difference_beside_the_others_is_left_out() -> None:
    terms = Terms()
    a, b, c = terms.test("a"), terms.test("b"), terms.test("c")
    assert terms.every((a, terms.some((a, b)))) == a
    assert terms.some((a, terms.every((a, b)))) == a
    assert terms.every((a, terms.some((terms.opposite(a), b)))) == terms.every((a, b))
    assert terms.some((a, terms.every((terms.opposite(a), b)))) == terms.some((a, b))
    assert terms.every((terms.every((a, b)), terms.opposite(terms.some((b, c))))) == NO
    assert terms.some((terms.some((a, b)), terms.opposite(terms.every((b, c))))) == YES


def test_a_question_that_needs_a_value_says_that_it_is_there() -> None:
    terms = Terms()
    value, other = terms.fact("a"), terms.fact("b")
    there, yes = terms.there(value), terms.test(value, " == 1", needs=[value])
    none = terms.opposite(there)
    assert (terms.every((yes, there)), terms.every((none, terms.opposite(yes)))) == (yes, none)
    assert (terms.some((yes, there)), terms.every((yes, none))) == (there, NO)
    assert terms.some((there, terms.opposite(yes))) == YES
    assert terms.every((yes, terms.there(other))) not in (yes, NO)
    assert terms.lacking(terms.some((none, terms.opposite(terms.there(other)))))
    assert not terms.lacking(terms.some((none, yes)))


def test_what_a_block_alone_uses_is_worked_out_in_it() -> None:
    terms = Terms()
    value = terms.fact("a")
    a, b = terms.test(value, " == 1"), terms.test("b()")
    body = [(0, ("if ", a, ":")), (1, ("yield ", b)), (1, ("yield ", b)), (0, ("yield ", a))]
    assert terms.function("of_world(world)", [], body) == (
        "def of_world(world):\n x0, = map(world.facts.get, ('a',))\n x1 = x0 == 1\n if x1:\n"
        "  x2 = b()\n  yield x2\n  yield x2\n yield x1\n"
    )


def test_what_is_used_twice_is_worked_out_once() -> None:
    terms = Terms()
    told = terms.value("told('a')")
    a, b = terms.test(told, " == 1"), terms.test("b()")
    text = terms.function(
        "of_world(world)", ["told = world.get"], [answer((terms.every((a, b)), terms.opposite(a), YES))]
    )
    assert text == (
        "def of_world(world):\n told = world.get\n x0 = told('a')\n x1 = x0 == 1\n"
        " return ((x1 and (b())), (not x1), True, )\n"
    )
