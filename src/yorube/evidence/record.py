"""capture.json: what is known of how a package's content was come by. Written once, read by everything after it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias, get_args

from yorube.law.periods import JAPAN
from yorube.seal import canonical

NAME = "capture.json"
SCHEMA = "yorube.evidence/1"

# Who saw it: a server of ours; the person's own browser, by a tool that keeps address and time; a file that was handed
# in; a picture without an address (weak: anybody can edit a page before taking a picture of it).
Source: TypeAlias = Literal["server", "own_browser", "uploaded", "picture"]
# How much of it was kept. `FILES`: nothing was captured, files were sealed as they came.
Verdict: TypeAlias = Literal["COMPLETE", "PARTIAL", "LOGIN_WALL", "DELETED", "BLOCKED", "ERROR", "FILES"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """How a package's content was come by. Times are ISO 8601 in UTC; `started_japan` is the same moment in Japan.

    `counters`: what was counted (posts, images, requests ...), each with what was expected where that is known.
    `why`: the reasons for a verdict that is not COMPLETE. `facts`: what was read from the content, each with a pointer.
    `told`: what the person said, for comparison. `tool`: versions of everything that took part.
    """

    id: str
    source: Source
    verdict: Verdict
    started: str
    started_japan: str
    ended: str
    requested_url: str | None = None
    final_url: str | None = None
    redirects: tuple[Mapping[str, Any], ...] = ()
    clock: Mapping[str, Any] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    counters: Mapping[str, Any] = field(default_factory=dict)
    tool: Mapping[str, Any] = field(default_factory=dict)
    image: str = "no"
    files: tuple[Mapping[str, Any], ...] = ()
    facts: tuple[Mapping[str, Any], ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)
    differences: tuple[Mapping[str, Any], ...] = ()
    schema: str = SCHEMA

    @property
    def pictures(self) -> tuple[Mapping[str, Any], ...]:
        """The rows of `files` that are pictures of the page, from its top down: `name` of the file, and `top`, `width`,
        `height` in pixels of the page. One for most pages; a very tall page has several."""
        return tuple(row for row in self.files if "top" in row)

    def data(self) -> bytes:
        """The file."""
        return canonical(asdict(self))


def read(data: bytes) -> Record:
    """The record of a file. Raises ValueError for what is no record of this version: anybody may have written it."""
    try:
        row = json.loads(data)
    except RecursionError:
        raise ValueError("is nested without end") from None
    if not isinstance(row, dict) or row.get("schema") != SCHEMA:
        raise ValueError("is no record of this version")
    if row.get("source") not in get_args(Source) or row.get("verdict") not in get_args(Verdict):
        raise ValueError("has a source or a verdict that is none")
    for key, value in row.items():
        if key in KINDS and not KINDS[key](value):
            raise ValueError(f"{key} is not of its kind")
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in row.items()
    }
    try:
        made = Record(**values)
    except TypeError as error:
        raise ValueError("has not the keys of a record") from error
    return made


def is_text(value: object) -> bool:
    return isinstance(value, str)


def is_moment(value: object) -> bool:
    """Raises ValueError for a text that is no time."""
    return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None


def is_table(value: object) -> bool:
    return isinstance(value, dict)


def is_tables(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


def is_maybe_text(value: object) -> bool:
    return value is None or isinstance(value, str)


def is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


KINDS: Mapping[str, Callable[[object], bool]] = {
    **dict.fromkeys(("id", "image"), is_text),
    **dict.fromkeys(("started", "started_japan", "ended"), is_moment),
    **dict.fromkeys(("requested_url", "final_url"), is_maybe_text),
    **dict.fromkeys(("redirects", "files", "facts", "differences"), is_tables),
    **dict.fromkeys(("clock", "counters", "tool", "told"), is_table),
    "why": is_texts,
}


def new_id(at: datetime) -> str:
    """A name for a package: the day in Japan, and enough chance that no two are the same."""
    return f"EV-{at.astimezone(JAPAN):%Y%m%d}-{secrets.token_hex(4).upper()}"


def moments(at: datetime) -> tuple[str, str]:
    """A moment to the millisecond, in UTC and in Japan."""
    return tuple(at.astimezone(zone).isoformat(timespec="milliseconds") for zone in (UTC, JAPAN))  # type: ignore[return-value]
