"""The door itself: two ways in, and where people who wrote get help."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.web.consult.posting.rows import items, world_of, wrote
from yorube.web.consult.twins import twin
from yorube.web.consult.visit import visit_of


def unless_written(
    view: Callable[[HttpRequest], HttpResponse], instead: str
) -> Callable[[HttpRequest], HttpResponse]:
    """A view; whoever came through this door is led to `instead`."""

    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        return HttpResponseRedirect(reverse(instead)) if wrote(visit_of(request)) else view(request)

    return shown


@require_safe
def doors(request: HttpRequest) -> HttpResponse:
    """Two ways in, and who can be called."""
    visit = visit_of(request)
    return render(request, "consult/posting.html", {"help": items("help"), "wrote": wrote(visit)})


@require_safe
def helpers(request: HttpRequest) -> HttpResponse:
    """Where people who wrote get help."""
    visit = visit_of(request)
    found = items("help", world_of(visit))
    return render(request, "consult/posting_help.html", {"help": found, "wrote": wrote(visit)})


@require_safe
def helpers_json(request: HttpRequest) -> HttpResponse:
    return twin({"help": items("help", world_of(visit_of(request)))})
