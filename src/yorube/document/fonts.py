"""Which characters the fonts hold, read from the fonts themselves."""

from __future__ import annotations

import struct
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from pathlib import Path

FOLDER = Path(__file__).with_name("fonts")


@dataclass(frozen=True, slots=True)
class Face:
    """A family in its regular weight, and its code points."""

    family: str
    path: Path
    chars: frozenset[int]


@cache
def faces() -> tuple[Face, ...]:
    """The families in the order in which a character is looked for."""
    listed = tomllib.loads(FOLDER.joinpath("fonts.toml").read_text(encoding="utf-8"))["font"]
    return tuple(read(one["family"], FOLDER / one["file"]) for one in listed if one["weight"] == "regular")


def read(family: str, path: Path) -> Face:
    """One face from its file."""
    maps = character_maps(path)
    return Face(family, path, frozenset(chain.from_iterable(segments(maps))))


@cache
def variants(path: Path) -> frozenset[tuple[int, int]]:
    """The characters of a font with the variation selectors whose shape it has."""
    maps = character_maps(path)
    return frozenset(pairs(maps[14]) if 14 in maps else ())


def character_maps(path: Path) -> dict[int, bytes]:
    """The character maps of a TrueType file by their format (OpenType specification, table `cmap`)."""
    with path.open("rb") as file:
        (count,) = struct.unpack(">4xH6x", file.read(12))
        tables = {
            tag: (start, size) for tag, start, size in struct.iter_unpack(">4s4xII", file.read(16 * count))
        }
        start, size = tables[b"cmap"]
        file.seek(start)
        table = file.read(size)
    (count,) = struct.unpack_from(">2xH", table)
    places = [place for (place,) in struct.iter_unpack(">4xI", table[4 : 4 + 8 * count])]
    return {struct.unpack_from(">H", table, place)[0]: table[place:] for place in places}


def segments(maps: dict[int, bytes]) -> list[range]:
    """The code points of the widest map there is, run by run."""
    if 12 in maps:
        (count,) = struct.unpack_from(">12xI", maps[12])
        return [
            range(first, last + 1)
            for first, last in struct.iter_unpack(">II4x", maps[12][16 : 16 + 12 * count])
        ]
    size = struct.unpack_from(">6xH", maps[4])[0]  # twice the number of runs
    lasts = struct.unpack_from(f">{size // 2}H", maps[4], 14)
    firsts = struct.unpack_from(f">{size // 2}H", maps[4], 16 + size)
    runs = [range(first, last + 1) for first, last in zip(firsts, lasts, strict=True)]
    return runs[:-1]  # the last is an end mark


def pairs(table: bytes) -> Iterator[tuple[int, int]]:
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
