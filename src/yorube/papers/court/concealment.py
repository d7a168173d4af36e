"""秘匿決定申立書, and apart from it 秘匿事項届出書面: the only sheet that holds what is concealed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yorube.document.blocks import (
    Blank,
    Block,
    Field,
    Item,
    Line,
    PageBreak,
    Paragraph,
    Piece,
    Text,
    Tick,
    Title,
)
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
from yorube.papers.court.frame import events
from yorube.papers.court.parties import names, organisation, signed
from yorube.papers.court.venue import to_court
from yorube.papers.lists.parties import guardian_name, lawyer, represented
from yorube.papers.voice import in_words

# Which action of the outcome leads to which procedure, and the article by which concealment applies there.
PROCEDURES = {
    "disclosure": ("disclosure_order", "johopura#17"),
    "injunction": ("disclosure_injunction", "hozen#7"),
    "suit": ("claim_damages", "minso#133"),
}
# What was told that speaks for serious harm if the other side learns name or address: a fact and its values.
SPEAKS = {
    "harm.danger": ("now", "feared"),
    "harm.effects": ("contacted_by_strangers", "moved"),
    "sender.contact_after_refusal": ("yes",),
    "sender.romantic_motive": ("yes",),
}
HELP = ("consulted", "damage_reported", "complaint_filed")
# What is concealed: the entry, for each answer.
ITEMS = {"both": ("address", "name"), "address": ("address",), "name": ("name",)}
# The entry whose substitute stands for what is concealed of whom.
INSTEAD = {
    ("applicant", "address"): "applicant.address",
    ("applicant", "name"): "applicant.name",
    ("representative", "name"): "applicant.representative",
    ("agent", "address"): "agent.address",
    ("agent", "name"): "agent.name",
}


def concealment_petition(case: Case) -> Iterator[Block]:
    yield from petition(case)
    yield PageBreak()
    yield from sheet(case)


def petition(case: Case) -> Iterator[Block]:
    sides = names(case)
    actions = {row["id"] for row in case.outcome["actions"]}
    yield Title(case.say("court.title.concealment"))
    yield Line((to_court(case), case.say("court.to")))
    yield from signed(case, sides.we)
    yield Field(case.say("court.fee"), case.say("court.fee.concealment"))
    yield Paragraph(case.say("conceal.procedure"))
    for id, (action, cite) in PROCEDURES.items():
        yield Tick(case.say(f"conceal.procedure.{id}", law=case.law(cite)), action in actions)
    yield Item(1, case.say("court.sought"))
    chosen = case.chosen("concealment.items")
    if chosen is None:
        yield Paragraph((case.say("conceal.sought"), case.entry("concealment.items")))
    for who, item in concealed(case, ITEMS[chosen or "both"]):
        called, substitute = case.say(f"conceal.who.{who}"), INSTEAD[who, item]
        instead = catalog().entries[substitute].instead
        yield Item(2, case.say(f"conceal.sought.{item}", who=called, instead=instead))
    yield Paragraph(case.say("court.sought.end"))
    yield Item(1, case.say("court.reasons"))
    yield Item(2, case.say("conceal.other"))
    for text in other(case):
        yield Item(3, text)
    yield Item(2, case.say("conceal.harm", law=case.law("minso#133")))
    for text in told(case):
        yield Item(3, text)
    yield Item(3, (case.say("conceal.own"), case.entry("concealment.reason")))
    yield Item(2, (case.say("conceal.proof"), case.entry("concealment.proof")))
    yield Item(1, case.say("court.attached"))
    for id in ("sheet", "proof", "copy"):
        yield Item(2, case.say(f"conceal.doc.{id}"))


def concealed(case: Case, items: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Whose name and address: the applicant's, and those of whoever represents them by law."""
    people = {"applicant": True, "representative": for_company(case), "agent": represented(case)}
    for who, there in people.items():
        yield from ((who, item) for item in items if there and (who, item) in INSTEAD)


def for_company(case: Case) -> bool:
    return organisation(case) or bool(case.filled("applicant.representative"))


def other(case: Case) -> Iterator[Text]:
    """The person who should not learn it, as far as known."""
    called: tuple[Piece, ...] = (case.sender_is(),)
    if case.sender_known:
        called = (*called, "　", case.sender())
    yield (case.say("conceal.writer"), *called)
    yield (case.say("conceal.relation"), case.fact("sender.relation"))


def told(case: Case) -> Iterator[Text]:
    """What the applicant has told that speaks for harm: facts in their words, help that was sought."""
    for id, values in SPEAKS.items():
        found = case.value(id)
        kept = frozenset(values) & (found if isinstance(found, frozenset) else {found})
        if kept:
            fact = case.book.facts[id]
            words = case.voice.listed(case.voice.of(text) for text in in_words(fact, kept))
            yield case.voice.about(case.voice.of(fact.label), words)
    yield from events(case, HELP, case.posts)


def sheet(case: Case) -> Iterator[Block]:
    """What is concealed, in full."""
    yield Title(case.say("conceal.sheet"))
    yield Line((to_court(case), case.say("court.to")))
    yield Paragraph(case.say("conceal.sheet.note"))
    yield Line((case.entry("date"),), "right")
    ids = ("name", "kana", *(["representative"] if for_company(case) else []), "address", "phone")
    for id in ids:
        entry, who = f"applicant.{id}", case.say("conceal.who.applicant")
        yield Field((case.say(f"conceal.sheet.{id}", who=who), *instead(entry)), case.entry(entry))
    if represented(case) or (
        not lawyer(case) and (case.filled("agent.name") or case.filled("agent.address"))
    ):
        who = case.say("conceal.who.agent" if represented(case) else "conceal.who.other_agent")
        for id in ("name", "address"):
            entry, label = f"agent.{id}", case.say(f"conceal.sheet.{id}", who=who)
            # What was filled in is the lawyer's, who is not concealed.
            value = (
                (guardian_name(case) if id == "name" else Blank(label)) if lawyer(case) else case.entry(entry)
            )
            yield Field((label, *instead(entry)), value)


def instead(id: str) -> Iterator[str]:
    """The substitute that stands for an entry."""
    if catalog().entries[id].instead and not id.endswith(".kana"):
        yield f"\n（{catalog().entries[id].instead}）"
