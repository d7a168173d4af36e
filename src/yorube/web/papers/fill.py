"""What is filled in on a paper, one form. The question of concealment comes before any name or address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube import papers
from yorube.law.facts import UNKNOWN
from yorube.law.text import Text
from yorube.papers import Entry, FillingError
from yorube.papers.catalog import CONCEAL
from yorube.web.consult.fields import Option
from yorube.web.consult.interview import book
from yorube.web.consult.visit import keep
from yorube.web.languages import words
from yorube.web.papers.shelf import Paper, Shelf, with_shelf

# How much one page of the form holds, in bytes, and what a field takes beside its value.
ROOM, FIELD = 24_000, 1_400
# The answers after which names and addresses are asked for.
ANSWERED = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Question:
    """An entry, or that of one post. `place`: where it is kept; `number`: that of the post."""

    place: str
    entry: Entry
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """A question on the page. `kept`: there is something that is not shown; `mark`: who sees it, as the end of a word's
    id; `heads`: it is the first of its post here."""

    index: int
    question: Question
    value: str
    kept: bool
    mark: str
    heads: bool
    options: tuple[Option, ...]
    error: Text | None


@require_http_methods(["GET", "HEAD", "POST"])
@with_shelf
def fill(request: HttpRequest, shelf: Shelf, number: int, leaf: int) -> HttpResponse:
    """One page of the form: shown, or kept."""
    paper, values = shelf.paper(number), shelf.found.visit.papers
    asked = pages_of(shelf, paper, values)
    if not 1 <= leaf <= len(asked):
        raise Http404
    if request.method != "POST":
        return show(request, paper, asked, leaf, values, {}, {})
    after, typed, errors = read(request.POST, asked[leaf - 1], shelf, values)
    if errors:
        return show(request, paper, asked, leaf, values, typed, errors, status=422)
    following = pages_of(shelf, paper, after)
    if names(following) - names(asked):  # names and addresses may be asked for now
        there = reverse("paper_fill", args=[number, leaf])
    elif leaf < len(following):
        there = reverse("paper_fill", args=[number, leaf + 1])
    else:
        there = reverse("paper", args=[number])
    return keep(request, HttpResponseRedirect(there), replace(shelf.found.visit, papers=after))


def entries_of(shelf: Shelf, paper: Paper) -> tuple[Entry, ...]:
    found = shelf.found
    return papers.entries(paper.id, found.report, found.outcome, book(), found.visit.papers)


def has_private(shelf: Shelf, paper: Paper) -> bool:
    """Whether a name or an address may stand on it."""
    return any(entry.private for entry in entries_of(shelf, paper))


def questions(shelf: Shelf, paper: Paper, values: Mapping[str, str]) -> Iterator[Question]:
    """What is asked on a paper, those of the posts last. Where something private may stand on it, nothing else is asked
    before the question of concealment; private things only where that was answered with yes or no."""
    found = entries_of(shelf, paper)
    conceal = values.get(CONCEAL)
    if conceal is None and has_private(shelf, paper):
        yield from (Question(entry.id, entry) for entry in found if entry.id == CONCEAL)
        return
    found = tuple(entry for entry in found if conceal in ANSWERED or not entry.private)
    yield from (Question(entry.id, entry) for entry in found if not entry.each_post)
    report = shelf.found.report
    asked = [(entry, frozenset(papers.posts_asked(entry.id, report))) for entry in found if entry.each_post]
    for number, post in enumerate(report.posts, 1):
        yield from (Question(f"{entry.id}@{post.id}", entry, number) for entry, of in asked if post.id in of)


def pages_of(shelf: Shelf, paper: Paper, values: Mapping[str, str]) -> list[list[Question]]:
    """The questions, as many on a page as it holds with what was filled in."""
    found: list[list[Question]] = []
    left = 0
    for question in questions(shelf, paper, values):
        takes = FIELD + len(values.get(question.place, "").encode())
        if not found or takes > left:
            found.append([])
            left = ROOM
        found[-1].append(question)
        left -= takes
    return found


def names(pages: list[list[Question]]) -> set[str]:
    return {question.place for page in pages for question in page}


def read(
    form: QueryDict, asked: list[Question], shelf: Shelf, values: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, str], dict[str, Text]]:
    """The values after a sent form, what was typed, and what cannot stand. What the form does not hold stays."""
    after, typed, errors = dict(values), {}, {}
    posts = frozenset(post.id for post in shelf.found.report.posts)
    for question in asked:
        place = question.place
        if place == CONCEAL and place not in form and place not in values:
            errors[place] = words()["papers.choose"]
        sent = form.get(place)
        if sent is None or (question.entry.private and not sent.strip() and not form.get(f"{place}.erase")):
            continue
        typed[place] = sent
        try:
            read = papers.checked({place: sent}, papers.all_entries(), posts)
        except FillingError as error:
            errors[place] = error.why
        else:
            after.pop(place, None)
            after |= read
    return after, typed, errors


def show(
    request: HttpRequest,
    paper: Paper,
    asked: list[list[Question]],
    leaf: int,
    values: Mapping[str, str],
    typed: Mapping[str, str],
    errors: Mapping[str, Text],
    status: int = 200,
) -> HttpResponse:
    context = {
        "paper": paper,
        "fields": list(fields(paper, asked[leaf - 1], values, typed, errors)),
        "errors": errors,
        "leaf": leaf,
        "all": len(asked),
        "first": asked[0][0].entry.id == CONCEAL and len(asked[0]) == 1,
    }
    return render(request, "papers/fill.html", context, status=status)


def fields(
    paper: Paper,
    asked: list[Question],
    values: Mapping[str, str],
    typed: Mapping[str, str],
    errors: Mapping[str, Text],
) -> Iterator[Field]:
    """The fields of a page. What is private is never shown again, except where it was sent just now and refused."""
    before: int | None = None
    for index, question in enumerate(asked, 1):
        entry, place = question.entry, question.place
        value = typed.get(place, "" if entry.private else values.get(place, ""))
        yield Field(
            index,
            question,
            value,
            kept=entry.private and place in values,
            mark=mark(paper, entry, values.get(CONCEAL)),
            heads=question.number is not None and question.number != before,
            options=tuple(options(entry, typed.get(place, values.get(place, "")))),
            error=errors.get(place),
        )
        before = question.number


def mark(paper: Paper, entry: Entry, conceal: str | None) -> str:
    """Who sees it: `seen` by the other side, `unseen` by it; nothing where there is no word to say."""
    if entry.private and paper.form.other_side and conceal == "yes":
        return "unseen"
    return "seen" if entry.other_side or (entry.private and paper.form.other_side) else ""


def options(entry: Entry, value: str) -> Iterator[Option]:
    """The choices of an entry; not to know is always one."""
    for id, text in entry.options.items():
        yield Option(id, text, id == value)
    if entry.options and UNKNOWN not in entry.options:
        yield Option("", words()["unknown"], not value)
