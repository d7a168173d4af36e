"""What the person said, held beside what was kept. Differences are shown, and nobody is told to be wrong: memories and
clocks both slip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from yorube.evidence.facts import Fact
from yorube.law.addresses import shown
from yorube.law.periods import JAPAN

# People read a clock to the minute, and a service rounds.
NEAR = timedelta(minutes=1)


def told_of(posts: Iterable[Mapping[str, object]]) -> dict[str, Any]:
    """What a report says of its posts, as capture.json holds it: address and time, by the post's number."""
    rows: dict[str, Any] = {}
    for number, post in enumerate(posts, 1):
        said = {
            key: as_text(post[f"posts.{key}"])
            for key in ("id", "url", "platform", "posted_at", "found_on")
            if f"posts.{key}" in post
        }
        rows[str(said.get("id", number))] = said
    return rows


def as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def differences(told: Mapping[str, Any], facts: Iterable[Fact]) -> Iterator[dict[str, Any]]:
    """Where what was told and what was kept do not say the same."""
    kept = list(facts)
    known = {fact.post for fact in kept if fact.what == "post_id"}
    for name, said in told.items():
        address = shown(said["url"]) if said.get("url") else None
        if address is None:
            continue
        if address.id not in known:
            yield {"post": name, "what": "post_id", "told": address.id, "kept": None, "at": None}
            continue
        time = said.get("posted_at")
        for fact in kept:
            if fact.post != address.id:
                continue
            if fact.what in ("posted_at", "time_in_id") and time and not same_time(time, fact.value):
                yield difference(name, fact, time)
            elif fact.what == "account" and address.account and not same_name(address.account, fact.value):
                yield difference(name, fact, address.account)


def difference(post: str, fact: Fact, told: str) -> dict[str, Any]:
    return {"post": post, "what": fact.what, "told": told, "kept": fact.value, "at": f"{fact.file} {fact.at}"}


def same_name(told: str, kept: str) -> bool:
    return told.casefold() == kept.casefold()


def same_time(told: str, kept: str) -> bool:
    """Whether a day or a time that was told is that of a fact, in Japan's days."""
    at = datetime.fromisoformat(kept)
    if "T" not in told and " " not in told:
        return date.fromisoformat(told) == at.astimezone(JAPAN).date()
    said = datetime.fromisoformat(told)
    if said.tzinfo is None:
        said = said.replace(tzinfo=JAPAN)
    return abs(said - at) < NEAR + timedelta(seconds=1)
