"""The interview by pages, as the web asks it: a few questions that belong together on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from yorube.consult import ReportError, check
from yorube.consult.outcome import assess
from yorube.consult.worlds import read
from yorube.interview.fold import (
    Answer,
    Interview,
    answered,
    fold,
    in_order,
    post_ids,
    shown,
    ticks_path,
)
from yorube.law.facts import Fact, in_post
from yorube.law.rulebook import Page, Rulebook

# As many actions are for today.
TODAY = 3
# Days back from the consultation that stand for any day when it is tried what an answer would change.
BACK = (0, 5, 30, 100, 200, 1000, 1500, 8000)


@dataclass(frozen=True, slots=True)
class Screen:
    """One page for one post (or, with `post` None, for the whole report): whether its checklist is shown, the facts to
    ask on it with their paths, and whether all of it has been answered, be it with "not known"."""

    page: Page
    post: str | None
    checklist: bool
    facts: tuple[tuple[str, Fact], ...]
    answered: bool


def screens(state: Interview, book: Rulebook, today: date) -> list[Screen]:
    """The screens of this interview in order: those answered, and those whose answer can still change something."""
    world = read(check(state.report, book, today), book).whole
    wanted = {question["fact"] for question in state.outcome["questions"]}
    said = {answer.path for answer in state.answers}
    known = answered(state.answers, book)
    steps = (step for step in in_order(book, post_ids(state.answers)) if shown(step, world))
    found = []
    for (page, post), group in groupby(steps, key=lambda step: (step.page, step.post)):
        assert page is not None
        facts = [(step.path, step.fact) for step in group if step.fact is not None]
        listed = [in_post(told.fact, post or "") for tick in page.tick for told in tick.without]
        ticked = ticks_path(page, post or "") in said
        checklist = ticked or any(path in wanted and path not in known for path in listed)
        left = [path in wanted and path not in known for path, _ in facts]
        some = tuple(
            one
            for one, open in zip(facts, left, strict=True)
            if open or one[0] in said or one[1].type == "text"
        )
        if checklist or any(left) or any(path in said for path, _ in some):
            done = (ticked or not checklist) and not any(left)
            found.append(Screen(page, post, checklist, some, done))
    return found


def following(state: Interview, book: Rulebook, today: date, *, more: bool = False) -> Screen | None:
    """The next screen; None when what is to be done today is settled (`more`: when nothing is left to ask)."""
    left = [screen for screen in screens(state, book, today) if not screen.answered]
    if not left:
        return None
    always = next((screen for screen in left if screen.page.always), None)
    if more or always is not None:
        return left[0]
    return None if settled(state, book, today) else left[0]


def first_actions(r, b):  # type: ignore
    return tuple(a["id"] for a in assess(r, b)["actions"])


def settled(state: Interview, book: Rulebook, today: date) -> bool:
    """Whether no single answer to an open question could still change what is to be done today."""
    base = first_actions(check(state.report, book, today), book)[:TODAY]
    known = answered(state.answers, book)
    for screen in screens(state, book, today):
        for path, fact in (*screen.facts, *listed(screen, book)):
            if path in known:
                continue
            for value in values(fact, today):
                try:
                    report = check(fold((*state.answers, Answer(path, value)), book), book, today)
                except ReportError:
                    continue
                if first_actions(report, book)[:TODAY] != base:
                    return False
    return True


def listed(screen: Screen, book: Rulebook) -> list[tuple[str, Fact]]:
    """The facts a checklist asks about, with their paths."""
    told = [told.fact for tick in screen.page.tick for told in tick.without] if screen.checklist else []
    return [(in_post(fact, screen.post or ""), book.facts[fact]) for fact in told]


def values(fact: Fact, today: date) -> Sequence[Any]:
    """Answers that stand for all a fact can have, each alone."""
    if fact.type in ("yesno", "choice"):
        return fact.values
    if fact.type == "set":
        return [[], *([value] for value in fact.values)]
    if fact.type == "number":
        return (0, 1, 2, 10, 10**7)
    if fact.type in ("date", "moment"):
        return [today - timedelta(days=days) for days in BACK]
    return ()
