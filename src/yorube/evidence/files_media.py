"""Pictures and films: the time a device wrote into them, and whether a place is in them too."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, BinaryIO

from PIL import Image

from yorube.evidence.files_boxes import Unsure, items

# Tags of Exif 2.31.
INNER, GPS = 0x8769, 0x8825
TAKEN, OFFSET, CHANGED = 0x9003, 0x9011, 0x0132
MADE_BY = (0x010F, 0x0110, 0x0131)
MARK = b"Exif\x00\x00"
# The same letters stand in lists of what is in a picture; before what a camera wrote a head follows.
EXIF = re.compile(MARK + rb"(?=II\*\x00|MM\x00\*)")
FIRST_DAY = datetime(1904, 1, 1, tzinfo=UTC)
BOXES = {b"moov", b"trak", b"mdia", b"udta"}
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
MOST = 64 << 20


def opened(source: Path | BinaryIO) -> Image.Image:
    """A picture that is not larger than we can hold; nothing of it is drawn yet. Raises ValueError."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Image.open(source, formats=FORMATS)
    except (OSError, SyntaxError, Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise ValueError("is no picture that can be read") from error


def picture(path: Path) -> dict[str, Any]:
    """Size, and what the camera wrote."""
    try:
        with opened(path) as image:
            said: dict[str, Any] = {"width": image.width, "height": image.height}
            return said | camera(image.info.get("exif", b"") or image.getexif().tobytes())
    except (ValueError, OSError, SyntaxError) as error:
        return {"unread": type(error).__name__}


def heic(path: Path) -> dict[str, Any]:
    """What the camera wrote; the picture itself cannot be opened here."""
    with path.open("rb") as file:
        data = file.read(MOST)
    try:
        written_in = exif_of(data)
        return camera(written_in) if written_in else {}
    except (ValueError, OSError, SyntaxError, KeyError) as error:
        return {"unread": type(error).__name__}


def exif_of(data: bytes) -> bytes:
    """What the camera wrote into a HEIC picture: where its list of items says, or where it looks so."""
    try:
        for kind, extents in items(data):
            if kind == b"Exif" and extents:
                at, end = extents[0]
                return MARK + data[at + 4 + int.from_bytes(data[at : at + 4]) : end]
    except Unsure:
        found = EXIF.search(data)
        return data[found.start() : found.start() + (1 << 20)] if found else b""
    return b""


def camera(data: bytes) -> dict[str, Any]:
    """Time, device, and whether there is a place. What is cut off is not there."""
    exif = Image.Exif()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exif.load(data)
        return written(exif)


def written(exif: Image.Exif) -> dict[str, Any]:
    said: dict[str, Any] = {"place": bool(exif.get_ifd(GPS))}
    made_by = " ".join(str(exif[tag]).strip("\0 ") for tag in MADE_BY if tag in exif)
    if made_by:
        said["made_by"] = made_by
    inner = exif.get_ifd(INNER)
    for tag, name, values in ((TAKEN, "DateTimeOriginal", inner), (CHANGED, "DateTime", exif)):
        written = str(values.get(tag, "")).strip("\0 ")
        try:
            at = datetime.strptime(written, "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 (the offset is a field of its own)
        except ValueError:
            continue
        offset = str(inner.get(OFFSET, "")).strip("\0 ")
        try:
            at = datetime.strptime(f"{written} {offset}", "%Y:%m:%d %H:%M:%S %z")
        except ValueError:
            said["no_offset"] = True
        return said | {"at": at, "at_from": f"Exif: {name}"}
    return said


def mp4(path: Path) -> dict[str, Any]:
    """The time in the head of a film (mvhd), how long it is, whether a place is in it. Only heads are read."""
    said: dict[str, Any] = {"place": False}
    with path.open("rb") as file:
        size = path.stat().st_size
        for name, start, end in boxes(file, 0, size):
            if name in (b"\xa9xyz", b"loci"):
                said["place"] = True
            if name == b"mvhd" and end - start >= 20:
                file.seek(start)
                data = file.read(32)
                wide = data[0] == 1
                width = 8 if wide else 4
                made = int.from_bytes(data[4 : 4 + width])
                scale = int.from_bytes(data[4 + 2 * width : 8 + 2 * width])
                length = int.from_bytes(data[8 + 2 * width : 8 + 3 * width])
                if scale:
                    said["seconds"] = round(length / scale, 1)
                if made and made < 1 << 33:
                    said |= {"at": FIRST_DAY + timedelta(seconds=made), "at_from": "mvhd"}
    return said


def boxes(file: BinaryIO, start: int, end: int, depth: int = 0) -> Iterator[tuple[bytes, int, int]]:
    """The boxes of an ISO media file: name, where the content begins and ends. Broken ones end the list."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, name, body = int.from_bytes(head[:4]), head[4:8], start + 8
        if size == 1 and len(head) == 16:
            size, body = int.from_bytes(head[8:16]), start + 16
        elif size == 0:
            size = end - start
        if size < body - start or start + size > end:
            return
        yield name, body, start + size
        if name in BOXES and depth < 8:
            yield from boxes(file, body, start + size, depth + 1)
        start += size
