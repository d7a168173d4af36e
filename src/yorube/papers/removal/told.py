"""What removal papers say of a case: where a post stands, who tells it, what was done; of images the address alone."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from yorube.document import Block, Field
from yorube.document.blocks import Blank, Piece
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
from yorube.papers.happened import happened
from yorube.papers.told import Told

SEXUAL = "sexual_image"


def holds(case: Case, post: Told, media: str) -> bool:
    """Whether a post is told to carry this."""
    return media in (case.value("posts.media", post) or ())


def host(post: Told) -> str | None:
    """The host of a post's address, where it can be read from it."""
    url = post.url or ""
    try:
        return urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return None


def site(case: Case, post: Told) -> Piece:
    """The service by name; of one that is not known, the host of the address."""
    name = case.service(post)
    at = host(post) if isinstance(name, Blank) else None
    return case.say("removal.host", host=at) if at else name


def place(case: Case, post: Told) -> Iterator[Field]:
    """Address, account, time: all that may be said of a child's image. A message may have no address."""
    if post.url or not case.is_message(post):
        yield Field(case.say("removal.url"), case.url(post))
    if post.account:
        yield Field(case.say("removal.account"), case.account(post))
    yield Field(case.say("removal.at"), case.posted_at(post))


def words(case: Case, post: Told) -> Field | None:
    """The words of a post for a desk; nothing of a sexual image."""
    if post.child or holds(case, post, SEXUAL):
        return None
    return Field(case.say("removal.words"), case.text(post))


def about(case: Case, post: Told) -> Iterator[Block]:
    """What else is said of a post to a desk. Of a sexual image no more than that it is one."""
    if post.child:
        yield Field(case.say("removal.media"), case.say("form.child"))
        return
    yield Field(case.say("removal.service"), site(case, post))
    if case.is_message(post):
        yield fact(case, "posts.place", post)
    if holds(case, post, SEXUAL):
        yield Field(case.say("removal.media"), case.say("removal.sexual"))
        return
    yield from told(case, "posts.media", post)
    for id in ("posts.online", "posts.saved"):
        yield fact(case, id, post)


def fact(case: Case, id: str, post: Told | None = None) -> Field:
    """A told fact by its label."""
    return Field(case.voice.of(case.book.facts[id].label), case.fact(id, post))


def told(case: Case, id: str, post: Told | None = None) -> Iterator[Block]:
    """The same, only where it was told: what a desk can do without."""
    if case.value(id, post) is not None:
        yield fact(case, id, post)


def entry(case: Case, id: str) -> Field:
    """Something filled in by its label."""
    return Field(case.voice.of(catalog().entries[id].label), case.entry(id))


def languages(case: Case) -> str:
    """The languages a person speaks well; nothing where none were told."""
    tags = sorted(case.value("person.languages") or ())
    ids = {tag: f"removal.language.{tag}" for tag in tags}
    return case.voice.listed(case.say(ids[tag]) if ids[tag] in catalog().words else tag for tag in tags)


def done(case: Case) -> Field:
    """What has happened, a line for each."""
    return Field(case.say("removal.done"), "\n".join(steps(case)) or case.say("removal.nothing_done"))


def steps(case: Case) -> Iterator[str]:
    """Each event with its day, with whom, and which post."""
    for event in happened(case):
        day = case.day(event.on) if event.on else case.say("handover.no_day")
        about = case.voice.noted(case.say("post", number=event.post.number)) if event.post else ""
        yield f"{day}　{event.what}{about}"


def writer(case: Case) -> str:
    """Who is held to be the writer, without a name, and how they stand to the person."""
    if case.value("person.role") == "poster":
        return case.say("removal.wrote_it")
    relation = case.fact("sender.relation")
    return case.voice.listed([case.sender_is(), *([relation] if isinstance(relation, str) else [])])
