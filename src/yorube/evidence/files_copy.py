"""Copies to work with: what they show stays, what they carry along goes. The original is kept beside, untouched."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from PIL import ImageOps

from yorube.evidence import facts, files_blank, files_mhtml
from yorube.evidence.facts_page import page_of
from yorube.evidence.files_boxes import Unsure
from yorube.evidence.files_media import opened
from yorube.evidence.files_pages import limited, script
from yorube.evidence.kinds import PICTURES, Kind, head_of

MOST = 64 << 20
BLANKED = {"mp4": files_blank.film, "heic": files_blank.heic, "pdf": files_blank.pdf}
# What is not in a copy; that there was nothing to leave out. Where neither is said, no copy could be made.
METADATA, NOTHING = "metadata", "nothing"
# Kinds of files that may say more than they show.
CARRYING: tuple[Kind, ...] = (*PICTURES, "mp4", "pdf")
QUALITY = 95
# Left out of the text of a page that has more than we look at.
REST = "the rest"


@dataclass(frozen=True, slots=True)
class Copy:
    """`members`: the endings and contents of the copies; `left_out`: what is not in them; `facts` read on the way."""

    members: Mapping[str, bytes] = field(default_factory=dict)
    left_out: str = ""
    facts: tuple[facts.Fact, ...] = ()


def unstripped(row: Mapping[str, Any]) -> bool:
    """Whether a file, as a record tells of it, may say more than it shows, and no copy without that could be made."""
    return row["kind"] in CARRYING and row["member"] is not None and not row["left_out"]


def copy(path: Path, kind: Kind, url: str | None, name: str) -> Copy:
    """The copy to work with of one file, whose facts point to `name`. What cannot be copied has none."""
    if kind in ("png", "jpeg", "webp", "gif"):
        return picture(path, kind)
    if path.stat().st_size > MOST and kind in ("mhtml", "singlefile", "html", *BLANKED):
        return Copy()
    if kind in BLANKED:
        return blanked(path.read_bytes(), kind)
    if kind in ("singlefile", "html"):
        return page(path.read_bytes().decode("utf-8", "replace"), url, name)
    if kind == "mhtml":
        found = list(files_mhtml.pages(path.read_bytes()))
        found.sort(key=lambda one: one[0] != url)
        return page(found[0][1], url, name) if found else Copy()
    if kind == "wacz":
        from yorube.evidence.files_wacz import scrubbed

        return scrubbed(path, url, name)
    if kind == "x_archive":
        return Copy(facts=tuple(facts.once(archive_facts(path, name))))
    return Copy()


def picture(path: Path, kind: Kind) -> Copy:
    """The points of a picture and nothing else, turned as it is to be seen."""
    made = io.BytesIO()
    try:
        with opened(path) as image:
            upright = ImageOps.exif_transpose(image)
            upright.info.clear()
            if kind == "jpeg":
                upright.convert("RGB").save(made, "JPEG", quality=QUALITY)
            else:
                shown = upright if upright.mode in ("RGB", "RGBA", "L", "P", "1") else upright.convert("RGBA")
                shown.save(made, "PNG", compress_level=1)
    except (ValueError, OSError, SyntaxError):
        return Copy()
    return Copy({"jpg" if kind == "jpeg" else "png": made.getvalue()}, METADATA)


def blanked(data: bytes, kind: Kind) -> Copy:
    """The same file with what it carries along blanked. None where there is nothing, or it cannot be done surely."""
    try:
        made = BLANKED[kind](data)
    except Unsure:
        return Copy()
    return Copy({kind: made}, METADATA) if made != data else Copy(left_out=NOTHING)


def page(html: str, url: str | None, name: str) -> Copy:
    """The text a reader sees: without hidden fields, scripts, and what would be loaded."""
    read = page_of(html)
    left_out = f"markup, {REST}" if read.cut else "markup"
    return Copy({"txt": read.text.encode()}, left_out, tuple(facts.of_page(read, url, name)))


def archive_facts(path: Path, name: str) -> list[facts.Fact]:
    """The posts of an archive of X."""
    found: list[facts.Fact] = []
    try:
        if not head_of(path).startswith(b"PK"):
            if path.stat().st_size <= MOST:
                found += facts.of_json(script(path.read_bytes()), name, "")
            return found
        with ZipFile(path) as archive:
            for inner in archive.namelist():
                if inner in ("data/tweets.js", "data/tweet.js"):
                    found += facts.of_json(script(limited(archive, inner)), name, inner)
    except (BadZipFile, ValueError, RecursionError, NotImplementedError, RuntimeError):
        return found
    return found
