"""What an answer does to a visit: "not known" where nothing was known leaves what follows as it was."""

from __future__ import annotations

from datetime import date

import pytest

from yorube.consult import Outcome, Report
from yorube.interview import Answer, from_report, step
from yorube.interview.fold import TICKS
from yorube.law import shipped
from yorube.law.rulebook import Rulebook
from yorube.web.clock import today
from yorube.web.consult import interview
from yorube.web.consult.interview import fitting, told
from yorube.web.consult.visit import Visit

from .conftest import case

BOOK = shipped()
CONTENTS = f"{TICKS}.contents.p1"


def visit_of(*answers: Answer) -> Visit:
    return fitting(Visit(answers=answers))


def followed(visit: Visit) -> tuple[set[str], set[str]]:
    """What follows from the answers of a visit, by the whole outcome."""
    outcome = step(visit.answers, BOOK, today()).outcome
    return {one["fact"] for one in outcome["questions"]}, {one["id"] for one in outcome["safety"]}


@pytest.mark.parametrize("name", ["101", "106", "119"])
def test_not_known_leads_where_the_whole_report_leads(name: str) -> None:
    answers = from_report(case(name), BOOK)
    for end in range(0, len(answers) + 1, 3):
        visit = visit_of(*answers[:end])
        paths = [answer.path for answer in answers if answer.path.count(".")] + [*visit.wanted[:3], CONTENTS]
        for path in paths:
            after, _ = told(visit, [Answer(path, None)])
            assert (set(after.wanted), set(after.safety)) == followed(after), (end, path)


def test_not_known_after_a_checklist_takes_back_what_it_said() -> None:
    start = [*from_report(case("101"), BOOK)[:5], Answer("posts", "p1"), Answer(CONTENTS, ["insult"])]
    after, _ = told(visit_of(*start), [Answer("posts.p1.content.threat", None)])
    assert "posts.p1.content.threat" in followed(after)[0]
    assert (set(after.wanted), set(after.safety)) == followed(after)


def test_no_rule_is_asked_what_is_known_already(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[date] = []

    def counted(report: Report, book: Rulebook) -> Outcome:
        asked.append(report.as_of)
        return {"safety": [], "questions": []}

    visit = visit_of(*from_report(case("101"), BOOK))
    monkeypatch.setattr(interview, "ahead", counted)
    (nothing, *_) = (path for path in visit.wanted if path.startswith("posts."))
    told(visit, [Answer(nothing, None)])
    assert asked == []
    told(visit, [Answer("person.role", None)])  # it was known
    assert len(asked) == 1
    told(Visit(answers=visit.answers), [Answer(nothing, None)])  # nothing was kept
    assert len(asked) == 2
