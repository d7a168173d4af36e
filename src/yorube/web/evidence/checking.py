"""A package looked at: four answers, and never one tick for all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cryptography.x509 import load_pem_x509_certificates
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube.evidence.authorities import configured
from yorube.evidence.checking import Answers, answers
from yorube.evidence.first import ChildImage
from yorube.web.consult import visit as visits
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import Visit, visit_of
from yorube.web.evidence.kept import Kept
from yorube.web.evidence.receipts import times
from yorube.web.evidence.sealing import alone
from yorube.web.evidence.unpacking import unpacks_to_more
from yorube.web.evidence.uploads import TOTAL, UNPACKED, Refused, sent

# Reasons, stamps and archives are kept so many, each so long.
ROWS, LONG = 12, 200


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The form; sent, what was found is kept in place of what was found before."""
    if request.method != "POST":
        return form(request)
    try:
        found = looked_at(request)
    except Refused as refused:
        return form(request, refused)
    visit = visit_of(request) or Visit()
    there = HttpResponseRedirect(reverse("evidence_checked"))
    return visits.keep(request, there, replace(Kept.of(visit), checked=short(found)).into(visit))


def form(request: HttpRequest, refused: Refused | None = None) -> HttpResponse:
    context = {"refused": refused, "largest": TOTAL // 1_000_000, "open": visit_of(request) is not None}
    return render(request, "evidence/check.html", context, status=422 if refused else 200)


def looked_at(request: HttpRequest) -> Answers:
    """What there is to find about the package that was sent. Raises Refused."""
    (file,) = sent(request, 1, TOTAL)
    with alone():
        if unpacks_to_more(file, UNPACKED):
            raise Refused("unpacked", file.name)
        roots = [
            one for authority in configured(os.environ) for one in load_pem_x509_certificates(authority.roots)
        ]
        try:
            return answers(file, roots)
        except ChildImage:
            raise Refused("child") from None


def short(found: Answers) -> dict[str, Any]:
    """The answers as data, no longer than a visit can hold."""
    data: dict[str, Any] = cut(found.data)
    return data


def cut(value: Any) -> Any:
    """Plain data with its long texts and lists cut."""
    if isinstance(value, Mapping):
        return {cut(key): cut(one) for key, one in list(value.items())[:ROWS]}
    if isinstance(value, list):
        return [cut(one) for one in value[:ROWS]]
    return value[:LONG] if isinstance(value, str) else value


@require_safe
def checked(request: HttpRequest) -> HttpResponse:
    """What was found."""
    found = Kept.of(visit_of(request)).checked
    if found is None:
        return HttpResponseRedirect(reverse("evidence_check"))
    stamps = [{**row, "at": times(row["at"]) if row.get("at") else ""} for row in found["time"]["stamps"]]
    first = min((row["at"] for row in found["time"]["stamps"] if row.get("at")), default="")
    context = {
        "found": found,
        "stamps": stamps,
        "first": times(first) if first else "",
    }
    return render(request, "evidence/checked.html", context)


@require_safe
def checked_json(request: HttpRequest) -> HttpResponse:
    """The same as data, in the finer words."""
    found = Kept.of(visit_of(request)).checked
    return nothing_open() if found is None else twin(found)
