"""What to ask next: the facts that can still change something the person asked for, most decisive first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from yorube.consult.clocks import Deadline
from yorube.consult.findings import Finding
from yorube.consult.plan import Draft
from yorube.law.expr import Weights
from yorube.law.facts import Fact
from yorube.law.rulebook import Rulebook
from yorube.law.world import World

# How much a fact counts for what it settles. Danger first, then the wish, then the clock, then the rest.
SAFETY, WISH, CLOCK, FINDING, ACTION, DESK, PAPER = 1000.0, 500.0, 20.0, 30.0, 3.0, 1.0, 0.5
FACTORS = {"safety": SAFETY, "deadlines": CLOCK, "actions": ACTION, "desks": DESK}
# The place of each kind: what a fact settles is named in this order.
PLACE = {kind: place for place, kind in enumerate(FACTORS)}
# Asked whatever the wish.
ALWAYS = ("safety", "desks")
# Wishes that the findings serve: with `listen` alone nothing about the law is asked.
LEGAL_WISHES = frozenset({"advice", "delete", "identify", "compensate", "punish", "stop"})
FIRST = {"harm.danger": SAFETY * 10, "harm.self_harm": SAFETY * 9, "wishes": WISH}


class Open:
    """The open facts: how much each weighs, and what it settles."""

    def __init__(self) -> None:
        self.weight: dict[str, float] = {}
        self.settles: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, weights: Weights, what: str, factor: float) -> None:
        total, settles = self.weight, self.settles
        for fact, weight in weights.items():
            total[fact] = total.get(fact, 0.0) + weight * factor
            settles[fact].append(what)


def questions(
    world: World,
    findings: Sequence[Finding],
    rows: Sequence[Deadline],
    drafts: Sequence[Draft],
    book: Rulebook,
) -> list[dict[str, Any]]:
    """`questions[]` of the outcome."""
    found = Open()
    for fact, weight in FIRST.items():
        if fact not in world.facts:
            found.add({fact: 1.0}, "order", weight)
    wanted = legal(world)
    opened = [(book.processes[place], weights) for place, weights in book.sheets.open.of(world)]
    for post in world.posts:
        of_post = book.sheets.open_in_post.of(post)
        opened += [(book.processes_in_post[place], weights) for place, weights in of_post]
    for process, weights in sorted(opened, key=lambda one: PLACE[one[0].kind]):
        if wanted or process.kind in ALWAYS:
            found.add(weights, process.name, FACTORS[process.kind])
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
    return list(asked(found, book))


def legal(world: World) -> bool:
    """Whether anything about the law is wanted: a wish it serves was told, or the wishes are not known."""
    wishes = world.facts.get("wishes")
    return not isinstance(wishes, frozenset) or bool(wishes - {"listen"}) or not wishes


def asked(found: Open, book: Rulebook) -> Iterable[dict[str, Any]]:
    """The questions, most decisive first; facts that are never asked are passed over."""
    weights = {path: round(weight, 6) for path, weight in found.weight.items()}
    for path in sorted(sorted(weights), key=weights.__getitem__, reverse=True):
        fact = fact_of(path, book)
        if fact is not None and fact.asked and fact.ask is not None:
            yield {"fact": path, "settles": [*dict.fromkeys(found.settles[path])], "question": fact.ask.data}


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
