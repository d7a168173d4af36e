"""Notices of the operator: to the one who asked (taken, not taken, why), and to the one who wrote (measure, why)."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.document import Block, Field, Line, Paragraph, Title
from yorube.document.blocks import Blank
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
from yorube.papers.provider.shared import asked_on, contact, events, from_operator, no_post, which, wording
from yorube.papers.told import Told

TAKEN = ("deleted", "limited")
LATER = ("hearing", "specialist", "later")
# What an event says of the decision, where nobody chose.
TOLD = {"removed": "deleted", "removal_refused": "not_taken"}


def platform_notice(case: Case) -> Iterator[Block]:
    """To the one who asked: for every post taken, not taken, or decided later, and why."""
    yield Title(case.say("notice.requester.title"))
    yield Line((case.entry("requester.name"), case.say("site.dear")))
    yield from from_operator(case)
    yield Paragraph(case.say("notice.requester.lead"))
    yield Field(case.say("notice.received"), asked_on(case))
    kinds = [decided(case, post) for post in case.posts]
    if not kinds or set(kinds) - set(LATER):
        yield Field(case.say("notice.decided"), case.entry("decision.day"))
    if not case.posts:
        yield no_post(case)
    for post, kind in zip(case.posts, kinds, strict=True):
        yield from which(case, post)
        yield from decision(case, post, "notice.decision", reason=kind in (None, "not_taken", "later"))
    if set(kinds) & set(LATER):
        yield Paragraph(case.say("notice.later"))
    yield Paragraph(case.say("notice.contact"))
    yield contact(case)


def sender_notice(case: Case) -> Iterator[Block]:
    """To the one who wrote: every post a measure was taken on, why, by which rule. Who asked is not in it."""
    yield Title(case.say("notice.sender.title"))
    yield Line(case.say("site.to_sender"))
    yield from from_operator(case)
    yield Paragraph(case.say("notice.sender.lead"))
    yield Field(case.say("notice.measured"), case.entry("decision.day"))
    yield Field(case.say("notice.standard"), case.entry("decision.standard"))
    concerned = [post for post in case.posts if decided(case, post) in (None, *TAKEN)]
    if not case.posts:
        yield no_post(case)
    elif not concerned:
        yield Paragraph(Blank(case.say("notice.none")))
    for post in concerned:
        yield from which(case, post)
        yield from wording(case, post)
        yield from decision(case, post, "notice.measure", reason=True)
    yield Paragraph(case.say("notice.sender.contact"))
    yield contact(case)


def decision(case: Case, post: Told, label: str, *, reason: bool) -> Iterator[Block]:
    """What was decided on a post, and why: a blank only where the law asks for a reason."""
    kind = decided(case, post)
    options = catalog().entries["decision.kind"].options
    what = case.voice.of(options[kind]) if kind else case.entry("decision.kind", post)
    yield Field(case.say(label), what)
    if reason or case.filled("decision.reason", post):
        yield Field(case.say("notice.reason"), case.entry("decision.reason", post))


def decided(case: Case, post: Told) -> str | None:
    """What was decided on a post: as chosen, else as told."""
    told = (TOLD[kind] for kind in TOLD if any(events(case, kind, post)))
    return case.chosen("decision.kind", post) or next(told, None)
