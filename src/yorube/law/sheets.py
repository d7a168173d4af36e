"""The sheets of a rulebook: which conditions of the rules of what to do are asked together.

Each stage knows what the stages before it found (docs/architecture.md), so each has a sheet of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yorube.law.expr import Node
from yorube.law.sheet import Holding, holding
from yorube.law.sheet_open import Opening, opening
from yorube.law.sheet_why import Explaining, explaining

if TYPE_CHECKING:
    from yorube.law.rulebook import Rulebook, Suits, When


@dataclass(frozen=True, slots=True)
class Sheets:
    """`clocks`: what is asked of a post or an event for its deadlines. `desks`, `actions`: what is asked before the
    desks are known, before the actions are; `papers`, `rest`: once all is known. `police`: what they look at. `open`:
    what is open of the processes of the whole, `open_in_post` of those of a post."""

    clocks: Holding
    desks: Holding
    actions: Holding
    papers: Holding
    rest: Holding
    police: Explaining
    open: Opening
    open_in_post: Opening


def sheets(book: Rulebook) -> Sheets:
    """The sheets of a rulebook."""
    clocks: list[Node] = []
    for clock in book.clocks:
        clocks += given([clock.when, clock.runs_if, *(note.when for note in clock.notes)])
    desks: list[Node] = []
    for desk in book.desks.values():
        rows: tuple[Suits | When, ...] = (*desk.suits, *desk.turns_away, *desk.cautions)
        desks += given([*(row.when for row in rows), desk.expected])
    actions = [rule.when for rule in book.safety]
    rest: list[Node] = []
    for action in book.actions.values():
        actions += [action.when, *given(place.when for place in action.order)]
        rest += given(text.when for text in (*action.why, *action.how))
    for outlook in (book.steps, book.costs, book.times, book.payers, book.not_known):
        rest += given(row.when for row in outlook)
    return Sheets(
        holding(clocks),
        holding(desks),
        holding(actions),
        holding([paper.when for paper in book.papers.values()]),
        holding(rest),
        explaining([factor.value for factor in book.factors]),
        opening([process.node for process in book.processes]),
        opening([process.node for process in book.processes_in_post]),
    )


def given(conditions: Iterable[Node | None]) -> list[Node]:
    """Those that are there."""
    return [condition for condition in conditions if condition is not None]
