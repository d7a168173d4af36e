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
