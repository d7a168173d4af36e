"""What a document is made of: frozen values, no layout. The writers turn them into PDF and DOCX.

Text is data and never markup: a piece of text prints as it is, whatever characters it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

Lang: TypeAlias = Literal["ja", "en"]
Align: TypeAlias = Literal["left", "center", "right"]
Form: TypeAlias = Literal["court", "plain"]

LEVELS = 4
# Characters, of which a line of a cell holds about 40: some ten lines.
SHORT = 400


@dataclass(frozen=True, slots=True)
class Margins:
    """Millimetres of an A4 page."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def width(self) -> float:
        """What is left between the margins."""
        return 210 - self.left - self.right


# Court papers: room on the left for the binding, 37 characters in a line, 26 lines on a page.
MARGINS: dict[Form, Margins] = {
    "court": Margins(35, 27, 30, 20),
    "plain": Margins(25, 22, 20, 20),
}


# Text


@dataclass(frozen=True, slots=True)
class Strong:
    """Printed bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Masked:
    """Printed as it is, except in the copy for the other side: there `instead`, or a word that it is withheld."""

    text: str
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write in, with a word on what is missing."""

    missing: str


Piece: TypeAlias = str | Strong | Masked | Blank
Text: TypeAlias = Piece | tuple[Piece, ...]


def pieces(text: Text) -> tuple[Piece, ...]:
    """The pieces of a text, also where it is only one."""
    return text if isinstance(text, tuple) else (text,)


# Blocks


@dataclass(frozen=True, slots=True)
class Title:
    """The name of the paper, or of a part of it. Numbering starts anew after it."""

    text: Text


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading without a number."""

    text: Text
    level: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.level <= LEVELS:
            raise ValueError(f"a heading has a level from 1 to {LEVELS}, not {self.level}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line on its own, such as the date or the addressee."""

    text: Text
    align: Align = "left"

    def __post_init__(self) -> None:
        one_of(self.align, Align)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered item: level 1 is 第１, 2 is １, 3 is (1), 4 is ア. The number is the writer's.

    A list may begin on any level, goes down level by level, and not above its beginning.
    """

    level: int
    text: Text

    def __post_init__(self) -> None:
        if not 1 <= self.level <= LEVELS:
            raise ValueError(f"an item has a level from 1 to {LEVELS}, not {self.level}")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that is not aligned to the left."""

    text: Text
    align: Align = "left"

    def __post_init__(self) -> None:
        one_of(self.align, Align)


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with widths in millimetres, a row of heads, rows of cells."""

    widths: tuple[float, ...]
    head: tuple[Text | Cell, ...]
    rows: tuple[tuple[Text | Cell, ...], ...]

    def __post_init__(self) -> None:
        if not self.widths or min(self.widths) < 10:
            raise ValueError(f"a table has columns of at least 10 mm, not {self.widths}")
        for row in (self.head, *self.rows):
            if len(row) != len(self.widths):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.widths)} columns")


@dataclass(frozen=True, slots=True)
class Tick:
    """A box, ticked or not, and what it stands for."""

    label: Text
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value. Fields that follow each other form one table."""

    label: Text
    value: Text


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: day, name, and a place for the seal."""

    date: Text
    name: Text
    seal: bool = True


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


Block: TypeAlias = Title | Heading | Line | Paragraph | Item | Table | Tick | Field | Signature | PageBreak


@dataclass(frozen=True, slots=True)
class Cover:
    """A note before the paper, on pages of its own without numbers, in the language of its reader."""

    lang: Lang
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One paper. `title` is the name in the file's properties; `header` and `footer` stand on every page of the paper
    itself, whose first page is page 1 also after a cover."""

    title: str
    lang: Lang
    blocks: tuple[Block, ...]
    form: Form = "plain"
    header: str = ""
    footer: str = ""
    page_numbers: bool = True
    cover: Cover | None = None

    def __post_init__(self) -> None:
        one_of(self.lang, Lang)
        one_of(self.form, Form)
        room = MARGINS[self.form].width
        check(self.blocks, room)
        if self.cover:
            one_of(self.cover.lang, Lang)
            check(self.cover.blocks, room)


def check(blocks: tuple[Block, ...], room: float) -> None:
    """Refuses a list whose levels no word processor agrees on, and a table wider than `room` millimetres."""
    first = last = 0  # levels of items in this part
    for block in blocks:
        if isinstance(block, Title):
            first = last = 0
        if isinstance(block, Item):
            if first and not first <= block.level <= last + 1:
                raise ValueError(f"an item of level {block.level} cannot follow one of level {last}")
            first, last = first or block.level, block.level
        if isinstance(block, Table) and sum(block.widths) > room:
            raise ValueError(
                f"a table of {sum(block.widths):g} mm does not fit between margins of {room:g} mm"
            )


def short(row: tuple[Text | Cell, ...]) -> bool:
    """Whether a row of a table is short enough to be kept on one page."""
    texts = (pieces(cell.text if isinstance(cell, Cell) else cell) for cell in row)
    written = (
        one.missing if isinstance(one, Blank) else one if isinstance(one, str) else one.text
        for text in texts
        for one in text
    )
    return sum(len(one) + 40 * one.count("\n") for one in written) <= SHORT


def one_of(value: str, names: object) -> None:
    if value not in (allowed := get_args(names)):
        raise ValueError(f"{value!r}: must be one of {', '.join(allowed)}")
