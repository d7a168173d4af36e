"""The answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.web.consult.interview import state_of
from yorube.web.consult.visit import visit_of


@require_safe
def answer(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    return render(request, "consult/answer.html", {"outcome": state_of(visit).outcome})


@require_safe
def answer_json(request: HttpRequest) -> HttpResponse:
    """The outcome as it stands."""
    visit = visit_of(request)
    if visit is None:
        return JsonResponse({"error": "no visit is open"}, status=404)
    return JsonResponse(state_of(visit).outcome, json_dumps_params={"ensure_ascii": False})
