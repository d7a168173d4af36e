"""The review: every answer with a way to change it, and what the last change did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.interview.fold import ticks_path
from yorube.interview.screens import Course
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.periods import JAPAN
from yorube.law.text import Text
from yorube.web.consult.ask import address, answered_as_sent
from yorube.web.consult.fields import MASKED, NONE_OF_THESE
from yorube.web.consult.interview import book, course_of, fitting, number_of, state_of
from yorube.web.consult.leaves import leaf
from yorube.web.consult.spoken import spoken
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import visit_of
from yorube.web.languages import day_in

# As many groups of answers stand on one page; as many rows say what a change did.
GROUPS, ROWS = 40, 30
NOT_KNOWN = Text("分からない", "I don't know", "わからない")
KEPT = Text("（ぼかして保管しています）", "(kept, not shown)", "（見えないように して あります）")


@dataclass(frozen=True, slots=True)
class Row:
    """One answer: what was asked, what was said."""

    label: Text
    says: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one screen, and where to change them."""

    title: Text
    number: int | None
    address: str
    rows: tuple[Row, ...]


@require_safe
def review(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The answers, many of them on several pages; what the last change did stands on the first."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    course = course_of(fitting(visit))
    rows = None if visit.changed is None or number > 1 else changed(visit.changed)
    context: dict[str, Any] = {
        "leaf": leaf(list(groups(course, answered_as_sent(visit))), number, GROUPS),
        "changed": rows and rows[:ROWS],
        "more": len(rows[ROWS:]) if rows else 0,
        "posts": len(course.posts),
    }
    return render(request, "consult/review.html", context)


@require_safe
def review_json(request: HttpRequest) -> HttpResponse:
    """The report as it stands."""
    visit = visit_of(request)
    if visit is None:
        return nothing_open()
    return twin(state_of(visit).report)


def groups(course: Course, known: dict[str, object]) -> Iterator[Group]:
    """The answered screens in their order."""
    for one in course.screens:
        screen = spoken(one, known)
        found = []
        if screen.checklist and (path := ticks_path(screen.page, screen.post or "")) in known:
            told = known[path]
            ticked = [tick.text for tick in screen.page.tick if isinstance(told, list) and tick.id in told]
            found.append(
                Row(screen.page.title, tuple(ticked) or ((NONE_OF_THESE if told == [] else NOT_KNOWN),))
            )
        found += [Row(fact.label, said(fact, known[path])) for path, fact in screen.facts if path in known]
        if found:
            yield Group(
                screen.page.title,
                number_of(screen, course.posts),
                address(screen, course.posts),
                tuple(found),
            )


def said(fact: Fact, value: object) -> tuple[Text, ...]:
    """An answer in words; what hurts is not shown."""
    if value is None or value == UNKNOWN:
        return (NOT_KNOWN,)
    if fact.id in MASKED:
        return (KEPT,)
    if isinstance(value, list):
        return tuple(NOT_KNOWN if one == UNKNOWN else fact.words(one) for one in value) or (NONE_OF_THESE,)
    if fact.type in ("date", "moment"):
        return (in_words(str(value)),)
    return (fact.words(str(value)),)


def in_words(moment: str) -> Text:
    """A day, and its time where it was told, as the languages write them."""
    when = datetime.fromisoformat(moment)
    there = when.astimezone(JAPAN) if when.tzinfo else when
    time = f" {there:%H:%M}" if "T" in moment else ""
    return Text(f"{day_in(there.date(), 'ja')}{time}", f"{day_in(there.date(), 'en')}{time}")


def changed(rows: Sequence[tuple[str, str, Any, Any]]) -> list[dict[str, Any]]:
    """What a change did, each with words for what it is about; the same for several posts together."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for part, id, before, after in rows:
        label = label_of(part, id)
        row = {"part": part, "label": label, "before": before, "after": after, "count": 0}
        found.setdefault((part, label.ja, before, after), row)["count"] += 1
    return list(found.values())


def label_of(part: str, id: str) -> Text:
    """The words for a row of an outcome."""
    rules = book()
    if part == "findings":
        return rules.grounds[id.rpartition(" ")[2]].ground.label
    if part == "actions":
        return rules.actions[id].label
    if part == "desks":
        return rules.desks[id].name
    if part == "safety":
        return next(rule.message for rule in rules.safety if rule.id == id)
    words = id.split(" ")
    return next((clock.label for clock in rules.clocks if clock.id in words), Text(id, id))
