"""After posting: what to know at once, the way into the interview, and the plan of a person who wrote."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube.web.consult.answer.case import TODAY, Case
from yorube.web.consult.answer.clocks import time_line
from yorube.web.consult.ask import to_next
from yorube.web.consult.interview import noted, state_of
from yorube.web.consult.posting.letters import OWN_CLOCKS, letters
from yorube.web.consult.posting.rows import (
    Json,
    as_writer,
    desks,
    items,
    other,
    world_of,
    wrote,
)
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import Visit, keep, visit_of

# As many letters stand on the plan.
LETTERS = 2


@require_http_methods(["GET", "HEAD", "POST"])
def after(request: HttpRequest) -> HttpResponse:
    """What to know at once, and the way into the interview."""
    visit = visit_of(request)
    if request.method == "POST":
        visit = as_writer(visit)
        state = state_of(visit)
        return keep(request, to_next(visit, state), noted(visit, state))
    found = items("after", world_of(visit) if wrote(visit) else None)
    context = {"first": found[0], "items": found[1:], "wrote": wrote(visit), "other": other(visit)}
    return render(request, "consult/posting_after.html", context)


@require_safe
def after_json(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    return twin({"items": items("after", world_of(visit) if wrote(visit) else None)})


def plan(visit: Visit) -> Json:
    """The plan of a person who wrote."""
    case, world = Case.of(visit), world_of(visit)
    return {
        "outcome": case.outcome,
        "letters": letters(case),
        "items": items("after", world),
        "help": items("help", world),
    }


def safety(outcome: Json) -> list[Json]:
    """What comes first, with every desk it names, also those that are not the writer's."""
    return [{"message": row["message"], "desks": desks(row["desks"])} for row in outcome["safety"]]


def actions(case: Case) -> list[Json]:
    """What to do, in order; never later than the first day that stands in a letter."""
    now = case.outcome["as_of"]
    stand = [max(row["stands"], now) for row in letters(case) if row["stands"]]
    found = [{**row, "by": min([row["by"], *stand]) if row["by"] else None} for row in case.actions()]
    return [{**row, "today": row["by"] == now} for row in found]


def nearest(found: list[Json]) -> list[Json]:
    """Letters by the day to answer by, those that are still open first."""
    return sorted(found, key=lambda row: (row["left"] is None, (row["left"] or 0) < 0, abs(row["left"] or 0)))


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    """What a person who wrote can do: dates first, then today, then what is good to know."""
    visit = visit_of(request)
    if visit is None or not wrote(visit):
        return HttpResponseRedirect(reverse("posting_after"))
    case = Case.of(visit)
    todo = actions(case)
    theirs = [row for row in case.near.deadlines() if not row["id"].startswith(OWN_CLOCKS)]
    told = plan(visit)
    context = told | {
        "letters": nearest(told["letters"])[:LETTERS],
        "more": len(told["letters"][LETTERS:]),
        "safety": safety(case.outcome),
        "today": todo[:TODAY],
        "later": todo[TODAY:],
        "line": time_line(case, theirs, short=True),
        "posts": len(case.numbers),
        "cite": case.outcome["citations"],
        "questions": case.questions(),
        "as_of": case.outcome["as_of"],
    }
    return render(request, "consult/posting_answer.html", context)


@require_safe
def answer_json(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    return twin(plan(visit)) if visit is not None and wrote(visit) else nothing_open()
