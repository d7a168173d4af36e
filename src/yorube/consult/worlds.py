"""From a report to the worlds the rules look at: the readings applied, events and platforms at hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from yorube.consult.forms import ready
from yorube.consult.report import Report
from yorube.law.cited import Dated, Stretches
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
    told, as_of = report.facts, report.as_of
    kinds = kinds_of_platforms(book, as_of)
    events = tuple([(event.kind, event.post) for event in report.events])
    posts = [
        applied(book.readings, World({**told, **post.facts}, as_of, post.id, (), {}, events, kinds), used)
        for post in report.posts
    ]
    whole = World(told, as_of, None, tuple(posts), {}, events, kinds)
    return Read(applied(book.readings_of_report, whole, used), used)


def applied(readings: Sequence[Reading], world: World, used: dict[tuple[str, str | None], Reading]) -> World:
    """The world after these readings, itself where there was nothing to read otherwise; notes each reading used."""
    facts = world.facts
    for reading in readings:
        told = facts.get(reading.fact)
        if told is not None and (reading.over == "unknown" or told == reading.as_):
            continue
        if reading.when.value(world) is True:
            facts = {**facts, reading.fact: reading.as_}
            world = world.with_facts(facts)
            used[reading.fact, world.post] = reading
    return world


def kinds_of_platforms(book: Rulebook, day: date) -> Mapping[str, frozenset[str]]:
    """For each platform the words true of it on this day: `designated`, `login`, `open`."""
    return ready(book, "kinds of platforms", all_kinds).on(day)


def all_kinds(book: Rulebook) -> Stretches[Mapping[str, frozenset[str]]]:
    """The words true of the platforms: they change with the days on which services were designated."""
    services = book.services.values()

    def kinds(day: date) -> Mapping[str, frozenset[str]]:
        found = {}
        for service in services:
            words = {service.service_kind} if service.service_kind else set()
            if service.designated_on is not None and service.designated_on <= day:
                words.add("designated")
            found[service.id] = frozenset(words)
        return found

    return Stretches([Dated(from_=service.designated_on) for service in services], kinds)
