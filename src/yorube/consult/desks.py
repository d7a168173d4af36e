"""Desks: which fit, in order, and which a person would expect but would be turned away from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from yorube.consult.forms import Given, Row, given, ready, that_hold
from yorube.law.rulebook import Contact, Desk, Rulebook, Suits
from yorube.law.sheet import Held
from yorube.law.text import Text
from yorube.law.world import World


class Ready(NamedTuple):
    """A desk with what is asked of it in every consultation. `reasons`: one has to hold for it to be named at all.
    `suits` stand in their order."""

    desk: Desk
    reasons: Held
    suits: Sequence[Given[Suits]]
    turns_away: Sequence[Given[Text]]
    cautions: Sequence[Given[Text]]
    form: Row


class Listing(NamedTuple):
    """A desk that fits, its place, why, and when it may still refuse; its row, to be copied."""

    desk: Desk
    order: int
    why: list[Text]
    cautions: list[Text]
    form: Row


class Refusal(NamedTuple):
    """A desk that would turn this case away, and why."""

    desk: Desk
    why: list[Text]


def choose(world: World, book: Rulebook) -> tuple[list[Listing], list[Refusal]]:
    """The desks of the day of the consultation: those that fit, in order, and those not suitable."""
    held = book.sheets.desks.of(world)
    listed: list[Listing] = []
    refused: list[Refusal] = []
    desks = [one for one in ready(book, "desks", all_ready) if not one.reasons.isdisjoint(held)]
    for desk, _, suits, turns_away, cautions, form in desks:
        if not open_on(desk, world.as_of):
            continue
        if away := that_hold(turns_away, held):
            refused.append(Refusal(desk, away))
        elif fitting := that_hold(suits, held):
            why = [suit.text for suit in fitting]
            listed.append(Listing(desk, fitting[0].order, why, that_hold(cautions, held), form))
    return sorted(listed, key=in_order), refused


def all_ready(book: Rulebook) -> list[Ready]:
    return [
        Ready(
            desk,
            reasons,
            given((suit.when, suit) for suit in sorted(desk.suits, key=in_order)),
            given((rule.when, rule.text) for rule in desk.turns_away if rule.when),
            given((caution.when, caution.text) for caution in desk.cautions),
            form(desk),
        )
        for desk, reasons in book.reasons_for_desks
    ]


def in_order(one: Listing | Suits) -> int:
    return one.order


def open_on(desk: Desk, day: date) -> bool:
    """Whether the desk existed on this day, as far as known."""
    return (desk.opened is None or desk.opened <= day) and (desk.closed is None or day <= desk.closed)


def row(listing: Listing, rank: int) -> dict[str, Any]:
    """One row of `desks[]`."""
    found = listing.form.copy()
    found["rank"] = rank
    found["why"] = [why.data for why in listing.why]
    for key in ("does", "does_not", "contact", "law"):
        found[key] = found[key].copy()
    if "languages" in found["contact"]:
        found["contact"]["languages"] = found["contact"]["languages"].copy()
    if listing.cautions:
        found["cautions"] = [text.data for text in listing.cautions]
    else:
        del found["cautions"]
    return found


def form(desk: Desk) -> Row:
    """A row of this desk; what a case has to do with it is left empty."""
    found: dict[str, Any] = {
        "id": desk.id,
        "rank": None,
        "name": desk.name.data,
        "why": None,
        "does": [text.data for text in desk.does],
        "does_not": [text.data for text in desk.does_not],
        "contact": contact(desk.contact),
        "checked_on": desk.checked_on.isoformat(),
        "law": list(desk.law),
    }
    if desk.operator:
        found["operator"] = desk.operator.data
    if desk.who:
        found["who"] = desk.who.data
    found["cautions"] = None
    if desk.note:
        found["note"] = desk.note.data
    return found


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


def refusal(refused: Refusal) -> dict[str, Any]:
    """One row of `not_suitable[]`."""
    desk = refused.desk
    return {
        "id": desk.id,
        "name": desk.name.data,
        "why": [w.data for w in refused.why],
        "law": list(desk.law),
    }
