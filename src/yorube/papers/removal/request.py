"""侵害情報の通知書 兼 送信防止措置依頼書: one request for each operator, then what to copy into its own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from yorube.document import Block, Field, Heading, Line, PageBreak, Paragraph, Tick, Title
from yorube.document.blocks import Piece, pieces
from yorube.papers.alike import one_by_one
from yorube.papers.case import Case
from yorube.papers.catalog import CONCEAL
from yorube.papers.parts import Json
from yorube.papers.removal.claim import claims, reason, right
from yorube.papers.removal.fields import designated, field_sheets
from yorube.papers.removal.told import SEXUAL, entry, holds, place, site
from yorube.papers.told import Told

# Those who act for the person harmed.
ACTING = ("guardian", "lawyer")


def removal_request(case: Case) -> Iterator[Block]:
    """The requests, each with its field sheets. Messages to single people are left out: the act does not reach them."""
    groups, grounds = by_operator(case), claims(case)
    for number, (operator, posts) in enumerate(groups.items()):
        if number:
            yield PageBreak()
        yield from request(case, addressee(case, operator, alone=len(groups) == 1), posts, grounds)
        yield from field_sheets(case, posts)


def by_operator(case: Case) -> dict[str | None, list[Told]]:
    """The posts to be removed, by operator; those of no known operator together. What is gone needs no request."""
    groups: dict[str | None, list[Told]] = {}
    for post in case.posts:
        if not case.is_message(post) and case.value("posts.online", post) != "no":
            groups.setdefault(post.operator.ja if post.operator else None, []).append(post)
    return groups


def addressee(case: Case, operator: str | None, *, alone: bool) -> Piece:
    """Whom a request is addressed to. One name was filled in: where there are several, it is that of the unknown."""
    if operator and (not alone or not case.filled("provider.name")):
        return operator
    return case.entry("provider.name")


def request(case: Case, to: Piece, posts: list[Told], grounds: Mapping[str, list[Json]]) -> Iterator[Block]:
    """One request, in the order of the standard form."""
    yield Title(case.say("removal.title"))
    yield Line(case.entry("date"), "right")
    yield Line((to, case.say("removal.to")))
    yield from person(case)
    yield Paragraph(case.say("removal.asks", law=case.law("johopura#3.2")))
    if any(designated(case, post) for post in posts):
        yield Paragraph(case.say("removal.notice", **duties(case)))
    yield from one_by_one(
        case,
        posts,
        head=lambda group: Heading(case.named(group)),
        own=partial(own, case),
        words=partial(words, case),
        said=lambda post: claim(case, post, grounds[post.id]),
    )
    yield from closing(case, posts)


def duties(case: Case) -> dict[str, str]:
    """The articles on the receipt of a request, and on the notice and its period."""
    return {
        "receipt": case.law("johopura#22"),
        "law": case.law("johopura#25"),
        "rule": case.law("johopura_kisoku#16"),
    }


def person(case: Case) -> Iterator[Block]:
    """Who says that a right of theirs is infringed, and who acts for them."""
    yield Heading(case.say("removal.person"))
    yield Field(case.say("removal.address"), case.entry("applicant.address"))
    yield Field(case.say("removal.name"), (*pieces(case.entry("applicant.name")), case.say("removal.seal")))
    for id in ("applicant.phone", "applicant.email"):
        yield entry(case, id)
    acting = case.value("person.role") in ACTING or case.value("person.age") == "minor"
    if acting or case.filled("agent.name"):
        yield Field(case.say("removal.agent"), case.entry("agent.name"))
        yield Field(case.say("removal.agent_address"), case.entry("agent.address"))


def own(case: Case, post: Told) -> Iterator[Field]:
    """Where a post stands."""
    yield from place(case, post)
    if case.filled("removal.place", post) and not post.child:
        yield Field(case.say("removal.also"), case.entry("removal.place", post))


def words(case: Case, post: Told) -> Field | None:
    """What it says; nothing of a child's image."""
    return None if post.child else Field(case.say("removal.information"), case.text(post))


def claim(case: Case, post: Told, found: list[Json]) -> Iterator[Block]:
    """On which service, which right, and why."""
    if post.child:
        yield Paragraph(case.say("form.child"))
        return
    yield Field(case.say("removal.service"), site(case, post))
    yield Heading(case.say("removal.passed_on"), 2)
    yield Field(case.say("removal.right"), right(case, post, found))
    yield Field(case.say("removal.why"), reason(case, post, found))


def closing(case: Case, posts: list[Told]) -> Iterator[Block]:
    """What the signer declares: that it is true, whether the name may be shown, what is attached."""
    yield Heading(case.say("removal.declared"))
    yield Paragraph(case.say("removal.true"))
    yield Tick(case.say("removal.show_name"), name_may_be_shown(case))
    yield Paragraph(case.say("removal.unmarked"))
    yield Heading(case.say("removal.attached"))
    images = any(post.child or holds(case, post, SEXUAL) for post in posts)
    if not all(post.child or holds(case, post, SEXUAL) for post in posts):
        yield Tick(case.say("removal.screen"))
    yield Tick(case.say("removal.identity"))
    yield Tick(case.say("removal.seal_certificate"))
    yield Tick(case.say("removal.power"))
    if images:
        yield Paragraph(case.say("removal.no_image"))


def name_may_be_shown(case: Case) -> bool:
    """Only on a clear yes, and never of someone who wants name and address concealed."""
    return case.filled("removal.show_name") == "yes" and case.filled(CONCEAL) == "no"
