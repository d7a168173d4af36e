"""The person's plan: safety, today, time limits, desks, what to save, conditions in short, sources."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.consult.citations import cited
from yorube.consult.near import Near
from yorube.document import Block, Field, Heading, Line, Paragraph, Strong, Title
from yorube.papers.case import Case
from yorube.papers.parts import Json, Parts

# As many actions are for today.
TODAY = 3
SAVE = "save_evidence"


def plan(case: Case) -> Iterator[Block]:
    """The plan. Nothing that names a person, and nothing of the wording of posts, stands in it."""
    return Plan(case.parts).blocks()


class Plan:
    """The sections of one plan."""

    def __init__(self, parts: Parts) -> None:
        self.parts, self.voice, self.o = parts, parts.voice, parts.outcome

    def blocks(self) -> Iterator[Block]:
        o, voice = self.o, self.voice
        yield Title(voice.of(voice.book.papers["plan"].label))
        yield Line(voice.say("day", day=o["as_of"]), "right")
        yield Paragraph(voice.of(o["rulebook"]["statement"]))
        for section in (
            self.safety,
            self.first_things,
            self.clocks,
            self.desks,
            self.save,
            self.conditions,
            self.sources,
        ):
            yield from section()

    def safety(self) -> Iterator[Block]:
        if self.o["safety"]:
            yield Heading(self.voice.say("safety"))
        for row in self.o["safety"]:
            yield Paragraph(Strong(self.voice.of(row["message"])))
            yield from map(Paragraph, self.parts.named(row["desks"]))

    def first_things(self) -> Iterator[Block]:
        actions = self.o["actions"]
        yield Heading(self.voice.say("today"))
        if not actions:
            yield Paragraph(self.voice.say("today_none"))
        for action in actions[:TODAY]:
            yield from self.action(action)
        if actions[TODAY:]:
            yield Heading(self.voice.say("after"))
        for action in actions[TODAY:]:
            yield Field(self.name(action), self.how(action))

    def name(self, action: Json) -> str:
        by = self.voice.noted(self.voice.say("by", day=action["by"])) if action["by"] else ""
        return f"{action['rank']}. {self.voice.of(action['label'])}{by}"

    def action(self, action: Json) -> Iterator[Block]:
        """What to do, why, how, with whom."""
        yield Heading(self.name(action), 2)
        if action["why"]:
            yield Paragraph(self.voice.sentences(map(self.voice.of, action["why"])))
        if how := self.how(action):
            yield Paragraph(how)
        for desk in self.parts.named([action["desk"]]):
            yield Paragraph(self.voice.about(self.voice.say("with"), desk))

    def how(self, action: Json) -> str:
        """How to do it; what to save has a section of its own."""
        return self.voice.of(action["how"]) if action["how"] and action["id"] != SAVE else ""

    def clocks(self) -> Iterator[Block]:
        yield Heading(self.voice.say("clocks"))
        if not self.o["deadlines"]:
            yield Paragraph(self.voice.say("clocks_none"))
        yield from self.parts.clocks()

    def desks(self) -> Iterator[Block]:
        if self.o["desks"]:
            yield Heading(self.voice.say("desks"))
        for desk in self.o["desks"]:
            yield Field(self.voice.of(desk["name"]), "\n".join(self.desk(desk)))
        if self.o["not_suitable"]:
            yield Heading(self.voice.say("not_suitable"))
        for desk in self.o["not_suitable"]:
            yield Field(self.voice.of(desk["name"]), self.voice.sentences(map(self.voice.of, desk["why"])))

    def desk(self, desk: Json) -> Iterator[str]:
        """How to reach a desk, what it will not do, and when that was checked."""
        voice = self.voice
        if reach := self.parts.reach(desk):
            yield reach
        for key in ("hours", "cost"):
            if key in desk["contact"]:
                yield voice.of(desk["contact"][key])
        if desk["does_not"]:
            yield voice.about(voice.say("does_not"), " / ".join(map(voice.of, desk["does_not"])))
        for caution in desk.get("cautions", ()):
            yield voice.about(voice.say("note"), voice.of(caution))
        yield voice.say("checked_on", day=desk["checked_on"])

    def save(self) -> Iterator[Block]:
        for action in self.o["actions"]:
            if action["id"] == SAVE and action["how"]:
                yield Heading(self.voice.say("save"))
                yield Paragraph(self.voice.of(action["how"]))

    def conditions(self) -> Iterator[Block]:
        """In short: what something that was told points to, and how far its conditions appear met."""
        voice, rows = self.voice, self.near()
        if not self.o["findings"]:
            return
        yield Heading(voice.say("conditions"))
        yield Paragraph(voice.say("conditions_lead"))
        same: dict[tuple[str, str], list[int]] = {}
        for row in rows:
            said = "\n".join(self.condition(row))
            same.setdefault((voice.of(row["label"]), said), []).append(self.parts.numbers[row["post"]])
        for (label, said), numbers in same.items():
            yield Field(f"{label}{self.posts(sorted(numbers))}", said)
        if others := len(self.o["findings"]) - len(rows):
            yield Paragraph(voice.say("others", count=others))

    def near(self) -> list[Json]:
        near = Near(self.o).grounds
        rows = [row for row in self.o["findings"] if (row["post"], row["ground"]) in near]
        return sorted(rows, key=lambda row: str(row["status"]) != "likely")

    def posts(self, numbers: list[int]) -> str:
        """The posts of findings of which the same is said, where there are several."""
        return self.voice.noted(self.voice.posts(numbers)) if len(self.parts.report.posts) > 1 else ""

    def condition(self, row: Json) -> Iterator[str]:
        voice = self.voice
        parts = [part for part in row["elements"] if part["kind"] == "element"]
        count = {status: sum(part["status"] == status for part in parts) for status in ("met", "unknown")}
        yield voice.of(row["says"])
        yield voice.say("counted", all=len(parts), met=count["met"], open=count["unknown"])
        if row["open"]:
            yield voice.about(voice.say("would_change"), voice.labels(row["open"][:3]))

    def sources(self) -> Iterator[Block]:
        """What stands above rests on; desks are named with their own pages and days."""
        o = self.o
        rows = [*o["safety"], *o["deadlines"], *o["actions"], *self.near()]
        yield Heading(self.voice.say("sources"))
        yield Paragraph(
            self.voice.say("rulebook", version=o["rulebook"]["version"], law_of=o["rulebook"]["law_of"])
        )
        yield from self.parts.sources(cited(rows))
