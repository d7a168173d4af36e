"""Deadlines: a row for each clock of a post, a ground or an event, counted by the clock's own convention."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from yorube.consult.findings import DATE, Finding
from yorube.consult.forms import Given, given, ready, that_hold
from yorube.consult.report import Event, Report
from yorube.consult.worlds import kinds_of_platforms
from yorube.law.facts import in_post
from yorube.law.periods import Convention, Ending, Length, last_day
from yorube.law.rulebook import Clock, EndedBy, Rulebook, Start
from yorube.law.sheet import Held
from yorube.law.text import Text
from yorube.law.world import Row, World


class Run(NamedTuple):
    """A clock as it runs for a post or for `event`: what its rows have in common. `ending` is None while it does not
    run; `missing`: what it lacks."""

    clock: Clock
    post: str | None
    event: Event | None
    start: date | None
    ending: Ending | None
    act_by: date | None
    missing: tuple[str, ...]
    ended_by: Event | None
    notes: tuple[Text, ...]
    passed: bool

    @property
    def running(self) -> bool:
        """Counted, not passed, not ended."""
        return self.ending is not None and not self.passed and self.ended_by is None


class Deadline(NamedTuple):
    """One row; of a ground, where the clock is one of grounds."""

    run: Run
    ground: str | None


def deadlines(report: Report, whole: World, findings: Sequence[Finding], book: Rulebook) -> list[Deadline]:
    """Every row, sorted by post, id, ground; those of several events by their day."""
    count = Counting(report, book, ready(book, "clocks", all_of))
    crimes: defaultdict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        if concerned(finding):
            crimes[finding.post.post].append(finding)
    rows: list[Deadline] = []
    for post in whole.posts:
        rows += count.for_post(post, crimes[post.post])
    if report.events:
        rows += count.for_events(whole)
    return sorted(rows, key=in_order)


def concerned(finding: Finding) -> bool:
    """Whether a clock can run for a ground: a crime that is not unlikely."""
    return finding.status in ("likely", "unclear") and finding.ground.ground.side == "crime"


def is_for(clock: Clock, crime: Finding) -> bool:
    """Whether a clock of grounds is one of this crime: some are only for crimes that need a complaint, or that have a
    penalty."""
    complaint = crime.ground.ground.complaint or clock.grounds != "complaint"
    return complaint and bool(crime.ground.penalty or not clock.by_limitation)


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


class Kept(NamedTuple):
    """A clock with what is asked of it in every consultation: whether it is there at all, its notes, its way of
    counting."""

    clock: Clock
    when: int
    notes: Sequence[Given[Text]]
    way: Convention


class Clocks(NamedTuple):
    """The clocks of posts and of their grounds, and those of events."""

    of_posts: Sequence[Kept]
    of_events: Sequence[Kept]


def all_of(book: Rulebook) -> Clocks:
    """The clocks of this rulebook."""
    clocks = [
        Kept(
            clock,
            id(clock.when),
            given((note.when, note.text) for note in clock.notes),
            Convention(first_day=clock.first_day, last_day=clock.last_day),  # type: ignore[arg-type]
        )
        for clock in book.clocks
    ]
    return Clocks(
        [one for one in clocks if one.clock.scope != "event"],
        [one for one in clocks if one.clock.scope == "event"],
    )


class Begun(NamedTuple):
    """What the runs of a clock for one post or event have in common, whatever their length."""

    kept: Kept
    post: str | None
    event: Event | None
    start: date | None
    missing: tuple[str, ...]
    notes: tuple[Text, ...]
    ended_by: Event | None


@dataclass(frozen=True, slots=True)
class Counting:
    """The rows of one report."""

    report: Report
    book: Rulebook
    clocks: Clocks

    def for_post(self, post: World, crimes: Sequence[Finding]) -> Iterator[Deadline]:
        """The rows of a post, and of its grounds that a clock can run for."""
        held = self.book.sheets.clocks.of(post)
        for kept in self.clocks.of_posts:
            clock = kept.clock
            if kept.when not in held:
                continue
            if clock.scope == "post":
                yield Deadline(self.run(self.begun_for_post(kept, post, held), clock.length), None)
                continue
            several = [crime for crime in crimes if is_for(clock, crime)]
            if several:
                yield from self.for_grounds(self.begun_for_post(kept, post, held), several)

    def for_grounds(self, begun: Begun, crimes: Sequence[Finding]) -> Iterator[Deadline]:
        """The rows of crimes: those of the same length run together."""
        clock, runs = begun.kept.clock, dict[Length | None, Run]()
        for finding in crimes:
            penalty = finding.penalty if clock.by_limitation else None
            length = penalty.limitation if penalty else clock.length
            run = runs.get(length)
            if run is None:
                run = runs[length] = self.run(begun, length)
            yield Deadline(run, finding.ground.id)

    def for_events(self, whole: World) -> Iterator[Deadline]:
        """The rows of each event that starts a clock."""
        for index, event in enumerate(self.report.events):
            starts = [kept for kept in self.clocks.of_events if kept.clock.event == event.kind]
            if not starts:
                continue
            world = self.world_of(event, whole)
            held = self.book.sheets.clocks.of(world)
            missing = () if event.on else (f"events[{index}].on",)
            for kept in starts:
                if kept.when in held:
                    begun = self.begin(kept, world, held, event.on, missing, event)
                    yield Deadline(self.run(begun, kept.clock.length), None)

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

    def begun_for_post(self, kept: Kept, post: World, held: Held) -> Begun:
        """The clock for a post: it starts as the clock says."""
        start, missing = start_of(kept.clock.start, post) if kept.clock.start else (None, ())
        return self.begin(kept, post, held, start, missing, None)

    def begin(
        self,
        kept: Kept,
        world: World,
        held: Held,
        start: date | None,
        missing: tuple[str, ...],
        event: Event | None,
    ) -> Begun:
        """Whether the clock runs, since when, what is to be said of it."""
        clock = kept.clock
        notes = that_hold(kept.notes, held)
        if id(clock.runs_if) not in held and clock.runs_if is not None:
            start, missing = None, tuple(clock.runs_if.open(world)[1])
            notes += [clock.not_running] if clock.not_running else []
        ended_by = self.ended(clock, world, event) if self.report.events else None
        return Begun(kept, world.post, event, start, missing, tuple(notes), ended_by)

    def run(self, begun: Begun, length: Length | None) -> Run:
        """The clock over this length, counted when its start is known and it runs."""
        kept, post, event, start, missing, notes, ended_by = begun
        clock, ending, act_by, passed = kept.clock, None, None, False
        if start is not None and length is not None:
            ending = last_day(start, length, kept.way, self.book.calendar)
            if clock.act_by:
                act_by = last_day(start, clock.act_by, kept.way, self.book.calendar).day
            passed = ending.day < self.report.as_of
            if passed and clock.after:
                notes = (*notes, clock.after)
        return Run(clock, post, event, start, ending, act_by, missing, ended_by, notes, passed)

    def ended(self, clock: Clock, world: World, start: Event | None) -> Event | None:
        """The event that ended this row, if one did: the first in time."""
        if not clock.ended_by or not self.report.events:
            return None
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


def start_of(start: Start, world: World) -> tuple[date | None, tuple[str, ...]]:
    """The day a clock starts and, when it cannot be said, the facts that are missing."""
    days: list[date] = []
    missing: list[str] = []
    for part in start.later or start.first:
        if isinstance(part, str):
            day = world.facts.get(part)
            if isinstance(day, date):
                days.append(day)
            else:
                missing.append(
                    in_post(part, world.post) if part.startswith("posts.") and world.post else part
                )
        else:
            inner, lacks = start_of(part, world)
            missing += lacks
            if inner is not None:
                days.append(inner)
    if start.first:
        return (days[0], ()) if days else (None, tuple(missing))
    return (None, tuple(missing)) if missing else (max(days), ())


def runs(rows: Sequence[Deadline]) -> list[Run]:
    """What runs, each once, in the order of its first row."""
    return list({id(row.run): row.run for row in rows}.values())


def as_rows(rows: Sequence[Deadline]) -> tuple[Row, ...]:
    """What rules that choose what to do see; an ended row is not seen."""
    return tuple(
        [
            Row(run.clock.id, run.post, run.passed if run.ending else None)
            for run in runs(rows)
            if run.ended_by is None
        ]
    )


def data(rows: Sequence[Deadline]) -> list[dict[str, Any]]:
    """`deadlines[]` of the outcome."""
    written: dict[int, dict[str, Any]] = {}
    found = []
    for run, ground in rows:
        if id(run) in written:
            row = written[id(run)].copy()
            for key in OWN:
                if key in row:
                    row[key] = row[key].copy()
        else:
            row = written[id(run)] = row_of(run)
        row["ground"] = ground
        found.append(row)
    return found


# What every row has for itself.
OWN = ("counting", "law", "event", "missing", "notes", "ended_by")


def row_of(run: Run) -> dict[str, Any]:
    """A row of a run, whatever its ground."""
    clock, post, event, start, ending, act_by, missing, ended_by, notes, passed = run
    found: dict[str, Any] = {
        "id": clock.id,
        "label": clock.label.data,
        "post": post,
        "ground": None,
        "kind": clock.kind,
        "from": start.isoformat() if start else None,
        "act_by": act_by.isoformat() if act_by else None,
        "due": ending.day.isoformat() if ending else None,
        "passed": passed,
        "counting": {
            "text": clock.counting.data,
            "first_day": clock.first_day,
            "last_day": clock.last_day,
        },
        "law": [*clock.law],
    }
    if event:
        found["event"] = happened(event)
    if ending and ending.moved_from:
        found["moved_from"] = ending.moved_from.isoformat()
    if ending and ending.provisional:
        found["provisional"] = True
    if missing:
        found["missing"] = [*missing]
    if notes:
        found["notes"] = [note.data for note in notes]
    if ended_by:
        found["ended_by"] = happened(ended_by)
    return found


def happened(event: Event) -> dict[str, Any]:
    """An event as the outcome names it."""
    return {"kind": event.kind, "on": event.on.isoformat() if event.on else None, "by": event.by}
