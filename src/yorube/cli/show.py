"""An outcome as text for people: what to do today, clocks, what the law asks, desks, sources.

Short by default, so that a shaken person can read it; `full` shows everything the outcome holds. The words of posts
are never shown. Everything comes from the outcome; nothing is decided here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from yorube.consult import Outcome
from yorube.consult.citations import cited
from yorube.consult.questions import fact_of
from yorube.law.rulebook import Rulebook

WIDTH = 88
TODAY = 3
NEAR = 3
# What stands before a line, and before its continuation.
ITEM, INNER = ("  ", "    "), ("     ", "     ")

Json = Mapping[str, Any]


def outcome(outcome: Outcome, lang: str, book: Rulebook, full: bool = False) -> Iterator[str]:
    """The lines of an outcome."""
    view = View(outcome, lang, book, full)
    parts = (view.head, view.safety, view.plan, view.clocks, view.law, view.desks, view.refusals)
    for part in (*parts, view.papers, view.outlook, view.questions, view.sources):
        yield from part()


def trace(traced: Json, lang: str, book: Rulebook) -> Iterator[str]:
    """The lines of a trace: each finding with its rules, opened down to the single questions."""
    words = {key: book.words[f"status.{key}"][lang] for key in ("met", "not_met", "unknown")}
    for finding in traced["findings"]:
        label = book.grounds[finding["ground"]].ground.label[lang]
        yield f"[{finding['post']}] {finding['ground']}  {label}: {finding['status']}"
        for rule in finding["rules"]:
            yield f"  {rule['rule']}: {words[rule['status']]}  § {', '.join(rule['law'])}"
            yield from branch(rule, lang, "    ")
        for fact, answers in finding["would_change"].items():
            yield f"  ? {fact}: " + ", ".join(f"{answer} → {status}" for answer, status in answers.items())
        yield ""


def branch(node: Json, lang: str, indent: str) -> Iterator[str]:
    """One node of a trace and what is below it."""
    shared = f" [{node['shared']}]" if "shared" in node else ""
    facts = "".join(f"  ({fact} = {value})" for fact, value in node.get("facts", {}).items())
    if not node.get("parts") or shared:
        yield f"{indent}{SIGNS['status', node['status']]} {node['sentence'][lang]}{shared}{facts}"
    for part in node.get("parts", []):
        yield from branch(part, lang, f"{indent}  ")


class View:
    """One outcome in one language."""

    def __init__(self, outcome: Outcome, lang: str, book: Rulebook, full: bool) -> None:
        self.o, self.lang, self.book, self.full = outcome, lang, book, full

    def w(self, id: str) -> str:
        """A fixed phrase."""
        return self.book.words[id][self.lang]

    def t(self, text: Mapping[str, str]) -> str:
        """A text of the outcome."""
        return text[self.lang]

    def facts(self, paths: Iterable[str]) -> str:
        """Facts by their labels, with the post they belong to."""
        labels: dict[str, None] = {}
        for path in paths:
            fact = fact_of(path, self.book)
            labels[fact.label[self.lang] if fact else path] = None
        return self.listed(labels)

    def listed(self, words: Iterable[str]) -> str:
        return (", " if self.lang == "en" else "、").join(words)

    def heading(self, id: str) -> Iterator[str]:
        yield ""
        yield f"■ {self.w(id)}"

    def head(self) -> Iterator[str]:
        o = self.o
        yield self.w("show.title")
        yield f"{self.w('show.as_of')} {o['as_of']}  ・  {self.w('show.rulebook')} {o['rulebook']['version']}"
        yield from wrap(self.t(o["rulebook"]["statement"]), "")

    # --- what to do --------------------------------------------------------------------------------------------------

    def safety(self) -> Iterator[str]:
        if self.o["safety"]:
            yield from self.heading("show.safety")
        for row in self.o["safety"]:
            yield from wrap(self.t(row["message"]), "  ! ", "    ")
            for desk in self.o["desks"]:
                if desk["id"] in row["desks"]:
                    yield f"    → {self.t(desk['name'])} {self.reach(desk)}"

    def reach(self, desk: Json) -> str:
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
            yield from self.action(action) if self.full else wrap(self.title(action), *ITEM)

    def title(self, action: Json) -> str:
        by = action["by"]
        when = f" ({self.w('show.by')} {by})" if self.lang == "en" else f"（{by} {self.w('show.by')}）"
        return f"{action['rank']}. {self.t(action['label'])}{when if by else ''}"

    def action(self, action: Json) -> Iterator[str]:
        yield from wrap(self.title(action), *ITEM)
        for why in action["why"] if self.full else action["why"][:1]:
            yield from wrap(self.t(why), *INNER)
        if action["how"]:
            yield from wrap(f"{self.w('show.how')}: {self.t(action['how'])}", *INNER)
        desk = next((desk for desk in self.o["desks"] if desk["id"] == action["desk"]), None)
        if desk:
            yield from wrap(f"{self.w('show.with')}: {self.t(desk['name'])} {self.reach(desk)}", *INNER)
        if action["papers"]:
            labels = {paper["id"]: self.t(paper["label"]) for paper in self.o["papers"]}
            papers = self.listed(labels[id] for id in action["papers"])
            yield from wrap(f"{self.w('show.papers_of')}: {papers}", *INNER)

    # --- clocks ------------------------------------------------------------------------------------------------------

    def clocks(self) -> Iterator[str]:
        """Rows of one deadline on one day stand together; what does not run yet comes last."""
        if self.o["deadlines"]:
            yield from self.heading("show.clocks")
        groups: dict[tuple[Any, ...], list[Json]] = {}
        for row in sorted(
            self.o["deadlines"], key=lambda row: (row["due"] is None, row["passed"], row["due"] or "")
        ):
            groups.setdefault((row["id"], row["due"], row["act_by"], bool(row.get("ended_by"))), []).append(
                row
            )
        notes: dict[str, None] = {}
        for rows in groups.values():
            yield from wrap(
                f"{self.when(rows[0])}  {self.t(rows[0]['label'])}{self.of(rows)}{self.marks(rows[0])}", *ITEM
            )
            notes |= dict.fromkeys(self.t(note) for row in rows for note in row.get("notes", []))
        for note in notes if self.full else ():
            yield from wrap(f"※ {note}", "  ", "     ")

    def when(self, row: Json) -> str:
        return row["due"] or f"({self.w('show.not_running')})"

    def of(self, rows: list[Json]) -> str:
        """The grounds and posts of some rows."""
        labels = {row["ground"]: self.t(row["label"]) for row in self.o["findings"]}
        grounds = self.listed(dict.fromkeys(labels.get(row["ground"], "") for row in rows if row["ground"]))
        posts = ", ".join(dict.fromkeys(row["post"] for row in rows if row["post"]))
        return (f" — {grounds}" if grounds else "") + (f" [{posts}]" if posts else "")

    def marks(self, row: Json) -> str:
        marks = []
        if row.get("ended_by"):
            marks.append(self.w("show.ended"))
        elif row["passed"]:
            marks.append(self.w("show.may_be_gone" if row["kind"] == "estimate" else "show.passed"))
        elif row["act_by"]:
            late = row["act_by"] < self.o["as_of"]
            marks.append(
                f"{self.w('show.start_by')} {row['act_by']}" + (f" {self.w('show.late')}" if late else "")
            )
        marks += [self.w("show.estimate")] if row["kind"] == "estimate" else []
        marks += [self.w("show.provisional")] if row.get("provisional") else []
        if row.get("missing"):
            marks.append(f"{self.w('show.needs')}: {self.facts(row['missing'])}")
        return f"  ({' ・ '.join(marks)})" if marks else ""

    # --- the law -----------------------------------------------------------------------------------------------------

    def law(self) -> Iterator[str]:
        if self.o["findings"]:
            yield from self.heading("show.law")
        for post in dict.fromkeys(row["post"] for row in self.o["findings"]):
            yield f"  [{self.w('show.post')} {post}]"
            rows = [row for row in self.o["findings"] if row["post"] == post]
            yield from self.likely([row for row in rows if row["status"] == "likely"])
            yield from self.unclear([row for row in rows if row["status"] == "unclear"])
            yield from self.missing([row for row in rows if row["status"] in ("unlikely", "no_law_for_date")])

    def likely(self, rows: list[Json]) -> Iterator[str]:
        for row in rows:
            yield from self.finding(row)

    def unclear(self, rows: list[Json]) -> Iterator[str]:
        """The nearest first: those with the fewest open conditions, and with most of them met."""
        ordered = sorted(rows, key=lambda row: sum(e["status"] == "unknown" for e in row["elements"]))
        for row in ordered if self.full else ordered[:NEAR]:
            yield from self.finding(row)
        rest = [] if self.full else ordered[NEAR:]
        if rest:
            yield from wrap(
                f"△ {self.w('show.more_unclear')}: {self.listed(self.t(r['label']) for r in rest)}", *ITEM
            )

    def finding(self, row: Json) -> Iterator[str]:
        mark = "●" if row["status"] == "likely" else "△"
        yield from wrap(f"{mark} {self.t(row['label'])} — {self.t(row['says'])}", *ITEM)
        for element in row["elements"]:
            kind = "defence" if element["kind"] == "defence" else "status"
            status = self.w(f"{kind}.{element['status']}")
            texture = self.w(f"texture.{element['texture']}")
            yield from wrap(
                f"{SIGNS[kind, element['status']]} {self.t(element['label'])}: {status} ({texture})", *DEEP
            )
        if row["open"]:
            yield from wrap(f"{self.w('show.would_change')}: {self.facts(row['open'][:3])}", *DEEP)

    def missing(self, rows: list[Json]) -> Iterator[str]:
        """Grounds whose conditions fail: what is missing and what other way there is."""
        if not rows:
            return
        yield from wrap(
            f"○ {self.w('show.other_grounds')}: {self.listed(self.t(r['label']) for r in rows)}", *ITEM
        )
        for row in rows if self.full else ():
            lacking = [self.t(e["missing"]) for e in row["elements"] if e.get("missing")]
            labels = [self.t(e["label"]) for e in row["elements"]]
            text = lacking[0] if lacking else self.listed(labels) or self.t(row["says"])
            yield from wrap(f"{self.t(row['label'])}: {text}", *DEEP)

    # --- desks, papers, outlook --------------------------------------------------------------------------------------

    def desks(self) -> Iterator[str]:
        if self.o["desks"]:
            yield from self.heading("show.desks")
        for desk in self.o["desks"]:
            yield from wrap(f"{desk['rank']}. {self.t(desk['name'])}  {self.reach(desk)}", *ITEM)
            for why in desk["why"] if self.full else desk["why"][:1]:
                yield from wrap(self.t(why), *INNER)
            hours = desk["contact"].get("hours")
            if hours:
                yield from wrap(self.t(hours), *INNER)
            does_not = " / ".join(self.t(text) for text in desk["does_not"])
            if does_not:
                yield from wrap(f"{self.w('show.does_not')}: {does_not}", *INNER)
            for caution in desk.get("cautions", []):
                yield from wrap(f"※ {self.t(caution)}", *INNER)

    def refusals(self) -> Iterator[str]:
        if self.o["not_suitable"]:
            yield from self.heading("show.not_suitable")
        for row in self.o["not_suitable"]:
            yield from wrap(f"{self.t(row['name'])}: {' '.join(self.t(why) for why in row['why'])}", *ITEM)

    def papers(self) -> Iterator[str]:
        ready = [row for row in self.o["papers"] if row["ready"]]
        if ready:
            yield from self.heading("show.papers")
            yield from wrap(self.listed(self.t(row["label"]) for row in ready), *ITEM)
        rows = [row for row in self.o["papers"] if not row["ready"]]
        if rows:
            yield from self.heading("show.papers_later")
        for row in rows:
            yield from wrap(
                f"{self.t(row['label'])} — {self.w('show.needs')}: {self.facts(row['missing'])}", *ITEM
            )

    def outlook(self) -> Iterator[str]:
        look = self.o["outlook"]
        if not self.o["findings"]:
            return
        yield from self.heading("show.outlook")
        yield f"  {self.w('show.police')}"
        for row in look["police"]:
            sign = SIGNS["status", row["status"]]
            means = "" if row["status"] == "unknown" else f": {self.t(row['means'])}"
            yield from wrap(f"{sign} {self.t(row['label'])}{means}", "    ", "      ")
        parts = (
            ("steps", "show.steps"),
            ("cost", "show.cost"),
            ("time", "show.time"),
            ("payers", "show.payers"),
        )
        for key, heading in parts if self.full else parts[1:2]:
            if look[key]:
                yield f"  {self.w(heading)}"
            for row in look[key]:
                label = f"{self.t(row['label'])}: " if "label" in row else ""
                yield from wrap(f"{label}{self.t(row.get('range') or row['text'])}", "    ", "      ")
        if look["legal_aid"] and (self.full or look["legal_aid"]["status"] != "unknown"):
            yield from wrap(self.w(f"aid.{look['legal_aid']['status']}"), "    ", "      ")
        if look["unknown"] and self.full:
            yield f"  {self.w('show.not_known')}"
            for row in look["unknown"]:
                yield from wrap(self.t(row["text"]), "    ", "      ")

    def questions(self) -> Iterator[str]:
        if self.o["questions"]:
            yield from self.heading("show.questions")
        for row in self.o["questions"][:5]:
            yield from wrap(f"・{self.t(row['question'])}", *ITEM)

    def article(self, number: str) -> str:
        """The number of an article: 250条2項6号 is Art. 250(2)(6) in English."""
        found = ARTICLE.fullmatch(number) if self.lang == "en" else None
        if found is None:
            return number
        article, sub, paragraph, item = found.groups()
        parts = "".join(f"({part})" for part in (paragraph, item) if part)
        return f"Art. {article}{f'-{sub}' if sub else ''}{parts}"

    def sources(self) -> Iterator[str]:
        """Articles of one statute on one line; in short only those that what is shown rests on."""
        groups: dict[tuple[str, str, str, str], list[str]] = {}
        shown = [row for row in self.o["findings"] if row["status"] == "likely"]
        rests_on = cited([*shown, *self.o["deadlines"], *self.o["actions"][:TODAY]])
        for cite, row in self.o["citations"].items():
            if self.full or (cite in rests_on and row.get("article")):
                key = (self.t(row["title"]), row["checked"], row["checked_on"] or "", row["url"])
                groups.setdefault(key, []).append(row.get("article", ""))
        if groups:
            yield from self.heading("show.sources")
        for (title, checked, day, url), articles in groups.items():
            named = f" {self.listed(self.article(no) for no in articles if no)}" if any(articles) else ""
            yield from wrap(f"{title}{named} ({self.w(f'checked.{checked}')} {day}) {url}", *ITEM)
        rest = len(self.o["citations"]) - sum(map(len, groups.values()))
        if rest or not self.full:
            yield ""
            yield from wrap(self.w("show.more").replace("{count}", str(rest)), "")


ARTICLE = re.compile(r"(\d+)条(?:の(\d+))?(?:第?(\d+)項)?(?:第?(\d+)号)?")
DEEP = ("      ", "        ")
# A sign before each condition: met, not met, open. A defence that is made out speaks against the person harmed.
SIGNS = {
    ("status", "met"): "✓",
    ("status", "not_met"): "✗",
    ("status", "unknown"): "?",
    ("defence", "met"): "✗",
    ("defence", "not_met"): "✓",
    ("defence", "unknown"): "?",
}


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
