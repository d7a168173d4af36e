"""意見照会書: the operator asks the one who wrote, about removal or about disclosure, with a sheet to answer on."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from yorube.consult.worlds import read
from yorube.document import Block, Field, Heading, Line, PageBreak, Paragraph, Tick, Title
from yorube.document.blocks import Piece
from yorube.law.rulebook import Clock
from yorube.papers.case import INQUIRY, Case
from yorube.papers.provider.shared import (
    DISCLOSURE,
    REMOVAL,
    contact,
    from_operator,
    no_post,
    which,
    wording,
)
from yorube.papers.told import Told

USUAL, SHORT = "sender_inquiry.removal", "sender_inquiry.removal_short"
# Room to write in on the sheet for the answer.
ROOM = "\n\n\n\n"


def opinion_inquiry(case: Case) -> Iterator[Block]:
    """A letter for each thing that was asked, or both while it is not known which. The requester stays unnamed."""
    kinds = asked(case)
    if not kinds:
        yield Line(case.entry("asked.kind"))
    for kind in kinds or (REMOVAL, DISCLOSURE):
        if kind != (kinds or (REMOVAL,))[0]:
            yield PageBreak()
        yield from removal(case) if kind == REMOVAL else disclosure(case)
        yield PageBreak()
        yield from sheet(case, kind)


def asked(case: Case) -> tuple[str, ...]:
    """What the requester asked for: as chosen, else as told; disclosure also where something of it was filled in."""
    told = {event.kind for event in case.report.events}
    chosen = case.chosen("asked.kind")
    removal = chosen in (REMOVAL, "both") if chosen else told & {"removal_request_received", INQUIRY[REMOVAL]}
    disclosure = chosen in (DISCLOSURE, "both") if chosen else INQUIRY[DISCLOSURE] in told
    disclosure = disclosure or any(case.filled(id) for id in ("asked.items", "asked.answer_by"))
    return (*([REMOVAL] if removal else []), *([DISCLOSURE] if disclosure else []))


# --- removal ---------------------------------------------------------------------------------------------------------


def removal(case: Case) -> Iterator[Block]:
    yield from head(case, REMOVAL)
    yield Paragraph(case.say("opinion.removal.lead", law=case.law("johopura#3.2.2")))
    yield Heading(case.say("opinion.posts"))
    if not case.posts:
        yield no_post(case)
    short = with_short_time(case)
    for post in case.posts:
        yield from about(case, post)
        yield Field(case.say("opinion.period"), period(case, post, short))
    yield Heading(case.say("opinion.removal.claim"))
    yield requester(case)
    yield from claim(case)
    yield Heading(case.say("opinion.after"))
    yield Paragraph(case.say("opinion.removal.after", law=case.law("johopura#3.2.2")))
    yield Paragraph(case.say("opinion.removal.sooner", law=case.law("johopura#3.2.1")))
    yield from how(case)


def with_short_time(case: Case) -> frozenset[str | None]:
    """The posts to which the short time can apply, by the rulebook's own rule."""
    rule = clock(case, SHORT).when
    return frozenset(
        world.post for world in read(case.report, case.book).whole.posts if rule and rule.value(world) is True
    )


def period(case: Case, post: Told, short: Collection[str | None]) -> Piece:
    """How long the writer has: the short time only where the request came from someone who has that right."""
    own = case.chosen("asked.by_subject")
    if (post.id in short and own is None) or (own == "yes" and not short):
        return case.blank(case.say("opinion.period.open"), post)
    if post.id in short and own == "yes":
        election = case.value("posts.content.election", post) == "yes"
        cites = ("johopura#4.1",) if election else ("shiji_gazo#4", "av_kyusai#16")
        laws = case.say("opinion.or").join(case.law(cite) for cite in cites)
        return case.say("opinion.days", days=days(case, SHORT)) + case.voice.noted(laws)
    return case.say("opinion.days", days=days(case, USUAL))


def clock(case: Case, id: str) -> Clock:
    return next(one for one in case.book.clocks if one.id == id)


def days(case: Case, id: str) -> int | None:
    length = clock(case, id).length
    return length.days if length else None


# --- disclosure ------------------------------------------------------------------------------------------------------


def disclosure(case: Case) -> Iterator[Block]:
    yield from head(case, DISCLOSURE)
    yield Paragraph(case.say("opinion.disclosure.lead", law=case.law("johopura#6.1")))
    yield Heading(case.say("opinion.posts"))
    if not case.posts:
        yield no_post(case)
    for post in case.posts:
        yield from about(case, post)
    yield Heading(case.say("opinion.disclosure.claim"))
    yield requester(case)
    yield Field(case.say("opinion.route"), case.entry("asked.route"))
    yield Field(case.say("opinion.items"), case.entry("asked.items"))
    yield from claim(case)
    yield Heading(case.say("opinion.answer_by"))
    yield Paragraph(case.entry("asked.answer_by"))
    yield Heading(case.say("opinion.after"))
    yield Paragraph(case.say("opinion.disclosure.after", law=case.law("johopura#6.2")))
    yield from how(case)


# --- both ------------------------------------------------------------------------------------------------------------


def head(case: Case, kind: str) -> Iterator[Block]:
    yield Title(case.say(f"opinion.title.{kind}"))
    yield Line(case.say("site.to_sender"))
    yield from from_operator(case)


def about(case: Case, post: Told) -> Iterator[Block]:
    """A post that is asked about; of a message that the act does not reach it."""
    yield from which(case, post)
    if case.is_message(post):
        yield Paragraph(case.blank(case.say("opinion.outside"), post))
    yield from wording(case, post)


def requester(case: Case) -> Field:
    """Who asked: by name only with their consent."""
    consent = case.chosen("requester.consent") == "yes"
    return Field(
        case.say("opinion.requester"),
        case.entry("requester.name") if consent else case.say("opinion.requester.unnamed"),
    )


def claim(case: Case) -> Iterator[Block]:
    yield Field(case.say("opinion.right"), case.entry("asked.right"))
    yield Field(case.say("opinion.reason"), case.entry("asked.reason"))


def how(case: Case) -> Iterator[Block]:
    yield Heading(case.say("opinion.how"))
    yield Paragraph(case.say("opinion.how.text"))
    yield contact(case)


def sheet(case: Case, kind: str) -> Iterator[Block]:
    """A sheet to answer on; its fields are the writer's and no blanks of this paper."""
    yield Title(case.say(f"opinion.sheet.{kind}"))
    yield Line((case.entry("site.name"), case.say("site.to")))
    yield Tick(case.say(f"opinion.agree.{kind}"))
    yield Tick(case.say(f"opinion.object.{kind}"))
    yield Field(case.say("opinion.sheet.posts"), "")
    yield Field(case.say("opinion.sheet.reason"), ROOM)
    yield Field(case.say("opinion.sheet.who"), "")
    yield Field(case.say("opinion.sheet.contact"), "")
    yield Field(case.say("opinion.sheet.day"), "")
