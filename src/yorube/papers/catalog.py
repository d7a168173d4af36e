"""What is written down about the papers beside their code: forms, entries to fill in, words (the TOML files here).

`[form.ID]`: what a paper is, one for every paper of the rulebook. `[entry."a.b"]`: something the person fills in; what
was once filled in serves every paper that asks for it. `[word]`: texts, by language; a plain string is the wording of
a Japanese form and the same in every language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeAlias, TypeVar, get_args

from yorube.document.blocks import Form as Layout
from yorube.law.text import Text

Row = TypeVar("Row")
Kind: TypeAlias = Literal["line", "lines", "day", "choice"]
# The groups of papers, each a folder with its writers and one file NAME/NAME.toml.
GROUPS = ("own", "removal", "court", "lists", "police", "provider")
# Asked before any paper carries a name or an address.
CONCEAL = "conceal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that is no fact of a report and stands on a paper: a name, an address, a sentence of one's own.

    `private` entries wait for the answer on concealment; `instead` stands for one in the copy for the other side.
    `other_side`: whoever the paper is about will read it. `each_post`: asked once for every post.
    """

    id: str
    label: Text
    help: Text | None = None
    kind: Kind = "line"
    options: Mapping[str, Text]
    private: bool = False
    instead: str = ""
    other_side: bool = False
    each_post: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a paper is. `own`: the person's own, in their language and without a cover note; other papers are in
    Japanese, as whoever gets them needs.

    `goes_to`: who gets it and how it is handed in. `follows`: the version of which form. `unverified`: what was not
    checked. `sources`: what that rests on. `entries`: what is filled in, in order. `other_side`: there is a copy for
    the other side.
    """

    id: str
    layout: Layout = "plain"
    own: bool = False
    goes_to: Text
    follows: Text
    unverified: Text | None = None
    sources: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    other_side: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """All the files, by id."""

    forms: Mapping[str, Form]
    entries: Mapping[str, Entry]
    words: Mapping[str, Text]


@cache
def catalog() -> Catalog:
    """What is written down about the papers. Raises ValueError where a file is wrong."""
    forms: dict[str, Form] = {}
    entries: dict[str, Entry] = {}
    words: dict[str, Text] = {}
    for table in tables():
        add(forms, {id: form(id, row) for id, row in table.get("form", {}).items()})
        add(entries, {id: entry(id, row) for id, row in table.get("entry", {}).items()})
        add(words, {id: text(row) for id, row in table.get("word", {}).items()})
    for one in forms.values():
        asked = [entries[id] for id in one.entries]
        if any(each.private for each in asked) and one.entries[0] != CONCEAL:
            raise ValueError(f"{one.id}: asks for something private before {CONCEAL!r}")
    return Catalog(forms, entries, words)


def tables() -> Iterator[dict[str, Any]]:
    room = files("yorube.papers")
    for place in (room / "papers.toml", *(room / group / f"{group}.toml" for group in GROUPS)):
        yield tomllib.loads(place.read_text(encoding="utf-8"))


def add(all: dict[str, Row], more: dict[str, Row]) -> None:
    for id in more:
        if id in all:
            raise ValueError(f"{id}: written down twice")
    all.update(more)


def text(row: str | Mapping[str, str]) -> Text:
    return Text(row, row, row) if isinstance(row, str) else Text(**row)


def form(id: str, row: Mapping[str, Any]) -> Form:
    texts = {key: text(row[key]) for key in ("goes_to", "follows", "unverified") if key in row}
    lists = {key: tuple(row[key]) for key in ("sources", "entries") if key in row}
    return Form(**{"id": id, **row, **texts, **lists})


def entry(id: str, row: Mapping[str, Any]) -> Entry:
    texts = {key: text(row[key]) for key in ("label", "help") if key in row}
    options = {key: text(option) for key, option in row.get("options", {}).items()}
    made = Entry(**{"id": id, **row, **texts, "options": options})
    if made.kind not in get_args(Kind) or bool(options) != (made.kind == "choice"):
        raise ValueError(f"{id}: {made.kind!r} with {len(options)} options")
    return made
