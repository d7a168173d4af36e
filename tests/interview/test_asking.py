"""The interview follows from the rulebook: it asks what still matters, ends, and gives the outcome of the report."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yorube.consult import assess, check
from yorube.interview import Answer, Interview, changes, fold, from_report, step
from yorube.law import shipped

CASES = Path(__file__).resolve().parent.parent / "acceptance"
DAY = date(2026, 11, 22)
# No person is asked more questions about one post than this; a loop would be.
ENOUGH = 80


def told(report: dict[str, Any], path: str) -> object:
    """What a report answers to a question; None: not known."""
    table: Any = report
    keys = path.split(".")
    if keys[0] == "posts":
        table = next(post for post in report["posts"] if post["id"] == keys[1])
        keys = keys[2:]
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return None if table == "unknown" else table


def answered(report: dict[str, Any], day: date) -> Interview:
    """The interview with someone who knows what the report says."""
    book = shipped()
    answers: list[Answer] = []
    posts = [post["id"] for post in report.get("posts", [])]
    state = step(answers, book, day)
    while state.next is not None:
        assert len(answers) <= ENOUGH * max(1, len(posts))
        if state.next.fact is None:
            have = [a.value for a in answers if a.path == "posts"]
            left = [id for id in posts if id not in have]
            answers.append(Answer("posts", left[0] if left else None))
        else:
            answers.append(Answer(state.next.path, told(report, state.next.path)))
        state = step(answers, book, day)
    return state


def cases() -> list[Path]:
    return sorted(CASES.glob("1[0-2]*.report.toml"))


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.name[:3])
def test_an_interview_ends_and_finds_what_the_report_finds(path: Path) -> None:
    report = tomllib.loads(path.read_text(encoding="utf-8"))
    day = report["as_of"]
    found = assess(check(report, shipped(), day), shipped())
    state = answered(report, day)
    wanted = {(row["post"], row["ground"]): row["status"] for row in found["findings"]}
    assert {(row["post"], row["ground"]): row["status"] for row in state.outcome["findings"]} == wanted
    assert state.outcome["safety"] == found["safety"]


def test_no_question_comes_twice() -> None:
    report = tomllib.loads((CASES / "127-unsaved-delete-identify.report.toml").read_text(encoding="utf-8"))
    asked = [answer.path for answer in answered(report, DAY).answers if answer.path != "posts"]
    assert len(asked) == len(set(asked))


def test_danger_comes_first_and_the_wish_before_any_post() -> None:
    report = tomllib.loads((CASES / "101-x-insult-real-name.report.toml").read_text(encoding="utf-8"))
    asked = [answer.path for answer in answered(report, DAY).answers]
    assert asked[:2] == ["harm.danger", "harm.self_harm"]
    assert asked.index("wishes") < asked.index("posts")


def test_nothing_about_sexual_images_is_asked_where_none_was_told() -> None:
    report = tomllib.loads((CASES / "101-x-insult-real-name.report.toml").read_text(encoding="utf-8"))
    assert not [a.path for a in answered(report, DAY).answers if ".sexual." in a.path]
    image = tomllib.loads((CASES / "107-adult-private-image.report.toml").read_text(encoding="utf-8"))
    assert [a.path for a in answered(image, DAY).answers if a.path.endswith("age_then")]


def test_someone_who_only_wants_to_be_heard_is_asked_little() -> None:
    state = answered({"wishes": ["listen"], "harm": {"danger": "no", "self_harm": "no"}}, DAY)
    assert len(state.answers) <= 25
    assert not [a.path for a in state.answers if a.path.startswith("posts.p1.content")]


def test_a_later_answer_stands_above_an_earlier_one_and_back_takes_it_away() -> None:
    answers = (Answer("harm.danger", "no"), Answer("harm.danger", "now"))
    assert fold(answers, shipped())["harm"] == {"danger": "now"}
    assert fold(answers[:-1], shipped())["harm"] == {"danger": "no"}


def test_what_a_change_does_is_said() -> None:
    before = step([Answer("harm.danger", "no")], shipped(), DAY)
    after = step([Answer("harm.danger", "now")], shipped(), DAY)
    assert ("safety", "danger_now", None, True) in changes(before.outcome, after.outcome)
    assert changes(before.outcome, before.outcome) == []


def test_an_interview_goes_on_from_a_report() -> None:
    report = tomllib.loads((CASES / "127-unsaved-delete-identify.report.toml").read_text(encoding="utf-8"))
    answers = from_report(report, shipped())
    state = step(answers, shipped(), DAY)
    rebuilt = {key: value for key, value in state.report.items() if key != "schema"}
    assert rebuilt == {key: value for key, value in report.items() if key not in ("schema", "as_of")}
