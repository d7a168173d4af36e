"""An outcome as text for people: what to do today, clocks, what the law asks, desks, sources.

The words of posts are never shown. Everything comes from the outcome; nothing is decided here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from yorube.consult import Outcome
from yorube.law.text import Text

WIDTH = 88
TODAY = 3


def outcome(outcome: Outcome, lang: str, words: Mapping[str, Text]) -> Iterator[str]:
    """The lines of an outcome."""
    view = View(outcome, lang, words)
    yield from view.head()
    for part in (
        view.safety,
        view.plan,
        view.clocks,
        view.law,
        view.desks,
        view.refusals,
        view.papers,
        view.outlook,
        view.questions,
        view.sources,
    ):
        yield from part()


class View:
    """One outcome in one language."""

    def __init__(self, outcome: Outcome, lang: str, words: Mapping[str, Text]) -> None:
        self.o, self.lang, self.words = outcome, lang, words

    def w(self, id: str) -> str:
        """A fixed phrase."""
        return self.words[id][self.lang]

    def t(self, text: Mapping[str, str]) -> str:
        """A text of the outcome."""
        return text[self.lang]

    def heading(self, id: str) -> Iterator[str]:
        yield ""
        yield f"■ {self.w(id)}"

    def head(self) -> Iterator[str]:
        o = self.o
        yield self.w("show.title")
        yield f"{self.w('show.as_of')} {o['as_of']}  ・  {self.w('show.rulebook')} {o['rulebook']['version']}"
        yield from wrap(self.t(o["rulebook"]["statement"]), "")

    def safety(self) -> Iterator[str]:
        if self.o["safety"]:
            yield from self.heading("show.safety")
        for row in self.o["safety"]:
            yield from wrap(self.t(row["message"]), "  ! ")
            for desk in self.o["desks"]:
                if desk["id"] in row["desks"]:
                    yield f"    {self.t(desk['name'])} {self.reach(desk)}"

    def reach(self, desk: Mapping[str, Any]) -> str:
        contact = desk["contact"]
        return "  ".join(contact[key] for key in ("phone", "url") if contact.get(key))

    def plan(self) -> Iterator[str]:
        yield from self.heading("show.today")
        actions = self.o["actions"]
        if not actions:
            yield f"  {self.w('show.nothing_today')}"
        for action in actions[:TODAY]:
            yield from self.action(action)
        if actions[TODAY:]:
            yield from self.heading("show.after")
        for action in actions[TODAY:]:
            yield from self.action(action)

    def action(self, action: Mapping[str, Any]) -> Iterator[str]:
        by = ""
        if action["by"]:
            by = (
                f" ({self.w('show.by')} {action['by']})"
                if self.lang == "en"
                else f"（{action['by']} {self.w('show.by')}）"
            )
        yield f"  {action['rank']}. {self.t(action['label'])}{by}"
        for why in action["why"]:
            yield from wrap(f"{self.w('show.why')}: {self.t(why)}", "     ")
        if action["how"]:
            yield from wrap(f"{self.w('show.how')}: {self.t(action['how'])}", "     ")
        desk = next((desk for desk in self.o["desks"] if desk["id"] == action["desk"]), None)
        if desk:
            yield from wrap(f"{self.w('show.with')}: {self.t(desk['name'])} {self.reach(desk)}", "     ")
        if action["papers"]:
            labels = {paper["id"]: self.t(paper["label"]) for paper in self.o["papers"]}
            yield from wrap(
                f"{self.w('show.papers_of')}: {'、'.join(labels[id] for id in action['papers'])}", "     "
            )

    def clocks(self) -> Iterator[str]:
        if self.o["deadlines"]:
            yield from self.heading("show.clocks")
        grounds = {row["ground"]: self.t(row["label"]) for row in self.o["findings"]}
        rows = sorted(
            self.o["deadlines"], key=lambda row: (row["due"] is None, row["passed"], row["due"] or "")
        )
        notes: dict[str, None] = {}
        for row in rows:
            yield from wrap(
                f"{self.when(row)}  {self.t(row['label'])}{self.where(row, grounds)}{self.marks(row)}",
                "  ",
                "    ",
            )
            notes |= dict.fromkeys(self.t(note) for note in row.get("notes", []))
        for note in notes:
            yield from wrap(f"※ {note}", "  ", "     ")

    def when(self, row: Mapping[str, Any]) -> str:
        return row["due"] or f"({self.w('show.not_running')})"

    def where(self, row: Mapping[str, Any], grounds: Mapping[str, str]) -> str:
        ground = f" {grounds.get(row['ground'], row['ground'])}" if row["ground"] else ""
        post = f" [{row['post']}]" if row["post"] else ""
        return ground + post

    def marks(self, row: Mapping[str, Any]) -> str:
        marks = []
        if row.get("ended_by"):
            marks.append(self.w("show.ended"))
        elif row["passed"]:
            marks.append(self.w("show.passed"))
        elif row["act_by"]:
            marks.append(f"{self.w('show.start_by')} {row['act_by']}")
        marks += [self.w("show.estimate")] if row["kind"] == "estimate" else []
        marks += [self.w("show.provisional")] if row.get("provisional") else []
        if row.get("missing"):
            marks.append(f"{self.w('show.needs')}: {', '.join(row['missing'])}")
        return f"  — {' ・ '.join(marks)}" if marks else ""

    def law(self) -> Iterator[str]:
        if self.o["findings"]:
            yield from self.heading("show.law")
        for post in dict.fromkeys(row["post"] for row in self.o["findings"]):
            yield f"  [{self.w('show.post')} {post}]"
            rows = [row for row in self.o["findings"] if row["post"] == post]
            for status in ("likely", "unclear"):
                for row in (r for r in rows if r["status"] == status):
                    yield from self.finding(row)
            yield from self.missing([r for r in rows if r["status"] in ("unlikely", "no_law_for_date")])

    def finding(self, row: Mapping[str, Any]) -> Iterator[str]:
        yield from wrap(f"● {self.t(row['label'])} — {self.t(row['says'])}", "  ", "    ")
        for element in row["elements"]:
            kind = "defence" if element["kind"] == "defence" else "status"
            status = self.w(f"{kind}.{element['status']}")
            texture = self.w(f"texture.{element['texture']}")
            yield from wrap(f"{self.t(element['label'])}: {status}（{texture}）", "      ", "        ")
        if row["open"]:
            yield from wrap(
                f"{self.w('show.would_change')}: {', '.join(row['open'][:3])}", "      ", "        "
            )

    def missing(self, rows: list[Mapping[str, Any]]) -> Iterator[str]:
        """Grounds whose conditions fail, shortest first: the name and what is missing."""
        if rows:
            yield f"  ○ {self.w('show.other_grounds')}"
        for row in rows:
            lacking = [self.t(e["missing"]) for e in row["elements"] if e.get("missing")]
            labels = [
                self.t(e["label"])
                for e in row["elements"]
                if e["status"] == "not_met" and e["kind"] == "element"
            ]
            text = lacking[0] if lacking else "、".join(labels) or self.t(row["says"])
            yield from wrap(f"{self.t(row['label'])}: {text}", "      ", "        ")

    def desks(self) -> Iterator[str]:
        if self.o["desks"]:
            yield from self.heading("show.desks")
        for desk in self.o["desks"]:
            yield f"  {desk['rank']}. {self.t(desk['name'])}  {self.reach(desk)}"
            for why in desk["why"][:2]:
                yield from wrap(self.t(why), "     ")
            hours = desk["contact"].get("hours")
            if hours:
                yield from wrap(self.t(hours), "     ")
            yield from wrap(
                f"{self.w('show.does_not')}: {' '.join(self.t(t) for t in desk['does_not'])}",
                "     ",
                "       ",
            )
            for caution in desk.get("cautions", []):
                yield from wrap(f"※ {self.t(caution)}", "     ", "       ")

    def refusals(self) -> Iterator[str]:
        if self.o["not_suitable"]:
            yield from self.heading("show.not_suitable")
        for row in self.o["not_suitable"]:
            yield from wrap(
                f"{self.t(row['name'])}: {' '.join(self.t(why) for why in row['why'])}", "  ", "    "
            )

    def papers(self) -> Iterator[str]:
        for ready, heading in ((True, "show.papers"), (False, "show.papers_later")):
            rows = [row for row in self.o["papers"] if row["ready"] is ready]
            if rows:
                yield from self.heading(heading)
            for row in rows:
                lacks = f" — {self.w('show.needs')}: {', '.join(row['missing'])}" if row["missing"] else ""
                yield from wrap(f"{self.t(row['label'])}{lacks}", "  ", "    ")

    def outlook(self) -> Iterator[str]:
        look = self.o["outlook"]
        if not self.o["findings"]:
            return
        yield from self.heading("show.outlook")
        yield f"  {self.w('show.police')}"
        for row in look["police"]:
            status = self.w(f"status.{row['status']}")
            yield from wrap(f"{self.t(row['label'])}: {status}", "    ", "      ")
        for key, heading in (
            ("steps", "show.steps"),
            ("cost", "show.cost"),
            ("time", "show.time"),
            ("payers", "show.payers"),
        ):
            if look[key]:
                yield f"  {self.w(heading)}"
            for row in look[key]:
                label = f"{self.t(row['label'])}: " if "label" in row else ""
                yield from wrap(f"{label}{self.t(row.get('range') or row['text'])}", "    ", "      ")
        if look["legal_aid"]:
            yield from wrap(self.w(f"aid.{look['legal_aid']['status']}"), "    ", "      ")
        if look["unknown"]:
            yield f"  {self.w('show.not_known')}"
        for row in look["unknown"]:
            yield from wrap(self.t(row["text"]), "    ", "      ")

    def questions(self) -> Iterator[str]:
        if self.o["questions"]:
            yield from self.heading("show.questions")
        for row in self.o["questions"][:5]:
            yield from wrap(f"・{self.t(row['question'])}", "  ", "    ")

    def sources(self) -> Iterator[str]:
        if self.o["citations"]:
            yield from self.heading("show.sources")
        for row in self.o["citations"].values():
            article = f" {row['article']}" if row.get("article") else ""
            checked = self.w(f"checked.{row['checked']}")
            yield from wrap(
                f"{self.t(row['title'])}{article}（{checked} {row['checked_on'] or ''}） {row['url']}",
                "  ",
                "    ",
            )


def columns(text: str) -> int:
    """How many columns a text takes in a terminal: a full-width character takes two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrap(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    """The text in lines of at most WIDTH columns; breaks between Japanese characters or at spaces."""
    rest = first if rest is None else rest
    line, indent = "", first
    for piece in pieces(text):
        if line and columns(indent + line + piece.rstrip()) > WIDTH:
            yield indent + line.rstrip()
            line, indent = "", rest
        line += piece
    yield indent + line.rstrip()


# Characters that never begin a line (行頭禁則).
CLOSING = "、。，．・：；？！）」』】〉》〕ー…％・"


def pieces(text: str) -> Iterator[str]:
    """Where a line may break: after a space, around a full-width character; never before a closing mark."""
    word = ""
    for char in text:
        wide = unicodedata.east_asian_width(char) in "WF"
        if wide and char not in CLOSING and word:
            yield word
            word = ""
        word += char
        if char == " ":
            yield word
            word = ""
    if word:
        yield word
