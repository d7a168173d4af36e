"""The plan: what comes before everything, what to do in which order, which papers can be made now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from yorube.consult.clocks import Run
from yorube.consult.forms import Given, Row, given, ready, that_hold
from yorube.law.facts import in_post
from yorube.law.rulebook import Action, Paper, Rulebook, Safety
from yorube.law.sheet import Held
from yorube.law.world import World

# The place of an action of which no place holds.
LAST = 1000


class ToDo(NamedTuple):
    """An action with what is asked of it in every consultation: its place, its texts as outcomes give them."""

    id: str
    action: Action
    places: Sequence[Given[int]]
    why: Sequence[Given[Row]]
    how: Sequence[Given[Row]]


class Ready(NamedTuple):
    """What the plan chooses from."""

    safety: Sequence[Given[Safety]]
    actions: Sequence[Given[ToDo]]
    papers: Sequence[Given[Paper]]


def all_of(book: Rulebook) -> Ready:
    """What the plan of this rulebook chooses from."""
    return Ready(
        given((rule.when, rule) for rule in book.safety),
        given((action.when, to_do(action)) for action in book.actions.values()),
        given((paper.when, paper) for paper in book.papers.values()),
    )


def to_do(action: Action) -> ToDo:
    """An action, made ready."""
    return ToDo(
        action.id,
        action,
        given((place.when, place.place) for place in action.order),
        given((text.when, text.text.data) for text in action.why),
        given((text.when, text.text.data) for text in action.how),
    )


def chosen(world: World, book: Rulebook) -> tuple[list[Safety], list[ToDo]]:
    """What comes before everything else, and what to do, in order. `world` knows findings, deadlines and desks."""
    held, plan = book.sheets.actions.of(world), ready(book, "plan", all_of)

    def place(to_do: ToDo) -> int:
        """The first that holds."""
        return next((place for when, place in to_do.places if when in held), LAST)

    return that_hold(plan.safety, held), sorted(that_hold(plan.actions, held), key=place)


def days(runs: Sequence[Run], as_of: date) -> dict[str, date]:
    """The earliest day of each clock that runs, as actions name it: `due:claim.three_years`, `act_by:log.site`,
    `today`."""
    found = {"today": as_of}
    for run in runs:
        if run.ending and run.running:
            due, act_by = f"due:{run.clock.id}", f"act_by:{run.clock.id}"
            found[due] = min(run.ending.day, found.get(due, date.max))
            found[act_by] = min(run.act_by or run.ending.day, found.get(act_by, date.max))
    return found


class Draft(NamedTuple):
    """A paper that can be made, and the facts it still lacks."""

    paper: Paper
    missing: tuple[str, ...]


def papers(world: World, book: Rulebook) -> list[Draft]:
    """The papers of this case. `world` knows the actions."""
    held = book.sheets.papers.of(world)
    told = set(world.facts).union(*[post.facts for post in world.posts])
    fitting = that_hold(ready(book, "plan", all_of).papers, held)
    return [Draft(paper, lacking(paper, told, world)) for paper in fitting]


def lacking(paper: Paper, told: set[str], world: World) -> tuple[str, ...]:
    """The facts a paper needs and nobody told; a post's fact is enough for one post."""
    missing = [fact for fact in paper.needs if fact not in told]
    if not missing:
        return ()
    first = world.posts[0].post if world.posts else None
    return tuple([in_post(fact, first) if first and fact.startswith("posts.") else fact for fact in missing])


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def safety_row(rule: Safety) -> Row:
    """One row of `safety[]`."""
    return {"id": rule.id, "desks": list(rule.desks), "message": rule.message.data, "law": list(rule.law)}


def action_row(
    to_do: ToDo, rank: int, world: World, days: Mapping[str, date], papers: frozenset[str], held: Held
) -> Row:
    """One row of `actions[]`, with the latest sensible day: the earliest of those it names, from today on."""
    action, how = to_do.action, that_hold(to_do.how, held)
    day = min([days[name] for name in action.by if name in days], default=None)
    return {
        "id": to_do.id,
        "rank": rank,
        "label": action.label.data,
        "by": max(day, world.as_of).isoformat() if day else None,
        "why": that_hold(to_do.why, held),
        "how": how[0] if how else None,
        "papers": [paper for paper in action.papers if paper in papers],
        "desk": next((desk for desk in action.desks if desk in world.desks), None),
        "law": [*action.law],
    }


def paper_row(draft: Draft) -> Row:
    """One row of `papers[]`."""
    return {
        "id": draft.paper.id,
        "label": draft.paper.label.data,
        "ready": not draft.missing,
        "missing": list(draft.missing),
    }
