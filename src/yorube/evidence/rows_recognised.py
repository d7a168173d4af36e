"""The sheet on 同定可能性: who could tell that this person is meant, from which words, and why. Filled in as
people told it; room to write where nobody has yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yorube.document import Blank, Document, Field, Line, Paragraph, Table, Title
from yorube.evidence.exhibit import Wanted
from yorube.evidence.record import Record
from yorube.evidence.rows import say

KEYS = ("who", "words", "how", "on")
WIDTHS = (34.0, 48.0, 50.0, 28.0)
LEAST = 3
LONGEST = 2000
# An empty cell to write in by hand.
ROOM = "\u3000\n\u3000\n\u3000"


class RecognisedError(ValueError):
    """A row that cannot be read: which one."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """One person who could tell; empty where it was not told."""

    who: str = ""
    words: str = ""
    how: str = ""
    on: str = ""


def read(table: Mapping[str, Any]) -> tuple[Recognised, ...]:
    """The rows of `[[recognised]]`. Raises RecognisedError for keys and values that are none."""
    rows = table.get("recognised", [])
    if set(table) - {"recognised"} or not isinstance(rows, list):
        raise RecognisedError("[[recognised]]")
    found = []
    for number, row in enumerate(rows):
        if not isinstance(row, dict) or set(row) - set(KEYS):
            raise RecognisedError(f"recognised[{number}]")
        values = {key: str(value) for key, value in row.items()}
        if any(len(value) > LONGEST for value in values.values()):
            raise RecognisedError(f"recognised[{number}]")
        found.append(Recognised(**values))
    return tuple(found)


def document(rows: Sequence[Recognised], record: Record, wanted: Wanted) -> Document:
    """The sheet of one exhibit."""
    filled = [*rows, *[Recognised()] * max(0, LEAST - len(rows))]
    cells = tuple(tuple(getattr(row, key) or ROOM for key in KEYS) for row in filled)
    blocks = (
        Title(say("recognised.title")),
        Field(say("report.number"), wanted.short or Blank(say("report.number"))),
        Field(say("report.id"), record.id),
        Field(say("exhibit.url"), record.final_url or record.requested_url or say("exhibit.no_url")),
        Paragraph(say("recognised.about")),
        Table(WIDTHS, tuple(say(f"recognised.{key}") for key in KEYS), cells),
        Paragraph(say("recognised.note")),
        Line(say("handle")),
    )
    return Document(say("recognised.title"), "ja", blocks, "court", footer=say("exhibit.handle"))
