"""Findings as the outcome gives them: each with the conditions that appear met, not met or open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import compress, repeat
from operator import is_

from yorube.consult.findings import DATE, Finding
from yorube.consult.forms import Made, Row, ready
from yorube.consult.worlds import Read
from yorube.law.facts import Value
from yorube.law.found import UNLIKELY
from yorube.law.frozen import FrozenDict, FrozenList, frozen
from yorube.law.rulebook import Defence, Element, Ground, LawOn, Rulebook
from yorube.law.table import CAME_OUT, Line, most_decisive
from yorube.law.tri import Tri
from yorube.law.world import World

STATUS = {True: "met", False: "not_met", None: "unknown"}
# The rows of conditions are kept for posts with these ids, which say no more than their place; of a condition so many.
NUMBERED = ("p1", "p2", "p3", "p4")
KEPT = 64


def rows(findings: Sequence[Finding], read: Read, book: Rulebook) -> list[Row]:
    """`findings[]` of the outcome."""
    posts = {post.post: Shown(post, read) for post in read.whole.posts}
    forms = ready(book, "findings", all_forms)
    days = Made(date.isoformat)
    return [row(finding, posts[finding.post.post], forms[finding.law], days) for finding in findings]


def row(finding: Finding, shown: Shown, forms: Forms, days: Mapping[date, str]) -> Row:
    """One finding; of a ground that is unlikely only what fails. `days` are written out."""
    # No lines: no law for the day.
    parts: Iterable[tuple[Line, Condition]] = zip(finding.lines, forms.parts)  # noqa: B905
    if finding.status == UNLIKELY:
        parts = compress(parts, map(is_, finding.bear, repeat(False)))
    id, as_told = shown.id, shown.read.keys().isdisjoint
    found = {
        **forms.heads[finding.status],
        "post": id,
        "elements": [
            (as_told(line.because) and part.kept.get((id, line.number))) or shown.condition(line, part)
            for line, part in parts
        ],
        "open": most_decisive(finding.open) if finding.open else [],
        "law_of": days[finding.law_day],
    }
    if forms.penalty and shown.dated:
        found["penalty"] = forms.penalty
    return found


class Shown:
    """What the outcome shows of one post. `read` are the facts that were read otherwise than told."""

    def __init__(self, post: World, read: Read) -> None:
        self.id, self.dated = post.post, DATE in post.facts
        self.facts, self.paths = post.facts, post.paths
        self.read = {fact: reading for (fact, of), reading in read.readings.items() if of == post.post}

    def condition(self, line: Line, part: Condition) -> Row:
        """A condition that came to this line. It is kept where it says no more than the line and the place of the
        post: with a day, an amount or a text it never is."""
        found = {**part.forms[line.came], "because": FrozenList(map(self.fact, line.because))}
        if line.ask:
            found["open"] = FrozenList(map(self.paths.__getitem__, line.ask))
        as_told = self.read.keys().isdisjoint(line.because)
        if line.number and as_told and self.id in NUMBERED and len(part.kept) < KEPT:
            found = part.kept[self.id, line.number] = FrozenDict(found)
        return found

    def fact(self, fact: str) -> Row:
        """A fact that a rule used: with its value, and with the reading where it was read otherwise than told."""
        reading = self.read.get(fact)
        value = written(self.facts[fact])
        if reading is None:
            return FrozenDict(fact=self.paths[fact], value=value)
        return FrozenDict(fact=self.paths[fact], value=value, reading=reading.id, text=reading.text.data)


def written(value: Value) -> str | int | list[str]:
    """A told value as plain data."""
    if isinstance(value, date):
        return value.isoformat()
    return FrozenList(sorted(value)) if isinstance(value, frozenset) else value


# --- what the rulebook alone gives -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Condition:
    """The rows of an element or a defence. `forms`: by how it came out (`CAME_OUT`), what a post has to do with it left
    empty; `kept`: whole ones, by the id of the post and the number of the line."""

    forms: Mapping[int, Row]
    kept: dict[tuple[str | None, int], Row]


@dataclass(frozen=True, slots=True)
class Forms:
    """The rows of a ground on some days: `heads` by its status, what a post has to do with it left empty; its `parts`;
    its `penalty`."""

    heads: Mapping[str, Row]
    parts: Sequence[Condition]
    penalty: Row | None


def all_forms(book: Rulebook) -> Mapping[LawOn, Forms]:
    """The forms of every ground."""
    return {law: forms(ground, law, book) for ground in book.grounds.values() for law in ground.laws}


def forms(ground: Ground, law: LawOn, book: Rulebook) -> Forms:
    """The forms of a ground on some days."""
    penalty = law.penalty
    return Forms(
        Made(lambda status: frozen(head(ground, law, status, book))),
        [Condition(Made(partial(came, rule)), {}) for rule in law.rules.parts],
        frozen({"text": penalty.text.data, "law": penalty.law}) if penalty else None,
    )


def came(rule: Element | Defence, place: int) -> Row:
    """An element or defence that came out so (`CAME_OUT`)."""
    found: Row = frozen(condition(rule, *CAME_OUT[place]))
    return found


def head(ground: Ground, law: LawOn, status: str, book: Rulebook) -> Row:
    """A ground with this status."""
    found: Row = {
        "ground": ground.id,
        "label": ground.ground.label.data,
        "post": None,
        "status": status,
        "says": book.words[f"finding.{status}"].data,
        "elements": None,
        "open": None,
        "law": list(law.version.law) if law.version else [],
        "law_of": None,
    }
    if law.version and law.version.note:
        found["note"] = law.version.note.data
    return found


def condition(rule: Element | Defence, status: Tri, asks: bool) -> Row:
    """An element or defence with this status. A defence is `met` when it is made out, `not_met` when it is excluded."""
    defence = isinstance(rule, Defence)
    found: Row = {
        "id": rule.id,
        "kind": "defence" if defence else "element",
        "label": rule.label.data,
        "status": STATUS[status],
        "texture": rule.texture,
        "burden": rule.burden,
        "because": None,
        "law": list(rule.law),
    }
    if asks:
        found["open"] = None
    if rule.factors and status is not False:
        found["factors"] = [factor.data for factor in rule.factors]
    if rule.missing and status is (defence or False):
        found["missing"] = rule.missing.data
    if rule.proof and (defence or status is not False):  # what a person says of a defence is to be proved too
        found["proof"] = rule.proof.data
    if rule.note:
        found["note"] = rule.note.data
    return found
