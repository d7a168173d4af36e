"""A sheet that says of many conditions what is open, written out as one Python function.

What is open is shared out from above: the whole has one share, and each fork gives every open operand an equal part of
it, down to the facts. `Node.open` comes to the same from below, one condition at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import ClassVar

from yorube.law import expr
from yorube.law.expr import Node, Weights
from yorube.law.facts import Fact
from yorube.law.sheet import OfPosts, Sheet, compiled
from yorube.law.terms import NO, Pieces, Statement
from yorube.law.world import World
from yorube.law.writer import Writer

# So many conditions that need the same are asked together.
FEW = 2


def add_posts(
    weights: Weights, share: float, add: Callable[[World, Weights, float], None], posts: Sequence[World]
) -> None:
    """What is open in the posts, each post an equal part of the share."""
    if len(posts) == 1:
        add(posts[0], weights, share)
        return
    several: list[Weights] = [{} for _ in posts]
    for post, opened in zip(posts, several, strict=True):
        add(post, opened, 1.0)
    several = [opened for opened in several if opened]
    for opened in several:
        for fact, weight in opened.items():
            weights[fact] = weights.get(fact, 0.0) + share / len(several) * weight


class Opening(Sheet):
    """A sheet that asks which conditions could still change, and with which facts."""

    known: ClassVar[Mapping[str, object]] = {"add_posts": add_posts}

    def of(self, world: World) -> list[tuple[int, Weights]]:
        """The conditions that something is open of, by their place, each with its open facts as `Node.open` gives
        them."""
        found: list[tuple[int, Weights]] = self._ask(world)
        return found


def opening(conditions: Sequence[Node]) -> Opening:
    """The sheet that asks what is open of these."""
    constants: dict[str, str] = {}
    of_posts = OfPosts(constants, "world, weights, share")
    writer = Writer(constants, Writer(constants, None))
    body: list[Statement] = [(0, ("found = []",))]

    def one(place: int, depth: int) -> Iterator[Statement]:
        node = conditions[place]
        yield depth, ("weights = {}",)
        yield from shared_out(node, "1.0", depth, writer, of_posts, once(node))
        yield depth, (f"found.append(({place}, weights))",)

    opened = {place: writer.open(node) for place, node in enumerate(conditions)}
    needs = {place: writer.terms.each_of(term) for place, term in opened.items() if term != NO}
    body += together(needs, 0, one)
    text = writer.function("of_world", [*body, (0, ("return found",))])
    return Opening(tuple(conditions), compiled(constants, [*of_posts.texts, text]))


def together(
    needs: Mapping[int, Sequence[int]], depth: int, one: Callable[[int, int], Iterator[Statement]]
) -> Iterator[Statement]:
    """The statements of all conditions of which these terms hold, each as `one` gives them. A term that several need
    is asked once for them all: where it does not hold, nothing else of them is looked at."""
    counts = Counter(term for terms in needs.values() for term in terms)
    often, times = max(counts.items(), key=itemgetter(1), default=(NO, 0))
    if times < FEW:
        for place, terms in needs.items():
            if terms:
                yield depth, ("if ", *[piece for term in terms for piece in (term, " and ")][:-1], ":")
            yield from one(place, depth + bool(terms))
        return
    yield depth, ("if ", often, ":")
    inside = {
        place: [term for term in terms if term != often] for place, terms in needs.items() if often in terms
    }
    yield from together(inside, depth + 1, one)
    yield from together({place: terms for place, terms in needs.items() if place not in inside}, depth, one)


def once(node: Node) -> frozenset[str]:
    """The facts that an expression asks about in one place only."""
    asked = Counter(fact for part in node.walk() if not part.parts for fact in part.looks_at())
    return frozenset(fact for fact, times in asked.items() if times == 1)


def shared_out(
    node: Node, share: str, depth: int, writer: Writer, of_posts: OfPosts, single: frozenset[str]
) -> Iterator[Statement]:
    """The statements that give the open facts of an open expression their share: at each fork an equal part for every
    open operand. `single` are the facts that have no other share."""
    match node:
        case expr.Atom() | expr.Told() | expr.Platform():
            yield from added(node.fact, single, writer)(share, depth)
        case expr.DaysBetween():
            days = [fact for fact in (node.start, node.end) if fact.id != "as_of"]
            untold = [writer.terms.opposite(writer.told(fact)) for fact in days]
            yield from forked(untold, [added(fact, single, writer) for fact in days], share, depth)
        case expr.ForPosts():
            yield depth, (f"add_posts(weights, {share}, {in_post_of(node.parts[0], of_posts)}, world.posts)",)
        case _:
            parts = [part for part in node.parts if writer.open(part) != NO]
            yield from forked(
                [writer.open(part) for part in parts],
                [
                    partial(shared_out, part, writer=writer, of_posts=of_posts, single=single)
                    for part in parts
                ],
                share,
                depth,
            )


def in_post_of(node: Node, of_posts: OfPosts) -> str:
    """The function that adds what is open of a condition in one post."""

    def body(writer: Writer) -> list[Statement]:
        if writer.open(node) == NO:
            return [(0, ("pass",))]
        several = frozenset[str]()  # another part of the whole may ask the same
        return [
            (0, ("if ", writer.open(node), ":")),
            *shared_out(node, "share", 1, writer, of_posts, several),
        ]

    return of_posts.name((node,), body)


def forked(
    opened: Sequence[int], branches: Sequence[Callable[..., Iterator[Statement]]], share: str, depth: int
) -> Iterator[Statement]:
    """The statements of several branches, each with an equal part of the share if it is open; one of them is."""
    if len(branches) == 1:
        yield from branches[0](share=share, depth=depth)
        return
    own = f"share{depth}"
    count = [piece for one in opened for piece in (one, " + ")][:-1]
    yield depth, (f"{own} = {share} / (", *count, ")")
    for one, branch in zip(opened, branches, strict=True):
        yield depth, ("if ", one, ":")
        yield from branch(share=own, depth=depth + 1)


def added(fact: Fact, single: frozenset[str], writer: Writer) -> Callable[..., Iterator[Statement]]:
    """The statement that gives a fact its share."""

    def statement(share: str, depth: int) -> Iterator[Statement]:
        name: Pieces = (repr(fact.id),)
        if fact.scope == "post":
            name = (writer.terms.value("world.paths"), f"[{fact.id!r}]")
        if fact.id in single:
            yield depth, ("weights[", *name, f"] = {share}")
        else:
            yield depth, ("weights[fact] = weights.get(fact := ", *name, f", 0.0) + {share}")

    return statement
