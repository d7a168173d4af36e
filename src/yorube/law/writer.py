"""From expressions to terms: whether each surely holds, surely fails, or can still change.

Three values become two questions, as in the columns: whether an expression surely holds, and whether it surely fails;
unknown is neither. `law/expr.py` says what an expression means; here stands only how to ask it quickly, and the tests
hold the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import compress

from yorube.law import expr
from yorube.law.expr import UNLIKELY, Node
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.terms import NO, YES, Statement, Terms, answer
from yorube.law.world import World

SIGNS = {"over": ">", "from": ">=", "under": "<", "up_to": "<="}


class Writer:
    """Turns expressions into terms, for a whole report or (with nothing `below` it) for one post.

    `some` and `each` are the terms of a post that the whole asks for any and for every post.
    """

    def __init__(self, constants: dict[str, str], below: Writer | None) -> None:
        self.constants, self.below = constants, below
        self.terms = Terms()
        self.some: dict[int, int] = {}
        self.each: dict[int, int] = {}
        self.surely: dict[tuple[int, bool], int] = {}
        self.opened: dict[int, int] = {}

    def head(self) -> list[str]:
        """The first lines: the answers of the posts, where they are asked."""
        names = [f"some{number}" for number in self.some.values()]
        names += [f"each{number}" for number in self.each.values()]
        counts = f"{len(self.some)}, {len(self.each)}"
        lines = [f"{', '.join(names)}, = over(world.posts, of_post, {counts})"] if names else []
        return lines

    def function(self, name: str, body: Sequence[Statement], takes: str = "world") -> str:
        """The Python text of a function of a world, after that of a post where it asks the posts."""
        of_world = self.terms.function(f"{name}({takes})", self.head(), body)
        if self.below is None or not (self.some or self.each):
            return of_world
        return self.below.function("of_post", [answer((*self.some, *self.each))]) + of_world

    def constant(self, text: str) -> str:
        """The name of a value that is made once."""
        return self.constants.setdefault(text, f"K{len(self.constants)}")

    def words(self, values: frozenset[str]) -> str:
        """The name of a set of words."""
        return self.constant(f"frozenset({{{', '.join(map(repr, sorted(values)))}}})")

    def fact(self, fact: Fact | str) -> int:
        """What was told of a fact, or None."""
        return self.terms.fact(fact if isinstance(fact, str) else fact.id)

    def told(self, fact: Fact | str) -> int:
        return self.terms.there(self.fact(fact))

    # --- what surely holds, what surely fails ------------------------------------------------------------------------

    def sure(self, node: Node, wanted: bool) -> int:
        """Whether an expression surely holds (`wanted`), or surely fails."""
        key = id(node), wanted
        if key not in self.surely:
            self.surely[key] = self._sure(node, wanted)
        return self.surely[key]

    def _sure(self, node: Node, wanted: bool) -> int:
        terms = self.terms
        match node:
            case expr.All() | expr.Any():
                parts = [self.sure(part, wanted) for part in node.parts]
                return terms.every(parts) if isinstance(node, expr.All) is wanted else terms.some(parts)
            case expr.Not():
                return self.sure(node.parts[0], not wanted)
            case expr.Reference():
                return self.sure(node.parts[0], wanted)
            case expr.Decide():
                met, not_met = (self.sure(part, True) for part in node.parts)
                yes, no = (met, not_met) if wanted else (not_met, met)
                return terms.every((yes, terms.opposite(no)))
            case expr.AtLeast():
                parts = [self.sure(part, wanted) for part in node.parts]
                least = node.count if wanted else len(parts) - node.count + 1
                pieces = [piece for part in parts for piece in (part, " + ")][:-1]
                return terms.test(*pieces, f" >= {least}")
            case expr.ForPosts():
                answer = self.posts(
                    node, lambda writer, part: writer.sure(part, wanted), wanted is not node.every
                )
                one = terms.test("bool(world.posts)")
                if node.every:  # with no post, no
                    return terms.every((answer, one)) if wanted else terms.some((answer, terms.opposite(one)))
                return answer
            case expr.Constant():
                return YES if node.fixed is wanted else NO
            case expr.Surely():
                answer = self.sure(node.parts[0], True)
            case expr.Possible():
                answer = terms.opposite(self.sure(node.parts[0], False))
            case expr.Atom() | expr.DaysBetween():
                return self.question(node, wanted)
            case _:
                answer = self.found(node)
        return answer if wanted else terms.opposite(answer)

    def posts(self, node: expr.ForPosts, term: Callable[[Writer, Node], int], some: bool) -> int:
        """Whether a term of a post holds for some post, or for each."""
        if self.below is None:  # a post has no posts
            return NO if some else YES
        asked = term(self.below, node.parts[0])
        if asked == (NO if some else YES):
            return asked
        of, word = (self.some, "some") if some else (self.each, "each")
        return self.terms.name(f"{word}{of.setdefault(asked, len(of))}")

    def question(self, node: expr.Atom | expr.DaysBetween, wanted: bool) -> int:
        """A question about facts: neither sure nor surely not where they were not told."""
        facts = (node.start, node.end) if isinstance(node, expr.DaysBetween) else (node.fact,)
        test = partial(self.terms.test, needs=[self.fact(fact) for fact in facts if fact.id != "as_of"])
        turn = "" if wanted else "not "
        if isinstance(node, expr.DaysBetween):
            start, end = (self.day(fact) for fact in (node.start, node.end))
            days = f"{turn}({{}} - {{}}).days {SIGNS[node.op]} {node.bound}".split("{}")
            both = (start, " is not None and ", end, " is not None and ")
            return test(*both, days[0], end, days[1], start, days[2])
        told = self.fact(node.fact)
        known = (told, " is not None and ")
        if isinstance(node, expr.Has | expr.OtherThan) and not wanted:  # of what was told whole
            whole = test(*known, f"{UNKNOWN!r} not in ", told)
            return self.terms.every((whole, self.terms.opposite(self.sure(node, True))))
        match node:
            case expr.Is() if wanted:
                return test(told, " in ", words(node.values))
            case expr.Is():
                return test(told, " not in ", words(node.values, None))
            case expr.Has() if len(node.values) == node.count == 1:
                (word,) = node.values
                return test(*known, f"{word!r} in ", told)
            case expr.Has() if node.count == 1:
                return test(f"not {self.words(node.values)}.isdisjoint(", told, " or ())")
            case expr.Has():
                return test(*known, f"len({self.words(node.values)} & ", told, f") >= {node.count}")
            case expr.Empty() if wanted is node.wanted:
                return test(*known, "not ", told)
            case expr.Empty():
                return test(*known, "not ", told, f" <= {self.words(frozenset((UNKNOWN,)))}")
            case expr.OtherThan():
                return test(*known, "other_than(", told, f", {node.tag!r})")
            case expr.Compare():
                return test(*known, turn, told, f" {SIGNS[node.op]} {node.bound}")
            case expr.OnOrAfter():
                day = self.day(node.fact)
                sign = "<" if node.before is wanted else ">="
                return test(day, " is not None and ", day, f" {sign} {self.constant(repr_of(node.bound))}")
        raise AssertionError(type(node))

    def day(self, fact: Fact) -> int:
        """A day, or None; that of the consultation is always there."""
        return self.terms.value("world.as_of") if fact.id == "as_of" else self.fact(fact)

    def found(self, node: Node) -> int:
        """A question about what was told or found: always answered."""
        terms = self.terms
        match node:
            case expr.Told():
                return self.told(node.fact)
            case expr.Event():
                return terms.test(f"{node.kind!r} in ", terms.value("happened(world)"))
            case expr.Finding() if UNLIKELY in node.statuses:  # so is a ground that nobody found anything of
                grounds, statuses = self.words(node.grounds), self.words(node.statuses)
                return terms.test(f"any_ground_is({grounds}, {statuses}, world)")
            case expr.Finding():
                came_out = terms.value(f"grounds_that_are({self.words(node.statuses)}, world)")
                return terms.test(f"not {self.words(node.grounds)}.isdisjoint(", came_out, ")")
            case expr.Passed():
                return terms.test(f"{(node.clock, node.passed)!r} in ", terms.value("deadlines(world)"))
            case expr.Platform():
                kinds = terms.value("world.kinds.get(", self.fact(node.fact), ", ())")
                return terms.test(f"{node.kind!r} in ", kinds)
            case expr.Listed():
                listed = "world.actions" if node.what == "action" else "world.desks"
                return terms.test(f"{node.id!r} in {listed}")
        raise AssertionError(type(node))

    # --- what is open ------------------------------------------------------------------------------------------------

    def open(self, node: Node) -> int:
        """Whether some open fact could still change the value: whether `Node.open` would name any."""
        if id(node) not in self.opened:
            self.opened[id(node)] = self._open(node)
        return self.opened[id(node)]

    def _open(self, node: Node) -> int:
        terms = self.terms
        match node:
            case expr.Atom() | expr.DaysBetween():
                return terms.opposite(self.decided(node))
            case expr.Told() | expr.Platform():
                return terms.opposite(self.told(node.fact))
            case expr.Reference():
                return self.open(node.parts[0])
            case expr.ForPosts():
                some = self.posts(node, Writer.open, True)
                closed = self.posts(node, lambda writer, part: writer.closed(part, not node.every), True)
                return terms.every((some, terms.opposite(closed)))
            case expr.All() | expr.Any():
                closed = terms.some(self.closed(part, isinstance(node, expr.Any)) for part in node.parts)
            case expr.Decide():
                closed = terms.some(self.closed(part, True) for part in node.parts)
            case expr.AtLeast():
                closed = terms.some(self.enough(node, wanted) for wanted in (True, False))
            case expr.Composite():  # over one part: closed where the part is
                closed = NO
            case _:
                return NO
        some = terms.some(self.open(part) for part in node.parts)
        settled = NO if node.asks and terms.lacking(some) else self.settled(node)
        return terms.every((*map(terms.opposite, (closed, settled)), some))

    def decided(self, node: Node) -> int:
        """Whether an expression surely holds or surely fails."""
        if isinstance(node, expr.Is | expr.Compare):  # any answer decides it
            return self.told(node.fact)
        return self.terms.some((self.sure(node, True), self.sure(node, False)))

    def closed(self, node: Node, wanted: bool) -> int:
        """Whether a part surely holds (or fails) and stays so."""
        return self.terms.every((self.sure(node, wanted), self.terms.opposite(self.open(node))))

    def enough(self, node: expr.AtLeast, wanted: bool) -> int:
        """Whether so many parts hold (or fail) and stay so that the rest no longer matters."""
        parts = [self.closed(part, wanted) for part in node.parts]
        least = node.count if wanted else len(parts) - node.count + 1
        return self.terms.test(*[piece for part in parts for piece in (part, " + ")][:-1], f" >= {least}")

    def settled(self, node: expr.Composite) -> int:
        """Whether a decided value can no longer change: nothing in it asks what was told, or everything was."""
        if not node.asks:
            return self.decided(node)
        if expr.EACH_POST in node.facts:
            return NO
        return self.terms.every((self.decided(node), *map(self.told, sorted(node.facts))))


def words(values: frozenset[str], *more: None) -> str:
    """A set of words as Python text, the same each time."""
    return f"{{{', '.join(map(repr, (*sorted(values), *more)))}}}"


def repr_of(day: date) -> str:
    return f"date({day.year}, {day.month}, {day.day})"


# --- what the written functions call ---------------------------------------------------------------------------------


def over(
    posts: Sequence[World], of_post: Callable[[World], tuple[bool, ...]], some: int, each: int
) -> tuple[bool, ...]:
    """The answers of all posts: the first `some` of them for any post, the others for each."""
    if len(posts) == 1:
        return of_post(posts[0])
    columns = list(zip(*map(of_post, posts), strict=True)) or [()] * (some + each)
    return (*map(any, columns[:some]), *map(all, columns[some:]))


def happened(world: World) -> set[str]:
    """The kinds of events told: inside a post, for that post or for none in particular."""
    if world.happened is None:
        here = world.post
        world.happened = {kind for kind, post in world.events if here is None or post is None or post == here}
    return world.happened


def deadlines(world: World) -> set[tuple[str, bool]]:
    """The deadlines with a row here, each with whether it has passed."""
    if world.passed is None:
        here = world.post
        world.passed = {
            (clock, bool(passed))
            for clock, post, passed in world.rows
            if here is None or post in (None, here)
        }
    return world.passed


def grounds_that_are(statuses: frozenset[str], world: World) -> set[str]:
    """The grounds with one of these statuses, for this post or (outside a post) for any."""
    grounds = world.came_out.get(statuses)
    if grounds is None:
        posts = world.findings.values() if world.post is None else [world.findings.get(world.post, {})]
        like = statuses.__contains__
        grounds = set().union(*[compress(found, map(like, found.values())) for found in posts])
        world.came_out[statuses] = grounds
    return grounds


# Every name a written function may use.
KNOWN: Mapping[str, object] = {
    "date": date,
    "over": over,
    "happened": happened,
    "deadlines": deadlines,
    "grounds_that_are": grounds_that_are,
    "any_ground_is": expr.any_ground_is,
    "other_than": expr.other_than,
}
