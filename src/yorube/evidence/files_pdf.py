"""A page printed as PDF: when, and the address a browser printed on it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any

from yorube.evidence.files_pages import moment
from yorube.evidence.files_pdf_head import address

MOST = 64 << 20
MADE = re.compile(rb"/CreationDate\s*\(D:(\d{14})(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")
PRODUCER = re.compile(rb"/Producer\s*\(([^()\\]{1,100})\)")


def pdf(path: Path) -> dict[str, Any]:
    """What the file says of itself."""
    with path.open("rb") as file:
        data = file.read(MOST)
    url, cut = address(data)
    said: dict[str, Any] = {}
    if url and not cut:
        said |= {"url": url, "url_from": "printed on every page"}
    elif url:
        said["url_begins"] = url
    if made_by := PRODUCER.search(data):
        said["made_by"] = made_by[1].decode("latin-1")
    if found := MADE.search(data):
        day, zulu, sign, hours, minutes = ((one or b"").decode() for one in found.groups())
        offset = "Z" if zulu else f"{sign}{hours}{minutes or '00'}" if sign else ""
        said |= moment("CreationDate", lambda: datetime.fromisoformat(f"{day[:8]}T{day[8:]}{offset}"))
        if not offset:
            said["no_offset"] = True
    return said
