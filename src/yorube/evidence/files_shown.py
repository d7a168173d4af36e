"""What a file says of itself: address and time, and where in it they stand. What it says can be wrong: the clock is
that of the device, and whoever can write the file can write these too."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from yorube.evidence import files_media, files_pages, files_pdf
from yorube.evidence.kinds import Kind, kind_of, source_of
from yorube.evidence.record import Source

Said = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """`url`, `at` (with its offset, or without where the file has none), `said`: whatever else stands in it, and
    where url and at were read (`url_from`, `at_from`)."""

    kind: Kind
    source: Source
    url: str | None = None
    at: datetime | None = None
    said: Said = field(default_factory=dict)


READERS: Mapping[str, Callable[[Path], dict[str, Any]]] = {
    "mhtml": files_pages.mhtml,
    "singlefile": files_pages.singlefile,
    "wacz": files_pages.wacz,
    "x_archive": files_pages.x_archive,
    "pdf": files_pdf.pdf,
    "png": files_media.picture,
    "jpeg": files_media.picture,
    "webp": files_media.picture,
    "heic": files_media.heic,
    "mp4": files_media.mp4,
}


def shown(path: Path) -> Shown:
    """What a file says of itself. What cannot be read is not said; the file is kept all the same. Raises OSError."""
    kind = kind_of(path)
    reader = READERS.get(kind)
    said = reader(path) if reader else {}
    url, at = said.pop("url", None), said.pop("at", None)
    return Shown(kind, source_of(kind, url), url, at, said)
