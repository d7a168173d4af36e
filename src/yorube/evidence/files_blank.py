"""Copies of films, HEIC pictures and PDFs without what they carry along: blanked in place, so that every other byte
stays where it was. Where that cannot be done surely, there is no copy."""

from __future__ import annotations

import re

from yorube.evidence.files_boxes import Unsure, boxes, items
from yorube.evidence.files_media import EXIF, MARK

# In films: what users, cameras and programs write; and the boxes in which that may lie.
WRITTEN = (b"udta", b"meta", b"uuid")
AROUND = (b"moov", b"trak", b"mdia", b"moof", b"traf")
# Tracks that are seen or heard; in others, subtitles too, a camera may write where it was, second by second.
TRACKS = (b"vide", b"soun", b"auxv", b"tmcd", b"hint")
DEEPEST = 6
# A valid Exif without anything in it, behind the four bytes that lead to it.
NO_EXIF = bytes((0, 0, 0, 6)) + MARK + b"II*\0\x08\0\0\0" + bytes(6)
INFO = re.compile(rb"/Info\s+(\d+)\s+(\d+)\s+R\b")
METADATA = re.compile(rb"/Type\s*/Metadata\b")
STREAM = re.compile(rb"stream\r?\n")


def film(data: bytes) -> bytes:
    """A film whose boxes of notes are marked as free room, and empty. Raises Unsure."""
    made = bytearray(data)
    blank_boxes(data, made, 0, len(data), 0)
    return bytes(made)


def blank_boxes(data: bytes, made: bytearray, at: int, end: int, depth: int) -> None:
    if depth > DEEPEST:
        raise Unsure
    for name, begin, body, past in boxes(data, at, end):
        if name in WRITTEN:
            made[begin + 4 : begin + 8] = b"free"
            made[body:past] = bytes(past - body)
        elif name == b"hdlr" and data[body + 8 : body + 12] not in TRACKS:
            raise Unsure
        elif name in AROUND:
            blank_boxes(data, made, body, past, depth + 1)


def heic(data: bytes) -> bytes:
    """A HEIC picture whose Exif and XMP are empty. Raises Unsure."""
    made = bytearray(data)
    for kind, extents in items(data):
        if kind in (b"Exif", b"mime"):
            for number, (at, end) in enumerate(extents):
                room = end - at
                empty = NO_EXIF if kind == b"Exif" and not number and room >= len(NO_EXIF) else b""
                made[at:end] = empty.ljust(room, b"\0" if kind == b"Exif" else b" ")
    if len(EXIF.findall(made)) != made.count(NO_EXIF):
        raise Unsure
    return bytes(made)


def pdf(data: bytes) -> bytes:
    """A PDF whose notes on title, maker and times, and whose XMP are empty. Raises Unsure: for one that is locked,
    where they are packed, and where a picture in it has notes of its own."""
    if b"/Encrypt" in data or EXIF.search(data):
        raise Unsure
    made = bytearray(data)
    for number, generation in set(INFO.findall(data)):
        whole = rb"(?:^|[\r\n ])%b\s+%b\s+obj\b" % (number, generation)
        objects = list(re.finditer(whole, data))
        if not objects:
            raise Unsure
        for one in objects:
            begins, ends = data.find(b"<<", one.end()), data.find(b"endobj", one.end())
            last = data.rfind(b">>", one.end(), ends)
            if ends < 0 or not one.end() <= begins < last:
                raise Unsure
            made[begins + 2 : last] = b" " * (last - begins - 2)
    for one in METADATA.finditer(data):
        begins = data.rfind(b"<<", 0, one.start())
        stream = STREAM.search(data, one.end())
        ends = data.find(b"endstream", stream.end()) if stream else -1
        if begins < 0 or stream is None or ends < 0 or b"/Filter" in data[begins : stream.start()]:
            raise Unsure
        made[stream.end() : ends] = b" " * (ends - stream.end())
    return bytes(made)
