"""The review: every answer with a way to change it, and what the last change did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.interview.fold import ticks_path
from yorube.interview.screens import Course
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.text import Text
from yorube.web.consult.ask import address, answered_as_sent
from yorube.web.consult.fields import MASKED, NONE_OF_THESE
from yorube.web.consult.interview import book, course_of, number_of, state_of
from yorube.web.consult.visit import visit_of

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
def review(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    course = course_of(visit)
    context: dict[str, Any] = {
        "groups": list(groups(course, answered_as_sent(visit))),
        "changed": None if visit.changed is None else list(changed(visit.changed)),
        "posts": len(course.posts),
    }
    return render(request, "consult/review.html", context)


@require_safe
def review_json(request: HttpRequest) -> HttpResponse:
    """The report as it stands."""
    visit = visit_of(request)
    if visit is None:
        return JsonResponse({"error": "no visit is open"}, status=404)
    return JsonResponse(state_of(visit).report, json_dumps_params={"ensure_ascii": False})


def groups(course: Course, known: dict[str, object]) -> Iterator[Group]:
    """The answered screens in their order."""
    for screen in course.screens:
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
    return (fact.words(str(value)),)


def changed(rows: Sequence[tuple[str, str, Any, Any]]) -> Iterator[dict[str, Any]]:
    """What a change did, each with words for what it is about."""
    for part, id, before, after in rows:
        yield {"part": part, "label": label_of(part, id), "before": before, "after": after}


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
