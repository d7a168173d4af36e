"""The interview by pages, as the web asks it: a few questions that belong together on one screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from yorube.consult import Report, Trials, assess, check
from yorube.consult.worlds import read
from yorube.interview.fold import (
    BEFORE_POSTS,
    POSTS,
    Answer,
    Assess,
    Interview,
    answered,
    fold,
    new_post,
    pages_in_order,
    post_ids,
    shown,
    step,
    ticks_path,
)
from yorube.law.facts import Fact, Paths, Value, in_post
from yorube.law.rulebook import Page, Rulebook
from yorube.law.world import World

# As many actions are for today.
TODAY = 3
# With more posts than this, answers are no longer tried one by one: it would take as long as there are posts.
TRIED_POSTS = 3
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


def step_with_post(
    answers: Sequence[Answer], book: Rulebook, today: date, outcome: Assess = assess
) -> Interview:
    """Where these answers lead, with a first post to ask about once danger and wish are known and the law is wanted at
    all. `outcome`: as for `step`. Raises ReportError when an answer cannot stand."""
    state = step(answers, book, today, outcome)
    if any(answer.path == POSTS for answer in answers) or state.report.get("wishes") == ["listen"]:
        return state
    screens = Course.of(state, book, today).screens
    if any(screen.page.stage in BEFORE_POSTS and not screen.answered for screen in screens):
        return state
    return step((*answers, Answer(POSTS, new_post(answers))), book, today, outcome)


@dataclass(frozen=True)
class Course:
    """An interview by pages: the answers, and the facts whose answer can still change something (`questions` of the
    outcome, the most decisive first). Everything else follows from them, each computed once, or taken from `state`
    where these answers have been worked through already."""

    answers: tuple[Answer, ...]
    wanted: tuple[str, ...]
    book: Rulebook
    today: date
    state: Interview | None = None

    @classmethod
    def of(cls, state: Interview, book: Rulebook, today: date) -> Course:
        wanted = tuple(question["fact"] for question in state.outcome["questions"])
        return cls(tuple(state.answers), wanted, book, today, state)

    @cached_property
    def report(self) -> Mapping[str, Any]:
        return self.state.report if self.state else fold(self.answers, self.book)

    @cached_property
    def checked(self) -> Report:
        return self.state.checked if self.state else check(self.report, self.book, self.today)

    @cached_property
    def world(self) -> World:
        """The report as the rulebook reads it."""
        return self.state.world if self.state else read(self.checked, self.book).whole

    @cached_property
    def known(self) -> Mapping[str, object]:
        """The last answer to each question, by path."""
        return answered(self.answers, self.book)

    @cached_property
    def left(self) -> frozenset[str]:
        """The questions whose answer is wanted and not there."""
        return frozenset(self.wanted) - self.known.keys()

    @cached_property
    def posts(self) -> list[str]:
        return post_ids(self.answers)

    @cached_property
    def said(self) -> frozenset[str]:
        """The questions that were answered, be it with "not known"."""
        return frozenset(answer.path for answer in self.answers)

    @cached_property
    def at_stake(self) -> frozenset[str]:
        """The questions that show a page: answered, or wanted."""
        return self.said | self.left

    @cached_property
    def screens(self) -> list[Screen]:
        """The screens in order: those answered, and those whose answer can still change something."""
        found = (self.screen(page, post) for page, post in pages_in_order(self.book, self.posts))
        return [screen for screen in found if screen is not None]

    @cached_property
    def paths(self) -> Mapping[str | None, Paths]:
        """The paths of facts outside posts and in each post."""
        return {post: Paths(post) for post in (None, *self.posts)}

    def screen_at(self, name: str, post: str | None) -> Screen | None:
        """The screen of the page of this name for one post, if it is among the screens."""
        asked = pages_in_order(self.book, self.posts)
        return next((self.screen(page, one) for page, one in asked if page.id == name and one == post), None)

    def screen(self, page: Page, post: str | None) -> Screen | None:
        """One page for one post, if anything on it was answered or can still change something."""
        left, said, named = self.left, self.said, self.paths[post]
        paths = [named[id] for id in page.facts]
        ticked = bool(page.tick) and ticks_path(page, post or "") in said
        checklist = ticked or any(named[told.fact] in left for tick in page.tick for told in tick.without)
        if not checklist and self.at_stake.isdisjoint(paths):
            return None
        # Asked last, since it takes the whole report.
        if page.when is not None and not shown(page, post, self.world):
            return None
        done = (ticked or not checklist) and left.isdisjoint(paths)
        facts = [(path, self.book.facts[id]) for path, id in zip(paths, page.facts, strict=True)]
        # A text may always be told.
        asked = [one for one in facts if one[0] in self.at_stake or one[1].type == "text"]
        return Screen(page, post, checklist, tuple(asked), done)

    def open(self, path: str) -> bool:
        """Whether an answer to this question is wanted and not there."""
        return path in self.left

    def following(self, *, more: bool = False) -> Screen | None:
        """The next screen; None when what is to be done today is settled (`more`: when nothing is left to ask)."""
        left = [screen for screen in self.screens if not screen.answered]
        if not left:
            return None
        if more or any(screen.page.always for screen in left):
            return left[0]
        return None if self.settled() else left[0]

    def settled(self) -> bool:
        """Whether no single answer to an open question could still change what is to be done today. Of a pile of posts
        nothing is tried: once the pages that always come are answered, the plan stands."""
        if len(self.posts) > TRIED_POSTS:
            return True
        trials = Trials(self.checked, self.book)
        base = trials.actions[:TODAY]
        asked = {
            path: (fact, screen.post)
            for screen in self.screens
            for path, fact in (*screen.facts, *listed(screen, self.book))
            if self.open(path) and trials.matters(fact)
        }
        return all(
            trials.actions_with(*asked[path], value)[:TODAY] == base
            for path in self.wanted  # the most decisive first
            if path in asked
            for value in values(asked[path][0], trials.sight.apart, self.today)
        )


def listed(screen: Screen, book: Rulebook) -> list[tuple[str, Fact]]:
    """The facts a checklist asks about, with their paths."""
    told = [told.fact for tick in screen.page.tick for told in tick.without] if screen.checklist else []
    return [(in_post(fact, screen.post or ""), book.facts[fact]) for fact in told]


def values(fact: Fact, apart: Mapping[str, Sequence[str]], today: date) -> Sequence[Value]:
    """Answers that stand for all a fact can have, each alone: of choices that no rule tells apart, one."""
    if fact.type in ("yesno", "choice"):
        return apart[fact.id]
    if fact.type == "set":
        return [frozenset(), *(frozenset((value,)) for value in apart[fact.id])]
    if fact.type == "tags":
        return [frozenset(("ja",)), frozenset(("en",))]
    if fact.type == "number":
        return (0, 1, 2, 10, 10**7)
    if fact.type in ("date", "moment"):
        return [today - timedelta(days=days) for days in BACK]
    return ()
