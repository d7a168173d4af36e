"""Days for a calendar: the days by which to start and the last days of what is running."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube.consult import Outcome
from yorube.web.clock import today
from yorube.web.consult.keep.ics import calendar
from yorube.web.consult.keep.opened import download, language_of, opened, watched
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.languages import in_language, words

# As many days are listed on the page; the calendar file and the twin hold all.
MOST = 60
# The longest title a person can give to the entries.
LONGEST = 60


@require_safe
def dates(request: HttpRequest) -> HttpResponse:
    """A word on shared calendars, and what stands behind each day, before anything is downloaded."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    days = list(by_day(found.outcome).items())
    context = {
        "days": days[:MOST],
        "more": len(days[MOST:]),
        "watched": watched(found.report),
        "longest": LONGEST,
    }
    return render(request, "consult/keep_dates.html", context)


@require_safe
def dates_json(request: HttpRequest) -> HttpResponse:
    """Each day, and the clocks that stand behind it."""
    found = opened(request)
    if found is None:
        return nothing_open()
    days = [{"day": day.isoformat(), "rows": rows} for day, rows in by_day(found.outcome).items()]
    return twin({"as_of": found.outcome["as_of"], "days": days})


def by_day(outcome: Outcome) -> dict[date, list[Mapping[str, Any]]]:
    """What stands behind each day, the first day first, each thing once."""
    days: dict[date, list[Mapping[str, Any]]] = {}
    for day, row in sorted(running(outcome), key=lambda pair: pair[0]):
        if row not in days.setdefault(day, []):
            days[day].append(row)
    return days


@require_http_methods(["GET", "HEAD", "POST"])
def plan_ics(request: HttpRequest) -> HttpResponse:
    """The calendar file; the title is the person's, or one that says nothing."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    days = {day for day, _ in running(found.outcome)}
    if not days:  # a calendar without an entry is none
        return HttpResponseRedirect(reverse("dates"))
    neutral = in_language(words()["dates.neutral"], language_of(request))
    title = request.POST.get("title", "").strip()[:LONGEST] or neutral
    return download(calendar(days, title, today()), "memo.ics", "text/calendar; charset=utf-8")


def running(outcome: Outcome) -> Iterator[tuple[date, Mapping[str, Any]]]:
    """Each day from today on of a clock that runs: by which to start, and the last; with what it is."""
    for row in outcome["deadlines"]:
        if row["due"] is None or row["passed"] or row.get("ended_by"):
            continue
        for kind in ("act_by", "due"):
            if row[kind] and row[kind] >= outcome["as_of"]:
                yield date.fromisoformat(row[kind]), {"id": row["id"], "kind": kind, "label": row["label"]}
