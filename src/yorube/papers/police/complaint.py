"""告訴状: who complains, of whom, for which offences, what was done, with what proof.

Offences are those that something told points to, by the law of the day of the act. What the person told is drafted as
theirs; what is open is a blank that says what has to be explained.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from yorube.consult.questions import fact_of
from yorube.document import Blank, Block, Field, Item, Line, Paragraph, Signature, Title
from yorube.document.blocks import Piece, Text
from yorube.papers.alike import one_by_one
from yorube.papers.case import Case
from yorube.papers.parts import Json
from yorube.papers.police.common import (
    GUARDIAN,
    LAWYER,
    Law,
    about,
    concealed,
    course,
    fact,
    filled,
    guards,
    hands_in,
    harmed,
    if_filled,
    if_told,
    lines,
    own,
    proof,
    words,
    writer,
)
from yorube.papers.police.sheet import days
from yorube.papers.told import Told
from yorube.papers.voice import in_words

# Who may complain, by the role of the one who asks; else the person harmed.
STANDING = {GUARDIAN: "keiso#231.1", LAWYER: "keiso#240"}
HARMED, OF_THE_DEAD = "keiso#230", "keiso#233.1"


def criminal_complaint(case: Case) -> Iterator[Block]:
    """The complaint."""
    law = Law(case)
    yield Title(case.say("complaint.title"))
    yield Line((case.entry("police.station"), case.say("complaint.to")))
    signs = "agent.name" if guards(case) else "applicant.name"
    yield Signature(case.entry("date"), (case.say("complaint.signs"), case.entry(signs)))
    for section in (parties, wish, acts, reasons, circumstances, evidence, attached):
        yield Item(1, case.say(f"complaint.{section.__name__}"))
        yield from section(case, law)
    yield Line(case.say("complaint.end"), "right")


def parties(case: Case, law: Law) -> Iterator[Block]:
    """The complainant with the standing to complain, and the accused, who may be unknown."""
    yield Item(2, case.say("complaint.complainant"))
    yield Field(case.say("complaint.standing"), standing(case))
    yield from hands_in(case)
    yield from harmed(case)
    yield from filled(
        case, ("police.birth", "applicant.birth"), ("police.occupation", "applicant.occupation")
    )
    if wish := concealed(case):
        yield Paragraph(wish)
    yield Item(2, case.say("complaint.accused"))
    yield from writer(case)
    yield from if_told(case, ("sender.relation",))


def standing(case: Case) -> str:
    """Why this person may complain, with the provision."""
    role = case.value("person.role")
    if case.for_another:
        return case.say("complaint.standing.relative", law=case.law(OF_THE_DEAD))
    key = role if role in STANDING else "self"
    return case.say(f"complaint.standing.{key}", law=case.law(STANDING.get(str(role), HARMED)))


def wish(case: Case, law: Law) -> Iterator[Block]:
    """告訴の趣旨: the wish for punishment, the offences with their provisions."""
    likely = [offence for offence in law.offences if offence.likely]
    others = [offence for offence in law.offences if not offence.likely]
    for word, offences in (("wish_for", likely), ("wish_also" if likely else "wish_open", others)):
        if offences:
            yield Paragraph(case.say(f"complaint.{word}"))
        for offence in offences:
            provisions = offence.provisions or Blank(case.say("police.provisions", name=law.name(offence)))
            penalty = case.say("complaint.penalty", penalty=offence.penalty) if offence.penalty else ""
            name = f"{law.name(offence)}{law.posts(offence.rows)}"
            yield Item(2, (name, case.say("complaint.space"), provisions, penalty))
    if not law.offences:
        yield Paragraph(case.say("complaint.wish_open"))
        yield Item(2, Blank(case.say("complaint.offence")))


def acts(case: Case, law: Law) -> Iterator[Block]:
    """告訴事実: the acts, numbered; posts of the same offences of which the same was told are one. All posts where no
    offence was found."""
    of: dict[str, list[int]] = {}
    for number, offence in enumerate(law.offences):
        for row in offence.rows:
            of.setdefault(row["post"], []).append(number)
    yield from one_by_one(
        case,
        (post for post in case.posts if law.concerns(post)),
        head=lambda group: Item(2, case.named(group)),
        opening=lambda group: [Paragraph(done(case, group))],
        own=partial(own, case),
        words=partial(words, case),
        said=partial(about, case),
        apart=lambda post: tuple(of.get(post.id, ())),
    )


def done(case: Case, posts: Sequence[Told]) -> Text:
    """One sentence: when, where, how; the words stand below it."""
    several = len(posts) > 1
    post, which = posts[0], "several" if several else "one"
    at: Piece = case.say("complaint.did.at_each") if several else case.posted_at(post)
    if post.child:
        where = case.say(f"complaint.did.where.{which}")
        return case.say("complaint.did"), at, case.say("complaint.did.child", where=where)
    place = case.value("posts.place", post)
    as_shown = case.say(f"complaint.did.as.{which}")
    how: Piece = (
        case.say(f"complaint.did.{place}", as_shown=as_shown) if place else case.fact("posts.place", post)
    )
    said = (
        case.say("complaint.did"),
        at,
        case.say("complaint.did.on"),
        case.service(post),
        how,
        case.say("complaint.did.end"),
    )
    return case.of_all(said, posts)


def reasons(case: Case, law: Law) -> Iterator[Block]:
    """Condition by condition, what the person told; of a child's image nothing is gone into."""
    child = {post.id for post in case.posts if post.child}
    if child:
        yield Paragraph(case.say("complaint.child"))
    if any(row["post"] not in child for offence in law.offences for row in offence.rows):
        yield Paragraph(case.say("complaint.reasons_lead"))
    for offence in law.offences:
        rows = [row for row in offence.rows if row["post"] not in child]
        if not rows:
            continue
        yield Item(2, law.name(offence) + law.posts(rows))
        for element in dict.fromkeys(part["id"] for row in rows for part in row["elements"]):
            parts = [(row, part) for row in rows for part in row["elements"] if part["id"] == element]
            yield Field(heading(parts[0][1], case), told_of(parts, case, law))


def heading(part: Json, case: Case) -> str:
    """A condition by its name; of a defence that it does not apply."""
    label = case.voice.of(part["label"])
    return case.say("complaint.defence", label=label) if part["kind"] == "defence" else label


def told_of(parts: Sequence[tuple[Json, Json]], case: Case, law: Law) -> tuple[Piece, ...]:
    """What was told of one condition, posts of which the same was told together; a blank where it is open."""
    found: dict[str, list[Json]] = {}
    for row, part in parts:
        said = case.voice.listed(used(one, case) for one in part["because"] if "reading" not in one)
        for text in (said, "") if said and part["status"] == "unknown" else (said,):
            found.setdefault(text, []).append(row)
    several = len({row["post"] for row, _ in parts}) > 1 and len(found) > 1
    explain = case.say("complaint.explain", label=case.voice.of(parts[0][1]["label"]))
    return lines(
        (said, law.posts(of) if several else "") if said else Blank(explain + law.posts(of))
        for said, of in sorted(found.items(), key=lambda pair: not pair[0])
    )


def used(one: Json, case: Case) -> str:
    """A told fact with its value."""
    fact = fact_of(one["fact"], case.book)
    assert fact is not None
    return case.voice.about(
        case.voice.of(fact.label), case.voice.listed(map(case.voice.of, in_words(fact, one["value"])))
    )


def circumstances(case: Case, law: Law) -> Iterator[Block]:
    """事情: why it means the person, how it came, the harm, since when the writer is known, the periods."""
    for section in (meant, before, harm, periods):
        yield Item(2, case.say(f"complaint.{section.__name__}"))
        yield from section(case, law)


def meant(case: Case, law: Law) -> Iterator[Block]:
    yield from if_told(case, ("target.named_by", "target.identifiable", "target.working_identity"))
    yield from filled(case, ("police.means_me", "police.means_me"))


def before(case: Case, law: Law) -> Iterator[Block]:
    """How it came, what was done so far, posts that are told of but not complained of."""
    yield from filled(case, ("police.course", "police.course"))
    yield from if_told(case, ("sender.contact_after_refusal",))
    if events := course(case):
        yield Field(case.say("police.events"), events)
    yield from one_by_one(
        case,
        (post for post in case.posts if not law.concerns(post)),
        head=lambda group: Paragraph(case.say("complaint.also", post=case.named(group))),
        own=partial(own, case),
        words=partial(words, case),
        said=partial(about, case),
    )


def harm(case: Case, law: Law) -> Iterator[Block]:
    yield from if_told(case, ("harm.effects",))
    yield from filled(case, ("police.harm", "police.harm"))


def periods(case: Case, law: Law) -> Iterator[Block]:
    """The six months of offences that need a complaint, the limitation of prosecution, and what is left out for it."""
    complaint = law.clocks("complaint.six_months")
    if complaint and not case.sender_known:
        yield Field(case.say("complaint.known"), case.say("complaint.not_known"))
    elif complaint and case.value("sender.known_since") is None:
        yield fact(case, "sender.known_since")
    limits = [*complaint, *law.clocks("prosecution")]
    for label, said in days(limits, case).items():
        yield Field(label, "\n".join(said))
    if not limits:
        yield Paragraph(case.say("sheet.no_times"))
    if law.too_late:
        rows = [row for row in law.findings if (row["post"], row["ground"]) in law.too_late]
        yield Field(case.say("complaint.left_out"), case.parts.of(rows))


def evidence(case: Case, law: Law) -> Iterator[Block]:
    yield Field(case.say("police.proof"), lines(proof(case)) or Blank(case.say("police.proof")))
    yield from if_filled(case, ("police.evidence", "police.evidence"))


def attached(case: Case, law: Law) -> Iterator[Block]:
    """What goes with it: the proof, and what shows the standing of whoever is not the person harmed."""
    role, minor = case.value("person.role"), case.value("person.age") == "minor"
    acts = bool(case.filled("agent.name")) and role != GUARDIAN
    papers = ["proof"]
    if role == LAWYER or (acts and not minor):
        papers.append("power")
    if role == GUARDIAN or case.for_another or (acts and minor and role != LAWYER):
        papers.append("family")
    if case.value("target.kind") == "organisation":
        papers.append("company")
    for paper in papers:
        yield Item(2, case.say(f"complaint.attach.{paper}"))
