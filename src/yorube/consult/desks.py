"""Desks: which fit, in order, and which a person would expect but would be turned away from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from yorube.law.rulebook import Contact, Desk, Rulebook
from yorube.law.text import Text
from yorube.law.world import World


@dataclass(frozen=True, slots=True)
class Listing:
    """A desk that fits, its place, why, and when it may still refuse."""

    desk: Desk
    order: int
    why: tuple[Text, ...]
    cautions: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A desk that would turn this case away, and why."""

    desk: Desk
    why: tuple[Text, ...]


def choose(world: World, book: Rulebook) -> tuple[list[Listing], list[Refusal]]:
    """The desks of the day of the consultation: those that fit, in order, and those not suitable."""
    held = book.sheets.desks.of(world)
    listed: list[Listing] = []
    refused: list[Refusal] = []
    for desk, reasons in book.reasons_for_desks:
        if reasons.isdisjoint(held) or not open_on(desk, world.as_of):
            continue
        suits = [suit for suit in desk.suits if id(suit.when) in held]
        away = tuple([rule.text for rule in desk.turns_away if rule.when and id(rule.when) in held])
        if away:
            refused.append(Refusal(desk, away))
        elif suits:
            suits.sort(key=lambda suit: suit.order)
            why = tuple([suit.text for suit in suits])
            cautions = tuple([caution.text for caution in desk.cautions if id(caution.when) in held])
            listed.append(Listing(desk, suits[0].order, why, cautions))
    return sorted(listed, key=lambda listing: listing.order), refused


def open_on(desk: Desk, day: date) -> bool:
    """Whether the desk existed on this day, as far as known."""
    return (desk.opened is None or desk.opened <= day) and (desk.closed is None or day <= desk.closed)


def row(listing: Listing, rank: int) -> dict[str, Any]:
    """One row of `desks[]`."""
    desk = listing.desk
    found: dict[str, Any] = {
        "id": desk.id,
        "rank": rank,
        "name": desk.name.data,
        "why": [why.data for why in listing.why],
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
    if listing.cautions:
        found["cautions"] = [text.data for text in listing.cautions]
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
