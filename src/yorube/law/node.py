"""What every expression is: a node with a value, a trace, open facts, reasons and a sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

from yorube.law.facts import Fact
from yorube.law.tri import Tri
from yorube.law.world import World

# How much each open fact weighs in a result: shares of 1, split at every fork.
Weights = dict[str, float]
# Told facts, as (fact, post or None); one may stand there more than once.
Because = tuple[tuple[str, str | None], ...]
# Stands for the facts of each post; no world holds a fact of this name.
EACH_POST = "*"


@dataclass(frozen=True, slots=True)
class Trace:
    """How an expression came to its value: the node, its value, the traces of its parts."""

    node: Node
    status: Tri
    parts: tuple[Trace, ...] = ()
    post: str | None = None


class Node:
    """An expression. `parts` are its operands; leaves have none.

    `told` marks the operators that ask what was told or found; only rules that choose what to do may use them, since
    their value may go from yes to no when more is told.
    """

    __slots__ = ()
    parts: tuple[Node, ...] = ()
    told: ClassVar[bool] = False

    def value(self, world: World) -> Tri:
        """The truth value in a world."""
        raise AssertionError(type(self))

    def trace(self, world: World) -> Trace:
        """The truth value with the way to it."""
        return Trace(self, self.value(world), (), world.post)

    def open(self, world: World) -> tuple[Tri, Weights]:
        """The value, and the facts whose answer could still change it, with their weight. No facts: it is settled."""
        return self.value(world), {}

    def explain(self, world: World) -> tuple[Tri, Because]:
        """The value, and the told facts that explain it."""
        return self.value(world), ()

    def because(self, world: World) -> Because:
        """The told facts that explain the value."""
        return self.explain(world)[1]

    def sentence(self, lang: str) -> str:
        """The expression in words."""
        raise AssertionError(type(self))

    def looks_at(self) -> frozenset[str]:
        """The facts it looks at in one world."""
        names = (getattr(self, name, None) for name in ("fact", "start", "end"))
        return frozenset(fact.id for fact in names if isinstance(fact, Fact))

    def walk(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Composite(Node):
    """A node whose value follows from the values of its parts.

    `asks` is whether an operator in it asks what was told or found; `facts` are the facts it looks at in one world
    (`EACH_POST` when it goes through the posts). A decided value is settled where nothing asks, or all facts are told.
    """

    parts: tuple[Node, ...]
    asks: bool = field(init=False, repr=False, compare=False)
    facts: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "asks", self.told or any(is_process(part) for part in self.parts))
        object.__setattr__(self, "facts", frozenset().union(*(part.looks_at() for part in self.parts)))

    def looks_at(self) -> frozenset[str]:
        return self.facts

    def combine(self, values: Iterable[Tri]) -> Tri:
        raise AssertionError(type(self))

    def value(self, world: World) -> Tri:
        return self.combine(part.value(world) for part in self.parts)

    def trace(self, world: World) -> Trace:
        parts = tuple(part.trace(world) for part in self.parts)
        return Trace(self, self.combine([part.status for part in parts]), parts, world.post)

    def open(self, world: World) -> tuple[Tri, Weights]:
        return self.unless_settled(*self.merge([part.open(world) for part in self.parts]), world)

    def merge(self, opened: list[tuple[Tri, Weights]]) -> tuple[Tri, Weights]:
        """The value and open facts from those of the parts; settled when the settled parts alone decide it."""
        settled = self.combine([None if weights else status for status, weights in opened])
        if settled is not None:
            return settled, {}
        return self.combine([status for status, _ in opened]), shares([weights for _, weights in opened])

    def unless_settled(self, value: Tri, weights: Weights, world: World) -> tuple[Tri, Weights]:
        """The value and open facts; no facts where the value can no longer change."""
        if weights and value is not None and (not self.asks or self.facts <= world.facts.keys()):
            return value, {}
        return value, weights

    def explain(self, world: World) -> tuple[Tri, Because]:
        return self.gather([part.explain(world) for part in self.parts])

    def gather(self, explained: list[tuple[Tri, Because]]) -> tuple[Tri, Because]:
        """The value and its explanation from those of the parts: of the parts that came out as the whole did."""
        status = self.combine([value for value, _ in explained])
        return status, tuple([fact for value, told in explained if value is status for fact in told])


def shares(parts: Iterable[Weights]) -> Weights:
    """The open facts of several parts together, each part an equal share."""
    several = [weights for weights in parts if weights]
    if len(several) < 2:
        return several[0] if several else {}
    total: Weights = {}
    for weights in several:
        for fact, weight in weights.items():
            total[fact] = total.get(fact, 0.0) + weight / len(several)
    return total


def is_process(node: Node) -> bool:
    """Whether any operator in it asks what was told or found."""
    return node.asks if isinstance(node, Composite) else node.told
