"""The same rules over columns: millions of reports at once, with the same answers as one by one.

A truth value is a column of small numbers: 1 yes, -1 no, 0 unknown. So *and* is the least of its parts, *or* the
greatest, *not* the other sign. Needs numpy, an extra of Yorube (`columns`). Cost grows with rows x operators; rows are
taken in chunks, so memory over the input stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yorube.law import expr
from yorube.law.complete import LIMIT, Completion
from yorube.law.expr import Node
from yorube.law.facts import UNKNOWN, Fact, Value
from yorube.law.rulebook import Ground, InForce, Rulebook

# Row by row 1 yes, -1 no, 0 unknown. Several may share one: nobody writes into a truth another has worked out.
Truth = NDArray[np.int8]
Mask = NDArray[np.bool_]
# The same as two masks: where it is surely true, where it is surely false.
Masks = tuple[Mask, Mask]

# Status codes of a column of findings.
STATUSES = ("likely", "unclear", "unlikely", "no_law_for_date")
CHUNK = 131_072


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of many reports. `data`: the truth of a yes/no fact (0 where it was not told), codes of a choice (its
    place in `Fact.values`), bits of a set, a number, or the ordinal of a day. `known` is where it was told; for a set,
    where nothing more than the bits can be in it."""

    data: NDArray[Any]
    known: Mask

    def take(self, rows: Any) -> Column:
        return Column(self.data[rows], self.known[rows])


@dataclass(frozen=True, slots=True)
class Frame:
    """Facts of `size` reports by fact id; a fact without a column is unknown in all of them.

    `memo` holds the truth of shared conditions already asked for in these rows; changed rows start without any.
    """

    facts: Mapping[str, Fact]
    columns: Mapping[str, Column]
    size: int
    as_of: date
    memo: dict[str, Truth] = field(init=False, default_factory=dict, repr=False, compare=False)

    def take(self, rows: Any, size: int) -> Frame:
        """Some of the rows: a slice, or their numbers."""
        return Frame(
            self.facts, {id: column.take(rows) for id, column in self.columns.items()}, size, self.as_of
        )

    def about(self, facts: Collection[str]) -> Frame:
        """The same rows with the columns of these facts alone."""
        columns = {id: column for id, column in self.columns.items() if id in facts}
        return Frame(self.facts, columns, self.size, self.as_of)

    def having(self, columns: Mapping[str, Column]) -> Frame:
        """The same rows with these columns instead."""
        return Frame(self.facts, {**self.columns, **columns}, self.size, self.as_of)

    def column(self, fact: Fact) -> Column:
        """The column of a fact; unknown throughout when there is none."""
        found = self.columns.get(fact.id)
        return (
            found if found is not None else Column(np.zeros(self.size, kind(fact)), np.zeros(self.size, bool))
        )


def kind(fact: Fact) -> Any:
    """The numpy type of a fact's data (for a number: a smaller one does too)."""
    if fact.type in ("yesno", "choice"):
        return np.int8 if len(fact.values) < 128 else np.int16
    return {"set": np.uint64, "number": np.int64}.get(fact.type, np.int32)


def encode(fact: Fact, value: Value) -> int:
    """A told value as its truth, code, bits, number or ordinal."""
    if fact.type == "yesno":
        return 1 if value == "yes" else -1
    if isinstance(value, frozenset):
        return sum(1 << fact.values.index(member) for member in value if member != UNKNOWN)
    if isinstance(value, date):
        return value.toordinal()
    return fact.values.index(value) if isinstance(value, str) else value


def column(fact: Fact, values: Sequence[Value | None]) -> Column:
    """A column from told values; None is unknown."""
    data = np.array([0 if value is None else encode(fact, value) for value in values], kind(fact))
    whole = [
        value is not None and not (isinstance(value, frozenset) and UNKNOWN in value) for value in values
    ]
    return Column(data, np.array(whole, bool))


def frame(facts: Mapping[str, Fact], rows: Sequence[Mapping[str, Value]], as_of: date) -> Frame:
    """A frame from rows of told facts; facts that columns cannot hold (texts, language tags) are left out."""
    used = {id for row in rows for id in row if facts[id].type not in ("text", "tags")}
    columns = {id: column(facts[id], [row.get(id) for row in rows]) for id in sorted(used)}
    return Frame(facts, columns, len(rows), as_of)


# --- operators -------------------------------------------------------------------------------------------------------


def evaluate(node: Node, rows: Frame) -> Masks:
    """The two masks of an expression. TypeError for operators that ask what was told or found."""
    return masks(truth(node, rows))


def masks(found: Truth) -> Masks:
    return found > 0, found < 0


def truth(node: Node, rows: Frame) -> Truth:
    """The truth of an expression. TypeError for operators that ask what was told or found."""
    operator = OPERATORS.get(type(node))
    if operator is None:
        raise TypeError(f"{type(node).__name__} has no column form: only grounds are evaluated over columns")
    return operator(node, rows)


def _all(node: Node, rows: Frame) -> Truth:
    return reduce(np.minimum, (truth(part, rows) for part in node.parts))


def _any(node: Node, rows: Frame) -> Truth:
    return reduce(np.maximum, (truth(part, rows) for part in node.parts))


def _not(node: Node, rows: Frame) -> Truth:
    return -truth(node.parts[0], rows)


def _at_least(node: expr.AtLeast, rows: Frame) -> Truth:
    yes, no = np.zeros(rows.size, np.int16), np.zeros(rows.size, np.int16)
    for part in node.parts:
        true, false = evaluate(part, rows)
        yes += true
        no += false
    return _either(yes >= node.count, no > len(node.parts) - node.count)


def _decide(node: Node, rows: Frame) -> Truth:
    met, not_met = (evaluate(part, rows)[0] for part in node.parts)
    return _either(met, not_met)


def _possible(node: Node, rows: Frame) -> Truth:
    _, false = evaluate(node.parts[0], rows)
    return _either(~false, false)


def _surely(node: Node, rows: Frame) -> Truth:
    true, _ = evaluate(node.parts[0], rows)
    return _either(true, ~true)


def _either(true: Mask, false: Mask) -> Truth:
    """Yes where one mask is set, no where the other is, unknown where none or both are."""
    return true.view(np.int8) - false.view(np.int8)


def _reference(node: expr.Reference, rows: Frame) -> Truth:
    if node.id not in rows.memo:
        rows.memo[node.id] = truth(node.parts[0], rows)
    return rows.memo[node.id]


def _constant(node: expr.Constant, rows: Frame) -> Truth:
    return np.full(rows.size, {True: 1, False: -1, None: 0}[node.fixed], np.int8)


def _tested(held: Mask, known: Mask) -> Truth:
    """Yes and no where the fact is known."""
    true = held & known
    return _either(true, true ^ known)


def _is(node: expr.Is, rows: Frame) -> Truth:
    column = rows.column(node.fact)
    if node.fact.type == "yesno" and len(node.values) == 1:
        return column.data if "yes" in node.values else -column.data
    held, *others = (column.data == encode(node.fact, value) for value in node.values)
    for other in others:
        held |= other
    return _tested(held, column.known)


def _has(node: expr.Has, rows: Frame) -> Truth:
    column = rows.column(node.fact)
    bits = np.uint64(encode(node.fact, node.values))
    found = column.data & bits
    held = found == bits if node.count > 1 else found != 0
    return _either(held, ~held & column.known)


def _empty(node: expr.Empty, rows: Frame) -> Truth:
    column = rows.column(node.fact)
    some = column.data != 0
    none = ~some & column.known
    return _either(none, some) if node.wanted else _either(some, none)


def _compare(node: expr.Compare, rows: Frame) -> Truth:
    column = rows.column(node.fact)
    return _tested(COMPARE[node.op](column.data, node.bound), column.known)


def _on_or_after(node: expr.OnOrAfter, rows: Frame) -> Truth:
    days, told = _day(node.fact, rows)
    earlier = days < node.bound.toordinal()
    return _tested(earlier if node.before else ~earlier, told)


def _days_between(node: expr.DaysBetween, rows: Frame) -> Truth:
    (start, told), (end, known) = _day(node.start, rows), _day(node.end, rows)
    return _tested(COMPARE[node.op](end - start, node.bound), told & known)


def _day(fact: Fact, rows: Frame) -> tuple[NDArray[Any], Mask]:
    if fact.id == "as_of":
        return np.full(rows.size, rows.as_of.toordinal(), np.int32), np.ones(rows.size, bool)
    column = rows.column(fact)
    return column.data, column.known


COMPARE: Mapping[str, Callable[[NDArray[Any], int], Mask]] = {
    "over": lambda data, bound: data > bound,
    "from": lambda data, bound: data >= bound,
    "under": lambda data, bound: data < bound,
    "up_to": lambda data, bound: data <= bound,
}
OPERATORS: Mapping[type[Node], Callable[[Any, Frame], Truth]] = {
    expr.All: _all,
    expr.Any: _any,
    expr.Not: _not,
    expr.AtLeast: _at_least,
    expr.Decide: _decide,
    expr.Possible: _possible,
    expr.Surely: _surely,
    expr.Reference: _reference,
    expr.Constant: _constant,
    expr.Is: _is,
    expr.Has: _has,
    expr.Empty: _empty,
    expr.Compare: _compare,
    expr.OnOrAfter: _on_or_after,
    expr.DaysBetween: _days_between,
}


def truths(rules: Mapping[str, Node], rows: Frame) -> dict[str, Truth]:
    """The truth of each rule."""
    found = results(rules, rows)
    for part, some in chunks(rows):
        for id, node in rules.items():
            found[id][part] = truth(node, some)
    return found


def results(ids: Collection[str], rows: Frame) -> dict[str, NDArray[np.int8]]:
    """A place for one small number a row under each id: one block, so that the system maps it in large pages."""
    return dict(zip(ids, np.empty((len(ids), rows.size), np.int8), strict=True))


def chunks(rows: Frame) -> Iterator[tuple[slice, Frame]]:
    """The rows in parts of which every column stays small: where each part stands, and its rows."""
    for start in range(0, rows.size, CHUNK):
        part = slice(start, min(start + CHUNK, rows.size))
        yield part, rows.take(part, part.stop - start)


# --- grounds ---------------------------------------------------------------------------------------------------------


def findings(book: Rulebook, rows: Frame) -> dict[str, NDArray[np.int8]]:
    """For each ground the status of each row, as its place in STATUSES. The readings are applied first."""
    found = results(book.grounds, rows)
    for part, some in chunks(rows):
        read = readings(book, some)
        for id, ground in book.grounds.items():
            found[id][part] = statuses(ground, read)
    return found


def readings(book: Rulebook, rows: Frame) -> Frame:
    """The rows after the rulebook's readings, in their order."""
    for reading in book.readings:
        fact = book.facts[reading.fact]
        told = rows.column(fact)
        here = evaluate(reading.when, rows)[0]
        if reading.over == "unknown":
            here = here & ~told.known
        data = np.where(here, encode(fact, reading.as_), told.data).astype(told.data.dtype)
        rows = rows.having({fact.id: Column(data, told.known | here)})
    return rows


def statuses(ground: Ground, rows: Frame) -> NDArray[np.int8]:
    """The status of one ground for each row, by the law of each row's day."""
    found = np.empty(rows.size, np.int8)
    days = rows.columns.get("posts.posted_at") if ground.ground.axis == "act" else None
    for number, chosen in by_day(ground, days, rows):
        if number is None:
            found[chosen] = STATUSES.index("no_law_for_date")
            continue
        some = rows if isinstance(chosen, slice) else rows.take(chosen, len(chosen))
        found[chosen] = 1 - complete(number.whole, some)
    return found


def by_day(ground: Ground, days: Column | None, rows: Frame) -> Iterator[tuple[InForce | None, Any]]:
    """The rows grouped by what was in force: the rules (None: no law for the day), and a slice or row numbers."""
    if days is None:
        version = ground.version_on(rows.as_of)
        yield (ground.in_force(rows.as_of) if version else None), slice(None)
        return
    ordinals = np.where(days.known, days.data, rows.as_of.toordinal())
    starts = sorted({d.toordinal() for p in (*ground.version, *ground.parts) for d in edges(p)})
    span = np.zeros(rows.size, np.int16)
    for start in starts:
        span += ordinals >= start
    for number in np.flatnonzero(np.bincount(span)):
        chosen = np.flatnonzero(span == number)
        day = date.fromordinal(int(ordinals[chosen[0]]))
        known = ground.in_force(day) if ground.version_on(day) else None
        yield known, (slice(None) if len(chosen) == rows.size else chosen)


def edges(part: Any) -> Iterator[date]:
    """The first day of a dated part, and the first day after it."""
    if part.from_ is not None:
        yield part.from_
    if part.to is not None:
        yield date.fromordinal(part.to.toordinal() + 1)


def completed(completion: Completion, rows: Frame) -> Masks:
    """The two masks of an expression, completed."""
    return masks(complete(completion, rows))


def complete(completion: Completion, rows: Frame) -> Truth:
    """The truth of an expression; where it is unknown, completed as `law/complete.py` does for one report."""
    found = truth(completion.node, rows)
    undecided = np.flatnonzero(found == 0)
    if not len(undecided) or not completion.answers:
        return found
    some = rows.about(completion.node.looks_at()).take(undecided, len(undecided))
    facts = [rows.facts[id] for id in completion.answers]
    ways, first = np.ones(some.size), {}
    for fact in facts:
        answers = completion.answers[fact.id]
        ways *= np.where(absent(fact, some), len(answers), 1)
        first[fact.id] = answered(fact, answers[0], some)
    # Most rows are open in any completion; one completion, of the first answers, finds them.
    left = np.flatnonzero((ways <= LIMIT) & (truth(completion.node, some.having(first)) != 0))
    found = found.copy()
    found[undecided[left]] = agreeing(completion, facts, some.take(left, len(left)))
    return found


def agreeing(completion: Completion, facts: Sequence[Fact], rows: Frame) -> Truth:
    """The truth of an expression in every completion of these facts, if they agree; else unknown.

    An open row is tried with every answer to the first fact it lacks, each of them with every answer to the next, until
    the rest cannot matter: what is decided while facts are unknown stays so, unless the expression asks what was told.
    """
    found = truth(completion.node, rows).copy()
    waiting = (found == 0) | expr.is_process(completion.node)
    for place, fact in enumerate(facts, 1):
        chosen = np.flatnonzero(waiting & absent(fact, rows))
        waiting[chosen] = False
        left = chosen
        for number, answer in enumerate(completion.answers[fact.id]):
            if not len(left):
                break
            some = rows.take(left, len(left))
            some = some.having({fact.id: answered(fact, answer, some)})
            agreed = agreeing(completion, facts[place:], some)
            found[left] = agreed if number == 0 else np.where(agreed == found[left], agreed, 0)
            left = left[found[left] != 0]
    return found


def answered(fact: Fact, value: Value, rows: Frame) -> Column:
    """The column of a fact with this answer wherever nothing was told."""
    told, missing = rows.column(fact), absent(fact, rows)
    return Column(np.where(missing, kind(fact)(encode(fact, value)), told.data), told.known | missing)


def absent(fact: Fact, rows: Frame) -> Mask:
    """Where nothing at all was told of a fact; a set of which some is known counts as told."""
    column = rows.column(fact)
    return ~column.known & (column.data == 0) if fact.type == "set" else ~column.known
