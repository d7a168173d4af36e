"""What a rule can see: the facts told, and, for rules that choose what to do, what was found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from yorube.law.facts import Paths, Value
from yorube.law.tri import Tri


class Row(NamedTuple):
    """A deadline row as rules see it: id, post or None, whether it has passed (None: not running)."""

    clock: str
    post: str | None
    passed: bool | None


class Memo:
    """Shared conditions by their id: the value; with what is open; with what explains it (see `law/expr.py`). Each is
    made when it is first asked for: in most worlds none ever is."""

    __slots__ = ("explained", "opened", "values")
    values: dict[str, Tri]
    opened: dict[str, tuple[Tri, dict[str, float]]]
    explained: dict[str, tuple[Tri, tuple[tuple[str, str | None], ...]]]

    def __getattr__(self, name: str) -> dict[str, Any]:
        if name not in self.__slots__:
            raise AttributeError(name)
        made: dict[str, Any] = {}
        setattr(self, name, made)
        return made


# Not frozen only because that would make it three times as slow to make: a consultation makes a dozen. Nobody changes
# one that others have.
@dataclass(slots=True)
class World:
    """The facts of one report (and of one post, inside a post), after the readings.

    `facts` maps fact ids to values; an absent fact is unknown. The other fields serve the rules that choose what to
    do: `findings[post][ground]` is a status; `events` are (kind, post or None) pairs; `kinds[platform]` are the words
    true of a platform on `as_of` (`designated`, `login`, `open`).
    """

    facts: Mapping[str, Value]
    as_of: date
    post: str | None = None
    posts: tuple[World, ...] = ()
    findings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    events: tuple[tuple[str, str | None], ...] = ()
    kinds: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    actions: frozenset[str] = frozenset()
    desks: frozenset[str] = frozenset()
    # Shared conditions already worked out in this world: those that look at facts alone, and the others.
    of_facts: Memo = field(init=False, default_factory=Memo, repr=False, compare=False)
    memo: Memo = field(init=False, default_factory=Memo, repr=False, compare=False)
    # The grounds that came out so, by the statuses asked for: as long as the findings are the same.
    came_out: dict[frozenset[str], set[str]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    # The kinds of events told: as long as the events are the same.
    happened: set[str] | None = field(init=False, default=None, repr=False, compare=False)
    # The deadlines with a row here, each with whether it has passed: as long as the rows are the same.
    passed: set[tuple[str, bool]] | None = field(init=False, default=None, repr=False, compare=False)
    _paths: Paths | None = field(init=False, default=None, repr=False, compare=False)

    @property
    def paths(self) -> Paths:
        """The facts as the outcome names them: `posts.p1.place` for a post's fact."""
        if self._paths is None:
            self._paths = Paths(self.post)
        return self._paths

    def with_facts(self, facts: Mapping[str, Value]) -> World:
        """The same world with other facts."""
        return World(
            facts,
            self.as_of,
            self.post,
            self.posts,
            self.findings,
            self.events,
            self.kinds,
            self.rows,
            self.actions,
            self.desks,
        )

    def with_found(
        self,
        findings: Mapping[str, Mapping[str, str]] | None = None,
        events: tuple[tuple[str, str | None], ...] | None = None,
        rows: tuple[Row, ...] | None = None,
        actions: frozenset[str] | None = None,
        desks: frozenset[str] | None = None,
    ) -> World:
        """The same world with more found, told to every post too. What follows from the facts alone stays known."""
        world = World(
            self.facts,
            self.as_of,
            self.post,
            tuple([post.with_found(findings, events, rows, actions, desks) for post in self.posts]),
            self.findings if findings is None else findings,
            self.events if events is None else events,
            self.kinds,
            self.rows if rows is None else rows,
            self.actions if actions is None else actions,
            self.desks if desks is None else desks,
        )
        world.of_facts, world._paths = self.of_facts, self.paths
        if findings is None:
            world.came_out = self.came_out
        if events is None:
            world.happened = self.happened
        if rows is None:
            world.passed = self.passed
        return world

    def learn(
        self,
        rows: tuple[Row, ...] | None = None,
        actions: frozenset[str] | None = None,
        desks: frozenset[str] | None = None,
    ) -> None:
        """Tells this world and its posts more that was found, in place: only for who made them (`with_found`) and has
        them alone. It is what a consultation does at each step, and cheaper than worlds of their own."""
        for world in (self, *self.posts):
            world.memo = Memo()
            if rows is not None:
                world.rows, world.passed = rows, None
            if actions is not None:
                world.actions = actions
            if desks is not None:
                world.desks = desks
