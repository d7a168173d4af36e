"""Which clauses of the law the cases decide.

A clause is one question about facts inside an element, a defence, a shared condition or a reading. A clause that no
case ever decides *yes*, or that no case ever decides *no*, is not proven by the cases. A clause that can only come out
one way (a constant, a judgement left to people) is not counted.

    python -m tests.proof.coverage [GROUND ...]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.proof.cases import Case, cases
from yorube.consult.worlds import read
from yorube.law import Rulebook, shipped
from yorube.law.expr import Constant, Node, Reference
from yorube.law.tri import Tri
from yorube.law.world import World


@dataclass
class Clause:
    """One clause and the cases that decided it each way."""

    place: str
    text: str
    seen: dict[Tri, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[str]:
        return [word for value, word in ((True, "yes"), (False, "no")) if value not in self.seen]


def leaves(place: str, node: Node) -> Iterator[tuple[str, Node]]:
    """The questions of an expression with their places; those of a shared condition belong to it."""
    if isinstance(node, Reference):
        place = f"rule {node.id}"
    if not node.parts and not isinstance(node, Constant):
        yield place, node
    for part in node.parts:
        yield from leaves(place, part)


class Coverage:
    """The clauses of a rulebook, and what the cases decided."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.clauses: dict[tuple[str, str], Clause] = {}
        self.elements: dict[str, dict[Tri, str]] = {}

    def decide(self, place: str, node: Node, world: World, case: str) -> None:
        """Count every clause of an expression in a world."""
        for where, leaf in leaves(place, node):
            text = leaf.sentence("en")
            clause = self.clauses.setdefault((where, text), Clause(where, text))
            clause.seen.setdefault(leaf.value(world), case)

    def add(self, case: Case) -> None:
        """Count one case."""
        told = read(case.report, self.book)
        bare = {post.id: post for post in case.report.posts}
        for world in told.whole.posts:
            before = World(
                {**case.report.facts, **bare[world.post or ""].facts}, world.as_of, post=world.post
            )
            for reading in self.book.readings:
                self.decide(f"reading {reading.id}", reading.when, before, case.name)
            for ground in self.book.grounds.values():
                self.ground(ground.id, world, case.name)

    def ground(self, id: str, world: World, case: str) -> None:
        ground = self.book.grounds[id]
        day = world.facts.get("posts.posted_at", world.as_of)
        for part in ground.parts:
            if ground.version_on(day) and part.covers(day):  # type: ignore[arg-type]
                place = f"{id}.{part.id}"
                self.decide(place, part.value, world, case)
                self.elements.setdefault(place, {}).setdefault(part.value.value(world), case)


def covered(book: Rulebook, some: Iterable[Case]) -> Coverage:
    """What these cases decide."""
    coverage = Coverage(book)
    for case in some:
        coverage.add(case)
    return coverage


def main(grounds: list[str]) -> int:
    """Print the clauses that are not decided both ways; exit status 1 when there are any."""
    coverage = covered(shipped(), cases())
    places = set(grounds)
    open_clauses = [
        clause
        for clause in coverage.clauses.values()
        if clause.missing
        and (not places or any(clause.place.startswith((g, "rule ", "reading ")) for g in places))
    ]
    for clause in open_clauses:
        print(f"{clause.place}: never {' / '.join(clause.missing)}: {clause.text}")
    total = len(coverage.clauses)
    print(
        f"{total - sum(bool(c.missing) for c in coverage.clauses.values())} of {total} clauses decided both ways"
    )
    return 1 if open_clauses else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
