"""The papers of the consultation that is open: only those that are offered and that can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from yorube import papers
from yorube.consult import Report
from yorube.consult.questions import fact_of
from yorube.document import Document
from yorube.interview.screens import Course
from yorube.law.facts import UNKNOWN
from yorube.law.text import Text
from yorube.papers import WRITERS, Form
from yorube.web.consult.ask import address
from yorube.web.consult.interview import book
from yorube.web.consult.keep.opened import Opened, language_of, opened

# What papers are for, in the order in which they are shown and used.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "own": ("plan", "timeline", "consultation_sheet", "costs", "legal_aid_check"),
    "removal": ("removal_request", "ihaho_sheet", "moj_sheet", "sia_sheet", "safeline_sheet"),
    "finding": (
        "disclosure_request",
        "disclosure_petition",
        "provision_petition",
        "erasure_ban_petition",
        "injunction_petition",
        "concealment_petition",
        "party_list",
        "sender_information_list",
        "post_list",
        "infringement_table",
        "evidence_list",
        "bar_inquiry_note",
    ),
    "police": ("police_sheet", "damage_report_notes", "criminal_complaint"),
    "provider": ("opinion_reply", "opinion_inquiry", "platform_notice", "sender_notice"),
}
WORDS = "posts.text"
Veil: TypeAlias = Callable[[str], str]
Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Missing:
    """What a paper cannot do without and nobody told yet, and where it is asked, if anywhere."""

    label: Text
    address: str | None


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of a consultation. `number`: its place in the rulebook, by which addresses name it."""

    id: str
    number: int
    group: str
    label: Text
    form: Form
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is open in this browser, and its papers."""

    found: Opened
    language: papers.Language
    papers: tuple[Paper, ...]

    @classmethod
    def of(cls, request: HttpRequest) -> Shelf | None:
        found = opened(request)
        return None if found is None else cls(found, language_of(request), tuple(papers_of(found)))

    def paper(self, number: int) -> Paper:
        """The paper of this number. Raises Http404 where this consultation has none."""
        for paper in self.papers:
            if paper.number == number:
                return paper
        raise Http404

    def document(self, paper: Paper, *, words: Veil | None = None, copy: bool = False) -> Document:
        """A paper. `words`: what stands in the place of what was posted; None: the words themselves. `copy`: the copy
        for the other side."""
        report = self.found.report if words is None else without_words(self.found.report, words)
        return papers.write(
            paper.id, report, self.found.outcome, book(), self.language, self.found.visit.papers, masked=copy
        )

    def missing(self, paper: Paper) -> list[str]:
        """What is still blank on a paper, in the reader's language."""
        found = self.found
        return papers.missing(
            paper.id, found.report, found.outcome, book(), self.language, found.visit.papers
        )


def papers_of(found: Opened) -> Iterator[Paper]:
    """The papers of a consultation, group by group."""
    offered = papers.offered(found.report, found.outcome, book(), found.visit.papers)
    wanted = tuple(question["fact"] for question in found.outcome["questions"])
    course = Course(found.visit.answers, wanted, book(), found.report.as_of)
    places = {id: place for place, id in enumerate(book().papers, 1)}
    for group, ids in GROUPS.items():
        for id in ids:
            if id in offered and id in WRITERS:
                lacks = tuple(missing(path, course) for path in offered[id])
                label = book().papers[id].label
                yield Paper(id, places[id], group, label, papers.form(id), lacks)


def missing(path: str, course: Course) -> Missing:
    """A fact that was not told, and the page that asks for it."""
    fact = fact_of(path, book())
    assert fact is not None
    for screen in course.screens:
        if path in dict(screen.facts):
            return Missing(fact.label, address(screen, course.posts))
    return Missing(fact.label, None)


def without_words(report: Report, veil: Veil) -> Report:
    """The report with something else in the place of what was posted."""
    posts = []
    for post in report.posts:
        text = post.told.get(WORDS)
        if isinstance(text, str) and text != UNKNOWN:
            post = replace(post, told={**post.told, WORDS: veil(text)})
        posts.append(post)
    return replace(report, posts=tuple(posts))


def with_shelf(
    view: Callable[Concatenate[HttpRequest, Shelf, Given], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Given], HttpResponse]:
    """A view that is given the papers; home, where nothing is open."""

    @wraps(view)
    def shown(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        shelf = Shelf.of(request)
        return (
            HttpResponseRedirect(reverse("home")) if shelf is None else view(request, shelf, *args, **kwargs)
        )

    return shown
