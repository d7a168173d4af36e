"""A sheet that says of many conditions how they came out and why, written out as one Python function.

The facts that explain a value are those of the operands that came out as the whole did, as `Node.explain` gives them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import ClassVar, Literal

from yorube.law import expr
from yorube.law.expr import Node
from yorube.law.facts import Fact
from yorube.law.sheet import OfPosts, Sheet, compiled
from yorube.law.terms import Statement
from yorube.law.tri import Tri
from yorube.law.world import World
from yorube.law.writer import Writer

# How an operand came out where that does not follow from the whole.
EITHER: Literal["either"] = "either"
Out = Tri | Literal["either"]
# The facts that explain, as (fact, post or None).
Explained = list[tuple[str, str | None]]


def of_posts(because: Explained, ask: Callable[[World], Explained], posts: Sequence[World]) -> None:
    """Adds what explains it in each post."""
    for post in posts:
        because += ask(post)


class Explaining(Sheet):
    """A sheet that asks how conditions came out, and because of what."""

    known: ClassVar[Mapping[str, object]] = {"of_posts": of_posts}

    def of(self, world: World) -> list[tuple[Tri, Explained]]:
        """For each condition its value and the facts that explain it."""
        found: list[tuple[Tri, Explained]] = self._ask(world)
        return found


def explaining(conditions: Sequence[Node]) -> Explaining:
    """The sheet that explains these."""
    constants: dict[str, str] = {}
    in_posts = OfPosts(constants)
    writer = Writer(constants, Writer(constants, None))
    body: list[Statement] = [(0, ("found = []",))]
    for node in conditions:
        yes, no = writer.sure(node, True), writer.sure(node, False)
        body += [(0, ("because = []",)), *explained(node, EITHER, 0, writer, in_posts)]
        body.append((0, ("found.append((True if ", yes, " else False if ", no, " else None, because))")))
    text = writer.function("of_world", [*body, (0, ("return found",))])
    return Explaining(tuple(conditions), compiled(constants, [*in_posts.texts, text]))


def explained(node: Node, out: Out, depth: int, writer: Writer, in_posts: OfPosts) -> Iterator[Statement]:
    """The statements that add what explains an expression that came out so."""

    def further(part: Node, out: Out, deeper: int = 0) -> Iterator[Statement]:
        return explained(part, out, depth + deeper, writer, in_posts)

    match node:
        case expr.Atom() | expr.Platform():
            yield told(node.fact, depth, writer)
        case expr.DaysBetween():
            yield from (told(fact, depth, writer) for fact in (node.start, node.end))
        case expr.Reference():
            yield from further(node.parts[0], out)
        case expr.Not():
            yield from further(node.parts[0], (not out) if isinstance(out, bool) else out)
        case expr.Surely() | expr.Possible():
            yield from further(node.parts[0], EITHER)
        case expr.Composite() if out == EITHER:
            for word, value in (("if ", True), ("elif ", False)):
                yield depth, (word, writer.sure(node, value), ":")
                yield from (*further(node, value, 1), (depth + 1, ("pass",)))
            yield depth, ("else:",)
            yield from (*further(node, None, 1), (depth + 1, ("pass",)))
        case expr.Decide():
            for part, wanted in zip(node.parts, (True, False), strict=True):
                if out is None or out is wanted:
                    yield from further(part, EITHER if out is None else True)
        case expr.ForPosts():
            yield depth, (f"of_posts(because, {in_post_of(node.parts[0], out, in_posts)}, world.posts)",)
        case expr.Composite():
            for part in node.parts:
                yield depth, ("if ", came_out(part, out, writer), ":")
                yield from (*further(part, out, 1), (depth + 1, ("pass",)))


def came_out(node: Node, out: Out, writer: Writer) -> int:
    """Whether an expression came out so."""
    if isinstance(out, bool):
        return writer.sure(node, out)
    return writer.terms.opposite(writer.decided(node))


def told(fact: Fact, depth: int, writer: Writer) -> Statement:
    """The statement that adds a fact that was told."""
    post = "world.post" if fact.scope == "post" else "None"
    return depth, ("if ", writer.told(fact), f": because.append(({fact.id!r}, {post}))")


def in_post_of(node: Node, out: Out, in_posts: OfPosts) -> str:
    """The function that gives what explains a condition in one post, where it came out so there."""

    def body(writer: Writer) -> list[Statement]:
        lines: list[Statement] = [(0, ("because = []",)), (0, ("if ", came_out(node, out, writer), ":"))]
        return [*lines, *explained(node, out, 1, writer, in_posts), (1, ("pass",)), (0, ("return because",))]

    return in_posts.name((node, out), body)
