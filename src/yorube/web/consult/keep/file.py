"""A file of one's own: kept, and opened again."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube import interview
from yorube.consult import KEPT, ReportError, Unreadable, check, documents
from yorube.consult.report import SCHEMA
from yorube.interview import Answer
from yorube.interview.fold import POSTS, answered, post_ids
from yorube.law.facts import UNKNOWN
from yorube.papers import FillingError, all_entries, checked
from yorube.web.clock import today
from yorube.web.consult import visit as visits
from yorube.web.consult.fields import is_day
from yorube.web.consult.happened import MOST as EVENTS_MOST
from yorube.web.consult.interview import book, noted, state_of
from yorube.web.consult.keep.opened import Opened, download, language_of, opened, watched
from yorube.web.consult.posts import MOST
from yorube.web.consult.visit import HURT, POSTED, Visit, visit_of
from yorube.web.languages import in_language
from yorube.web.vault.passphrase import NotOpened, is_sealed, seal, typed, unseal

# The largest file that is opened.
LARGEST = 1_000_000
SHORTEST = 8
PLAIN, SEALED = "memo.json", "memo.age"


class Refused(Exception):
    """What was sent cannot be used; `why` is the id of the word that says so, `detail` the place in the file."""

    def __init__(self, why: str, detail: str = "") -> None:
        self.why, self.detail = why, detail
        super().__init__(why)


# --- keeping ---------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: HttpRequest) -> HttpResponse:
    """The ways to keep and to hand on; sent, the file itself."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    if request.method != "POST":
        return keep_page(request, found)
    data = file_of(found.visit)
    if request.POST.get("form") == "plain":
        return download(data, PLAIN, "application/json; charset=utf-8")
    try:
        sealed = seal(data, passphrase(request))
    except Refused as refused:
        return keep_page(request, found, error=refused.why, status=422)
    except NotOpened:
        return keep_page(request, found, error="keep.error.busy", status=503)
    return download(sealed, SEALED, "application/octet-stream")


def keep_page(request: HttpRequest, found: Opened, error: str = "", status: int = 200) -> HttpResponse:
    context = {"watched": watched(found.report), "error": error, "shortest": SHORTEST}
    return render(request, "consult/keep.html", context, status=status)


def passphrase(request: HttpRequest) -> str:
    """The passphrase, typed twice. Raises Refused."""
    one, two = (typed(request.POST.get(name, "")) for name in ("one", "two"))
    if len(one) < SHORTEST:
        raise Refused("keep.error.short")
    if one != two:
        raise Refused("keep.error.twice")
    return one


def file_of(visit: Visit) -> bytes:
    """The report that the answers make, as JSON; with what a report has no place for, if there is any: what was filled
    in on papers, days that stand in letters. What was answered "I don't know" stands there as such, so that nobody is
    asked again."""
    told = [Answer(POSTS, id) for id in post_ids(visit.answers)]
    told += [
        Answer(path, UNKNOWN if value is None else value)
        for path, value in answered(visit.answers, book()).items()
    ]
    table = interview.fold(told, book())
    if visit.papers or visit.until:
        table = {"schema": KEPT, "report": table, "papers": visit.papers, "until": visit.until}
    return json.dumps(table, ensure_ascii=False, indent=1).encode()


# --- opening again ---------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest) -> HttpResponse:
    """Starts a visit from a file; refused, everything stays as it was."""
    if request.method != "POST":
        return resume_page(request)
    try:
        visit = visit_from(sent(request), request)
    except Refused as refused:
        status = 503 if refused.why == "keep.error.busy" else 422
        return resume_page(request, refused.why, refused.detail, status)
    there = "answer" if visit.door == POSTED else "start"
    return visits.keep(request, HttpResponseRedirect(reverse(there)), visit)


def resume_page(request: HttpRequest, error: str = "", detail: str = "", status: int = 200) -> HttpResponse:
    context = {"open": visit_of(request) is not None, "error": error, "detail": detail}
    return render(request, "consult/resume.html", context, status=status)


def sent(request: HttpRequest) -> bytes:
    """The file that was sent. Raises Refused."""
    file = request.FILES.get("file")
    length = request.META.get("CONTENT_LENGTH") or "0"
    if file is None:  # none was chosen; or it was so large that it was not even taken in
        raise Refused(
            "resume.error.large" if length.isdecimal() and int(length) > LARGEST else "resume.error.none"
        )
    if file.size is None or file.size > LARGEST:
        raise Refused("resume.error.large")
    data: bytes = file.read()
    if not data.strip():
        raise Refused("resume.error.none")
    return data


def visit_from(data: bytes, request: HttpRequest) -> Visit:
    """A visit with the answers of a file. Raises Refused."""
    if is_sealed(data):
        try:
            data = unseal(data, request.POST.get("passphrase", ""))
        except NotOpened as shut:
            raise Refused({"busy": "keep.error.busy"}.get(shut.why, f"resume.error.{shut.why}")) from None
    table, filled, until = tables_of(data)
    try:
        check(table, book(), today())
        if len(table.get("posts", ())) > MOST:
            raise Refused("resume.error.many")
        answers = interview.from_report(table, book())
        door = POSTED if table.get("person", {}).get("role") == "poster" else HURT
        values = checked(filled, all_entries(), frozenset(post_ids(answers)))
        visit = Visit(door=door, answers=answers, papers=values, until=until)
        return noted(visit, state_of(visit))
    except ReportError as error:
        raise Refused("resume.error.refused", error.line(language_of(request))) from None
    except FillingError as error:
        why = in_language(error.why, language_of(request))
        raise Refused("resume.error.refused", f"{error.place}: {why}") from None


def tables_of(data: bytes) -> tuple[dict[str, Any], dict[str, Any], dict[str, str]]:
    """The report in a file, without the day it was made: the law and the days are those of today; what was filled in
    on papers; the days that stand in letters, which files of before do not have. Raises Refused."""
    table: Any = None
    filled: Any = {}
    until: Any = {}
    with suppress(Unreadable):
        found = documents(data)
        table = found[0][1]() if len(found) == 1 else None
    if isinstance(table, dict) and table.get("schema") == KEPT:
        until = table.get("until", {})
        table, filled = table.get("report"), table.get("papers")
    if not isinstance(table, dict) or table.get("schema") != SCHEMA or not isinstance(filled, dict):
        raise Refused("resume.error.other_file")
    return {key: value for key, value in table.items() if key != "as_of"}, filled, days_in_letters(until)


def days_in_letters(table: Any) -> dict[str, str]:
    """The day that stands in a letter, by the day the letter came, empty where that is not known. Raises Refused."""
    if not isinstance(table, dict) or len(table) > EVENTS_MOST:
        raise Refused("resume.error.other_file")
    for came, day in table.items():
        if not (is_day(day) and (came == "" or is_day(came)) and day >= came):
            raise Refused("resume.error.other_file")
    return table
