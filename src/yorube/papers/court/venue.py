"""Which court a petition goes to: from the addresses of the other side, or the rule and a blank."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from yorube.document.blocks import Blank, Piece, Text
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
from yorube.papers.court.parties import addressee, foreign

HEAD_OFFICE, IN_JAPAN = "provider.address", "provider.in_japan"
# How one writes that there is neither office nor representative in Japan.
NONE = re.compile(r"(なし|ない|無し?|無い|none)[。.]?", re.I)


@dataclass(frozen=True, slots=True)
class Court:
    """The district court of a place, and the court beside it (the same where it is the place's own)."""

    own: str
    also: str


@cache
def courts() -> Mapping[str, Court]:
    """The courts by prefecture."""
    place = files("yorube.papers.court") / "places.toml"
    regions = tomllib.loads(place.read_text(encoding="utf-8"))["region"]
    return {
        prefecture: Court(own, region["also"])
        for region in regions
        for prefecture, own in region["courts"].items()
    }


def court_of(address: str) -> Court | None:
    """The courts of an address, by the first prefecture it names."""
    found = re.search("|".join(courts()), address)
    return courts()[found[0]] if found else None


def place(case: Case) -> tuple[str, Court] | None:
    """The address in Japan that decides, and its courts: the head office, else the representative."""
    for id in (HEAD_OFFICE, IN_JAPAN):
        if court := court_of(case.filled(id)):
            return id, court
    return None


def nowhere(case: Case) -> bool:
    """Whether the other side is told to have neither office nor representative in Japan."""
    return NONE.fullmatch(case.filled(IN_JAPAN)) is not None and not court_of(case.filled(HEAD_OFFICE))


def named_by_order(case: Case) -> bool:
    """Whether the other side is the provider that a provision order named."""
    events = {event.kind for event in case.report.events}
    return addressee(case) == "access" and "provider_named" in events


def to_court(case: Case) -> Piece:
    """The court as filled in; a blank that names those in question where the addresses show them."""
    if case.filled("court.name"):
        return case.filled("court.name")
    label = case.voice.of(catalog().entries["court.name"].label)
    if "court.first_case" in case.form.entries and named_by_order(case):
        return Blank(label)
    found = place(case) if HEAD_OFFICE in case.form.entries else None
    if found:
        names = dict.fromkeys((found[1].own, found[1].also))
        return Blank(case.say("court.candidates", label=label, courts=case.voice.listed(names)))
    return Blank(label)


def venue(case: Case, they: str) -> Iterator[Text]:
    """Why this court is competent for a petition for disclosure, one text after the other."""
    if named_by_order(case):
        yield case.say("court.venue.first", law=case.law("johopura#10.7"))
    yield (case.say("court.venue.office", they=they), case.entry(HEAD_OFFICE))
    at_home = foreign(case) is False or court_of(case.filled(HEAD_OFFICE))
    if case.filled(IN_JAPAN) or not at_home:
        yield (case.say("court.venue.in_japan", they=they), case.entry(IN_JAPAN))
    found = place(case)
    if found:
        id, court = found
        yield case.say(f"court.venue.by.{id}", law=case.law("johopura#10.1"), court=court.own)
        if court.also != court.own:
            yield case.say("court.venue.also", law=case.law("johopura#10.3"), court=court.also)
    elif nowhere(case):
        yield case.say(
            "court.venue.nowhere",
            business=case.law("johopura#9.1"),
            law=case.law("johopura#10.2"),
            rule=case.law("kaiji_kisoku#1"),
        )
    else:
        yield case.say(
            "court.venue.rule",
            own=case.law("johopura#10.1"),
            rule=case.law("johopura#10.2"),
            also=case.law("johopura#10.3"),
        )
