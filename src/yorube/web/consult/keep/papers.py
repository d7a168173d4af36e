"""The plan on paper, and what a lawyer is given: each as pages and as PDF, the latter as data too."""

from __future__ import annotations

import json

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube import papers
from yorube.document import Document, pdf
from yorube.web.consult.answer.parts import with_citations
from yorube.web.consult.interview import book
from yorube.web.consult.keep.opened import Opened, download, language_of, opened
from yorube.web.consult.keep.sheet import pages
from yorube.web.consult.twins import nothing_open, twin

# The parts of an outcome that the plan shows.
PLAN = ("safety", "actions", "deadlines", "desks", "not_suitable", "findings")
PDF, JSON = "application/pdf", "application/json; charset=utf-8"


@require_safe
def plan(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The plan as a page."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    return page(request, "plan", plan_of(request, found), number)


@require_safe
def plan_pdf(request: HttpRequest) -> HttpResponse:
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    return download(pdf(plan_of(request, found)), "memo.pdf", PDF)


@require_safe
def plan_json(request: HttpRequest) -> HttpResponse:
    """The parts of the outcome that the plan is made of."""
    found = opened(request)
    if found is None:
        return nothing_open()
    parts = with_citations(found.outcome, {key: found.outcome[key] for key in PLAN})
    return twin({"as_of": found.outcome["as_of"], "rulebook": found.outcome["rulebook"]} | parts)


def plan_of(request: HttpRequest, found: Opened) -> Document:
    return papers.write("plan", found.report, found.outcome, book(), language_of(request), {})


@require_safe
def lawyer(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The set as a page, always without the wording of posts; a tick adds it to a file."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    texts = any("posts.text" in post.told for post in found.report.posts)
    return page(request, "lawyer", set_of(request, found, wording=False), number, texts=texts)


@require_http_methods(["GET", "HEAD", "POST"])
def lawyer_pdf(request: HttpRequest) -> HttpResponse:
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    return download(pdf(set_of(request, found, wording=ticked(request))), "notes.pdf", PDF)


@require_http_methods(["GET", "HEAD", "POST"])
def lawyer_json(request: HttpRequest) -> HttpResponse:
    found = opened(request)
    if found is None:
        return nothing_open()
    data = papers.handover_data(found.report, found.outcome, book(), wording=ticked(request))
    return download(json.dumps(data, ensure_ascii=False, indent=1).encode(), "notes.json", JSON)


def set_of(request: HttpRequest, found: Opened, *, wording: bool) -> Document:
    return papers.handover(found.report, found.outcome, book(), language_of(request), wording=wording)


def ticked(request: HttpRequest) -> bool:
    """Whether the person wants the wording of the posts in the file."""
    return request.POST.get("wording") == "yes"


def page(
    request: HttpRequest, name: str, document: Document, number: int, *, texts: bool = False
) -> HttpResponse:
    """One page of a paper; a long one has several. `texts`: there is wording that a file could hold."""
    found = pages(document)
    if not 1 <= number <= len(found):
        raise Http404
    context = {"name": name, "sheet": found[number - 1], "number": number, "all": len(found), "texts": texts}
    return render(request, f"consult/{name}_page.html", context)
