"""Which characters the fonts hold, read from the fonts themselves."""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")


@dataclass(frozen=True, slots=True)
class Face:
    """A family in its regular weight: its code points, and those it has in the shape a variation selector names."""

    family: str
    chars: frozenset[int]
    variants: frozenset[tuple[int, int]]


@cache
def faces() -> tuple[Face, ...]:
    """The families in the order in which a character is looked for."""
    listed = tomllib.loads(FOLDER.joinpath("fonts.toml").read_text(encoding="utf-8"))["font"]
    return tuple(read(one["family"], FOLDER / one["file"]) for one in listed if one["weight"] == "regular")


def read(family: str, path: Path) -> Face:
    """The character map of a TrueType file (OpenType specification, table `cmap`)."""
    with path.open("rb") as file:
        (count,) = struct.unpack(">4xH6x", file.read(12))
        tables = {
            tag: (start, size) for tag, start, size in struct.iter_unpack(">4s4xII", file.read(16 * count))
        }
        start, size = tables[b"cmap"]
        file.seek(start)
        table = file.read(size)
    (count,) = struct.unpack_from(">2xH", table)
    subtables = {}
    for place in struct.iter_unpack(">4xI", table[4 : 4 + 8 * count]):
        subtables[struct.unpack_from(">H", table, place[0])[0]] = table[place[0] :]
    chars: set[int] = set()
    for first, last in segments(subtables):
        chars.update(range(first, last + 1))
    return Face(family, frozenset(chars), frozenset(variants(subtables[14]) if 14 in subtables else ()))


def segments(subtables: dict[int, bytes]) -> Iterator[tuple[int, int]]:
    """First and last code points of the runs in the widest map there is."""
    if 12 in subtables:
        (count,) = struct.unpack_from(">12xI", subtables[12])
        for first, last, _ in struct.iter_unpack(">III", subtables[12][16 : 16 + 12 * count]):
            yield first, last
        return
    size = struct.unpack_from(">6xH", subtables[4])[0]  # twice the number of segments
    lasts = struct.unpack_from(f">{size // 2}H", subtables[4], 14)
    firsts = struct.unpack_from(f">{size // 2}H", subtables[4], 16 + size)
    yield from zip(firsts[:-1], lasts[:-1], strict=True)  # the last segment is an end mark


def variants(table: bytes) -> Iterator[tuple[int, int]]:
    """Each pair of a character and a variation selector."""
    (count,) = struct.unpack_from(">6xI", table)
    for place in range(10, 10 + 11 * count, 11):
        selector = int.from_bytes(table[place : place + 3])
        same, other = struct.unpack_from(">II", table, place + 3)
        if same:
            (size,) = struct.unpack_from(">I", table, same)
            for at in range(same + 4, same + 4 + 4 * size, 4):
                first = int.from_bytes(table[at : at + 3])
                yield from ((char, selector) for char in range(first, first + table[at + 3] + 1))
        if other:
            (size,) = struct.unpack_from(">I", table, other)
            for at in range(other + 4, other + 4 + 5 * size, 5):
                yield int.from_bytes(table[at : at + 3]), selector
