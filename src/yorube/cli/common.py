"""What several commands share: faults with their exit status, the clock, the rulebook, reading input."""

from __future__ import annotations

import sys
from argparse import ArgumentTypeError
from datetime import date, datetime
from pathlib import Path

from yorube import law
from yorube.law.periods import JAPAN
from yorube.law.rulebook import Rulebook


class Fault(Exception):
    """A command cannot go on; the message is the one line a person sees."""

    def __init__(self, message: str, status: int = 2) -> None:
        super().__init__(message)
        self.status = status


def today() -> date:
    """Today in Japan: the only place that reads the clock."""
    return datetime.now(JAPAN).date()


def book() -> Rulebook:
    """The rulebook that comes with Yorube. Fault when a file of it is wrong."""
    try:
        return law.shipped()
    except law.RulebookError as error:
        more = len(error.mistakes) - 1
        rest = f" (and {more} more: yorube rulebook check)" if more else ""
        raise Fault(f"rulebook: {error.mistakes[0]}{rest}", 1) from None


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    if name == "-" and sys.stdin is None:
        raise Fault("-: standard input is closed")
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Fault(f"{name}: {error.strerror or error}") from None


def a_day(written: str) -> date:
    """An argument that is a day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written!r} is not a day; write it as 2026-11-22") from None
