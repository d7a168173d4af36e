"""What must not happen: an answer lost, a visit come back to life, a fault by odd input, a page without its way out."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from yorube.interview.screens import Course
from yorube.web.consult import fields
from yorube.web.vault import rows
from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import Key

from .conftest import case

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


# --- odd input -------------------------------------------------------------------------------------------------------

ODD = {
    "nul": "a\x00b",
    "controls": "\x01\x1b[31m\x85\u2028",
    "huge": "x" * 300_000,
    "digits": "9" * 5000,
    "arabic": "٣",
    "minus": "-1",
    "turned": "\u202eabc",
    "lines": "a\r\nSet-Cookie: x=1",
    "marks": "e" + "\u0301" * 3000,
    "first year": "0001-01-01",
    "last year": "9999-12-31",
    "no day": "2026-02-30",
    "no host": "http://[",
    "no port": "http://x.com:99999999/",
}
FORMS: dict[str, tuple[str, ...]] = {
    "/ask/danger": ("harm.danger", "harm.self_harm"),
    "/ask/wishes": ("wishes", "to"),
    "/ask/place/1": ("posts.p1.url", "posts.p1.platform", "posts.p1.place"),
    "/ask/time/1": ("posts.p1.posted_at", "posts.p1.posted_at.time", "posts.p1.found_on"),
    "/posts": ("urls", "same"),
    "/helper": ("helper",),
    "/language": ("language", "next"),
    "/posting/before": ("text",),
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_is_answered_and_nothing_is_lost(begun: Client, odd: str) -> None:
    before = report(begun)
    for place, names in FORMS.items():
        sent = begun.post(place, dict.fromkeys(names, ODD[odd]))
        assert sent.status_code in (302, 422), place
        assert begun.get("/review").status_code == 200, place
    happened = {"kind": "removal_request_received", "on": "2026-11-10"}
    for form in (
        happened | {"by": ODD[odd]},
        happened | {"post": ODD[odd]},
        happened | {"kind": ODD[odd]},
        {"remove": ODD[odd]},
    ):
        assert begun.post("/happened", form).status_code in (302, 422), form
    assert begun.get("/answer").status_code == 200
    assert {key: value for key, value in report(begun).items() if key in ("person", "schema")} == {
        key: value for key, value in before.items() if key in ("person", "schema")
    }


def test_events_have_an_end(begun: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorube.web.consult.happened.MOST", 2)
    event = {"kind": "removal_request_received", "on": "2026-11-10"}
    assert [begun.post("/happened", event).status_code for _ in range(3)] == [302, 302, 422]
    assert len(report(begun)["events"]) == 2


def test_a_visit_does_not_grow_by_changing_an_answer(begun: Client) -> None:
    size = len(visit(begun))
    for day in range(1, 9):
        begun.post("/ask/time/1", {"posts.p1.posted_at": f"2026-11-0{day}", "to": "next"})
        begun.post("/ask/danger", {"harm.danger": "no", "harm.self_harm": "no"})
    assert len(visit(begun)) < size + 1000


def test_more_than_a_visit_holds_is_refused_and_the_rest_stays(
    begun: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = report(begun)
    monkeypatch.setattr("yorube.web.consult.visit.MOST_BYTES", len(visit(begun)) + 500)
    refused = begun.post("/posting/before", {"text": "x" * 600})
    assert refused.status_code == 413
    assert 'id="exit"' in refused.content.decode()
    assert report(begun) == before


@pytest.mark.parametrize(("length", "status"), [(200, 302), (201, 413)])
def test_the_name_of_a_post_in_a_file_is_not_endless(client: Client, length: int, status: int) -> None:
    told = {"schema": "yorube.report/1", "posts": [{"id": "x" * length}]}
    file = BytesIO(json.dumps(told).encode())
    assert client.post("/resume", {"file": file}).status_code == status
    assert Sealed.objects.count() == (status == 302)


def visit(client: Client) -> bytes:
    """What the visit of a client keeps."""
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    data = rows.read(key)
    assert data is not None
    return data


def test_after_more_posts_a_page_is_shown_without_weighing_everything_again(
    begun: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun.post("/posts", {"urls": "https://x.com/i/2\nhttps://x.com/i/3", "same": "yes"})
    begun.post("/happened", {"kind": "removal_request_received", "on": "2026-11-10"})
    monkeypatch.delattr("yorube.web.consult.interview.interview.step")
    assert begun.get("/ask/danger").status_code == 200
    assert begun.get("/review").status_code == 200


@pytest.mark.parametrize(("posts", "all_asked"), [(5, False), (6, True)])
def test_many_posts_from_a_file_are_not_all_weighed_against_each_other(
    visit_with: Callable[..., Client], monkeypatch: pytest.MonkeyPatch, posts: int, all_asked: bool
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(Course, "following", lambda self, *, more: asked.append(more))
    told = case("101")
    many = [{**told["posts"][0], "id": f"p{number}"} for number in range(posts)]
    assert visit_with({**told, "posts": many}).get("/ask").status_code == 302
    assert asked == [all_asked]


# --- the way out, and what others could see --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "place", "status"),
    [
        ("get", "/language", 405),
        ("put", "/safer", 405),
        ("get", "/nothing", 404),
        ("get", "/static/nothing", 404),
        ("get", "/ask/wishes/" + "9" * 5000, 404),
    ],
)
def test_a_fault_has_the_way_out_and_is_not_kept(
    client: Client, method: str, place: str, status: int
) -> None:
    page = getattr(client, method)(place)
    assert page.status_code == status
    assert 'id="exit"' in page.content.decode()
    assert page["Cache-Control"] == "no-store"


def test_a_method_that_is_not_known_is_still_named(client: Client) -> None:
    assert client.get("/language")["Allow"] == "POST"


def test_leaving_takes_every_cookie_away(client: Client) -> None:
    client.post("/language", {"language": "en"})
    client.post("/ask/danger", {"harm.danger": "now"})
    gone = client.get("/exit")
    for name in (settings.COOKIE, settings.CSRF_COOKIE_NAME, "lang"):
        assert (gone.cookies[name].value, gone.cookies[name]["max-age"]) == ("", 0), name


def test_the_sweep_goes_on_after_a_minute_that_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from yorube.web import serve

    class Minutes:
        """Three of them."""

        left = 3

        def wait(self, seconds: float) -> bool:
            self.left -= 1
            return self.left == 0

    swept: list[int] = []

    def sweep() -> int:
        swept.append(1)
        if len(swept) == 1:
            raise OperationalError
        return 0

    monkeypatch.setattr(rows, "sweep", sweep)
    monkeypatch.setattr("django.db.connection.close", lambda: None)
    serve.sweep_until(Minutes())  # type: ignore[arg-type]
    assert len(swept) == 3


@pytest.mark.django_db
def test_a_busy_database_holds_nobody_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    client.post("/ask/danger", {"harm.danger": "now"})

    def busy(key: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(rows, "erase", busy)
    gone = client.get("/exit")
    assert (gone.status_code, gone["Location"]) == (303, settings.EXIT_TO)
    assert gone.cookies[settings.COOKIE]["max-age"] == 0
