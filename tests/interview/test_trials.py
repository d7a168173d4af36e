"""What is tried before an interview says that the plan is settled: few answers, and none left out that differs."""

from __future__ import annotations

from dataclasses import replace

from yorube.consult import Trials, assess, check
from yorube.consult.sight import sight_of
from yorube.law.facts import Fact, Value

from .test_screens import BOOK, REPORTS

SIGHT = sight_of(BOOK)


def as_told(fact: Fact, choice: str) -> Value:
    return frozenset((choice,)) if fact.type == "set" else choice


def test_the_choices_that_are_tried_stand_for_all() -> None:
    fewer = [fact for fact in BOOK.facts.values() if 0 < len(SIGHT.apart[fact.id]) < len(fact.values)]
    assert {"person.prefecture", "posts.form", "person.gender"} <= {fact.id for fact in fewer}
    seen = set()
    for table in REPORTS.values():
        report = check(table, BOOK, BOOK.law_of)
        trials = Trials(report, BOOK)
        for fact in fewer:
            if fact.scope == "event":
                continue
            post = report.posts[0].id if fact.scope == "post" and report.posts else None
            if (post is None) is (fact.scope == "post"):
                continue
            tried = {trials.actions_with(fact, post, as_told(fact, one)) for one in SIGHT.apart[fact.id]}
            all_of_them = {trials.actions_with(fact, post, as_told(fact, one)) for one in fact.values}
            assert tried == all_of_them, fact.id
            if len(tried) > 1:
                seen.add(fact.id)
    assert len(seen) > 5  # there are plans that such a fact changes


def test_a_fact_that_does_not_matter_changes_nothing() -> None:
    """Held against the whole outcome with that answer."""
    passed = 0
    for table in REPORTS.values():
        report = check(table, BOOK, BOOK.law_of)
        trials = Trials(report, BOOK)
        for fact in BOOK.facts.values():
            if (
                fact.scope == "report"
                and fact.type in ("yesno", "choice", "set")
                and not trials.matters(fact)
            ):
                passed += 1
                for choice in fact.values:
                    told = {**report.facts, fact.id: as_told(fact, choice)}
                    outcome = assess(replace(report, facts=told), BOOK)
                    plan = tuple(action["id"] for action in outcome["actions"])
                    assert plan == trials.actions, (fact.id, choice)
    assert passed > 20


def test_the_plan_hangs_on_few_desks_and_deadlines() -> None:
    assert 0 < len(SIGHT.book.desks) < len(BOOK.desks)
    assert 0 < len(SIGHT.book.clocks) < len(BOOK.clocks)
    assert SIGHT.book.actions.keys() == BOOK.actions.keys()
    assert sight_of(BOOK) is SIGHT
    assert sight_of(replace(BOOK, actions={})).book.actions == {}
