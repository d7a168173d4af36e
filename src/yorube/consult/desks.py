"""Desks: which fit, in order, and which a person would expect but would be turned away from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from yorube.consult.forms import Given, Row, ready
from yorube.law.cited import Dated, Stretches
from yorube.law.frozen import frozen
from yorube.law.rulebook import Contact, Desk, Rulebook, Suits, When
from yorube.law.sheet import Held
from yorube.law.world import World


class Kept(NamedTuple):
    """A desk with the forms of its rows: as it is listed, as it is listed with cautions, as it turns a case away."""

    id: str
    form: Row
    cautious: Row
    refusal: Row


# What may be said of desks, by the condition it hangs on, each text with its rank and the place of its desk: of the
# many few hold.
Sayings = Mapping[int, Sequence[tuple[int, int, Row]]]


class Ready(NamedTuple):
    """All that is asked about desks, so that only those named in a case are looked at. `not_there`: those that do not
    exist on a day."""

    desks: tuple[Kept, ...]
    suits: Sayings
    turns_away: Sayings
    cautions: Sayings
    expected: Given[int]
    not_there: Stretches[frozenset[int]]


class Listing(NamedTuple):
    """A desk that fits, why, and when it may still refuse."""

    desk: Kept
    why: list[Row]
    cautions: list[Row] | None


class Refusal(NamedTuple):
    """A desk that would turn this case away, and why."""

    desk: Kept
    why: list[Row]


def choose(world: World, book: Rulebook) -> tuple[list[Listing], list[Refusal]]:
    """The desks of the day of the consultation: those that fit, in order, and those not suitable."""
    held, known = book.sheets.desks.of(world), ready(book, "desks", all_ready)
    desks, not_there = known.desks, known.not_there.on(world.as_of)
    fitting, away = of_each(known.suits, held), of_each(known.turns_away, held)
    cautions = of_each(known.cautions, held)
    listed = [
        Listing(desks[place], why, cautions.get(place))
        for place, why in fitting.items()
        if place not in away and place not in not_there
    ]
    if not away:
        return listed, []
    named = {*fitting, *known.expected.that_hold(held)} - not_there
    return listed, [Refusal(desks[place], why) for place, why in away.items() if place in named]


def of_each(sayings: Sayings, held: Held) -> dict[int, list[Row]]:
    """What is said of each desk; the desks in the order in which they are named first."""
    found: dict[int, list[Row]] = {}
    for _, desk, text in sorted(chain.from_iterable(filter(None, map(sayings.get, held)))):
        if desk in found:
            found[desk].append(text)
        else:
            found[desk] = [text]
    return found


def all_ready(book: Rulebook) -> Ready:
    """The desks of this rulebook; suits by their order, so that the first that holds gives a desk its place."""
    desks = [*enumerate(book.desks.values())]
    suits = sorted(
        [(suit, place) for place, desk in desks for suit in desk.suits], key=lambda one: one[0].order
    )
    return Ready(
        tuple([kept(desk) for _, desk in desks]),
        sayings(suits),
        sayings((rule, place) for place, desk in desks for rule in desk.turns_away if rule.when),
        sayings((caution, place) for place, desk in desks for caution in desk.cautions),
        Given((desk.expected, place) for place, desk in desks if desk.expected),
        Stretches(
            [Dated(from_=desk.opened, to=desk.closed) for _, desk in desks],
            lambda day: frozenset(place for place, desk in desks if not open_on(desk, day)),
        ),
    )


def sayings(texts: Iterable[tuple[Suits | When, int]]) -> Sayings:
    """Texts said of desks, ranked as they stand."""
    found: dict[int, list[tuple[int, int, Row]]] = {}
    for rank, (text, desk) in enumerate(texts):
        found.setdefault(id(text.when), []).append((rank, desk, text.text.data))
    return found


def kept(desk: Desk) -> Kept:
    """A desk, made ready."""
    refusal = {"id": desk.id, "name": desk.name.data, "why": None, "law": desk.law}
    return Kept(desk.id, form(desk, False), form(desk, True), frozen(refusal))


def open_on(desk: Desk, day: date) -> bool:
    """Whether the desk existed on this day, as far as known."""
    return (desk.opened is None or desk.opened <= day) and (desk.closed is None or day <= desk.closed)


def row(listing: Listing, rank: int) -> Row:
    """One row of `desks[]`."""
    desk, why, cautions = listing
    if cautions:
        return {**desk.cautious, "rank": rank, "why": why, "cautions": cautions}
    return {**desk.form, "rank": rank, "why": why}


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
    return {**refused.desk.refusal, "why": refused.why}
