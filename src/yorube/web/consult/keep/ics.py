"""A calendar file (RFC 5545) with one entry for a day. Pure; an entry says no more than its day and what it is told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

# Lines are folded after so many bytes.
FOLD = 75
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar(days: Iterable[date], title: str, stamp: date) -> bytes:
    """One entry for each day, all of it, with this title; `stamp` is the day it was made.

    An entry's id hangs on its day alone: made again, the file changes entries and doubles none, and tells nothing.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Notes//Notes//EN", "CALSCALE:GREGORIAN"]
    for day in sorted(set(days)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{uuid5(NAMESPACE_URL, f'urn:day:{day.isoformat()}')}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}",
            f"SUMMARY:{plain(title).translate(ESCAPED)}",
            "CLASS:PRIVATE",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line.encode()))


def plain(text: str) -> str:
    """Without characters that are no part of a text; ends of lines are kept."""
    return "".join(char for char in text.replace("\r\n", "\n") if char.isprintable() or char == "\n")


def folded(line: bytes) -> Iterator[bytes]:
    """A line in parts of at most 75 bytes, none of which ends inside a character."""
    room = FOLD
    while len(line) > room:
        end = room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        yield line[:end]
        line, room = b" " + line[end:], FOLD
    yield line
