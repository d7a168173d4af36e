"""被害届のための控え: what the form asks for, in its order; the form itself is at the station."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from yorube.document import Blank, Block, Field, Heading, Paragraph, Title
from yorube.document.blocks import Piece
from yorube.law.periods import in_japan
from yorube.papers.case import Case
from yorube.papers.police.common import (
    about,
    concealed,
    course,
    fact,
    filled,
    guards,
    hands_in,
    harmed,
    if_filled,
    if_told,
    lines,
    post_by_post,
    proof,
    writer,
)
from yorube.papers.told import Told


def damage_report_notes(case: Case) -> Iterator[Block]:
    """The notes. What happened is told, neutral, post by post."""
    yield Title(case.say("damage.title"))
    yield Paragraph(case.say("damage.lead", law=case.law("hanzai_sosa#61")))
    yield Field(case.say("damage.date"), case.entry("date"))
    yield Field(case.say("police.station"), case.entry("police.station"))
    for section in (reporter, victim, when_where, what, goods, offender, traces):
        yield Heading(case.say(f"damage.{section.__name__}"))
        yield from section(case)


def reporter(case: Case) -> Iterator[Block]:
    yield from hands_in(case)
    if wish := concealed(case):
        yield Paragraph(wish)


def victim(case: Case) -> Iterator[Block]:
    """The victim: the reporter, unless they report for a child or for somebody else."""
    yield from harmed(case)
    if not case.for_another and not guards(case):
        yield Paragraph(case.say("damage.same"))
    yield from filled(
        case, ("police.birth", "applicant.birth"), ("police.occupation", "applicant.occupation")
    )
    yield from if_told(case, ("person.age",))


def when_where(case: Case) -> Iterator[Block]:
    """The time of the damage and the place: where it was read, and the services."""
    days = sorted(in_japan(post.at) for post in case.posts if post.at)
    unknown = [post for post in case.posts if not post.at]
    told: list[Piece] = []
    if days:
        ends = {"first": case.day(days[0]), "last": case.day(days[-1])}
        told.append(case.say("damage.between", **ends) if days[0] < days[-1] else ends["first"])
    told += [Blank(case.say("police.of_post", post=case.named(unknown)))] if unknown else []
    yield Field(case.say("damage.when"), lines(told) or Blank(case.say("damage.when")))
    yield from filled(case, ("damage.place", "police.place"))
    services = dict.fromkeys(
        case.voice.of(post.service.name) for post in case.posts if post.service and not post.child
    )
    if services:
        yield Field(case.say("police.service"), case.voice.listed(services))


def what(case: Case) -> Iterator[Block]:
    """The course of things: each post, then what the person adds."""
    yield from post_by_post(case, case.posts, partial(found, case))
    yield Heading(case.say("damage.more"), 2)
    yield from filled(case, ("police.means_me", "police.means_me"), ("police.course", "police.course"))
    yield fact(case, "harm.effects")
    yield from filled(case, ("police.harm", "police.harm"))


def found(case: Case, post: Told) -> Iterator[Block]:
    """What was told of a post, and when it was found."""
    yield from about(case, post)
    yield fact(case, "posts.found_on", post)


def goods(case: Case) -> Iterator[Block]:
    yield from filled(case, ("damage.losses", "police.losses"))


def offender(case: Case) -> Iterator[Block]:
    yield from writer(case)
    yield from if_told(case, ("sender.relation", "sender.contact_after_refusal"))


def traces(case: Case) -> Iterator[Block]:
    if case.posts:
        yield Field(case.say("police.proof"), lines(proof(case)))
    yield from if_filled(case, ("police.evidence", "police.evidence"))
    if events := course(case):
        yield Field(case.say("police.events"), events)
