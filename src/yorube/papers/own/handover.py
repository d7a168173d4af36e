"""受任用一式: what a lawyer is given at the first meeting.

Posts with ids and times in UTC and Japan, who is meant by what, time limits with their counting, what is not known,
events, what was told and by whom, conditions ground by ground with decisions; made from the plain data.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from yorube.consult import Outcome, Report
from yorube.consult.citations import cited
from yorube.consult.near import Near
from yorube.consult.questions import fact_of
from yorube.document import Block, Document, Field, Heading, Line, Paragraph, Strong, Table, Title
from yorube.document.blocks import short
from yorube.law.facts import Fact, in_post
from yorube.law.rulebook import Rulebook
from yorube.papers.own.handover_data import handover_data
from yorube.papers.parts import Json, Parts
from yorube.papers.voice import Language, Voice, in_words

# Millimetres: the number of a post, where it stands, and its words.
WIDTHS, WORDED = (13, 157), (13, 86, 71)


def handover(
    report: Report, outcome: Outcome, book: Rulebook, language: Language, *, wording: bool
) -> Document:
    """The set as a document."""
    voice = Voice(language, book)
    data = handover_data(report, outcome, book, wording=wording)
    blocks = Handover(data, Parts(report, outcome, voice)).blocks()
    return Document(voice.say("title"), voice.lang, tuple(blocks), footer=voice.say("footer"))


class Handover:
    """The sections of one set."""

    def __init__(self, data: Json, parts: Parts) -> None:
        self.data, self.parts, self.voice = data, parts, parts.voice
        self.several = len(data["posts"]) > 1
        self.named = Near(parts.outcome).grounds
        self.near = [row for row in data["findings"] if (row["post"], row["ground"]) in self.named]

    def blocks(self) -> Iterator[Block]:
        voice, data = self.voice, self.data
        yield Title(voice.say("handover.title"))
        yield Line(voice.say("day", day=data["as_of"]), "right")
        yield Paragraph(voice.of(data["rulebook"]["statement"]))
        yield Paragraph(voice.say("handover.lead"))
        yield Paragraph(voice.say("handover.left_out"))
        if not data["wording"]:
            yield Paragraph(voice.say("handover.wording_out"))
        if any(post["child_image"] for post in data["posts"]):
            yield Paragraph(Strong(voice.say("handover.child")))
        sections = (self.who, self.posts, self.clocks, self.gaps, self.events, self.told, self.findings)
        for section in (*sections, self.decisions, self.sources):
            yield from section()

    # --- posts and clocks --------------------------------------------------------------------------------------------

    def who(self) -> Iterator[Block]:
        """Who tells, and who is meant by what."""
        yield Heading(self.voice.say("handover.who"))
        yield Field(self.voice.say("handover.told_by"), self.said(self.data["told_by"]))
        for row in self.data["meant"]:
            yield Field(self.voice.of(row["label"]), self.said(row))

    def said(self, row: Json) -> str:
        return self.voice.listed(map(self.voice.of, row["words"]))

    def posts(self) -> Iterator[Block]:
        yield Heading(self.voice.say("handover.posts"))
        if not self.data["posts"]:
            yield Paragraph(self.voice.say("handover.posts_none"))
        same: dict[tuple[bool, int | None, tuple[Block, ...]], list[Json]] = {}
        for post in self.data["posts"]:
            text = post.get("text") or ""
            alone = None if short((text,)) else post["number"]  # long words need the width of the page
            same.setdefault((bool(text), alone, tuple(self.about(post))), []).append(post)
        for (worded, _, about), posts in same.items():
            yield Heading(self.voice.posts([post["number"] for post in posts]), 2)
            if len(posts) > 1:
                yield self.table(posts, worded)
                if about:
                    yield Paragraph(self.voice.say("alike.each"))
            else:
                yield from self.post(posts[0])
            yield from about

    def about(self, post: Json) -> Iterator[Block]:
        """What may be the same of several posts: the service, what was told."""
        voice = self.voice
        if "service" in post:
            names = [post["service"][key] for key in ("name", "operator")]
            said = voice.listed(voice.of(name) for name in names if name) or voice.say("unknown")
            yield Field(voice.say("handover.service"), said)
        for row in post["told"]:
            yield Field(voice.of(row["label"]), self.said(row))

    def table(self, posts: Sequence[Json], worded: bool) -> Table:
        """Several posts: where and when, and with their words where those may stand here."""
        heads = [self.voice.say("column.number"), self.voice.say("column.where")]
        heads += [self.voice.say("handover.wording")] if worded else []
        rows = []
        for post in posts:
            lines = (
                text if key == "url" else self.voice.about(self.voice.say(f"handover.{key}"), text)
                for key, text in self.where(post)
            )
            rows.append((str(post["number"]), "\n".join(lines), *([post["text"]] if worded else [])))
        return Table(WORDED if worded else WIDTHS, tuple(heads), tuple(rows))

    def post(self, post: Json) -> Iterator[Field]:
        """One post: where and when, and its words where those may stand here."""
        for key, text in self.where(post):
            yield Field(self.voice.say(f"handover.{key}"), text)
        if post.get("text"):
            yield Field(self.voice.say("handover.wording"), post["text"])

    def where(self, post: Json) -> Iterator[tuple[str, str]]:
        """Where and when, by what it is; what is not known is said so."""
        voice = self.voice
        yield "url", post["url"] or voice.say("unknown")
        for key in ("id", "account"):
            if post["in_address"] and post["in_address"][key]:
                yield key, post["in_address"][key]
        yield "posted_at", self.moment(post["posted_at"])
        if post["made"]:
            made = (self.moment(post["made"]), voice.say("handover.made_note"), *self.differs(post))
            yield "made", "\n".join(made)

    def moment(self, at: Json) -> str:
        """A time in both zones, or what is known of it."""
        if "utc" in at:
            return "\n".join(f"{clock(at[zone])} {name}" for zone, name in (("japan", "JST"), ("utc", "UTC")))
        return self.voice.say("handover.day_only", day=at["day"]) if at["day"] else self.voice.say("unknown")

    def differs(self, post: Json) -> Iterator[str]:
        """A told day that is not the day the id holds."""
        day = post["posted_at"].get("japan") or post["posted_at"].get("day")
        if day and day[:10] != post["made"]["japan"][:10]:
            yield self.voice.say("handover.differs", told=day[:10])

    def clocks(self) -> Iterator[Block]:
        yield Heading(self.voice.say("clocks"))
        if not self.data["deadlines"]:
            yield Paragraph(self.voice.say("clocks_none"))
        yield from self.parts.clocks()

    # --- what is not known, what was told ----------------------------------------------------------------------------

    def gaps(self) -> Iterator[Block]:
        """Questions not answered, and what papers lack."""
        voice, data = self.voice, self.data
        yield Heading(voice.say("handover.gaps"))
        if not data["questions"] and not data["papers"]:
            yield Paragraph(voice.say("handover.gaps_none"))
        if data["questions"]:
            yield Field(voice.say("handover.questions"), self.asked(row["fact"] for row in data["questions"]))
        if data["papers"]:
            yield Heading(voice.say("handover.papers"), 2)
        for row in data["papers"]:
            yield Field(voice.of(row["label"]), self.asked(row["missing"]))

    def asked(self, paths: Iterable[str]) -> str:
        """Facts by label, with the posts they are asked of where there are several."""
        posts: dict[str, list[int]] = {}
        for path in paths:
            fact = fact_of(path, self.voice.book)
            label = self.voice.of(fact.label) if fact else path
            posts.setdefault(label, []).extend(self.asked_of(path, fact) if self.several else ())
        note, voice = self.voice.noted, self.voice
        return voice.listed(
            label + (note(voice.posts(sorted(set(of)))) if of else "") for label, of in posts.items()
        )

    def asked_of(self, path: str, fact: Fact | None) -> Iterator[int]:
        for post in self.data["posts"]:
            if fact is not None and path == in_post(fact.id, post["id"]):
                yield post["number"]

    def events(self) -> Iterator[Block]:
        voice = self.voice
        yield Heading(voice.say("handover.events"))
        if not self.data["events"]:
            yield Paragraph(voice.say("handover.events_none"))
        for event in sorted(self.data["events"], key=lambda event: event["on"] or "9999"):
            about = [self.parts.post(event["post"])] if event["post"] else []
            said = self.parts.event({**event, "on": None})
            yield Field(event["on"] or voice.say("handover.no_day"), voice.listed([said, *about]))

    def told(self) -> Iterator[Block]:
        """Every other answer."""
        yield Heading(self.voice.say("handover.told"))
        yield Paragraph(self.voice.say("handover.told_lead"))
        of_all = self.answers(self.data["told"])
        if of_all:
            yield Heading(self.voice.say("handover.all"), 2)
            yield from of_all
        same: dict[tuple[Field, ...], list[int]] = {}
        for id, rows in self.data["told_of_posts"].items():
            same.setdefault(self.answers(rows), []).append(self.parts.numbers[id])
        for answers, numbers in same.items():
            if answers:
                yield Heading(self.voice.posts(numbers), 2)
                yield from answers

    def answers(self, rows: Iterable[Json]) -> tuple[Field, ...]:
        return tuple(Field(self.voice.of(row["label"]), self.said(row)) for row in rows)

    # --- the law -----------------------------------------------------------------------------------------------------

    def findings(self) -> Iterator[Block]:
        """What something that was told points to, with every condition; the rest by name, with what it turns on."""
        rows = self.data["findings"]
        if rows:
            yield Heading(self.voice.say("handover.findings"))
        same: dict[tuple[str, tuple[Block, ...]], list[int]] = {}
        for row in self.near:
            key = (self.voice.of(row["label"]), tuple(self.conditions(row)))
            same.setdefault(key, []).append(self.parts.numbers[row["post"]])
        for (label, conditions), numbers in same.items():
            yield Heading(label + self.noted(numbers), 2)
            yield from conditions
        for status, title in (("unclear", "far"), ("unlikely", "fails"), ("no_law_for_date", "no_law")):
            rest = [
                row
                for row in rows
                if row["status"] == status and (row["post"], row["ground"]) not in self.named
            ]
            if rest:
                yield Heading(self.voice.say(f"handover.{title}"), 2)
            for (label, turns_on), numbers in self.together(rest).items():
                yield Field(label + self.noted(numbers), turns_on)

    def conditions(self, row: Json) -> Iterator[Block]:
        """How far a ground appears met, condition by condition."""
        yield Paragraph(self.voice.of(row["says"]))
        for part in row["elements"]:
            yield Field(self.status(part), "\n".join(self.part(part)))

    def together(self, rows: Iterable[Json]) -> dict[tuple[str, str], list[int]]:
        """Grounds with what they turn on, and the posts of which that is the same."""
        found: dict[tuple[str, str], list[int]] = {}
        for row in rows:
            key = (self.voice.of(row["label"]), self.turns_on(row))
            found.setdefault(key, []).append(self.parts.numbers[row["post"]])
        return found

    def noted(self, numbers: Sequence[int]) -> str:
        """The posts in brackets, where there are several in all."""
        return self.voice.noted(self.voice.posts(numbers)) if self.several else ""

    def status(self, part: Json) -> str:
        kind = "defence" if part["kind"] == "defence" else "status"
        return self.voice.phrase(f"{kind}.{part['status']}")

    def part(self, part: Json) -> Iterator[str]:
        """One condition: what it was decided from, what shows it, what it rests on."""
        voice = self.voice
        yield voice.of(part["label"]) + voice.noted(voice.phrase(f"texture.{part['texture']}"))
        if part["because"]:
            yield voice.about(voice.say("handover.because"), voice.listed(map(self.used, part["because"])))
        if part.get("open"):
            yield voice.about(voice.say("would_change"), voice.labels(part["open"]))
        if part.get("proof"):
            yield voice.about(voice.say("handover.proof"), voice.of(part["proof"]))
        if law := self.parts.rests_on(part["law"]):
            yield voice.about(voice.say("law"), law)
        if part["decisions"]:
            named = (self.court(self.data["decisions"][id]) for id in part["decisions"])
            yield voice.about(voice.say("handover.decisions"), voice.listed(named))

    def used(self, used: Json) -> str:
        """A fact that decided, with its value."""
        fact = fact_of(used["fact"], self.voice.book)
        assert fact is not None
        return (
            f"{self.voice.of(fact.label)} = "
            f"{self.voice.listed(map(self.voice.of, in_words(fact, used['value'])))}"
        )

    def turns_on(self, row: Json) -> str:
        """Of a ground in short: the facts that are open, or the conditions that fail."""
        if row["status"] == "unclear" and row["open"]:
            return self.voice.about(self.voice.say("would_change"), self.voice.labels(row["open"]))
        failing = self.voice.listed(self.voice.of(part["label"]) for part in row["elements"])
        return failing if row["status"] == "unlikely" and failing else self.voice.of(row["says"])

    def decisions(self) -> Iterator[Block]:
        """Each decision once; the conditions name them."""
        named = {id for row in self.near for part in row["elements"] for id in part["decisions"]}
        rows = [row for id, row in self.data["decisions"].items() if id in named]
        if rows:
            yield Heading(self.voice.say("handover.decisions"))
        for row in rows:
            said = [self.voice.of(text) for text in (row["held"], row["note"]) if text]
            points = self.voice.say(f"handover.points.{row['points']}")
            yield Field(self.court(row), "\n".join((points, *said)))

    def court(self, row: Json) -> str:
        """A decision by its name."""
        return " ".join(filter(None, (self.voice.of(row["court"]), row["on"], row["number"])))

    def sources(self) -> Iterator[Block]:
        book = self.data["rulebook"]
        yield Heading(self.voice.say("sources"))
        yield Paragraph(self.voice.say("rulebook", version=book["version"], law_of=book["law_of"]))
        yield from self.parts.sources(cited([*self.data["deadlines"], *self.near]))


def clock(written: str) -> str:
    """A time as people read it: 2026-10-01 21:14:00."""
    return written[:19].replace("T", " ")
