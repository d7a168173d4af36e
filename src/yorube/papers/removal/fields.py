"""What a service's own form asks, with what to write there. Not handed in: it is for copying.

What is known of a form stands in the rulebook (`request`); of most forms nobody has seen the fields, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from yorube.consult.citations import entries
from yorube.document import Block, Field, Heading, PageBreak, Paragraph, Title
from yorube.document.blocks import Blank
from yorube.law.rulebook import Service
from yorube.papers.case import Case
from yorube.papers.parts import source_lines
from yorube.papers.removal.told import entry, place
from yorube.papers.told import Told

# Forms whose fields are known, as `removal.form.ID` tells them, and what that was taken from.
KNOWN = {
    "x": ("src:x_form_account",),
    "youtube": ("src:form_youtube", "src:form_youtube_told"),
    "niconico": ("src:form_niconico",),
    "bakusai": ("src:form_bakusai",),
}
# What a form asks of the person, once, in its order.
PERSON = {
    "youtube": ("applicant.name", "applicant.email", "applicant.address", "applicant.phone"),
    "bakusai": ("applicant.email",),
}
# What most forms must ask: whom to tell the result.
USUAL = ("applicant.name", "applicant.email")
# Numbers that a form asks of a post.
NUMBERED = {"bakusai": ("removal.thread", "removal.thread_title", "removal.number")}


def designated(case: Case, post: Told) -> bool:
    """Whether the operator was designated for this service on the day of the report."""
    since = post.service.designated_on if post.service else None
    return since is not None and since <= case.report.as_of


def field_sheets(case: Case, posts: list[Told]) -> Iterator[Block]:
    """One sheet for each service that the rulebook knows."""
    services: dict[str, list[Told]] = {}
    for post in posts:
        if post.service and post.service.hosts:
            services.setdefault(post.service.id, []).append(post)
    for id, several in services.items():
        yield PageBreak()
        yield from sheet(case, case.book.services[id], several)


def sheet(case: Case, service: Service, posts: list[Told]) -> Iterator[Block]:
    yield Title(case.say("removal.sheet", service=case.voice.of(service.name)))
    yield Paragraph(case.say("removal.sheet_lead"))
    yield from about(case, service, posts)
    yield Heading(case.say("removal.sheet_person"))
    for id in PERSON.get(service.id, USUAL):
        yield entry(case, id)
    yield Field(case.say("removal.standing"), case.fact("person.role"))
    yield Paragraph(case.say("removal.sheet_copy"))
    for post in posts:
        yield Heading(case.say("post", number=post.number))
        yield from copied(case, service, post)


def about(case: Case, service: Service, posts: list[Told]) -> Iterator[Block]:
    """Where the form is, what is known of it, what to keep."""
    known = service.request
    url = known.url if known else None
    yield Field(case.say("removal.sheet_where"), url or Blank(case.say("removal.sheet_no_url")))
    if known and known.note:
        yield Field(case.say("removal.sheet_known"), case.voice.of(known.note))
    fields = f"removal.form.{service.id}" if service.id in KNOWN else "removal.form_unknown"
    yield Field(case.say("removal.sheet_asks"), case.say(fields))
    receipt = "removal.sheet_designated" if designated(case, posts[0]) else "removal.sheet_other"
    yield Field(case.say("removal.sheet_keep"), case.say(receipt))
    cites = KNOWN.get(service.id, ())
    if lines := source_lines(cites, entries(cites, case.book, case.report.as_of), case.voice):
        yield Field(case.say("law"), "\n".join(lines))
    yield Field(case.say("removal.sheet_checked"), case.day(service.checked_on))


def copied(case: Case, service: Service, post: Told) -> Iterator[Block]:
    """What to copy of one post. Of a child's image only where it stands."""
    yield from place(case, post)
    if post.child:
        yield Paragraph(case.say("form.child"))
        return
    for label in NUMBERED.get(service.id, ()):
        yield Field(case.say(label), Blank(case.of_post(post, case.say(label))))
