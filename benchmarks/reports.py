"""Report rows over the real vocabulary, made from a seed: every fact the grounds ask about, 30 % of them unknown.

Chance alone: the rows cover the rules more evenly than real reports would, so more work is left to the completion.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.inputs import SEED
from yorube.consult.findings import DATE
from yorube.consult.report import Post, Report
from yorube.law.columns import Column, Frame, encode, kind
from yorube.law.expr import facts_of
from yorube.law.facts import UNKNOWN, Fact, Value
from yorube.law.rulebook import Rulebook

FIRST_DAY = date(2015, 1, 1)
UNKNOWN_SHARE = 0.3
# Of sets: how often a member is told, and how often there may be more than was told.
MEMBER, MORE = 0.15, 0.1


def facts(book: Rulebook) -> list[Fact]:
    """The facts that grounds and readings ask about, as far as columns hold them."""
    nodes = [part.value for ground in book.grounds.values() for part in ground.parts]
    asked = facts_of([*nodes, *(reading.when for reading in book.readings)])
    read = {reading.fact: book.facts[reading.fact] for reading in book.readings}
    found = {**asked, **read, DATE: book.facts[DATE]}
    return [found[id] for id in sorted(found) if id != "as_of" and found[id].type not in ("text", "tags")]


def frame(book: Rulebook, rows: int) -> Frame:
    """So many rows."""
    random = np.random.default_rng(SEED)
    columns = {fact.id: column(fact, rows, book.law_of, random) for fact in facts(book)}
    return Frame(book.facts, columns, rows, book.law_of)


def column(fact: Fact, rows: int, as_of: date, random: np.random.Generator) -> Column:
    """One fact by chance; 0 where it is unknown."""
    known = random.random(rows, np.float32) >= UNKNOWN_SHARE
    if fact.type == "set":
        data = np.zeros(rows, kind(fact))
        for place in range(len(fact.values)):
            data |= (random.random(rows, np.float32) < MEMBER).astype(data.dtype) << np.uint64(place)
        return Column(np.where(known, data, 0), known & (random.random(rows, np.float32) >= MORE))
    if fact.type == "number":
        data = random.integers(fact.least or 0, 50, rows)
    elif fact.type in ("date", "moment"):
        data = random.integers(FIRST_DAY.toordinal(), as_of.toordinal() + 1, rows)
    else:
        codes = np.array([encode(fact, value) for value in fact.values])
        data = codes[random.integers(0, len(codes), rows)]
    return Column(np.where(known, data, 0).astype(kind(fact)), known)


def report(rows: Frame, row: int) -> Report:
    """One row as one report of one post."""
    told: dict[str, Value] = {}
    for id, one in rows.columns.items():
        value = decoded(rows.facts[id], one.data[row], bool(one.known[row]))
        if value is not None:
            told[id] = value
    of_post = {id: value for id, value in told.items() if id.startswith("posts.")}
    rest = {id: value for id, value in told.items() if id not in of_post}
    return Report(rows.as_of, rest, (Post("p1", of_post, {}),), ())


def decoded(fact: Fact, data: NDArray[Any], known: bool) -> Value | None:
    """A value from its code; a set of which more may be true holds `unknown`."""
    code = int(data)
    if fact.type == "set":
        members = {value for place, value in enumerate(fact.values) if code >> place & 1}
        return frozenset(members if known else {*members, UNKNOWN}) if members or known else None
    if not known:
        return None
    if fact.type in ("date", "moment"):
        return date.fromordinal(code)
    return code if fact.type == "number" else next(v for v in fact.values if encode(fact, v) == code)
