"""The plan: what comes before everything, what to do in which order, which papers can be made now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from yorube.consult.clocks import Run
from yorube.law.facts import in_post
from yorube.law.rulebook import Action, Paper, Rulebook, Safety, When
from yorube.law.sheet import Held
from yorube.law.text import Text
from yorube.law.world import World


def chosen(world: World, book: Rulebook) -> tuple[list[Safety], list[Action]]:
    """What comes before everything else, and what to do, in order. `world` knows findings, deadlines and desks."""
    held = book.sheets.actions.of(world)
    safety = [rule for rule in book.safety if id(rule.when) in held]
    actions = [action for action in book.actions.values() if id(action.when) in held]
    return safety, sorted(actions, key=lambda action: place(action, held))


def place(action: Action, held: Held) -> int:
    """The place of an action: that of the first row of `order` that holds."""
    return next((row.place for row in action.order if id(row.when) in held), 1000)


def by(action: Action, runs: Sequence[Run], as_of: date) -> date | None:
    """The latest sensible day: the earliest of the days the action names; never before the consultation."""
    days: list[date] = []
    for name in action.by:
        kind, _, clock = name.partition(":")
        if kind == "today":
            return as_of
        for run in runs:
            if run.clock.id == clock and run.ending and run.running:
                day = run.act_by if kind == "act_by" and run.act_by else run.ending.day
                days.append(max(day, as_of))
    return min(days, default=None)


def said(texts: Iterable[When], held: Held) -> list[Text]:
    """The texts whose condition holds."""
    return [text.text for text in texts if id(text.when) in held]


@dataclass(frozen=True, slots=True)
class Draft:
    """A paper that can be made, and the facts it still lacks."""

    paper: Paper
    missing: tuple[str, ...]


def papers(world: World, book: Rulebook, held: Held) -> list[Draft]:
    """The papers of this case. `world` knows the actions."""
    told = set(world.facts).union(*[post.facts for post in world.posts])
    fitting = [paper for paper in book.papers.values() if id(paper.when) in held]
    return [Draft(paper, lacking(paper, told, world)) for paper in fitting]


def lacking(paper: Paper, told: set[str], world: World) -> tuple[str, ...]:
    """The facts a paper needs and nobody told; a post's fact is enough for one post."""
    missing = [fact for fact in paper.needs if fact not in told]
    if not missing:
        return ()
    first = world.posts[0].post if world.posts else None
    return tuple([in_post(fact, first) if first and fact.startswith("posts.") else fact for fact in missing])


# --- as the outcome gives it -----------------------------------------------------------------------------------------


def safety_row(rule: Safety) -> dict[str, Any]:
    """One row of `safety[]`."""
    return {"id": rule.id, "desks": list(rule.desks), "message": rule.message.data, "law": list(rule.law)}


def action_row(
    action: Action, rank: int, world: World, runs: Sequence[Run], papers: frozenset[str], held: Held
) -> dict[str, Any]:
    """One row of `actions[]`."""
    day = by(action, runs, world.as_of)
    how = said(action.how, held)
    return {
        "id": action.id,
        "rank": rank,
        "label": action.label.data,
        "by": day.isoformat() if day else None,
        "why": [text.data for text in said(action.why, held)],
        "how": how[0].data if how else None,
        "papers": [paper for paper in action.papers if paper in papers],
        "desk": next((desk for desk in action.desks if desk in world.desks), None),
        "law": list(action.law),
    }


def paper_row(draft: Draft) -> dict[str, Any]:
    """One row of `papers[]`."""
    return {
        "id": draft.paper.id,
        "label": draft.paper.label.data,
        "ready": not draft.missing,
        "missing": list(draft.missing),
    }
