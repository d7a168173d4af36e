"""Findings: for each post and ground, which conditions appear met, which not, which are open. Never a verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from yorube.consult.worlds import Read
from yorube.law.complete import Facts
from yorube.law.expr import Weights, shares
from yorube.law.facts import Paths, Value
from yorube.law.rulebook import Defence, Element, Ground, InForce, LawOn, Penalty, Rulebook
from yorube.law.table import Line, Table, most_decisive
from yorube.law.tri import Tri
from yorube.law.world import World

DATE = "posts.posted_at"
# No facts are open.
SETTLED: Weights = {}
# What the day of a post weighs where it decides no more than whether there was a law for it yet.
OTHER_LAW = 0.001
LIKELY = {True: "likely", False: "unlikely"}
STATUS = {True: "met", False: "not_met", None: "unknown"}


class Part(NamedTuple):
    """One element or defence as it came out: its status, the facts that may change it, those that explain it."""

    rule: Element | Defence
    line: Line

    @property
    def status(self) -> Tri:
        return self.line.status


class Finding(NamedTuple):
    """One ground for one post. `law_day` is the day whose law was applied: of the post, else of the consultation.

    `lines` say how the parts of `law.rules` came out; there are none where no version covers the day.
    """

    ground: Ground
    post: World
    status: str
    law: LawOn
    lines: Sequence[Line]
    open: Weights
    law_day: date

    @property
    def parts(self) -> tuple[Part, ...]:
        """The elements, then the defences, as they came out."""
        return tuple(map(Part, self.law.rules.parts, self.lines))

    @property
    def penalty(self) -> Penalty | None:
        """That of the day of the post: None for civil grounds and while the day is unknown."""
        return self.law.penalty if DATE in self.post.facts else None


class Lines(dict[Table, Line]):
    """What the tables say of one post, each asked once, and the paths of its facts."""

    def __init__(self, post: World) -> None:
        self.post, self.paths = post, Paths(post.post)

    def __missing__(self, table: Table) -> Line:
        line = self[table] = table.line(self.post.facts, self.post.as_of)
        return line


def find(read: Read, book: Rulebook) -> list[Finding]:
    """Every ground examined for every post."""
    found = []
    for post in read.whole.posts:
        lines = Lines(post)
        found += [examine(ground, post, lines) for ground in book.grounds.values()]
    return found


def examine(ground: Ground, post: World, of_post: Lines | None = None) -> Finding:
    """One ground for one post, by the law of the day of the post (or of the consultation, by the ground's axis)."""
    posted = post.facts.get(DATE)
    assert posted is None or isinstance(posted, date)
    by_act = ground.ground.axis == "act"
    day = posted if posted and by_act else post.as_of
    law = ground.law_on(day)
    if law.version is None:
        return Finding(ground, post, "no_law_for_date", law, (), SETTLED, day)
    known = Lines(post) if of_post is None else of_post
    lines = [known[table] for table in law.rules.tables]
    whole = together(law.rules, [line[0] for line in lines], post)
    if whole is not None:
        return Finding(ground, post, LIKELY[whole], law, lines, SETTLED, day)
    paths = known.paths
    weights = {paths[fact]: weight for fact, weight in shares([line.open for line in lines]).items()}
    if not posted and by_act:
        weights[paths[DATE]] = 1.0 if ground.dated else OTHER_LAW
    return Finding(ground, post, "unclear", law, lines, weights, day)


def together(rules: InForce, statuses: Sequence[Tri], post: World) -> Tri:
    """The whole from how its parts came out: no as soon as one fails, yes when none does; with open parts, what every
    answer would give."""
    left = []
    for status, table, fails in zip(statuses, rules.tables, rules.failing, strict=True):
        if status is fails:
            return False
        if status is None:
            left.append((table, fails))
    if not left:
        return True

    def holds(facts: Facts) -> Tri:
        unknown = False
        for table, fails in left:
            status = table.status(facts, post.as_of)
            if status is fails:
                return False
            unknown = unknown or status is None
        return None if unknown else True

    return rules.whole.tried(holds, [(table.facts, table.several) for table, _ in left], post.facts)


def statuses(findings: list[Finding]) -> dict[str, dict[str, str]]:
    """Status by post and ground, as rules that choose what to do see it."""
    found: dict[str, dict[str, str]] = {}
    for finding in findings:
        found.setdefault(finding.post.post or "", {})[finding.ground.id] = finding.status
    return found


# --- as the outcome gives it -----------------------------------------------------------------------------------------


# A row of an outcome; one that is kept ready lacks only what the post has to do with it.
Row = dict[str, Any]


def rows(findings: list[Finding], read: Read, book: Rulebook) -> list[Row]:
    """`findings[]` of the outcome."""
    used = {post.post: Used(post, read) for post in read.whole.posts}
    return [row(finding, used[finding.post.post], book) for finding in findings]


def row(finding: Finding, used: Used, book: Rulebook) -> Row:
    """One finding; of a ground that is unlikely only what fails."""
    _, post, status, law, lines, weights, day = finding
    key = id(law), status
    found = (book.ready.get(key) or kept(book, key, head(finding, book))).copy()
    parts = zip(law.rules.parts, lines, law.rules.failing)  # noqa: B905 (no lines: no law for the day)
    shown = [part for part in parts if part[1][0] is part[2]] if status == "unlikely" else parts
    found["post"] = post.post
    found["elements"] = [element(rule, line, used, book) for rule, line, _ in shown]
    found["open"] = most_decisive(weights) if weights else []
    found["law"] = [*found["law"]]
    found["law_of"] = used.days[day]
    if penalty := finding.penalty:
        found["penalty"] = {"text": penalty.text.data, "law": [*penalty.law]}
    return found


def kept(book: Rulebook, key: object, row: Row) -> Row:
    """A row, from now on kept ready with the rulebook. Keys hold the identity of what is in it."""
    book.ready[key] = row
    return row


def head(finding: Finding, book: Rulebook) -> Row:
    """A ground with this status."""
    ground, version = finding.ground, finding.law.version
    found: Row = {
        "ground": ground.id,
        "label": ground.ground.label.data,
        "post": None,
        "status": finding.status,
        "says": book.words[f"finding.{finding.status}"].data,
        "elements": None,
        "open": None,
        "law": list(version.law) if version else [],
        "law_of": None,
    }
    if version and version.note:
        found["note"] = version.note.data
    return found


def element(rule: Element | Defence, line: Line, used: Used, book: Rulebook) -> Row:
    """One element or defence. A defence is `met` when it is made out, `not_met` when it is excluded."""
    status, _, ask, because = line
    key = id(rule), status, not ask
    found = (book.ready.get(key) or kept(book, key, condition(rule, status, bool(ask)))).copy()
    found["because"] = [*map(used.__getitem__, because)]
    found["law"] = [*rule.law]
    if ask:
        found["open"] = [*map(used.paths.__getitem__, ask)]
    if "factors" in found:
        found["factors"] = [*found["factors"]]
    return found


def condition(rule: Element | Defence, status: Tri, asks: bool) -> Row:
    """An element or defence with this status."""
    defence = isinstance(rule, Defence)
    found: Row = {
        "id": rule.id,
        "kind": "defence" if defence else "element",
        "label": rule.label.data,
        "status": STATUS[status],
        "texture": rule.texture,
        "burden": rule.burden,
        "because": None,
        "law": None,
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


class Days(dict[date, str]):
    """Days as they are written, each written once."""

    def __missing__(self, day: date) -> str:
        text = self[day] = day.isoformat()
        return text


class Used(dict[str, Row]):
    """The facts of a post as the outcome names those a rule used: path, value, and the reading where it was read
    otherwise than told. Each is written once, and one outcome has it wherever it was used."""

    def __init__(self, post: World, read: Read) -> None:
        self.post, self.read, self.days, self.paths = post, read, Days(), Paths(post.post)

    def __missing__(self, fact: str) -> Row:
        row: Row = {"fact": self.paths[fact], "value": written(self.post.facts[fact])}
        reading = self.read.readings.get((fact, self.post.post))
        if reading:
            row |= {"reading": reading.id, "text": reading.text.data}
        self[fact] = row
        return row


def written(value: Value) -> str | int | list[str]:
    """A told value as plain data."""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value
