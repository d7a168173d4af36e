"""From a visit to where its interview stands: the one way the pages call the interview."""

from __future__ import annotations

from collections.abc import Sequence

from yorube import interview
from yorube.interview import Answer, Interview
from yorube.interview.fold import BEFORE_POSTS, POSTS, post_ids
from yorube.interview.screens import Screen, following, screens
from yorube.law import shipped
from yorube.law.rulebook import Rulebook
from yorube.web.clock import today
from yorube.web.consult.visit import Visit


def book() -> Rulebook:
    """The rulebook that comes with Yorube."""
    return shipped()


def state_of(visit: Visit) -> Interview:
    """Where the answers of a visit lead. Raises ReportError when one of them cannot stand."""
    return interview.step(visit.answers, book(), today())


def with_first_post(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers, with a first post to ask about once danger and wish are known and the law is wanted at all."""
    answers = tuple(answers)
    if any(answer.path == POSTS for answer in answers):
        return answers
    day, rules = today(), book()
    state = interview.step(answers, rules, day)
    early = [s for s in screens(state, rules, day) if s.page.stage in BEFORE_POSTS and not s.answered]
    wishes = state.report.get("wishes")
    if early or wishes == ["listen"]:
        return answers
    return (*answers, Answer(POSTS, interview.new_post(answers)))


def next_screen(visit: Visit, state: Interview) -> Screen | None:
    """The screen to show next, or None when the answer can be shown."""
    return following(state, book(), today(), more=visit.more)


def screen_of(state: Interview, page: str, number: int | None) -> Screen | None:
    """The screen of this name for the post of this number, if it is asked in this interview."""
    posts = post_ids(state.answers)
    post = posts[number - 1] if number is not None and 1 <= number <= len(posts) else None
    if number is not None and post is None:
        return None
    all_of_them = screens(state, book(), today())
    return next((s for s in all_of_them if s.page.id == page and s.post == post), None)


def number_of(screen: Screen, state: Interview) -> int | None:
    """The number of a screen's post, as addresses and pages name it; the first is 1."""
    return post_ids(state.answers).index(screen.post) + 1 if screen.post is not None else None
