"""What a service's own form asks, with what to write there. Not handed in: it is for copying.

What is known of a form stands in the rulebook (`request`); of most forms nobody has seen the fields, and that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yorube.consult.citations import entries
from yorube.document import Block, Field, Heading, PageBreak, Paragraph, Table, Title
from yorube.document.blocks import Blank, Text
from yorube.law.rulebook import Service
from yorube.papers.case import Case
from yorube.papers.parts import source_lines
from yorube.papers.removal.told import entry
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
# Millimetres: the number of a post, and each of these.
COLUMNS = (15, 50, 55, 50)


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
    yield Heading(case.say("removal.posts"))
    yield from copied(case, service, posts)


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


def copied(case: Case, service: Service, posts: list[Told]) -> Iterator[Block]:
    """Which posts to copy from the request, and what it does not hold. Of a child's image only where it stands."""
    yield Paragraph(case.say("removal.sheet_copy", numbers=case.voice.spans([post.number for post in posts])))
    if children := [post.number for post in posts if post.child]:
        named = case.say("post", number=case.voice.spans(children))
        yield Paragraph(case.voice.about(named, case.say("form.child")))
    plain = [post for post in posts if not post.child]
    if plain and (numbered := NUMBERED.get(service.id)):
        labels = [case.say(label) for label in numbered]
        rows = tuple(asked(case, post, labels) for post in plain)
        yield Table(COLUMNS, (case.say("column.number"), *labels), rows)


def asked(case: Case, post: Told, labels: Iterable[str]) -> tuple[Text, ...]:
    """A row for what a form asks of a post and the request does not hold."""
    return str(post.number), *(case.blank(label, post) for label in labels)
