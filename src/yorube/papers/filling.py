"""What a person filled in, checked: by entry, those of a post by `ENTRY@POST`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from yorube.law.text import Text
from yorube.papers.catalog import Entry

# Characters.
LONGEST = {"line": 300, "lines": 10_000}
CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
BROKEN = re.compile(r"[\t\n]")


class FillingError(ValueError):
    """Something filled in that cannot stand: where, and why in Japanese and English."""

    def __init__(self, place: str, why: Text) -> None:
        self.place, self.why = place, why
        super().__init__(f"{place}: {why.en}")


def checked(table: Mapping[str, Any], entries: Mapping[str, Entry], posts: frozenset[str]) -> dict[str, str]:
    """The values of a table (tables in it stand for `a.b`). Raises FillingError at the first that cannot stand.

    What is left empty is left out. Entries of a post stand under `ENTRY@POST`, in a file as a table by post.
    """
    values: dict[str, str] = {}
    for place, found in flat(table, entries):
        id, _, post = place.partition("@")
        if id not in entries:
            raise FillingError(place, Text("そういう欄はありません", "there is no such entry"))
        if entries[id].each_post != bool(post) or (post and post not in posts):
            raise FillingError(
                place, Text("この投稿の欄はありません", "there is no such entry for this post")
            )
        value = one(place, found, entries[id])
        if value:
            values[place] = value
    return values


def flat(
    table: Mapping[str, Any], entries: Mapping[str, Entry], before: str = ""
) -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        here = f"{before}{key}"
        if not isinstance(value, Mapping):
            yield here, value
        elif here in entries:  # by post
            yield from ((f"{here}@{post}", one) for post, one in value.items())
        else:
            yield from flat(value, entries, f"{here}.")


def one(place: str, found: Any, entry: Entry) -> str:
    """One value as it is kept."""
    if isinstance(found, date) and entry.kind == "day":
        return f"{found:%Y-%m-%d}"
    if not isinstance(found, str):
        raise FillingError(place, Text("文字で書いてください", "must be a text"))
    value = found.replace("\r\n", "\n").strip()
    if CONTROLS.search(value) or (entry.kind == "line" and BROKEN.search(value)):
        raise FillingError(place, Text("使えない文字があります", "has a character that cannot stand here"))
    if len(value) > LONGEST.get(entry.kind, LONGEST["line"]):
        raise FillingError(
            place, Text(f"長すぎます（{len(value)}字）", f"is too long ({len(value)} characters)")
        )
    if value and entry.kind == "choice" and value not in entry.options:
        allowed = ", ".join(entry.options)
        raise FillingError(place, Text(f"どれかにしてください: {allowed}", f"must be one of {allowed}"))
    if value and entry.kind == "day":
        try:
            date.fromisoformat(value)
        except ValueError:
            raise FillingError(
                place, Text("日付ではありません（例: 2026-11-22）", "is not a day; write it as 2026-11-22")
            ) from None
    return value
