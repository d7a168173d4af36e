"""Leaving: the quick exit, and forms that come too late."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from yorube.web.consult.faults import full
from yorube.web.consult.visit import Ended, Full, Moved, forget, leave, seen_of

View = Callable[..., HttpResponse]
# How often a form is worked through anew when others of the same visit were faster.
TRIES = 8


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


class Forms:
    """Forms of one visit that come at once are answered one after the other, so that nothing told is lost; a form that
    comes after the end keeps nothing. A key that opens nothing any more is taken out of the browser."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        name = settings.COOKIE
        if name in request.COOKIES and name not in response.cookies and getattr(request, "seen", b"") is None:
            forget(response, name)
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        for _ in range(TRIES):
            seen_of(request)  # before the work begins: what is erased meanwhile stays erased
            try:
                return view(request, *args, **kwargs)
            except Moved:
                del request.seen  # type: ignore[attr-defined]
                for _, files in request.FILES.lists():
                    for file in files:
                        file.seek(0)
            except Full:
                return full(request)
            except Ended:
                break
        return stale(request)
