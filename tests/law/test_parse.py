"""From tables to expressions: each operator, and all that can be written. What is refused: `bad/`, test_load.py."""

import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import expressions as e
from yorube.law import expr
from yorube.law.expr import Node
from yorube.law.facts import Choice, Fact
from yorube.law.parse import OPERATORS, TESTS, Names, Problem, close_to, parse
from yorube.law.text import Text

EVENTS = Fact(
    id="events.kind",
    type="choice",
    label=Text("できごと", "event"),
    choices=tuple(Choice(id=kind, ja="できごと", en="an event") for kind in ("removed", "filed")),
)
YES = expr.Is(e.A, frozenset({"yes"}))
NAMES = Names(
    facts={**e.BY_ID, "events.kind": EVENTS},
    rules={"shared": (Text("共通の条件", "a shared condition"), YES)},
    grounds=("crime.x", "crime.y", "civil.y"),
    clocks=("logs", "complaint"),
    actions=("one", "two"),
    desks=("one", "two"),
)


def read(written: str) -> Node:
    return parse(tomllib.loads(f"value = {written}")["value"], NAMES)


EVENT = expr.Event("removed", "できごと", "an event")


@pytest.mark.parametrize(
    ("written", "node"),
    [
        ("{ always = true }", expr.Constant(True)),
        ("{ always = false }", expr.Constant(False)),
        ("{ judged = true }", expr.Constant(None)),
        ('{ fact = "a", is = "yes" }', YES),
        ('{ fact = "place", in = ["dm", "group"] }', expr.Is(e.PLACE, frozenset({"dm", "group"}))),
        ('{ fact = "wishes", has = "stop" }', expr.Has(e.WISHES, frozenset({"stop"}), 1)),
        (
            '{ fact = "wishes", has_any = ["stop", "delete"] }',
            expr.Has(e.WISHES, frozenset({"stop", "delete"}), 1),
        ),
        (
            '{ fact = "wishes", has_all = ["stop", "delete"] }',
            expr.Has(e.WISHES, frozenset({"stop", "delete"}), 2),
        ),
        ('{ fact = "wishes", empty = false }', expr.Empty(e.WISHES, False)),
        ('{ fact = "tongues", other_than = "ja" }', expr.OtherThan(e.TONGUES, "ja")),
        ('{ fact = "copies", over = 1 }', expr.Compare(e.COPIES, "over", 1)),
        ('{ fact = "copies", up_to = 0 }', expr.Compare(e.COPIES, "up_to", 0)),
        ('{ date = "since", from = 2022-07-07 }', expr.OnOrAfter(e.SINCE, date(2022, 7, 7), False)),
        ('{ date = "posts.posted", before = 2022-07-07 }', expr.OnOrAfter(e.POSTED, date(2022, 7, 7), True)),
        (
            '{ days_from = "since", to = "as_of", up_to = 90 }',
            expr.DaysBetween(e.SINCE, e.TODAY, "up_to", 90),
        ),
        ('{ not = { fact = "a", is = "yes" } }', expr.Not((YES,))),
        (
            "{ all = [{ always = true }, { judged = true }] }",
            expr.All((expr.Constant(True), expr.Constant(None))),
        ),
        ("{ any = [{ always = true }] }", expr.Any((expr.Constant(True),))),
        ("{ at_least = 1, of = [{ always = true }] }", expr.AtLeast((expr.Constant(True),), count=1)),
        (
            "{ met = { always = true }, not_met = { always = false } }",
            expr.Decide((expr.Constant(True), expr.Constant(False))),
        ),
        (
            '{ rule = "shared" }',
            expr.Reference((YES,), id="shared", ja="共通の条件", en="a shared condition"),
        ),
        ('{ possible = { fact = "a", is = "yes" } }', expr.Possible((YES,))),
        ('{ surely = { fact = "a", is = "yes" } }', expr.Surely((YES,))),
        ('{ told = "since" }', expr.Told(e.SINCE)),
        ('{ event = "removed" }', EVENT),
        (
            '{ ground = "crime.x", status = "likely" }',
            expr.Finding(frozenset({"crime.x"}), frozenset({"likely"})),
        ),
        (
            '{ ground = ["crime.*", "civil.y"], status = ["likely", "unclear"] }',
            expr.Finding(frozenset({"crime.x", "crime.y", "civil.y"}), frozenset({"likely", "unclear"})),
        ),
        ('{ clock = "logs", passed = false }', expr.Passed("logs", False)),
        ('{ platform = "login" }', expr.Platform("login", e.PLATFORM)),
        ('{ action = "one" }', expr.Listed("action", "one")),
        ('{ desk = "one" }', expr.Listed("desk", "one")),
        ("{ any_post = { always = true } }", expr.ForPosts((expr.Constant(True),), every=False)),
        ("{ every_post = { always = true } }", expr.ForPosts((expr.Constant(True),), every=True)),
    ],
)
def test_each_operator_is_read(written: str, node: Node) -> None:
    assert read(written) == node


def test_the_list_above_leaves_no_operator_out() -> None:
    marks = test_each_operator_is_read.pytestmark  # type: ignore[attr-defined]
    written = [tomllib.loads(f"value = {case[0]}")["value"] for case in marks[0].args[1]]
    assert {key for table in written for key in table if key in OPERATORS} == OPERATORS.keys()
    used = {key for table in written if "fact" in table for key in table} - {"fact"}
    assert used | {"from", "under"} == {test for tests in TESTS.values() for test in tests}


def as_table(node: Node) -> dict[str, Any]:
    """An expression written as the rulebook writes it."""
    parts = [as_table(part) for part in node.parts]
    match node:
        case expr.All():
            return {"all": parts}
        case expr.Any():
            return {"any": parts}
        case expr.Not():
            return {"not": parts[0]}
        case expr.AtLeast():
            return {"at_least": node.count, "of": parts}
        case expr.Decide():
            return {"met": parts[0], "not_met": parts[1]}
        case expr.Reference():
            return {"rule": node.id}
        case expr.Surely():
            return {"surely": parts[0]}
        case expr.Possible():
            return {"possible": parts[0]}
        case expr.ForPosts():
            return {"every_post" if node.every else "any_post": parts[0]}
        case expr.Constant():
            return {"judged": True} if node.fixed is None else {"always": node.fixed}
        case expr.Is():
            return {"fact": node.fact.id, "in": sorted(node.values)}
        case expr.Has():
            every = node.count == len(node.values)
            return {"fact": node.fact.id, "has_all" if every else "has_any": sorted(node.values)}
        case expr.Empty():
            return {"fact": node.fact.id, "empty": node.wanted}
        case expr.OtherThan():
            return {"fact": node.fact.id, "other_than": node.tag}
        case expr.Compare():
            return {"fact": node.fact.id, node.op: node.bound}
        case expr.OnOrAfter():
            return {"date": node.fact.id, "before" if node.before else "from": node.bound}
        case expr.DaysBetween():
            return {"days_from": node.start.id, "to": node.end.id, node.op: node.bound}
        case expr.Told():
            return {"told": node.fact.id}
        case expr.Event():
            return {"event": node.kind}
        case expr.Finding():
            return {"ground": sorted(node.grounds), "status": sorted(node.statuses)}
        case expr.Passed():
            return {"clock": node.clock, "passed": node.passed}
        case expr.Platform():
            return {"platform": node.kind}
        case expr.Listed():
            return {node.what: node.id}
    raise AssertionError(node)


def rules_in(node: Node) -> Mapping[str, tuple[Text, Node]]:
    return {
        part.id: (Text(part.ja, part.en), part.parts[0])
        for part in node.walk()
        if isinstance(part, expr.Reference)
    }


@e.few
@given(e.processes() | e.of_facts((*e.REPORT, e.FLAG, e.FORM, e.POSTED)))
def test_what_can_be_evaluated_can_be_written_and_is_read_back(node: Node) -> None:
    names = Names(NAMES.facts, rules_in(node), NAMES.grounds, NAMES.clocks, NAMES.actions, NAMES.desks)
    # Events carry their words, which come from the vocabulary; the random ones have others.
    assert parse(as_table(node), names).sentence("en") == node.sentence("en")
    assert as_table(parse(as_table(node), names)) == as_table(node)


KEYS = sorted({*OPERATORS, *(key for _, keys in OPERATORS.values() for key in keys), "nothing"})
WORDS = [
    "a",
    "place",
    "wishes",
    "copies",
    "since",
    "events.kind",
    "yes",
    "dm",
    "stop",
    "shared",
    "removed",
    "logs",
]
PLAIN = st.one_of(
    st.sampled_from([*WORDS, "likely", "crime.x", "crime.*", "*", "login", "one", ""]),
    st.booleans(),
    st.integers(-2, 3),
    st.floats(),
    st.just(date(2026, 1, 1)),
    st.just(datetime(2026, 1, 1)),
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING, max_size=3) | ANYTHING)
def test_whatever_is_written_is_read_or_refused_with_a_message(table: object) -> None:
    try:
        said = parse(table, NAMES).sentence("ja")
    except Problem as problem:
        said = problem.message
    assert said


def test_a_hint_names_the_nearest_words_or_all_when_there_are_few() -> None:
    assert close_to("publik", ["public", "group"]) == "did you mean public?"
    assert close_to("zzz", ["public", "group"]) == "known: group, public"
    assert close_to("zzz", [f"word{n}" for n in range(13)]) == ""
    assert close_to("", []) == "known: "
