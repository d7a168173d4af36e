"""What tests of the pages share: a client, visits made from reports, and the site in a real browser."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from yorube.interview import from_report
from yorube.law import shipped
from yorube.law.periods import JAPAN
from yorube.web import clock
from yorube.web.consult.visit import Visit
from yorube.web.vault import rows
from yorube.web.vault.seal import Key

CASES = Path(__file__).parents[1] / "acceptance"


def case(start: str) -> dict[str, Any]:
    """A shared case's report by the start of its name."""
    (path,) = CASES.glob(f"{start}*.report.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _hosts(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Sets the day of the consultation."""

    def set_day(day: date) -> None:
        moment = datetime.combine(day, time(12), JAPAN)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return set_day


# What a visit keeps of one package that was made of a picture, and of a file that was checked and is no package.
SEALED: dict[str, Any] = {
    "count": 1,
    "receipts": [
        {
            "number": 1,
            "id": "EV-20261122-0A1B2C3D",
            "post": "p1",
            "manifest": "5f" * 32,
            "made": "2026-11-22T03:00:00.000+00:00",
            "source": "picture",
            "hash_only": False,
            "files": [
                {
                    "name": "IMG_0001.PNG",
                    "kind": "png",
                    "bytes": 1234,
                    "sha256": "c0" * 32,
                    "source": "picture",
                    "at": "2026-11-21T09:00:00",
                    "url": "",
                    "at_from": "Exif: DateTimeOriginal",
                    "offset": False,
                    "place": "cleared",
                    "unstripped": False,
                }
            ],
            "stamps": [{"authority": "first", "at": "2026-11-22T03:00:02+00:00"}],
            "refused": ["second"],
            "differences": [{"what": "post_id", "told": "1", "kept": ""}],
        }
    ],
    "checked": {
        "verdict": "altered",
        "tamper": {"is": "altered", "why": [{"code": "file.changed", "name": "files/01.png"}]},
        "time": {
            "is": "not_checked",
            "stamps": [
                {
                    "reply": "proofs/manifest.first.tsr",
                    "checked": False,
                    "wrong": None,
                    "at": "2026-11-22T03:00:02+00:00",
                    "authority": "First",
                    "serial": "1",
                }
            ],
        },
        "source": {"is": "server", "url": "https://x.com/i/status/1"},
        "complete": {"is": "COMPLETE", "why": [], "counters": {}},
        "archives": [{"member": "page.wacz", "hashes": 4, "digests": 9, "wrong": []}],
        "manifest": "5f" * 32,
    },
}


def sealed(visit: Visit) -> str:
    """Keeps a visit as the site does; the cookie that opens it."""
    key = Key.new()
    rows.write(key, visit.data())
    return key.cookie()


@pytest.fixture
def visit_with(client: Client, on: Callable[[date], None], db: None) -> Callable[..., Client]:
    """A client whose visit holds a report's answers, on the report's day."""

    def make(report: dict[str, Any], language: str = "ja", **more: Any) -> Client:
        on(report.get("as_of", date(2026, 11, 22)))
        client.cookies[settings.COOKIE] = sealed(Visit(answers=from_report(report, shipped()), **more))
        client.cookies["lang"] = language
        return client

    return make


@pytest.fixture
def cases() -> Callable[[str], dict[str, Any]]:
    """Reads a shared case."""
    return case
