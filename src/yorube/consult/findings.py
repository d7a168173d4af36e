"""Findings: for each post and ground, which conditions appear met, which not, which are open. Never a verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from yorube.consult.worlds import Read
from yorube.law.expr import Weights, shares
from yorube.law.facts import Value, in_post
from yorube.law.rulebook import Defence, Element, Ground, Penalty, Rulebook, Version
from yorube.law.table import Line, most_decisive
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

    `version` is the ground's on that day; `penalty` that of the day of the post, None for civil grounds and while the
    day is unknown.
    """

    ground: Ground
    post: World
    status: str
    parts: tuple[Part, ...]
    open: Weights
    law_day: date
    version: Version | None
    penalty: Penalty | None


def find(read: Read, book: Rulebook) -> list[Finding]:
    """Every ground examined for every post."""
    return [examine(ground, post) for post in read.whole.posts for ground in book.grounds.values()]


def examine(ground: Ground, post: World) -> Finding:
    """One ground for one post, by the law of the day of the post (or of the consultation, by the ground's axis)."""
    posted = post.facts.get(DATE)
    known = isinstance(posted, date)
    day = posted if known and ground.ground.axis == "act" else post.as_of
    assert isinstance(day, date)
    version = ground.version_on(day)
    penalty = ground.penalty_on(day) if known else None
    if version is None:
        return Finding(ground, post, "no_law_for_date", (), SETTLED, day, version, penalty)
    rules = ground.in_force(day)
    lines = []
    left = []  # what the whole still depends on
    failed = False
    for table, condition, fails in rules.examined:
        line = table.line(post)
        lines.append(line)
        if line.status is None:
            left.append(condition)
        elif line.status is fails:
            failed = True
    parts = tuple(map(Part, rules.parts, lines))
    whole = False if failed else rules.whole.tried(left, post) if left else True
    if whole is not None:
        return Finding(ground, post, LIKELY[whole], parts, SETTLED, day, version, penalty)
    weights = of_post(shares([line.open for line in lines]), post)
    if not known and ground.ground.axis == "act":
        weights[in_post(DATE, post.post or "")] = 1.0 if ground.dated else OTHER_LAW
    return Finding(ground, post, "unclear", parts, weights, day, version, penalty)


def of_post(weights: Weights, post: World) -> Weights:
    """Open facts by the paths that the outcome names them by."""
    id = post.post or ""
    return {in_post(f, id) if f.startswith("posts.") else f: weight for f, weight in weights.items()}


def statuses(findings: list[Finding]) -> dict[str, dict[str, str]]:
    """Status by post and ground, as rules that choose what to do see it."""
    found: dict[str, dict[str, str]] = {}
    for finding in findings:
        found.setdefault(finding.post.post or "", {})[finding.ground.id] = finding.status
    return found


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def rows(findings: list[Finding], read: Read, book: Rulebook) -> list[dict[str, Any]]:
    """`findings[]` of the outcome."""
    used = {post.post: Used(post, read) for post in read.whole.posts}
    return [row(finding, used[finding.post.post], book) for finding in findings]


def row(finding: Finding, used: Used, book: Rulebook) -> dict[str, Any]:
    """One finding; of a ground that is unlikely only what fails."""
    ground, version, penalty = finding.ground, finding.version, finding.penalty
    parts = failing(finding.parts) if finding.status == "unlikely" else finding.parts
    found: dict[str, Any] = {
        "ground": ground.id,
        "label": ground.ground.label.data,
        "post": finding.post.post,
        "status": finding.status,
        "says": book.words[f"finding.{finding.status}"].data,
        "elements": [element(part, used) for part in parts],
        "open": most_decisive(finding.open),
        "law": list(version.law) if version else [],
        "law_of": finding.law_day.isoformat(),
    }
    if version and version.note:
        found["note"] = version.note.data
    if penalty:
        found["penalty"] = {"text": penalty.text.data, "law": list(penalty.law)}
    return found


def failing(parts: tuple[Part, ...]) -> list[Part]:
    """What decides against a ground: the elements that fail, the defences made out."""
    return [part for part in parts if part.status is isinstance(part.rule, Defence)]


def element(part: Part, used: Used) -> dict[str, Any]:
    """One element or defence. A defence is `met` when it is made out, `not_met` when it is excluded."""
    rule, (status, _, ask, because) = part
    defence = isinstance(rule, Defence)
    found: dict[str, Any] = {
        "id": rule.id,
        "kind": "defence" if defence else "element",
        "label": rule.label.data,
        "status": STATUS[status],
        "texture": rule.texture,
        "burden": rule.burden,
        "because": [used.row(fact) for fact in because],
        "law": list(rule.law),
    }
    if ask:
        found["open"] = [used.path(fact) for fact in ask]
    if rule.factors and status is not False:
        found["factors"] = [factor.data for factor in rule.factors]
    if rule.missing and status is (defence or False):
        found["missing"] = rule.missing.data
    if rule.proof and (defence or status is not False):  # what a person says of a defence is to be proved too
        found["proof"] = rule.proof.data
    if rule.note:
        found["note"] = rule.note.data
    return found


@dataclass(frozen=True, slots=True)
class Used:
    """The facts of a post as the outcome names those a rule used: written once, handed out as copies."""

    post: World
    read: Read
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)

    def row(self, fact: str) -> dict[str, Any]:
        """One fact: path, value, and the reading where it was read otherwise than told."""
        return dict(self.rows.get(fact) or self.write(fact))

    def path(self, fact: str) -> str:
        return in_post(fact, self.post.post or "") if fact.startswith("posts.") else fact

    def write(self, fact: str) -> dict[str, Any]:
        row: dict[str, Any] = {"fact": self.path(fact), "value": written(self.post.facts[fact])}
        reading = self.read.readings.get((fact, self.post.post))
        if reading:
            row |= {"reading": reading.id, "text": reading.text.data}
        self.rows[fact] = row
        return row


def written(value: Value) -> str | int | list[str]:
    """A told value as plain data."""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value
