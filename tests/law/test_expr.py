"""The expression language: the tables of its operators, and what holds for every expression in every world."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.law import expressions as e
from yorube.law import expr, tri
from yorube.law.expr import Atom, Composite, Node
from yorube.law.facts import UNKNOWN, Value
from yorube.law.tri import Tri
from yorube.law.world import Row, World

TRI: tuple[Tri, ...] = (True, False, None)
NOTHING = World({}, e.AS_OF)


def constants(values: Sequence[Tri]) -> tuple[Node, ...]:
    return tuple(map(expr.Constant, values))


def strong(function: Callable[..., bool], values: Sequence[Tri]) -> Tri:
    """What a function of yes and no gives with every unknown tried as both: what they agree on, else unknown."""
    tried = product(*([value] if value is not None else [True, False] for value in values))
    found = {function(*one) for one in tried}
    return found.pop() if len(found) == 1 else None


# --- the tables of the operators -------------------------------------------------------------------------------------


@pytest.mark.parametrize("values", [v for n in (1, 2, 3) for v in product(TRI, repeat=n)], ids=str)
def test_and_or_and_counting_are_strong_three_valued_logic(values: tuple[Tri, ...]) -> None:
    parts = constants(values)
    assert expr.All(parts).value(NOTHING) is strong(lambda *v: all(v), values)
    assert expr.Any(parts).value(NOTHING) is strong(lambda *v: any(v), values)
    assert tri.every(values) is strong(lambda *v: all(v), values)
    assert tri.some(values) is strong(lambda *v: any(v), values)
    for count in range(1, len(values) + 1):
        enough = strong(lambda *v, count=count: sum(v) >= count, values)
        assert expr.AtLeast(parts, count=count).value(NOTHING) is enough


@pytest.mark.parametrize(
    ("operator", "yes", "no", "unknown"),
    [
        (expr.Not, False, True, None),
        (expr.Possible, True, False, True),
        (expr.Surely, True, False, False),
        (e.reference, True, False, None),
    ],
)
def test_operators_of_one_part(operator: Callable[..., Node], yes: Tri, no: Tri, unknown: Tri) -> None:
    made = e.reference if operator is e.reference else lambda node: operator((node,))
    assert [made(expr.Constant(value)).value(NOTHING) for value in TRI] == [yes, no, unknown]


@pytest.mark.parametrize(
    ("met", "not_met", "value"),
    [
        (True, False, True),
        (True, None, True),
        (True, True, None),  # against its contract: said to be unknown, never both
        (False, True, False),
        (None, True, False),
        (False, False, None),
        (False, None, None),
        (None, False, None),
        (None, None, None),
    ],
)
def test_met_and_not_met_decide_and_else_it_stays_open(met: Tri, not_met: Tri, value: Tri) -> None:
    node = expr.Decide(constants([met, not_met]))
    assert node.value(NOTHING) is value
    assert node.open(NOTHING) == (value, {})


def test_met_or_not_met_alone_settles_it() -> None:
    told, open_ = expr.Told(e.A), expr.Is(e.B, frozenset({"yes"}))
    world = World({"a": "yes"}, e.AS_OF)
    assert expr.Decide((told, open_)).open(world) == (True, {})
    assert expr.Decide((open_, told)).open(world) == (False, {})
    assert expr.Decide((expr.Not((told,)), open_)).open(world) == (None, {"b": 1.0})


ONE = frozenset({"delete"})
TWO = frozenset({"delete", "stop"})
COUNTED = {
    "over": [False, False, False, True],
    "from": [False, False, True, True],
    "under": [True, True, False, False],
    "up_to": [True, True, True, False],
}


@pytest.mark.parametrize(
    ("node", "told", "value"),
    [
        (expr.Is(e.PLACE, frozenset({"public", "group"})), "group", True),
        (expr.Is(e.PLACE, frozenset({"public", "group"})), "dm", False),
        (expr.Has(e.WISHES, ONE), frozenset({"delete", "identify"}), True),
        (expr.Has(e.WISHES, ONE), frozenset({"identify"}), False),
        (expr.Has(e.WISHES, ONE), frozenset(), False),
        (expr.Has(e.WISHES, ONE), frozenset({"identify", UNKNOWN}), None),
        (expr.Has(e.WISHES, ONE), frozenset({"delete", UNKNOWN}), True),
        (expr.Has(e.WISHES, TWO), frozenset({"stop"}), True),
        (expr.Has(e.WISHES, TWO, 2), frozenset({"stop"}), False),
        (expr.Has(e.WISHES, TWO, 2), frozenset({"stop", UNKNOWN}), None),
        (expr.Has(e.WISHES, TWO, 2), frozenset({"stop", "delete", "identify"}), True),
        (expr.Empty(e.WISHES, True), frozenset(), True),
        (expr.Empty(e.WISHES, True), frozenset({UNKNOWN}), None),
        (expr.Empty(e.WISHES, True), frozenset({"stop", UNKNOWN}), False),
        (expr.Empty(e.WISHES, False), frozenset(), False),
        (expr.Empty(e.WISHES, False), frozenset({UNKNOWN}), None),
        (expr.Empty(e.WISHES, False), frozenset({"stop"}), True),
        (expr.OtherThan(e.TONGUES, "ja"), frozenset({"ja", "ja-JP", "JA"}), False),
        (expr.OtherThan(e.TONGUES, "ja"), frozenset({"ja", "pt-BR"}), True),
        (expr.OtherThan(e.TONGUES, "ja"), frozenset(), False),
        (expr.OtherThan(e.TONGUES, "ja"), frozenset({"ja", UNKNOWN}), None),
        *(
            (expr.Compare(e.COPIES, op, 3), told, value)
            for op, row in COUNTED.items()
            for told, value in zip((0, 2, 3, 4), row, strict=True)
        ),
        (expr.OnOrAfter(e.SINCE, date(2022, 7, 7), False), date(2022, 7, 7), True),
        (expr.OnOrAfter(e.SINCE, date(2022, 7, 7), False), date(2022, 7, 6), False),
        (expr.OnOrAfter(e.SINCE, date(2022, 7, 7), True), date(2022, 7, 6), True),
        (expr.OnOrAfter(e.SINCE, date(2022, 7, 7), True), date(2022, 7, 7), False),
    ],
)
def test_questions_about_one_fact(node: Atom, told: Value, value: Tri) -> None:
    assert node.value(World({node.fact.id: told}, e.AS_OF)) is value
    assert node.value(NOTHING) is None
    assert node.open(NOTHING) == (None, {node.fact.id: 1.0})


@pytest.mark.parametrize(("op", "row"), COUNTED.items())
def test_days_between_two_days(op: str, row: list[bool]) -> None:
    since = e.AS_OF - timedelta(days=3)
    for posted, value in zip((0, 2, 3, 4), row, strict=True):
        world = World({"since": since, "posts.posted": since + timedelta(days=posted)}, e.AS_OF)
        assert expr.DaysBetween(e.SINCE, e.POSTED, op, 3).value(world) is value
    today = expr.DaysBetween(e.SINCE, e.TODAY, op, 3)
    assert today.value(World({"since": since}, e.AS_OF)) is row[2]
    assert today.open(NOTHING) == (None, {"since": 1.0})
    both = expr.DaysBetween(e.SINCE, e.POSTED, op, 3)
    assert both.open(NOTHING) == (None, {"since": 0.5, "posts.posted": 0.5})


def post(id: str, **facts: Value) -> World:
    return World({f"posts.{key}": value for key, value in facts.items()}, e.AS_OF, post=id)


def test_an_event_is_asked_of_its_post_or_of_none_in_particular() -> None:
    events = (("removed", "p1"), ("filed", None))
    whole = World({}, e.AS_OF, posts=(post("p1"), post("p2"))).with_found(events=events)
    removed, filed, other = (expr.Event(kind, "", "") for kind in ("removed", "filed", "other"))
    assert [node.value(whole) for node in (removed, filed, other)] == [True, True, False]
    assert [[node.value(one) for node in (removed, filed)] for one in whole.posts] == [
        [True, True],
        [False, True],
    ]


def test_a_finding_is_asked_of_its_post_or_of_any_and_an_absent_one_is_unlikely() -> None:
    found = {"p1": {"crime.x": "likely"}, "p2": {"crime.x": "unclear", "civil.y": "unclear"}}
    whole = World({}, e.AS_OF, posts=(post("p1"), post("p2"))).with_found(findings=found)
    likely = expr.Finding(frozenset({"crime.x", "civil.y"}), frozenset({"likely"}))
    unlikely = expr.Finding(frozenset({"civil.y"}), frozenset({"unlikely"}))
    assert [likely.value(world) for world in (whole, *whole.posts)] == [True, True, False]
    assert [unlikely.value(world) for world in (whole, *whole.posts)] == [True, True, False]
    assert unlikely.value(World({}, e.AS_OF)) is False


def test_a_deadline_that_does_not_run_has_not_passed() -> None:
    rows = (Row("logs", "p1", None), Row("logs", "p2", True), Row("objection", None, False))
    whole = World({}, e.AS_OF, posts=(post("p1"), post("p2"))).with_found(rows=rows)
    passed, not_passed = (expr.Passed("logs", passed) for passed in (True, False))
    assert [passed.value(world) for world in (whole, *whole.posts)] == [True, False, True]
    assert [not_passed.value(world) for world in (whole, *whole.posts)] == [True, True, False]
    assert expr.Passed("objection", False).value(whole.posts[0]) is True
    assert [expr.Passed("complaint", passed).value(whole) for passed in (True, False)] == [False, False]


def test_a_platform_is_of_a_kind_only_where_it_was_told() -> None:
    kinds = {"x": frozenset({"designated"})}
    told, other, untold = (
        World(one.facts, e.AS_OF, post=one.post, kinds=kinds)
        for one in (post("p1", platform="x"), post("p2", platform="other"), post("p3"))
    )
    node = expr.Platform("designated", e.PLATFORM)
    assert [node.value(world) for world in (told, other, untold)] == [True, False, False]
    assert node.open(told) == (True, {})
    assert node.open(untold) == (False, {"posts.p3.platform": 1.0})
    assert [*node.because(told)] == [("posts.platform", "p1")]
    assert [*node.because(untold)] == []


def test_what_was_told_and_what_is_listed() -> None:
    world = World({"a": "no"}, e.AS_OF, actions=frozenset({"save"}), desks=frozenset({"police"}))
    assert [expr.Told(fact).value(world) for fact in (e.A, e.B)] == [True, False]
    assert [expr.Told(fact).open(world)[1] for fact in (e.A, e.B)] == [{}, {"b": 1.0}]
    assert expr.Listed("action", "save").value(world) is True
    assert expr.Listed("desk", "save").value(world) is False
    assert expr.Listed("desk", "police").value(world) is True


@pytest.mark.parametrize("values", [v for n in (0, 1, 2) for v in product(TRI, repeat=n)], ids=str)
def test_for_some_post_and_for_every_post(values: tuple[Tri, ...]) -> None:
    """With no post both are no."""
    words = {True: {"flag": "yes"}, False: {"flag": "no"}, None: {}}
    posts = tuple(post(f"p{n}", **words[value]) for n, value in enumerate(values))
    node = expr.Is(e.FLAG, frozenset({"yes"}))
    some, every = (expr.ForPosts((node,), every=every) for every in (False, True))
    world = World({}, e.AS_OF, posts=posts)
    assert some.value(world) is (strong(lambda *v: any(v), values))
    assert every.value(world) is (strong(lambda *v: all(v), values) if values else False)
    unknown = {f"posts.p{n}.flag" for n, value in enumerate(values) if value is None}
    assert some.open(world)[1].keys() == (set() if True in values else unknown)
    assert every.open(world)[1].keys() == (set() if False in values else unknown)


def test_a_value_is_explained_by_the_parts_that_made_it_and_by_no_others() -> None:
    world = World({"a": "no", "b": "yes", "place": "dm", "copies": 3}, e.AS_OF)
    no, yes = expr.Is(e.A, frozenset({"yes"})), expr.Is(e.B, frozenset({"yes"}))
    dm = expr.Is(e.PLACE, frozenset({"dm"}))
    some = expr.Compare(e.COPIES, "over", 5)

    def named(node: Node) -> list[str]:
        return [fact for fact, _ in node.because(world)]

    assert named(expr.All((yes, no, dm, some))) == ["a", "copies"]
    assert named(expr.Any((yes, no, dm))) == ["b", "place"]
    assert named(expr.Not((expr.All((yes, no)),))) == ["a"]
    assert named(expr.AtLeast((yes, no, dm), count=2)) == ["b", "place"]
    assert named(expr.Decide((yes, no))) == ["b"]
    assert named(expr.Decide((no, dm))) == ["place"]
    assert named(expr.Decide((no, some))) == ["a", "copies"]
    assert named(expr.DaysBetween(e.SINCE, e.TODAY, "over", 1)) == []


def test_what_holds_for_some_post_is_explained_by_that_post() -> None:
    posts = (post("p1", flag="no"), post("p2", flag="yes"), post("p3"))
    flag = expr.Is(e.FLAG, frozenset({"yes"}))
    world = World({}, e.AS_OF, posts=posts)
    assert [*expr.ForPosts((flag,), every=False).because(world)] == [("posts.flag", "p2")]
    assert [*expr.ForPosts((flag,), every=True).because(world)] == [("posts.flag", "p1")]


@pytest.mark.parametrize(
    ("node", "ja", "en"),
    [
        (
            expr.Is(e.PLACE, frozenset({"dm"})),
            "「place」という事実が「値dm」",
            "the fact place is “value dm”",
        ),
        (
            expr.Not((expr.Is(e.A, frozenset({"yes"})),)),
            "「「a」という事実が「はい」」でない",
            "not (the fact a is “yes”)",
        ),
        (
            expr.All((expr.Constant(True), expr.Any((expr.Constant(False), expr.Constant(None))))),
            "つねに、かつ(けっして…ない、または人が判断する)",
            "always and (never or a person weighs this)",
        ),
        (
            expr.AtLeast(constants([True, None]), count=1),
            "次のうち1つ以上：つねに／人が判断する",
            "at least 1 of: always; a person weighs this",
        ),
        (
            expr.Has(e.WISHES, TWO, 2),
            "「wishes」という事実に「値delete」と「値stop」がある",
            "the fact wishes include “value delete” and “value stop”",
        ),
        (expr.Compare(e.COPIES, "up_to", 3), "「copies」という事実が3以下", "the fact copies is at most 3"),
    ],
)
def test_an_expression_reads_as_a_sentence(node: Node, ja: str, en: str) -> None:
    assert (node.sentence("ja"), node.sentence("en")) == (ja, en)


# --- every small expression in every world --------------------------------------------------------------------------

YES, PUBLIC, DM = (
    expr.Is(e.A, frozenset({"yes"})),
    expr.Is(e.PLACE, frozenset({"public"})),
    expr.Is(e.PLACE, frozenset({"dm"})),
)
LEAVES: tuple[Node, ...] = (YES, PUBLIC, DM, expr.Told(e.A), expr.Constant(None))


def one_level_more(nodes: Sequence[Node]) -> list[Node]:
    found: list[Node] = [*nodes]
    for node in nodes:
        found += [expr.Not((node,)), expr.Possible((node,)), expr.Surely((node,)), e.reference(node)]
        found += [expr.Decide((node, expr.Not((node,))))]
    for pair in combinations(nodes, 2):
        found += [expr.All(pair), expr.Any(pair), expr.AtLeast((*pair, DM), count=2)]
    return [*found, expr.Decide((PUBLIC, DM)), expr.Decide((expr.All((PUBLIC, YES)), DM))]


def small_worlds() -> list[World]:
    tried = product(*([None, *fact.values] for fact in (e.A, e.PLACE)))
    return [
        World({id: word for id, word in zip(("a", "place"), words, strict=True) if word}, e.AS_OF)
        for words in tried
    ]


def test_every_small_expression_in_every_world() -> None:
    """Decided stays decided, settled stays settled, what is named suffices, the trace ends in the value."""
    some = one_level_more(LEAVES)
    expressions = [*one_level_more(some[:40]), *some]
    worlds = small_worlds()
    more = {id(one): [two for two in worlds if one.facts.items() <= two.facts.items()] for one in worlds}
    for node in expressions:
        for world in worlds:
            value, weights = node.open(world)
            assert value is node.value(world) is node.trace(world).status
            later = {node.value(one) for one in more[id(world)]}
            if not weights or (value is not None and not expr.is_process(node)):
                assert not weights
                assert later == {value}, node.sentence("en")
            assert weights.keys().isdisjoint(world.facts)
            if value is not None and not expr.is_process(node):
                named = {fact: world.facts[fact] for fact, _ in node.because(world)}
                assert node.value(World(named, e.AS_OF)) is value


# --- what holds for every expression ---------------------------------------------------------------------------------

GROUND = e.of_facts((*e.REPORT, e.FLAG, e.FORM, e.POSTED))
WORLDS = e.less_and_more((*e.REPORT, e.FLAG, e.FORM, e.POSTED), parts=True)


@e.few
@given(GROUND, WORLDS)
def test_telling_more_never_turns_a_decided_value(node: Node, worlds: tuple[World, World, World]) -> None:
    values = [node.value(world) for world in worlds]
    decided = [value for value in values if value is not None]
    assert len(set(decided)) <= 1
    assert None not in values[len(values) - len(decided) :]


@e.few
@given(e.processes(), e.reports())
def test_only_what_asks_what_was_told_may_turn(node: Node, worlds: tuple[World, World]) -> None:
    less, more = (node.value(world) for world in worlds)
    assert less is None or less is more or expr.is_process(node)


def turned(node: Node) -> Node:
    """The same expression with the parts that have no order the other way round."""
    parts = tuple(map(turned, node.parts))
    if isinstance(node, expr.AtLeast):
        return expr.AtLeast(parts[::-1], count=node.count)
    if isinstance(node, expr.All | expr.Any):
        return type(node)(parts[::-1])
    if isinstance(node, expr.Reference):
        return e.reference(parts[0])
    if isinstance(node, expr.ForPosts):
        return expr.ForPosts(parts, every=node.every)
    return type(node)(parts) if isinstance(node, Composite) else node


def other_way_round(world: World) -> World:
    facts = dict(reversed([*world.facts.items()]))
    turned_posts = tuple(map(other_way_round, reversed(world.posts)))
    return World(
        facts,
        world.as_of,
        world.post,
        turned_posts,
        world.findings,
        world.events[::-1],
        world.kinds,
        world.rows[::-1],
        world.actions,
        world.desks,
    )


@e.few
@given(e.processes(), e.reports())
def test_the_order_of_parts_facts_and_posts_never_matters(node: Node, worlds: tuple[World, World]) -> None:
    for world in worlds:
        value, weights = node.open(world)
        again, other = turned(node).open(other_way_round(world))
        assert again is value
        assert other == pytest.approx(weights)
        assert set(turned(node).because(other_way_round(world))) == set(node.because(world))


@e.few
@given(e.processes() | GROUND, e.reports())
def test_open_gives_the_same_value_and_settled_means_settled(node: Node, worlds: tuple[World, World]) -> None:
    less, more = worlds
    value, weights = node.open(less)
    assert value is node.value(less)
    if not weights:
        assert node.value(more) is value
    assert not weights or sum(weights.values()) == pytest.approx(1)
    assert all(weight > 0 for weight in weights.values())


def untold(world: World) -> set[str]:
    """The facts that were not told, or of which a member is unknown, as the outcome names them."""
    found = {
        expr.path(fact, world)
        for fact in e.BY_ID.values()
        if UNKNOWN in (world.facts.get(fact.id, UNKNOWN), *_members(world.facts.get(fact.id)))
    }
    return found.union(*map(untold, world.posts))


def _members(value: Value | None) -> frozenset[str]:
    return value if isinstance(value, frozenset) else frozenset()


@e.few
@given(e.processes(), e.reports())
def test_only_facts_that_were_not_told_are_open(node: Node, worlds: tuple[World, World]) -> None:
    for world in worlds:
        assert node.open(world)[1].keys() <= untold(world)


@e.few
@given(GROUND, WORLDS)
def test_a_set_told_in_part_is_open(node: Node, worlds: tuple[World, World, World]) -> None:
    less, more, _ = worlds
    value, weights = node.open(less)
    assert weights.keys() <= untold(less)
    assert weights or node.value(more) is value


@e.few
@given(e.processes() | GROUND, e.reports())
def test_a_trace_ends_in_the_value(node: Node, worlds: tuple[World, World]) -> None:
    def check(trace: expr.Trace) -> None:
        if isinstance(trace.node, Composite):
            assert trace.node.combine([part.status for part in trace.parts]) is trace.status
        for part in trace.parts:
            check(part)

    for world in worlds:
        trace = node.trace(world)
        assert trace.status is node.value(world)
        check(trace)


@e.few
@given(e.processes() | GROUND, e.reports())
def test_because_names_only_facts_that_were_told(node: Node, worlds: tuple[World, World]) -> None:
    for world in worlds:
        posts = {one.post: one for one in (world, *world.posts)}
        for fact, where in node.because(world):
            assert fact in posts[where].facts
            assert (where is None) is (e.BY_ID[fact].scope == "report" or not world.posts)


@e.few
@given(GROUND, WORLDS)
def test_a_decided_value_is_explained_by_the_facts_it_names(
    node: Node, worlds: tuple[World, World, World]
) -> None:
    """The facts named suffice: with them alone the value is the same."""
    world = worlds[0]
    value = node.value(world)
    named = {fact for fact, _ in node.because(world)}
    alone = World({fact: world.facts[fact] for fact in named}, e.AS_OF)
    assert value is None or node.value(alone) is value


@e.few
@given(st.one_of(e.processes(), GROUND))
def test_every_node_has_a_sentence_in_both_languages(node: Node) -> None:
    for part in node.walk():
        ja, en = part.sentence("ja"), part.sentence("en")
        assert ja.strip()
        assert en.strip()
        assert re.search("[ぁ-んァ-ヶ一-龠]", ja), ja
        assert not re.search("[ぁ-んァ-ヶ一-龠]", en), en
        assert ja.isprintable()
        assert en.isprintable()


@e.few
@given(GROUND | e.processes())
def test_what_an_expression_says_of_itself_is_true(node: Node) -> None:
    """Whether it asks what was told, and which facts it looks at, without going through it."""
    assert expr.is_process(node) is any(part.told for part in node.walk())
    facts = expr.facts_of([node])
    assert facts.keys() == {id for part in node.walk() for id in (() if part.parts else part.looks_at())}
    assert not expr.needs_post(node) or any(fact.scope == "post" for fact in facts.values())
