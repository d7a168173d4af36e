"""An outcome as text for people: what to do today, clocks, what the law asks, desks, sources.

Short by default, so that a shaken person can read it; `full` shows everything the outcome holds, and the short form
says how much more there is. The words of posts are never shown. Everything comes from the outcome; nothing is decided
here.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any

from yorube import interview
from yorube.cli.common import said
from yorube.cli.lines import wrap
from yorube.consult import Outcome
from yorube.consult.citations import cited
from yorube.consult.near import Near
from yorube.consult.questions import fact_of
from yorube.law.rulebook import Rulebook

# How many the short form shows: actions for today, desks, questions.
TODAY, DESKS, QUESTIONS = 3, 5, 5
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
    words = {key: said(book.words[f"status.{key}"], lang) for key in ("met", "not_met", "unknown")}
    for finding in traced["findings"]:
        label = said(book.grounds[finding["ground"]].ground.label, lang)
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
        yield f"{indent}{SIGNS['status', node['status']]} {said(node['sentence'], lang)}{shared}{facts}"
    for part in node.get("parts", []):
        yield from branch(part, lang, f"{indent}  ")


class View:
    """One outcome in one language."""

    def __init__(self, outcome: Outcome, lang: str, book: Rulebook, full: bool) -> None:
        self.o, self.lang, self.book, self.full = outcome, lang, book, full
        self.near = Near(outcome)

    def w(self, id: str, **counts: int) -> str:
        """A fixed phrase; a name in braces is replaced by its count."""
        phrase = said(self.book.words[id], self.lang)
        for name, count in counts.items():
            phrase = phrase.replace(f"{{{name}}}", str(count))
        return phrase

    def t(self, text: Mapping[str, str]) -> str:
        """A text of the outcome."""
        return said(text, self.lang)

    def facts(self, paths: Iterable[str]) -> str:
        """Facts by their labels, each once."""
        labels: dict[str, None] = {}
        for path in paths:
            fact = fact_of(path, self.book)
            labels[said(fact.label, self.lang) if fact else path] = None
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

    def safety(self, already: Container[str] = ()) -> Iterator[str]:
        """What comes before everything else, except what was said already."""
        rows = [row for row in self.o["safety"] if row["id"] not in already]
        if rows:
            yield from self.heading("show.safety")
        for row in rows:
            yield from wrap(self.t(row["message"]), "  ! ", "    ")
            for desk in self.o["desks"]:
                if desk["id"] in row["desks"]:
                    yield f"    → {self.desk(desk)}"

    def desk(self, desk: Json) -> str:
        """A desk's name with its telephone, where the name does not say it already, and its address."""
        name, contact = self.t(desk["name"]), desk["contact"]
        reach = [contact[key] for key in ("phone", "url") if contact.get(key) and contact[key] not in name]
        return "  ".join((name, *reach))

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
            yield from wrap(f"{self.w('show.with')}: {self.desk(desk)}", *INNER)
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
        shown = self.o["deadlines"] if self.full else self.near.deadlines()
        for row in sorted(shown, key=lambda row: (row["due"] is None, row["passed"], row["due"] or "")):
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
        yield from self.more("show.more_deadlines", len(self.o["deadlines"]) - len(shown))

    def more(self, id: str, count: int) -> Iterator[str]:
        """How many more there are in the full form."""
        if count:
            yield from wrap(self.w(id, count=count), *ITEM)

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
        """The findings of each post: likely, then open; in short only what is near, and how many others there are."""
        if self.o["findings"]:
            yield from self.heading("show.law")
        for post in dict.fromkeys(row["post"] for row in self.o["findings"]):
            yield f"  [{self.w('show.post')} {post}]"
            rows = [row for row in self.o["findings"] if row["post"] == post]
            likely = [row for row in rows if row["status"] == "likely"]
            unclear = sorted((row for row in rows if row["status"] == "unclear"), key=conditions_open)
            missing = [row for row in rows if row["status"] in ("unlikely", "no_law_for_date")]
            shown = [row for row in unclear if self.full or (post, row["ground"]) in self.near.grounds]
            for row in (*likely, *shown):
                yield from self.finding(row)
            if self.full:
                yield from self.missing(missing)
            else:
                others = {"open": len(unclear) - len(shown), "missing": len(missing)}
                yield from wrap(f"○ {self.w('show.others', **others)}", *ITEM) if any(others.values()) else ()

    def finding(self, row: Json) -> Iterator[str]:
        """A finding with its conditions; in short, of an open one those that are open, and how many are not."""
        mark = "●" if row["status"] == "likely" else "△"
        yield from wrap(f"{mark} {self.t(row['label'])} — {self.t(row['says'])}", *ITEM)
        every = self.full or row["status"] == "likely"
        shown = [part for part in row["elements"] if every or part["status"] == "unknown"]
        if len(shown) < len(row["elements"]):
            count = len(row["elements"]) - len(shown)
            yield from wrap(f"✓ {self.w('show.others_met', count=count)}", *DEEP)
        for element in shown:
            kind = "defence" if element["kind"] == "defence" else "status"
            status = self.w(f"{kind}.{element['status']}")
            if element["status"] != "unknown" or element["texture"] == "judged":
                texture = self.w(f"texture.{element['texture']}")
                status = f"{status} ({texture})"
            yield from wrap(f"{SIGNS[kind, element['status']]} {self.t(element['label'])}: {status}", *DEEP)
            readings = {self.t(used["text"]): None for used in element["because"] if "reading" in used}
            for text in readings if self.full else ():
                yield from wrap(f"{self.w('show.reading')}: {text}", *DEEPER)
        if row["open"]:
            yield from wrap(f"{self.w('show.would_change')}: {self.facts(row['open'][:3])}", *DEEP)

    def missing(self, rows: list[Json]) -> Iterator[str]:
        """Grounds whose conditions fail: what is missing and what other way there is."""
        if rows:
            yield from wrap(f"○ {self.w('show.other_grounds')}", *ITEM)
        for row in rows:
            lacking = [self.t(e["missing"]) for e in row["elements"] if e.get("missing")]
            labels = [self.t(e["label"]) for e in row["elements"]]
            text = lacking[0] if lacking else self.listed(labels) or self.t(row["says"])
            yield from wrap(f"{self.t(row['label'])}: {text}", *DEEP)

    # --- desks, papers, outlook --------------------------------------------------------------------------------------

    def desks(self) -> Iterator[str]:
        if self.o["desks"]:
            yield from self.heading("show.desks")
        shown = self.o["desks"] if self.full else self.near.desks(DESKS)
        for desk in shown:
            yield from wrap(f"{desk['rank']}. {self.desk(desk)}", *ITEM)
            for why in desk["why"] if self.full else desk["why"][:1]:
                yield from wrap(self.t(why), *INNER)
            hours = desk["contact"].get("hours")
            if hours:
                yield from wrap(self.t(hours), *INNER)
            does = " / ".join(self.t(text) for text in desk["does"])
            if does and self.full:
                yield from wrap(f"{self.w('show.does')}: {does}", *INNER)
            does_not = " / ".join(self.t(text) for text in desk["does_not"])
            if does_not:
                yield from wrap(f"{self.w('show.does_not')}: {does_not}", *INNER)
            for caution in desk.get("cautions", []):
                yield from wrap(f"※ {self.t(caution)}", *INNER)
            if desk["checked_on"] and self.full:
                yield f"{INNER[0]}{self.w('show.checked_on')}: {desk['checked_on']}"
        yield from self.more("show.more_desks", len(self.o["desks"]) - len(shown))

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
        """What to tell next; the same question about several posts stands once, with its posts."""
        rows: dict[str, list[str]] = {}
        for row in self.o["questions"] if self.full else self.near.questions():
            _, post = interview.about(row["fact"], self.book)
            rows.setdefault(self.t(row["question"]), []).extend([post] if post else [])
        if rows:
            yield from self.heading("show.questions")
        for question, posts in list(rows.items())[: None if self.full else QUESTIONS]:
            of = f" [{', '.join(posts)}]" if posts else ""
            yield from wrap(f"・{question}{of}", *ITEM)

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
        rests_on = cited([*shown, *self.near.deadlines(), *self.o["actions"][:TODAY]])
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
            yield from wrap(self.w("show.more", count=rest), "")


def conditions_open(finding: Json) -> int:
    """How many conditions of a finding are open."""
    return sum(part["status"] == "unknown" for part in finding["elements"])


ARTICLE = re.compile(r"(\d+)条(?:の(\d+))?(?:第?(\d+)項)?(?:第?(\d+)号)?")
DEEP, DEEPER = ("      ", "        "), ("        ", "          ")
# A sign before each condition: met, not met, open. A defence that is made out speaks against the person harmed.
SIGNS = {
    ("status", "met"): "✓",
    ("status", "not_met"): "✗",
    ("status", "unknown"): "?",
    ("defence", "met"): "✗",
    ("defence", "not_met"): "✓",
    ("defence", "unknown"): "?",
}
