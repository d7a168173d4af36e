"""From a report to the worlds the rules look at: the readings applied, events and platforms at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from yorube.consult.report import Report
from yorube.law.facts import Value
from yorube.law.rulebook import Reading, Rulebook
from yorube.law.world import World


@dataclass(frozen=True, slots=True)
class Read:
    """The worlds of a report: `whole` (with its posts), and which facts were read otherwise than told.

    `readings` maps (fact, post or None) to the reading that gave its value.
    """

    whole: World
    readings: Mapping[tuple[str, str | None], Reading]


def read(report: Report, book: Rulebook) -> Read:
    """Apply the rulebook's readings in their order: to the report's facts, and anew to those of each post with them."""
    used: dict[tuple[str, str | None], Reading] = {}
    of_report, of_post = book.readings_of_report, book.readings
    events = tuple((event.kind, event.post) for event in report.events)
    kinds = kinds_of_platforms(book, report.as_of)
    facts = apply(of_report, World(report.facts, report.as_of), used)
    posts = []
    for post in report.posts:
        told = World({**report.facts, **post.facts}, report.as_of, post=post.id)
        facts_of_post = apply(of_post, told, used)
        posts.append(World(facts_of_post, report.as_of, post.id, events=events, kinds=kinds))
    whole = World(facts, report.as_of, posts=tuple(posts), events=events, kinds=kinds)
    return Read(whole, used)


def apply(
    readings: Sequence[Reading], world: World, used: dict[tuple[str, str | None], Reading]
) -> dict[str, Value]:
    """The facts of a world after these readings; notes each reading used."""
    facts = dict(world.facts)
    for reading in readings:
        told = facts.get(reading.fact)
        if told == reading.as_ or (told is not None and reading.over == "unknown"):
            continue
        if reading.when.value(world) is True:
            facts[reading.fact] = reading.as_
            used[reading.fact, world.post] = reading
            world = world.with_facts(dict(facts))
    return facts


@lru_cache(maxsize=64)
def _kinds(
    digest: str, services: tuple[tuple[str, date | None, str], ...], day: date
) -> Mapping[str, frozenset[str]]:
    found = {}
    for id, designated_on, service_kind in services:
        kinds = {service_kind} if service_kind else set()
        if designated_on is not None and designated_on <= day:
            kinds.add("designated")
        found[id] = frozenset(kinds)
    return found


def kinds_of_platforms(book: Rulebook, day: date) -> Mapping[str, frozenset[str]]:
    """For each platform the words true of it on this day: `designated`, `login`, `open`."""
    return _kinds(book.digest, book.kinds_of_services, day)
