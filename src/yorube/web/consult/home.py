"""The home page with its three doors, the choice of language, and the pages about the site itself."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from yorube.web.consult.visit import visit_of
from yorube.web.languages import LANGUAGES, remember


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/home.html", {"open": visit_of(request) is not None})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remembers the language and goes back to the page it was chosen on."""
    there = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(there, allowed_hosts=None):
        there = "/"
    response = HttpResponseRedirect(there)
    chosen = request.POST.get("language", "")
    if chosen in LANGUAGES:
        remember(response, chosen)
    return response


@require_safe
def safer(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/safer.html", {"exit_to": settings.EXIT_TO})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/privacy.html", {"minutes": settings.IDLE_MINUTES})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/accessibility.html")
