"""Findings: for each post and ground, which conditions appear met, which not, which are open. Never a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from yorube.consult.forms import Row, ready
from yorube.consult.worlds import Read
from yorube.law.complete import Facts
from yorube.law.expr import Weights
from yorube.law.facts import Value
from yorube.law.found import UNLIKELY
from yorube.law.rulebook import Defence, Element, Ground, InForce, LawOn, Penalty, Rulebook
from yorube.law.table import Line, most_decisive
from yorube.law.tri import Tri
from yorube.law.world import World

DATE = "posts.posted_at"
# No facts are open.
SETTLED: Weights = {}
# What the day of a post weighs where it decides no more than whether there was a law for it yet.
OTHER_LAW = 0.001
LIKELY = {True: "likely", False: UNLIKELY}
STATUSES = ("likely", "unclear", UNLIKELY, "no_law_for_date")
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


def find(read: Read, book: Rulebook) -> list[Finding]:
    """Every ground examined for every post."""
    found = []
    for post in read.whole.posts:
        known = book.rules_of_grounds.lines(post.facts, post.as_of)
        now, then = post.as_of, day_of(post) or post.as_of
        both = zip(book.grounds.values(), book.laws.on(now), book.laws.on(then), strict=True)
        for ground, law_now, law_then in both:
            law, day = (law_then, then) if ground.by_act else (law_now, now)
            lines = [*map(known.__getitem__, law.rules.tables)]
            found.append(judged(ground, post, law, day, lines))
    return found


def examine(ground: Ground, post: World) -> Finding:
    """One ground for one post, by the law of the day of the post (or of the consultation, by the ground's axis)."""
    day = (day_of(post) if ground.by_act else None) or post.as_of
    law = ground.law_on(day)
    lines = [table.line(post.facts, post.as_of) for table in law.rules.tables]
    return judged(ground, post, law, day, lines)


def day_of(post: World) -> date | None:
    """The day of a post, where it is known."""
    posted = post.facts.get(DATE)
    assert posted is None or isinstance(posted, date)
    return posted


def judged(ground: Ground, post: World, law: LawOn, day: date, lines: Sequence[Line]) -> Finding:
    """A ground for a post by the law of this day, whose parts come to these lines."""
    if law.version is None:
        return Finding(ground, post, "no_law_for_date", law, (), SETTLED, day)
    rules = law.rules
    opened: list[Weights] = []
    undecided = False
    for line, fails in zip(lines, rules.failing, strict=True):
        if line[0] is fails:  # most do: nothing else has to be looked at
            return Finding(ground, post, UNLIKELY, law, lines, SETTLED, day)
        undecided = undecided or line[0] is None
        if line[1]:
            opened.append(line[1])
    whole = together(rules, [line[0] for line in lines], post) if undecided else True
    if whole is not None:
        return Finding(ground, post, LIKELY[whole], law, lines, SETTLED, day)
    weights = named(opened, post.paths)
    if ground.by_act and DATE not in post.facts:
        weights[post.paths[DATE]] = 1.0 if ground.dated else OTHER_LAW
    return Finding(ground, post, "unclear", law, lines, weights, day)


def named(opened: Sequence[Weights], paths: Mapping[str, str]) -> Weights:
    """What is open of several parts together, as `shares` gives it, the facts by their paths."""
    found: Weights = {}
    for weights in opened:
        for fact, weight in weights.items():
            path = paths[fact]
            found[path] = found.get(path, 0.0) + weight / len(opened)
    return found


def together(rules: InForce, statuses: Sequence[Tri], post: World) -> Tri:
    """The whole from how its parts came out: no as soon as one fails, yes when none does; with open parts, what every
    answer would give."""
    for status, fails in zip(statuses, rules.failing, strict=True):
        if status is fails:
            return False
    if None not in statuses:
        return True
    again = rules.asked_again(statuses)
    unknown = rules.whole.unknown(again, post.facts) if again else None
    if not unknown:
        return None
    several = zip(statuses, rules.tables, rules.failing, strict=True)
    left = [(table, fails) for status, table, fails in several if status is None]
    # What looks at none of these facts is open in every completion.
    looking = [(table, fails) for table, fails in left if not table.facts.isdisjoint(unknown)]
    others = len(looking) < len(left)

    def holds(facts: Facts) -> Tri:
        unknown = others
        for table, fails in looking:
            status = table.status(facts, post.as_of)
            if status is fails:
                return False
            unknown = unknown or status is None
        return None if unknown else True

    return rules.whole.tried(holds, unknown, post.facts)


def statuses(findings: list[Finding]) -> dict[str, dict[str, str]]:
    """Status by post and ground, as rules that choose what to do see it."""
    found: dict[str, dict[str, str]] = {}
    for finding in findings:
        found.setdefault(finding[1].post or "", {})[finding[0].id] = finding[2]
    return found


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def rows(findings: list[Finding], read: Read, book: Rulebook) -> list[Row]:
    """`findings[]` of the outcome."""
    posts = {post.post: Named(post, read) for post in read.whole.posts}
    forms = ready(book, "findings", all_forms)
    return [row(finding, posts[finding.post.post], forms[finding.law]) for finding in findings]


class Named(dict[str, Row]):
    """The facts of one post as the outcome names those that a rule used: each with its value, and with the reading
    where it was read otherwise than told. One outcome has each wherever it was used."""

    def __init__(self, post: World, read: Read) -> None:
        self.post, self.read, self.paths = post, read, post.paths

    def __missing__(self, fact: str) -> Row:
        value = self.post.facts[fact]
        found: Row = {"fact": self.paths[fact], "value": value if type(value) is str else written(value)}
        reading = self.read.readings.get((fact, self.post.post))
        if reading:
            found |= {"reading": reading.id, "text": reading.text.data}
        self[fact] = found
        return found


def row(finding: Finding, post: Named, forms: Forms) -> Row:
    """One finding; of a ground that is unlikely only what fails."""
    _, world, status, law, lines, weights, day = finding
    unlikely, paths = status == UNLIKELY, post.paths
    elements = []
    for line, fails, form in zip(lines, law.rules.failing, forms.parts):  # noqa: B905 (no lines: no law for the day)
        if unlikely and line[0] is not fails:
            continue
        _, _, ask, because, came = line
        element = form[came].copy()
        if len(because) == 1:
            element["because"] = [post[because[0]]]
        else:
            element["because"] = [*map(post.__getitem__, because)]
        element["law"] = element["law"].copy()
        if ask:
            element["open"] = [paths[ask[0]]] if len(ask) == 1 else [*map(paths.__getitem__, ask)]
        if "factors" in element:
            element["factors"] = element["factors"].copy()
        elements.append(element)
    found = forms.heads[status].copy()
    found["post"] = world.post
    found["elements"] = elements
    found["open"] = most_decisive(weights) if weights else []
    found["law"] = found["law"].copy()
    found["law_of"] = day.isoformat()
    if law.penalty and DATE in world.facts:
        found["penalty"] = {"text": law.penalty.text.data, "law": [*law.penalty.law]}
    return found


# --- what the rulebook alone gives -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Forms:
    """The rows of a ground by what they say, to be copied: `heads` of the ground by its status; of each of its `parts`
    by what came of it. What a post has to do with them is left empty."""

    heads: Mapping[str, Row]
    parts: Sequence[Mapping[tuple[Tri, bool], Row]]


def all_forms(book: Rulebook) -> Mapping[LawOn, Forms]:
    """The forms of every ground."""
    return {law: forms(ground, law, book) for ground in book.grounds.values() for law in ground.laws}


def forms(ground: Ground, law: LawOn, book: Rulebook) -> Forms:
    """The forms of a ground on some days."""
    heads = {status: head(ground, law, status, book) for status in STATUSES}
    parts = [
        {(came, asks): condition(rule, came, asks) for came in STATUS for asks in (True, False)}
        for rule in law.rules.parts
    ]
    return Forms(heads, parts)


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


def written(value: Value) -> str | int | list[str]:
    """A told value as plain data."""
    if isinstance(value, date):
        return value.isoformat()
    return sorted(value) if isinstance(value, frozenset) else value
