"""A log that shows when it was changed: each line carries the hash of the line before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from yorube.seal.canonical import canonical, digest
from yorube.seal.reasons import Refusal

FIRST = "0" * 64


class LogError(Refusal):
    """A log whose chain is broken: at which line, and how."""


def entry(before: bytes, what: Mapping[str, Any]) -> bytes:
    """The next line after a log of these bytes: `what`, its number, the hash of the line before; with its line end."""
    lines = before.splitlines()
    last = digest(lines[-1]) if lines else FIRST
    return canonical({**what, "n": len(lines) + 1, "before": last}) + b"\n"


def read(data: bytes) -> list[dict[str, Any]]:
    """The lines of a log, its chain checked. Raises LogError."""
    found: list[dict[str, Any]] = []
    before = FIRST
    if data and not data.endswith(b"\n"):
        raise LogError("log.end")
    for number, line in enumerate(data.splitlines(), 1):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise LogError("log.json", n=number) from error
        if not isinstance(row, dict) or canonical(row) != line:
            raise LogError("log.written", n=number)
        if row.get("n") != number or row.get("before") != before:
            raise LogError("log.chain", n=number)
        before = digest(line)
        found.append(row)
    return found
