"""The same rules over columns: millions of reports at once, with the same answers as one by one.

A truth value is a pair of masks, *surely true* and *surely false*; where neither is set it is unknown. Needs numpy,
an extra of Yorube (`columns`). Cost grows with rows x operators; rows are taken in chunks, so memory over the input
stays flat.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from yorube.law import expr
from yorube.law.complete import LIMIT, Completion
from yorube.law.expr import Node
from yorube.law.facts import UNKNOWN, Fact, Value
from yorube.law.rulebook import Ground, InForce, Rulebook

Mask = NDArray[np.bool_]
Masks = tuple[Mask, Mask]

# Status codes of a column of findings.
STATUSES = ("likely", "unclear", "unlikely", "no_law_for_date")
CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Column:
    """One fact of many reports. `data`: codes of a choice (its place in `Fact.values`), bits of a set, a number, or
    the ordinal of a day. `known` is where it was told; for a set, where nothing more than the bits can be in it."""

    data: NDArray[Any]
    known: Mask

    def take(self, rows: Any) -> Column:
        return Column(self.data[rows], self.known[rows])


@dataclass(frozen=True, slots=True)
class Frame:
    """Facts of `size` reports by fact id; a fact without a column is unknown in all of them.

    `memo` holds the masks of shared conditions already asked for in these rows; changed rows start without any.
    """

    facts: Mapping[str, Fact]
    columns: Mapping[str, Column]
    size: int
    as_of: date
    memo: dict[Any, Masks] = field(init=False, default_factory=dict, repr=False, compare=False)

    def take(self, rows: Any, size: int) -> Frame:
        """Some of the rows: a slice, or their numbers."""
        return Frame(
            self.facts, {id: column.take(rows) for id, column in self.columns.items()}, size, self.as_of
        )

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
    """The numpy type of a fact's data."""
    if fact.type in ("yesno", "choice"):
        return np.int8 if len(fact.values) < 128 else np.int16
    return np.uint64 if fact.type == "set" else np.int64


def encode(fact: Fact, value: Value) -> int:
    """A told value as its code, bits, number or ordinal."""
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
    operator = OPERATORS.get(type(node))
    if operator is None:
        raise TypeError(f"{type(node).__name__} has no column form: only grounds are evaluated over columns")
    return operator(node, rows)


def _all(node: Node, rows: Frame) -> Masks:
    true, false = evaluate(node.parts[0], rows)
    for part in node.parts[1:]:
        t, f = evaluate(part, rows)
        true, false = true & t, false | f
    return true, false


def _any(node: Node, rows: Frame) -> Masks:
    true, false = evaluate(node.parts[0], rows)
    for part in node.parts[1:]:
        t, f = evaluate(part, rows)
        true, false = true | t, false & f
    return true, false


def _not(node: Node, rows: Frame) -> Masks:
    true, false = evaluate(node.parts[0], rows)
    return false, true


def _at_least(node: expr.AtLeast, rows: Frame) -> Masks:
    yes, no = np.zeros(rows.size, np.int16), np.zeros(rows.size, np.int16)
    for part in node.parts:
        true, false = evaluate(part, rows)
        yes += true
        no += false
    return yes >= node.count, no > len(node.parts) - node.count


def _decide(node: Node, rows: Frame) -> Masks:
    (met, _), (not_met, _) = (evaluate(part, rows) for part in node.parts)
    return met & ~not_met, not_met & ~met


def _possible(node: Node, rows: Frame) -> Masks:
    _, false = evaluate(node.parts[0], rows)
    return ~false, false


def _surely(node: Node, rows: Frame) -> Masks:
    true, _ = evaluate(node.parts[0], rows)
    return true, ~true


def _reference(node: expr.Reference, rows: Frame) -> Masks:
    if node.id not in rows.memo:
        rows.memo[node.id] = evaluate(node.parts[0], rows)
    return rows.memo[node.id]


def _constant(node: expr.Constant, rows: Frame) -> Masks:
    return np.full(rows.size, node.fixed is True), np.full(rows.size, node.fixed is False)


def _tested(held: Mask, known: Mask) -> Masks:
    """Yes and no where the fact is known. `held` is taken over: it must be a mask of one's own."""
    held &= known
    return held, known ^ held


def _is(node: expr.Is, rows: Frame) -> Masks:
    key = node.fact.id, node.values
    if key not in rows.memo:
        column = rows.column(node.fact)
        first, *others = (column.data == encode(node.fact, value) for value in node.values)
        for other in others:
            first |= other
        rows.memo[key] = _tested(first, column.known)
    return rows.memo[key]


def _has(node: expr.Has, rows: Frame) -> Masks:
    column = rows.column(node.fact)
    bits = np.uint64(encode(node.fact, node.values))
    found = column.data & bits
    held = found == bits if node.count > 1 else found != 0
    return held, ~held & column.known


def _empty(node: expr.Empty, rows: Frame) -> Masks:
    column = rows.column(node.fact)
    some, none = column.data != 0, (column.data == 0) & column.known
    return (none, some) if node.wanted else (some, none)


def _compare(node: expr.Compare, rows: Frame) -> Masks:
    column = rows.column(node.fact)
    return _tested(COMPARE[node.op](column.data, node.bound), column.known)


def _on_or_after(node: expr.OnOrAfter, rows: Frame) -> Masks:
    column = rows.column(node.fact)
    earlier = column.data < node.bound.toordinal()
    return _tested(earlier if node.before else ~earlier, column.known)


def _days_between(node: expr.DaysBetween, rows: Frame) -> Masks:
    (start, told), (end, known) = _day(node.start, rows), _day(node.end, rows)
    return _tested(COMPARE[node.op](end - start, node.bound), told & known)


def _day(fact: Fact, rows: Frame) -> tuple[NDArray[Any], Mask]:
    if fact.id == "as_of":
        return np.full(rows.size, rows.as_of.toordinal()), np.ones(rows.size, bool)
    column = rows.column(fact)
    return column.data, column.known


COMPARE: Mapping[str, Callable[[NDArray[Any], int], Mask]] = {
    "over": lambda data, bound: data > bound,
    "from": lambda data, bound: data >= bound,
    "under": lambda data, bound: data < bound,
    "up_to": lambda data, bound: data <= bound,
}
OPERATORS: Mapping[type[Node], Callable[[Any, Frame], Masks]] = {
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


def truth(rules: Mapping[str, Node], rows: Frame) -> dict[str, NDArray[np.int8]]:
    """For each rule the truth of each row: 1 yes, -1 no, 0 unknown."""
    found = results(rules, rows)
    for part, some in chunks(rows):
        for id, node in rules.items():
            true, false = evaluate(node, some)
            np.subtract(true.view(np.int8), false.view(np.int8), out=found[id][part])
    return found


def results(ids: Collection[str], rows: Frame) -> dict[str, NDArray[np.int8]]:
    """A place for one small number a row under each id: one block, so that the system maps it in large pages."""
    return dict(zip(ids, np.empty((len(ids), rows.size), np.int8), strict=True))


def chunks(rows: Frame) -> Iterator[tuple[slice, Frame]]:
    """The rows in parts of which every mask stays small: where each part stands, and its rows."""
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
        true, false = completed(number.whole, some)
        found[chosen] = np.where(true, 0, np.where(false, 2, 1))
    return found


def by_day(ground: Ground, days: Column | None, rows: Frame) -> Iterator[tuple[InForce | None, Any]]:
    """The rows grouped by what was in force: the rules (None: no law for the day), and a slice or row numbers."""
    if days is None:
        version = ground.version_on(rows.as_of)
        yield (ground.in_force(rows.as_of) if version else None), slice(None)
        return
    ordinals = np.where(days.known, days.data, rows.as_of.toordinal())
    starts = sorted({d.toordinal() for p in (*ground.version, *ground.parts) for d in edges(p)})
    span = np.searchsorted(np.array(starts, np.int64), ordinals, side="right")
    for number in np.unique(span):
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
    """The masks of an expression; where it is unknown, completed as `law/complete.py` does for one report."""
    true, false = evaluate(completion.node, rows)
    facts = [rows.facts[id] for id in completion.answers]
    told = [absent(fact, rows) for fact in facts]
    open_rows = np.flatnonzero(~true & ~false)
    if not len(open_rows) or not facts:
        return true, false
    pattern = sum(
        (missing[open_rows].astype(np.int64) << place for place, missing in enumerate(told)), np.int64(0)
    )
    for bits in np.unique(pattern):
        unknown = [fact for place, fact in enumerate(facts) if bits >> place & 1]
        if unknown and prod(len(completion.answers[fact.id]) for fact in unknown) <= LIMIT:
            chosen = open_rows[pattern == bits]
            true[chosen], false[chosen] = agreeing(completion, unknown, rows.take(chosen, len(chosen)))
    return true, false


def absent(fact: Fact, rows: Frame) -> Mask:
    """Where nothing at all was told of a fact; a set of which some is known counts as told."""
    column = rows.column(fact)
    return ~column.known & (column.data == 0) if fact.type == "set" else ~column.known


def agreeing(completion: Completion, unknown: Sequence[Fact], rows: Frame) -> Masks:
    """Where every completion of these facts says yes, and where every one says no."""
    true, false = np.ones(rows.size, bool), np.ones(rows.size, bool)
    for chosen in product(*(completion.answers[fact.id] for fact in unknown)):
        columns = {
            fact.id: Column(np.full(rows.size, encode(fact, value), kind(fact)), np.ones(rows.size, bool))
            for fact, value in zip(unknown, chosen, strict=True)
        }
        t, f = evaluate(completion.node, rows.having(columns))
        true, false = true & t, false & f
        if not (true | false).any():
            break
    return true, false
