"""Pages for what went wrong. They say what to do; they repeat nothing of what was asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "bad"}, status=400)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "missing"}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "broken"}, status=500)


def full(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "full"}, status=413)


def spoken(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """An address asked for in a way it does not know is answered by a page too, with the way out on it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 405 or response.content:
            return response
        page = render(request, "consult/fault.html", {"fault": "missing"}, status=405)
        page.headers["Allow"] = response.headers["Allow"]
        return page

    return answer
