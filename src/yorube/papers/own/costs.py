"""費用と回収の見通し: what it may cost, how long it may take, who can help to pay, what may come back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yorube.consult.citations import cited
from yorube.document import Block, Field, Heading, Line, Paragraph, Title
from yorube.papers.case import Case
from yorube.papers.parts import Json

# What is said of money that may come back: a range, who would pay it, and what nobody can say of it.
RECOVERY, WRITER, AWARD = "recovery", "writer", "award"
# Not known either, and no matter of cost or time.
ELSEWHERE = ("log_period", "removal_rate", AWARD)


def costs(case: Case) -> Iterator[Block]:
    """Ranges as their sources tell them; nothing of what the person has or earns."""
    look = case.outcome["outlook"]
    yield Title(case.voice.of(case.book.papers["costs"].label))
    yield Line(case.say("day", day=case.day(case.report.as_of)), "right")
    yield Paragraph(case.say("costs.lead"))
    yield from ranges("costs.cost", without(RECOVERY, look["cost"]), case)
    yield from ranges("costs.time", look["time"], case)
    yield from payers(without(WRITER, look["payers"]), case)
    yield from back(look, case)
    unknown = [row for row in look["unknown"] if row["id"] not in ELSEWHERE]
    if unknown:
        yield Heading(case.say("costs.unknown"))
        yield Paragraph("\n".join(case.voice.of(row["text"]) for row in unknown))
    yield Heading(case.say("sources"))
    yield from case.parts.sources(cited([*look["cost"], *look["time"], *look["payers"]]))


def without(id: str, rows: Iterable[Json]) -> list[Json]:
    return [row for row in rows if row["id"] != id]


def back(look: Json, case: Case) -> Iterator[Block]:
    """What may come back from the writer, and that nobody can say how much."""
    texts = [row["range"] for row in look["cost"] if row["id"] == RECOVERY]
    texts += [row["text"] for row in look["payers"] if row["id"] == WRITER]
    texts += [row["text"] for row in look["unknown"] if row["id"] == AWARD]
    if texts:
        yield Heading(case.say("costs.back"))
        yield Paragraph("\n".join(map(case.voice.of, texts)))


def ranges(title: str, rows: Iterable[Json], case: Case) -> Iterator[Block]:
    """Ranges, each with what it rests on."""
    yield Heading(case.say(title))
    for row in rows:
        law = case.voice.about(case.say("law"), case.parts.rests_on(row["law"]))
        yield Field(case.voice.of(row["label"]), f"{case.voice.of(row['range'])}\n{law}")


def payers(rows: Iterable[Json], case: Case) -> Iterator[Block]:
    """Who can help to pay, and how to reach them."""
    yield Heading(case.say("costs.payers"))
    for row in rows:
        reach = case.parts.named([row["desk"]]) if row["desk"] else ()
        yield Field(case.voice.of(row["label"]), "\n".join([case.voice.of(row["text"]), *reach]))
