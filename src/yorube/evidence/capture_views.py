"""What a page looks like: picture, print, single file, text. Each is made once."""

from __future__ import annotations

import asyncio
import html
import struct
import time
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yorube.evidence.browser_pipe import Session
from yorube.law.periods import JAPAN

# A picture of more rows is cut; each part says where it begins.
TILE = 16_000
PNG = b"\x89PNG\r\n\x1a\n"
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
    deadline = time.monotonic() + seconds
    files: dict[str, bytes] = {}
    why: list[str] = []
    pictures: tuple[Mapping[str, Any], ...] = ()
    try:
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + deadline - time.monotonic()):
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
    tops = range(0, max(height, 1), TILE)
    for number, top in enumerate(tops, 1):
        high = min(TILE, height - top)
        got = await page.send(
            "Page.captureScreenshot",
            format="png",
            optimizeForSpeed=True,
            captureBeyondViewport=True,
            clip={"x": 0, "y": top, "width": width, "height": high, "scale": 1},
        )
        data = b64decode(got["data"])
        if size(data) != (width, high):
            raise ViewError("picture_size")
        name = "views/page.png" if len(tops) == 1 else f"views/page-{number:03}.png"
        files[name] = data
        rows.append({"name": name, "top": top, "width": width, "height": high})
    return files, tuple(rows)


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG picture; nothing of a file that is none or is cut short."""
    if not png.startswith(PNG) or png[-8:-4] != b"IEND":
        return 0, 0
    width, height = struct.unpack(">II", png[16:24])
    return width, height


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
