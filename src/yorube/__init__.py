"""Yorube (寄る辺): from "this was written about me" to what can be done, by when, with what proof, and with whom.

`yorube.consult(report)` is the whole of it for a program: a report in, an outcome out (docs/contract.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yorube.consult import ReportError, assess, check
from yorube.law import shipped
from yorube.law.periods import JAPAN

__all__ = ["ReportError", "consult"]


def consult(report: Mapping[str, Any]) -> dict[str, Any]:
    """The outcome (`yorube.outcome/1`) of a report (`yorube.report/1`), both plain data.

    Dates and times may be ISO 8601 text or `datetime` values. Where the report names no `as_of`, today in Japan is
    taken. Raises ReportError, which names the key's path, what was found and what is allowed.
    """
    book = shipped()
    return assess(check(report, book, datetime.now(JAPAN).date()), book)
