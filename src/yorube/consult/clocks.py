"""Deadlines: a row for each clock of a post, a ground or an event, counted by the clock's own convention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from yorube.consult.findings import DATE, Finding
from yorube.consult.report import Event, Report
from yorube.consult.worlds import kinds_of_platforms
from yorube.law.facts import in_post
from yorube.law.periods import Convention, Ending, Length, last_day
from yorube.law.rulebook import Clock, EndedBy, Rulebook, Start
from yorube.law.sheet import Held
from yorube.law.text import Text
from yorube.law.world import Row, World


class Deadline(NamedTuple):
    """One row, started by a post or by `event`. `ending` is None while it does not run; `missing`: what it lacks."""

    clock: Clock
    post: str | None
    ground: str | None
    event: Event | None
    start: date | None
    ending: Ending | None
    act_by: date | None
    missing: tuple[str, ...]
    ended_by: Event | None
    notes: tuple[Text, ...]
    as_of: date

    @property
    def due(self) -> date | None:
        return self.ending.day if self.ending else None

    @property
    def passed(self) -> bool:
        return self.due is not None and self.due < self.as_of

    @property
    def running(self) -> bool:
        """Counted, not passed, not ended."""
        return self.due is not None and not self.passed and self.ended_by is None


def deadlines(report: Report, whole: World, findings: Sequence[Finding], book: Rulebook) -> list[Deadline]:
    """Every row, sorted by post, id, ground; those of several events by their day."""
    held = {post.post: book.sheets.clocks.of(post) for post in whole.posts}
    count = Counting(report, book, {post.post: post for post in whole.posts}, held)
    crimes = [finding for finding in findings if concerned(finding)]
    rows: list[Deadline | None] = []
    for clock in book.clocks:
        if clock.scope == "event":
            rows += count.for_events(clock, whole) if report.events else ()
        elif clock.scope == "post":
            rows += [count.for_post(clock, post, None) for post in whole.posts]
        else:
            rows += [count.for_ground(clock, finding) for finding in crimes]
    found = [row for row in rows if row is not None]
    return sorted(found, key=lambda row: (row.post or "", row.clock.id, row.ground or "", in_time(row.event)))


def concerned(finding: Finding) -> bool:
    """Whether a clock can run for a ground: a crime that is not unlikely."""
    return finding.ground.ground.side == "crime" and finding.status in ("likely", "unclear")


# The place of a row that no event started.
NO_EVENT = True, date.max, ""


def in_time(event: Event | None) -> tuple[bool, date, str]:
    """The order of events, whatever order they were told in; those without a day come last."""
    if event is None:
        return NO_EVENT
    return event.on is None, event.on or date.max, event.by or ""


class Begun(NamedTuple):
    """What the rows of a clock have in common for one post or event, whatever their ground and length."""

    start: date | None
    missing: tuple[str, ...]
    notes: tuple[Text, ...]
    ended_by: Event | None


@dataclass(frozen=True, slots=True)
class Counting:
    """The rows of one report. `held` are the conditions that hold for each post; `begun` holds what is known of a clock
    and a post, None where the clock is not for it; `endings` the days counted so far."""

    report: Report
    book: Rulebook
    posts: Mapping[str | None, World]
    held: Mapping[str | None, Held]
    begun: dict[tuple[str, str | None], Begun | None] = field(default_factory=dict)
    endings: dict[tuple[object, ...], Ending] = field(default_factory=dict)

    def for_ground(self, clock: Clock, finding: Finding) -> Deadline | None:
        """A row for a crime, where the clock says so only for one that needs a complaint."""
        head = finding.ground.ground
        if clock.grounds == "complaint" and not head.complaint:
            return None
        length = clock.length
        if clock.by_limitation:
            length = finding.penalty.limitation if finding.penalty else None
            if length is None and not finding.ground.penalty:
                return None
        return self.for_post(clock, self.posts[finding.post.post], head.id, length)

    def for_post(
        self, clock: Clock, post: World, ground: str | None, length: Length | None = None
    ) -> Deadline | None:
        """A row for a post."""
        key = clock.id, post.post
        if key not in self.begun:
            self.begun[key] = None
            held = self.held[post.post]
            if id(clock.when) in held:
                start, missing = start_of(clock.start, post) if clock.start else (None, ())
                self.begun[key] = self.begin(clock, post, held, start, missing, None)
        begun = self.begun[key]
        return self.row(clock, post, ground, begun, length or clock.length, None) if begun else None

    def for_events(self, clock: Clock, whole: World) -> Iterator[Deadline]:
        """A row for each event that starts the clock."""
        for index, event in enumerate(self.report.events):
            if event.kind != clock.event:
                continue
            world = self.world_of(event, whole)
            held = self.book.sheets.clocks.of(world)
            if id(clock.when) in held:
                missing = () if event.on else (f"events[{index}].on",)
                begun = self.begin(clock, world, held, event.on, missing, event)
                yield self.row(clock, world, None, begun, clock.length, event)

    def world_of(self, event: Event, whole: World) -> World:
        """What a rule about an event sees: the facts of its post, and the service it names as the platform."""
        post = next((p for p in whole.posts if p.post == event.post), None)
        if post is None and event.post is None and len(whole.posts) == 1:
            post = replace(whole.posts[0], post=None)
        world = post or whole
        if event.on is not None:  # a service is designated, or not, on the day the event happened
            world = replace(world, kinds=kinds_of_platforms(self.book, event.on))
        if event.by is None:
            return world
        facts = {key: value for key, value in world.facts.items() if key != "posts.platform"}
        if event.by in self.book.services:
            facts["posts.platform"] = event.by
        return replace(world, facts=facts)

    def begin(
        self,
        clock: Clock,
        world: World,
        held: Held,
        start: date | None,
        missing: tuple[str, ...],
        event: Event | None,
    ) -> Begun:
        """Whether the clock runs, since when, what is to be said of it."""
        notes = [note.text for note in clock.notes if id(note.when) in held]
        if clock.runs_if is not None and id(clock.runs_if) not in held:
            start, missing = None, tuple(clock.runs_if.open(world)[1])
            notes += [clock.not_running] if clock.not_running else []
        return Begun(start, missing, tuple(notes), self.ended(clock, world, event))

    def row(
        self,
        clock: Clock,
        world: World,
        ground: str | None,
        begun: Begun,
        length: Length | None,
        event: Event | None,
    ) -> Deadline:
        """One row, counted when its start is known and the clock runs."""
        start, missing, notes, ended_by = begun
        ending = act_by = None
        if start is not None and length is not None:
            ending = self.count(start, length, clock)
            act_by = self.count(start, clock.act_by, clock).day if clock.act_by else None
        if ending and ending.day < self.report.as_of and clock.after:
            notes = (*notes, clock.after)
        as_of = self.report.as_of
        return Deadline(
            clock, world.post, ground, event, start, ending, act_by, missing, ended_by, notes, as_of
        )

    def count(self, start: date, length: Length, clock: Clock) -> Ending:
        key = start, length.days, length.months, length.years, clock.first_day, clock.last_day
        ending = self.endings.get(key)
        if ending is None:
            way = convention(clock.first_day, clock.last_day)
            ending = self.endings[key] = last_day(start, length, way, self.book.calendar)
        return ending

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


@cache
def convention(first_day: str, last_day: str) -> Convention:
    """One of the few ways of counting."""
    return Convention(first_day=first_day, last_day=last_day)  # type: ignore[arg-type]


def start_of(start: Start, world: World) -> tuple[date | None, tuple[str, ...]]:
    """The day a clock starts and, when it cannot be said, the facts that are missing."""
    parts = [day_of(part, world) for part in (*start.later, *start.first)]
    days = [day for day, _ in parts if day is not None]
    missing = tuple(fact for _, facts in parts for fact in facts)
    if start.first:
        return (days[0], ()) if days else (None, missing)
    return (max(days), ()) if len(days) == len(parts) else (None, missing)


def day_of(part: str | Start, world: World) -> tuple[date | None, tuple[str, ...]]:
    """The day of a fact, or of a start inside a start."""
    if not isinstance(part, str):
        return start_of(part, world)
    value = world.facts.get(part)
    if isinstance(value, date):
        return value, ()
    return None, (in_post(part, world.post) if part.startswith("posts.") and world.post else part,)


def as_rows(rows: Sequence[Deadline]) -> tuple[Row, ...]:
    """What rules that choose what to do see; an ended row is not seen."""
    return tuple(
        Row(row.clock.id, row.post, row.passed if row.due else None) for row in rows if row.ended_by is None
    )


def data(row: Deadline) -> dict[str, Any]:
    """One row of `deadlines[]`."""
    clock, post, ground, event, start, ending, act_by, missing, ended_by, notes, as_of = row
    found: dict[str, Any] = {
        "id": clock.id,
        "label": clock.label.data,
        "post": post,
        "ground": ground,
        "kind": clock.kind,
        "from": start.isoformat() if start else None,
        "act_by": act_by.isoformat() if act_by else None,
        "due": ending.day.isoformat() if ending else None,
        "passed": ending is not None and ending.day < as_of,
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
