"""What petitions share: the head, the circumstances, what is attached."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from yorube.document.blocks import Blank, Block, Field, Item, Line, Paragraph, Piece, Text, Title
from yorube.papers.case import Case
from yorube.papers.catalog import CONCEAL
from yorube.papers.court.parties import (
    Names,
    addressee,
    foreign,
    opponent,
    organisation,
    signed,
    subject,
)
from yorube.papers.court.venue import to_court
from yorube.papers.happened import what
from yorube.papers.lists.parties import lawyer, represented
from yorube.papers.lists.posts import sexual
from yorube.papers.told import Told

# What of the past belongs to the circumstances of a petition.
PROCEDURE = (
    "removal_request_received",
    "removal_refused",
    "removed",
    "petition_filed",
    "provider_named",
    "provider_notified",
    "decision_notified",
    "decision_final",
    "information_disclosed",
    "injunction_granted",
    "account_deleted",
    "logs_preserved",
)


def head(case: Case, title: str, names: Names, fee: Text) -> Iterator[Block]:
    """Title, court, who signs, the other side, the fee."""
    yield Title(case.say(title))
    yield Line((to_court(case), case.say("court.to")))
    yield from signed(case, names.we)
    yield Field(names.they, opponent(case))
    yield Field(case.say("court.parties"), case.say("court.parties.list"))
    yield Field(case.say("court.fee"), fee)


def fee_open(case: Case) -> Piece:
    """A fee that neither law nor the court's guide names."""
    return Blank(case.say("court.fee.ask"))


def sought(case: Case, *texts: str) -> Iterator[Block]:
    """第１ 申立ての趣旨."""
    yield Item(1, case.say("court.sought"))
    for text in texts:
        if len(texts) == 1:
            yield Paragraph(text)
        else:
            yield Item(2, text)
    yield Paragraph(case.say("court.sought.end"))


def circumstances(case: Case, names: Names, concealment: str, *more: Text) -> Iterator[Block]:
    """関連事情: earlier cases, concealment, what has happened."""
    yield Item(1, case.say("court.circumstances"))
    for text in (*known(case, names, concealment), *more):
        yield Item(2, text)


def known(case: Case, names: Names, concealment: str) -> Iterator[Text]:
    if "court.first_case" in case.form.entries:
        yield (case.say("court.first_case"), case.entry("court.first_case"))
    if case.chosen(CONCEAL) == "yes":
        yield case.say("court.concealed", we=names.we, law=concealment)
    yield from events(case, PROCEDURE, subject(case))


def events(case: Case, kinds: Collection[str], posts: Iterable[Told]) -> Iterator[Text]:
    """What has happened of these kinds to these posts or to all, the earliest first: the day (or a blank) and what."""
    about = {None, *(post.id for post in posts)}
    found = [event for event in case.report.events if event.kind in kinds and event.post in about]
    for event in sorted(found, key=lambda event: event.on or date.max):
        said = what(event.kind, event.by, case)
        day: Piece = case.day(event.on) if event.on else Blank(case.say("court.day_of", what=said))
        yield (day, f"　{said}")


def attached(
    case: Case, names: Names, lists: tuple[str, ...], proofs: str = "court.evidence"
) -> Iterator[Block]:
    """証拠方法 (`proofs`: as it is called in this procedure), 附属書類 and the annexes."""
    yield Item(1, case.say(proofs))
    yield Paragraph(case.say("court.evidence.list"))
    if any(post.child or sexual(case, post) for post in subject(case)):
        yield Paragraph(case.say("court.evidence.image"))
    yield Item(1, case.say("court.attached"))
    for text in documents(case, names.they):
        yield Item(2, text)
    for list_ in lists:
        yield Item(2, case.say(f"court.list.{list_}"))


def documents(case: Case, they: str) -> Iterator[str]:
    """Copies, proofs of standing of both sides, powers."""
    yield case.say("court.doc.copy", they=they)
    yield case.say("court.doc.exhibits")
    yield case.say("court.doc.evidence")
    abroad = foreign(case)
    if not abroad:
        yield case.say("court.doc.registered", they=they)
    if abroad is not False:
        yield case.say("court.doc.foreign", they=they)
    if organisation(case):
        yield case.say("court.doc.own_register")
    if represented(case):
        yield case.say("court.doc.family")
    if case.value("target.kind") == "deceased":
        yield case.say("court.doc.relation")
    if lawyer(case):
        yield case.say("court.doc.power")
    if "trace" in case.form.entries and addressee(case) == "access":
        yield case.say("court.doc.trace")
