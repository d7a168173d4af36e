"""Yes/no terms, and the Python function that works out many of them at once.

A term is a number; equal terms are one and the same. Written out, a term that several others use is worked out once
and kept in a local; the others stand where they are used, so that Python's own `and` and `or` leave out what no longer
matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

# What a term is made of: Python text and the terms in it.
Pieces = tuple[str | int, ...]
# A line of a function, and how deep it stands.
Statement = tuple[int, Pieces]

YES, NO = 0, 1


class Terms:
    """The terms of one function. `value` makes something that is looked up once, `test` a question, the others join
    questions."""

    def __init__(self) -> None:
        self.kinds: list[tuple[str, Pieces]] = [("name", ("True",)), ("name", ("False",))]
        self.known: dict[tuple[str, Pieces], int] = {}

    def term(self, kind: str, *pieces: str | int) -> int:
        """The term of this kind and content."""
        made = self.known.setdefault((kind, pieces), len(self.kinds))
        if made == len(self.kinds):
            self.kinds.append((kind, pieces))
        return made

    def name(self, text: str) -> int:
        """What the function already has under a name."""
        return self.term("name", text)

    def value(self, *pieces: str | int) -> int:
        """A value, kept in a local."""
        return self.term("value", *pieces)

    def test(self, *pieces: str | int) -> int:
        """A question of its own."""
        return self.term("test", *pieces)

    def opposite(self, term: int) -> int:
        if term in (YES, NO):
            return NO if term == YES else YES
        kind, pieces = self.kinds[term]
        return int(pieces[0]) if kind == "not" else self.term("not", term)

    def every(self, terms: Iterable[int]) -> int:
        """Whether all of them hold."""
        return self._joined("and", terms, YES, NO)

    def some(self, terms: Iterable[int]) -> int:
        """Whether one of them holds."""
        return self._joined("or", terms, NO, YES)

    def _joined(self, word: str, terms: Iterable[int], idle: int, decisive: int) -> int:
        several = [term for term in dict.fromkeys(terms) if term != idle]
        if decisive in several or any(self.opposite(term) in several for term in several):
            return decisive
        return self.term(word, *several) if len(several) > 1 else several[0] if several else idle

    # --- written out -------------------------------------------------------------------------------------------------

    def function(self, called: str, head: Iterable[str], body: Sequence[Statement]) -> str:
        """A function, called so: its first lines, the locals, the statements."""
        uses = self._uses(piece for _, pieces in body for piece in pieces if isinstance(piece, int))
        names: dict[int, str] = {}
        lines = list(head)

        def written(term: int) -> str:
            kind, pieces = self.kinds[term]
            if kind == "name":
                return str(pieces[0])
            if term in names:
                return names[term]
            parts = [piece if isinstance(piece, str) else written(piece) for piece in pieces]
            if kind == "not":
                text = f"not {parts[0]}"
            else:
                text = f" {kind} ".join(parts) if kind in ("and", "or") else "".join(parts)
            if kind != "value" and uses[term] < 2:
                return f"({text})"
            names[term] = f"x{len(names)}"
            lines.append(f"{names[term]} = {text}")
            return names[term]

        statements = [
            " " * depth + "".join(piece if isinstance(piece, str) else written(piece) for piece in pieces)
            for depth, pieces in body
        ]
        return "\n ".join([f"def {called}:", *lines, *statements]) + "\n"

    def _uses(self, terms: Iterable[int]) -> Counter[int]:
        """How often each term is used by the others or by a statement."""
        uses: Counter[int] = Counter()
        waiting = list(terms)
        while waiting:
            term = waiting.pop()
            uses[term] += 1
            if uses[term] == 1:
                waiting += [piece for piece in self.kinds[term][1] if isinstance(piece, int)]
        return uses


def answer(terms: Iterable[int]) -> Statement:
    """The statement that gives some terms as a tuple."""
    return 0, ("return (", *(piece for term in terms for piece in (term, ", ")), ")")
