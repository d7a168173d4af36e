"""A look at a paper before it is a file: as pictures, drawn as the PDF is, and in text.

What was posted is covered until the person asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.document import Document, pictures
from yorube.web.consult.keep.sheet import Part, leaves, lines, parts
from yorube.web.languages import in_language, words
from yorube.web.papers.shelf import Paper, Shelf, with_shelf

# Points an inch of a picture; an A4 page is then so wide and so high. In the small size pages are only counted.
PPI, SMALL = 90, 4
WIDTH, HEIGHT = 744, 1052
# Of a longer paper no pictures are shown: each takes as long as all of them.
MOST = 30
# Stands for each sign of what was posted, as wide as most of them.
COVER = "░"


@dataclass(frozen=True, slots=True)
class Look:
    """`copy`: the copy for the other side; `words`: with what was posted."""

    copy: bool
    words: bool


LOOKS = {
    "preview": Look(copy=False, words=False),
    "words": Look(copy=False, words=True),
    "copy": Look(copy=True, words=False),
    "copy-words": Look(copy=True, words=True),
}


@require_safe
@with_shelf
def look(request: HttpRequest, shelf: Shelf, number: int, look: str, leaf: int) -> HttpResponse:
    """One page of a paper as a picture. Past the last page, the last: with its words a paper may be shorter."""
    paper = shelf.paper(number)
    document = drawn(shelf, paper, look)
    count = len(pictures(document, SMALL))
    if leaf == 0:
        raise Http404
    if leaf > count:
        return HttpResponseRedirect(reverse("paper_look", args=[number, look, count]))
    context = common(shelf, paper, look) | {
        "leaf": leaf,
        "all": count,
        "shown": count <= MOST,
        "width": WIDTH,
        "height": HEIGHT,
    }
    return render(request, "papers/look.html", context)


@require_safe
@with_shelf
def picture(request: HttpRequest, shelf: Shelf, number: int, look: str, leaf: int) -> HttpResponse:
    """The picture itself."""
    document = drawn(shelf, shelf.paper(number), look)
    if not 1 <= leaf <= len(pictures(document, SMALL)) <= MOST:
        raise Http404
    return HttpResponse(pictures(document, PPI)[leaf - 1], content_type="image/png")


@require_safe
@with_shelf
def text(request: HttpRequest, shelf: Shelf, number: int, look: str, leaf: int) -> HttpResponse:
    """The same in text, for reading aloud and for large letters."""
    paper = shelf.paper(number)
    here = in_language(words()["papers.words.here"], shelf.language)
    how = look_of(paper, look)
    document = shelf.document(paper, words=None if how.words else lambda _: here, copy=how.copy)
    title = Part("h1", lines(in_language(paper.label, shelf.language)))
    found = leaves(title, in_text(document))
    if not 1 <= leaf <= len(found):
        raise Http404
    sheets = [(lang, list(own)) for lang, own in groupby(found[leaf - 1], key=lambda part: part.lang)]
    context = common(shelf, paper, look) | {"leaf": leaf, "all": len(found), "sheets": sheets}
    return render(request, "papers/text.html", context)


def in_text(document: Document) -> Iterator[Part]:
    """The note before the paper and the paper, each in its language."""
    for whole in (document.cover, document):
        if whole:
            yield from (replace(part, lang=whole.lang) for part in parts(whole.blocks, whole.lang, below=1))


def drawn(shelf: Shelf, paper: Paper, look: str) -> Document:
    """The document of which pictures are shown. Raises Http404."""
    how = look_of(paper, look)
    return shelf.document(paper, words=None if how.words else covered, copy=how.copy)


def look_of(paper: Paper, look: str) -> Look:
    if look not in LOOKS or (LOOKS[look].copy and not paper.form.other_side):
        raise Http404
    return LOOKS[look]


def covered(text: str) -> str:
    """As long as the text, ends of lines and spaces where they are."""
    return "".join(char if char.isspace() else COVER for char in text)


def common(shelf: Shelf, paper: Paper, look: str) -> dict[str, object]:
    """What both ways of looking show around the paper. `other`: the same with, or without, what was posted; None where
    the paper holds none of it."""
    how = LOOKS[look]
    holds = shelf.document(paper) != shelf.document(paper, words=covered)
    other = next(name for name, one in LOOKS.items() if one == replace(how, words=not how.words))
    return {"paper": paper, "look": look, "how": how, "other": other if holds else None}
