"""Reads documents back with tools that are not ours: Poppler for PDF, python-docx and the plain XML for DOCX."""

import re
import subprocess

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
