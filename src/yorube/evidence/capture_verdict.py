"""How much of a page was kept: one verdict, the reasons for it, and the counters both rest on. Never a hope."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from yorube.evidence.record import Verdict

# A notice is short; the same words in a long discussion are part of it.
NOTICE = 600
LOGIN_PATH = re.compile(r"(^|/)(log[-_]?in|sign[-_]?in|checkpoint|session/new)([/.?]|$)", re.I)
GONE = (404, 410)
REFUSED = (401, 403, 407, 429, 451)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a verdict needs to know. `failed`: why the document did not come; `cut`: what stopped the capture early."""

    requested: str
    final: str
    status: int
    failed: str = ""
    refused: str = ""
    cut: Sequence[str] = ()
    counters: Mapping[str, Any]
    title: str = ""
    heading: str = ""
    text: str = ""
    password: bool = False


@cache
def phrases() -> Mapping[str, re.Pattern[str]]:
    """What pages say, by what it means."""
    rows = tomllib.loads(files("yorube.evidence").joinpath("phrases.toml").read_text(encoding="utf-8"))
    return {kind: re.compile("|".join(map(re.escape, row)), re.I) for kind, row in rows.items()}


def verdict(seen: Seen) -> tuple[Verdict, tuple[str, ...]]:
    """The verdict and its reasons, as ids. Nothing that is open counts as complete."""
    if seen.refused:
        return "BLOCKED", ("inward",)
    if seen.failed:
        return "ERROR", (failure(seen),)
    if seen.status >= 500 and not says("blocked", seen):
        return "ERROR", ("server_error",)
    if seen.status in REFUSED or says("blocked", seen):
        return "BLOCKED", ("refused_by_site",)
    if seen.status in GONE or says("deleted", seen):
        return "DELETED", ("deleted",)
    if login(seen):
        return "LOGIN_WALL", ("login",)
    open = (*seen.cut, *missing(seen.counters))
    return ("PARTIAL", tuple(dict.fromkeys(open))) if open else ("COMPLETE", ())


def failure(seen: Seen) -> str:
    """Why a document did not come. One that was answered and let go is a file to download: none is."""
    if seen.failed.startswith("net::ERR_CERT"):
        return "certificate"
    return "download" if seen.failed == "net::ERR_ABORTED" and seen.status == 200 else "not_opened"


def says(kind: str, seen: Seen) -> bool:
    """Whether a page says this where a notice would stand: in a short page, its title or a heading alone."""
    places = [
        place for place in (seen.title, seen.heading) if len(place) <= NOTICE and not seen.counters["posts"]
    ]
    places += [seen.text] if len(seen.text) <= NOTICE else []
    return any(phrases()[kind].search(place) for place in places)


def login(seen: Seen) -> bool:
    """Whether the page is a door and not what is behind it."""
    asked, came = urlsplit(seen.requested).path, urlsplit(seen.final).path
    led = bool(LOGIN_PATH.search(came)) and not LOGIN_PATH.search(asked)
    return led or (
        not seen.counters["posts"] and (seen.password or says("login", seen)) and len(seen.text) <= 3 * NOTICE
    )


def missing(counters: Mapping[str, Any]) -> tuple[str, ...]:
    """What the counters say is not there."""
    requests, images = counters["requests"], counters["images"]
    found = {
        "images_missing": images["loaded"] + images["not_shown"] < images["found"],
        "posts_gone": counters["posts_seen"] > counters["posts"],
        "bodies_lost": requests["lost"] > 0,
        "requests_open": requests["open"] > 0,
        "requests_failed": requests["failed"] > 0,
        "inner_scroll": counters["inner_scroll"],
        "frames_cut": counters["frames_cut"] > 0,
        "video": counters["videos"] > 0,
        "changed": counters["changed_meanwhile"],
    }
    return tuple(reason for reason, is_so in found.items() if is_so)
