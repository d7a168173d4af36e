"""秘匿決定申立書, and apart from it 秘匿事項届出書面: the only sheet that holds what is concealed."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.document.blocks import Block, Field, Item, Line, PageBreak, Paragraph, Piece, Text, Tick, Title
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
from yorube.papers.court.frame import events
from yorube.papers.court.parties import lawyer, names, represented, signed
from yorube.papers.court.venue import to_court
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
    for item in ITEMS[chosen or "both"]:
        substitute = catalog().entries[f"applicant.{item}"].instead
        yield Item(2, case.say(f"conceal.sought.{item}", instead=substitute))
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
    for id in ("name", "kana", "address", "phone"):
        entry = f"applicant.{id}"
        yield Field((case.say(f"conceal.sheet.{id}"), *instead(entry)), case.entry(entry))
    if (represented(case) and not lawyer(case)) or case.filled("agent.name") or case.filled("agent.address"):
        for id in ("name", "address"):
            entry = f"agent.{id}"
            yield Field((case.say(f"conceal.sheet.agent.{id}"), *instead(entry)), case.entry(entry))


def instead(id: str) -> Iterator[str]:
    """The substitute that stands for an entry."""
    if catalog().entries[id].instead and not id.endswith(".kana"):
        yield f"\n（{catalog().entries[id].instead}）"
