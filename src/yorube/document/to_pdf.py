"""Blocks to PDF (PDF/A-2a and PDF/UA-1), by typst and one template.

The document goes to the template as JSON. No text ever becomes part of the template, so nothing in it can act.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import typst

from yorube.document.blocks import (
    MARGINS,
    Block,
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Lang,
    Line,
    Margins,
    PageBreak,
    Paragraph,
    Signature,
    Table,
    Text,
    Tick,
    Title,
    short,
)
from yorube.document.fonts import FOLDER, faces
from yorube.document.numbering import label, leads, numbers
from yorube.document.text import Ink, divided
from yorube.document.words import WORDS, notes, spelled

TEMPLATE = Path(__file__).with_name("template.typ")
# PDF/A and PDF/UA at once: kept for years, read aloud.
STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
# The file does not say when it was made: the same document gives the same bytes.
EPOCH = 0
# One full character of 12 pt, in millimetres.
FULL = 12 * 25.4 / 72
# Of a table's cell, left and right together.
PADDING = 4.0
FIELD_LABEL = 45.0
LATIN = "Noto Serif"
# Both boxes, ticked and not, of the same font.
BOXES = ["Noto Sans Symbols 2"]
# What the template does between two parts of a text.
BREAK, NEWLINE = 0, 1


def write(document: Document) -> bytes:
    """The document as PDF. The same document gives the same bytes."""
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts(),
        sys_inputs=inputs(document),
        pdf_standards=STANDARDS,
        timestamp=EPOCH,
    )


def draw(document: Document, ppi: float) -> list[bytes]:
    """Every page as a PNG picture of so many points an inch: what the PDF looks like."""
    pages = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=fonts(),
        sys_inputs=inputs(document),
        format="png",
        ppi=ppi,
        timestamp=EPOCH,
    )
    return pages if isinstance(pages, list) else [pages]


def inputs(document: Document) -> dict[str, str]:
    return {"document": json.dumps(Writer(document).data(), ensure_ascii=False)}


@cache
def fonts() -> typst.Fonts:
    """Ours alone: a document looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)])


def fonts_of(lang: Lang) -> list[str]:
    """The fonts in their order. The letters of an English text are its own, and not half as wide as kanji."""
    first = LATIN if lang == "en" else ""
    return sorted((face.family for face in faces()), key=lambda family: family != first)


def sides(margins: Margins) -> dict[str, float]:
    return {side: getattr(margins, side) for side in ("top", "bottom", "left", "right")}


class Writer:
    """One document on its way to the template."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words = WORDS[document.lang]
        self.ink = Ink()
        self.room = MARGINS[document.form].width
        self.fonts = fonts_of(document.lang)
        self.outline = 0

    def data(self) -> dict[str, Any]:
        """What the template is given."""
        document, margins = self.document, MARGINS[self.document.form]
        cover: dict[str, Any] | None = None
        if document.cover:
            lang = document.cover.lang
            cover = {"lang": lang, "fonts": fonts_of(lang), "blocks": list(self.cover())}
            cover["margins"] = sides(MARGINS["plain"])
        blocks = list(self.blocks(document.blocks))
        header, footer = (self.text(note) for note in (document.header, document.footer))
        return {
            "title": self.ink.inked(document.title).replace("\n", " ").strip() or "〓",
            "lang": document.lang,
            "fonts": self.fonts,
            "form": document.form,
            "margins": sides(margins),
            "header": header,
            "footer": footer,
            "pages": document.page_numbers,
            "cover": cover,
            "blocks": blocks,
            "notes": [list(self.parts(note, None)) for note in notes(self.ink, self.words)],
        }

    def text(self, text: Text, room: float | None = None) -> list[Any]:
        """Parts for the template: strings, places for a break, ends of lines; bold ones in a list of their own."""
        parts: list[Any] = []
        for piece, bold in spelled(text, self.words):
            found = self.parts(piece, room)
            parts += [list(found)] if bold else found
        return parts

    def parts(self, text: str, room: float | None) -> Iterator[str | int]:
        """`room` is what a line holds, in millimetres."""
        full = (self.room if room is None else room) / FULL
        for count, line in enumerate(self.ink.inked(text).split("\n")):
            if count:
                yield NEWLINE
            for at, part in enumerate(divided(line, full)):
                if at:
                    yield BREAK
                yield part

    def cover(self) -> Iterator[dict[str, Any]]:
        """The note before the paper, its blanks in the words of its own language."""
        if self.document.cover:
            self.words = WORDS[self.document.cover.lang]
            yield from self.blocks(self.document.cover.blocks)
            self.words = WORDS[self.document.lang]

    def blocks(self, blocks: Sequence[Block]) -> Iterator[dict[str, Any]]:
        counted = zip(blocks, numbers(blocks), strict=True)
        done = 0
        for kind, group in groupby(counted, key=lambda pair: type(pair[0])):
            run = list(group)
            done += len(run)
            if kind is Item:
                items = [(block, count) for block, count in run if isinstance(block, Item)]
                yield from self.together(items, blocks[done] if done < len(blocks) else None)
            elif kind is Tick:
                yield self.ticks([block for block, _ in run if isinstance(block, Tick)])
            elif kind is Field:
                yield self.fields([block for block, _ in run if isinstance(block, Field)])
            else:
                yield from (self.block(block) for block, _ in run)

    def block(self, block: Block) -> dict[str, Any]:
        match block:
            case Title(text=text):
                return self.heading(text, 1, True)
            case Heading(text=text, level=level):
                return self.heading(text, level + 1, False)
            case Line(text=text, align=align):
                return {"is": "line", "align": align, "text": self.text(text)}
            case Paragraph(text=text):
                return {"is": "paragraph", "text": self.text(text)}
            case Table(widths=widths, head=head, rows=rows):
                return {
                    "is": "table",
                    "widths": widths,
                    "head": self.row(head, widths),
                    "rows": [self.row(row, widths) for row in rows],
                }
            case Signature(date=date, name=name, seal=seal):
                signed = self.words.signed(name) if seal else name
                return {"is": "signature", "lines": [self.text(date), self.text(signed)]}
            case PageBreak():
                return {"is": "break"}
        raise TypeError(f"no block: {block!r}")

    def heading(self, text: Text, level: int, title: bool) -> dict[str, Any]:
        """The outline may leave out no level and hold no empty heading: PDF/UA."""
        shown = self.text(text)
        if not printed(shown):
            return {"is": "paragraph", "text": shown}
        self.outline = min(level, self.outline + 1)
        return {"is": "heading", "level": self.outline, "title": title, "text": shown}

    def row(self, row: Sequence[Text | Cell], widths: Sequence[float]) -> list[dict[str, Any]]:
        cells = [cell if isinstance(cell, Cell) else Cell(cell) for cell in row]
        whole = short(tuple(row))
        return [
            {"align": cell.align, "text": self.text(cell.text, width - PADDING), "whole": whole}
            for cell, width in zip(cells, widths, strict=True)
        ]

    def fields(self, entries: Iterable[Field]) -> dict[str, Any]:
        widths = (FIELD_LABEL, self.room - FIELD_LABEL)
        return {
            "is": "table",
            "widths": widths,
            "head": [],
            "rows": [self.row((entry.label, entry.value), widths) for entry in entries],
        }

    def ticks(self, ticks: Iterable[Tick]) -> dict[str, Any]:
        items = [
            {
                "label": "☑" if tick.ticked else "☐",
                "text": self.text(tick.label, self.room - 2 * FULL),
                "below": [],
            }
            for tick in ticks
        ]
        return {"is": "list", "leads": False, "indent": 0, "width": 1.5, "fonts": BOXES, "items": items}

    def together(self, run: Sequence[tuple[Item, int]], following: Block | None) -> Iterator[dict[str, Any]]:
        """A run of items; where what follows belongs to the last one, that is kept with it, in a list of its own with
        the items it belongs to."""
        if not leads(run[-1][0], following):
            yield from self.lists(run, 0)
            return
        begins = len(run) - 1
        while begins and leads(run[begins - 1][0], run[begins][0]):
            begins -= 1
        yield from self.lists(run[:begins], 0)
        yield from ({**one, "leads": True} for one in self.lists(run[begins:], 0))

    def lists(self, run: Sequence[tuple[Item, int]], inside: float) -> Iterator[dict[str, Any]]:
        """Lists with the deeper ones inside their items. Widths in full characters; `inside`: where the text of the
        item above begins."""
        while run:
            level = run[0][0].level
            end = next((at for at, (item, _) in enumerate(run) if item.level < level), len(run))
            heads = [at for at, (item, _) in enumerate(run[:end]) if item.level == level]
            labels = [label(self.document.lang, level, run[at][1]) for at in heads]
            width = max([2 if level == 1 else 1, *map(half, labels)]) + 1
            begins = level - 1 + width
            items = [
                {
                    "label": name,
                    "text": self.text(run[at][0].text, self.room - begins * FULL),
                    "below": list(self.lists(run[at + 1 : until], begins)),
                }
                for name, at, until in zip(labels, heads, [*heads[1:], end], strict=True)
            ]
            yield {
                "is": "list",
                "leads": False,
                "indent": level - 1 - inside,
                "width": width,
                "fonts": self.fonts,
                "items": items,
            }
            run = run[end:]


def printed(parts: Iterable[Any]) -> bool:
    """Whether there is any ink in the parts of a text."""
    return any(
        part.strip() if isinstance(part, str) else part not in (BREAK, NEWLINE) and printed(part)
        for part in parts
    )


def half(label: str) -> float:
    """How wide a number is, in full characters: brackets, digits and letters are half as wide."""
    return sum(0.5 if char.isascii() else 1 for char in label)
