"""The boxes of films and HEIC pictures (ISO/IEC 14496-12), and where the items of a picture lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

MOST_BOXES = 100_000
Extents: TypeAlias = list[tuple[int, int]]


class Unsure(ValueError):
    """A file that is not built as we know it."""


def box(data: bytes, at: int, end: int) -> tuple[bytes, int, int]:
    """The name of the box at a place, where its content begins, where it ends. Raises Unsure."""
    size, name, body = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8], at + 8
    if size == 1:
        size, body = int.from_bytes(data[at + 8 : at + 16]), at + 16
    elif size == 0:
        size = end - at
    if len(name) < 4 or not body - at <= size <= end - at:
        raise Unsure
    return name, body, at + size


def boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int, int]]:
    """The boxes of a file or in a box: name, begin, begin of the content, end. Raises Unsure."""
    for _ in range(MOST_BOXES):
        if at == end:
            return
        name, body, past = box(data, at, end)
        yield name, at, body, past
        at = past
    raise Unsure


def items(data: bytes) -> Iterator[tuple[bytes, Extents]]:
    """The kind of each item of a picture, and where its bytes lie. Raises Unsure."""
    found = {name: (body, past) for name, _, body, past in boxes(data, 0, len(data))}
    if b"meta" not in found:
        raise Unsure
    body, past = found[b"meta"]
    inner = {name: (at, end) for name, _, at, end in boxes(data, body + 4, past)}
    if not {b"iinf", b"iloc"} <= inner.keys():
        raise Unsure
    kinds = kinds_of(data, *inner[b"iinf"])
    for id, extents in places(data, *inner[b"iloc"], inner.get(b"idat")).items():
        yield kinds.get(id, b""), extents


def kinds_of(data: bytes, at: int, end: int) -> Mapping[int, bytes]:
    """The kind of each item of a picture. Raises Unsure."""
    kinds: dict[int, bytes] = {}
    for name, _, body, _ in boxes(data, at + (6 if data[at] == 0 else 8), end):
        version = data[body]
        if name != b"infe" or version not in (2, 3):
            raise Unsure
        wide = 2 if version == 2 else 4
        kinds[int.from_bytes(data[body + 4 : body + 4 + wide])] = data[body + 6 + wide : body + 10 + wide]
    return kinds


def places(data: bytes, at: int, end: int, beside: tuple[int, int] | None) -> Mapping[int, Extents]:
    """Where the bytes of each item lie. `beside`: the room for those that lie with the list itself. Raises
    Unsure."""
    version, cursor = data[at], at + 4

    def number(width: int) -> int:
        nonlocal cursor
        if cursor + width > end:
            raise Unsure
        cursor += width
        return int.from_bytes(data[cursor - width : cursor])

    sizes = number(2)
    offset, length, base = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index = sizes & 15 if version else 0
    found: dict[int, Extents] = {}
    for _ in range(number(4 if version == 2 else 2)):
        id = number(4 if version == 2 else 2)
        way = number(2) & 15 if version else 0
        number(2)
        start = number(base)
        if way > 1 or (way and beside is None):
            raise Unsure
        first, last = beside if way and beside else (0, len(data))
        for _ in range(number(2)):
            number(index)
            begin = first + start + number(offset)
            past = begin + number(length)
            if past > last:
                raise Unsure
            found.setdefault(id, []).append((begin, past))
    return found
