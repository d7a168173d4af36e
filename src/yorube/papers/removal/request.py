"""侵害情報の通知書 兼 送信防止措置依頼書: one request for each operator, then what to copy into its own form."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import partial

from yorube.document import Block, Field, Heading, Line, PageBreak, Paragraph, Table, Tick, Title
from yorube.document.blocks import Piece, Text, pieces
from yorube.papers.case import Case
from yorube.papers.catalog import CONCEAL
from yorube.papers.parts import Json
from yorube.papers.removal.claim import claims, reason, right
from yorube.papers.removal.fields import designated, field_sheets
from yorube.papers.removal.told import SEXUAL, entry, holds, is_message, place, site
from yorube.papers.told import Told

NUMBER, WHERE = "removal.column.number", "removal.column.where"
# Millimetres: the number of a post, where it stands, its words.
WORDS = (13, 76, 81)
PLACES = (13, 157)
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
        if not is_message(case, post) and case.value("posts.online", post) != "no":
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
    for same in alike(case, posts, grounds):
        numbers = case.voice.spans([post.number for post in same])
        yield Heading(case.say("post", number=numbers))
        yield from one(case, same[0], grounds) if len(same) == 1 else several(case, same, grounds)
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


def alike(case: Case, posts: list[Told], grounds: Mapping[str, list[Json]]) -> Iterable[list[Told]]:
    """Posts of which the same is said but for where they stand and what they say."""
    groups: dict[Hashable, list[Told]] = {}
    for post in posts:
        about = (site(case, post), right(case, post, grounds[post.id]), reason(case, post, grounds[post.id]))
        said = None if post.child else tuple(case.of_all(text, posts) for text in about)
        groups.setdefault(said, []).append(post)
    return groups.values()


def several(case: Case, posts: list[Told], grounds: Mapping[str, list[Json]]) -> Iterator[Block]:
    """Posts of which the same is said: where each stands with its words in a list, and the rest once."""
    first = posts[0]
    if first.child:
        yield Table(PLACES, (case.say(NUMBER), case.say(WHERE)), tuple(map(partial(row, case), posts)))
        yield Paragraph(case.say("form.child"))
        return
    yield Field(case.say("removal.service"), case.of_all(site(case, first), posts))
    head = (case.say(NUMBER), case.say(WHERE), case.say("removal.information"))
    yield Table(WORDS, head, tuple((*row(case, post), case.text(post)) for post in posts))
    yield from claim(case, posts, grounds)


def row(case: Case, post: Told) -> tuple[Text, Text]:
    """The number of a post and where it stands."""
    return str(post.number), tuple(where(case, post))


def where(case: Case, post: Told) -> Iterator[Piece]:
    """Address, account, time, line by line; what else tells a post apart."""
    yield from pieces(case.url(post))
    if post.account:
        yield f"\n@{post.account}"
    yield "\n"
    yield case.posted_at(post)
    if case.filled("removal.place", post) and not post.child:
        yield f"\n{case.filled('removal.place', post)}"


def one(case: Case, post: Told, grounds: Mapping[str, list[Json]]) -> Iterator[Block]:
    """A post: where, what, which right, why. Of a child's image only where."""
    yield from place(case, post)
    if post.child:
        yield Paragraph(case.say("form.child"))
        return
    yield Field(case.say("removal.service"), site(case, post))
    if case.filled("removal.place", post):
        yield Field(case.say("removal.also"), case.entry("removal.place", post))
    yield Field(case.say("removal.information"), case.text(post))
    yield from claim(case, [post], grounds)


def claim(case: Case, posts: list[Told], grounds: Mapping[str, list[Json]]) -> Iterator[Block]:
    """Which right, and why: of posts of which the same is said."""
    found = grounds[posts[0].id]
    yield Heading(case.say("removal.passed_on"), 2)
    yield Field(case.say("removal.right"), case.of_all(right(case, posts[0], found), posts))
    yield Field(case.say("removal.why"), case.of_all(reason(case, posts[0], found), posts))


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
