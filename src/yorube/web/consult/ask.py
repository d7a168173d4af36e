"""The interview: one page, a few questions that belong together; the answer is a page of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube import interview
from yorube.consult import ReportError
from yorube.interview import Answer, Interview
from yorube.interview.fold import TICKS, answered
from yorube.interview.screens import Screen, screens
from yorube.law.facts import in_post
from yorube.web.clock import today
from yorube.web.consult import fields as form_fields
from yorube.web.consult.interview import book, next_screen, number_of, screen_of, state_of, with_first_post
from yorube.web.consult.visit import Visit, keep, visit_of


def start(request: HttpRequest) -> HttpResponse:
    """To the first question, or to where the visit stands."""
    visit = visit_of(request) or Visit()
    return to_next(visit, state_of(visit))


def go_on(request: HttpRequest) -> HttpResponse:
    """From the answer back to what is left to ask."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    visit = replace(visit, more=True)
    return keep(request, to_next(visit, state_of(visit)), visit)


def to_next(visit: Visit, state: Interview) -> HttpResponse:
    screen = next_screen(visit, state)
    return HttpResponseRedirect(reverse("answer") if screen is None else address(screen, state))


def address(screen: Screen, state: Interview) -> str:
    """Where a screen is: its page's name, and the number of the post."""
    number = number_of(screen, state)
    if number is None:
        return reverse("ask", args=[screen.page.id])
    return reverse("ask_post", args=[screen.page.id, number])


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, page: str, number: int | None = None) -> HttpResponse:
    """One screen: shown, or answered."""
    visit = visit_of(request) or Visit()
    state = state_of(visit)
    screen = screen_of(state, page, number)
    if screen is None:
        return to_next(visit, state)
    if request.method != "POST":
        return show(request, visit, state, screen, {}, answered_as_sent(visit))
    known = answered_as_sent(visit)
    answers, errors = form_fields.read(screen, request.POST, known, book())
    if not errors:
        try:
            return answer(request, visit, state, screen, answers)
        except ReportError as error:
            errors = {field_of(error.path, screen, state): "error.impossible"}
    typed = {**known, **{one.path: one.value for one in answers}}
    return show(request, visit, state, screen, errors, typed, status=422)


def answer(
    request: HttpRequest, visit: Visit, state: Interview, screen: Screen, answers: list[Answer]
) -> HttpResponse:
    """Keeps the answers and leads on. Raises ReportError when they cannot stand."""
    review = request.POST.get("to") == "review"
    interview.step((*visit.answers, *answers), book(), today())
    visit = replace(visit, answers=with_first_post((*visit.answers, *answers)), changed=None)
    after = state_of(visit)
    if review:
        visit = replace(visit, changed=tuple(interview.changes(state.outcome, after.outcome)))
        return keep(request, HttpResponseRedirect(reverse("review")), visit)
    return keep(request, to_next(visit, after), visit)


def field_of(path: str, screen: Screen, state: Interview) -> str:
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
    state: Interview,
    screen: Screen,
    errors: Mapping[str, str],
    known: Mapping[str, object],
    status: int = 200,
) -> HttpResponse:
    """The page of one screen."""
    rules = book()
    all_of_them = screens(state, rules, today())
    place = all_of_them.index(screen)
    before = all_of_them[place - 1] if place else None
    stages = [stage for stage in rules.stages if any(s.page.stage == stage.id for s in all_of_them)]
    asked = form_fields.fields(screen, known, rules, errors)
    context: dict[str, Any] = {
        "screen": screen,
        "fields": asked,
        "leads": screen.checklist or len(asked) == 1,  # the first question is the heading
        "errors": errors,
        "number": number_of(screen, state),
        "posts": len(state.report.get("posts", ())),
        "stage": next(stage for stage in stages if stage.id == screen.page.stage),
        "back": address(before, state) if before else reverse("home"),
        "to": "review" if screen.answered and request.GET.get("to") != "next" else "next",
        "begun": bool(visit.answers),
        "visit": visit,
        "kept": known.get(in_post("posts.text", screen.post)) if visit.helper and screen.post else None,
        "safety": state.outcome["safety"],
    }
    return render(request, "consult/ask.html", context, status=status)
