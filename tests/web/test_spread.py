"""Visitors are spread over the workers: a worker with more in work than another parts with a visitor."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from typing import Any

import pytest

from yorube.web.spread import Load, Start, spread

OK = "200 OK"


def plain(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
    start(OK, [("Content-Type", "text/plain")])
    return [b"yes"]


def headers(load: Load) -> list[tuple[str, str]]:
    """What a worker answers with."""
    sent: list[tuple[str, str]] = []
    assert list(spread(plain, load)({}, lambda status, found: sent.extend(found))) == [b"yes"]
    return sent


def joins(load: Load, requests: int) -> None:
    load.join()
    load.add(requests)


def beside(requests: int) -> Load:
    """The load as a worker sees it beside another process that has so many in work."""
    load = Load(2)
    other = multiprocessing.Process(target=joins, args=(load, requests))
    other.start()
    other.join()
    assert other.exitcode == 0
    load.join()
    return load


@pytest.mark.parametrize(
    ("here", "there", "parts"),
    [(0, 0, False), (1, 0, True), (1, 1, False), (2, 1, True), (0, 5, False), (5, 5, False), (7, 5, True)],
)
def test_a_worker_with_more_in_work_parts_with_the_visitor(here: int, there: int, parts: bool) -> None:
    load = beside(there)
    load.add(here)
    assert (("Connection", "close") in headers(load)) is parts
    assert ("Content-Type", "text/plain") in headers(load)


def test_a_request_that_was_answered_is_no_longer_in_work() -> None:
    load = beside(0)
    for _ in range(5):
        assert headers(load) == [("Content-Type", "text/plain")]


def test_nor_is_one_that_failed() -> None:
    def fault(environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        raise ZeroDivisionError

    load = beside(0)
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            spread(fault, load)({}, print)
    assert headers(load) == [("Content-Type", "text/plain")]


def test_a_worker_alone_parts_with_nobody() -> None:
    load = Load(1)
    load.join()
    load.add(50)
    assert headers(load) == [("Content-Type", "text/plain")]
