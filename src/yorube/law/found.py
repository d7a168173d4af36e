"""Expressions that ask what was told or found: only for rules that choose what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from yorube.law.atoms import path
from yorube.law.facts import Fact
from yorube.law.node import Because, Node, Weights
from yorube.law.tri import Tri
from yorube.law.world import World


@dataclass(frozen=True, slots=True)
class Told(Node):
    """The fact was told."""

    fact: Fact
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        return self.fact.id in world.facts

    def open(self, world: World) -> tuple[Tri, Weights]:
        value = self.fact.id in world.facts
        return value, {} if value else {path(self.fact, world): 1.0}

    def sentence(self, lang: str) -> str:
        return f"{self.fact.label.en} was told" if lang == "en" else f"{self.fact.label.ja}を聞いている"


@dataclass(frozen=True, slots=True)
class Event(Node):
    """Such an event was told; inside a post: for that post, or for none in particular."""

    kind: str
    ja: str
    en: str
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        for kind, post in world.events:
            if kind == self.kind and (world.post is None or post is None or post == world.post):
                return True
        return False

    def sentence(self, lang: str) -> str:
        return f"event: {self.en}" if lang == "en" else f"できごと「{self.ja}」"


@dataclass(frozen=True, slots=True)
class Finding(Node):
    """One of these grounds has one of these statuses, for this post or (outside a post) for any."""

    grounds: frozenset[str]
    statuses: frozenset[str]
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        return any_ground_is(self.grounds, self.statuses, world)

    def sentence(self, lang: str) -> str:
        grounds, statuses = ", ".join(sorted(self.grounds)), "/".join(sorted(self.statuses))
        return f"{grounds}: {statuses}" if lang == "en" else f"{grounds} が {statuses}"


# What a ground is that nobody found anything of.
UNLIKELY = "unlikely"


def any_ground_is(grounds: frozenset[str], statuses: frozenset[str], world: World) -> bool:
    """Whether one of these grounds has one of these statuses, for this post or (outside a post) for any."""
    posts = world.findings.values() if world.post is None else [world.findings.get(world.post, {})]
    return any(found.get(ground, UNLIKELY) in statuses for found in posts for ground in grounds)


@dataclass(frozen=True, slots=True)
class Passed(Node):
    """A row of this deadline exists and has (not) passed; a row that is not running has not passed."""

    clock: str
    passed: bool
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        for row in world.rows:
            here = world.post is None or row.post in (None, world.post)
            if row.clock == self.clock and bool(row.passed) is self.passed and here:
                return True
        return False

    def sentence(self, lang: str) -> str:
        if lang == "en":
            return f"{self.clock} has {'' if self.passed else 'not '}passed"
        return f"{self.clock} が{'過ぎた' if self.passed else '過ぎていない'}"


@dataclass(frozen=True, slots=True)
class Platform(Node):
    """The post's platform is of this kind on the day of the consultation: `designated`, `login` or `open`."""

    kind: str
    fact: Fact
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        platform = world.facts.get(self.fact.id)
        return isinstance(platform, str) and self.kind in world.kinds.get(platform, frozenset())

    def open(self, world: World) -> tuple[Tri, Weights]:
        return self.value(world), {} if self.fact.id in world.facts else {path(self.fact, world): 1.0}

    def explain(self, world: World) -> tuple[Tri, Because]:
        return self.value(world), (((self.fact.id, world.post),) if self.fact.id in world.facts else ())

    def sentence(self, lang: str) -> str:
        words = {"designated": "大規模プラットフォーム", "login": "ログイン型", "open": "だれでも書ける型"}
        return f"the service is {self.kind}" if lang == "en" else f"サービスが{words[self.kind]}"


@dataclass(frozen=True, slots=True)
class Listed(Node):
    """An action or a desk is in the outcome."""

    what: str
    id: str
    told: ClassVar[bool] = True

    def value(self, world: World) -> Tri:
        return self.id in (world.actions if self.what == "action" else world.desks)

    def sentence(self, lang: str) -> str:
        return f"{self.what} {self.id} is listed" if lang == "en" else f"{self.id} が案内に出ている"
