"""The law of a day: what is in force on it, in words, and what changes between two days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from yorube.law.expr import Node
from yorube.law.rulebook import Defence, Element, Ground, Rulebook
from yorube.law.text import Text


@dataclass(frozen=True, slots=True)
class State:
    """One thing in force on a day: what it is (`crime.insult`, `penalty`), its words, what it rests on, since when."""

    of: Text
    part: str
    words: Text
    law: tuple[str, ...]
    since: date | None


def at(book: Rulebook, day: date) -> Mapping[str, State]:
    """Everything dated that is in force on a day, by a key that stays the same from day to day."""
    return {f"{state_id}": state for state_id, state in states(book, day)}


def states(book: Rulebook, day: date) -> Iterator[tuple[str, State]]:
    """Grounds with penalties and elements, article numbers, designated services, desks."""
    for ground in book.grounds.values():
        yield from of_ground(ground, day)
    for article in book.articles.values():
        number = next((n for n in article.numbers if n.covers(day)), None)
        if number is not None:
            title = book.sources[article.id.partition("#")[0]].title
            words = Text(
                f"{title.ja} {number.no}: {article.says.ja}", f"{title.en} {number.no}: {article.says.en}"
            )
            yield article.id, State(title, "article", words, (article.id,), number.from_)
    for service in book.services.values():
        if service.designated_on is not None and service.designated_on <= day:
            words = Text("大規模プラットフォームに指定されている", "designated as a large platform")
            yield (
                f"platform.{service.id}",
                State(service.name, "platform", words, service.law, service.designated_on),
            )
    for desk in book.desks.values():
        if desk.opened is not None and desk.opened <= day and (desk.closed is None or day <= desk.closed):
            words = Text("開いている", "open")
            yield f"desk.{desk.id}", State(desk.name, "desk", words, desk.law, desk.opened)


def of_ground(ground: Ground, day: date) -> Iterator[tuple[str, State]]:
    """The version, penalty and dated elements of a ground on a day."""
    head = ground.ground
    version = ground.version_on(day)
    if version is None:
        return
    words = version.note or head.about
    yield head.id, State(head.label, "ground", words, version.law, version.from_)
    penalty = ground.penalty_on(day)
    if penalty is not None:
        years = penalty.limitation.years
        words = Text(
            f"{penalty.text.ja}（公訴時効 {years}年）",
            f"{penalty.text.en} (limitation of prosecution: {years} years)",
        )
        yield f"{head.id}.penalty", State(head.label, "penalty", words, penalty.law, penalty.from_)
    rules = ground.in_force(day)
    for part in rules.parts:
        kind = "defence" if isinstance(part, Defence) else "element"
        words = Text(f"{part.label.ja}: {sentence(part, 'ja')}", f"{part.label.en}: {sentence(part, 'en')}")
        yield f"{head.id}.{part.id}", State(head.label, kind, words, part.law, part.from_)


def sentence(part: Element | Defence, lang: str) -> str:
    """The condition of an element or defence in words."""
    node: Node = part.value
    return node.sentence(lang)


@dataclass(frozen=True, slots=True)
class Change:
    """What differs between two days: the thing before (None: new) and after (None: gone)."""

    id: str
    before: State | None
    after: State | None


def diff(book: Rulebook, before: date, after: date) -> list[Change]:
    """What changes from one day to another, in the order of the rulebook."""
    one, two = at(book, before), at(book, after)
    return [
        Change(id, one.get(id), two.get(id))
        for id in dict.fromkeys((*one, *two))
        if differs(one.get(id), two.get(id))
    ]


def differs(one: State | None, two: State | None) -> bool:
    """Whether words, sources or the day differ; a new version with the same words is a change too."""
    return one != two
