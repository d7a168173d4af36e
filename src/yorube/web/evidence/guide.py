"""What to save, by device and by service, and the ways on: sealing, receipts, checking."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.consult import check
from yorube.law.addresses import shown
from yorube.law.facts import UNKNOWN
from yorube.web.clock import today
from yorube.web.consult.answer.case import Case
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import visit_of
from yorube.web.evidence.first import told_of_child, told_of_image
from yorube.web.evidence.kept import Kept
from yorube.web.evidence.receipts import times

DEVICES = ("iphone", "android", "windows", "mac")
STEPS = ("address", "page", "screen")
# As many posts are shown with what their address says; the others are told in the same way.
POSTS = 10


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The page."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    case = Case.of(visit)
    report = check(case.report, case.book, today())
    context = {
        "child": told_of_child(report),
        "image": told_of_image(report),
        "never": [row for row in case.beside["saving"] if row["part"] == "never"],
        "devices": [(id, [f"evidence.device.{id}.{step}" for step in STEPS]) for id in DEVICES],
        "services": list(services(case)),
        "posts": list(posts(case))[:POSTS],
        "receipts": [(one, times(one["made"])) for one in Kept.of(visit).receipts],
    }
    return render(request, "evidence/guide.html", context)


@require_safe
def guide_json(request: HttpRequest) -> HttpResponse:
    """Services, posts and receipts as data."""
    visit = visit_of(request)
    if visit is None:
        return nothing_open()
    case = Case.of(visit)
    return twin(
        {"as_of": case.outcome["as_of"], "rulebook": case.outcome["rulebook"]}
        | {"services": list(services(case)), "posts": list(posts(case))}
        | {"receipts": list(Kept.of(visit).receipts)}
    )


def services(case: Case) -> Iterator[dict[str, Any]]:
    """The services of the posts, each with the lines of the rulebook that are for it; often there is none."""
    here = {row["id"]: row for row in case.beside["saving"]}
    for id in dict.fromkeys(str(post.get("platform", UNKNOWN)) for post in case.report.get("posts", ())):
        if id in case.book.services:
            own = [here[row.id] for row in case.book.saving if row.id in here and id in row.platforms]
            yield {"id": id, "name": case.book.services[id].name.data, "saving": own}


def posts(case: Case) -> Iterator[dict[str, Any]]:
    """What the address of each post says of it, as far as one was told."""
    for post in case.report.get("posts", ()):
        address = post.get("url")
        found = shown(address) if isinstance(address, str) else None
        yield {
            "number": case.numbers[post["id"]],
            "address": "none" if address in (None, UNKNOWN) else "read" if found else "other",
            "id": found.id if found else None,
            "account": found.account if found else None,
            "made": times(found.made.isoformat()) if found and found.made else None,
        }
