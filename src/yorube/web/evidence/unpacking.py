"""How much would come out of an archive, counted before anybody unpacks it."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

CHUNK = 1 << 18
# A package holds archives, these hold records: deeper nobody looks.
DEPTH = 2
# What files begin with: a name may say anything.
ZIP, GZIP = b"PK\x03\x04", b"\x1f\x8b"
WINDOW = 31
# What a damaged archive raises, and who reads one must reckon with.
DAMAGED = (BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)


def unpacks_to_more(path: Path, most: int) -> bool:
    """Whether a ZIP file and the archives in it hold more than `most` bytes. What is no ZIP file does not."""
    with path.open("rb") as file:
        return left(file, most, DEPTH) < 0


def left(file: IO[bytes], most: int, depth: int) -> int:
    """What is left of `most` bytes after all members of an archive; below zero: it was not enough. A damaged member
    does not hide the others."""
    try:
        archive = ZipFile(file)
    except DAMAGED:
        return most
    with archive:
        most -= sum(info.file_size for info in archive.infolist())
        for info in archive.infolist():
            if most < 0:
                break
            try:
                with archive.open(info) as member:
                    begins = member.read(len(ZIP))
                    member.seek(0)
                    if begins.startswith(GZIP):
                        most = after_gzip(member, most)
                    elif begins == ZIP and depth > 1:
                        most = left(member, most, depth - 1)
            except DAMAGED:
                continue
    return most


def after_gzip(file: IO[bytes], most: int) -> int:
    """What is left after all streams of a gzip file, as far as they can be read."""
    data, stream = b"", zlib.decompressobj(WINDOW)
    while most >= 0:
        data = data or file.read(CHUNK)
        if not data:
            break
        try:
            most -= len(stream.decompress(data, CHUNK))
        except zlib.error:
            break
        data = stream.unconsumed_tail
        if stream.eof:
            data, stream = stream.unused_data, zlib.decompressobj(WINDOW)
    return most
