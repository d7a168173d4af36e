"""The interview by pages: who tells what a shared case tells gets a settled plan soon, and every page has its use."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from yorube.consult import ReportError, check
from yorube.interview import Answer, from_report
from yorube.interview.fold import POSTS, ticks_path
from yorube.interview.screens import Course, Screen, step_with_post
from yorube.law import shipped
from yorube.law.facts import in_post

BOOK = shipped()
CASES = Path(__file__).parents[1] / "acceptance"
# The most pages the middle case may need until what is to be done today is settled.
PAGES = 12


def reports() -> dict[str, dict[str, Any]]:
    """The acceptance reports that are accepted, by name."""
    found = {}
    for path in sorted(CASES.glob("*.report.toml")):
        report = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            check(report, BOOK, BOOK.law_of)
        except ReportError:
            continue
        found[path.name.removesuffix(".report.toml")] = report
    return found


REPORTS = reports()
# Beside the shared cases: someone who wants to be heard and no more, and someone who keeps a site.
SHORT: dict[str, dict[str, Any]] = {
    "listen": {
        "schema": "yorube.report/1",
        "wishes": ["listen"],
        "harm": {"danger": "no", "self_harm": "no", "effects": ["distress"]},
        "person": {"role": "self", "age": "adult", "languages": ["ja"], "prefecture": "東京都"},
        "sender": {"known": "no", "relation": "stranger"},
    },
    "site": {"schema": "yorube.report/1", "wishes": ["listen"], "person": {"role": "provider"}},
}


@dataclass(frozen=True)
class Walk:
    """The screens of one walk, and after how many what is to be done today was settled."""

    screens: tuple[Screen, ...]
    settled: int
    answers: tuple[Answer, ...]


def answers_to(screen: Screen, told: dict[str, object]) -> list[Answer]:
    """What somebody who knows just what the report tells says on a screen."""
    found = []
    if screen.checklist:
        knows, ticked = False, []
        for tick in screen.page.tick:
            said = [(told.get(in_post(one.fact, screen.post or "")), one.is_) for one in tick.without]
            knows = knows or any(value not in (None, "unknown") for value, _ in said)
            if any(value not in (None, "unknown", []) and value != none for value, none in said):
                ticked.append(tick.id)
        found.append(Answer(ticks_path(screen.page, screen.post or ""), ticked if knows else None))
    return found + [Answer(path, told.get(path)) for path, _ in screen.facts]


@cache
def walk(name: str) -> Walk:
    """From the first page until nothing is left to ask, as the report tells."""
    report = {**REPORTS, **SHORT}[name]
    day = check(report, BOOK, BOOK.law_of).as_of
    told = {answer.path: answer.value for answer in from_report(report, BOOK) if answer.path != POSTS}
    answers: tuple[Answer, ...] = ()
    met: list[Screen] = []
    settled = None
    while True:
        state = step_with_post(answers, BOOK, day)
        answers = state.answers
        course = Course.of(state, BOOK, day)
        if settled is None and course.following() is None:
            settled = len(met)
        screen = course.following(more=True)
        if screen is None:
            return Walk(tuple(met), len(met) if settled is None else settled, answers)
        assert len(met) < 60
        met.append(screen)
        answers = (*answers, *answers_to(screen, told))


def test_what_is_to_be_done_today_is_settled_soon(record_property: Callable[[str, object], None]) -> None:
    found = sorted(walk(name).settled for name in REPORTS)
    record_property("pages until today is settled, case by case", " ".join(map(str, found)))
    record_property("pages until today is settled, median", median(found))
    assert median(found) <= PAGES


@pytest.mark.parametrize("name", REPORTS)
def test_no_page_comes_twice_and_danger_comes_first(name: str) -> None:
    met = [(screen.page.id, screen.post) for screen in walk(name).screens]
    assert len(met) == len(set(met))
    assert met[0] == ("danger", None)
    places = [BOOK.pages.index(screen.page) for screen in walk(name).screens if screen.post in (None, "p1")]
    assert [place for place in places if BOOK.pages[place].stage in ("safety", "wish")] == [
        place
        for place in places
        if place in range(len(BOOK.pages)) and BOOK.pages[place].stage in ("safety", "wish")
    ]


def test_every_page_is_met_in_some_case_and_left_out_in_another() -> None:
    """But for those every consultation begins with, and those every desk hangs on. What happened already has a page of
    its own."""
    pages = {page.id for page in BOOK.pages if page.scope != "event"}
    met = [{screen.page.id for screen in walk(name).screens} for name in (*REPORTS, *SHORT)]
    assert pages - set().union(*met) == set()
    assert set.intersection(*met) <= {"danger", "who", "wishes", "target", "effects", "languages"}


def test_every_way_from_one_page_to_the_next_leads_back() -> None:
    """The screens before the last, seen again, are the screens that were met, in their order."""
    for name in REPORTS:
        found = walk(name)
        state = step_with_post(found.answers, BOOK, check(REPORTS[name], BOOK, BOOK.law_of).as_of)
        course = Course.of(state, BOOK, BOOK.law_of)
        again = [(screen.page.id, screen.post) for screen in course.screens if screen.answered]
        met = [(screen.page.id, screen.post) for screen in found.screens]
        assert set(again) <= set(met)
        assert again == [one for one in in_file_order(found.screens) if one in again]


def in_file_order(screens: tuple[Screen, ...]) -> list[tuple[str, str | None]]:
    stages = [stage.id for stage in BOOK.stages]
    place = {page.id: (stages.index(page.stage), number) for number, page in enumerate(BOOK.pages)}
    return sorted(((s.page.id, s.post) for s in screens), key=lambda one: place[one[0]])


def test_nothing_of_the_law_is_asked_of_who_wants_to_be_heard() -> None:
    answers = walk("listen").answers
    course = Course.of(step_with_post(answers, BOOK, BOOK.law_of), BOOK, BOOK.law_of)
    assert course.posts == []
    assert [screen.page.id for screen in course.screens if screen.page.scope == "post"] == []
    assert course.following() is None


@pytest.mark.parametrize("ticked", [None, [], ["insult"], ["insult", "threat", "fact"]])
def test_a_checklist_tells_what_is_left_out_and_asks_what_is_ticked(ticked: list[str] | None) -> None:
    page = next(page for page in BOOK.pages if page.tick)
    day = date(2026, 11, 22)
    answers = [Answer(POSTS, "p1"), Answer("wishes", ["punish"]), Answer(ticks_path(page, "p1"), ticked)]
    state = step_with_post(answers, BOOK, day)
    content = state.report["posts"][0].get("content", {})
    for tick in page.tick:
        for one in tick.without:
            key = one.fact.removeprefix("posts.content.")
            if ticked is None:
                assert key not in content
            elif tick.id not in ticked:
                assert content[key] == ([] if BOOK.facts[one.fact].type == "set" else one.is_)
    asked = {path for screen in Course.of(state, BOOK, day).screens for path, _ in screen.facts}
    assert ("posts.p1.content.insult" in asked) is (ticked is not None and "insult" in ticked)


def test_the_last_of_two_answers_stands_also_between_a_checklist_and_a_page() -> None:
    page = next(page for page in BOOK.pages if page.tick)
    path = ticks_path(page, "p1")
    start = [Answer(POSTS, "p1"), Answer("wishes", ["punish"])]
    day = date(2026, 11, 22)

    def insult(*answers: Answer) -> object:
        report = step_with_post([*start, *answers], BOOK, day).report
        return report["posts"][0].get("content", {}).get("insult")

    ticked, left_out = Answer(path, ["insult"]), Answer(path, ["threat"])
    severe = Answer("posts.p1.content.insult", "severe")
    assert insult(ticked, severe) == "severe"
    assert insult(ticked, severe, left_out) == "none"
    assert insult(left_out, severe) == "severe"
    assert insult(left_out, ticked) is None
    assert insult(severe, ticked) == "severe"
    assert insult(severe, Answer(path, None)) == "severe"


def test_a_pile_of_posts_is_settled_without_trying_each() -> None:
    posts = [Answer(POSTS, f"p{number}") for number in range(1, 6)]
    state = step_with_post([*walk("101-x-insult-real-name").answers, *posts[1:]], BOOK, date(2026, 11, 22))
    course = Course.of(state, BOOK, date(2026, 11, 22))
    assert len(course.posts) == 5
    assert course.settled()
    assert course.following() is not None  # the pages that always come are asked of each
