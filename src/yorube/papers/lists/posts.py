"""投稿記事目録: the posts that a request or a petition is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from yorube.consult.report import Event
from yorube.document import Block, Field, Heading, Paragraph, Title
from yorube.document.blocks import Text
from yorube.law.periods import in_japan
from yorube.papers.case import Case
from yorube.papers.told import Told


def post_list(case: Case) -> Iterator[Block]:
    """Every post with where and when; its words, except of a child's image."""
    yield Title(case.say("lists.posts"))
    for post in covered(case):
        yield Heading(name(case, post))
        yield from where(case, post)
        if post.child:
            yield Paragraph(case.say("form.child"))
            continue
        if case.value("posts.copies", post) not in (None, 1):
            yield Field(case.say("lists.copies"), case.fact("posts.copies", post))
        yield Field(case.say("lists.text"), case.text(post))


def covered(case: Case) -> list[Told]:
    """The posts that an operator can be asked about, with the numbers they have among all."""
    return [post for post in case.posts if not case.is_message(post)]


def name(case: Case, post: Told) -> str:
    """What a post is called on these lists."""
    return case.say("lists.post", number=post.number)


def names(case: Case, posts: Sequence[Told]) -> str:
    return case.voice.listed(name(case, post) for post in posts)


def sexual(case: Case, post: Told) -> bool:
    """Whether a post carries a sexual image. Of an adult's no copy is asked for; `post.child` is stricter still."""
    return "sexual_image" in (case.value("posts.media", post) or ())


def named_with(case: Case, event: Event) -> str:
    """The company or office that was named with an event, a service by its name."""
    service = case.book.services.get(event.by or "")
    if service is None:
        return event.by or ""
    return case.voice.of(service.name) if service.hosts else ""


def where(case: Case, post: Told) -> Iterator[Block]:
    """Where a post stands, whose account, when: all that may be said of a child's image too, but for the service."""
    yield Field(case.say("lists.url"), case.url(post))
    if post.in_address:
        yield Field(case.say("lists.id"), post.in_address.id)
    if not post.child:
        yield Field(case.say("lists.service"), case.service(post))
    if found := account(case, post):
        yield Field(case.say("lists.account"), found)
    yield Field(case.say("lists.at"), at(case, post))
    if post.in_address and post.in_address.made:
        yield Field(case.say("lists.made"), made(case, post, post.in_address.made))


def account(case: Case, post: Told) -> Text | None:
    """The account as the address shows it and as filled in. A board without accounts lacks none."""
    shown = (case.account(post),) if post.account else ()
    if case.filled("post.account", post):
        return (*shown, "\n", case.entry("post.account", post)) if shown else case.entry("post.account", post)
    login = post.service is not None and post.service.service_kind == "login"
    return shown or (case.entry("post.account", post) if login else None)


def at(case: Case, post: Told) -> Text:
    """When it was posted, in Japan and, where a time was told, in UTC: services disclose the one or the other."""
    if not isinstance(post.at, datetime):
        return case.posted_at(post)
    return f"{case.moment(post.at)}\n{in_utc(case, post.at)}"


def in_utc(case: Case, moment: datetime) -> str:
    there = moment.astimezone(UTC)
    time = f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"
    return case.say("lists.utc", day=case.day(there.date()), time=time)


def made(case: Case, post: Told, moment: datetime) -> Text:
    """The time that the id holds; where another day was told, that is left to be checked."""
    computed = f"{case.moment(moment)}\n{in_utc(case, moment)}"
    if post.at is None or in_japan(post.at) == in_japan(moment):
        return computed
    return (f"{computed}\n", case.blank(case.say("lists.differs"), post))
