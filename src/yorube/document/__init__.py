"""Documents from blocks: `pdf(document)` and `docx(document)`. Knows no law, only paper.

The writers are loaded with their libraries when they are first used.
"""

from __future__ import annotations

from yorube.document.blocks import (
    Blank,
    Block,
    Cell,
    Cover,
    Document,
    Field,
    Heading,
    Item,
    Line,
    Masked,
    PageBreak,
    Paragraph,
    Signature,
    Strong,
    Table,
    Text,
    Tick,
    Title,
)
from yorube.document.dates import wareki
from yorube.document.masking import masked

__all__ = [
    "Blank",
    "Block",
    "Cell",
    "Cover",
    "Document",
    "Field",
    "Heading",
    "Item",
    "Line",
    "Masked",
    "PageBreak",
    "Paragraph",
    "Signature",
    "Strong",
    "Table",
    "Text",
    "Tick",
    "Title",
    "docx",
    "masked",
    "pdf",
    "pictures",
    "wareki",
]


def pdf(document: Document) -> bytes:
    """The document as PDF/A-2a and PDF/UA-1, fonts embedded. The same document gives the same bytes."""
    from yorube.document.to_pdf import write

    return write(document)


def pictures(document: Document, ppi: float = 100) -> list[bytes]:
    """Every page of the document as a PNG picture, drawn as the PDF is."""
    from yorube.document.to_pdf import draw

    return draw(document, ppi)


def docx(document: Document) -> bytes:
    """The document as DOCX, to be edited. The same document gives the same bytes."""
    from yorube.document.to_docx import write

    return write(document)
