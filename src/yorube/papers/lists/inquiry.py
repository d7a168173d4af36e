"""弁護士会照会のためのメモ: for the lawyer who may ask, what could be asked of whom, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.document import Block, Field, Heading, Paragraph, Table, Title
from yorube.papers.case import Case
from yorube.papers.lists.posts import name, named_with, where

DISCLOSED = "information_disclosed"


def bar_inquiry_note(case: Case) -> Iterator[Block]:
    """Clues, posts, whom a lawyer could ask for what, what nobody knows."""
    yield Title(case.say("inquiry.title"))
    yield Paragraph(case.say("inquiry.lead"))
    yield Heading(case.say("inquiry.clues"))
    for id in ("inquiry.phone", "inquiry.email", "inquiry.how"):
        yield Field(case.say(id), case.entry(id))
    yield from disclosed(case)
    for post in case.posts:
        yield Heading(name(case, post))
        yield from where(case, post)
        if post.child:
            yield Paragraph(case.say("form.child"))
    yield Heading(case.say("inquiry.whom"))
    head = tuple(case.say(f"inquiry.{column}") for column in ("clue", "asked", "for", "known"))
    yield Table((30, 42, 40, 58), head, tuple(whom(case)))
    yield Heading(case.say("inquiry.not_known"))
    yield Paragraph(case.say("inquiry.gaps"))


def disclosed(case: Case) -> Iterator[Block]:
    """What was disclosed already, by whom and when."""
    for event in case.report.events:
        if event.kind == DISCLOSED:
            said = [case.day(event.on) if event.on else "", named_with(case, event)]
            yield Field(case.say("inquiry.disclosed"), case.voice.listed(filter(None, said)))


def whom(case: Case) -> Iterator[tuple[str, ...]]:
    """Each clue with whoever could be asked. Whether they answer is said as far as it is known."""
    for clue in ("phone", "email"):
        yield tuple(case.say(f"inquiry.{clue}.{column}") for column in ("clue", "asked", "for", "known"))
    services = dict.fromkeys(post.service for post in case.posts if not post.child)
    for service in services:
        if service and service.hosts and service.operator:  # else a kind of service, and no company
            yield (
                case.say("inquiry.account.clue", service=case.voice.of(service.name)),
                case.voice.of(service.operator),
                case.say("inquiry.account.for"),
                case.say("inquiry.account.known"),
            )
