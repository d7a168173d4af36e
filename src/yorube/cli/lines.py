"""Lines of a terminal: a text broken at WIDTH columns, in Japanese between characters, else at spaces."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

WIDTH = 88
# Characters that never begin a line (行頭禁則), and those that never end one (行末禁則).
CLOSING = "、。，．・：；？！）」』】〉》〕ー…％々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ:;,.!?)]%"
OPENING = "（「『【〈《〔([#"


def wrap(text: str, first: str, rest: str | None = None) -> Iterator[str]:
    """The text in lines of at most WIDTH columns; `first` stands before the first line, `rest` before the others."""
    rest = first if rest is None else rest
    line, width = first, columns(first)
    begun = False
    for piece in pieces(text):
        taken = columns(piece)
        if begun and width + taken - (piece[-1] == " ") > WIDTH:
            yield line.rstrip()
            line, width = rest, columns(rest)
        line, width, begun = line + piece, width + taken, True
    yield line.rstrip()


def columns(text: str) -> int:
    """How many columns a text takes: a full-width character takes two."""
    return len(text) if text.isascii() else sum(map(_columns, text))


@cache
def _columns(char: str) -> int:
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


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


@cache
def _wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WF"
