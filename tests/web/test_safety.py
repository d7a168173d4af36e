"""What must not happen: an answer lost, a visit come back to life, a fault by odd input, a page without its way out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from yorube.web.consult import fields
from yorube.web.vault import rows
from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import Key

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(on: Callable[[date], None]) -> None:
    on(DAY)


@pytest.fixture
def begun(client: Client) -> Client:
    """A client that has told a little, with one post to ask about."""
    client.post("/ask/danger", {"harm.danger": "no", "harm.self_harm": "no"})
    client.post("/ask/who", {"person.role": "self"})
    client.post("/ask/wishes", {"wishes": ["delete", "punish"]})
    return client


def report(client: Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/review.json").json()
    return found


def meanwhile(monkeypatch: pytest.MonkeyPatch, deed: Callable[[], object]) -> None:
    """Does something else, once, while a form of a question is being worked on."""
    once, left = fields.read, [deed]

    def read(*args: Any) -> Any:
        if left:
            left.pop()()
        return once(*args)

    monkeypatch.setattr(fields, "read", read)


# --- two tabs --------------------------------------------------------------------------------------------------------


def test_two_forms_at_once_lose_no_answer(begun: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    other = Client()
    other.cookies[settings.COOKIE] = begun.cookies[settings.COOKIE].value
    meanwhile(monkeypatch, lambda: other.post("/ask/wishes", {"wishes": ["delete", "identify"]}))
    assert begun.post("/ask/danger", {"harm.danger": "now"}).status_code == 302
    found = report(begun)
    assert (found["harm"]["danger"], found["wishes"]) == ("now", ["delete", "identify"])
    assert Sealed.objects.count() == 1


def test_a_form_that_is_never_first_is_told_so(begun: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = report(begun)
    monkeypatch.setattr(rows, "replace", lambda *args: False)
    late = begun.post("/ask/danger", {"harm.danger": "now"})
    assert late.status_code == 403
    assert 'id="exit"' in late.content.decode()
    assert report(begun) == before


def test_what_was_left_while_a_form_was_on_its_way_stays_erased(
    begun: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Client()
    other.cookies[settings.COOKIE] = begun.cookies[settings.COOKIE].value
    meanwhile(monkeypatch, lambda: other.get("/exit"))
    late = begun.post("/ask/danger", {"harm.danger": "now"})
    assert late.status_code == 403
    assert Sealed.objects.count() == 0
    assert begun.cookies[settings.COOKIE].value == ""


@pytest.mark.parametrize("place", ["/ask/danger", "/posting/before", "/posting/after", "/resume"])
def test_a_form_after_the_end_begins_nothing(begun: Client, place: str) -> None:
    """A key whose row is gone is taken out of the browser; the next form begins anew, under a new key."""
    old = begun.cookies[settings.COOKIE].value
    Sealed.objects.all().delete()
    form: dict[str, Any] = {"harm.danger": "no", "text": "words"}
    begun.post(place, form)
    assert Sealed.objects.count() == 0
    assert begun.cookies[settings.COOKIE].value == ""
    begun.post("/ask/danger", {"harm.danger": "no"})
    assert Sealed.objects.count() == 1
    assert begun.cookies[settings.COOKIE].value not in ("", old)


def test_a_key_from_elsewhere_is_not_taken_up(client: Client) -> None:
    """Whoever puts a key of theirs into a browser does not get what is told there."""
    planted = Key.new()
    client.cookies[settings.COOKIE] = planted.cookie()
    client.post("/ask/danger", {"harm.danger": "now"})
    assert rows.read(planted) is None
    client.post("/ask/danger", {"harm.danger": "now"})
    assert rows.read(planted) is None
    assert report(client)["harm"]["danger"] == "now"
