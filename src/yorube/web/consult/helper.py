"""Helper mode: somebody else reads the post for the person and answers what it says."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube.web.consult.visit import keep, visit_of


@require_http_methods(["GET", "HEAD", "POST"])
def helper(request: HttpRequest) -> HttpResponse:
    """Says how it works; a button hands the screen over, another gives it back."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    if request.method != "POST":
        return render(request, "consult/helper.html", {"visit": visit})
    visit = replace(visit, helper=request.POST.get("helper") == "yes")
    return keep(request, HttpResponseRedirect(reverse("start")), visit)
