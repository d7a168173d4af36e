"""Deadlines: a row for each clock of a post, a ground or an event, counted by the clock's own convention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from yorube.consult.findings import DATE, Finding
from yorube.consult.forms import Given, ready, said
from yorube.consult.forms import Row as Written
from yorube.consult.report import Event, Report
from yorube.consult.worlds import kinds_of_platforms
from yorube.law.frozen import FrozenDict, FrozenList, frozen
from yorube.law.periods import UNITS, Convention, Ending, Length, last_day
from yorube.law.rulebook import Clock, EndedBy, Rulebook, Start
from yorube.law.sheet import Held
from yorube.law.world import Row, World

# The day a clock starts and, when it cannot be said, the facts that are missing.
Began = tuple[date | None, tuple[str, ...]]


class Kept(NamedTuple):
    """A clock with what the rulebook alone says of it: its notes, its way of counting, the crimes it is for (None: it
    is not one of grounds), the form of its rows."""

    clock: Clock
    notes: Given[Written]
    way: Convention
    crimes: frozenset[str] | None
    form: Written


@dataclass(slots=True, eq=False)
class Run:
    """A clock as it runs for a post or for `event`: what its rows have in common. `ending` is None while it does not
    run; `missing`: what it lacks. A run equals itself alone."""

    kept: Kept
    post: str | None
    event: Event | None
    start: date | None
    ending: Ending | None
    act_by: date | None
    missing: tuple[str, ...]
    ended_by: Event | None
    notes: Sequence[Written]
    passed: bool

    @property
    def clock(self) -> Clock:
        return self.kept.clock

    @property
    def running(self) -> bool:
        """Counted, not passed, not ended."""
        return self.ending is not None and not self.passed and self.ended_by is None


# One row; of a ground, where the clock is one of grounds.
Deadline = tuple[Run, str | None]

RUN, POST, GROUND, STATUS = itemgetter(0), attrgetter("post"), attrgetter("ground.id"), attrgetter("status")
# How a finding comes out that is not unlikely.
MAY_BE = frozenset(("likely", "unclear"))
# A length by its numbers: these are compared faster.
UNITS_OF = attrgetter(*UNITS)


def deadlines(report: Report, whole: World, findings: Sequence[Finding], book: Rulebook) -> list[Deadline]:
    """Every row, sorted by post, id, ground; those of several events by their day."""
    count = Counting(report, book, ready(book, "clocks", all_of))
    crimes: dict[str | None, list[Finding]] = {}
    for finding in sorted(concerned(findings), key=GROUND):
        crimes.setdefault(finding.post.post, []).append(finding)
    rows: list[Deadline] = []
    for post in sorted(whole.posts, key=POST):
        rows += count.for_post(post, crimes.get(post.post, ()))
    if report.events:  # without, the rows stand in their order already
        rows += count.for_events(whole)
        rows.sort(key=in_order)
    return rows


def concerned(findings: Sequence[Finding]) -> list[Finding]:
    """Those that a clock can run for: crimes that are not unlikely."""
    may_be = compress(findings, map(MAY_BE.__contains__, map(STATUS, findings)))
    return [one for one in may_be if one.ground.ground.side == "crime"]


# The place of a row that no event started.
NO_EVENT = True, date.max, ""


def in_time(event: Event | None) -> tuple[bool, date, str]:
    """The order of events, whatever order they were told in; those without a day come last."""
    if event is None:
        return NO_EVENT
    return event.on is None, event.on or date.max, event.by or ""


def in_order(row: Deadline) -> tuple[str, str, str, tuple[bool, date, str]]:
    """The place of a row among the others."""
    run, ground = row
    return run.post or "", run.clock.id, ground or "", in_time(run.event)


class Clocks(NamedTuple):
    """The clocks of posts and of their grounds, and those of events by the kind of event that starts them; by id."""

    of_posts: Given[Kept]
    of_events: Mapping[str, Given[Kept]]


def all_of(book: Rulebook) -> Clocks:
    """The clocks of this rulebook."""
    clocks = [(clock.when, kept(clock, book)) for clock in sorted(book.clocks, key=attrgetter("id"))]
    events = {one.clock.event for _, one in clocks if one.clock.event}
    return Clocks(
        Given((when, one) for when, one in clocks if not one.clock.event),
        {event: Given((when, one) for when, one in clocks if one.clock.event == event) for event in events},
    )


def kept(clock: Clock, book: Rulebook) -> Kept:
    """A clock, made ready."""
    way = Convention(first_day=clock.first_day, last_day=clock.last_day)  # type: ignore[arg-type]
    return Kept(clock, said(clock.notes), way, crimes_of(clock, book) if clock.grounds else None, form(clock))


def crimes_of(clock: Clock, book: Rulebook) -> frozenset[str]:
    """The crimes that a clock of grounds is for: some are only for crimes that need a complaint, or that have a
    penalty."""
    return frozenset(
        id
        for id, ground in book.grounds.items()
        if ground.ground.side == "crime"
        and (ground.ground.complaint or clock.grounds != "complaint")
        and (ground.penalty or not clock.by_limitation)
    )


@dataclass(slots=True)
class Counting:
    """The rows of one report."""

    report: Report
    book: Rulebook
    clocks: Clocks

    def for_post(self, post: World, crimes: Sequence[Finding]) -> list[Deadline]:
        """The rows of a post, and of its grounds that a clock can run for; by id and ground, as the crimes stand."""
        held = self.book.sheets.clocks.of(post)
        rows: list[Deadline] = []
        for kept in self.clocks.of_posts.that_hold(held):
            clock = kept.clock
            if kept.crimes is None:
                rows.append((self.run(kept, post, held, start_of(clock.start, post), clock.length), None))
            elif several := [crime for crime in crimes if crime.ground.id in kept.crimes]:
                rows += self.for_grounds(kept, post, held, several)
        return rows

    def for_grounds(self, kept: Kept, post: World, held: Held, crimes: Sequence[Finding]) -> list[Deadline]:
        """The rows of crimes: those of the same length run together."""
        began, length = start_of(kept.clock.start, post), kept.clock.length
        if not kept.clock.by_limitation:
            run = self.run(kept, post, held, began, length)
            return [(run, crime.ground.id) for crime in crimes]
        rows: list[Deadline] = []
        runs: dict[tuple[int, ...] | None, Run] = {}
        for crime in crimes:
            penalty = crime.penalty
            length = penalty.limitation if penalty else None
            long = UNITS_OF(length) if length else None
            if long not in runs:
                runs[long] = self.run(kept, post, held, began, length)
            rows.append((runs[long], crime.ground.id))
        return rows

    def for_events(self, whole: World) -> Iterator[Deadline]:
        """The rows of each event that starts a clock."""
        for index, event in enumerate(self.report.events):
            starts = self.clocks.of_events.get(event.kind)
            if not starts:
                continue
            world = self.world_of(event, whole)
            held = self.book.sheets.clocks.of(world)
            began = event.on, () if event.on else (f"events[{index}].on",)
            for kept in starts.that_hold(held):
                yield self.run(kept, world, held, began, kept.clock.length, event), None

    def world_of(self, event: Event, whole: World) -> World:
        """What a rule about an event sees: the facts of its post, and the service it names as the platform."""
        world = next((post for post in whole.posts if post.post == event.post), whole)
        named = world.post
        if event.post is None and len(whole.posts) == 1:  # the only post may be meant; it is not named
            (world,) = whole.posts
        facts, kinds = world.facts, world.kinds
        if event.on is not None:  # a service is designated, or not, on the day the event happened
            kinds = kinds_of_platforms(self.book, event.on)
        if event.by is not None:
            facts = {key: value for key, value in facts.items() if key != "posts.platform"}
            if event.by in self.book.services:
                facts["posts.platform"] = event.by
        return World(facts, world.as_of, named, world.posts, world.findings, world.events, kinds)

    def run(
        self,
        kept: Kept,
        world: World,
        held: Held,
        began: Began,
        length: Length | None,
        event: Event | None = None,
    ) -> Run:
        """A clock that began so, over this length: counted when it runs and its start is known."""
        clock, (start, missing), notes = kept.clock, began, kept.notes.that_hold(held)
        ending, act_by, passed, ended_by = None, None, False, None
        if clock.runs_if is not None and id(clock.runs_if) not in held:
            start, missing = None, tuple(clock.runs_if.open(world)[1])
            if clock.not_running:
                notes.append(clock.not_running.data)
        if start is not None and length is not None:
            ending = last_day(start, length, kept.way, self.book.calendar)
            if clock.act_by:
                act_by = last_day(start, clock.act_by, kept.way, self.book.calendar).day
            passed = ending.day < self.report.as_of
            if passed and clock.after:
                notes.append(clock.after.data)
        if self.report.events and clock.ended_by:
            ended_by = self.ended(clock, world, event)
        return Run(kept, world.post, event, start, ending, act_by, missing, ended_by, notes, passed)

    def ended(self, clock: Clock, world: World, start: Event | None) -> Event | None:
        """The event that ended this row, if one did: the first in time."""
        found = [
            event
            for rule in clock.ended_by
            for event in self.report.events
            if event.kind == rule.event and self.ends(rule, event, world, start)
        ]
        return min(found, key=in_time, default=None)

    def ends(self, rule: EndedBy, event: Event, world: World, start: Event | None) -> bool:
        """Whether this event ends this row: it must concern the same post, provider or court as the rule says, and
        cannot come before the post or the event that started the clock."""
        if event.post is not None and world.post is not None and event.post != world.post:
            return False
        began = start.on if start else world.facts.get(DATE)
        if event.on is not None and isinstance(began, date) and event.on < began:
            return False
        platform = world.facts.get("posts.platform")
        if rule.same == "provider":
            return event.by is not None and event.by == platform
        if rule.same == "other":  # whoever is named as a service keeps that service's own records
            return event.by is not None and event.by not in self.book.facts["posts.platform"].values
        if rule.same == "by":
            return start is None or event.by is None or start.by is None or event.by == start.by
        return True


def start_of(start: Start | None, world: World) -> Began:
    """The day a clock starts and, when it cannot be said, the facts that are missing."""
    if start is None:
        return None, ()
    facts = world.facts
    days: list[date] = []
    missing: list[str] = []
    for part in start.first or start.later:
        day = facts.get(part) if isinstance(part, str) else start_of(part, world)[0]
        if not isinstance(day, date):
            missing += (world.paths[part],) if isinstance(part, str) else start_of(part, world)[1]
        elif start.first:
            return day, ()
        else:
            days.append(day)
    return (None, tuple(missing)) if missing else (max(days), ())


def runs(rows: Iterable[Deadline]) -> list[Run]:
    """What runs, each once, in the order of its first row."""
    return [*dict.fromkeys(map(RUN, rows))]


def as_rows(rows: Iterable[Deadline]) -> tuple[Row, ...]:
    """What rules that choose what to do see; an ended row is not seen."""
    return tuple(
        [
            Row(run.kept.clock.id, run.post, run.passed if run.ending else None)
            for run in runs(rows)
            if run.ended_by is None
        ]
    )


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def data(rows: Iterable[Deadline]) -> list[Written]:
    """`deadlines[]` of the outcome."""
    written: dict[Run, Written] = {}
    found = []
    for run, ground in rows:
        row = written.get(run)
        if row is None:
            row = written[run] = row_of(run)
        found.append({**row, "ground": ground} if ground else row)
    return found


def row_of(run: Run) -> Written:
    """A row of a run, whatever its ground; its lists are shared by the rows of all its grounds."""
    ending = run.ending
    found = {**run.kept.form, "post": run.post}
    if run.start:
        found["from"] = run.start.isoformat()
    if run.act_by:
        found["act_by"] = run.act_by.isoformat()
    if ending:
        found["due"] = ending.day.isoformat()
        found["passed"] = run.passed
    if run.event:
        found["event"] = happened(run.event)
    if ending and ending.moved_from:
        found["moved_from"] = ending.moved_from.isoformat()
    if ending and ending.provisional:
        found["provisional"] = True
    if run.missing:
        found["missing"] = FrozenList(run.missing)
    if run.notes:
        found["notes"] = FrozenList(run.notes)
    if run.ended_by:
        found["ended_by"] = happened(run.ended_by)
    return found


def form(clock: Clock) -> Written:
    """A row of this clock; what a case has to do with it is left empty."""
    found: Written = {
        "id": clock.id,
        "label": clock.label.data,
        "post": None,
        "ground": None,
        "kind": clock.kind,
        "from": None,
        "act_by": None,
        "due": None,
        "passed": False,
        "counting": {
            "text": clock.counting.data,
            "first_day": clock.first_day,
            "last_day": clock.last_day,
        },
        "law": clock.law,
    }
    made: Written = frozen(found)
    return made


def happened(event: Event) -> FrozenDict[str, Any]:
    """An event as the outcome names it."""
    on = event.on.isoformat() if event.on else None
    return FrozenDict(kind=event.kind, on=on, by=event.by)
