"""発信者情報開示請求書: asked of the operator of the site, or of the access provider, without a court."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from yorube.document.blocks import Blank, Block, Field, Heading, Line, Paragraph, Signature, Text, Tick, Title
from yorube.papers.alike import alike, nothing, table
from yorube.papers.case import Case
from yorube.papers.catalog import CONCEAL
from yorube.papers.court.claims import Json, reasons, right, rights
from yorube.papers.court.parties import addressee, opponent, organisation, subject
from yorube.papers.lists.parties import lawyer, represented
from yorube.papers.lists.sender_information import ACCOUNT, OF_LOGINS, OF_THE_POST, SHARED_LINE
from yorube.papers.told import Told

# The items of sender information, and those asked of a site by what it is said to keep.
ITEMS = sorted((*ACCOUNT, *OF_THE_POST, *OF_LOGINS, *SHARED_LINE))
OF_SITE = {"open": OF_THE_POST, "login": ACCOUNT}


def disclosure_request(case: Case) -> Iterator[Block]:
    about = subject(case)
    yield Title(case.say("request.title"))
    yield Line((opponent(case), case.say("court.to")))
    yield Tick(case.say("request.copy.provider"))
    yield Tick(case.say("request.copy.sender"))
    yield from requester(case)
    yield Signature(case.entry("date"), signer(case))
    yield Paragraph(statement(case))
    yield Paragraph(case.say("request.true", law=case.law("johopura#7")))
    yield Heading(case.say("request.where"))
    yield from places(case, about)
    yield Heading(case.say("request.what"))
    yield from texts(case, about)
    yield Heading(case.say("request.why", law=case.law("johopura#2.7")))
    yield from infringement(case, about)
    yield Heading(case.say("request.cause", law=case.law("johopura#5.1.2")))
    yield from reasons(case)
    yield Heading(case.say("request.items", law=case.law("johopura_kisoku#2")))
    yield Paragraph(case.say("request.items.login", law=case.law("johopura#5.1.3")))
    asked = items(case, about)
    for item in ITEMS:
        text = case.voice.of(case.book.articles[f"johopura_kisoku#2.{item}"].says).rstrip("。")
        yield Tick(f"{item}　{text}", item in asked)
    yield Heading(case.say("request.evidence"))
    for id in ("table", "exhibits", "identity", "trace", "power"):
        if (id, lawyer(case)) != ("power", False) and (id, addressee(case)) != ("trace", "site"):
            yield Tick(case.say(f"request.evidence.{id}"))
    yield Heading(case.say("request.hide"))
    yield Paragraph(case.say("request.hide.note"))
    for id in ("name", "why", "evidence"):
        yield Tick(case.say(f"request.hide.{id}"), id == "name" and case.chosen(CONCEAL) == "yes")


def requester(case: Case) -> Iterator[Block]:
    yield Heading(case.say("request.by"))
    for id in ("name", "representative", "address", "phone", "email"):
        entry = f"applicant.{id}"
        if id != "representative" or organisation(case) or case.filled(entry):
            yield Field(case.say(f"request.by.{id}"), case.entry(entry))
    if lawyer(case) or represented(case) or case.filled("agent.name") or case.filled("agent.address"):
        role = "minor" if represented(case) and not lawyer(case) else "agent"
        yield Field(case.say(f"request.by.{role}"), case.entry("agent.name"))
        yield Field(case.say("request.by.agent_address"), case.entry("agent.address"))
    if case.value("target.kind") == "deceased":
        yield Field(case.say("request.by.relation"), Blank(case.say("court.relation")))


def signer(case: Case) -> Text:
    if lawyer(case) or represented(case):
        return case.entry("agent.name")
    if organisation(case):
        return (case.entry("applicant.name"), "　", case.entry("applicant.representative"))
    return case.entry("applicant.name")


def statement(case: Case) -> str:
    """What is asked, on which article: the first of a site, either of an access provider."""
    site, access = case.law("johopura#5.1"), case.law("johopura#5.2")
    second = access.removeprefix(case.law("johopura#5"))  # the article is named once
    law = site if addressee(case) == "site" else case.say("request.either", first=site, second=second)
    return case.say("request.statement", law=law)


def places(case: Case, about: list[Told]) -> Iterator[Block]:
    """Where each post stands; for an access provider the communication that was disclosed."""
    traced = any(asks_trace(case, post) for post in about)
    if len(case.posts) > 1 and about:
        yield table(case, about, partial(place, case), partial(trace, case) if traced else nothing)
        return
    for post in about:
        yield from place(case, post)
        if traced:
            yield trace(case, post)


def place(case: Case, post: Told) -> Iterator[Field]:
    """Address, time, account."""
    yield Field(case.say("request.url"), case.url(post))
    yield Field(case.say("request.at"), case.posted_at(post))
    if post.account:
        yield Field(case.say("request.account"), case.account(post))


def asks_trace(case: Case, post: Told) -> bool:
    """An access provider needs what was disclosed of the communication; a site may be given it."""
    return addressee(case) == "access" or bool(case.filled("trace", post))


def trace(case: Case, post: Told) -> Field:
    asked = asks_trace(case, post)
    return Field(case.say("request.trace"), case.entry("trace", post) if asked else "")


def texts(case: Case, about: list[Told]) -> Iterator[Block]:
    """The words of each post; the same words once."""
    found: dict[Text, list[Told]] = {}
    for post in about:
        found.setdefault(case.of_all(case.text(post), case.posts), []).append(post)
    for text, posts in found.items():
        yield Field(case.named(posts), case.of_all(text, posts))


def infringement(case: Case, about: list[Told]) -> Iterator[Block]:
    """The right that posts are said to infringe, and why; posts of which the same is said together."""
    found = rights(case)
    for posts, said in alike(case, about, lambda post: claimed(case, post, found[post.id])):
        if len(case.posts) > 1:
            yield Heading(case.named(posts), 2)
        yield from said


def claimed(case: Case, post: Told, found: list[Json]) -> Iterator[Block]:
    """The right, and why, in the applicant's own words."""
    named = case.voice.listed(right(case, row) for row in found if row["status"] == "likely")
    near = case.voice.listed(right(case, row) for row in found)
    hint = case.say("request.right_near", rights=near) if near else case.say("court.right_open")
    yield Field(case.say("request.right"), named or case.blank(hint, post))
    yield Field(case.say("request.reason"), case.say("form.child") if post.child else case.entry("why", post))


def items(case: Case, about: list[Told]) -> tuple[int, ...]:
    """The items to tick: those of this addressee's kind; log-in records only where a ground was chosen."""
    if addressee(case) == "access":
        return (*ACCOUNT, *SHARED_LINE)
    if addressee(case) is None:
        return ()
    kinds = {post.service.service_kind if post.service else "" for post in about}
    of_site = OF_SITE.get(kinds.pop(), ()) if len(kinds) == 1 else ()
    asked = case.chosen("login.records") not in (None, "no")
    return (*of_site, *(OF_LOGINS if asked else ()))
