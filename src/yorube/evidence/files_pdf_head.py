"""The address that Chromium prints at the edge of every page of a PDF. It marks what it adds itself as pagination,
apart from what the page says: no page can write an address there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeAlias

# Of one stream, and of all streams of a file, unpacked; of a font's table.
MOST, ALL, CODES_MOST = 16 << 20, 64 << 20, 1 << 17
MADE_BY = b"/Producer (Skia/PDF"
OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\b")
STREAM = re.compile(rb"stream\r?\n")
PAGE = re.compile(rb"/Type\s*/Page\b")
CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
CODES = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
ADDED = b"/Artifact <</Type /Pagination"
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>\s*Tj")
ADDRESS = re.compile(r"https?://\S+")
CUT = "\u2026"


Characters: TypeAlias = Mapping[int, str]
NOTHING: tuple[int, Characters] = (4, {})


def address(data: bytes) -> tuple[str | None, bool]:
    """The address on every page, and whether the browser cut it off; None where there is none, or not one."""
    if MADE_BY not in data:
        return None, False
    objects = Objects(data)
    fonts = dict(FONT.findall(data))
    tables = {number: table(objects, number) for number in set(fonts.values())}
    named = {name: tables[number] for name, number in fonts.items()}
    pages = [one for one in objects.parts.values() if PAGE.search(one)]
    contents = [CONTENTS.search(page) for page in pages]
    numbers = {found[1] if found else b"" for found in contents}
    shown = [set(addresses(objects.stream(number), named)) for number in numbers]
    on_all = set.intersection(*shown) if shown else set()
    if len(on_all) != 1:
        return None, False
    (only,) = on_all
    return only.rstrip(CUT), only.endswith(CUT)


class Objects:
    """The objects of a file as they stand in it, by their numbers, and their streams, each unpacked once."""

    def __init__(self, data: bytes) -> None:
        places = list(OBJECT.finditer(data))
        self.parts = {
            here[1]: data[here.end() : following.start() if following else len(data)]
            for here, following in zip(places, [*places[1:], None], strict=True)
        }
        self.left = ALL
        self.streams: dict[bytes, bytes] = {}

    def stream(self, number: bytes) -> bytes:
        """What the stream of an object holds; nothing where it has none that we can read."""
        if number not in self.streams:
            one = self.parts.get(number, b"")
            begins = STREAM.search(one)
            made = unpacked(one[begins.end() :], min(MOST, self.left)) if begins and self.left else b""
            self.left -= len(made)
            self.streams[number] = made
        return self.streams[number]


def unpacked(data: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def between(data: bytes, opens: bytes, closes: bytes) -> Iterator[bytes]:
    """What stands between two marks, each time."""
    at = data.find(opens)
    while at >= 0:
        ends = data.find(closes, at + len(opens))
        if ends < 0:
            return
        yield data[at + len(opens) : ends]
        at = data.find(opens, ends + len(closes))


def table(objects: Objects, font: bytes) -> tuple[int, Characters]:
    """How many digits a code of a font has, and the characters its codes stand for."""
    named = TO_UNICODE.search(objects.parts.get(font, b""))
    written = objects.stream(named[1]) if named else b""
    codes = CODES.search(written)
    return (len(codes[1]) if codes else 4), dict(islice(characters(written), CODES_MOST))


def characters(written: bytes) -> Iterator[tuple[int, str]]:
    """Each code of a font's table, and what it stands for."""
    for block in between(written, b"beginbfchar", b"endbfchar"):
        values = HEX.findall(block)
        for code, text in zip(values[::2], values[1::2], strict=False):
            yield int(code, 16), character(text)
    for block in between(written, b"beginbfrange", b"endbfrange"):
        values = HEX.findall(block)
        for first, last, text in zip(values[::3], values[1::3], values[2::3], strict=False):
            start = int(text, 16)
            for at, code in enumerate(range(int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF) + 1)):
                if start + at < 0xD800:
                    yield code, chr(start + at)


def character(text: bytes) -> str:
    return bytes.fromhex(text.decode() if len(text) % 2 == 0 else "").decode("utf-16-be", "replace")


def addresses(drawn: bytes, tables: Mapping[bytes, tuple[int, Characters]]) -> Iterator[str]:
    """Each address among what was added to a page."""
    for added in between(drawn, ADDED, b"EMC"):
        text = ""
        digits, chars = NOTHING
        for font, codes in SHOWN.findall(added.partition(b"BDC")[2]):
            if font:
                digits, chars = tables.get(font, NOTHING)
            else:
                text += "".join(
                    chars.get(int(codes[at : at + digits], 16), "\ufffd")
                    for at in range(0, len(codes), digits)
                )
        if ADDRESS.fullmatch(text) and "\ufffd" not in text:
            yield text
