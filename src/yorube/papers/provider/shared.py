"""What letters of this group share: a post, the operator who writes, what was told to have happened to a post."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.consult.report import Event
from yorube.document import Block, Field, Heading, Line, Paragraph
from yorube.document.blocks import Blank, Piece
from yorube.papers.case import Case
from yorube.papers.told import Told

# The two things a person can ask of an operator.
REMOVAL, DISCLOSURE = "removal", "disclosure"


def which(case: Case, post: Told) -> Iterator[Block]:
    """Which post: its number where there are several, address, account, time. Never what it says."""
    if len(case.posts) > 1:
        yield Heading(case.say("post", number=post.number), 2)
    yield Field(case.say("site.url"), case.url(post))
    if post.account:
        yield Field(case.say("site.account"), case.account(post))
    yield Field(case.say("site.at"), case.posted_at(post))


def no_post(case: Case) -> Field:
    """What stands for the posts where none was told."""
    return Field(case.say("site.url"), Blank(case.voice.of(case.book.facts["posts.url"].label)))


def wording(case: Case, post: Told) -> Iterator[Block]:
    """What a post says; of an image of a child a word on that instead."""
    if post.child:
        yield Paragraph(case.say("form.child"))
    else:
        yield Field(case.say("site.text"), case.text(post))


def from_operator(case: Case) -> Iterator[Block]:
    """Day and writer of an operator's letter."""
    yield Line(case.entry("date"), "right")
    yield Line(case.entry("site.name"), "right")


def contact(case: Case) -> Field:
    return Field(case.say("site.contact"), case.entry("site.contact"))


def events(case: Case, kind: str, post: Told) -> Iterator[Event]:
    """What happened of a kind to a post; what was told of no post in particular concerns all."""
    for event in case.report.events:
        if event.kind == kind and event.post in (None, post.id):
            yield event


def asked_on(case: Case) -> Piece:
    """The day the request came: as filled in, else as told."""
    told = [event.on for event in case.report.events if event.kind == "removal_request_received" and event.on]
    if case.filled("asked.received") or not told:
        return case.entry("asked.received")
    return case.day(min(told))
