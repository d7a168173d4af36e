"""A paper as a file: to print, or to go on writing; whole, or the copy for the other side."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from yorube.document import Document, docx, pdf
from yorube.web.consult.keep.opened import download
from yorube.web.papers.shelf import Shelf, with_shelf

# What a file is called, and whether it is the copy for the other side: the two must not be mixed up.
NAMES = {"memo": False, "copy": True}
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@with_shelf
def as_pdf(request: HttpRequest, shelf: Shelf, number: int, name: str) -> HttpResponse:
    return download(pdf(document(shelf, number, name)), f"{name}-{number}.pdf", PDF)


@require_safe
@with_shelf
def as_docx(request: HttpRequest, shelf: Shelf, number: int, name: str) -> HttpResponse:
    return download(docx(document(shelf, number, name)), f"{name}-{number}.docx", DOCX)


def document(shelf: Shelf, number: int, name: str) -> Document:
    """The paper of this number, or its copy. Raises Http404."""
    paper = shelf.paper(number)
    if name not in NAMES or (NAMES[name] and not paper.form.other_side):
        raise Http404
    return shelf.document(paper, copy=NAMES[name])
