"""The interview as a fold over answers: each step follows from them, back is back, a report goes on as it was."""

from __future__ import annotations

import random
import tomllib
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.consult import ReportError, assess, check
from yorube.interview import Answer, Interview, Step, about, changes, fold, from_report, new_post, step
from yorube.law import shipped
from yorube.law.facts import Fact, in_post

BOOK = shipped()
DAY = date(2026, 11, 22)
CASES = Path(__file__).parents[1] / "acceptance"
POSTS = "posts"


def cases() -> dict[str, dict[str, Any]]:
    """The acceptance reports that are accepted, by name."""
    found = {}
    for path in sorted(CASES.glob("*.report.toml")):
        if "-bad-" not in path.name:
            found[path.name.removesuffix(".report.toml")] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def values_of(fact: Fact) -> list[Any]:
    """Answers a person may give to a question."""
    if fact.type in ("yesno", "choice"):
        return [*fact.values]
    if fact.type == "set":
        return [[], [fact.values[0]], [fact.values[-1]], [*fact.values], [fact.values[0], "unknown"]]
    if fact.type == "tags":
        return [["ja"], ["pt", "ja"]]
    if fact.type == "number":
        return [fact.least or 0, 3, 400_000]
    return ["words"] if fact.type == "text" else ["2026-10-01", DAY]


def answer(step: Step, answers: list[Answer], chance: random.Random) -> Answer:
    """What someone says who knows some things and not others."""
    if step.fact is None:
        few = sum(one.path == POSTS for one in answers) < 2
        return Answer(POSTS, new_post(answers) if few and chance.random() < 0.7 else None)
    known = chance.random() < 0.6
    return Answer(step.path, chance.choice(values_of(step.fact)) if known else None)


def walk(chance: random.Random) -> list[Interview]:
    """Every state of an interview by chance, from the first question to the end."""
    answers: list[Answer] = []
    states = [step(answers, BOOK, DAY)]
    while (asked := states[-1].next) is not None:
        assert len(states) < 400
        answers.append(answer(asked, answers, chance))
        states.append(step(answers, BOOK, DAY))
    return states


@pytest.fixture(scope="module")
def walks(sizes_all: bool) -> list[list[Interview]]:
    return [walk(random.Random(seed)) for seed in range(40 if sizes_all else 2)]


# --- along the way ---------------------------------------------------------------------------------------------------


def test_an_interview_ends_when_nothing_that_matters_is_left(walks: list[list[Interview]]) -> None:
    """But for what is asked only of some posts, and of a post nobody told of."""
    sometimes = {id for page in BOOK.pages if page.when is not None for id in page.facts}
    of_no_post = {id for id, fact in BOOK.facts.items() if fact.scope == "post"}
    for states in walks:
        left = {row["fact"] for row in states[-1].outcome["questions"]} - of_no_post
        left -= {one.path for one in states[-1].answers}
        assert {about(path, BOOK)[0].id for path in left} <= sometimes


def test_a_question_is_asked_once_and_only_while_it_matters(walks: list[list[Interview]]) -> None:
    for states in walks:
        asked = [state.next for state in states if state.next is not None]
        paths = [one.path for one in asked if one.fact is not None]
        assert len(paths) == len(set(paths))
        for state in states:
            if state.next is not None and state.next.fact is not None:
                assert state.next.path in {row["fact"] for row in state.outcome["questions"]}
                assert about(state.next.path, BOOK) == (state.next.fact, state.next.post)


def test_danger_and_the_wish_come_before_any_post(walks: list[list[Interview]]) -> None:
    stages = {page.id: page.stage for page in BOOK.pages}
    for states in walks:
        asked = [state.next for state in states if state.next is not None]
        assert asked[0].path == "harm.danger"
        first = next(place for place, one in enumerate(asked) if one.fact is None)
        for one in asked[first:]:
            if one.page is not None and one.page.scope == "report":
                assert stages[one.page.id] not in ("safety", "wish") or one.path.startswith("person.")


def test_the_questions_about_one_post_stand_together(walks: list[list[Interview]]) -> None:
    for states in walks:
        posts = [state.next.post for state in states if state.next is not None and state.next.post]
        assert posts == sorted(posts, key=[*dict.fromkeys(posts)].index)


def test_the_report_of_an_interview_is_one_and_has_its_outcome(walks: list[list[Interview]]) -> None:
    for states in walks:
        for state in states:
            assert state.outcome == assess(check(state.report, BOOK, DAY), BOOK)


def test_back_asks_the_same_question_again(walks: list[list[Interview]]) -> None:
    for states in walks:
        for earlier, later in pairwise(states):
            assert later.answers[:-1] == earlier.answers
            again = step(later.answers[:-1], BOOK, DAY)
            assert (again.next, again.report) == (earlier.next, earlier.report)
    assert step((), BOOK, DAY).next == walks[0][0].next


def test_the_same_answers_lead_to_the_same_place(walks: list[list[Interview]]) -> None:
    for states in walks:
        assert step(states[-1].answers, BOOK, DAY) == states[-1]


def test_an_interview_that_goes_on_from_its_report_asks_no_told_fact_again(
    walks: list[list[Interview]],
) -> None:
    for states in walks:
        for state in states[:: len(states) // 3]:
            again = step(from_report(state.report, BOOK), BOOK, DAY)
            assert again.report == state.report
            assert again.outcome == state.outcome
            told = {one.path for one in state.answers if one.value is not None}
            assert again.next is None or again.next.path == POSTS or again.next.path not in told


# --- answers and reports ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", cases())
def test_the_answers_of_a_report_make_the_same_report(name: str) -> None:
    report = cases()[name]
    rebuilt = fold(from_report(report, BOOK), BOOK)
    unknown = {key: value for key, value in report.items() if key not in ("schema", "as_of")}
    assert {key: value for key, value in rebuilt.items() if key != "schema"} == unknown
    day = report["as_of"]
    assert assess(check(rebuilt, BOOK, day), BOOK) == assess(check(report, BOOK, day), BOOK)


ASKED = [fact for fact in BOOK.facts.values() if fact.asked and fact.scope != "event"]
IDS = ["p1", "p2", "p.3", "content", "p1.content", "投稿 1"]
TOLD = [Answer(POSTS, id) for id in IDS]
PATHS = [(in_post(f.id, id), f) for f in ASKED if f.scope == "post" for id in IDS]
PATHS += [(f.id, f) for f in ASKED if f.scope != "post"]
given_answers = st.lists(
    st.sampled_from(PATHS).flatmap(
        lambda path: st.builds(Answer, st.just(path[0]), st.sampled_from([None, *values_of(path[1])]))
    ),
    max_size=20,
)


@given(given_answers, st.randoms(use_true_random=False))
def test_answers_to_different_questions_may_come_in_any_order(
    answers: list[Answer], chance: random.Random
) -> None:
    last = [*{one.path: one for one in answers}.values()]
    report = fold([*TOLD, *answers], BOOK)
    chance.shuffle(last)
    assert fold([*TOLD, *last], BOOK) == report
    assert [post["id"] for post in report[POSTS]] == IDS


@given(given_answers)
def test_the_last_answer_to_a_question_stands(answers: list[Answer]) -> None:
    report = check(fold([*TOLD, *answers], BOOK), BOOK, DAY)
    for path, value in {one.path: one.value for one in answers}.items():
        fact, post = about(path, BOOK)
        told = report.facts if post is None else next(one.facts for one in report.posts if one.id == post)
        assert (fact.id in told) is (value is not None)


def test_the_id_of_a_post_may_hold_dots_and_words_of_the_vocabulary() -> None:
    for post in ("p.1", "content", "p1.content", "posts.p1", "a.b.c"):
        for fact in BOOK.facts.values():
            if fact.scope == "post":
                assert about(in_post(fact.id, post), BOOK) == (fact, post)
    assert about("harm.danger", BOOK) == (BOOK.facts["harm.danger"], None)
    for path in ("harm.nothing", "posts.p1.nothing", "posts", ""):
        with pytest.raises(KeyError):
            about(path, BOOK)


def test_a_new_post_has_an_id_of_its_own() -> None:
    assert new_post([]) == "p1"
    assert new_post([Answer(POSTS, "p1"), Answer(POSTS, None)]) == "p2"
    assert new_post([Answer(POSTS, "p2")]) == "p1"
    assert new_post([Answer(POSTS, "p1"), Answer(POSTS, "p3")]) == "p2"


def test_an_answer_that_cannot_stand_is_refused() -> None:
    for path, value in (("harm.danger", "maybe"), ("sender.known_since", "2026-11-23"), ("wishes", "delete")):
        with pytest.raises(ReportError, match=path):
            step([Answer(path, value)], BOOK, DAY)


# --- what a changed answer does --------------------------------------------------------------------------------------


def test_a_change_is_told_by_part_and_id_with_what_was_and_what_is() -> None:
    told = [
        Answer(POSTS, "p1"),
        Answer("posts.p1.place", "public"),
        Answer("posts.p1.posted_at", "2026-10-01"),
    ]
    insult = [*told, Answer("target.named_by", ["real_name"]), Answer("posts.p1.form", "original")]
    before = step([*insult, Answer("posts.p1.content.insult", "severe")], BOOK, DAY).outcome
    after = step([*insult, Answer("posts.p1.content.insult", "none")], BOOK, DAY).outcome
    found = changes(before, after)
    assert ("findings", "p1 crime.insult", "unclear", "unlikely") in found
    gone = [id for part, id, _, now in found if part == "deadlines" and now is None]
    assert gone == ["p1 prosecution crime.insult"]
    assert changes(after, before) == [
        (part, id, now, was) for part, id, was, now in reversed_parts(found, after)
    ]


def reversed_parts(
    rows: list[tuple[str, str, Any, Any]], first: dict[str, Any]
) -> list[tuple[str, str, Any, Any]]:
    """The same rows in the order in which the other outcome comes first."""
    parts = [*dict.fromkeys(part for part, *_ in rows)]
    return [
        row
        for part in parts
        for row in sorted(
            (row for row in rows if row[0] == part), key=lambda row: (row[3] is None, rows.index(row))
        )
    ]
