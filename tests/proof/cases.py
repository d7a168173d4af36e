"""The cases, read once: acceptance cases and golden cases, each with its report and its expectations."""

from __future__ import annotations

import importlib.util
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yorube.consult import Report, check
from yorube.law import Rulebook, shipped

TESTS = Path(__file__).resolve().parent.parent
FOLDERS = (TESTS / "acceptance", TESTS / "golden")
DAY = date(2026, 11, 22)


def _checker() -> Any:
    spec = importlib.util.spec_from_file_location("check_cases", TESTS / "acceptance" / "check_cases.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECKS: Mapping[str, Any] = _checker().CHECKS


@dataclass(frozen=True)
class Case:
    """A case whose report is accepted."""

    name: str
    report: Report
    expect: Mapping[str, Any]

    def failures(self, outcome: Mapping[str, Any], kinds: tuple[str, ...] = tuple(CHECKS)) -> Iterator[str]:
        """The expectations of these kinds that an outcome does not meet."""
        for kind in kinds:
            for expectation in self.expect.get(kind, []):
                ok, message = CHECKS[kind](outcome, expectation)
                if not ok:
                    yield f"{self.name}: {message}"


@cache
def beside() -> Mapping[str, list[Mapping[str, Any]]]:
    """What the cases' own format cannot say: single elements, and clocks that an event has ended, by case."""
    table = tomllib.loads((TESTS / "golden" / "elements.toml").read_text(encoding="utf-8"))
    found: dict[str, list[Mapping[str, Any]]] = {}
    for kind, rows in table.items():
        for row in rows:
            found.setdefault(row["case"], []).append({"kind": kind, **row})
    return found


@cache
def cases() -> tuple[Case, ...]:
    """Every case that is not a refusal."""
    book: Rulebook = shipped()
    found = []
    for folder in FOLDERS:
        for path in sorted(folder.glob("*.expect.toml")):
            expect = tomllib.loads(path.read_text(encoding="utf-8"))
            if "error" not in expect:
                table = tomllib.loads(
                    path.with_name(path.name.replace(".expect.", ".report.")).read_text(encoding="utf-8")
                )
                found.append(Case(path.name.removesuffix(".expect.toml"), check(table, book, DAY), expect))
    return tuple(found)
