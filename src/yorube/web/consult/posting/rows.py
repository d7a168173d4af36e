"""Whose visit it is, and the rows that a page and its twin share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from yorube.consult import check
from yorube.consult.citations import entry
from yorube.consult.desks import contact, open_on
from yorube.consult.worlds import read
from yorube.interview import Answer
from yorube.interview.fold import answered
from yorube.law.world import World
from yorube.screening import Said, advice
from yorube.web.clock import today
from yorube.web.consult.interview import book, state_of
from yorube.web.consult.spoken import by_writer
from yorube.web.consult.visit import POSTED, Visit

Json = dict[str, Any]

# What coming through this door already answers: who asks, and what for.
POSTER = (Answer("person.role", "poster"), Answer("wishes", ["advice"]))


def wrote(visit: Visit | None) -> bool:
    """Whether a visit is that of a person who came through this door and says that they wrote."""
    if visit is None or visit.door != POSTED:
        return False
    return by_writer(answered(visit.answers, book()))


def as_writer(visit: Visit | None) -> Visit:
    """The visit, if it is a writer's; else a new one. A text that is being looked at stays."""
    if visit is not None and wrote(visit):
        return visit
    return Visit(door=POSTED, answers=POSTER, draft=visit.draft if visit else "")


def other(visit: Visit | None) -> bool:
    """Whether a visit holds what was told through another door, which a start here would take away."""
    return visit is not None and bool(visit.answers) and not wrote(visit)


def sources(law: Iterable[str]) -> list[Json]:
    return [entry(cite, book(), today()) for cite in law]


def desks(ids: Iterable[str]) -> list[Json]:
    """Desks by their ids, those of today."""
    known = (book().desks[id] for id in ids)
    return [
        {
            "id": desk.id,
            "name": desk.name.data,
            "does": [text.data for text in desk.does],
            "does_not": [text.data for text in desk.does_not],
            "contact": contact(desk.contact),
            "checked_on": desk.checked_on.isoformat(),
        }
        for desk in known
        if open_on(desk, today())
    ]


def item(said: Said) -> Json:
    """One piece of advice."""
    return {
        "id": said.item.id,
        "title": said.item.title.data,
        "text": [text.data for text in said.texts],
        "desks": desks(said.item.desks),
        "sources": sources(said.item.law),
    }


def items(stage: str, world: World | None = None) -> list[Json]:
    """What is said at a stage."""
    return [item(said) for said in advice(stage, world or World({}, today()), book())]


def world_of(visit: Visit | None) -> World | None:
    """What a visit told, as rules see it."""
    if visit is None or not visit.answers:
        return None
    return read(check(state_of(visit).report, book(), today()), book()).whole
