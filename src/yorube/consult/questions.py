"""What to ask next: the facts that can still change something the person asked for, most decisive first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from yorube.consult.clocks import Deadline
from yorube.consult.findings import Finding
from yorube.consult.forms import ready
from yorube.consult.plan import Draft
from yorube.law.expr import Weights
from yorube.law.facts import Fact
from yorube.law.rulebook import Process, Rulebook
from yorube.law.world import World

# How much a fact counts for what it settles. Danger first, then the wish, then the clock, then the rest.
SAFETY, WISH, CLOCK, FINDING, ACTION, DESK, PAPER = 1000.0, 500.0, 20.0, 30.0, 3.0, 1.0, 0.5
FACTORS = {"safety": SAFETY, "deadlines": CLOCK, "actions": ACTION, "desks": DESK}
# The place of each kind: what a fact settles is named in this order.
PLACE = {kind: place for place, kind in enumerate(FACTORS)}
IN_ORDER = itemgetter(0)
# Asked whatever the wish.
ALWAYS = ("safety", "desks")
# Wishes that the findings serve: with `listen` alone nothing about the law is asked.
LEGAL_WISHES = frozenset({"advice", "delete", "identify", "compensate", "punish", "stop"})
FIRST = {"harm.danger": SAFETY * 10, "harm.self_harm": SAFETY * 9, "wishes": WISH}


Question = Mapping[str, str]
# The words of the question about each fact; None where it is never asked.
Asks = Mapping[str, Question | None]


class Settled(NamedTuple):
    """What a condition decides, for a question about it: in the order in which a question names them."""

    place: int
    name: str
    factor: float
    always: bool


class Ready(NamedTuple):
    """What the rulebook alone gives. `of_whole` and `of_post`: what the conditions of its opening sheets decide, by
    their place."""

    of_whole: Sequence[Settled]
    of_post: Sequence[Settled]
    asks: Asks


def all_ready(book: Rulebook) -> Ready:
    processes = sorted((*book.processes, *book.processes_in_post), key=lambda one: PLACE[one.kind])
    places = {id(one): place for place, one in enumerate(processes)}

    def settled(processes: Iterable[Process]) -> Sequence[Settled]:
        return [
            Settled(places[id(one)], one.name, FACTORS[one.kind], one.kind in ALWAYS) for one in processes
        ]

    return Ready(
        settled(book.processes),
        settled(book.processes_in_post),
        {fact.id: fact.ask.data if fact.asked and fact.ask else None for fact in book.facts.values()},
    )


class Open(defaultdict[str, list[Any]]):
    """The open facts by their path: how much each counts and for what it settles, in turn."""

    def __init__(self) -> None:
        super().__init__(list)

    def add(self, weights: Weights, what: str, factor: float) -> None:
        for fact, weight in weights.items():
            self[fact].extend((weight * factor, what))


def questions(
    world: World,
    findings: Sequence[Finding],
    rows: Sequence[Deadline],
    drafts: Sequence[Draft],
    book: Rulebook,
) -> list[dict[str, Any]]:
    """`questions[]` of the outcome."""
    of_whole, of_post, asks = ready(book, "questions", all_ready)
    found = Open()
    for fact, weight in FIRST.items():
        if fact not in world.facts:
            found.add({fact: 1.0}, "order", weight)
    wanted = legal(world)
    opened = [(of_whole[place], weights) for place, weights in book.sheets.open.of(world)]
    for post in world.posts:
        opened += [(of_post[place], weights) for place, weights in book.sheets.open_in_post.of(post)]
    for (_, name, factor, always), weights in sorted(opened, key=IN_ORDER):
        if wanted or always:
            found.add(weights, name, factor)
    if wanted:
        for finding in findings:
            if finding.open:
                found.add(finding.open, f"findings.{finding.post.post}.{finding.ground.id}", FINDING)
        for run, _ in rows:
            if run.missing and run.ended_by is None:
                found.add(dict.fromkeys(run.missing, 1.0), f"deadlines.{run.clock.id}", CLOCK)
        for draft in drafts:
            if draft.missing:
                found.add(dict.fromkeys(draft.missing, 1.0), f"papers.{draft.paper.id}", PAPER)
    return asked(found, asks, asks_of_posts(world, asks), book)


def legal(world: World) -> bool:
    """Whether anything about the law is wanted: a wish it serves was told, or the wishes are not known."""
    wishes = world.facts.get("wishes")
    return not isinstance(wishes, frozenset) or bool(wishes - {"listen"}) or not wishes


def asks_of_posts(world: World, asks: Asks) -> Asks:
    """The words of the question about each fact that was named in some post, by its path."""
    found: dict[str, Question | None] = {}
    for post in world.posts:
        found.update(zip(post.paths.values(), map(asks.get, post.paths), strict=True))
    return found


def asked(found: Open, asks: Asks, in_posts: Asks, book: Rulebook) -> list[dict[str, Any]]:
    """The questions, most decisive first; facts that are never asked are passed over. What differs by less than a
    millionth counts the same."""
    rows = []
    for _, path in sorted([(-round(sum(settled[::2]) * 1e6), path) for path, settled in found.items()]):
        named = asks if path in asks else in_posts
        question = named[path] if path in named else asks.get(id_of(path, book))
        if question:
            settles = [*dict.fromkeys(found[path][1::2])]
            rows.append({"fact": path, "settles": settles, "question": question})
    return rows


def id_of(path: str, book: Rulebook) -> str:
    """The id of the fact a path names; nothing where it names none."""
    fact = fact_of(path, book)
    return fact.id if fact else ""


def fact_of(path: str, book: Rulebook) -> Fact | None:
    """The fact a path of the outcome names: `posts.p1.place` is `posts.place`; a post's id may hold dots."""
    if path in book.facts:
        return book.facts[path]
    if not path.startswith("posts."):
        return None
    rest = path
    while rest:  # most ids hold none: the first try finds it
        rest = rest.partition(".")[2]
        fact = book.facts.get(f"posts.{rest.partition('.')[2]}")
        if fact is not None:
            return fact
    return None
