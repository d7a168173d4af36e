"""Which papers there are, and one of them: what it is, what it still lacks, and the ways on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yorube.law.facts import UNKNOWN
from yorube.law.text import Text
from yorube.papers.catalog import CONCEAL
from yorube.web.consult.keep.opened import watched
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.languages import words
from yorube.web.papers.fill import has_private, pages_of
from yorube.web.papers.shelf import GROUPS, Paper, Shelf, with_shelf

# As many blanks are named on the page of a paper; its cover note names all.
BLANKS = 12


@require_safe
@with_shelf
def papers(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """The papers of this consultation, by what they are for."""
    groups = [(group, [paper for paper in shelf.papers if paper.group == group]) for group in GROUPS]
    return render(request, "papers/papers.html", {"groups": [one for one in groups if one[1]]})


@require_safe
@with_shelf
def paper(request: HttpRequest, shelf: Shelf, number: int) -> HttpResponse:
    """One paper."""
    one = shelf.paper(number)
    blanks = shelf.missing(one)
    context = {
        "paper": one,
        "blanks": blanks[:BLANKS],
        "more": len(blanks[BLANKS:]),
        "fill": bool(pages_of(shelf, one, shelf.found.visit.papers)),
        "copy": words()[f"papers.copy.{concealed(shelf, one)}"],
        "watched": watched(shelf.found.report),
    }
    return render(request, "papers/paper.html", context)


def concealed(shelf: Shelf, paper: Paper) -> str:
    """Whether names are kept from the other side, as the end of a word's id."""
    if not has_private(shelf, paper):
        return "plain"
    return shelf.found.visit.papers.get(CONCEAL, UNKNOWN)


@require_safe
def papers_json(request: HttpRequest) -> HttpResponse:
    shelf = Shelf.of(request)
    if shelf is None:
        return nothing_open()
    return twin(of_day(shelf) | {"papers": [row(paper) for paper in shelf.papers]})


@require_safe
def paper_json(request: HttpRequest, number: int) -> HttpResponse:
    """One paper, what can be filled in on it, and what is still blank."""
    shelf = Shelf.of(request)
    if shelf is None:
        return nothing_open()
    try:
        one = shelf.paper(number)
    except Http404:
        return twin({"error": "no such paper"}, status=404)
    asked = pages_of(shelf, one, shelf.found.visit.papers)
    return twin(
        of_day(shelf)
        | {
            "paper": row(one),
            "fill": [
                {"id": question.entry.id, "post": question.number, "label": question.entry.label.data}
                for page in asked
                for question in page
            ],
            "blanks": shelf.missing(one),
        }
    )


def of_day(shelf: Shelf) -> dict[str, Any]:
    """What stands at the head of every twin."""
    return {"as_of": shelf.found.outcome["as_of"], "rulebook": shelf.found.outcome["rulebook"]}


def row(paper: Paper) -> dict[str, Any]:
    """A paper as data."""
    return {
        "number": paper.number,
        "id": paper.id,
        "group": paper.group,
        "label": paper.label.data,
        "ready": not paper.missing,
        "missing": [{"label": one.label.data, "address": one.address} for one in paper.missing],
        "goes_to": paper.form.goes_to.data,
        "follows": paper.form.follows.data,
        "unverified": told(paper.form.unverified),
        "other_side": paper.form.other_side,
    }


def told(text: Text | None) -> dict[str, str] | None:
    return text.data if text else None
