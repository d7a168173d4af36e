"""What the pages of this room share: the case that is open, and a file to take along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.http import HttpRequest, HttpResponse

from yorube.consult import Outcome, Report, check
from yorube.papers import Language
from yorube.web.clock import today
from yorube.web.consult.interview import book, state_of
from yorube.web.consult.visit import Visit, visit_of

# Where somebody near may be looking: told of danger, or a writer who shares or shared a home.
DANGER = ("now", "feared")
NEAR = ("partner", "former_partner", "family")


@dataclass(frozen=True, slots=True)
class Opened:
    """The visit that is open, its report and its outcome."""

    visit: Visit
    report: Report
    outcome: Outcome


def opened(request: HttpRequest) -> Opened | None:
    """What is open in this browser, if anything is."""
    visit = visit_of(request)
    if visit is None:
        return None
    state = state_of(visit)
    return Opened(visit, check(state.report, book(), today()), state.outcome)


def watched(report: Report) -> bool:
    """Whether what was told makes it likely that somebody near may look."""
    return report.facts.get("harm.danger") in DANGER or report.facts.get("sender.relation") in NEAR


def language_of(request: HttpRequest) -> Language:
    return cast(Language, getattr(request, "language", "ja"))


def download(data: bytes, name: str, kind: str) -> HttpResponse:
    """A file to take along; the name is one that says nothing."""
    return HttpResponse(
        data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
