"""警察への相談シート: what an officer asks, in that order, with what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from yorube.consult.questions import fact_of
from yorube.document import Blank, Block, Field, Heading, Line, Paragraph, Strong, Title
from yorube.papers.case import Case
from yorube.papers.parts import Json
from yorube.papers.police.common import (
    Law,
    about,
    concealed,
    course,
    fact,
    filled,
    hands_in,
    harmed,
    if_filled,
    if_told,
    lines,
    post_by_post,
    proof,
    writer,
)
from yorube.papers.told import Told

LOGS = ("log.site", "log.access")
# Offences are asked about by name; ordinances, which differ from place to place, too.
ORDINANCE = "special.nuisance_ordinance"


def police_sheet(case: Case) -> Iterator[Block]:
    """The sheet. It says what was told and asks; it names no offence as committed."""
    yield Title(case.voice.of(case.book.papers["police_sheet"].label))
    yield Line(case.entry("date"), "right")
    yield Paragraph(case.say("sheet.lead"))
    law = Law(case)
    sections = (urgent, who, posts, meant, sender, so_far, harm, evidence, times, offences, gaps)
    for number, section in enumerate(sections, 1):
        yield Heading(case.say(f"sheet.{section.__name__}", number=number))
        yield from section(case, law)


def urgent(case: Case, law: Law) -> Iterator[Block]:
    yield fact(case, "harm.danger")
    if case.value("harm.danger") == "now":
        yield Paragraph(Strong(case.say("sheet.call")))


def who(case: Case, law: Law) -> Iterator[Block]:
    yield fact(case, "person.role")
    yield from hands_in(case)
    yield from filled(case, ("police.contact", "police.contact"))
    yield from harmed(case)
    yield from if_told(case, ("person.age",))
    yield fact(case, "wishes")
    if wish := concealed(case):
        yield Paragraph(wish)


def posts(case: Case, law: Law) -> Iterator[Block]:
    if not case.posts:
        yield Paragraph(Blank(case.say("sheet.no_posts")))
    yield from post_by_post(case, case.posts, partial(seen, case))


def seen(case: Case, post: Told) -> Iterator[Block]:
    """What was told of a post, whether it is still there, when it was found."""
    yield from about(case, post)
    if not post.child:
        yield fact(case, "posts.online", post)
    yield fact(case, "posts.found_on", post)


def meant(case: Case, law: Law) -> Iterator[Block]:
    yield fact(case, "target.named_by")
    yield fact(case, "target.identifiable")
    yield from if_told(case, ("target.working_identity",))
    yield from filled(case, ("police.means_me", "police.means_me"))


def sender(case: Case, law: Law) -> Iterator[Block]:
    yield from writer(case)
    yield fact(case, "sender.relation")
    yield fact(case, "sender.contact_after_refusal")
    if case.value("sender.romantic_motive") == "yes":
        yield fact(case, "sender.romantic_motive")


def so_far(case: Case, law: Law) -> Iterator[Block]:
    yield from filled(case, ("police.course", "police.course"))
    yield Field(case.say("police.events"), course(case) or case.say("police.no_events"))


def harm(case: Case, law: Law) -> Iterator[Block]:
    yield fact(case, "harm.effects")
    yield from filled(case, ("police.harm", "police.harm"))


def evidence(case: Case, law: Law) -> Iterator[Block]:
    if case.posts:
        yield Field(case.say("police.proof"), lines(proof(case)))
    yield from if_filled(case, ("police.evidence", "police.evidence"))


def times(case: Case, law: Law) -> Iterator[Block]:
    """Until when records may be there, until when a complaint and a prosecution are possible."""
    logs = [row for row in case.outcome["deadlines"] if row["id"] in LOGS]
    rows = [*logs, *law.clocks("complaint.six_months"), *law.clocks("prosecution")]
    for label, said in days(rows, case).items():
        yield Field(label, "\n".join(said))
    if not rows:
        yield Paragraph(case.say("sheet.no_times"))


def days(rows: Iterable[Json], case: Case) -> dict[str, list[str]]:
    """The days of time limits by their label, each day once with what it is about."""
    found: dict[str, dict[str, list[Json]]] = {}
    for row in rows:
        if not row.get("ended_by"):
            found.setdefault(case.voice.of(row["label"]), {}).setdefault(until(row, case), []).append(row)
    parts = case.parts
    return {
        label: [
            day + (case.voice.noted(which) if (which := parts.of(same)) else "") for day, same in by.items()
        ]
        for label, by in found.items()
    }


def until(row: Json, case: Case) -> str:
    """The last day of a row, or that it does not run."""
    if row["due"] is None:
        return case.say("not_running")
    passed = "police.gone" if row["kind"] == "estimate" else "police.passed"
    return case.say(passed if row["passed"] else "by", day=case.day(date.fromisoformat(row["due"])))


def offences(case: Case, law: Law) -> Iterator[Block]:
    """What to ask about: never that it is so."""
    yield Paragraph(case.say("sheet.ask"))
    same: dict[tuple[str, str], list[Json]] = {}
    for offence in law.offences:
        same.setdefault((law.name(offence), offence.provisions), []).extend(offence.rows)
    for (name, provisions), of in same.items():
        yield Field(name + law.posts(of), provisions or Blank(case.say("police.provisions", name=name)))
    rows = [
        row
        for row in case.outcome["findings"]
        if row["ground"] == ORDINANCE and (row["post"], ORDINANCE) in law.near.grounds
    ]
    if rows:
        yield Field(case.voice.of(rows[0]["label"]) + law.posts(rows), case.say("sheet.ordinance"))
    if not law.offences and not rows:
        yield Paragraph(case.say("sheet.no_offence"))


def gaps(case: Case, law: Law) -> Iterator[Block]:
    """What was not told and would still change something; of a child's image nothing is asked."""
    child = {post.id for post in case.posts if post.child}
    rows = [row for row in law.findings if row["post"] not in child]
    asked: dict[str, list[Json]] = {}
    for row in rows:
        for path in row["open"]:
            found = fact_of(path, case.book)
            asked.setdefault(case.voice.of(found.label) if found else path, []).append(row)
    for label, of in asked.items():
        yield Field(label, Blank(f"{label}{law.posts(of)}"))
    if not asked:
        yield Paragraph(case.say("sheet.no_gaps"))
