"""Why something does not hold, why a page was not kept whole, and what was counted, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yorube.evidence.record import Record
from yorube.evidence.words import words
from yorube.law.text import Text

# Counted, and said also where it is nought.
ALWAYS = ("posts", "images.found", "images.loaded", "requests.sent", "requests.answered", "files")


def because(reason: Mapping[str, Any], lang: str) -> str:
    """A reason as its data (`Reason.data`), as a sentence. Names are somebody else's: what is no letter is not said."""
    values = {key: plain(str(value)) for key, value in reason.items()}
    return spoken(words("reasons")[reason["code"]], lang).format_map(values)


def plain(text: str) -> str:
    return "".join(one if one.isprintable() else "\ufffd" for one in text)


def reasons(record: Record, lang: str) -> Iterator[str]:
    """The reasons of a verdict; one without words as it stands."""
    known = {**words("capture"), **words("files")}
    values = dict(flat(record.counters))
    numbers = {name.rpartition(".")[2]: value for name, value in values.items()}
    for why in record.why:
        text = known.get(f"why.{why}")
        yield spoken(text, lang).format_map(Numbers(numbers)) if text else why


def counted(record: Record, lang: str) -> str:
    """What was counted, on one line; what is nought or not so is left out, but for posts, images and requests."""
    told = words("files")
    rows = []
    for name, value in flat(record.counters):
        if value or name in ALWAYS:
            text = told.get(f"counter.{name}")
            label = spoken(text, lang) if text else name
            rows.append(label if value is True else f"{label} {value}")
    return "、".join(rows) if lang != "en" else ", ".join(rows)


class Numbers(dict[str, Any]):
    """Counters by name; one that was not counted is a question mark, and no fault."""

    def __missing__(self, name: str) -> str:
        return "?"


def flat(counters: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Counters inside counters by their whole name."""
    for name, value in counters.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{inner}", one) for inner, one in value.items())
        else:
            yield name, value


def spoken(text: Text, lang: str) -> str:
    """A text in a language; where there is no plain Japanese, in Japanese."""
    return text.data.get(lang) or text.ja
