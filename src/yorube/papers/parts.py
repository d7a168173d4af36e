"""Parts that several papers share: time limits, desks, what a paper rests on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yorube.consult import Outcome, Report
from yorube.document.blocks import Block, Field, Paragraph, Piece, Strong
from yorube.papers.voice import Voice

Json = Mapping[str, Any]

# What only this project says; the laws and pages behind it are cited beside it.
CONTRACT = "contract#"
ARTICLE = re.compile(r"(\d+)条(?:の(\d+))?(?:第?(\d+)項)?(?:第?(\d+)号)?")


@dataclass(frozen=True)
class Parts:
    """One outcome, spoken in one language. Posts are named by their place in the report, not by their ids."""

    report: Report
    outcome: Outcome
    voice: Voice

    def post(self, id: str) -> str:
        """The name of a post."""
        return self.voice.posts([self.numbers[id]])

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each post in the report, from 1."""
        return {post.id: number for number, post in enumerate(self.report.posts, 1)}

    def of(self, rows: Iterable[Json]) -> str:
        """Which grounds and posts some rows are about."""
        rows, voice = list(rows), self.voice
        labels = {row["ground"]: voice.of(row["label"]) for row in self.outcome["findings"]}
        about = [labels[row["ground"]] for row in rows if row["ground"]]
        if len(self.report.posts) > 1:
            posts = sorted({self.numbers[row["post"]] for row in rows if row["post"]})
            about += [voice.posts(posts)] if posts else []
        return voice.listed(about)

    # --- time limits -------------------------------------------------------------------------------------------------

    def clocks(self) -> Iterator[Block]:
        """Every time limit with how it is counted: one block for each clock, its days first, the next day on top."""
        clocks: dict[str, list[Json]] = {}
        for row in sorted(self.outcome["deadlines"], key=in_time):
            clocks.setdefault(row["id"], []).append(row)
        for rows in clocks.values():
            yield Field(self.voice.of(rows[0]["label"]), tuple(self.clock(rows)))

    def clock(self, rows: Sequence[Json]) -> Iterator[Piece]:
        """The days of one clock, how they were counted, what that rests on."""
        row, voice = rows[0], self.voice
        days: dict[tuple[Any, ...], list[Json]] = {}
        for one in rows:
            days.setdefault((one["due"], one["act_by"], bool(one.get("ended_by"))), []).append(one)
        for same in days.values():
            about = self.of(same)
            yield Strong(self.when(same[0]))
            yield voice.noted(about) if about else ""
            marks = voice.listed(self.marks(same[0]))
            yield f"\n{marks}\n" if marks else "\n"
        yield voice.about(voice.say("counting"), voice.of(row["counting"]["text"]))
        for note in dict.fromkeys(voice.of(note) for one in rows for note in one.get("notes", ())):
            yield f"\n{voice.about(voice.say('note'), note)}"
        yield f"\n{voice.about(voice.say('law'), self.rests_on(row['law']))}"

    def when(self, row: Json) -> str:
        """The last day, or that there is none."""
        if row.get("ended_by"):
            return self.voice.phrase("show.ended")
        return self.voice.say("due", day=row["due"]) if row["due"] else self.voice.say("not_running")

    def marks(self, row: Json) -> Iterator[str]:
        """What is to be known of the days of a row."""
        voice = self.voice
        if row.get("ended_by"):
            yield voice.say("ended_by", what=self.event(row["ended_by"]))
        elif row["passed"]:
            yield voice.phrase("show.may_be_gone" if row["kind"] == "estimate" else "show.passed")
        elif row["act_by"]:
            late = row["act_by"] < self.outcome["as_of"]
            yield voice.say("start_by", day=row["act_by"]) + (voice.noted(voice.say("late")) if late else "")
        if row["from"]:
            yield voice.say("from", day=row["from"])
        if row["kind"] == "estimate":
            yield voice.phrase("show.estimate")
        if row.get("moved_from"):
            yield voice.say("moved", day=row["moved_from"])
        if row.get("provisional"):
            yield voice.phrase("show.provisional")
        if row.get("missing"):
            yield voice.about(voice.say("missing"), voice.labels(row["missing"]))

    def event(self, event: Json) -> str:
        """What happened, when, by whom."""
        kind = self.voice.of(self.voice.book.facts["events.kind"].words(event["kind"]))
        return self.voice.listed([kind, *(event[key] for key in ("on", "by") if event[key])])

    # --- desks -------------------------------------------------------------------------------------------------------

    def reach(self, desk: Json) -> str:
        """A desk's telephone and address."""
        return "  ".join(desk["contact"][key] for key in ("phone", "url") if desk["contact"].get(key))

    def named(self, ids: Iterable[str]) -> Iterator[str]:
        """Desks by name, with how to reach them."""
        for desk in self.outcome["desks"]:
            if desk["id"] in ids:
                yield f"{self.voice.of(desk['name'])}  {self.reach(desk)}"

    # --- what it rests on --------------------------------------------------------------------------------------------

    def rests_on(self, cites: Iterable[str]) -> str:
        """Laws by name, the articles of one law together; where there is no law, the pages it was taken from."""
        cites = [cite for cite in cites if not cite.startswith((CONTRACT, "case:"))]
        laws = [cite for cite in cites if not cite.startswith("src:")]
        titles: dict[str, list[str]] = {}
        for cite in laws or cites:
            row = self.outcome["citations"][cite]
            number = article(row.get("article", ""), self.voice)
            titles.setdefault(self.voice.of(row["title"]), []).append(number)
        return self.voice.listed(titled(title, numbers, self.voice) for title, numbers in titles.items())

    def sources(self, cites: Iterable[str]) -> Iterator[Block]:
        """Each source with the day it was checked, against what, and where it stands."""
        if lines := source_lines(sorted(cites), self.outcome["citations"], self.voice):
            yield Paragraph("\n".join(lines))


def titled(title: str, articles: Sequence[str], voice: Voice) -> str:
    """A law with its articles."""
    return " ".join((title, *filter(None, [voice.listed(filter(None, articles))])))


def article(number: str, voice: Voice) -> str:
    """The number of an article: 250条2項6号 is Art. 250(2)(6) in English."""
    found = ARTICLE.fullmatch(number) if voice.lang == "en" else None
    if found is None:
        return number
    article, sub, paragraph, item = found.groups()
    return f"Art. {article}{f'-{sub}' if sub else ''}" + "".join(f"({n})" for n in (paragraph, item) if n)


def source_lines(cites: Iterable[str], citations: Json, voice: Voice) -> list[str]:
    """One line a source: title, articles, against what and on which day it was checked, address."""
    groups: dict[tuple[str, str, str, str], list[str]] = {}
    for cite in cites:
        if not cite.startswith(CONTRACT):
            row = citations[cite]
            key = (voice.of(row["title"]), row["checked"], row["checked_on"] or "", row["url"])
            groups.setdefault(key, []).append(article(row.get("article", ""), voice))
    lines = []
    for (title, checked, day, url), articles in groups.items():
        how = voice.listed([voice.phrase(f"checked.{checked}"), *([day] if day else [])])
        lines.append(f"{titled(title, articles, voice)}{voice.noted(how)} {url}".rstrip())
    return lines


def in_time(row: Json) -> tuple[bool, bool, str]:
    """The order of time limits: the next first; what does not run after them, what is over last."""
    return bool(row.get("ended_by")), row["due"] is None, row["due"] or ""
