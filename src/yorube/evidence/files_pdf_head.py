"""The address that Chromium prints at the edge of every page of a PDF. It marks what it adds itself as pagination,
apart from what the page says: no page can write an address there."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from typing import TypeAlias

MOST = 16 << 20
MADE_BY = b"/Producer (Skia/PDF"
OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\b")
STREAM = re.compile(rb"stream\r?\n")
PAGE = re.compile(rb"/Type\s*/Page\b")
CONTENTS = re.compile(rb"/Contents (\d+) 0 R")
FONT = re.compile(rb"/(F\d+) (\d+) 0 R")
TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
CODES = re.compile(rb"begincodespacerange\s*<([0-9A-Fa-f]+)>")
CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.S)
RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.S)
HEX = re.compile(rb"<([0-9A-Fa-f]+)>")
ADDED = re.compile(rb"/Artifact <</Type /Pagination[^>]*>>\s*BDC(.*?)EMC", re.S)
SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>\s*Tj")
ADDRESS = re.compile(r"https?://\S+")
CUT = "\u2026"


Characters: TypeAlias = Mapping[int, str]
NOTHING: tuple[int, Characters] = (4, {})


def address(data: bytes) -> tuple[str | None, bool]:
    """The address on every page, and whether the browser cut it off; None where there is none, or not one."""
    if MADE_BY not in data:
        return None, False
    objects = dict(parts(data))
    tables = {name: table(objects, number) for name, number in dict(FONT.findall(data)).items()}
    pages = [one for one in objects.values() if PAGE.search(one)]
    found = [set(addresses(objects, page, tables)) for page in pages]
    on_all = set.intersection(*found) if found else set()
    if len(on_all) != 1:
        return None, False
    (only,) = on_all
    return only.rstrip(CUT), only.endswith(CUT)


def parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each object by its number, as it stands in the file."""
    places = list(OBJECT.finditer(data))
    for here, following in zip(places, [*places[1:], None], strict=True):
        yield here[1], data[here.end() : following.start() if following else len(data)]


def content(one: bytes) -> bytes:
    """What the stream of an object holds; nothing where it has none that we can read."""
    begins = STREAM.search(one)
    if begins is None:
        return b""
    try:
        return zlib.decompressobj().decompress(one[begins.end() :], MOST)
    except zlib.error:
        return b""


def table(objects: Mapping[bytes, bytes], font: bytes) -> tuple[int, Characters]:
    """How many digits a code of a font has, and the characters its codes stand for."""
    named = TO_UNICODE.search(objects.get(font, b""))
    written = content(objects.get(named[1], b"")) if named else b""
    codes = CODES.search(written)
    found: dict[int, str] = {}
    for block in CHARS.findall(written):
        values = HEX.findall(block)
        found |= {
            int(code, 16): character(text) for code, text in zip(values[::2], values[1::2], strict=False)
        }
    for block in RANGES.findall(written):
        values = HEX.findall(block)
        for first, last, text in zip(values[::3], values[1::3], values[2::3], strict=False):
            start = int(text, 16)
            codes_of = range(int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF) + 1)
            found |= {code: chr(start + at) for at, code in enumerate(codes_of) if start + at < 0xD800}
    return (len(codes[1]) if codes else 4), found


def character(text: bytes) -> str:
    return bytes.fromhex(text.decode() if len(text) % 2 == 0 else "").decode("utf-16-be", "replace")


def addresses(
    objects: Mapping[bytes, bytes], page: bytes, tables: Mapping[bytes, tuple[int, Characters]]
) -> Iterator[str]:
    """Each address among what was added to a page."""
    named = CONTENTS.search(page)
    drawn = content(objects.get(named[1], b"")) if named else b""
    for added in ADDED.findall(drawn):
        text = ""
        digits, chars = NOTHING
        for font, codes in SHOWN.findall(added):
            if font:
                digits, chars = tables.get(font, NOTHING)
            else:
                text += "".join(
                    chars.get(int(codes[at : at + digits], 16), "\ufffd")
                    for at in range(0, len(codes), digits)
                )
        if ADDRESS.fullmatch(text) and "\ufffd" not in text:
            yield text
