"""発信者情報目録: which data on the writer an operator is asked for, by the items of the ordinance on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yorube.document import Block, Item, Paragraph, Table, Title
from yorube.document.blocks import Blank, Piece
from yorube.papers.case import Case
from yorube.papers.lists.posts import covered, name, names
from yorube.papers.told import Told

# The items, by their number in the rulebook.
ORDINANCE = "johopura_kisoku#2"
ACCOUNT = (1, 2, 3, 4)
OF_THE_POST = (5, 6, 7, 8)
OF_LOGINS = (9, 10, 11, 12, 13)  # 特定発信者情報
SHARED_LINE = (14,)
CLAIM = "johopura#5"
# The one condition of its own that logins have.
TEST = "johopura#5.1.3"


def sender_information_list(case: Case) -> Iterator[Block]:
    """What the operator of each service is asked for, and what an access provider; by the answer on which it is."""
    yield Title(case.say("sender_information.title"))
    act, ordinance = case.law(CLAIM), case.law(ORDINANCE)
    day = case.day(case.report.as_of)
    yield Paragraph(case.say("sender_information.lead", act=act, ordinance=ordinance, day=day))
    to = case.chosen("court.addressee")
    if to != "access":
        yield from of_sites(case)
    if to != "site":
        asked = case.entry("provider.name") if to else Blank(case.say("sender_information.access_provider"))
        yield from of_access_provider(case, asked)


def of_sites(case: Case) -> Iterator[Block]:
    """For each operator: data on the account, and the communication that its kind of service is said to keep."""
    groups: dict[tuple[Piece, str], list[Told]] = {}
    for post in covered(case):
        kind = post.service.service_kind if post.service else ""
        groups.setdefault((case.operator(post), kind), []).append(post)
    for (operator, kind), posts in groups.items():
        yield Item(1, (operator, case.say("sender_information.holds", posts=names(case, posts))))
        if kind != "open":
            yield Item(2, case.say("sender_information.account"))
            yield from items(case, ACCOUNT)
        if kind != "login":
            yield Item(2, case.say("sender_information.of_the_post"))
            yield from items(case, OF_THE_POST)
        yield from of_logins(case, kind)


def of_logins(case: Case, kind: str) -> Iterator[Block]:
    """Logins only where their own condition is met: as the signer says, or on a service said to keep only logins."""
    test = case.chosen("login.records")
    if test == "no" or (kind == "open" and test is None):
        return
    if not kind and test is None:
        yield Item(2, Blank(case.say("sender_information.kind_unknown")))
        return
    yield Item(2, case.say("sender_information.of_logins"))
    yield from items(case, OF_LOGINS)
    law = case.law(TEST)
    open_ = Blank(case.say("sender_information.test_open", law=law))
    yield Paragraph(case.say(f"sender_information.test.{test}", law=law) if test else open_)


def of_access_provider(case: Case, provider: Piece) -> Iterator[Block]:
    """Who held the line of which communication."""
    yield Item(1, (provider, case.say("sender_information.access")))
    yield from items(case, (*ACCOUNT, *SHARED_LINE), level=2)
    head = (case.say("sender_information.post"), case.say("sender_information.trace"))
    rows = tuple((name(case, post), case.entry("trace", post)) for post in covered(case))
    yield Table((30, 130), head, rows)


def items(case: Case, numbers: Iterable[int], level: int = 3) -> Iterator[Block]:
    """Items of the ordinance in our words, with their number on the day."""
    for one in numbers:
        cite = f"{ORDINANCE}.{one}"
        says = case.voice.of(case.book.articles[cite].says).rstrip("。")
        yield Item(level, case.say("sender_information.item", says=says, law=case.law(cite)))
