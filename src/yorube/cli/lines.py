"""Lines of a terminal: a text broken at WIDTH columns, in Japanese between characters, else at spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

WIDTH = 88
# Characters that never begin a line (行頭禁則), and those that never end one (行末禁則).
CLOSING = "、。，．・：；？！）」』】〉》〕ー…％々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ:;,.!?)]%"
OPENING = "（「『【〈《〔([#"


def wrap(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    """The text in lines of at most WIDTH columns; `first` stands before the first line, `rest` before the others."""
    rest = first if rest is None else rest
    line, indent = "", first
    for piece in pieces(text):
        if line and columns(indent + line + piece.rstrip()) > WIDTH:
            yield (indent + line).rstrip()
            line, indent = "", rest
        line += piece
    yield (indent + line).rstrip()


def columns(text: str) -> int:
    """How many columns a text takes: a full-width character takes two."""
    return sum(2 if _wide(char) or unicodedata.east_asian_width(char) == "A" else 1 for char in text)


def pieces(text: str) -> Iterator[str]:
    """What is never broken: a word, a number with its unit, a character with the marks that belong to it."""
    piece = ""
    for char in text:
        if piece and _may_break(piece[-1], char):
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if after in CLOSING or before in OPENING:
        return False
    if before.isdigit() and _wide(after):  # 255条, 10月
        return after in OPENING
    return _wide(before) or _wide(after)


def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
