"""Blocks to DOCX, by python-docx on our own template: black, A4, real lists that renumber when one edits them.

What it says is spelled as XML and put into its place when python-docx has saved the rest: an object for each tag would
take most of the time of a long paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from io import BytesIO
from itertools import groupby, islice, zip_longest
from pathlib import Path
from typing import NewType
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from yorube.document.blocks import (
    LEVELS,
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
)
from yorube.document.numbering import leads
from yorube.document.text import Ink
from yorube.document.words import WORDS, notes, spelled

TEMPLATE = Path(__file__).with_name("template_docx")
BODY = "word/document.xml"
# Of the paper's only section; what it says stands before it.
END = b"<w:sectPr>"
# The file does not say when it was made: the same document gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)
LANGUAGES: dict[Lang, str] = {"ja": "ja-JP", "en": "en-US"}
LATIN: dict[Lang, str] = {"ja": "BIZ UDMincho", "en": "Times New Roman"}
# Numbering definitions in the template, in their order.
LISTS: dict[Lang, int] = {"ja": 0, "en": 1}
# Twentieths of a point between two lines: 26 lines on a page of the court's form.
PITCH = {"court": 512, "plain": 400}
FIELD_LABEL = 45.0
# Ticked and not: signs that every Japanese font holds and no program shows as an emoji, of the same font.
TICKED, OPEN = "■", "□"
BOXES = dict.fromkeys(("ascii", "hAnsi", "eastAsia"), "ＭＳ ゴシック") | {"hint": "eastAsia"}
RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
TURNS = re.compile(f"([{RIGHT_TO_LEFT}]+(?:[\\s.,!?]+[{RIGHT_TO_LEFT}]+)*)")


def write(document: Document) -> bytes:
    """The document as DOCX. The same document gives the same bytes."""
    package = docx.Document(BytesIO(template()))
    body = Writer(document, package).write()
    made = BytesIO()
    package.save(made)
    with ZipFile(made) as parts:
        contents = {info.filename: parts.read(info) for info in parts.infolist()}
    contents[BODY] = contents[BODY].replace(END, body.encode() + END)
    return zipped(contents.items())


@cache
def template() -> bytes:
    paths = sorted(path for path in TEMPLATE.rglob("*") if path.is_file())
    return zipped((path.relative_to(TEMPLATE).as_posix(), path.read_bytes()) for path in paths)


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive without the time of its making."""
    archive = BytesIO()
    with ZipFile(archive, "w") as file:
        for name, content in parts:
            file.writestr(ZipInfo(name, EPOCH), content, ZIP_DEFLATED)
    return archive.getvalue()


# Made by `element` and `words` alone, which see to it that no value is more than a value.
Xml = NewType("Xml", str)


def element(tag: str, *children: Xml, **attributes: str | int) -> Xml:
    """An element of WordprocessingML. Values are values: whatever they hold, they are no XML."""
    given = "".join(f' w:{name}="{escape(str(value))}"' for name, value in attributes.items())
    return Xml(f"<w:{tag}{given}>{''.join(children)}</w:{tag}>" if children else f"<w:{tag}{given}/>")


def words(text: str) -> Xml:
    """Text in a run, with its spaces."""
    return Xml(f'<w:t xml:space="preserve">{escape(text, quote=False)}</w:t>')


def grown(xml: Xml) -> BaseOxmlElement:
    """The element itself."""
    one: BaseOxmlElement = parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>")[0]
    return one


def twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)


class Writer:
    """One document on its way into the template."""

    def __init__(self, document: Document, package: Package) -> None:
        self.document = document
        self.package = package
        self.words = WORDS[document.lang]
        self.ink = Ink()
        self.room = MARGINS[document.form].width
        self.lang = document.lang
        self.new_page = False
        self.list = 0

    def write(self) -> Xml:
        """Everything the template leaves open; what the document says is returned."""
        self.properties()
        self.section()
        return Xml("".join((*self.cover(), *self.body())))

    def properties(self) -> None:
        about = self.package.core_properties
        about.title = self.ink.plain(self.document.title)[:255]
        about.language = LANGUAGES[self.document.lang]
        default = self.package.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
        default.find(qn("w:lang")).set(qn("w:val"), LANGUAGES[self.document.lang])
        for name in ("w:ascii", "w:hAnsi"):
            default.find(qn("w:rFonts")).set(qn(name), LATIN[self.document.lang])

    def section(self) -> None:
        """Margins, the grid of lines, what stands on every page."""
        margins = MARGINS[self.document.form]
        section = self.package.sections[0]
        section.top_margin, section.bottom_margin = Mm(margins.top), Mm(margins.bottom)
        section.left_margin, section.right_margin = Mm(margins.left), Mm(margins.right)
        section._sectPr.find(qn("w:docGrid")).set(qn("w:linePitch"), str(PITCH[self.document.form]))
        section.header._element.append(grown(self.paragraph("Header", self.document.header)))
        tabs = element("tabs", element("tab", val="right", pos=twips(margins.width)))
        footer = self.paragraph("Footer", self.document.footer, tabs, after=self.pages())
        section.footer._element.append(grown(footer))

    def pages(self) -> Iterator[Xml]:
        """The number of the page, and of all pages."""
        if self.document.page_numbers:
            yield element("r", element("tab"))
            yield self.counter("PAGE")
            if not self.document.cover:  # word processors do not agree on counting the pages of a section
                yield self.run(" / ")
                yield self.counter("NUMPAGES")

    def cover(self) -> Iterator[Xml]:
        """The note before the paper: a section of its own, bare; the paper begins at page 1."""
        if not self.document.cover:
            return
        self.lang = self.document.cover.lang
        self.words = WORDS[self.lang]
        yield from self.blocks(self.document.cover.blocks)
        self.lang = self.document.lang
        self.words = WORDS[self.lang]
        paper = self.package.sections[0]._sectPr
        paper.find(qn("w:pgMar")).addnext(grown(element("pgNumType", start=1)))
        yield self.paragraph("Gap", "", self.bare(MARGINS["plain"]))

    def bare(self, margins: Margins) -> Xml:
        """A section of the size of the paper's with nothing above and below its text."""
        sides = {side: twips(getattr(margins, side)) for side in ("top", "right", "bottom", "left")}
        return element(
            "sectPr",
            element("pgSz", w=twips(210), h=twips(297)),
            element("pgMar", **sides, header=851, footer=680, gutter=0),
            element("docGrid", type="lines", linePitch=PITCH["plain"]),
        )

    def counter(self, name: str) -> Xml:
        return element("fldSimple", self.run("1"), instr=name)

    # Text

    def paragraph(
        self,
        style: str,
        text: Text,
        *formats: Xml,
        keep: bool = False,
        before: Iterable[Xml] = (),
        after: Iterable[Xml] = (),
    ) -> Xml:
        """A paragraph; `formats` in the order of the schema. `keep`: on one page with the next."""
        about = [element("pStyle", val=style)]
        if keep:
            about.append(element("keepNext"))
        if self.new_page:
            about.append(element("pageBreakBefore"))
            self.new_page = False
        return element("p", element("pPr", *about, *formats), *before, *self.runs(text), *after)

    def runs(self, text: Text) -> Iterator[Xml]:
        for piece, bold in spelled(text, self.words):
            for part in TURNS.split(self.ink.plain(piece)):
                if part:
                    yield self.run(part, bold)

    def run(self, text: str, bold: bool = False) -> Xml:
        """A run of one direction of writing."""
        about = [element("b"), element("bCs")] if bold else []
        if self.lang != self.document.lang:
            about.append(element("lang", val=LANGUAGES[self.lang]))
        if TURNS.match(text):
            about.append(element("rtl"))
        formats = [element("rPr", *about)] if about else []
        lines = (part for line in text.split("\n") for part in (element("br"), words(line)))
        return element("r", *formats, *islice(lines, 1, None))

    # Blocks

    def blocks(self, blocks: Sequence[Block]) -> Iterator[Xml]:
        done = 0
        for kind, group in groupby(blocks, key=type):
            run = list(group)
            done += len(run)
            if kind is Field:
                yield from self.fields([block for block in run if isinstance(block, Field)])
                continue
            for block, following in zip_longest(run, [*run[1:], *blocks[done : done + 1]]):
                yield from self.item(block, following) if isinstance(block, Item) else self.block(block)

    def body(self) -> Iterator[Xml]:
        yield from self.blocks(self.document.blocks)
        found = notes(self.ink, self.words)
        if found:
            yield self.paragraph("Gap", "")
        for note in found:
            yield self.paragraph("Note", note)

    def item(self, item: Item, following: Block | None) -> Iterator[Xml]:
        """A numbered item, on one page with what belongs to it."""
        number = element("numPr", element("ilvl", val=item.level - 1), element("numId", val=self.numbered()))
        yield self.paragraph("Item", item.text, number, keep=leads(item, following))

    def block(self, block: Block) -> Iterator[Xml]:
        match block:
            case Title(text=text):
                self.list = 0
                yield self.paragraph("Title", text)
            case Heading(text=text, level=level):
                yield self.paragraph(f"Heading{level}", text)
            case Line(text=text, align=align):
                yield self.paragraph("Normal", text, element("jc", val=align))
            case Paragraph(text=text):
                yield self.paragraph("Normal", text)
            case Tick(label=label, ticked=ticked):
                fonts = element("rPr", element("rFonts", **BOXES))
                box = element("r", fonts, words(TICKED if ticked else OPEN))
                yield self.paragraph("Tick", label, before=(box, element("r", element("tab"))))
            case Table(widths=widths, head=head, rows=rows):
                yield from self.table(widths, rows, head)
            case Signature(date=date, name=name, seal=seal):
                yield self.paragraph("Normal", date, element("jc", val="right"), keep=True)
                yield self.paragraph(
                    "Normal", self.words.signed(name) if seal else name, element("jc", val="right")
                )
            case PageBreak():
                self.new_page = True

    def numbered(self) -> int:
        """The list of this part of the document, made with its first item."""
        if not self.list:
            numbering = self.package.part.numbering_part.element
            made = numbering.add_num(LISTS[self.document.lang])
            for level in range(LEVELS):
                made.add_lvlOverride(level).add_startOverride(1)
            self.list = made.numId
        return self.list

    def fields(self, entries: Sequence[Field]) -> Iterator[Xml]:
        rows = [(entry.label, entry.value) for entry in entries]
        return self.table((FIELD_LABEL, self.room - FIELD_LABEL), rows)

    def table(
        self,
        widths: Sequence[float],
        rows: Iterable[Sequence[Text | Cell]],
        head: Sequence[Text | Cell] = (),
    ) -> Iterator[Xml]:
        """The table, and a gap after it: two tables without one would become one."""
        if self.new_page:
            yield self.paragraph("Gap", "")
        columns = [twips(width) for width in widths]
        edges = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders = (element(edge, val="single", sz=4, space=0, color="000000") for edge in edges)
        padding = (element(edge, w=w, type="dxa") for edge, w in zip(edges, (60, 113, 60, 113), strict=False))
        about = element(
            "tblPr",
            element("tblW", w=sum(columns), type="dxa"),
            element("tblBorders", *borders),
            element("tblLayout", type="fixed"),
            element("tblCellMar", *padding),
        )
        grid = element("tblGrid", *(element("gridCol", w=width) for width in columns))
        lines = [element("tr", *self.cells(row, columns, "Cell")) for row in rows]
        if head:
            above = element("trPr", element("tblHeader"))
            lines.insert(0, element("tr", above, *self.cells(head, columns, "Head")))
        yield element("tbl", about, grid, *lines)
        yield self.paragraph("Gap", "")

    def cells(self, row: Sequence[Text | Cell], columns: Sequence[int], style: str) -> Iterator[Xml]:
        for entry, width in zip(row, columns, strict=True):
            cell = entry if isinstance(entry, Cell) else Cell(entry)
            yield element(
                "tc",
                element("tcPr", element("tcW", w=width, type="dxa")),
                self.paragraph(style, cell.text, element("jc", val=cell.align)),
            )
