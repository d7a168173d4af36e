"""Before posting: a text is looked at by the cues of the rulebook. They mark and ask; they never say what a text is."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yorube.law.rulebook import Cue
from yorube.screening import LIMIT, attached, mark, parts
from yorube.web.clock import today
from yorube.web.consult.interview import book
from yorube.web.consult.posting.rows import Json, desks, items, sources
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import POSTED, Visit, keep, visit_of

# What is said below every text that was looked at; the rest stands where the text is written.
WITH_MARKS = ("before.criticism", "before.repost")
# Words of the writer's own distress come before all others.
FIRST = "despair"


@require_http_methods(["GET", "HEAD", "POST"])
def before(request: HttpRequest) -> HttpResponse:
    """A text is written here; looked at, it lies in the sealed visit only."""
    visit = visit_of(request) or Visit(door=POSTED)
    if request.method != "POST":
        return written(request, visit.draft)
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if not text.strip():
        return written(request, "", "posting.empty")
    if len(text) > LIMIT:
        return written(request, text, "posting.long")
    # Whoever is in the middle of the other door stays there.
    door = visit.door if visit.answers else POSTED
    return keep(
        request, HttpResponseRedirect(reverse("posting_check")), replace(visit, door=door, draft=text)
    )


def written(request: HttpRequest, text: str, error: str = "") -> HttpResponse:
    """The page with the text to write in."""
    context = {
        "text": text,
        "error": error,
        "limit": f"{LIMIT:,}",
        "length": f"{len(text):,}",
        "items": items("before"),
    }
    return render(request, "consult/posting_before.html", context, status=422 if error else 200)


def looked_at(text: str) -> Json:
    """A text with its marks. Cues are numbered in the order of their first mark; the same number, the same question."""
    marks = mark(text, book())
    numbers = {cue: number for number, cue in enumerate(dict.fromkeys(one.cue for one in marks), 1)}
    return {
        "text": text,
        "marks": [{"start": one.start, "end": one.end, "number": numbers[one.cue]} for one in marks],
        "parts": [
            {"text": words, "number": numbers[one.cue], "label": book().cues[one.cue].label.data}
            if one
            else {"text": words}
            for words, one in parts(text, marks)
        ],
        "cues": [question(book().cues[cue], number) for cue, number in numbers.items()],
        "items": [row for row in items("before") if row["id"] in WITH_MARKS],
    }


def question(cue: Cue, number: int) -> Json:
    """What a mark asks, and what the law attaches today."""
    return {
        "number": number,
        "id": cue.id,
        "kind": cue.kind,
        "label": cue.label.data,
        "question": cue.question.data,
        "attaches": cue.attaches.data if cue.attaches else None,
        "grounds": [
            {
                "id": ground.id,
                "label": ground.ground.label.data,
                "penalty": penalty.text.data if penalty else None,
            }
            for ground, penalty in attached(cue.grounds, today(), book())
        ],
        "instead": [text.data for text in cue.instead],
        "desks": desks(cue.desks),
        "sources": sources(cue.law),
    }


@require_safe
def before_json(request: HttpRequest) -> HttpResponse:
    return twin({"items": items("before")})


@require_safe
def checked(request: HttpRequest) -> HttpResponse:
    """The text with its marks, what each asks, and what a missing mark does not say."""
    visit = visit_of(request)
    if visit is None or not visit.draft:
        return HttpResponseRedirect(reverse("posting_before"))
    shown = looked_at(visit.draft)
    context = shown | {
        "first": [cue for cue in shown["cues"] if cue["kind"] == FIRST],
        "ask": [cue for cue in shown["cues"] if cue["kind"] != FIRST],
    }
    return render(request, "consult/posting_check.html", context)


@require_safe
def checked_json(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    return twin(looked_at(visit.draft)) if visit is not None and visit.draft else nothing_open()


@require_POST
def erase(request: HttpRequest) -> HttpResponse:
    """Takes the text away; what else was told stays."""
    visit = visit_of(request)
    response = HttpResponseRedirect(reverse("posting_erased"))
    return response if visit is None else keep(request, response, replace(visit, draft=""))


@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/posting_erased.html")
