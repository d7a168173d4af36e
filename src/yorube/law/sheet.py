"""Many conditions at once: a sheet of expressions, written out as one Python function.

Rules that choose what to do ask hundreds of conditions of one world, and ask the same few things over and over. A
sheet works all of them out together: each fact is looked up once, each shared condition evaluated once, the rest is
Python's own `and`, `or` and `not` (`law/writer.py`). The function is kept with the rulebook as compiled code
(`law/compiled.py`).
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import compress
from typing import Any

from yorube.law import expr
from yorube.law.expr import Node, Weights
from yorube.law.facts import Fact, in_post
from yorube.law.terms import NO, Statement, answer
from yorube.law.world import World
from yorube.law.writer import KNOWN, Writer

# Conditions that hold, by their identity: `id(node) in held`. An empty place (None) is always among them, since what
# has no condition always holds.
Held = frozenset[int]
ALWAYS = Held((id(None),))


@dataclass(frozen=True)
class Sheet:
    """Conditions that are asked together, with the code that asks them."""

    conditions: tuple[Node, ...]
    code: bytes

    @cached_property
    def _ask(self) -> Callable[[World], Any]:
        names: dict[str, Any] = {**KNOWN, "add": add, "add_posts": add_posts, "path": path}
        exec(marshal.loads(self.code), names)
        ask: Callable[[World], Any] = names["of_world"]
        return ask

    @cached_property
    def _ids(self) -> tuple[int, ...]:
        return tuple(map(id, self.conditions))

    def __getstate__(self) -> Mapping[str, object]:
        return {"conditions": self.conditions, "code": self.code}


class Holding(Sheet):
    """A sheet that asks which conditions surely hold."""

    def of(self, world: World) -> Held:
        """The conditions that hold."""
        return ALWAYS.union(compress(self._ids, self._ask(world)))


class Opening(Sheet):
    """A sheet that asks which conditions could still change, and with which facts."""

    def of(self, world: World) -> list[tuple[int, Weights]]:
        """The conditions that something is open of, by their place, each with its open facts as `Node.open` gives
        them."""
        found: list[tuple[int, Weights]] = self._ask(world)
        return found


def holding(conditions: Sequence[Node]) -> Holding:
    """The sheet that asks which of these surely hold."""
    constants: dict[str, str] = {}
    writer = Writer(constants, Writer(constants, None))
    text = writer.function("of_world", [answer(writer.sure(node, True) for node in conditions)])
    return Holding(tuple(conditions), compiled(constants, [text]))


def opening(conditions: Sequence[Node]) -> Opening:
    """The sheet that asks what is open of these."""
    constants: dict[str, str] = {}
    of_posts = OfPosts(constants)
    writer = Writer(constants, Writer(constants, None))
    body: list[Statement] = [(0, ("found = []",))]
    for place, node in enumerate(conditions):
        if writer.open(node) != NO:
            body += [(0, ("if ", writer.open(node), ":")), (1, ("weights = {}",))]
            body += shared_out(node, "1.0", 1, writer, of_posts)
            body.append((1, (f"found.append(({place}, weights))",)))
    text = writer.function("of_world", [*body, (0, ("return found",))])
    return Opening(tuple(conditions), compiled(constants, [*of_posts.texts, text]))


def compiled(constants: Mapping[str, str], functions: Sequence[str]) -> bytes:
    """The code of some functions and of the values they use, as it is kept."""
    text = "".join([*(f"{name} = {value}\n" for value, name in constants.items()), *functions])
    return marshal.dumps(compile(text, "<a sheet of conditions>", "exec"))


# --- what is open, with its weight -----------------------------------------------------------------------------------


class OfPosts:
    """The functions that say what is open of a condition in one post, each written once."""

    def __init__(self, constants: dict[str, str]) -> None:
        self.constants = constants
        self.names: dict[int, str] = {}
        self.texts: list[str] = []

    def name(self, node: Node) -> str:
        """The function for this condition."""
        if id(node) not in self.names:
            self.names[id(node)] = f"open_in_post{len(self.names)}"
            writer = Writer(self.constants, None)
            body: list[Statement] = [(0, ("weights = {}",))]
            if writer.open(node) != NO:
                body += [(0, ("if ", writer.open(node), ":")), *shared_out(node, "1.0", 1, writer, self)]
            body.append((0, ("return weights",)))
            self.texts.append(writer.function(self.names[id(node)], body))
        return self.names[id(node)]


def shared_out(node: Node, share: str, depth: int, writer: Writer, of_posts: OfPosts) -> Iterator[Statement]:
    """The statements that give the open facts of an open expression their share: at each fork an equal part for every
    open operand."""
    match node:
        case expr.Atom() | expr.Told() | expr.Platform():
            yield from added(node.fact)(share, depth)
        case expr.DaysBetween():
            days = [fact for fact in (node.start, node.end) if fact.id != "as_of"]
            untold = [writer.terms.opposite(writer.told(fact)) for fact in days]
            yield from forked(untold, [added(fact) for fact in days], share, depth)
        case expr.ForPosts():
            yield depth, (f"add_posts(weights, {share}, {of_posts.name(node.parts[0])}, world.posts)",)
        case _:
            parts = [part for part in node.parts if writer.open(part) != NO]
            yield from forked(
                [writer.open(part) for part in parts],
                [partial(shared_out, part, writer=writer, of_posts=of_posts) for part in parts],
                share,
                depth,
            )


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


def added(fact: Fact) -> Callable[..., Iterator[Statement]]:
    """The statement that gives a fact its share."""

    def statement(share: str, depth: int) -> Iterator[Statement]:
        name = f"path({fact.id!r}, world)" if fact.scope == "post" else repr(fact.id)
        yield depth, (f"add(weights, {name}, {share})",)

    return statement


# --- what the written functions call ---------------------------------------------------------------------------------


def path(fact: str, world: World) -> str:
    """A post's fact as the outcome names it."""
    return fact if world.post is None else in_post(fact, world.post)


def add(weights: Weights, fact: str, share: float) -> None:
    weights[fact] = weights.get(fact, 0.0) + share


def add_posts(
    weights: Weights, share: float, of_post: Callable[[World], Weights], posts: Sequence[World]
) -> None:
    """What is open in the posts, each post an equal part of the share."""
    several = [opened for opened in map(of_post, posts) if opened]
    for opened in several:
        for fact, weight in opened.items():
            add(weights, fact, share / len(several) * weight)
