"""Pages for what went wrong. They say what to do; they repeat nothing of what was asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "bad"}, status=400)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "missing"}, status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return render(request, "consult/fault.html", {"fault": "broken"}, status=500)
