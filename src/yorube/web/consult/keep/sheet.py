"""A document as pages of the site: the same blocks that are printed, a long document on several pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby, zip_longest

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from yorube.document.blocks import (
    Blank,
    Block,
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Lang,
    Line,
    Masked,
    PageBreak,
    Paragraph,
    Piece,
    Signature,
    Strong,
    Table,
    Text,
    Tick,
    Title,
    pieces,
)
from yorube.document.numbering import label, numbers
from yorube.document.words import WORDS

# How much a page holds, in bytes with its tags: what the site allows a page, less what every page brings along.
PAGE = 33_000
# Rows of one list that stay together.
ROWS = 8_000
TAGS = 40
# A longer text is shown in pieces, in characters: the longest must fit a page.
PIECE = 2_500
LOWEST = 6


@dataclass(frozen=True, slots=True)
class Part:
    """What the template shows at one place. `kind`: h1 to h6, p, dl (rows of a label and its value), table (with
    `head`). `lang`: the language of a paper, where it is not that of the page."""

    kind: str
    text: SafeString | None = None
    rows: tuple[tuple[SafeString, ...], ...] = ()
    head: tuple[SafeString, ...] = ()
    lang: str = ""

    @property
    def rank(self) -> int:
        """Of a heading, from 1; 0 of all else."""
        return int(self.kind[1]) if self.kind[0] == "h" else 0

    @property
    def size(self) -> int:
        texts = [self.text or "", *self.head, *(text for row in self.rows for text in row)]
        return sum(len(text.encode()) + TAGS for text in texts)


def pages(document: Document) -> list[list[Part]]:
    """The pages of a document; each begins with its title."""
    title, *rest = parts(document.blocks, document.lang)
    return leaves(title, rest)


def leaves(title: Part, rest: Iterable[Part]) -> list[list[Part]]:
    """Parts on pages, each of which begins with the title and the headings under which it goes on."""
    found: list[list[Part]] = [[title]]
    above: list[Part] = []
    for unit in units(rest):
        if len(found[-1]) > 1 and sum(part.size for part in (*found[-1], *unit)) > PAGE:
            first = unit[0].rank or LOWEST + 1
            found.append([title, *(part for part in above if part.rank < first)])
        found[-1] += unit
        for part in unit:
            if part.rank:
                above = [*(one for one in above if one.rank < part.rank), part]
    return found


def units(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Headings with what comes next, and long lists in pieces."""
    unit: list[Part] = []
    for part in parts:
        for piece in shorter(part):
            unit.append(piece)
            if not piece.rank:
                yield unit
                unit = []
    yield unit


def shorter(part: Part) -> Iterator[Part]:
    """A part, or the pieces of a long list."""
    rows: list[tuple[SafeString, ...]] = []
    for row in part.rows:
        if rows and replace(part, rows=(*rows, row)).size > ROWS:
            yield replace(part, rows=tuple(rows))
            rows = []
        rows.append(row)
    yield replace(part, rows=tuple(rows))


def parts(blocks: tuple[Block, ...], lang: Lang, *, below: int = 0) -> Iterator[Part]:
    """Each block as a part; fields and ticks that follow each other as one list. `below`: the rank of the heading that
    all of it stands under."""
    rank = below
    counted = zip(blocks, numbers(blocks), strict=True)
    for of_fields, group in groupby(counted, key=lambda pair: isinstance(pair[0], Field)):
        if of_fields:
            fields = [block for block, _ in group if isinstance(block, Field)]
            yield Part("dl", rows=tuple(row for field in fields for row in field_rows(field, lang)))
            continue
        for block, count in group:
            if isinstance(block, Title | Heading):  # no rank is left out
                wanted = below + 1 + (block.level if isinstance(block, Heading) else 0)
                rank = min(wanted, rank + 1, LOWEST)
                yield Part(f"h{rank}", inline(block.text, lang))
            else:
                yield from part(block, count, lang)


def part(block: Block, count: int, lang: Lang) -> Iterator[Part]:
    """One block that is no heading and no field; `count` is the number of an item."""
    match block:
        case Line(text=text) | Paragraph(text=text):
            yield from paragraphs(text, lang)
        case Item(level=level, text=text):
            yield from paragraphs((f"{label(lang, level, count)}\u3000", *pieces(text)), lang)
        case Tick(label=text, ticked=ticked):
            yield from paragraphs((f"{'☑' if ticked else '☐'} ", *pieces(text)), lang)
        case Signature(date=date, name=name, seal=seal):
            yield from paragraphs(date, lang)
            yield from paragraphs(WORDS[lang].signed(name) if seal else name, lang)
        case Table(head=head, rows=rows):
            cells = tuple(row for whole in rows for row in table_rows(whole, lang))
            yield Part("table", rows=cells, head=tuple(inline(plain(cell), lang) for cell in head))
        case PageBreak():
            return
        case _:
            raise TypeError(type(block).__name__)


def paragraphs(text: Text, lang: Lang) -> Iterator[Part]:
    return (Part("p", inline(piece, lang)) for piece in portions(text))


def field_rows(field: Field, lang: Lang) -> Iterator[tuple[SafeString, ...]]:
    """A label and its value; a long value in pieces, each under the label."""
    return ((inline(field.label, lang), inline(piece, lang)) for piece in portions(field.value))


def table_rows(row: tuple[Text | Cell, ...], lang: Lang) -> Iterator[tuple[SafeString, ...]]:
    """A row, or several where a cell is long."""
    for cells in zip_longest(*(portions(plain(cell)) for cell in row), fillvalue=""):
        yield tuple(inline(cell, lang) for cell in cells)


def plain(cell: Text | Cell) -> Text:
    return cell.text if isinstance(cell, Cell) else cell


def portions(text: Text) -> Iterator[Text]:
    """A text in pieces that fit a page; most are one."""
    now: list[Piece] = []
    room = PIECE
    for piece in pieces(text):
        while isinstance(piece, str) and len(piece) > room:
            yield (*now, piece[:room])
            now, piece, room = [], piece[room:], PIECE
        now.append(piece)
        room = max(0, room - (len(piece) if isinstance(piece, str) else 0))
    yield tuple(now)


def inline(text: Text, lang: Lang) -> SafeString:
    """Text escaped, ends of lines kept."""
    return mark_safe("".join(shown(piece, lang) for piece in pieces(text)))


def shown(piece: Piece, lang: Lang) -> SafeString:
    match piece:
        case Strong(text=text):
            return format_html("<strong>{}</strong>", lines(text))
        case Blank(missing=missing):  # a line to write on is for paper
            return format_html(
                '<span class="blank">{}</span>', WORDS[lang].blank.format(missing).lstrip("_＿ ")
            )
        case Masked(text=text):
            return lines(text)
        case str():
            return lines(piece)


def lines(text: str) -> SafeString:
    return mark_safe(conditional_escape(text).replace("\n", "<br>"))
