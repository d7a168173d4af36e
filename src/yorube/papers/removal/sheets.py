"""Sheets for the desks: what each asks for, in the order of its own page. They are shown or copied, not sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from yorube.document import Block, Field, Heading, Line, Paragraph, Title
from yorube.papers.alike import Said, one_by_one
from yorube.papers.case import Case
from yorube.papers.removal.told import (
    SEXUAL,
    about,
    done,
    entry,
    fact,
    holds,
    languages,
    place,
    told,
    words,
    writer,
)
from yorube.papers.told import Told

# What the hotline's own criteria look at.
CRITERIA = (
    "posts.content.lowers_reputation",
    "posts.content.insult",
    "posts.content.public_interest",
    "posts.content.public_purpose",
)
# What an image of a bullied child can be.
IMAGES = ("face", "photo", "video")


def head(case: Case, title: str, lead: str) -> Iterator[Block]:
    yield Title(case.say(title))
    yield Line(case.say("day", day=case.day(case.report.as_of)), "right")
    yield Paragraph(case.say(lead))


def posts(case: Case, said: Said, which: Iterable[Told]) -> Iterator[Block]:
    return one_by_one(
        case,
        which,
        head=lambda group: Heading(case.named(group), 2),
        own=partial(place, case),
        words=partial(words, case),
        said=said,
    )


def whom(case: Case) -> Iterator[Block]:
    """Who is written about, and how others can tell."""
    for id in ("target.kind", "target.named_by", "target.identifiable"):
        yield fact(case, id)


def moj_sheet(case: Case) -> Iterator[Block]:
    """For the legal affairs bureau: who, about whom, what, since when, what is wanted, what was done."""
    yield from head(case, "removal.moj", "removal.moj_lead")
    yield Heading(case.say("removal.people"))
    for id in ("applicant.name", "applicant.kana", "applicant.address", "applicant.phone", "applicant.email"):
        yield entry(case, id)
    yield entry(case, "removal.contact")
    for id in ("person.role", "person.age", "person.prefecture"):
        yield fact(case, id)
    if spoken := languages(case):
        yield Field(case.say("removal.languages"), spoken)
    yield Heading(case.say("removal.whom"))
    yield from whom(case)
    yield entry(case, "removal.about_me")
    yield Heading(case.say("removal.posts"))
    yield from posts(case, partial(about, case), case.posts)
    yield Heading(case.say("removal.wanted"))
    yield entry(case, "removal.harm")
    for id in ("wishes", "can_ask_self"):
        yield fact(case, id)
    yield done(case)
    yield Field(case.say("removal.writer"), writer(case))


def sia_sheet(case: Case) -> Iterator[Block]:
    """For the abuse hotline: name and e-mail, the public posts, and what its criteria look at."""
    yield from head(case, "removal.sia", "removal.sia_lead")
    yield Heading(case.say("removal.people"))
    for id in ("applicant.name", "applicant.email"):
        yield entry(case, id)
    for id in ("person.role", "person.age"):
        yield fact(case, id)
    yield Heading(case.say("removal.whom"))
    yield from whom(case)
    yield from told(case, "target.public_figure")
    yield entry(case, "removal.about_me")
    yield Heading(case.say("removal.posts"))
    yield from posts(case, partial(criteria, case), taken(case))
    yield Heading(case.say("removal.wanted"))
    yield entry(case, "removal.harm")
    yield fact(case, "wishes")


def taken(case: Case) -> Iterator[Told]:
    """The posts that the hotline looks at: public, and no sexual image."""
    for post in case.posts:
        if not (case.is_message(post) or post.child or holds(case, post, SEXUAL)):
            yield post


def criteria(case: Case, post: Told) -> Iterator[Block]:
    """What is said of a post, and what the hotline's criteria look at."""
    yield from about(case, post)
    for id in ("posts.place", *CRITERIA):
        yield fact(case, id, post)


def safeline_sheet(case: Case) -> Iterator[Block]:
    """For Safe-Line: an e-mail address and where the images are. No image, no words."""
    yield from head(case, "removal.safeline", "removal.safeline_lead")
    yield Heading(case.say("removal.people"))
    yield entry(case, "applicant.email")
    yield fact(case, "person.role")
    yield Heading(case.say("removal.images"))
    yield from one_by_one(
        case,
        (post for post in case.posts if is_image(case, post)),
        head=lambda group: Heading(case.named(group), 2),
        own=partial(place, case),
        said=partial(image, case),
    )


def image(case: Case, post: Told) -> Iterator[Block]:
    """What kind of image it is; of an adult's sexual image what was agreed to."""
    yield Field(case.say("removal.media"), kind(case, post))
    if not post.child and holds(case, post, SEXUAL):
        yield fact(case, "posts.content.sexual.consent_to_publish", post)


def is_image(case: Case, post: Told) -> bool:
    """Whether Safe-Line takes it: a sexual image, or a picture of a child who is bullied, where others can see it."""
    if case.is_message(post):
        return False
    bullied = case.value("person.age") == "minor" and any(holds(case, post, media) for media in IMAGES)
    return post.child or holds(case, post, SEXUAL) or bullied


def kind(case: Case, post: Told) -> str:
    """Which of the images that Safe-Line takes it is."""
    if post.child:
        return case.say("form.child")
    return case.say("removal.sexual_adult" if holds(case, post, SEXUAL) else "removal.bullying")


def ihaho_sheet(case: Case) -> Iterator[Block]:
    """For the consultation centre: what one wants to know, where it stands, what was done. No name is needed."""
    yield from head(case, "removal.ihaho", "removal.ihaho_lead")
    yield Heading(case.say("removal.wanted_to_know"))
    yield entry(case, "removal.question")
    for id in ("person.role", "wishes"):
        yield fact(case, id)
    yield from told(case, "can_ask_self")
    yield done(case)
    yield Field(case.say("removal.writer"), writer(case))
    yield Heading(case.say("removal.posts"))
    yield from posts(case, partial(about, case), case.posts)
