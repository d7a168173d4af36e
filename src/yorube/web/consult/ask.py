"""The interview: one page, a few questions that belong together; the answer is a page of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube import interview
from yorube.consult import ReportError
from yorube.interview import Answer, Interview
from yorube.interview.fold import TICKS, answered, post_ids
from yorube.interview.screens import Course, Screen
from yorube.law.facts import in_post
from yorube.web.consult import fields as form_fields
from yorube.web.consult.interview import (
    book,
    course_of,
    fitting,
    next_screen,
    number_of,
    screen_of,
    state_of,
    told,
    way_of,
)
from yorube.web.consult.spoken import by_writer, spoken
from yorube.web.consult.visit import Visit, keep, visit_of


def start(request: HttpRequest) -> HttpResponse:
    """To the first question, or to where the visit stands."""
    visit = visit_of(request) or Visit()
    return to_next(visit, way_of(visit))


def go_on(request: HttpRequest) -> HttpResponse:
    """From the answer back to what is left to ask."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    visit = replace(visit, more=True)
    return keep(request, to_next(visit, way_of(visit)), visit)


def to_next(visit: Visit, state: Interview) -> HttpResponse:
    screen = next_screen(visit, state)
    posts = post_ids(state.answers)
    return HttpResponseRedirect(reverse("answer") if screen is None else address(screen, posts))


def address(screen: Screen, posts: Sequence[str]) -> str:
    """Where a screen is: its page's name, and the number of the post."""
    return address_of(screen.page.id, number_of(screen, posts))


@lru_cache(maxsize=4096)  # every page asks for some; they are few
def address_of(page: str, number: int | None) -> str:
    """Where the page of this name is, for the post of this number."""
    return reverse("ask", args=[page]) if number is None else reverse("ask_post", args=[page, number])


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page: str, number: int | None = None) -> HttpResponse:
    """One screen: shown, or answered."""
    visit = fitting(visit_of(request) or Visit())
    course = course_of(visit)
    screen = screen_of(course, page, number)
    if screen is None:
        return to_next(visit, way_of(visit))
    known = answered_as_sent(visit)
    if request.method != "POST":
        return show(request, visit, course, screen, {}, known)
    answers, errors = form_fields.read(screen, request.POST, known, book())
    if not errors:
        try:
            return answer(request, visit, answers)
        except ReportError as error:
            errors = {field_of(error.path, screen): "error.impossible"}
    typed = {**known, **{one.path: one.value for one in answers}}
    return show(request, visit, course, screen, errors, typed, status=422)


def answer(request: HttpRequest, visit: Visit, answers: list[Answer]) -> HttpResponse:
    """Keeps the answers and leads on. Raises ReportError when they cannot stand."""
    after, state = told(visit, answers)
    if request.POST.get("to") == "review":
        rows = tuple(interview.changes(state_of(visit).outcome, state_of(after).outcome))
        return keep(request, HttpResponseRedirect(reverse("review")), replace(after, changed=rows))
    return keep(request, to_next(after, state), replace(after, changed=None))


def field_of(path: str, screen: Screen) -> str:
    """The field that a refusal is about: `posts[0].posted_at` is a field of the screen."""
    name = path.rpartition(".")[2]
    return next((own for own, _ in screen.facts if own.rpartition(".")[2] == name), path)


def answered_as_sent(visit: Visit) -> dict[str, object]:
    """The last answer to each question, checklists included."""
    found = answered(visit.answers, book())
    return found | {one.path: one.value for one in visit.answers if one.path.startswith(f"{TICKS}.")}


def show(
    request: HttpRequest,
    visit: Visit,
    course: Course,
    screen: Screen,
    errors: Mapping[str, str],
    known: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """The page of one screen."""
    rules = book()
    place = course.screens.index(screen)
    before = course.screens[place - 1] if place else None
    told = spoken(screen, course.known)
    asked = form_fields.fields(told, known, rules, errors)
    context: dict[str, Any] = {
        "screen": told,
        "writer": by_writer(course.known),
        "place": place + 1,
        "fields": asked,
        "leads": screen.checklist or len(asked) == 1,  # the first question is the heading
        "errors": errors,
        "number": number_of(screen, course.posts),
        "posts": len(course.posts),
        "stage": next(stage for stage in rules.stages if stage.id == screen.page.stage),
        "back": address(before, course.posts) if before else reverse("home"),
        "to": "review" if screen.answered else "next",
        "begun": bool(visit.answers),
        "visit": visit,
        "kept": known.get(in_post("posts.text", screen.post)) if visit.helper and screen.post else None,
        "safety": [
            {"message": rule.message, "desks": [rules.desks[id] for id in rule.desks]}
            for rule in rules.safety
            if rule.id in visit.safety
        ],
    }
    return render(request, "consult/ask.html", context, status=status)
