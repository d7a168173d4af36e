"""Findings: for each post and ground, which conditions appear met, which not, which are open. Never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from yorube.consult.forms import ready
from yorube.consult.worlds import Read
from yorube.law.cited import Stretches
from yorube.law.complete import Facts
from yorube.law.expr import Weights
from yorube.law.found import UNLIKELY
from yorube.law.rulebook import Defence, Element, Ground, InForce, LawOn, Penalty, Rulebook
from yorube.law.table import Line, picked
from yorube.law.tri import Tri
from yorube.law.world import World

DATE = "posts.posted_at"
# No facts are open.
SETTLED: Weights = {}
# What the day of a post weighs where it decides no more than whether there was a law for it yet.
OTHER_LAW = 0.001
LIKELY = {True: "likely", False: UNLIKELY}


class Part(NamedTuple):
    """One element or defence as it came out: its status, the facts that may change it, those that explain it."""

    rule: Element | Defence
    line: Line

    @property
    def status(self) -> Tri:
        return self.line.status


# Not frozen only because that would make it slower to make, and a consultation makes dozens. Nobody changes one.
@dataclass(slots=True, eq=False)
class Finding:
    """One ground for one post. `law_day` is the day whose law was applied: of the post, else of the consultation.

    `lines` say how the parts of `law.rules` came out, `bear` whether each bears the ground: an element that is met, a
    defence that is excluded. There are none where no version covers the day.
    """

    ground: Ground
    post: World
    status: str
    law: LawOn
    lines: Sequence[Line]
    bear: Sequence[Tri]
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


@dataclass(frozen=True, slots=True)
class OnDay:
    """A ground on some days, ready to be examined: `lines` takes those of its parts out of those of all tables, `bear`
    takes what its parts come to for it out of how all tables came out, followed by the opposites."""

    ground: Ground
    by_act: bool
    law: LawOn
    lines: Callable[[Sequence[Line]], Sequence[Line]]
    bear: Callable[[Sequence[Tri]], Sequence[Tri]]


def all_on(book: Rulebook) -> Stretches[tuple[OnDay, ...]]:
    """Every ground on every day."""
    grounds = book.grounds.values()
    places = book.rules_of_grounds.places

    def on_day(ground: Ground, day: date) -> OnDay:
        law = ground.law_on(day)
        at = [places[table] for table in law.rules.tables]
        bear = [place + len(places) * fails for place, fails in zip(at, law.rules.failing, strict=True)]
        return OnDay(ground, ground.by_act, law, picked(at), picked(bear))

    dates = [dated for ground in grounds for dated in ground.dates]
    return Stretches(dates, lambda day: tuple(on_day(ground, day) for ground in grounds))


GROUND_OF = attrgetter("ground.id")
STATUS_OF, OPEN_OF = attrgetter("status"), attrgetter("open")
OPPOSITE: Mapping[Tri, Tri] = {True: False, False: True, None: None}


def find(read: Read, book: Rulebook) -> list[Finding]:
    """Every ground examined for every post."""
    on = ready(book, "grounds", all_on)
    found = []
    for post in read.whole.posts:
        known = book.rules_of_grounds.lines(post.facts, post.as_of)
        statuses = [*map(STATUS_OF, known)]
        came_out = [*statuses, *map(OPPOSITE.__getitem__, statuses)]
        now, then = post.as_of, day_of(post) or post.as_of
        for today, that_day in zip(on.on(now), on.on(then), strict=True):
            one, day = (that_day, then) if today.by_act else (today, now)
            found.append(judged(one.ground, post, one.law, day, one.lines(known), one.bear(came_out)))
    return found


def examine(ground: Ground, post: World) -> Finding:
    """One ground for one post, by the law of the day of the post (or of the consultation, by the ground's axis)."""
    day = (day_of(post) if ground.by_act else None) or post.as_of
    law = ground.law_on(day)
    lines = [table.line(post.facts, post.as_of) for table in law.rules.tables]
    return judged(ground, post, law, day, lines, bearing(law.rules, map(STATUS_OF, lines)))


def bearing(rules: InForce, came_out: Iterable[Tri]) -> Sequence[Tri]:
    """Whether each part bears its ground, by how it came out."""
    return [
        OPPOSITE[status] if fails else status for status, fails in zip(came_out, rules.failing, strict=True)
    ]


def day_of(post: World) -> date | None:
    """The day of a post, where it is known."""
    posted = post.facts.get(DATE)
    assert posted is None or isinstance(posted, date)
    return posted


def judged(
    ground: Ground, post: World, law: LawOn, day: date, lines: Sequence[Line], bear: Sequence[Tri]
) -> Finding:
    """A ground for a post by the law of this day, whose parts come to these lines."""
    if law.version is None:
        return Finding(ground, post, "no_law_for_date", law, (), (), SETTLED, day)
    whole = False if False in bear else together(law.rules, bear, post)
    if whole is not None:
        return Finding(ground, post, LIKELY[whole], law, lines, bear, SETTLED, day)
    weights = named([*filter(None, map(OPEN_OF, lines))], post.paths)
    if ground.by_act and DATE not in post.facts:
        weights[post.paths[DATE]] = 1.0 if ground.dated else OTHER_LAW
    return Finding(ground, post, "unclear", law, lines, bear, weights, day)


def named(opened: Sequence[Weights], paths: Mapping[str, str]) -> Weights:
    """What is open of several parts together, as `shares` gives it, the facts by their paths."""
    found: Weights = {}
    several = len(opened)
    for weights in opened:
        for fact, weight in weights.items():
            path = paths[fact]
            found[path] = found.get(path, 0.0) + weight / several
    return found


def together(rules: InForce, bear: Sequence[Tri], post: World) -> Tri:
    """The whole from whether its parts bear it: no as soon as one does not, yes when all do; with open parts, what
    every answer would give."""
    if False in bear:
        return False
    if None not in bear:
        return True
    again = rules.asked_again(bear) if rules.shared else None
    unknown = rules.whole.unknown(again, post.facts) if again else None
    if not unknown:
        return None
    several = zip(bear, rules.tables, rules.failing, strict=True)
    left = [(table, fails) for one, table, fails in several if one is None]
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


def statuses(findings: Iterable[Finding]) -> dict[str, dict[str, str]]:
    """Status by post and ground, as rules that choose what to do see it. `findings` stand together by post."""
    found = {}
    for post, of_post in groupby(findings, attrgetter("post.post")):
        several = [*of_post]
        found[post or ""] = dict(zip(map(GROUND_OF, several), map(STATUS_OF, several), strict=True))
    return found
