"""Where the cues of the rulebook stand in a text. Grows with the length of the text: each place is looked at for as
far as the longest form reaches, and no further.

Which marks there are: from left to right, at each place the longest form or exception wins, and the search goes on
behind it. So marks never overlap, and an exception (a harmless longer word) leaves none. A form that begins or ends
with a Latin letter, a katakana or a digit is not found inside a longer run of the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from yorube.law.rulebook import Cue, Rulebook
from yorube.screening.fold import fold

# The longest text that is looked at, in characters. Whoever takes a longer one says so to the writer.
LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A cue in a text: from `start` up to `end`, in characters of the text as given."""

    start: int
    end: int
    cue: str


@dataclass(slots=True)
class Node:
    """A place in the tree of forms: what may follow, and the cue of the form that ends here (`""`: an exception)."""

    next: dict[str, Node] = field(default_factory=dict)
    cue: str | None = None


def mark(text: str, book: Rulebook) -> tuple[Mark, ...]:
    """The marks of a text, from left to right. Raises ValueError for one longer than LIMIT."""
    if len(text) > LIMIT:
        raise ValueError(f"a text has at most {LIMIT} characters, found {len(text)}")
    folded = fold(text)
    found: list[Mark] = []
    for start, end, cue in search(folded.text, tree(tuple(book.cues.values()))):
        one = Mark(folded.starts[start], folded.ends[end - 1], cue)
        # Of two forms that meet inside one character as it was written (㈱), the first is marked.
        if not found or found[-1].end <= one.start:
            found.append(one)
    return tuple(found)


def parts(text: str, marks: Sequence[Mark]) -> tuple[tuple[str, Mark | None], ...]:
    """The text cut at its marks, in order; together the parts are the text."""
    found: list[tuple[str, Mark | None]] = []
    at = 0
    for one in marks:
        found += [(text[at : one.start], None), (text[one.start : one.end], one)]
        at = one.end
    return tuple(part for part in (*found, (text[at:], None)) if part[0])


@lru_cache(maxsize=4)
def tree(cues: tuple[Cue, ...]) -> Node:
    """The forms and exceptions of the cues, character by character."""
    root = Node()
    for cue in cues:
        for word, id in [(form, cue.id) for form in cue.forms] + [(word, "") for word in cue.except_]:
            node = root
            for character in fold(word).text:
                node = node.next.setdefault(character, Node())
            node.cue = id
    return root


def search(text: Sequence[str], root: Node) -> Iterator[tuple[int, int, str]]:
    """(start, end, cue) of what wins in a folded text."""
    at, length = 0, len(text)
    while at < length:
        longest, cue, end, node = at + 1, "", at, root
        while end < length and (following := node.next.get(text[end])) is not None:
            node, end = following, end + 1
            if node.cue is not None and not (inside(text, at) or inside(text, end)):
                longest, cue = end, node.cue
        if cue:
            yield at, longest, cue
        at = longest


def inside(text: Sequence[str], at: int) -> bool:
    """Whether a place lies inside a run of Latin letters, katakana or digits."""
    if not 0 < at < len(text):
        return False
    before, after = run(text[at - 1]), run(text[at])
    # バカー is バカ drawn out, フォーカス is no カス: a ー goes with what stands before it.
    return bool(before) and before == after and text[at] != "ー"


def run(character: str) -> str:
    """The script a character runs on in; empty for those whose words are not told by it."""
    if character == "0":
        return "digit"
    if "ァ" <= character <= "ヺ" or character == "ー":
        return "katakana"
    return "latin" if character < "ɐ" and character.isalpha() else ""
