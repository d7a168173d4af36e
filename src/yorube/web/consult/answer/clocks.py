"""Deadlines as a drawn time line: rows that share a day stand together, all on one scale with today marked.

The scale is logarithmic on both sides of today, since three weeks and twenty years stand side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log1p
from typing import Any

from yorube.law.text import Text
from yorube.web.consult.answer.case import Case, Json
from yorube.web.consult.leaves import runs

# Where today stands, in percent of the width, and the days that count as one step near it.
NOW, STEP = 16.0, 7.0
# Marks of the scale: days from today, and the word for each.
MARKS = (
    (7, "answer.clock.week"),
    (30, "answer.clock.month"),
    (91, "answer.clock.quarter"),
    (365, "answer.clock.year"),
    (1096, "answer.clock.three"),
)
# The parts of the time line, and the state of the clocks in each.
STATES = {"running": "runs", "passed": "passed", "waiting": "waits", "ended": "ended"}
# How many clocks of a state the first page shows; how many days of one clock its own page shows, and of all together.
MOST = {"running": 8, "passed": 4, "waiting": 4, "ended": 2}
DAYS, ROWS = 8, 16
# As many grounds of one clock are named.
GROUNDS = 4
# Marks stand at least this far from each other and from the end.
APART = 13.0


@dataclass(frozen=True, slots=True)
class Scale:
    """From days to places, in percent of the width."""

    today: date
    past: int
    future: int

    def at(self, day: date) -> float:
        days = (day - self.today).days
        if days < 0:
            return round(NOW * (1 - log1p(-days / STEP) / log1p(self.past / STEP)), 2)
        return round(NOW + (99 - NOW) * log1p(days / STEP) / log1p(self.future / STEP), 2)

    def marks(self) -> list[dict[str, Any]]:
        """The marks that fit, today first."""
        found = [{"x": NOW, "word": "answer.clock.today"}]
        for days, word in MARKS:
            x = self.at(self.today + timedelta(days=days)) if days <= self.future else 100.0
            if x - found[-1]["x"] >= APART and x <= 100 - APART / 2:  # type: ignore[operator]
                found.append({"x": x, "word": word})
        return found


@dataclass(frozen=True, slots=True)
class Clock:
    """One row of the time line. `state`: runs, passed, waits, ended; `say`: what to know of one that does not run;
    `bar`: places of start, act_by and due; `count`: the deadlines that stand in it; `others`: grounds not named."""

    row: Json
    count: int
    labels: tuple[Json, ...]
    state: str
    say: Json | None
    late: bool
    grounds: tuple[Json, ...]
    others: int
    posts: str
    missing: tuple[Text, ...]
    notes: tuple[Json, ...]
    bar: dict[str, float | None] | None


def time_line(case: Case, rows: Sequence[Json], *, short: bool = False) -> dict[str, Any]:
    """The clocks of some deadlines, with the marks of their scale: what runs first, the soonest on top. `short`:
    estimates of the same days stand in one row."""
    today = date.fromisoformat(case.outcome["as_of"])
    scale = scale_of(rows, today)
    labels = {row["ground"]: row["label"] for row in case.outcome["findings"]}
    groups: dict[tuple[Any, ...], list[Json]] = {}
    for row in sorted(rows if case.harmed else map(without_start, rows), key=soonest):
        name = "" if short and row["kind"] == "estimate" and row["due"] else row["id"]
        key = (name, row["due"], row["act_by"], bool(row.get("ended_by")))
        groups.setdefault(key, []).append(row)
    clocks = [clock(several, case, labels, scale) for several in groups.values()]
    states = {name: [one for one in clocks if one.state == state] for name, state in STATES.items()}
    if short:
        states = {name: few(several, MOST[name]) for name, several in states.items()}
    return {
        **states,
        "count": sum(one.count for several in states.values() for one in several),
        "marks": scale.marks(),
        "now": NOW,
    }


def few(clocks: list[Clock], most: int) -> list[Clock]:
    """Clocks for the first page: where there are too many, the soonest of each kind."""
    if len(clocks) > most:
        clocks = list({one.row["id"]: one for one in reversed(clocks)}.values())[::-1]
    return clocks[:most]


def by_clock(case: Case) -> list[dict[str, Any]]:
    """Every deadline under its clock, with how it is counted and what to know: what runs soonest first."""
    line = time_line(case, case.outcome["deadlines"])
    found: dict[str, dict[str, Any]] = {}
    for state in STATES:
        for one in line[state]:
            group = found.setdefault(one.row["id"], {"row": one.row, "clocks": [], "notes": {}})
            group["clocks"].append(one)
            group["notes"] |= {note["ja"]: note for note in one.notes}
    days = next(
        (
            most
            for most in range(DAYS, 1, -1)
            if sum(min(most, len(g["clocks"])) for g in found.values()) <= ROWS
        ),
        1,
    )
    return [
        {
            "row": group["row"],
            "clocks": group["clocks"][:days],
            "more": len(group["clocks"][days:]),
            "notes": list(group["notes"].values()),
            "line": line,
            "scale": days == DAYS or len(group["clocks"][:days]) > 1,  # one bar alone is read by its days
        }
        for group in found.values()
    ]


def without_start(row: Json) -> Json:
    """A deadline for those who are not to start anything by it."""
    return {**row, "act_by": None}


def soonest(row: Json) -> tuple[bool, str, str]:
    return row["due"] is None, row["act_by"] or row["due"] or "", row["due"] or ""


def scale_of(rows: Iterable[Json], today: date) -> Scale:
    """A scale that holds every day of these rows."""
    days = [
        (date.fromisoformat(row[key]) - today).days for row in rows for key in ("from", "due") if row[key]
    ]
    return Scale(today, max(30, *(-day for day in days), 0), max(91, *days, 0))


def clock(rows: list[Json], case: Case, labels: dict[str, Json], scale: Scale) -> Clock:
    """One row from the deadlines that share it."""
    first = rows[0]
    ended, due = first.get("ended_by"), first["due"]
    state = "ended" if ended else "waits" if not due else "passed" if first["passed"] else "runs"
    notes: dict[str, Json] = {}
    for row in rows:
        notes |= {note["ja"]: note for note in row.get("notes", ())}
    grounds = tuple(labels[name] for name in dict.fromkeys(row["ground"] for row in rows) if name in labels)
    return Clock(
        row=first,
        count=len(rows),
        labels=tuple({row["id"]: row["label"] for row in rows}.values()),
        state=state,
        say=say(first, state, case),
        late=state == "runs" and bool(first["act_by"]) and first["act_by"] < case.outcome["as_of"],
        grounds=grounds[:GROUNDS],
        others=len(grounds[GROUNDS:]),
        posts=runs(sorted({case.numbers[row["post"]] for row in rows if row["post"]})),
        missing=tuple(case.facts(path for row in rows for path in row.get("missing", ()))),
        notes=tuple(notes.values()),
        bar=bar(first, scale) if due and first["from"] else None,
    )


def say(row: Json, state: str, case: Case) -> Json | None:
    """What to know first: why a clock does not run, or what remains after its last day."""
    own = next(one for one in case.book.clocks if one.id == row["id"])
    if not case.harmed:  # what these say is for the person harmed
        return None
    text = {"waits": own.not_running, "passed": own.after}.get(state)
    return text.data if text else None


def bar(row: Json, scale: Scale) -> dict[str, float | None]:
    """The places of one row's days."""
    start, due, act_by = (
        scale.at(date.fromisoformat(row[key])) if row[key] else None for key in ("from", "due", "act_by")
    )
    return {"start": start, "due": due, "act_by": act_by}
