"""Yes/no terms, and the Python function that works out many of them at once.

A term is a number; equal terms are one and the same. Written out, a term that several others use is worked out once,
where it is first needed, and kept in a local; the others stand where they are used, so that Python's own `and` and `or`
leave out what no longer matters. So do those that cost no more there than a local would: `not x`, `x is None`.

Many questions about a value hold only where the value is there. What is known of it in this way is not asked twice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

# What a term is made of: Python text and the terms in it.
Pieces = tuple[str | int, ...]
# A line of a function, and how deep it stands.
Statement = tuple[int, Pieces]

YES, NO = 0, 1
NOTHING = frozenset[int]()
JOINED = ("and", "or")
LOGIC = ("and", "or", "not")
# A statement that begins so goes on from the one before it.
OTHERWISE = ("elif ", "else:")
# What is kept in a local: whatever looks something up, and of questions those that are used more than once.
VALUES, QUESTIONS = ("fact", "value"), ("test", "and", "or")


class Terms:
    """The terms of one function. `fact` and `value` make something that is looked up once, `test` and `there` a
    question, the others join questions."""

    def __init__(self) -> None:
        self.kinds: list[tuple[str, Pieces]] = [("name", ("True",)), ("name", ("False",))]
        self.known: dict[tuple[str, Pieces], int] = {}
        self.implied: dict[tuple[int, int], bool] = {}
        self.needed: dict[int, frozenset[int]] = {}

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

    def fact(self, name: str) -> int:
        """What was told of a fact, or None; kept in a local."""
        return self.term("fact", name)

    def test(self, *pieces: str | int, needs: Iterable[int] = ()) -> int:
        """A question of its own; it holds only where the values it `needs` are there."""
        made = self.term("test", *pieces)
        self.needed.setdefault(made, frozenset(needs))
        return made

    def there(self, value: int) -> int:
        """Whether a value is there, that is not None."""
        return self.term("there", value)

    def opposite(self, term: int) -> int:
        if term in (YES, NO):
            return NO if term == YES else YES
        kind, pieces = self.kinds[term]
        return int(pieces[0]) if kind == "not" else self.term("not", term)

    def every(self, terms: Iterable[int]) -> int:
        """Whether all of them hold."""
        return self._joined("and", terms, YES, self.implies)

    def some(self, terms: Iterable[int]) -> int:
        """Whether one of them holds."""
        return self._joined("or", terms, NO, lambda one, other: self.implies(other, one))

    def _joined(self, word: str, terms: Iterable[int], idle: int, settles: Callable[[int, int], bool]) -> int:
        """Several terms joined by this word, without what makes no difference beside the others: what one of them
        `settles` in another."""
        left = [term for term in dict.fromkeys(terms) if term != idle]
        decisive = self.opposite(idle)
        if decisive in left or any(settles(one, self.opposite(other)) for one in left for other in left):
            return decisive
        for term in [*left]:
            others = [other for other in left if other != term]
            if any(settles(other, term) for other in others):
                left = others
                continue
            parts = self._parts(term, word)
            kept = [
                part for part in parts if not any(settles(other, self.opposite(part)) for other in others)
            ]
            if len(kept) < len(parts):
                left[left.index(term)] = self.some(kept) if word == "and" else self.every(kept)
        return self.term(word, *left) if len(left) > 1 else left[0] if left else idle

    def _parts(self, term: int, word: str) -> list[int]:
        """What a term within an `and` is an `or` of; within an `or`, an `and` of."""
        kind, pieces = self.kinds[term]
        if kind in JOINED and kind != word:
            return [int(piece) for piece in pieces]
        if kind == "not" and self.kinds[int(pieces[0])][0] == word:
            return [self.opposite(int(piece)) for piece in self.kinds[int(pieces[0])][1]]
        return []

    def each_of(self, term: int) -> tuple[int, ...]:
        """The terms that all have to hold for a term to hold."""
        kind, pieces = self.kinds[term]
        if kind == "and":
            return tuple(one for piece in pieces for one in self.each_of(int(piece)))
        if kind == "not" and self.kinds[int(pieces[0])][0] == "or":
            _, several = self.kinds[int(pieces[0])]
            return tuple(one for piece in several for one in self.each_of(self.opposite(int(piece))))
        return (term,)

    # --- what is known of values -------------------------------------------------------------------------------------

    def implies(self, one: int, other: int) -> bool:
        """Whether one term surely makes another hold: by their parts, or by which values are there."""
        if (one, other) not in self.implied:
            self.implied[one, other] = one == other or self._implies(one, other)
        return self.implied[one, other]

    def _implies(self, one: int, other: int) -> bool:
        (kind, pieces), (of_kind, of_pieces) = self.kinds[one], self.kinds[other]
        parts = [int(piece) for piece in pieces] if kind in LOGIC else []
        of_parts = [int(piece) for piece in of_pieces] if of_kind in LOGIC else []
        if kind == "or":
            return all(self.implies(part, other) for part in parts)
        if of_kind == "and":
            return all(self.implies(one, part) for part in of_parts)
        if of_kind == "or" and any(self.implies(one, part) for part in of_parts):
            return True
        if kind == "and" and any(self.implies(part, other) for part in parts):
            return True
        if kind == of_kind == "not":
            return self.implies(of_parts[0], parts[0])
        if of_kind == "there":
            return of_pieces[0] in self.needs(one)
        return of_kind == "not" and not self.lacks(one).isdisjoint(self.needs(of_parts[0]))

    def needs(self, term: int) -> frozenset[int]:
        """The values that are there where a term holds."""
        kind, pieces = self.kinds[term]
        if kind == "there":
            return frozenset((int(pieces[0]),))
        return self.needed.get(term, NOTHING) if kind == "test" else self._of_parts(term, self.needs)

    def lacks(self, term: int) -> frozenset[int]:
        """The values that are not there where a term holds."""
        kind, pieces = self.kinds[term]
        if kind == "not" and self.kinds[int(pieces[0])][0] == "there":
            return self.needs(int(pieces[0]))
        return self._of_parts(term, self.lacks)

    def _of_parts(self, term: int, known: Callable[[int], frozenset[int]]) -> frozenset[int]:
        kind, pieces = self.kinds[term]
        if kind not in JOINED:
            return NOTHING
        several = [known(int(part)) for part in pieces]
        return NOTHING.union(*several) if kind == "and" else several[0].intersection(*several)

    def lacking(self, term: int) -> bool:
        """Whether some value is surely not there where a term holds."""
        kind, pieces = self.kinds[term]
        if kind == "and":
            return any(self.lacking(int(part)) for part in pieces)
        return all(self.lacking(int(part)) for part in pieces) if kind == "or" else bool(self.lacks(term))

    # --- written out -------------------------------------------------------------------------------------------------

    def function(self, called: str, head: Iterable[str], body: Sequence[Statement]) -> str:
        """A function, called so: its first lines, the statements, and before those the locals they use."""
        kept = self._kept(piece for _, pieces in body for piece in pieces if isinstance(piece, int))
        facts = [term for term in kept if self.kinds[term][0] == "fact"]
        names = {fact: f"x{number}" for number, fact in enumerate(facts)}
        lines = list(head)
        if facts:  # all by one call
            asked = [repr(self.kinds[fact][1][0]) for fact in facts]
            lines.append(f"{', '.join(names.values())}, = map(world.facts.get, ({', '.join(asked)},))")

        def written(term: int) -> str:
            if self.kinds[term][0] == "name":
                return str(self.kinds[term][1][0])
            return names[term] if term in names else f"({self._text(term, written)})"

        before, last = self._placed([term for term in kept if term not in names], body)
        free = [f"x{number}" for number in reversed(range(len(facts), len(kept)))]
        done: defaultdict[int, list[str]] = defaultdict(list)
        for place, (depth, pieces) in enumerate(body):
            for term in before.get(place, ()):
                text = self._text(term, written)
                names[term] = free.pop()
                done[last[term]].append(names[term])
                lines.append(" " * depth + f"{names[term]} = {text}")
            words = [piece if isinstance(piece, str) else written(piece) for piece in pieces]
            lines.append(" " * depth + "".join(words))
            free += done[
                place
            ]  # a local that nothing uses any more is there for the next: fewer make a smaller frame
        return "\n ".join([f"def {called}:", *lines]) + "\n"

    def _placed(
        self, terms: Sequence[int], body: Sequence[Statement]
    ) -> tuple[Mapping[int, Sequence[int]], Mapping[int, int]]:
        """Before which statement each of these is worked out: the first that uses it in the innermost block that holds
        all its uses, so that what a block alone asks is asked only there. And the last statement that uses it."""
        blocks = blocks_of(body)
        users: defaultdict[int, list[int]] = defaultdict(list)
        for place, (_, pieces) in enumerate(body):
            for term in self._within(piece for piece in pieces if isinstance(piece, int)):
                users[term].append(place)
        found: defaultdict[int, list[int]] = defaultdict(list)
        for term in terms:
            common = set(blocks[users[term][0]]).intersection(*[blocks[place] for place in users[term]])
            first = users[term][0]
            place = (*blocks[first], first)[len(common)]
            while body[place][1][0] in OTHERWISE:  # what an `elif` asks is worked out before its `if`
                place = max(one for one in range(place) if blocks[one] == blocks[place])
            found[place].append(term)
        return found, {term: users[term][-1] for term in terms}

    def _within(self, terms: Iterable[int]) -> set[int]:
        """Some terms and all that they are made of."""
        found, waiting = set[int](), list(terms)
        while waiting:
            term = waiting.pop()
            if term not in found:
                found.add(term)
                waiting += [piece for piece in self.kinds[term][1] if isinstance(piece, int)]
        return found

    def _text(self, term: int, written: Callable[[int], str]) -> str:
        """The Python text of a term, its parts as they are `written`."""
        kind, pieces = self.kinds[term]
        if kind == "not" and self.kinds[int(pieces[0])][0] == "there":
            return f"{written(int(self.kinds[int(pieces[0])][1][0]))} is None"
        parts = [piece if isinstance(piece, str) else written(piece) for piece in pieces]
        if kind == "there":
            return f"{parts[0]} is not None"
        return (
            f"not {parts[0]}"
            if kind == "not"
            else f" {kind} ".join(parts)
            if kind in JOINED
            else "".join(parts)
        )

    def _kept(self, terms: Iterable[int]) -> list[int]:
        """The terms that are worked out once and kept in a local, in the order they were made."""
        uses, kept = Counter(terms), list[int]()
        for term in range(max(uses, default=0), NO, -1):  # a term stands after its parts
            kind, pieces = self.kinds[term]
            keep = (uses[term] > 0 and kind in VALUES) or (uses[term] > 1 and kind in QUESTIONS)
            if keep:
                kept.append(term)
            for piece in pieces:
                if isinstance(piece, int):
                    uses[piece] += 1 if keep else uses[term]
        return kept[::-1]


def blocks_of(body: Sequence[Statement]) -> list[tuple[int, ...]]:
    """For each statement those that it stands under, the outermost first."""
    found: list[tuple[int, ...]] = []
    above: list[int] = []
    for place, (depth, _) in enumerate(body):
        del above[depth:]
        found.append(tuple(above))
        above.append(place)
    return found


def answer(terms: Iterable[int]) -> Statement:
    """The statement that gives some terms as a tuple."""
    return 0, ("return (", *(piece for term in terms for piece in (term, ", ")), ")")
