"""From a visit to where its interview stands: the one way the pages call the interview."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from yorube import interview
from yorube.consult import Outcome, Report, ahead
from yorube.interview import Answer, Interview
from yorube.interview.fold import answered, post_ids
from yorube.interview.screens import Course, Screen, step_with_post
from yorube.law import shipped
from yorube.law.rulebook import Rulebook
from yorube.web.clock import today
from yorube.web.consult.visit import Visit, lasting

# With more posts every answer is asked for: to weigh what each would change takes the square of their number.
WEIGHED_POSTS = 5


def book() -> Rulebook:
    """The rulebook that comes with Yorube."""
    return shipped()


def state_of(visit: Visit) -> Interview:
    """Where the answers of a visit lead. Raises ReportError when one of them cannot stand."""
    return interview.step(visit.answers, book(), today())


def way_of(visit: Visit) -> Interview:
    """Like `state_of`, with no more of the outcome than what the interview goes by."""
    return interview.step(visit.answers, book(), today(), ahead)


def course_of(visit: Visit) -> Course:
    """The pages of a fitting visit. What its answers leave open is kept in it, so that showing a page asks no law."""
    return Course(visit.answers, visit.wanted, book(), today())


def fitting(visit: Visit) -> Visit:
    """The visit with what its answers leave open and what comes before everything, worked out anew where what is kept
    was of other answers, of another rulebook or of another day."""
    return visit if visit.stamp == stamp(visit) else noted(visit, way_of(visit))


def stamp(visit: Visit) -> str:
    """What `wanted` and `safety` of a visit hang on: the answers, the rulebook, the day."""
    return f"{today()} {book().digest[:16]} {visit.fingerprint()}"


def noted(visit: Visit, state: Interview) -> Visit:
    """The visit with what its answers leave open and what comes before everything."""
    wanted = tuple(question["fact"] for question in state.outcome["questions"])
    safety = tuple(row["id"] for row in state.outcome["safety"])
    return replace(visit, wanted=wanted, safety=safety, stamp=stamp(visit))


def told(visit: Visit, answers: Sequence[Answer]) -> tuple[Visit, Interview]:
    """The visit with these answers, and where it stands; of the outcome no more than what the interview goes by. Raises
    ReportError when an answer cannot stand."""
    kept = adds_nothing(visit, answers) and visit.stamp == stamp(visit)
    state = step_with_post(
        (*visit.answers, *answers), book(), today(), partial(as_before, visit) if kept else ahead
    )
    return noted(replace(visit, answers=lasting(state.answers)), state), state


def adds_nothing(visit: Visit, answers: Sequence[Answer]) -> bool:
    """Whether these answers leave the report as it was: "not known", where nothing was known before. Before there is a
    post they may lead to the first, which is something new."""
    known = answered(visit.answers, book())
    return bool(post_ids(visit.answers)) and all(
        answer.value is None and known.get(answer.path) is None for answer in answers
    )


def as_before(visit: Visit, report: Report, book: Rulebook) -> Outcome:
    """Of the outcome what an interview goes by, as it was kept: the report is the same."""
    return {
        "safety": [{"id": id} for id in visit.safety],
        "questions": [{"fact": fact} for fact in visit.wanted],
    }


def next_screen(visit: Visit, state: Interview) -> Screen | None:
    """The screen to show next, or None when the answer can be shown."""
    course = Course.of(state, book(), today())
    return course.following(more=visit.more or len(course.posts) > WEIGHED_POSTS)


def screen_of(course: Course, page: str, number: int | None) -> Screen | None:
    """The screen of this name for the post of this number, if it is asked in this interview."""
    post = course.posts[number - 1] if number is not None and 1 <= number <= len(course.posts) else None
    if number is not None and post is None:
        return None
    return course.screen_at(page, post)


def number_of(screen: Screen, posts: Sequence[str]) -> int | None:
    """The number of a screen's post, as addresses and pages name it; the first is 1."""
    return posts.index(screen.post) + 1 if screen.post is not None else None
