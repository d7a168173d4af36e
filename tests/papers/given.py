"""What papers are made from in tests: the shared and the golden cases, everything filled in, hard texts."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yorube.consult import Outcome, Report, assess, check
from yorube.law import shipped
from yorube.papers import all_entries

TESTS = Path(__file__).parents[1]
DAY = date(2026, 11, 22)
REFUSED = re.compile(r"\d+-bad-")
# Cases a paper is tried on unless all are asked for: spread over those that lead to it.
TRIED = 3
FILLED = "見本の記入"


def table(case: str) -> dict[str, Any]:
    """A case by the start of its name."""
    (path,) = (
        path for room in ("acceptance", "golden") for path in (TESTS / room).glob(f"{case}*.report.toml")
    )
    return tomllib.loads(path.read_text(encoding="utf-8"))


def assessed(report: Mapping[str, Any]) -> tuple[Report, Outcome]:
    checked = check(report, shipped(), DAY)
    return checked, assess(checked, shipped())


@cache
def cases() -> dict[str, tuple[str, ...]]:
    """For each paper the cases whose outcome lists it, by the number of the case."""
    found: dict[str, list[str]] = defaultdict(list)
    for room in ("acceptance", "golden"):
        for path in sorted((TESTS / room).glob("*.report.toml")):
            if not REFUSED.match(path.name):
                _, outcome = assessed(tomllib.loads(path.read_text(encoding="utf-8")))
                for row in outcome["papers"]:
                    found[row["id"]].append(path.name[:3])
    return {paper: tuple(of) for paper, of in found.items()}


def tried(paper: str) -> list[str]:
    """A few cases of a paper, from first to last."""
    of = cases()[paper]
    return sorted({of[at * (len(of) - 1) // (TRIED - 1)] for at in range(TRIED)})


def everything(report: Report, conceal: str = "no") -> dict[str, str]:
    """Every entry of every paper filled in, each with words of its own; those of posts for each post."""
    values = {}
    for entry in all_entries().values():
        value = {"day": "2026-12-01", "choice": next(iter(entry.options), "")}.get(
            entry.kind, f"{FILLED}{entry.id}"
        )
        for place in [f"{entry.id}@{post.id}" for post in report.posts] if entry.each_post else [entry.id]:
            values[place] = value
    return values | {"conceal": conceal}
