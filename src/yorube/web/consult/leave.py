"""Leaving: the quick exit, and forms that come too late."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yorube.web.consult.visit import leave


class SeeOther(HttpResponseRedirect):
    """The redirect after which a browser asks anew, whatever it sent before."""

    status_code = 303


@csrf_exempt  # whoever makes a browser leave does no harm that a hand on the plug would not do
@require_http_methods(["GET", "HEAD", "POST"])
def exit(request: HttpRequest) -> HttpResponse:
    """Erases the visit and goes to a page nobody wonders about. A beacon (POST) only erases."""
    if request.method == "POST":
        return leave(request, HttpResponse(status=204))
    return leave(request, SeeOther(settings.EXIT_TO))


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this browser: sent twice, from an old page, or from elsewhere."""
    return render(request, "consult/fault.html", {"fault": "stale"}, status=403)
