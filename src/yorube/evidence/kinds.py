"""What kind of file somebody has, told by what is in it and never by its name."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal, TypeAlias
from zipfile import BadZipFile, ZipFile

from yorube.evidence.record import Source

Kind: TypeAlias = Literal[
    "mhtml", "singlefile", "html", "wacz", "x_archive", "pdf", "png", "jpeg", "heic", "webp", "gif", "mp4", "other"
]  # fmt: skip

PICTURES: tuple[Kind, ...] = ("png", "jpeg", "heic", "webp", "gif")
HEAD = 1 << 16
BOM = b"\xef\xbb\xbf"
# What lies in a WACZ file.
DESCRIPTION, ARCHIVES = "datapackage.json", "archive/"
# The brand of an ISO media file (ISO/IEC 14496-12); whatever is no still picture is taken for a film.
STILLS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1", b"avif")
MHTML = re.compile(
    rb"\A(?:[A-Za-z-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){1,30}?Content-Type:\s*multipart/related", re.I
)
HTML = re.compile(rb"<(?:!doctype\s+html|html)\b", re.I)
SPACES = re.compile(rb"\s*")
SINGLEFILE = re.compile(rb"<!--\s*Page saved with SingleFile\b")
ENDINGS = {"singlefile": "html", "jpeg": "jpg", "x_archive": "bin", "other": "bin"}


def head_of(path: Path) -> bytes:
    """The beginning of a file."""
    with path.open("rb") as file:
        return file.read(HEAD)


def kind_of(path: Path) -> Kind:
    """The kind of a file. Raises OSError."""
    head = head_of(path)
    if head.startswith(b"PK\x03\x04"):
        return zip_kind(path)
    return kind_of_head(head)


def kind_of_head(head: bytes) -> Kind:
    """The kind of a file that is no ZIP file."""
    for kind, mark in (("png", b"\x89PNG\r\n\x1a\n"), ("jpeg", b"\xff\xd8\xff"), ("gif", b"GIF8")):
        if head.startswith(mark):
            return kind  # type: ignore[return-value]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in STILLS else "mp4"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if MHTML.match(head):
        return "mhtml"
    if is_html(head):
        return "singlefile" if SINGLEFILE.search(head) else "html"
    if head.lstrip().startswith(b"window.YTD."):
        return "x_archive"
    return "other"


def is_html(head: bytes) -> bool:
    """Whether a file begins as a page, comments left out. Every byte is passed once."""
    at = len(BOM) if head.startswith(BOM) else 0
    while True:
        spaces = SPACES.match(head, at)
        at = spaces.end() if spaces else at
        if not head.startswith(b"<!--", at):
            return HTML.match(head, at) is not None
        ends = head.find(b"-->", at + 4)
        if ends < 0:
            return False
        at = ends + 3


def zip_kind(path: Path) -> Kind:
    """Which of the two archives that are ZIP files this is, by the names in it."""
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
    except (BadZipFile, NotImplementedError):
        return "other"
    if DESCRIPTION in names and any(name.startswith(ARCHIVES) for name in names):
        return "wacz"
    if names & {"data/tweets.js", "data/tweet.js"}:
        return "x_archive"
    return "other"


def ending(kind: Kind) -> str:
    """The ending of a file of this kind in a package."""
    return ENDINGS.get(kind, kind)


def source_of(kind: Kind, url: str | None) -> Source:
    """Who saw what the file shows: a browser that wrote the address into it, or nobody we could name."""
    if kind in PICTURES:
        return "picture"
    return "own_browser" if url and kind in ("mhtml", "singlefile", "wacz", "pdf") else "uploaded"
