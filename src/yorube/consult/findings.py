"""Findings: for each post and ground, which conditions appear met, which not, which are open. Never a verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from yorube.consult.worlds import Read
from yorube.law import tri
from yorube.law.expr import Weights, shares
from yorube.law.facts import Value, in_post
from yorube.law.rulebook import Defence, Element, Ground, Penalty, Rulebook
from yorube.law.tri import Tri
from yorube.law.world import World

DATE = "posts.posted_at"
# What the day of a post weighs where it decides no more than whether there was a law for it yet.
OTHER_LAW = 0.001
STATUS = {True: "met", False: "not_met", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Part:
    """One element or defence as it came out, with the facts that may still change it."""

    rule: Element | Defence
    status: Tri
    open: Weights


@dataclass(frozen=True, slots=True)
class Finding:
    """One ground for one post. `law_day` is the day whose law was applied: of the post, else of the consultation."""

    ground: Ground
    post: World
    status: str
    parts: tuple[Part, ...]
    open: Weights
    law_day: date

    @property
    def penalty(self) -> Penalty | None:
        """The penalty of the day of the post; None for civil grounds and while the day is unknown."""
        return self.ground.penalty_on(self.law_day) if DATE in self.post.facts else None


def find(read: Read, book: Rulebook) -> list[Finding]:
    """Every ground examined for every post."""
    return [examine(ground, post) for post in read.whole.posts for ground in book.grounds.values()]


def examine(ground: Ground, post: World) -> Finding:
    """One ground for one post, by the law of the day of the post (or of the consultation, by the ground's axis)."""
    posted = post.facts.get(DATE)
    known = isinstance(posted, date)
    day = posted if known and ground.ground.axis == "act" else post.as_of
    assert isinstance(day, date)
    if ground.version_on(day) is None:
        return Finding(ground, post, "no_law_for_date", (), {}, day)
    rules = ground.in_force(day)
    parts = []
    for rule in rules.parts:
        value = rule.value.value(post)
        parts.append(Part(rule, value, rule.value.open(post)[1] if value is None else {}))
    whole = tri.every(tri.negate(p.status) if isinstance(p.rule, Defence) else p.status for p in parts)
    if whole is None:
        whole = rules.whole.value(post)
    status = {True: "likely", False: "unlikely", None: "unclear"}[whole]
    weights = shares([part.open for part in parts]) if whole is None else {}
    if whole is None and not known and ground.ground.axis == "act":
        weights = {**weights, in_post(DATE, post.post or ""): 1.0 if ground.dated else OTHER_LAW}
    return Finding(ground, post, status, tuple(parts), weights, day)


def most_decisive(weights: Weights) -> list[str]:
    """Facts by weight, the heaviest first; equal ones by name."""
    return sorted(weights, key=lambda fact: (-round(weights[fact], 9), fact))


def statuses(findings: list[Finding]) -> dict[str, dict[str, str]]:
    """Status by post and ground, as rules that choose what to do see it."""
    found: dict[str, dict[str, str]] = {}
    for finding in findings:
        found.setdefault(finding.post.post or "", {})[finding.ground.id] = finding.status
    return found


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def rows(findings: list[Finding], read: Read, book: Rulebook) -> list[dict[str, Any]]:
    """`findings[]` of the outcome."""
    return [row(finding, read, book) for finding in findings]


def row(finding: Finding, read: Read, book: Rulebook) -> dict[str, Any]:
    """One finding; of a ground that is unlikely only what fails."""
    ground = finding.ground
    version = ground.version_on(finding.law_day)
    penalty = finding.penalty
    parts = failing(finding.parts) if finding.status == "unlikely" else finding.parts
    found: dict[str, Any] = {
        "ground": ground.id,
        "label": ground.ground.label.data,
        "post": finding.post.post,
        "status": finding.status,
        "says": book.words[f"finding.{finding.status}"].data,
        "elements": [element(part, finding.post, read) for part in parts],
        "open": most_decisive(finding.open),
        "law": list(version.law) if version else [],
        "law_of": finding.law_day.isoformat(),
    }
    if version and version.note:
        found["note"] = version.note.data
    if penalty:
        found["penalty"] = {"text": penalty.text.data, "law": list(penalty.law)}
    return found


def failing(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What decides against a ground: the elements that fail, the defences made out."""
    return tuple(part for part in parts if part.status is isinstance(part.rule, Defence))


def element(part: Part, post: World, read: Read) -> dict[str, Any]:
    """One element or defence. A defence is `met` when it is made out, `not_met` when it is excluded."""
    rule = part.rule
    defence = isinstance(rule, Defence)
    found: dict[str, Any] = {
        "id": rule.id,
        "kind": "defence" if defence else "element",
        "label": rule.label.data,
        "status": STATUS[part.status],
        "texture": rule.texture,
        "burden": rule.burden,
        "because": list(because(part, post, read)),
        "law": list(rule.law),
    }
    if part.open:
        found["open"] = most_decisive(part.open)
    if rule.factors and part.status is not False:
        found["factors"] = [factor.data for factor in rule.factors]
    if rule.missing and part.status is (defence or False):
        found["missing"] = rule.missing.data
    if rule.proof and (
        defence or part.status is not False
    ):  # what a person says of a defence is to be proved too
        found["proof"] = rule.proof.data
    if rule.note:
        found["note"] = rule.note.data
    return found


def because(part: Part, post: World, read: Read) -> Iterator[Mapping[str, Any]]:
    """The facts used, each once: path, value, and the reading where it was read otherwise than told."""
    for fact, where in dict.fromkeys(part.rule.value.because(post)):
        used = {"fact": in_post(fact, where) if where else fact, "value": written(post.facts[fact])}
        reading = read.readings.get((fact, post.post))
        yield used | ({"reading": reading.id, "text": reading.text.data} if reading else {})


def written(value: Value) -> str | int | list[str]:
    """A told value as plain data."""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value
