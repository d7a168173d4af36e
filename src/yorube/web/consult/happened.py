"""What has already happened: a request received, a letter, a complaint. Some time limits start or end with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube.consult import ReportError
from yorube.interview import Answer, Interview
from yorube.interview.fold import EVENTS, post_ids
from yorube.web.consult.fields import LONGEST, cleaned, number_in
from yorube.web.consult.interview import book, state_of, told
from yorube.web.consult.leaves import leaf
from yorube.web.consult.twice import added_already, taken_already
from yorube.web.consult.visit import keep, visit_of

Event = dict[str, Any]
# How many are kept; how many stand on one page.
MOST, PAGE = 200, 50


@require_http_methods(["GET", "HEAD", "POST"])
def happened(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The list, with a form to add a row and a button to take one away; a form sent twice does it once."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    state = state_of(visit)
    if request.method != "POST":
        return show(request, state, {}, number=number)
    done = HttpResponseRedirect(reverse("happened"))
    events: list[Event] = [dict(event) for event in state.report.get(EVENTS, [])]
    if "remove" in request.POST:
        place = number_in(request.POST["remove"], len(events) - 1) if events else None
        if place is None or taken_already(request.POST, events):
            return done
        del events[place]
    else:
        new = read(request.POST, state)
        if added_already(request.POST, events, [new]):
            return done
        events.append(new)
    if len(events) > MOST:
        return show(request, state, request.POST, "posts.many")
    try:
        after, _ = told(visit, [Answer(EVENTS, events or None)])
    except ReportError as error:
        return show(
            request, state, request.POST, "error.kind" if "kind" in error.path else "error.impossible"
        )
    return keep(request, done, replace(after, changed=None))


def read(form: QueryDict, state: Interview) -> Event:
    """The row a form gives; what was left empty is left out."""
    ids = post_ids(state.answers)
    number = number_in(form.get("post", ""), len(ids))
    given = {
        "kind": form.get("kind", ""),
        "on": form.get("on", "").strip(),
        "by": service(cleaned(form.get("by", "").strip()[:LONGEST])),
        "post": ids[number - 1] if number else "",
    }
    return {key: value for key, value in given.items() if value}


def service(name: str) -> str:
    """The id of a service where it was named in words, else the name as it was told."""
    for one in book().services.values():
        if name.casefold() in (one.id, one.name.ja.casefold(), one.name.en.casefold()):
            return one.id
    return name[:200]


def show(
    request: HttpRequest, state: Interview, typed: Mapping[str, str], error: str = "", number: int = 1
) -> HttpResponse:
    rules = book()
    facts = {key: rules.facts[f"events.{key}"] for key in ("kind", "on", "by", "post")}
    ids = post_ids(state.answers)
    rows = [
        {
            "place": place,
            "kind": facts["kind"].words(str(event["kind"])),
            "on": event.get("on"),
            "by": name_of(event.get("by")),
            "number": ids.index(event["post"]) + 1 if event.get("post") in ids else None,
        }
        for place, event in enumerate(state.report.get(EVENTS, []))
    ]
    context = {
        "facts": facts,
        "kinds": [(choice.id, choice.text) for choice in facts["kind"].choices],
        "services": [one.name for one in rules.services.values()],
        "leaf": leaf(rows, number, PAGE),
        "there": len(rows),
        "numbers": range(1, len(ids) + 1) if len(ids) > 1 else (),
        "typed": typed,
        "error": error,
    }
    return render(request, "consult/happened.html", context, status=422 if error else 200)


def name_of(by: object) -> Any:
    """A service by its name, anyone else as told."""
    found = book().services.get(str(by)) if by else None
    return found.name if found else by
