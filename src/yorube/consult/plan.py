"""The plan: what comes before everything, what to do in which order, which papers can be made now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from yorube.consult.clocks import Run
from yorube.consult.forms import Given, Row, ready, said
from yorube.law.frozen import frozen
from yorube.law.rulebook import Action, Paper, Rulebook, Safety
from yorube.law.sheet import Held
from yorube.law.world import World

# The place of an action of which no place holds.
LAST = 1000


class ToDo(NamedTuple):
    """An action with what is asked of it in every consultation: its place, its texts as outcomes give them; the form
    of its row."""

    id: str
    action: Action
    places: Given[int]
    why: Given[Row]
    how: Given[Row]
    form: Row


class Ready(NamedTuple):
    """What the plan chooses from: of safety the rows, papers with the facts they need; the days that actions name, by
    the clock they are of."""

    safety: Given[Row]
    actions: Given[ToDo]
    papers: Given[tuple[frozenset[str], Draft]]
    days: Mapping[str, Sequence[str]]


def all_of(book: Rulebook) -> Ready:
    """What the plan of this rulebook chooses from."""
    named = sorted({name for action in book.actions.values() for name in action.by})
    return Ready(
        Given((rule.when, safety_row(rule)) for rule in book.safety),
        Given((action.when, to_do(action)) for action in book.actions.values()),
        Given((paper.when, (frozenset(paper.needs), draft(paper))) for paper in book.papers.values()),
        {clock.id: [name for name in named if name.partition(":")[2] == clock.id] for clock in book.clocks},
    )


def to_do(action: Action) -> ToDo:
    """An action, made ready."""
    places = [*((place.when, place.place) for place in action.order), (None, LAST)]
    return ToDo(action.id, action, Given(places), said(action.why), said(action.how), action_form(action))


def chosen(world: World, book: Rulebook) -> tuple[list[Row], list[ToDo]]:
    """What comes before everything else (`safety[]`), and what to do, in order: each by the first of its places that
    holds. `world` knows findings, deadlines and desks."""
    held, plan = book.sheets.actions.of(world), ready(book, "plan", all_of)
    actions = sorted(plan.actions.that_hold(held), key=lambda to_do: to_do.places.that_hold(held)[0])
    return plan.safety.that_hold(held), actions


def days(runs: Iterable[Run], as_of: date, book: Rulebook) -> dict[str, date]:
    """The earliest day of each clock that runs, as actions name it: `due:claim.three_years`, `act_by:log.site`,
    `today`."""
    named, found = ready(book, "plan", all_of).days, {"today": as_of}
    for run in runs:
        names = named[run.kept.clock.id]
        if names and run.ending and run.running:
            for name in names:
                day = run.act_by if run.act_by and name.startswith("act_by:") else run.ending.day
                found[name] = min(day, found.get(name, day))
    return found


class Draft(NamedTuple):
    """A paper that can be made, and the facts it still lacks; its row, as it is when nothing lacks."""

    paper: Paper
    missing: tuple[str, ...]
    form: Row


def papers(world: World, book: Rulebook) -> list[Draft]:
    """The papers of this case. `world` knows the actions."""
    held = book.sheets.papers.of(world)
    told = set(world.facts).union(*[post.facts for post in world.posts])
    return [
        draft if needs <= told else lacking(draft, told, world)
        for needs, draft in ready(book, "plan", all_of).papers.that_hold(held)
    ]


def draft(paper: Paper) -> Draft:
    """A paper that lacks nothing."""
    form = frozen({"id": paper.id, "label": paper.label.data, "ready": True, "missing": ()})
    return Draft(paper, (), form)


def lacking(draft: Draft, told: set[str], world: World) -> Draft:
    """A paper with the facts it needs and nobody told; a post's fact is enough for one post."""
    paper, _, form = draft
    paths = (world.posts[0] if world.posts else world).paths
    return Draft(paper, tuple([paths[fact] for fact in paper.needs if fact not in told]), form)


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def safety_row(rule: Safety) -> Row:
    """One row of `safety[]`."""
    found: Row = frozen({"id": rule.id, "desks": rule.desks, "message": rule.message.data, "law": rule.law})
    return found


def action_form(action: Action) -> Row:
    """A row of this action; what a case has to do with it is left empty."""
    found: Row = {
        "id": action.id,
        "rank": None,
        "label": action.label.data,
        "by": None,
        "why": None,
        "how": None,
    }
    found |= {"papers": None, "desk": None, "law": frozen(action.law)}
    return found


def action_row(
    to_do: ToDo, rank: int, world: World, days: Mapping[str, date], papers: frozenset[str], held: Held
) -> Row:
    """One row of `actions[]`, with the latest sensible day: the earliest of those it names, from today on."""
    _, action, _, why, several, form = to_do
    how = several.that_hold(held)
    day = min(filter(None, map(days.get, action.by)), default=None) if action.by else None
    return {
        **form,
        "rank": rank,
        "by": max(day, world.as_of).isoformat() if day else None,
        "why": why.that_hold(held),
        "how": how[0] if how else None,
        "papers": [*filter(papers.__contains__, action.papers)],
        "desk": next(filter(world.desks.__contains__, action.desks), None) if action.desks else None,
    }


def paper_row(draft: Draft) -> Row:
    """One row of `papers[]`."""
    _, missing, form = draft
    return {**form, "ready": False, "missing": [*missing]} if missing else form
