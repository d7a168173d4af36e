"""Desks: which fit, in order, and which a person would expect but would be turned away from."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from yorube.consult.forms import Given, Row, ready, said
from yorube.law.cited import Dated, Stretches
from yorube.law.frozen import frozen
from yorube.law.rulebook import Contact, Desk, Rulebook
from yorube.law.sheet import Held
from yorube.law.world import World


class Kept(NamedTuple):
    """A desk with its rows: as it is named, as it is named with cautions, as it is turned away from."""

    desk: Desk
    cautions: Given[Row]
    form: Row
    cautious: Row
    refusal: Row


class Ready(NamedTuple):
    """All that is asked about desks, so that only those named in a case are looked at; each desk by its place in
    `desks`. `suits` and `turns_away` give it with what is said, `suits` in the order in which desks are listed.
    `not_there`: those that do not exist on a day."""

    desks: tuple[Kept, ...]
    suits: Given[tuple[int, Row]]
    turns_away: Given[tuple[int, Row]]
    expected: Given[int]
    not_there: Stretches[frozenset[int]]


class Listing(NamedTuple):
    """A desk that fits, why, and when it may still refuse; the form of its row."""

    desk: Desk
    why: list[Row]
    cautions: list[Row]
    form: Row


class Refusal(NamedTuple):
    """The form of the row of a desk that would turn this case away, and why it would."""

    form: Row
    why: list[Row]


def choose(world: World, book: Rulebook) -> tuple[list[Listing], list[Refusal]]:
    """The desks of the day of the consultation: those that fit, in order, and those not suitable."""
    held, known = book.sheets.desks.of(world), ready(book, "desks", all_ready)
    desks, not_there = known.desks, known.not_there.on(world.as_of)
    fitting = together(known.suits.that_hold(held))
    away = together(known.turns_away.that_hold(held))
    listed = [
        listing(desks[place], why, held)
        for place, why in fitting.items()
        if place not in away and place not in not_there
    ]
    if not away:
        return listed, []
    named = {*fitting, *known.expected.that_hold(held)} - not_there
    return listed, [Refusal(desks[place].refusal, why) for place, why in away.items() if place in named]


def together(said: Iterable[tuple[int, Row]]) -> dict[int, list[Row]]:
    """What is said of each desk, the desks in the order in which they are named first."""
    found: dict[int, list[Row]] = {}
    for place, text in said:
        if place in found:
            found[place].append(text)
        else:
            found[place] = [text]
    return found


def listing(kept: Kept, why: list[Row], held: Held) -> Listing:
    """A desk that fits."""
    desk, several, form, cautious, _ = kept
    cautions = several.that_hold(held) if several.things else []
    return Listing(desk, why, cautions, cautious if cautions else form)


def all_ready(book: Rulebook) -> Ready:
    """The desks of this rulebook."""
    desks = [*enumerate(book.desks.values())]
    suits = sorted(
        ((suit, place) for place, desk in desks for suit in desk.suits), key=lambda one: one[0].order
    )
    away = [(rule, place) for place, desk in desks for rule in desk.turns_away if rule.when]
    return Ready(
        tuple([kept(desk) for _, desk in desks]),
        Given((suit.when, (place, suit.text.data)) for suit, place in suits),
        Given((rule.when, (place, rule.text.data)) for rule, place in away),
        Given((desk.expected, place) for place, desk in desks if desk.expected),
        Stretches(
            [Dated(from_=desk.opened, to=desk.closed) for _, desk in desks],
            lambda day: frozenset(place for place, desk in desks if not open_on(desk, day)),
        ),
    )


def kept(desk: Desk) -> Kept:
    """A desk, made ready."""
    refusal = {"id": desk.id, "name": desk.name.data, "why": None, "law": desk.law}
    return Kept(desk, said(desk.cautions), form(desk, False), form(desk, True), frozen(refusal))


def open_on(desk: Desk, day: date) -> bool:
    """Whether the desk existed on this day, as far as known."""
    return (desk.opened is None or desk.opened <= day) and (desk.closed is None or day <= desk.closed)


def row(listing: Listing, rank: int) -> Row:
    """One row of `desks[]`."""
    _, why, cautions, form = listing
    if cautions:
        return {**form, "rank": rank, "why": why, "cautions": cautions}
    return {**form, "rank": rank, "why": why}


def form(desk: Desk, cautions: bool) -> Row:
    """A row of this desk, with cautions or without; what a case has to do with it is left empty."""
    found: Row = {
        "id": desk.id,
        "rank": None,
        "name": desk.name.data,
        "why": None,
        "does": [text.data for text in desk.does],
        "does_not": [text.data for text in desk.does_not],
        "contact": contact(desk.contact),
        "checked_on": desk.checked_on.isoformat(),
        "law": desk.law,
    }
    if desk.operator:
        found["operator"] = desk.operator.data
    if desk.who:
        found["who"] = desk.who.data
    if cautions:
        found["cautions"] = None
    if desk.note:
        found["note"] = desk.note.data
    made: Row = frozen(found)
    return made


def contact(contact: Contact) -> dict[str, Any]:
    """How to reach a desk; what is not known is left out."""
    found: dict[str, Any] = {}
    if contact.url:
        found["url"] = contact.url
    if contact.phone:
        found["phone"] = contact.phone
    if contact.languages:
        found["languages"] = list(contact.languages)
    if contact.hours:
        found["hours"] = contact.hours.data
    if contact.cost:
        found["cost"] = contact.cost.data
    if contact.channels:
        found["channels"] = contact.channels.data
    return found


def refusal(refused: Refusal) -> Row:
    """One row of `not_suitable[]`."""
    return {**refused.form, "why": refused.why}
