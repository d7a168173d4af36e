"""Text as it can be printed: nothing vanishes, nothing acts on what stands around it.

What has no shape of its own (controls, direction marks, half surrogates, private characters) is shown as 〓 with its
code point. What is invisible and changes nothing in print (soft hyphens, zero-width spaces) is left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from yorube.document.fonts import faces, variants

NEWLINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
LEFT_OUT = re.compile("[\u00ad\u034f\u180b-\u180f\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f]")
SHAPELESS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, except the tab and the end of a line
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffc"  # direction of writing, annotations
    "\u115f\u1160\u3164\uffa0"  # letters without ink
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # half surrogates, private use
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(1, 15))
    + "]"
)
WIDE_SPACES = re.compile("[\u1680\u2000-\u200a\u202f\u205f]")
JOINER = "\u200d"
# Without ink: they only say how their neighbours look.
UNSEEN = frozenset([JOINER, "\u200c", *map(chr, range(0xFE00, 0xFE10)), *map(chr, range(0xE0100, 0xE01F0))])
SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
# Between two of these a line may end: the space, kana of full size, kanji, Korean.
FREE = (
    " \u3000\u3042\u3044\u3046\u3048\u304a-\u3062\u3064-\u3082\u3084\u3086\u3088-\u308d\u308f-\u3094"
    "\u30a2\u30a4\u30a6\u30a8\u30aa-\u30c2\u30c4-\u30e2\u30e4\u30e6\u30e8-\u30ed\u30ef-\u30f4"
    "\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff"
)
BOUND = re.compile(f"[^{FREE}]{{2,}}")


@dataclass(slots=True)
class Ink:
    """Makes texts printable and remembers what could not be printed as it was."""

    unprinted: set[str] = field(default_factory=set)
    variants: set[str] = field(default_factory=set)

    def plain(self, text: str) -> str:
        """For a reader with fonts of their own: only what has no shape is replaced."""
        text = NEWLINES.sub("\n", text).replace("\t", "\u3000")
        return SHAPELESS.sub(lambda found: self.mark(found[0]), LEFT_OUT.sub("", text))

    def inked(self, text: str) -> str:
        """For our own fonts: what none of them holds is replaced as well."""
        text = WIDE_SPACES.sub(" ", self.plain(text))
        if all(map(alone, set(text))):
            return text
        return "".join(map(self.shaped, clusters(text)))

    def shaped(self, cluster: str) -> str:
        """A character with what is attached to it, as far as one font holds it all."""
        self.variants |= set(filter(lost, map("".join, pairwise(cluster))))
        forms = () if attached(cluster[0]) else (cluster, unicodedata.normalize("NFC", cluster))
        for form in forms:
            seen = {ord(char) for char in form if char not in UNSEEN}
            if any(seen <= face.chars for face in faces()):
                return form
        return "".join(char if alone(char) else self.mark(char) for char in cluster if char not in UNSEEN)

    def mark(self, char: str) -> str:
        self.unprinted.add(char)
        return f"〓({point(char)})"


def point(text: str) -> str:
    """The code points of a text."""
    return " ".join(f"U+{ord(char):04X}" for char in text)


@cache
def alone(char: str) -> bool:
    """Whether a font holds the character and it needs no neighbour."""
    return char == "\n" or (not attached(char) and any(ord(char) in face.chars for face in faces()))


def lost(pair: str) -> bool:
    """Whether a character is followed by the name of a variant that its font does not have."""
    char, selector = map(ord, pair)
    if not 0xE0100 <= selector <= 0xE01EF:
        return False
    face = next((face for face in faces() if char in face.chars), None)
    return face is not None and (char, selector) not in variants(face.path)


@cache
def attached(char: str) -> bool:
    """Whether the character belongs to the one before it."""
    return unicodedata.category(char)[0] == "M" or char in UNSEEN or char in SKIN_TONES


def clusters(text: str) -> Iterator[str]:
    """The characters, each with what is attached to it."""
    start = 0
    for place in range(1, len(text)):
        if text[place - 1] == "\n" or not (attached(text[place]) or text[place - 1] == JOINER):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def measure(text: str) -> float:
    """How wide a text is at most in any of our fonts, in widths of a full character."""
    return sum(map(width, text))


@cache
def width(char: str) -> float:
    if " " <= char <= "~":
        return 1.05 if char in "MWmw%@&" else 0.85 if char.isupper() else 0.7
    return 0.5 if "\uff61" <= char <= "\uff9f" else 1


def divided(line: str, room: float) -> Iterator[str]:
    """A line in parts between which it may be broken where it has no other place to, for so many full characters."""
    done = 0
    for found in BOUND.finditer(line):
        if measure(found[0]) + 2 <= room:
            continue
        part = line[done : found.start()]
        for cluster in clusters(found[0]):
            if part and measure(part) + measure(cluster) > min(4, max(1, room)):
                yield part
                part = ""
            part += cluster
        yield part
        done = found.end()
    yield line[done:]
