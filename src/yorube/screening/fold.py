"""A text folded for comparing: width, case and kana joined, what cannot be seen left out, each place traced back."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Characters that are written for one another: `’` and `−` are no punctuation of their own here.
ALIKE = str.maketrans({"’": "'", "‘": "'", "−": "-"})


@dataclass(frozen=True, slots=True)
class Folded:
    """The folded characters; the n-th comes from `starts[n]` up to `ends[n]` of the text as given."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> Folded:
    """A text as the cues see it. One pass; each character looks back at most one."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        for one, belongs_before in _characters(character):
            if belongs_before:
                # A mark belongs to the character before it: ハ and ゛ are バ. What has no such form is not compared.
                if folded:
                    joined = unicodedata.normalize("NFC", folded[-1] + one)
                    folded[-1] = joined if len(joined) == 1 else folded[-1]
                    ends[-1] = at + 1
            else:
                folded.append(one)
                starts.append(at)
                ends.append(at + 1)
    return Folded("".join(folded), tuple(starts), tuple(ends))


@lru_cache(maxsize=8192)
def _characters(character: str) -> tuple[tuple[str, bool], ...]:
    """One character folded, several for ㈱, none for what cannot be seen; each with whether it is a combining mark."""
    plain = unicodedata.normalize("NFKC", character).casefold().translate(ALIKE)
    found = "".join(map(_character, plain))
    return tuple((one, unicodedata.category(one) in ("Mn", "Me")) for one in found)


def _character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    if category == "Nd":
        return "0"
    return "-" if category == "Pd" else character
