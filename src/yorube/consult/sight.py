"""What of a rulebook the plan hangs on: the rules it asks, the facts they see, the choices they tell apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from yorube.consult.findings import DATE, Finding
from yorube.law.expr import Has, Is, Node, facts_of
from yorube.law.facts import Fact
from yorube.law.found import Listed, Passed
from yorube.law.rulebook import Rulebook, nodes_in

# Rules may ask of what kind a service is, so services are all told apart.
PLATFORM = "posts.platform"


@dataclass(frozen=True, eq=False)
class Sight:
    """A rulebook as the plan sees it: the actions without their words, the deadlines and desks that they ask for, the
    grounds."""

    book: Rulebook

    @cached_property
    def reach(self) -> Mapping[str, frozenset[str]]:
        """For each fact those that may be read otherwise when it is told, itself among them."""
        found = {fact: {fact} for fact in self.book.facts}
        asked = [(reading.fact, facts_of([reading.when])) for reading in self.book.readings]
        for reached in found.values():
            before = 0
            while before != len(reached):
                before = len(reached)
                reached |= {fact for fact, facts in asked if not reached.isdisjoint(facts)}
        return {fact: frozenset(reached) for fact, reached in found.items()}

    @cached_property
    def read_as_told(self) -> frozenset[str]:
        """The facts that no reading asks for or gives."""
        read = {reading.fact for reading in self.book.readings}.union(
            facts_of([reading.when for reading in self.book.readings])
        )
        return frozenset(self.book.facts) - read

    @cached_property
    def of_clocks(self) -> frozenset[str]:
        """The facts that deadlines hang on: those they ask for, the days and services that start them."""
        days = {fact.id for fact in self.book.facts.values() if fact.type in ("date", "moment")}
        return frozenset(facts_of([*nodes_in(self.book.clocks)])) | days | {PLATFORM}

    @cached_property
    def of_desks(self) -> frozenset[str]:
        """The facts that the desks ask for."""
        return frozenset(facts_of(nodes_in(self.book.desks)))

    @cached_property
    def of_actions(self) -> frozenset[str]:
        """The facts that actions ask for, and the desks they hang on."""
        rules = [
            rule for action in self.book.actions.values() for rule in (action.when, *nodes_in(action.order))
        ]
        return self.of_desks.union(facts_of(rules))

    @cached_property
    def apart(self) -> Mapping[str, Sequence[str]]:
        """Of the choices of each fact one for each way in which the rules treat them."""
        asked: dict[str, list[frozenset[str]]] = {}
        book = self.book
        for part in parts((book.grounds, book.rules, book.readings, book.clocks, book.desks, book.actions)):
            if isinstance(part, Is | Has):
                asked.setdefault(part.fact.id, []).append(part.values)
        return {fact.id: distinct(fact, asked.get(fact.id, ())) for fact in book.facts.values()}


def distinct(fact: Fact, asked: Iterable[frozenset[str]]) -> Sequence[str]:
    """The first of the choices that all questions answer alike."""
    if fact.id == PLATFORM:
        return fact.values
    kinds = {*asked}
    return tuple({tuple(value in kind for kind in kinds): value for value in reversed(fact.values)}.values())[
        ::-1
    ]


def parts(value: object) -> Iterator[Node]:
    """Every expression in a value of the rulebook, and every part of it."""
    return (part for node in nodes_in(value) for part in node.walk())


def sees(finding: Finding) -> frozenset[str]:
    """The facts that can change the status of a finding. One that fails, fails whatever the other parts come to."""
    law = finding.law
    if law.version is None:
        return frozenset((DATE,))
    rules = law.rules
    failing = [
        table.facts
        for line, table, fails in zip(finding.lines, rules.tables, rules.failing, strict=True)
        if line.status is fails
    ]
    facts = min(failing, key=len) if failing else frozenset().union(*(table.facts for table in rules.tables))
    return facts | {DATE}


def sight_of(book: Rulebook) -> Sight:
    """What the plan sees of this rulebook."""
    return _sight_of(_Same(book))


class _Same:
    """A rulebook by what it is, not by what stands in it."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book

    def __hash__(self) -> int:
        return id(self.book)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.book is other.book


@lru_cache(maxsize=2)
def _sight_of(same: _Same) -> Sight:
    book = same.book
    actions = {action.id: replace(action, why=(), how=()) for action in book.actions.values()}
    listed = {part.id for part in parts(actions) if isinstance(part, Listed) and part.what == "desk"}
    desks = {id: desk for id, desk in book.desks.items() if id in listed}
    passed = {part.clock for part in parts((actions, desks)) if isinstance(part, Passed)}
    clocks = tuple(clock for clock in book.clocks if clock.id in passed)
    return Sight(
        replace(
            book,
            actions=actions,
            desks=desks,
            clocks=clocks,
            safety=(),
            papers={},
            factors=(),
            steps=(),
            costs=(),
            times=(),
            payers=(),
            not_known=(),
        )
    )
