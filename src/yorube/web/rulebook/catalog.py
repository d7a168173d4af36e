"""Everything in the rulebook by kind and name: its label, its fields with what they refer to, what rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any

from yorube.consult.citations import entry
from yorube.law import shipped
from yorube.law.expr import Node, Reference
from yorube.law.rulebook import Article, Decision, Ground, Quiet, Rulebook
from yorube.law.text import Text
from yorube.web.consult.templatetags.answer import numbered

# A thing is named by its kind and its id: ("grounds", "civil.insult").
Name = tuple[str, str]

# A kind's things by their ids.
Known = Mapping[str, Mapping[str, Any]]

# What the words of a field may name, by the field: kinds of things. Where a word is in none of them it is only a word.
REFERS = {
    "desks": ("desks",),
    "desk": ("desks",),
    "papers": ("papers",),
    "actions": ("actions",),
    "platforms": ("platforms",),
    "clocks": ("deadlines",),
    "grounds": ("grounds",),
    "fact": ("facts",),
    "facts": ("facts",),
    "needs": ("facts",),
    "later": ("facts",),
    "first": ("facts",),
    "element": ("conditions",),
    "gap": ("gaps",),
    "touches": ("desks", "platforms", "papers", "actions", "grounds", "deadlines", "carriers", "facts"),
}
# Fields that say nothing a reader of the pages needs: derived, or said by others.
PASSED_OVER = ("id", "data", "ja", "en", "easy", "made_out", "excluded", "values", "private")
# The fields that name a thing, in the order they are tried.
LABELS = ("label", "name", "title", "what", "message", "text", "note")


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of the rulebook: `slug` is its name in addresses, without `#`."""

    kind: str
    id: str
    slug: str
    label: Text
    value: Any


def kinds(book: Rulebook) -> Known:
    """Every kind with its things by id, in the order they are shown."""
    return {
        "grounds": book.grounds,
        "conditions": {f"{g.id}.{part.id}": part for g in book.grounds.values() for part in g.parts},
        "shared": book.rules,
        "readings": by_id(book.readings),
        "deadlines": by_id(book.clocks),
        "desks": book.desks,
        "actions": book.actions,
        "papers": book.papers,
        "safety": by_id(book.safety),
        "police": by_id(book.factors),
        "steps": by_id(book.steps),
        "costs": by_id(book.costs),
        "times": by_id(book.times),
        "payers": by_id(book.payers),
        "legal-aid": {"legal_aid": book.legal_aid},
        "unknown": by_id(book.not_known),
        "platforms": book.services,
        "carriers": book.carriers,
        "cues": book.cues,
        "posting": by_id(book.posting),
        "saving": by_id(book.saving),
        "quiet": book.quiet,
        "removal": by_id(book.removal),
        "research": by_id(book.research),
        "facts": book.facts,
        "screens": by_id(book.pages),
        "articles": book.articles,
        "decisions": book.decisions,
        "sources": book.sources,
        "gaps": book.gaps,
    }


def by_id(rows: Sequence[Any]) -> dict[str, Any]:
    return {row.id: row for row in rows}


class Catalog:
    """The things of a rulebook, with what refers to what."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.known = kinds(book)
        self.kinds = {
            kind: {id: Thing(kind, id, slug(id), label(value, book), value) for id, value in rows.items()}
            for kind, rows in self.known.items()
        }
        self.by_slug = {
            kind: {thing.slug: thing for thing in rows.values()} for kind, rows in self.kinds.items()
        }
        self.users: dict[Name, dict[Name, None]] = {}
        for thing in self:
            for name in refers(thing.value, self.known):
                if name != (thing.kind, thing.id):
                    self.users.setdefault(name, {})[thing.kind, thing.id] = None

    def __iter__(self) -> Iterator[Thing]:
        for rows in self.kinds.values():
            yield from rows.values()

    def get(self, name: Name) -> Thing:
        return self.kinds[name[0]][name[1]]

    def used_by(self, thing: Thing) -> list[Thing]:
        """What refers to a thing; to a source also by its articles and decisions."""
        names = dict(self.users.get((thing.kind, thing.id), {}))
        if thing.kind == "sources":
            for id in self.kinds["articles"]:
                if id.partition("#")[0] == thing.id:
                    names[("articles", id)] = None
        return [self.get(name) for name in names if name[0] != "gaps"]

    def gaps_of(self, thing: Thing) -> list[Thing]:
        """What is not known about a thing."""
        return [gap for gap in self.kinds["gaps"].values() if thing.id in gap.value.touches]

    def decisions_of(self, thing: Thing) -> list[Thing]:
        """The decisions that speak to a condition, or to any of a ground's."""
        conditions = {thing.id}
        if isinstance(thing.value, Ground):
            conditions = {f"{thing.id}.{part.id}" for part in thing.value.parts}
        return [one for one in self.kinds["decisions"].values() if conditions.intersection(one.value.element)]


@cache
def catalog() -> Catalog:
    """The catalog of the rulebook that comes with Yorube."""
    return Catalog(shipped())


def slug(id: str) -> str:
    """An id as part of an address: `keiho#231` is `keiho/231`, `case:x` is `x`."""
    return id.removeprefix("case:").replace("#", "/")


def cited(cite: str) -> Name:
    """What a citation names."""
    if cite.startswith("case:"):
        return "decisions", cite
    return ("sources", cite.removeprefix("src:")) if cite.startswith("src:") else ("articles", cite)


def label(value: Any, book: Rulebook) -> Text:
    """The words by which a thing is listed."""
    if isinstance(value, Ground):
        return value.ground.label
    if isinstance(value, Decision):
        title = entry(value.id, book, book.law_of)["title"]
        return Text(title["ja"], title["en"])
    if isinstance(value, Article):
        row = entry(value.id, book, book.law_of)
        return Text(*(f"{row['title'][lang]} {numbered(row['article'], lang)}" for lang in ("ja", "en")))
    if isinstance(value, Quiet):
        return book.services[value.id].name
    found: Text = next(getattr(value, name) for name in LABELS if getattr(value, name, None))
    return found


def refers(value: Any, known: Known, field: str = "") -> Iterator[Name]:
    """Everything a value refers to, with what its conditions look at."""
    if isinstance(value, Node):
        for node in value.walk():
            if isinstance(node, Reference):
                yield "shared", node.id
            yield from (("facts", id) for id in sorted(node.looks_at()) if id in known["facts"])
    elif isinstance(value, tuple):
        for item in value:
            yield from refers(item, known, field)
    elif isinstance(value, str):
        name = named(field, value, known)
        if name is not None:
            yield name
    elif is_dataclass(value) and not isinstance(value, Text):
        for one in fields(value):
            if one.name not in PASSED_OVER:
                yield from refers(getattr(value, one.name), known, one.name)


def named(field: str, value: str, known: Known) -> Name | None:
    """What a word in a field names, if it names anything."""
    if field == "law" or (field == "source" and value):
        return cited(value)
    kind = next((kind for kind in REFERS.get(field, ()) if value in known[kind]), None)
    return (kind, value) if kind else None
