"""The table of a rule says what the rule itself says, and holds no more than it says it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import expressions as e
from yorube.law import expr, table
from yorube.law.expr import Node
from yorube.law.facts import Value
from yorube.law.table import Table, Tables
from yorube.law.world import World

FACTS = (*e.REPORT, e.FLAG, e.FORM, e.POSTED)
WORLDS = st.lists(e.less_and_more(FACTS, parts=True), min_size=1, max_size=4)


@e.few
@given(e.of_facts(FACTS), WORLDS)
def test_every_line_is_what_the_rule_comes_to(node: Node, several: list[tuple[World, World, World]]) -> None:
    """Whatever was asked of the table before, and again once it is known."""
    one = Table(node)
    for world in [world for worlds in several for world in worlds] * 2:
        line = one.line(world.facts, world.as_of)
        assert line.status is node.value(world)
        assert line.open == pytest.approx(node.open(world)[1])  # sums are taken in another order
        assert list(line.ask) == table.most_decisive(line.open)
        assert line.because == tuple(dict.fromkeys(fact for fact, _ in node.because(world)))
        assert table.CAME_OUT[line.came] == (line.status, bool(line.open))


@e.few
@given(st.lists(e.of_facts(FACTS), min_size=1, max_size=5), WORLDS)
def test_tables_asked_together_say_what_each_says(
    nodes: list[Node], several: list[tuple[World, World, World]]
) -> None:
    tables = [Table(node) for node in nodes]
    together = Tables(tables, [fact.id for fact in FACTS])
    for world in [world for worlds in several for world in worlds] * 2:
        alone = {table: Table(table.node).worked_out(world.facts, world.as_of) for table in tables}
        lines = [replace(line, number=0) for line in together.lines(world.facts, world.as_of)]
        assert {table: lines[place] for table, place in together.places.items()} == alone


def test_a_line_names_no_post() -> None:
    one = Table(expr.All((expr.Is(e.FLAG, frozenset({"yes"})), expr.Is(e.FORM, frozenset({"like"})))))
    both = {"posts.flag": "yes", "posts.form": "like"}
    open_line = table.Line(
        None, {"posts.form": 1.0}, ("posts.form",), (), table.CAME_OUT.index((None, True)), 1
    )
    assert one.line({"posts.flag": "yes", "posts.url": "of one post"}, e.AS_OF) == open_line
    assert one.line({**both, "posts.url": "of another"}, e.AS_OF) == table.Line(
        True, {}, (), tuple(both), table.CAME_OUT.index((True, False)), 2
    )
    assert one.lines is not None
    assert len(one.lines) == 2


def test_a_line_that_an_amount_explains_has_no_number() -> None:
    """Nothing that shows the amount may be kept by it."""
    one = Table(expr.Any((expr.Compare(e.COPIES, "over", 3), expr.Is(e.FLAG, frozenset({"yes"})))))
    told: list[dict[str, Value]] = [
        {"copies": 9},
        {"posts.flag": "yes"},
        {"copies": 9, "posts.flag": "yes"},
        {},
        {"copies": 1},
    ]
    lines = [one.line(facts, e.AS_OF) for facts in told]
    assert [("copies" in line.because, bool(line.number)) for line in lines] == [
        (True, False),
        (False, True),
        (True, False),
        (False, True),
        (False, True),
    ]
    assert len({line.number for line in lines if line.number}) == 3


def test_lines_worked_out_at_once_have_numbers_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when another thread asks while a line is worked out."""
    one = Table(expr.Is(e.FORM, frozenset({"like"})))
    plain = Table.worked_out

    def interrupted(table_: Table, told: dict[str, Value], as_of: date, number: int = 0) -> table.Line:
        monkeypatch.setattr(Table, "worked_out", plain)
        assert table_.line({"posts.form": "original"}, as_of).number
        return plain(table_, told, as_of, number)

    monkeypatch.setattr(Table, "worked_out", interrupted)
    lines = [one.line({"posts.form": form}, e.AS_OF) for form in ("like", "original")]
    assert len({line.number for line in lines}) == 2


def test_of_a_number_only_its_side_of_the_bounds_is_kept() -> None:
    one = Table(expr.Any((expr.Compare(e.COPIES, "over", 3), expr.Compare(e.COPIES, "under", 2))))
    values = [one.line({"copies": copies}, e.AS_OF).status for copies in range(1000)]
    assert values == [True, True, False, False, *[True] * 996]
    assert one.lines is not None
    assert set(one.lines) == {(0,), (1,), (2,)}


def test_days_and_tags_are_not_kept() -> None:
    since = expr.OnOrAfter(e.SINCE, date(2026, 11, 3), before=False)
    for node in (since, expr.All((since, expr.Is(e.A, frozenset({"yes"})))), expr.OtherThan(e.TONGUES, "ja")):
        one = Table(node)
        one.line({"since": date(2026, 11, 4), "a": "yes", "tongues": frozenset({"pt"})}, e.AS_OF)
        assert one.lines is None


def test_a_table_does_not_grow_without_end() -> None:
    number = [e.fact(f"n{place}", "yesno") for place in range(10)]
    one = Table(expr.All(tuple(expr.Is(fact, frozenset({"yes"})) for fact in number)))
    for place in range(table.KEPT * 2):
        told = {fact.id: "yes" if place >> bit & 1 else "no" for bit, fact in enumerate(number)}
        assert one.line(told, e.AS_OF).status is (place == table.KEPT * 2 - 1)
    assert one.lines is not None
    assert len(one.lines) == table.KEPT


def test_equal_rules_share_a_table() -> None:
    one, two = (expr.Is(e.FLAG, frozenset({"yes"})) for _ in range(2))
    assert table.table_of(one) is table.table_of(two)
    assert table.table_of(one) is not table.table_of(expr.Is(e.FLAG, frozenset({"no"})))


def test_the_answers_to_be_expected_are_known_before_they_are_given() -> None:
    one = Table(expr.All((expr.Is(e.FLAG, frozenset({"yes"})), expr.Has(e.WISHES, frozenset({"stop"})))))
    one.fill()
    assert one.lines is not None
    assert len(one.lines) == 3 * 5
    known = dict(one.lines)
    assert one.line({"posts.flag": "no", "wishes": frozenset({"stop"})}, e.AS_OF).status is False
    assert one.line({"wishes": frozenset({"stop"})}, e.AS_OF).ask == ("posts.flag",)
    assert one.lines == known


def test_what_may_have_too_many_answers_is_not_filled() -> None:
    many = Table(
        expr.All(tuple(expr.Is(e.fact(f"n{place}", "yesno"), frozenset({"yes"})) for place in range(4)))
    )
    number = Table(expr.Compare(e.COPIES, "over", 3))
    for table_ in (many, number):
        table_.fill()
        assert table_.lines == {}
