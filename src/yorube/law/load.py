"""Loads the rulebook: reads the TOML files, types every rule, checks that everything fits together.

`load(files)` is pure; `read(folder)` reads a folder.
"""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any, TypeVar

from yorube.law import expr
from yorube.law import rulebook as r
from yorube.law.build import Mistake, Row, RulebookError, build
from yorube.law.calendar import Calendar, calendar_from
from yorube.law.checks import check
from yorube.law.facts import TYPES, UNKNOWN, Fact
from yorube.law.parse import Names, Problem, close_to
from yorube.law.text import Text

FOLDER = Path(__file__).resolve().parent.parent / "rulebook"

T = TypeVar("T")

# Kind of row -> its class. Rows of a kind may stand in any file; a file of `grounds/` is one ground.
KINDS: Mapping[str, type] = {
    "fact": Fact,
    "reading": r.Reading,
    "rule": r.Rule,
    "clock": r.Clock,
    "safety": r.Safety,
    "desk": r.Desk,
    "action": r.Action,
    "paper": r.Paper,
    "police_factor": r.Factor,
    "step": r.Step,
    "cost": r.Estimate,
    "time": r.Estimate,
    "payer": r.Payer,
    "unknown": r.NotKnown,
    "platform": r.Service,
    "carrier": r.Carrier,
    "source": r.Source,
    "article": r.Article,
    "decision": r.Decision,
    "gap": r.Gap,
    "stage": r.Stage,
    "page": r.Page,
    "chart": r.Chart,
    "word": r.Word,
    "cue": r.Cue,
    "posting": r.Advice,
    "saving": r.Saving,
    "quiet": r.Quiet,
    "removal": r.Removal,
    "research": r.Research,
}
GROUND = ("ground", "version", "penalty", "element", "defence")
SINGLE = ("rulebook", "legal_aid")
NO_NAMES = Names(facts={}, rules={})


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The `[rulebook]` table."""

    version: str
    law_of: date
    statement: Text


def read(folder: Path) -> r.Rulebook:
    """The rulebook in a folder."""
    paths = sorted(folder.rglob("*.toml"))
    return load({path.relative_to(folder).as_posix(): path.read_bytes() for path in paths})


def load(files: Mapping[str, bytes]) -> r.Rulebook:
    """A rulebook from the content of its files, by name. Raises RulebookError with every mistake found."""
    return Loading(files).done()


class Loading:
    """One load: collects rows and mistakes, then builds the rulebook in the order in which parts need each other."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files
        self.mistakes: list[Mistake] = []
        self.rows: dict[str, list[Row]] = {kind: [] for kind in (*KINDS, *SINGLE)}
        self.ground_rows: dict[str, list[Row]] = {}
        self.calendar: Calendar | None = None
        self.built: dict[str, list[tuple[Row, Any]]] = {}
        self.collect()

    # --- reading the files -------------------------------------------------------------------------------------------

    def collect(self) -> None:
        for file in sorted(self.files):
            data = self.files[file]
            try:
                content = data.decode("utf-8")
                tables = tomllib.loads(content)
            except UnicodeDecodeError as error:
                line = data.count(b"\n", 0, error.start) + 1
                self.mistakes.append(Mistake(file, line, "not UTF-8", "save the file as UTF-8"))
            except RecursionError:
                self.mistakes.append(Mistake(file, 1, "nested too deeply"))
            except ValueError as error:  # not TOML, or a number with thousands of digits
                place = re.search(r"at line (\d+)", str(error))
                line = int(place[1]) if place else len(content.splitlines())
                self.mistakes.append(Mistake(file, line, f"not TOML: {error}"))
            else:
                self.file(file, content, tables)

    def file(self, file: str, content: str, tables: Mapping[str, Any]) -> None:
        if file == "calendar.toml":
            try:
                self.calendar = calendar_from(tables)
            except ValueError as error:
                key = str(error).partition(":")[0].rpartition(".")[2]
                self.mistakes.append(Mistake(file, Row(file, key, 0, {}, content).line(), str(error)))
            return
        allowed = (*GROUND, *KINDS) if file.startswith("grounds/") else (*KINDS, *SINGLE)
        for kind, value in tables.items():
            rows = value if isinstance(value, list) else [value]
            if kind not in allowed:
                row = Row(file, kind, 0, {}, content)
                self.mistakes.append(row.mistake(f"unknown kind of rule `{kind}`", close_to(kind, allowed)))
                continue
            for index, table in enumerate(rows):
                row = Row(file, kind, index, table if isinstance(table, Mapping) else {}, content)
                if not isinstance(table, Mapping):
                    self.mistakes.append(
                        row.mistake(f"a table is needed, found {table!r:.80}", f"[[{kind}]]")
                    )
                    continue
                target = self.ground_rows.setdefault(file, []) if kind in GROUND else self.rows[kind]
                target.append(row)

    # --- building ----------------------------------------------------------------------------------------------------

    def attempt(
        self, row: Row, kind: type[T], names: Names, table: Mapping[str, Any] | None = None
    ) -> T | None:
        """Build one row; a mistake is kept and the row left out."""
        try:
            value: T = build(kind, row.table if table is None else table, names)
            self.built.setdefault(row.kind, []).append((row, value))
            return value
        except Problem as problem:
            self.mistakes.append(row.mistake(problem.message, problem.hint, problem.near))
            return None

    def rows_of(self, kind: str, names: Names) -> tuple[Any, ...]:
        return tuple(self.by_id(kind, names).values())

    def by_id(self, kind: str, names: Names) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for row in self.rows[kind]:
            value = self.attempt(row, KINDS[kind], names, limitation(row.table) if kind == "clock" else None)
            if value is not None and value.id in found:
                self.taken(row)
            elif value is not None:
                found[value.id] = value
        return found

    def taken(self, row: Row) -> None:
        first = next(other for other in self.rows[row.kind] if other.id == row.id)
        self.mistakes.append(row.mistake("this id is taken", f"by {first.file}:{first.line()}"))

    def facts(self) -> dict[str, Fact]:
        facts = self.by_id("fact", NO_NAMES)
        for row, fact in self.built.get("fact", []):
            if fact.type not in TYPES:
                self.mistakes.append(
                    row.mistake(f"unknown type {fact.type!r}", close_to(fact.type, TYPES), "type")
                )
            if (fact.type in ("choice", "set")) is not bool(fact.choices):
                self.mistakes.append(row.mistake("choices go with `choice` and `set`", "", "choices"))
            ids = [choice.id for choice in fact.choices]
            if UNKNOWN in ids or len(set(ids)) < len(ids):
                self.mistakes.append(
                    row.mistake("choices have each id once, and never `unknown`", "", "choices")
                )
            if any(id.startswith(f"{fact.id}.") for id in facts):
                self.mistakes.append(
                    row.mistake("a fact is no table of facts", f"{fact.id}. ... are facts too")
                )
            if fact.asked and fact.ask is None:
                self.mistakes.append(row.mistake("`ask` is missing", "or asked = false"))
        return facts

    def shared(self, names: Names) -> tuple[dict[str, r.Rule], Names]:
        """The shared conditions, each built after those it speaks of, and the names with them. No circles."""
        rows: dict[str, Row] = {}
        for row in self.rows["rule"]:
            if row.id in rows:
                self.taken(row)
            rows[row.id] = row
        needs = {id: [name for name in _mentioned(row.table) if name in rows] for id, row in rows.items()}
        order: tuple[str, ...] = ()
        while needs and not order:
            try:
                order = tuple(TopologicalSorter(needs).static_order())
            except CycleError as error:
                circle = error.args[1]
                self.mistakes.append(
                    rows[circle[0]].mistake("rules go round in a circle", " -> ".join(circle))
                )
                needs = {id: [n for n in needs[id] if n not in circle] for id in needs if id not in circle}
        # What cannot be built stands as unknown, so that one mistake is not told again by all that name it.
        values: dict[str, tuple[Text, expr.Node]] = {id: (Text(id, id), expr.Constant(None)) for id in rows}
        names = replace(names, rules=values)
        rules: dict[str, r.Rule] = {}
        for id in order:
            rule = self.attempt(rows[id], r.Rule, names)
            if rule is not None:
                rules[id] = rule
                values[id] = (rule.label, rule.value)
        return rules, names

    def grounds(self, names: Names) -> dict[str, r.Ground]:
        found: dict[str, r.Ground] = {}
        kinds = {"ground": r.GroundHead, "version": r.Version, "penalty": r.Penalty, "element": r.Element}
        for file, rows in self.ground_rows.items():
            parts: dict[str, list[Any]] = {kind: [] for kind in GROUND}
            for row in rows:
                parts[row.kind].append(self.attempt(row, kinds.get(row.kind, r.Defence), names))
            if len(parts["ground"]) != 1 or not parts["version"] or not parts["element"]:
                self.mistakes.append(
                    Mistake(file, 1, "a ground has one [ground], and [[version]] and [[element]] rows")
                )
            elif all(part is not None for several in parts.values() for part in several):
                ground = r.Ground(
                    ground=parts["ground"][0],
                    **{k: tuple(parts[k]) for k in GROUND if k != "ground"},
                )
                if f"grounds/{ground.id}.toml" != file:
                    head = next(row for row in rows if row.kind == "ground")
                    self.mistakes.append(head.mistake("the file is named after the ground", file, "id"))
                found[ground.id] = ground
        return found

    def one(self, kind: str, shape: type[T]) -> T | None:
        """The only row of its kind."""
        rows = self.rows[kind]
        if not rows:
            self.mistakes.append(Mistake("rulebook.toml", 1, f"[{kind}] is missing"))
            return None
        self.mistakes += [row.mistake(f"[{kind}] stands twice") for row in rows[1:]]
        return self.attempt(rows[0], shape, NO_NAMES)

    def ids(self, kind: str) -> frozenset[str]:
        return frozenset(row.id for row in self.rows[kind])

    def done(self) -> r.Rulebook:
        """The rulebook. Mistakes are told stage by stage: files, facts, rows, what must hold between rows; what only
        follows from a mistake of an earlier stage is not told."""
        self.stop()
        facts = self.facts()
        self.stop()
        grounds = frozenset(
            str(row.id) for rows in self.ground_rows.values() for row in rows if row.kind == "ground"
        )
        names = Names(facts, {}, grounds, self.ids("clock"), self.ids("action"), self.ids("desk"))
        if (
            not {"events.kind", "posts.id", "posts.platform"} <= facts.keys()
            or not facts["posts.id"].required
        ):
            message = "the facts events.kind, posts.platform and posts.id (required) are needed"
            self.mistakes.append(Mistake("facts", 1, message))
        self.stop()
        rules, names = self.shared(names)
        parts: dict[str, Any] = {
            "readings": self.rows_of("reading", names),
            "grounds": self.grounds(names),
            "clocks": self.rows_of("clock", names),
            "safety": self.rows_of("safety", names),
            "desks": self.by_id("desk", names),
            "actions": self.by_id("action", names),
            "papers": self.by_id("paper", names),
            "factors": self.rows_of("police_factor", names),
            "steps": self.rows_of("step", names),
            "costs": self.rows_of("cost", names),
            "times": self.rows_of("time", names),
            "payers": self.rows_of("payer", names),
            "not_known": self.rows_of("unknown", names),
            "services": self.by_id("platform", names),
            "carriers": self.by_id("carrier", names),
            "sources": self.by_id("source", names),
            "articles": self.by_id("article", names),
            "decisions": self.by_id("decision", names),
            "gaps": self.by_id("gap", names),
            "stages": self.rows_of("stage", names),
            "pages": self.rows_of("page", names),
            "words": {word.id: word.text for word in self.rows_of("word", names)},
            "cues": self.by_id("cue", names),
            "posting": self.rows_of("posting", names),
            "saving": self.rows_of("saving", names),
            "quiet": self.by_id("quiet", names),
            "removal": self.rows_of("removal", names),
            "research": self.rows_of("research", names),
        }
        head, legal_aid = self.one("rulebook", Head), self.one("legal_aid", r.LegalAid)
        if "calendar.toml" not in self.files:
            self.mistakes.append(Mistake("calendar.toml", 1, "the calendar is missing"))
        self.stop()
        assert head is not None
        assert legal_aid is not None
        assert self.calendar is not None
        book = r.Rulebook(
            version=head.version,
            law_of=head.law_of,
            statement=head.statement,
            digest=digest(self.files),
            facts=facts,
            rules=rules,
            calendar=self.calendar,
            legal_aid=legal_aid,
            charts=tuple(self.rows_of("chart", names)),
            **parts,
        )
        self.mistakes += check(book, self.built)
        self.stop()
        return book

    def stop(self) -> None:
        """Raise what was found so far, if anything was."""
        if self.mistakes:
            raise RulebookError(sorted(self.mistakes, key=lambda mistake: (mistake.file, mistake.line)))


def limitation(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """A clock's table; `length = { by = "limitation" }` stands for no length of its own."""
    if table.get("length") != {"by": "limitation"}:
        return table
    return {key: value for key, value in table.items() if key != "length"} | {"by_limitation": True}


def _mentioned(table: object) -> Iterable[str]:
    """Every `rule = "..."` in a table."""
    if isinstance(table, Mapping):
        if isinstance(table.get("rule"), str):
            yield str(table["rule"])
        for value in table.values():
            yield from _mentioned(value)
    elif isinstance(table, list):
        for item in table:
            yield from _mentioned(item)


def digest(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the names and contents of the files, in the order of their names."""
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{len(files[name])}\0".encode())
        total.update(files[name])
    return total.hexdigest()
