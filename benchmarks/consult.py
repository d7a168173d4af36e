"""One consultation after loading: every shared case, and how the cost grows with posts and grounds."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from statistics import median
from typing import Any

from benchmarks.measure import ROOT, Goal, Report, Timing, ms, timed, us
from yorube.consult import ReportError, assess, check
from yorube.consult.findings import find, rows
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
    """Every shared case that is not there to be refused."""
    found: dict[str, tuple[Timing, Timing]] = {}
    refused = 0
    for path in sorted(CASES.glob("*.report.toml")):
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        try:
            check(table, book, book.law_of)
        except ReportError:
            refused += 1
            continue
        found[path.name.removesuffix(".report.toml")] = whole(table, book, runs), law(table, book, runs)
    ordered = sorted(found.items(), key=lambda item: -median(item[1][0].cpu))
    report.add(
        f"  {len(found)} cases ({refused} more are refused), {runs} runs each; milliseconds.",
        "  whole: report checked, outcome made; the law: every ground's elements with because and open.",
    )
    report.table(
        ("case", "whole: processor", "least", "wall", "least", "the law: processor"),
        [
            (
                name,
                *(ms(seconds) for seconds in (median(one.cpu), min(one.cpu), one.middle, one.least)),
                ms(median(part.cpu)),
            )
            for name, (one, part) in ordered
        ],
    )
    middles = {name: median(one.cpu) * 1e3 for name, (one, _) in ordered}
    laws = [median(part.cpu) * 1e3 for _, part in found.values()]
    report.add(
        f"  median of the cases: whole {median(middles.values()):.2f} ms, the law {median(laws):.2f} ms"
    )
    report.goals += [
        Goal("every case", max(middles.values()), EVERY, "ms"),
        Goal("a typical case (median of the cases)", median(middles.values()), TYPICAL, "ms"),
    ]
    report.figures["cases"] = {
        name: {"whole": one.data, "law": part.data} for name, (one, part) in found.items()
    }


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
