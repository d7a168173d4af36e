"""What a rule can see: the facts told, and, for rules that choose what to do, what was found so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from yorube.law.facts import Value
from yorube.law.tri import Tri


@dataclass(frozen=True, slots=True)
class Row:
    """A deadline row as rules see it: id, post or None, whether it has passed (None: not running)."""

    clock: str
    post: str | None
    passed: bool | None


@dataclass(frozen=True, slots=True)
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
    # Values and open facts of shared conditions already asked for in this world; a changed world starts without any.
    memo: dict[str, Tri] = field(init=False, default_factory=dict, repr=False, compare=False)
    opened: dict[str, tuple[Tri, dict[str, float]]] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )

    def with_found(self, **found: object) -> World:
        """The same world with more found, told to every post too."""
        posts = tuple(replace(post, **found) for post in self.posts)  # type: ignore[arg-type]
        return replace(self, posts=posts, **found)  # type: ignore[arg-type]
