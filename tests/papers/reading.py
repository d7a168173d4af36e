"""A document as plain lines, as one would read it aloud: what golden texts hold and what tests look for."""

from collections.abc import Iterator

from yorube.document.blocks import (
    Blank,
    Block,
    Cell,
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
    pieces,
)
from yorube.document.numbering import label, numbers
from yorube.papers.cover import blanks

RULE = "-" * 40


def lines(document: Document) -> list[str]:
    """Cover note, a rule, the paper. Blanks stand in ［］, what the other side does not see in 〈〉."""
    before = [*read(document.cover.blocks, document.cover.lang), RULE] if document.cover else []
    return [*before, *read(document.blocks, document.lang)]


def read(blocks: tuple[Block, ...], lang: str) -> Iterator[str]:
    for block, number in zip(blocks, numbers(blocks), strict=True):
        match block:
            case Title(text=text):
                yield f"# {said(text)}"
            case Heading(text=text, level=level):
                yield f"{'#' * (level + 1)} {said(text)}"
            case Line(text=text, align=align):
                yield {"left": "", "center": "    ", "right": "        "}[align] + said(text)
            case Paragraph(text=text):
                yield said(text)
            case Item(level=level, text=text):
                yield f"{'  ' * (level - 1)}{label(lang, level, number)} {said(text)}"  # type: ignore[arg-type]
            case Tick(label=text, ticked=ticked):
                yield f"{'☑' if ticked else '☐'} {said(text)}"
            case Field(label=text, value=value):
                yield f"{said(text)}： {said(value)}"
            case Signature(date=date, name=name, seal=seal):
                yield f"        {said(date)}"
                yield f"        {said(name)}{' ㊞' if seal else ''}"
            case Table(head=head, rows=rows):
                for row in (head, *rows):
                    yield " | ".join(said(cell.text if isinstance(cell, Cell) else cell) for cell in row)
            case PageBreak():
                yield "=" * 40


def said(text: Text) -> str:
    return "".join(map(one, pieces(text)))


def one(piece: object) -> str:
    match piece:
        case Blank(missing=missing):
            return f"［{missing}］"
        case Masked(text=plain):
            return f"〈{plain}〉"
        case Strong(text=bold):
            return bold
    return str(piece)


def missing(document: Document) -> list[str]:
    """What is blank on the paper itself, in order."""
    return list(dict.fromkeys(blank.missing for blank in blanks(document.blocks)))
