"""Every paper of the rulebook: its blocks, its PDF, its DOCX, of one post and of 200."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from statistics import median
from typing import Any

from benchmarks.measure import ROOT, Goal, Report, Timing, joined, ms, timed
from yorube import papers
from yorube.consult import Outcome, assess, check
from yorube.consult import Report as Told
from yorube.document import Document, docx, pdf
from yorube.law import shipped

DAY = date(2026, 11, 22)
PDF, DOCX, MANY = 60.0, 50.0, 500.0
POSTS = 200
WRITERS: Mapping[str, Callable[[Document], bytes]] = {"PDF": pdf, "DOCX": docx}


def run(quick: bool) -> Report:
    report = Report("papers: every paper as PDF and DOCX")
    runs = 1 if quick else 5
    rows = []
    found = dict(list(cases().items())[: 2 if quick else None])
    for size, tables in (("one case", found), (f"{POSTS} posts", many(found))):
        for paper, table in tables.items():
            took = measured(paper, table, runs)
            if took is None:
                continue
            rows.append((paper, size, *(ms(median(took[name].cpu)) for name in ("blocks", *WRITERS))))
            report.figures |= {f"{paper}, {size}, {name}": one.data for name, one in took.items()}
    report.add(f"  {runs} runs, another name filled in each time; milliseconds of the processor.")
    report.table(("paper", "", "blocks", *WRITERS), rows)
    for size, limits in (("one case", (PDF, DOCX)), (f"{POSTS} posts", (MANY, MANY))):
        for at, (name, limit) in enumerate(zip(WRITERS, limits, strict=True), 3):
            of = [float(row[at]) for row in rows if row[1] == size]
            slowest = max((float(row[at]), row[0]) for row in rows if row[1] == size)
            report.goals.append(Goal(f"{name}, {size}, median paper", median(of), limit, "ms"))
            report.goals.append(
                Goal(f"{name}, {size}, slowest paper ({slowest[1]})", slowest[0], limit, "ms")
            )
    return report


def cases() -> dict[str, dict[str, Any]]:
    """For each paper the first shared case that leads to it."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(ROOT.glob("tests/*/*.report.toml")):
        if "-bad-" in path.name:
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        _, outcome = assessed(table)
        for row in outcome["papers"]:
            found.setdefault(row["id"], table)
    return found


def many(tables: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same cases with 200 posts: the first one again and again, each with its own address and words, and in six
    kinds by what was told of them: where the same is said of several posts, a paper says it once."""
    found = {}
    for paper, table in tables.items():
        if not table.get("posts"):
            continue
        first = table["posts"][0]
        posts = [another(first, n) for n in range(POSTS)]
        events = [event for event in table.get("events", ()) if not event.get("post")]
        found[paper] = {**table, "posts": posts, "events": events}
    return found


def another(post: Mapping[str, Any], number: int) -> dict[str, Any]:
    """A post like this one, with its own address and words, and one of six pairs of answers."""
    return {
        **post,
        "id": f"n{number}",
        "url": f"https://example.jp/thread/{number}",
        "text": f"{post.get('text', '')}（{number}）",
        "online": ("yes", "no", "unknown")[number % 3],
        "saved": ("yes", "no")[number % 2],
    }


def assessed(table: Mapping[str, Any]) -> tuple[Told, Outcome]:
    told = check(table, shipped(), DAY)
    return told, assess(told, shipped())


def measured(paper: str, table: Mapping[str, Any], runs: int) -> dict[str, Timing] | None:
    """The blocks and both files of one paper; None where 200 posts no longer lead to it."""
    told, outcome = assessed(table)
    if paper not in {row["id"] for row in outcome["papers"]}:
        return None

    def made(number: int) -> Document:
        values = {"conceal": "no", "applicant.name": f"見本 {number}"}
        return papers.write(paper, told, outcome, shipped(), "ja", values)

    for write in WRITERS.values():
        write(made(0))
    found = {"blocks": joined(timed(partial(made, number), 1) for number in range(1, runs + 1))}
    for name, write in WRITERS.items():
        documents = [made(number) for number in range(1, runs + 1)]
        found[name] = joined(timed(partial(write, document), 1) for document in documents)
    return found
