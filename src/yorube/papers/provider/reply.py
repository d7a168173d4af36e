"""回答書: the one who wrote answers an inquiry. Name and contact are withheld in the copy for the requester."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yorube.document import Block, Field, Line, PageBreak, Paragraph, Signature, Title
from yorube.document.blocks import Masked, Piece
from yorube.papers.case import INQUIRY, Case
from yorube.papers.provider.shared import DISCLOSURE, REMOVAL, events, no_post, which
from yorube.papers.told import Told

# What the person told that speaks for the post, as reasons of their own.
REASONS = (
    ("target.identifiable", "no", "reply.because.identifiable"),
    ("posts.content.asserts_fact", "no", "reply.because.opinion"),
    ("posts.content.false", "no", "reply.because.true"),
    ("posts.content.public_interest", "yes", "reply.because.interest"),
    ("posts.content.public_purpose", "yes", "reply.because.purpose"),
)


def opinion_reply(case: Case) -> Iterator[Block]:
    """A letter to each operator that asked, about removal and about disclosure apart."""
    for number, (kind, by, posts) in enumerate(letters(case)):
        if number:
            yield PageBreak()
        yield from letter(case, kind, by, posts)


def letters(case: Case) -> Iterator[tuple[str, str | None, Sequence[Told]]]:
    """What was asked, by whom, about which posts: as told, or as an answer to it was filled in."""
    for kind in (REMOVAL, DISCLOSURE):
        found: dict[str | None, list[Told]] = {}
        for event in case.report.events:
            if event.kind == INQUIRY[kind]:
                of = found.setdefault(event.by, [])
                of += [post for post in case.posts if event.post in (None, post.id) and post not in of]
        asked = {post.id for of in found.values() for post in of}
        more = [post for post in case.posts if post.id not in asked and answered(case, kind, post)]
        if more:
            found.setdefault(next(iter(found), None), []).extend(more)
        yield from ((kind, by, posts) for by, posts in found.items())


def answered(case: Case, kind: str, post: Told) -> bool:
    """Whether anything was filled in of an answer on this post."""
    return any(case.filled(id, post) for id in case.form.entries if id.startswith(f"{kind}_reply."))


def letter(case: Case, kind: str, by: str | None, posts: Sequence[Told]) -> Iterator[Block]:
    yield Title(case.say(f"reply.title.{kind}"))
    yield Line((operator(case, by, posts), case.say("site.to_office")))
    yield Paragraph(case.say(f"reply.lead.{kind}"))
    if not posts:
        yield no_post(case)
    for post in posts:
        yield from which(case, post)
        yield from answer(case, kind, by, post)
    yield Paragraph(case.say("reply.withhold"))
    yield Field(case.say("site.contact"), withheld(case, "reply.contact"))
    yield Signature(case.entry("date"), withheld(case, "reply.name"), seal=False)


def operator(case: Case, by: str | None, posts: Sequence[Told]) -> Piece:
    """Who asked: the operator of the service that was named, or the name itself."""
    service = case.book.services.get(by or "")
    if by and not service:
        return by
    of = next((post for post in posts if service is None or post.service == service), None)
    if of:
        return case.operator(of)
    return case.voice.of(service.name) if service else case.entry("provider.name")


def answer(case: Case, kind: str, by: str | None, post: Told) -> Iterator[Block]:
    came = [event.on for event in events(case, INQUIRY[kind], post) if event.by == by and event.on]
    yield Field(case.say("reply.letter"), case.entry(f"{kind}_reply.letter", post))
    label = case.say("reply.came")
    yield Field(label, case.day(min(came)) if came else case.blank(label, post))
    if kind == DISCLOSURE:
        yield Field(case.say("reply.answer_by"), case.entry("disclosure_reply.answer_by", post))
    if case.value("posts.online", post) == "no":
        yield Field(case.say("reply.now"), case.say("reply.gone"))
    yield Field(case.say("reply.answer"), case.entry(f"{kind}_reply.answer", post))
    if case.chosen(f"{kind}_reply.answer", post) != "agree" or case.filled(f"{kind}_reply.reason", post):
        yield Field(case.say("reply.reason"), tuple(reasons(case, kind, post)))


def reasons(case: Case, kind: str, post: Told) -> Iterator[Piece]:
    """Why not: what was told, then the person's own words."""
    told = list(because(case, post)) if case.chosen(f"{kind}_reply.answer", post) == "object" else []
    yield from (f"{one}\n" for one in told)
    if case.filled(f"{kind}_reply.reason", post) or not told:
        yield case.entry(f"{kind}_reply.reason", post)


def because(case: Case, post: Told) -> Iterator[str]:
    """What was told that speaks for the words of a post; of a sexual image nothing does."""
    if "sexual_image" in (case.value("posts.media", post) or ()):
        return
    for fact, value, word in REASONS:
        if case.value(fact, post if fact.startswith("posts.") else None) == value:
            yield case.say(word)


def withheld(case: Case, id: str) -> Piece:
    value = case.entry(id)
    return Masked(value) if isinstance(value, str) else value
