"""What a page looks like: picture, print, single file, text. Each is made once."""

from __future__ import annotations

import asyncio
import html
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image, UnidentifiedImageError

from yorube.evidence.browser_pipe import Session
from yorube.law.periods import JAPAN

# A picture of more rows, or of more points, is cut; each part says where it begins.
TILE = 30_000
POINTS = 40_000_000
# Of a taller page the picture is a JPEG of high quality: its photographs are in the archive byte for byte, and a
# lossless picture of them all would only be large.
LOSSLESS = 16_000
QUALITY = 92
ENDS = {"png": b"IEND\xaeB`\x82", "jpeg": b"\xff\xd9"}
MILLIMETRE = 1 / 25.4
# Letters of a very small type on one line of the print's head.
ON_A_LINE = 95
HEAD = (
    '<div style="font-size:7px;width:100%;padding:0 10mm 0 30mm;overflow-wrap:anywhere;word-break:break-all;'
    "font-family:'Noto Sans CJK JP',sans-serif\">URL: {url}<br>取得 {japan} (JST) / {utc} (UTC)"
    "　再公開しないでください / Do not republish</div>"
)
FOOT = (
    '<div style="font-size:7px;width:100%;padding:0 10mm;text-align:right"><span class="pageNumber"></span>/'
    '<span class="totalPages"></span></div>'
)


class ViewError(Exception):
    """A view that did not come out as it has to: why, as an id."""


@dataclass(frozen=True, slots=True)
class Views:
    """Files by name; where in the page each picture stands; what could not be made, as ids."""

    files: Mapping[str, bytes]
    pictures: tuple[Mapping[str, Any], ...]
    why: tuple[str, ...]


async def views(page: Session, state: Mapping[str, Any], address: str, at: datetime, seconds: float) -> Views:
    """The views of a page that is at rest."""
    files: dict[str, bytes] = {}
    why: list[str] = []
    pictures: tuple[Mapping[str, Any], ...] = ()
    try:
        async with asyncio.timeout(seconds):
            made, pictures = await picture(page, state["width"], state["height"])
            files |= made
            files["views/page.mhtml"] = (await page.send("Page.captureSnapshot", format="mhtml"))[
                "data"
            ].encode()
            files["views/page.pdf"] = await printed(page, address, at)
    except TimeoutError:
        why.append("views_timeout")
    except ViewError as error:
        why.append(str(error))
    return Views(files, pictures, tuple(why))


async def picture(
    page: Session, width: int, height: int
) -> tuple[dict[str, bytes], tuple[Mapping[str, Any], ...]]:
    """The whole page as it is drawn, in parts where it is very tall. Raises ViewError for a part of the wrong size."""
    files, rows = {}, []
    rows_each = min(TILE, POINTS // max(width, 1))
    tops = range(0, max(height, 1), rows_each)
    kind, ending = ("png", "png") if height <= LOSSLESS else ("jpeg", "jpg")
    fine = {"quality": QUALITY} if kind == "jpeg" else {"optimizeForSpeed": True}
    for number, top in enumerate(tops, 1):
        high = min(rows_each, height - top)
        clip = {"x": 0, "y": top, "width": width, "height": high, "scale": 1}
        got = await page.send(
            "Page.captureScreenshot", format=kind, captureBeyondViewport=True, clip=clip, **fine
        )
        data = b64decode(got["data"])
        if not data.endswith(ENDS[kind]) or size(data) != (width, high):
            raise ViewError("picture_size")
        name = f"views/page.{ending}" if len(tops) == 1 else f"views/page-{number:03}.{ending}"
        files[name] = data
        rows.append({"name": name, "top": top, "width": width, "height": high})
    return files, tuple(rows)


def size(picture: bytes) -> tuple[int, int]:
    """Width and height of a picture; nothing of a file that is none."""
    try:
        with Image.open(BytesIO(picture)) as opened:
            return opened.size
    except UnidentifiedImageError:
        return 0, 0


async def printed(page: Session, address: str, at: datetime) -> bytes:
    """The page on A4, with its whole address and the time on every sheet."""
    japan, utc = at.astimezone(JAPAN), at
    head = HEAD.format(
        url=html.escape(address), japan=f"{japan:%Y-%m-%d %H:%M:%S}", utc=f"{utc:%Y-%m-%dT%H:%M:%SZ}"
    )
    lines = 2 + len(address) // ON_A_LINE
    got = await page.send(
        "Page.printToPDF",
        printBackground=True,
        displayHeaderFooter=True,
        headerTemplate=head,
        footerTemplate=FOOT,
        paperWidth=210 * MILLIMETRE,
        paperHeight=297 * MILLIMETRE,
        marginTop=(10 + 3.2 * lines) * MILLIMETRE,
        marginBottom=14 * MILLIMETRE,
        marginLeft=30 * MILLIMETRE,
        marginRight=10 * MILLIMETRE,
    )
    return b64decode(got["data"])
