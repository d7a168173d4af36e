"""A form sent twice, as by a double click, does what it says once; two forms that say different things both count."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from .conftest import case
from .test_counsel import Form

Open = Callable[..., Client]


def fields(page: str, mark: str) -> dict[str, str]:
    """What the form with this mark in it would send of its hidden fields."""
    form = next(form for form in re.findall(r"<form.*?</form>", page, re.S) if mark in form)
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))


def events(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/review.json").json().get("events", [])
    return found


def posts(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get("/review.json").json()["posts"]
    return found


def test_what_happened_is_added_once(visit_with: Open) -> None:
    client = visit_with(case("101"))
    before = len(events(client))
    hidden = fields(client.get("/happened").content.decode(), 'id="kind"')
    told = hidden | {"kind": "consulted", "on": "2026-11-20", "by": "a desk"}
    for _ in range(2):
        assert client.post("/happened", told)["Location"] == "/happened"
    assert len(events(client)) == before + 1
    client.post("/happened", told | {"by": "another desk"})  # from a page that was left open
    assert [event["by"] for event in events(client)[before:]] == ["a desk", "another desk"]
    fresh = fields(client.get("/happened").content.decode(), 'id="kind"')
    client.post("/happened", told | fresh)  # the same once more, on purpose
    assert len(events(client)) == before + 3


def test_what_happened_is_taken_away_once(visit_with: Open) -> None:
    report = case("101")
    report["events"] = [{"kind": "consulted", "on": f"2026-11-{day}"} for day in (18, 19, 20)]
    client = visit_with(report)
    hidden = fields(client.get("/happened").content.decode(), 'name="remove"')
    for _ in range(2):
        assert client.post("/happened", hidden | {"remove": "0"})["Location"] == "/happened"
    assert [event["on"] for event in events(client)] == ["2026-11-19", "2026-11-20"]


@pytest.mark.parametrize("urls", ["https://example.jp/2\nhttps://example.jp/3", ""])
def test_posts_are_added_once(visit_with: Open, urls: str) -> None:
    client = visit_with(case("101"))
    hidden = fields(client.get("/posts").content.decode(), 'id="urls"')
    there = {client.post("/posts", hidden | {"urls": urls, "same": "yes"})["Location"] for _ in range(2)}
    assert len(there) == 1
    added = posts(client)[1:]
    assert [post.get("url", "") for post in added] == urls.split("\n")
    client.post("/posts", hidden | {"urls": "https://example.jp/4", "same": "no"})
    assert len(posts(client)) == 1 + len(added) + 1


def test_a_letter_is_added_and_taken_away_once(client: Client, on: Callable[[date], None], db: None) -> None:
    on(date(2026, 11, 22))

    def hidden(mark: str) -> dict[str, str]:
        return fields(client.get("/posting/letter").content.decode(), mark)

    first = hidden('name="kind"') | {"kind": "disclosure", "on": "2026-11-20", "until": "2026-12-01"}
    client.post("/posting/letter", first)
    client.post("/posting/letter", first)
    assert len(events(client)) == 1
    second = hidden('name="kind"') | {"kind": "removal", "on": "2026-11-20", "about": "image"}
    client.post("/posting/letter", second)
    client.post("/posting/letter", second)
    assert [event["kind"] for event in events(client)] == [
        "disclosure_inquiry_received",
        "sender_inquiry_received",
    ]
    assert len(posts(client)) == 1
    gone = hidden('name="remove"') | {"remove": "0"}
    client.post("/posting/letter", gone)
    client.post("/posting/letter", gone)
    assert len(events(client)) == 1


def test_the_buttons_of_the_whole_report_work_once(
    client: Client, on: Callable[[date], None], db: None
) -> None:
    on(date(2026, 11, 22))
    first = Form(client.get("/counsel/report").content.decode())
    first.fill("posts.p1.place", "public")
    (button,) = re.findall(r'value="(add:\d+)"', client.get("/counsel/report").content.decode())
    there = {client.post("/counsel/report", first.sent | {"do": button})["Location"] for _ in range(2)}
    assert there == {"/counsel/report#post2"}
    assert [post["id"] for post in posts(client)] == ["p1", "p2"]
    second = Form(client.get("/counsel/report").content.decode())
    second.fill("posts.p2.place", "dm")
    second.fill("events.0.kind", "consulted")
    for _ in range(2):
        client.post("/counsel/report", second.sent)
    assert len(events(client)) == 1
    client.post("/counsel/report", first.sent)  # from a page that did not know the second post
    assert [post.get("place") for post in posts(client)] == ["public", "dm"]
    assert len(events(client)) == 1
    for _ in range(2):
        client.post("/counsel/report", second.sent | {"do": "remove:p1"})
    assert [post["id"] for post in posts(client)] == ["p2"]
