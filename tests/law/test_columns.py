"""Columns give the same answers as one report at a time: all worlds of the grounds, and expressions by chance."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import combinations, islice, product
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.consult.findings import DATE, examine
from yorube.consult.report import Post, Report
from yorube.consult.worlds import read
from yorube.law import columns, expr, shipped
from yorube.law.complete import answers, completion
from yorube.law.expr import Atom, Node
from yorube.law.facts import UNKNOWN, Choice, Fact, Value
from yorube.law.rulebook import Ground
from yorube.law.text import Text
from yorube.law.tri import Tri
from yorube.law.world import World

BOOK = shipped()
AS_OF = BOOK.law_of
ALL_WORLDS = 3**11
# How many worlds by chance where there are more than can be enumerated: in the quick and in the long size.
SAMPLE, LARGE_SAMPLE = 400, 20_000
DAY = timedelta(days=1)

Facts = Mapping[str, Value]


# --- the grounds of the rulebook -------------------------------------------------------------------------------------


def asked_of(ground: Ground) -> dict[str, list[Atom]]:
    """Every question a ground asks on any day, by fact, with those of the readings it can meet."""
    nodes: list[Node] = [part.value for part in ground.parts]
    while True:
        facts = expr.facts_of(nodes)
        more = [r.when for r in BOOK.readings if r.fact in facts and r.when not in nodes]
        if not more:
            break
        nodes += more
    asked: dict[str, list[Atom]] = {}
    for part in (part for node in nodes for part in node.walk()):
        if isinstance(part, Atom) and part not in asked.setdefault(part.fact.id, []):
            asked[part.fact.id].append(part)
    return asked


def candidates(fact: Fact, atoms: Sequence[Atom]) -> Iterable[Value]:
    """Values of a fact, among them one of each kind its questions tell apart; sets also with more that is not known."""
    if fact.type != "set":
        return answers(atoms)
    named = {value for atom in atoms if isinstance(atom, expr.Has) for value in atom.values}
    members = [*sorted(named), *[value for value in fact.values if value not in named][:1]]
    subsets = [frozenset(s) for size in range(len(members) + 1) for s in combinations(members, size)]
    return [*subsets, *(subset | {UNKNOWN} for subset in subsets if subset)]


def distinct(atoms: Sequence[Atom]) -> list[Value | None]:
    """One value for each way in which the questions to a fact can be answered, and unknown."""
    found = {tuple(atom.test(value) for atom in atoms): value for value in candidates(atoms[0].fact, atoms)}
    return [None, *found.values()]


def boundaries(ground: Ground) -> list[Value | None]:
    """Both sides of each day on which the ground or one of its parts begins or ends, and unknown."""
    edges = {edge for part in (*ground.version, *ground.parts) for edge in columns.edges(part)}
    return [None, *sorted({day for edge in edges for day in (edge - DAY, edge)})]


def worlds(ground: Ground, limit: int, sample: int) -> Iterator[Facts]:
    """Every world of a ground where there are at most `limit`; else `sample` worlds by chance."""
    values = {fact: distinct(atoms) for fact, atoms in asked_of(ground).items()}
    if ground.ground.axis == "act":
        values[DATE] = boundaries(ground)
    chance = random.Random(ground.id)
    if prod(map(len, values.values())) <= limit:
        chosen: Iterator[Sequence[Value | None]] = product(*values.values())
    else:
        chosen = ([chance.choice(several) for several in values.values()] for _ in range(sample))
    for world in chosen:
        yield {fact: value for fact, value in zip(values, world, strict=True) if value is not None}


def report(facts: Facts) -> Report:
    """A report of one post with these facts."""
    of_post = {id: value for id, value in facts.items() if BOOK.facts[id].scope == "post"}
    rest = {id: value for id, value in facts.items() if id not in of_post}
    return Report(as_of=AS_OF, facts=rest, posts=(Post("p1", of_post, {}),), events=())


def one_by_one(ground: Ground, facts: Facts) -> str:
    return examine(ground, read(report(facts), BOOK).whole.posts[0]).status


@pytest.mark.parametrize("ground", BOOK.grounds.values(), ids=lambda ground: ground.id)
def test_a_ground_has_the_same_status_in_columns(ground: Ground, sizes_all: bool) -> None:
    rows = [*(worlds(ground, ALL_WORLDS, LARGE_SAMPLE) if sizes_all else worlds(ground, SAMPLE, SAMPLE))]
    frame = columns.readings(BOOK, columns.frame(BOOK.facts, rows, AS_OF))
    found = columns.statuses(ground, frame)
    differ = [
        (facts, expected, columns.STATUSES[given])
        for facts, given in zip(rows, found, strict=True)
        if (expected := one_by_one(ground, facts)) != columns.STATUSES[given]
    ]
    assert differ[:3] == []


def test_all_grounds_at_once_and_in_chunks_are_the_same_as_one_by_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = random.Random(0)
    rows = [facts for ground in BOOK.grounds.values() for facts in islice(worlds(ground, 0, SAMPLE), 5)]
    chance.shuffle(rows)
    frame = columns.frame(BOOK.facts, rows, AS_OF)
    whole = columns.findings(BOOK, frame)
    monkeypatch.setattr(columns, "CHUNK", 37)
    chunks = columns.findings(BOOK, frame)
    assert whole.keys() == BOOK.grounds.keys()
    for id, ground in BOOK.grounds.items():
        expected = [one_by_one(ground, facts) for facts in rows]
        assert [columns.STATUSES[code] for code in whole[id]] == expected
        assert [columns.STATUSES[code] for code in chunks[id]] == expected


def test_no_reports_have_no_findings() -> None:
    found = columns.findings(BOOK, columns.frame(BOOK.facts, [], AS_OF))
    assert {len(codes) for codes in found.values()} == {0}


def test_a_question_about_what_was_told_has_no_column_form() -> None:
    frame = columns.frame(BOOK.facts, [{}], AS_OF)
    with pytest.raises(TypeError, match="Told"):
        columns.evaluate(expr.Told(BOOK.facts["harm.danger"]), frame)


# --- expressions by chance -------------------------------------------------------------------------------------------


def fact(id: str, type: str, choices: str = "", least: int | None = None) -> Fact:
    names = tuple(Choice(id=name, ja=name, en=name) for name in choices)
    return Fact(id=id, type=type, label=Text(id, id), choices=names, least=least)


YES = [fact(name, "yesno") for name in "ab"]
CHOICE = fact("choice", "choice", "xyz")
SET = fact("set", "set", "pqr")
NUMBER = fact("number", "number", least=1)
DATES = [fact("day", "date"), fact("moment", "moment")]
TODAY = fact("as_of", "date")
FACTS = {f.id: f for f in (*YES, CHOICE, SET, NUMBER, *DATES)}

days = st.sampled_from([AS_OF + n * DAY for n in (-2, -1, 0, 1, 2)])
numbers = st.integers(0, 5)
values: dict[str, st.SearchStrategy[Value]] = {
    **{f.id: st.sampled_from(f.values) for f in (*YES, CHOICE)},
    "set": st.sets(st.sampled_from((*SET.values, UNKNOWN)))
    .filter(lambda members: members != {UNKNOWN})
    .map(frozenset),
    "number": st.integers(1, 5),
    "day": days,
    "moment": days,
}
told: st.SearchStrategy[Facts] = st.fixed_dictionaries({}, optional=values)
subsets = st.sets(st.sampled_from(SET.values), min_size=1).map(frozenset)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(lambda f, v: expr.Is(f, frozenset({v})), st.sampled_from(YES), st.sampled_from(("yes", "no"))),
    st.builds(lambda v: expr.Is(CHOICE, frozenset(v)), st.sets(st.sampled_from(CHOICE.values), min_size=1)),
    st.builds(lambda v, every: expr.Has(SET, v, len(v) if every else 1), subsets, st.booleans()),
    st.builds(lambda wanted: expr.Empty(SET, wanted), st.booleans()),
    st.builds(lambda op, bound: expr.Compare(NUMBER, op, bound), st.sampled_from([*expr.COMPARE]), numbers),
    st.builds(expr.OnOrAfter, st.sampled_from(DATES), days, st.booleans()),
    st.builds(
        expr.DaysBetween,
        st.sampled_from(DATES),
        st.sampled_from([TODAY, *DATES]),
        st.sampled_from([*expr.COMPARE]),
        st.integers(-2, 2),
    ),
    st.builds(expr.Constant, st.sampled_from((True, False, None))),
)


def composite(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(parts, min_size=1, max_size=4).map(tuple)
    two = st.tuples(parts, parts)
    return st.one_of(
        st.builds(expr.All, several),
        st.builds(expr.Any, several),
        st.builds(lambda part: expr.Not((part,)), parts),
        st.builds(expr.Decide, two),
        several.flatmap(
            lambda s: st.builds(lambda count: expr.AtLeast(s, count=count), st.integers(1, len(s)))
        ),
        st.builds(lambda part: expr.Reference((part,), id=repr(part), ja="", en=""), parts),
        st.builds(lambda part: expr.Possible((part,)), parts),
        st.builds(lambda part: expr.Surely((part,)), parts),
    )


expressions = st.recursive(leaves, composite, max_leaves=12)


def tri(masks: columns.Masks) -> list[Tri]:
    """The truth values of two masks, which never hold together."""
    true, false = masks
    assert not (true & false).any()
    return [True if yes else False if no else None for yes, no in zip(true, false, strict=True)]


@given(expressions, st.lists(told, min_size=1, max_size=12))
def test_an_expression_has_the_same_value_in_columns(node: Node, rows: list[Facts]) -> None:
    frame = columns.frame(FACTS, rows, AS_OF)
    assert tri(columns.evaluate(node, frame)) == [node.value(World(facts, AS_OF)) for facts in rows]


@given(expressions, st.lists(told, min_size=1, max_size=8))
def test_a_completed_expression_has_the_same_value_in_columns(node: Node, rows: list[Facts]) -> None:
    whole = completion(node)
    frame = columns.frame(FACTS, rows, AS_OF)
    assert tri(columns.completed(whole, frame)) == [whole.value(World(facts, AS_OF)) for facts in rows]


@given(st.lists(told, max_size=5), st.randoms(use_true_random=False))
def test_rows_may_be_taken_in_any_order(rows: list[Facts], chance: random.Random) -> None:
    node = expr.All(
        (expr.Is(CHOICE, frozenset("x")), expr.Compare(NUMBER, "over", 2), expr.Empty(SET, False))
    )
    order = chance.sample(range(len(rows)), len(rows))
    frame = columns.frame(FACTS, rows, AS_OF)
    found = tri(columns.evaluate(node, frame))
    taken = tri(columns.evaluate(node, frame.take(order, len(order))))
    assert taken == [found[place] for place in order]


# --- formulas over yes and no in all 3^n worlds ----------------------------------------------------------------------

BITS = [fact(f"f{number}", "yesno") for number in range(11)]


def formula(chance: random.Random, facts: Sequence[Fact], depth: int) -> Node:
    """A formula by chance, of the size of a ground's."""
    if depth == 0 or chance.random() < 0.1:
        return expr.Is(chance.choice(facts), frozenset({chance.choice(("yes", "no"))}))
    parts = tuple(formula(chance, facts, depth - 1) for _ in range(chance.randint(2, 4)))
    kinds = (
        lambda: expr.All(parts),
        lambda: expr.Any(parts),
        lambda: expr.Not(parts[:1]),
        lambda: expr.Decide((parts[0], expr.All((parts[1], expr.Not(parts[:1]))))),
        lambda: expr.AtLeast(parts, count=chance.randint(1, len(parts))),
    )
    return chance.choice(kinds)()


def every_world(facts: Sequence[Fact]) -> list[dict[str, Value]]:
    return [
        {f.id: value for f, value in zip(facts, chosen, strict=True) if value is not None}
        for chosen in product((None, "yes", "no"), repeat=len(facts))
    ]


@pytest.mark.parametrize("number", range(22))
def test_a_formula_has_the_same_value_in_all_worlds(number: int, sizes_all: bool) -> None:
    chance = random.Random(number)
    facts = BITS[: (11 if sizes_all else 6)]
    node = formula(chance, facts, 3)
    rows = every_world(facts)
    assert len(rows) == 3 ** len(facts)
    frame = columns.frame({f.id: f for f in facts}, rows, AS_OF)
    found = tri(columns.evaluate(node, frame))
    assert found == [node.value(World(row, AS_OF)) for row in rows]


@given(st.integers(0, 10**6))
def test_a_completed_formula_is_decided_only_where_all_answers_agree(seed: int) -> None:
    """Held against all answers, not only those the completion tries."""
    facts = BITS[:3]
    node = formula(random.Random(seed), facts, 2)
    rows = every_world(facts)
    whole = [row for row in rows if len(row) == len(facts)]
    found = tri(columns.completed(completion(node), columns.frame({f.id: f for f in facts}, rows, AS_OF)))
    for row, value in zip(rows, found, strict=True):
        if value is not None:
            assert {node.value(World(o, AS_OF)) for o in whole if row.items() <= o.items()} == {value}
