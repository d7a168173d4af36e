"""How much would come out of an archive, counted before anybody unpacks it."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

CHUNK = 1 << 18
# A package holds archives, these hold records: deeper nobody looks.
DEPTH = 2
GZIP = 31


def unpacks_to_more(path: Path, most: int) -> bool:
    """Whether a ZIP file and the archives in it hold more than `most` bytes. What is no ZIP file does not."""
    with path.open("rb") as file:
        return left(file, most, DEPTH) < 0


def left(file: BinaryIO, most: int, depth: int) -> int:
    """What is left of `most` bytes after all members of an archive; below zero: it was not enough."""
    try:
        with ZipFile(file) as archive:
            most -= sum(info.file_size for info in archive.infolist())
            for info in archive.infolist():
                if most < 0:
                    break
                if info.filename.endswith(".gz"):
                    with archive.open(info) as member:
                        most = after_gzip(member, most)
                elif depth > 1 and info.filename.endswith((".wacz", ".zip")):
                    with archive.open(info) as member:
                        most = left(member, most, depth - 1)  # type: ignore[arg-type]
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError):
        return most
    return most


def after_gzip(file: object, most: int) -> int:
    """What is left after all streams of a gzip file."""
    data, stream = b"", zlib.decompressobj(GZIP)
    while most >= 0:
        data = data or file.read(CHUNK)  # type: ignore[attr-defined]
        if not data:
            break
        most -= len(stream.decompress(data, CHUNK))
        data = stream.unconsumed_tail
        if stream.eof:
            data, stream = stream.unused_data, zlib.decompressobj(GZIP)
    return most
