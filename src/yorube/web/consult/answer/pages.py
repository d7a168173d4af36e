"""The views of the answer: each page and its JSON twin."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.web.consult.answer import conditions
from yorube.web.consult.answer.case import LATER, PILE, TODAY, Case
from yorube.web.consult.answer.clocks import time_line
from yorube.web.consult.answer.parts import PARTS, with_citations
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import visit_of


def case_of(request: HttpRequest) -> Case | None:
    """The case of the visit that is open, if one is."""
    visit = visit_of(request)
    return None if visit is None else Case.of(visit)


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """The first page: what comes first, today, the time line, desks, and the way to everything else."""
    case = case_of(request)
    if case is None:
        return HttpResponseRedirect(reverse("home"))
    actions = case.actions()
    most = TODAY + LATER if len(case.numbers) > PILE else len(actions)
    line = time_line(case, case.near.deadlines(), short=True)
    context = {
        "outcome": case.outcome,
        "harmed": case.harmed,
        "safety": case.safety(),
        "today": actions[:TODAY],
        "later": actions[TODAY:most],
        "rest": actions[most:],
        "line": line,
        "far": len(case.outcome["deadlines"]) - line["count"],
        "desks": case.first_desks(),
        "nearest": case.nearest(),
        "posts": len(case.numbers),
        "questions": case.questions(),
        "research": case.beside["research"],
        "cite": case.beside["citations"],
        "parts": PARTS.values(),
    }
    return render(request, "consult/answer.html", context)


@require_safe
def answer_json(request: HttpRequest) -> HttpResponse:
    """The outcome as it stands."""
    case = case_of(request)
    if case is None:
        return nothing_open()
    return twin(case.outcome)


@require_safe
def part(request: HttpRequest, name: str) -> HttpResponse:
    """One of the pages one tap away."""
    if name not in PARTS:
        raise Http404
    case = case_of(request)
    if case is None:
        return HttpResponseRedirect(reverse("home"))
    context = PARTS[name].show(case) | {"part": PARTS[name], "outcome": case.outcome}
    return render(request, f"consult/answer_{name}.html", context)


@require_safe
def part_json(request: HttpRequest, name: str) -> HttpResponse:
    """The data a page is made of."""
    if name not in PARTS:
        raise Http404
    case = case_of(request)
    if case is None:
        return nothing_open()
    return twin(of_day(case) | PARTS[name].data(case))


def of_day(case: Case) -> dict[str, Any]:
    """What stands at the head of every twin."""
    return {"as_of": case.outcome["as_of"], "rulebook": case.outcome["rulebook"]}


@require_safe
def conditions_of(request: HttpRequest, number: int) -> HttpResponse:
    """The conditions for the post of this number."""
    case = case_of(request)
    if case is None:
        return HttpResponseRedirect(reverse("home"))
    if number not in case.numbers.values():
        raise Http404
    context = conditions.shown(case, number) | {"part": PARTS["conditions"], "outcome": case.outcome}
    return render(request, "consult/answer_conditions.html", context)


@require_safe
def conditions_json(request: HttpRequest, number: int, place: int | None = None) -> HttpResponse:
    """The findings for the post of this number, or the one whose page stands in this place."""
    case = case_of(request)
    if case is None:
        return nothing_open()
    if number not in case.numbers.values():
        raise Http404
    found = conditions.rows(case, number)
    if place is not None:
        near = conditions.near(case, found)
        if not 1 <= place <= len(near):
            raise Http404
        found = [near[place - 1]]
    return twin(of_day(case) | with_citations(case.outcome, {"findings": found}))


@require_safe
def ground(request: HttpRequest, number: int, place: int) -> HttpResponse:
    """One ground of the post of this number with everything it rests on: the one that stands in this place."""
    case = case_of(request)
    if case is None:
        return HttpResponseRedirect(reverse("home"))
    context = conditions.shown(case, number)
    if not 1 <= place <= len(context["near"]):
        raise Http404
    return render(request, "consult/answer_ground.html", context | {"row": context["near"][place - 1]})
