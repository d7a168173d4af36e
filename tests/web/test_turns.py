"""Pages of an interview one after the other: none beside another, and none held up for long."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import pytest
from django.http import HttpRequest, HttpResponse

from yorube.web import turns
from yorube.web.turns import in_turn


def page(does: Callable[[], object] = lambda: None) -> Callable[[], HttpResponse]:
    """A page that does this while it is worked out."""

    @in_turn
    def view(request: HttpRequest) -> HttpResponse:
        does()
        return HttpResponse()

    return lambda: view(HttpRequest())


def test_a_page_waits_for_the_one_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 60)
    seen: list[str] = []
    second = Thread(target=page(lambda: seen.append("second")))

    def first() -> None:
        second.start()
        second.join(0.2)  # long enough for a page that does not wait
        seen.append("first")

    page(first)()
    second.join(60)
    assert seen == ["first", "second"]


def test_a_page_that_takes_long_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    seen: list[str] = []
    second = Thread(target=page(lambda: seen.append("second")))

    def first() -> None:
        second.start()
        second.join(60)
        seen.append("first")

    page(first)()
    assert seen == ["second", "first"]


def test_a_fault_ends_the_turn() -> None:
    def fault() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        page(fault)()
    assert not turns.TURN.locked()


def test_a_page_beside_another_leaves_the_turn_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    held: list[bool] = []

    def first() -> None:
        page()()
        held.append(turns.TURN.locked())

    page(first)()
    assert held == [True]
