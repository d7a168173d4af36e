"""A document as pages of the site: the same blocks that are printed, a long document on several pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from yorube.document.blocks import (
    Block,
    Document,
    Field,
    Heading,
    Line,
    Paragraph,
    Strong,
    Text,
    Title,
    pieces,
)

# How much a page holds, in bytes with its tags: what the site allows a page, less what every page brings along.
PAGE = 33_000
# Rows of one list that stay together.
ROWS = 8_000
TAGS = 40


@dataclass(frozen=True, slots=True)
class Part:
    """What the template shows at one place. `kind`: h1 to h5, p, dl (rows of a label and its value)."""

    kind: str
    text: SafeString | None = None
    rows: tuple[tuple[SafeString, SafeString], ...] = ()

    @property
    def size(self) -> int:
        texts = [self.text or "", *(text for row in self.rows for text in row)]
        return sum(len(text.encode()) + TAGS for text in texts)


def pages(document: Document) -> list[list[Part]]:
    """The pages of a document; each begins with its title."""
    title, *rest = parts(document.blocks)
    found: list[list[Part]] = [[title]]
    for unit in units(rest):
        if len(found[-1]) > 1 and sum(part.size for part in (*found[-1], *unit)) > PAGE:
            found.append([title])
        found[-1] += unit
    return found


def units(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Headings with what comes next, and long lists in pieces."""
    unit: list[Part] = []
    for part in parts:
        for piece in shorter(part):
            unit.append(piece)
            if not piece.kind.startswith("h"):
                yield unit
                unit = []
    yield unit


def shorter(part: Part) -> Iterator[Part]:
    """A part, or the pieces of a long list."""
    rows: list[tuple[SafeString, SafeString]] = []
    for row in part.rows:
        if rows and Part("dl", rows=(*rows, row)).size > ROWS:
            yield Part("dl", rows=tuple(rows))
            rows = []
        rows.append(row)
    yield replace(part, rows=tuple(rows))


def parts(blocks: Iterable[Block]) -> Iterator[Part]:
    """Each block as a part; fields that follow each other as one list."""
    for of_fields, group in groupby(blocks, key=lambda block: isinstance(block, Field)):
        if of_fields:
            fields = [block for block in group if isinstance(block, Field)]
            yield Part("dl", rows=tuple((inline(field.label), inline(field.value)) for field in fields))
        else:
            yield from map(part, group)


def part(block: Block) -> Part:
    """One of the blocks that the papers shown here are made of."""
    match block:
        case Title(text=text):
            return Part("h1", inline(text))
        case Heading(text=text, level=level):
            return Part(f"h{level + 1}", inline(text))
        case Line(text=text) | Paragraph(text=text):
            return Part("p", inline(text))
    raise TypeError(type(block).__name__)


def inline(text: Text) -> SafeString:
    """Text escaped, ends of lines kept."""
    return mark_safe("".join(map(shown, pieces(text))))


def shown(piece: object) -> SafeString:
    if isinstance(piece, Strong):
        return format_html("<strong>{}</strong>", lines(piece.text))
    if isinstance(piece, str):
        return lines(piece)
    raise TypeError(type(piece).__name__)


def lines(text: str) -> SafeString:
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))
