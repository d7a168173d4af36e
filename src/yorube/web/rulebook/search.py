"""Searching the rulebook: ids and texts of both languages, without regard to width, case and accents."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from yorube.law.expr import Node
from yorube.law.text import Text
from yorube.web.rulebook.catalog import Thing, catalog

# The longest question, and the most answers.
LONGEST, MOST = 1000, 100
# The marks of European letters; those of kana are letters of their own.
MARKS = {chr(mark): "" for mark in range(0x300, 0x370)}
ACCENTS = str.maketrans(MARKS)


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its folded id, label and everything it says."""

    thing: Thing
    id: str
    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Found:
    """The things found, best first, and how many there are in all."""

    things: tuple[Thing, ...]
    count: int


def fold(text: str) -> str:
    """A text as it is compared: full and half width, case, accents and runs of spaces are alike."""
    wide = unicodedata.normalize("NFKC", text).casefold()
    bare = unicodedata.normalize("NFC", unicodedata.normalize("NFD", wide).translate(ACCENTS))
    return " ".join(bare.split())


@cache
def entries() -> tuple[Entry, ...]:
    """Everything there is to find, in the order of the catalog."""
    return tuple(
        Entry(
            thing,
            fold(thing.id),
            fold(f"{thing.label.ja} {thing.label.en}"),
            fold(" ".join((thing.id, thing.label.ja, thing.label.en, *texts(thing.value)))),
        )
        for thing in catalog()
    )


def texts(value: Any) -> Iterator[str]:
    """Every text and word of a value; conditions say nothing of their own."""
    if isinstance(value, Text):
        yield from value.data.values()
    elif isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)
    elif is_dataclass(value) and not isinstance(value, Node):
        for one in fields(value):
            if one.name not in ("element", "defence"):  # conditions are found by themselves
                yield from texts(getattr(value, one.name))


def search(query: str) -> Found:
    """The things that hold every word of a query: those whose id or label does come first."""
    wanted = list(dict.fromkeys(fold(query[:LONGEST]).split()))
    if not wanted:
        return Found((), 0)
    found = [entry for entry in entries() if all(word in entry.says for word in wanted)]
    whole = " ".join(wanted)
    found.sort(key=lambda entry: rank(entry, wanted, whole))
    return Found(tuple(entry.thing for entry in found[:MOST]), len(found))


def rank(entry: Entry, wanted: list[str], whole: str) -> int:
    """The place of a find: the id itself, in the id, the label itself, in the label, elsewhere."""
    if entry.id == whole:
        return 0
    if whole in entry.label.split():
        return 1
    if all(word in entry.label for word in wanted):
        return 2
    return 3 if all(word in entry.id for word in wanted) else 4
