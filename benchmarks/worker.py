"""What has to be measured in a fresh process: `python -m benchmarks.worker CALL [SIZE ...]` prints one line of JSON."""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks import formulas, reports
from benchmarks.inputs import checksum, inputs
from benchmarks.measure import held_mib, peak_mib, timed
from yorube.consult.findings import examine
from yorube.consult.worlds import read
from yorube.law import shipped
from yorube.law.columns import STATUSES, findings
from yorube.law.load import FOLDER
from yorube.law.load import read as folder
from yorube.law.rulebook import Rulebook

# How many rows are held against one report at a time, spread over all rows.
SAMPLE = 500


def columns(rows: int, runs: int, told_percent: int) -> dict[str, Any]:
    """The 22 formulas over many posts: memory of the first run, time of each."""
    told = inputs(rows)
    known = formulas.told_of(told, told_percent / 100)
    formulas.model()
    before = held_mib()
    results = formulas.evaluate(formulas.frame(told, known))
    over = peak_mib() - before
    found = checksum({name: truth == 1 for name, truth in results.items()})
    unknown = sum(int(np.count_nonzero(truth == 0)) for truth in results.values()) / rows / len(results)
    differ = 0
    for row in sample(rows):
        world = formulas.world(told, known, row)
        one = {name: node.value(world) for name, node in formulas.model().rules.items()}
        differ += any(truth[row] != {True: 1, False: -1, None: 0}[one[n]] for n, truth in results.items())
    del results
    building = timed(lambda: formulas.frame(told, known), runs, True)
    frame = formulas.frame(told, known)
    evaluating = timed(lambda: formulas.evaluate(frame), runs, True)
    return {
        **found,
        "unknown": unknown,
        "differ": differ,
        "over_mib": over,
        "build": building.data,
        "evaluate": evaluating.data,
    }


def sample(rows: int) -> range:
    return range(0, rows, max(1, rows // SAMPLE))


def one(runs: int) -> dict[str, Any]:
    """The 22 formulas for one post at a time, without and with the trace; each run is an average over many posts."""
    told, count = inputs(SAMPLE), SAMPLE
    known = formulas.told_of(told, 1)
    rules = formulas.model().rules.values()

    def plain() -> None:
        for row in range(count):
            world = formulas.world(told, known, row)
            for node in rules:
                node.value(world)

    def traced() -> None:
        for row in range(count):
            world = formulas.world(told, known, row)
            for node in rules:
                node.trace(world)

    return {"plain": timed(plain, runs).per(count).data, "traced": timed(traced, runs).per(count).data}


def grounds(rows: int, runs: int) -> dict[str, Any]:
    """All grounds of the rulebook over many reports."""
    book = shipped()
    frame = reports.frame(book, rows)
    size = sum(column.data.nbytes + column.known.nbytes for column in frame.columns.values()) / 2**20
    before = held_mib()
    found = findings(book, frame)
    over = peak_mib() - before
    differ = 0
    for row in sample(rows):
        (post,) = read(reports.report(frame, row), book).whole.posts
        one = {id: examine(ground, post).status for id, ground in book.grounds.items()}
        differ += any(STATUSES[codes[row]] != one[id] for id, codes in found.items())
    count = np.bincount(np.concatenate([*found.values()]), minlength=len(STATUSES)) / rows / len(found)
    del found
    return {
        "grounds": len(book.grounds),
        "facts": len(frame.columns),
        "input_mib": size,
        "over_mib": over,
        "differ": differ,
        "shares": dict(zip(STATUSES, map(float, count), strict=True)),
        "evaluate": timed(lambda: findings(book, frame), runs, True).data,
    }


def load(runs: int) -> dict[str, Any]:
    """The rulebook from its TOML and as it was compiled."""
    shipped()  # compiles it where it is not
    paths = sorted(FOLDER.rglob("*.toml"))
    kept = [path.stat().st_size for path in FOLDER.glob("__pycache__/rulebook-*.pickle")]

    def again() -> Rulebook:
        shipped.cache_clear()
        return shipped()

    return {
        "files": len(paths),
        "mb": sum(path.stat().st_size for path in paths) / 1e6,
        "compiled_mb": max(kept, default=0) / 1e6,
        "parse": timed(
            lambda: [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths], runs
        ).data,
        "read": timed(lambda: folder(FOLDER), runs).data,
        "compiled": timed(again, runs).data,
    }


if __name__ == "__main__":
    calls: dict[str, Callable[..., Any]] = {"columns": columns, "one": one, "grounds": grounds, "load": load}
    call, *sizes = sys.argv[1:]
    print(json.dumps(calls[call](*map(int, sizes))))
