"""One consultation after loading: every shared case, and how the cost grows with posts and grounds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from statistics import median
from typing import Any

from benchmarks.measure import ROOT, Goal, Report, Timing, ms, timed, us
from yorube.consult import ReportError, assess, check
from yorube.consult.finding_rows import rows
from yorube.consult.findings import find
from yorube.consult.worlds import read
from yorube.law import shipped
from yorube.law.rulebook import Rulebook

CASES = ROOT / "tests" / "acceptance"
EVERY, TYPICAL = 5.0, 1.0
POSTS = (1, 10, 100)


def run(quick: bool) -> Report:
    report = Report("consult: one consultation after loading")
    book = shipped()
    cases(report, book, 3 if quick else 15)
    growth(report, book, 1 if quick else 5)
    return report


def cases(report: Report, book: Rulebook, runs: int) -> None:
    """Every shared case that is not there to be refused: consulted for the first time, and again.

    First: by a rulebook that has answered every other case and not this one, so that nothing it keeps (the tables of
    its elements, the citations of its day) comes from the case itself.
    """
    tables, refused = accepted(book)
    found: dict[str, tuple[Timing, Timing, Timing]] = {}
    for name, table in tables.items():
        others = [other for key, other in tables.items() if key != name]
        found[name] = new_to(table, others, book, runs), whole(table, book, runs), law(table, book, runs)
    ordered = sorted(found.items(), key=lambda item: -median(item[1][0].cpu))
    report.add(
        f"  {len(found)} cases ({refused} more are refused), {runs} runs each; milliseconds.",
        "  first: report checked, outcome made, after every other case and not this one; again: the same repeated;",
        "  the law: every ground's elements with because and open, repeated.",
    )
    report.table(
        ("case", "first: processor", "least", "wall", "again: processor", "least", "the law: processor"),
        [
            (
                name,
                *(ms(seconds) for seconds in (median(one.cpu), min(one.cpu), one.middle)),
                *(ms(seconds) for seconds in (median(again.cpu), min(again.cpu))),
                ms(median(part.cpu)),
            )
            for name, (one, again, part) in ordered
        ],
    )
    first_ms = [median(one.cpu) * 1e3 for one, _, _ in found.values()]
    again_ms = [median(again.cpu) * 1e3 for _, again, _ in found.values()]
    laws = [median(part.cpu) * 1e3 for _, _, part in found.values()]
    report.add(
        f"  median of the cases: first {median(first_ms):.2f} ms, again {median(again_ms):.2f} ms,"
        f" the law {median(laws):.2f} ms; slowest: first {max(first_ms):.2f} ms, again {max(again_ms):.2f} ms"
    )
    report.goals += [
        Goal("every case, consulted for the first time", max(first_ms), EVERY, "ms"),
        Goal("a typical case (median of the cases), for the first time", median(first_ms), TYPICAL, "ms"),
    ]
    report.figures["cases"] = {
        name: {"first": one.data, "again": again.data, "law": part.data}
        for name, (one, again, part) in found.items()
    }


def accepted(book: Rulebook) -> tuple[dict[str, Mapping[str, Any]], int]:
    """The reports of the shared cases by name, and how many more are refused."""
    found: dict[str, Mapping[str, Any]] = {}
    refused = 0
    for path in sorted(CASES.glob("*.report.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            check(table, book, book.law_of)
        except ReportError:
            refused += 1
        else:
            found[path.name.removesuffix(".report.toml")] = table
    return found, refused


def new_to(
    table: Mapping[str, Any], others: Sequence[Mapping[str, Any]], book: Rulebook, runs: int
) -> Timing:
    """Consultations by a rulebook as after its loading, once it has answered the other reports."""

    def before() -> None:
        empty(book)
        for other in others:
            assess(check(other, book, book.law_of), book)

    return timed(lambda: assess(check(table, book, book.law_of), book), runs, before=before)


def empty(book: Rulebook) -> None:
    """Take from a rulebook what it keeps of the consultations it has answered; what its tables held when it was loaded
    stays."""
    for table in {
        table for ground in book.grounds.values() for law in ground.laws for table in law.rules.tables
    }:
        if table.lines:
            table.lines.clear()
            table.fill()
    for kept in ("findings", "citations"):
        book.ready.pop(kept, None)


def whole(table: Mapping[str, Any], book: Rulebook, runs: int) -> Timing:
    return timed(lambda: assess(check(table, book, book.law_of), book), runs)


def law(table: Mapping[str, Any], book: Rulebook, runs: int) -> Timing:
    """The grounds alone: readings, elements, defences, what is open, why."""
    report = check(table, book, book.law_of)

    def once() -> None:
        told = read(report, book)
        rows(find(told, book), told, book)

    return timed(once, runs)


def growth(report: Report, book: Rulebook, runs: int) -> None:
    """The first case with many posts, by the first few grounds and by all."""
    path = min(CASES.glob("*.report.toml"))
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    (post,) = table["posts"]
    counts = (1, len(book.grounds) // 4, len(book.grounds))
    found: dict[tuple[int, int], Timing] = {}
    for grounds in counts:
        some = replace(book, grounds=dict(islice(book.grounds.items(), grounds)))
        assert some.sheets  # made once for a rulebook
        for posts in POSTS:
            many = {**table, "posts": [{**post, "id": f"p{number}"} for number in range(posts)]}
            found[posts, grounds] = whole(many, some, runs)
    report.add(f"  growth: {path.name.removesuffix('.report.toml')} with more posts; processor, median")
    report.table(
        ("posts", "grounds", "ms", "us for each post and ground"),
        [
            (str(posts), str(grounds), ms(median(one.cpu)), us(median(one.cpu) / posts / grounds))
            for (posts, grounds), one in found.items()
        ],
    )
    report.figures["growth"] = [
        {"posts": posts, "grounds": grounds, **one.data} for (posts, grounds), one in found.items()
    ]
