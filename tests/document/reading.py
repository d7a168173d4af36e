"""Reads documents back with tools that are not ours: Poppler for PDF, python-docx and the plain XML for DOCX."""

import re
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from docx import Document as opened
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

DPI = 100
DARK = 200
# Poppler says where the direction of writing changes.
DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\x0c"))


def poppler(tool: str, pdf: bytes, *options: str) -> str:
    """What a tool of poppler-utils says about a document."""
    output = ["-"] if tool == "pdftotext" else []
    done = subprocess.run([tool, *options, "-", *output], input=pdf, capture_output=True, check=True)
    return done.stdout.decode(errors="replace").translate(DIRECTIONS)


def words(pdf: bytes) -> str:
    """The text of a PDF in the order of its content."""
    return poppler("pdftotext", pdf, "-raw")


def ink(pdf: bytes, page: int = 1) -> tuple[float, float, float, float]:
    """Left, top, right and bottom end of what is printed on a page, in millimetres, from a picture of it."""
    options = ["-r", f"{DPI}", "-gray", "-f", f"{page}", "-l", f"{page}", "-"]
    picture = subprocess.run(["pdftoppm", *options], input=pdf, capture_output=True, check=True).stdout
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert head
    width, height = int(head[1]), int(head[2])
    lines = [picture[head.end() + width * y :][:width] for y in range(height)]
    rows = [y for y, line in enumerate(lines) if min(line) < DARK]
    columns = [x for x in range(width) if min(line[x] for line in lines) < DARK]
    scale = 25.4 / DPI
    return columns[0] * scale, rows[0] * scale, (columns[-1] + 1) * scale, (rows[-1] + 1) * scale


def close(text: str) -> str:
    """Without white space: where lines end is the layout's business."""
    return "".join(text.split())


def part(docx: bytes, name: str) -> str:
    """One of the files inside."""
    with ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


def lines(docx: bytes) -> list[str]:
    """Every paragraph of the body, those of tables cell by cell, with the numbers a word processor would give."""
    package: Any = opened(BytesIO(docx))
    formats: dict[str, list[tuple[str, str]]] = {}
    for one in package.part.numbering_part.element.iter(qn("w:abstractNum")):
        levels = [(lvl.find(qn("w:numFmt")), lvl.find(qn("w:lvlText"))) for lvl in one.iter(qn("w:lvl"))]
        formats[one.get(qn("w:abstractNumId"))] = [
            (f.get(qn("w:val")), t.get(qn("w:val"))) for f, t in levels
        ]
    nums = package.part.numbering_part.element.num_lst
    lists: dict[int, list[tuple[str, str]]] = {num.numId: formats[str(num.abstractNumId.val)] for num in nums}
    counts: dict[int, list[int]] = {number: [0] * 4 for number in lists}

    def read(paragraph: Paragraph) -> str:
        properties: Any = paragraph._p.pPr
        about = properties.numPr
        if about is None:
            return paragraph.text
        level, number = about.ilvl.val, about.numId.val
        counts[number][level] += 1
        counts[number][level + 1 :] = [0] * (3 - level)
        kind, text = lists[number][level]
        label = text.replace(f"%{level + 1}", counted(kind, counts[number][level]))
        return f"{label} {paragraph.text}"

    def walk() -> Iterator[str]:
        for block in package.iter_inner_content():
            if isinstance(block, Table):
                yield from (
                    read(paragraph)
                    for row in block.rows
                    for cell in row.cells
                    for paragraph in cell.paragraphs
                )
            else:
                yield read(block)

    return list(walk())


def counted(kind: str, count: int) -> str:
    """A number in a format of WordprocessingML."""
    match kind:
        case "decimal":
            return str(count)
        case "decimalFullWidth":
            return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))
        case "aiueoFullWidth":
            return "アイウエオカキクケコサシスセソ"[count - 1]
        case "lowerLetter":
            return chr(ord("a") + count - 1)
        case "lowerRoman":
            return ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"][count - 1]
    raise AssertionError(kind)


def converted(docx: bytes, folder: Path) -> bytes:
    """The document as LibreOffice prints it."""
    folder.joinpath("paper.docx").write_bytes(docx)
    profile = f"-env:UserInstallation={folder.joinpath('profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        ["soffice", profile, *options, "paper.docx"], cwd=folder, check=True, capture_output=True, timeout=120
    )
    return folder.joinpath("paper.pdf").read_bytes()
