"""Letters to the one who wrote: what has come, by when to answer, and what an answer means."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

import yorube
from yorube.web.consult.visit import Visit
from yorube.web.languages import words
from yorube.web.vault.models import Sealed

from .conftest import sealed
from .test_posting import BOOK, DAY, _today, escaped, html

__all__ = ["_today"]

pytestmark = pytest.mark.django_db


def row_of(report: dict[str, Any]) -> dict[str, Any]:
    """The writer's own clock in an outcome."""
    outcome = yorube.consult({"schema": "yorube.report/1", **report, "as_of": DAY.isoformat()})
    (row,) = (row for row in outcome["deadlines"] if row["id"].startswith("sender_inquiry."))
    return dict(row)


DAYS = ["2026-11-22", "2026-11-15", "2026-11-08", "2026-10-31", "2025-12-26", "2024-02-22"]
EVENT = {"removal": "sender_inquiry_received", "disclosure": "disclosure_inquiry_received"}


@pytest.mark.parametrize("came", DAYS)
@pytest.mark.parametrize(
    ("kind", "about", "post", "clock"),
    [
        ("removal", "", None, "sender_inquiry.removal"),
        ("removal", "neither", None, "sender_inquiry.removal"),
        ("removal", "image", {"media": ["sexual_image"]}, "sender_inquiry.removal_short"),
        ("removal", "candidate", {"content": {"election": "yes"}}, "sender_inquiry.removal_short"),
        ("disclosure", "image", None, "sender_inquiry.disclosure"),
    ],
)
def test_the_date_is_the_one_the_rulebook_counts(
    client: Client, kind: str, about: str, post: dict[str, Any] | None, clock: str, came: str
) -> None:
    sent = client.post("/posting/letter", {"kind": kind, "on": came, "about": about})
    assert (sent.status_code, sent["Location"]) == (302, "/posting/letter")
    posts = {"posts": [{"id": "p1", **post}]} if post else {}
    expected = row_of(
        {
            "person": {"role": "poster"},
            "wishes": ["advice"],
            "events": [{"kind": EVENT[kind], "on": came, **({"post": "p1"} if post else {})}],
            **posts,
        }
    )
    assert expected["id"] == clock
    (row,) = client.get("/posting/letter.json").json()["letters"]
    assert row["deadline"] == expected
    due = date.fromisoformat(expected["due"])
    assert row["left"] == (due - DAY).days
    for place in ("/posting/letter", "/posting/answer"):
        page = html(client, place)
        assert f"{due.year}年{due.month}月{due.day}日" in page
        assert escaped(expected["counting"]["text"]["ja"]) in page
        assert ("過ぎています" in page) == (due < DAY)


def test_the_date_in_a_disclosure_letter_comes_before_the_usual_time(client: Client) -> None:
    client.post("/posting/letter", {"kind": "disclosure", "on": "2026-11-20", "until": "2026-11-27"})
    client.post("/posting/letter", {"kind": "disclosure", "on": "2026-11-18"})
    first, second = client.get("/posting/letter.json").json()["letters"]
    assert (first["stands"], first["left"], first["deadline"]["due"]) == ("2026-11-27", 5, "2026-12-04")
    assert (second["stands"], second["deadline"]["due"]) == (None, "2026-12-02")
    for place in ("/posting/letter", "/posting/answer"):
        page = html(client, place)
        assert "書面の期限：2026年11月27日（金）" in page
        assert "（あと5日）" in page
        assert page.index("2026年11月27日") < page.index("2026年12月4日")
        assert "目安（二次資料）" in page
    assert '<p class="by">2026年11月27日（金）まで' in html(client, "/posting/answer")


@pytest.mark.parametrize(
    ("until", "by"),
    [
        (("2026-11-27", "2026-11-25"), "2026年11月25日（水）まで"),
        (("2026-11-21", "2026-11-30"), "今日のうちに"),
    ],
)
def test_what_is_to_be_done_is_due_by_the_first_letter(
    client: Client, until: tuple[str, str], by: str
) -> None:
    for came, day in zip(("2026-11-19", "2026-11-20"), until, strict=True):
        client.post("/posting/letter", {"kind": "disclosure", "on": came, "until": day})
    page = html(client, "/posting/answer")
    lawyer = page.index(f"<h3>{BOOK.actions['consult_lawyer'].label.ja}</h3>")
    assert by in page[lawyer : lawyer + 200]


def test_letters_of_one_day_keep_their_own_dates(client: Client) -> None:
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-20"})
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-20", "about": "image"})
    client.post("/posting/after")
    client.post("/posts", {"urls": "https://example.jp/2", "same": "no"})
    first, second = client.get("/posting/letter.json").json()["letters"]
    assert (first["deadline"]["due"], second["deadline"]["due"]) == ("2026-11-27", "2026-11-22")


def test_a_letter_s_meaning_is_said_for_its_kind(client: Client) -> None:
    titles = {row.id: row.title.ja for row in BOOK.posting if row.stage == "letter"}
    page = html(client, "/posting/letter")
    assert all(title in page for title in titles.values())
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-20"})
    page = html(client, "/posting/letter")
    assert titles["letter.removal"] in page
    assert titles["letter.disclosure"] not in page
    client.post("/posting/letter", {"kind": "disclosed", "on": "2026-11-21"})
    assert [row["kind"] for row in client.get("/posting/letter.json").json()["letters"]] == [
        "removal",
        "disclosed",
    ]


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"on": "2026-11-20"}, "kind"),
        ({"kind": "summons", "on": "2026-11-20"}, "kind"),
        ({"kind": "removal"}, "on"),
        ({"kind": "removal", "on": "2026-11-23"}, "on"),
        ({"kind": "removal", "on": "2026-02-30"}, "on"),
        ({"kind": "disclosure", "on": "2026-11-20", "until": "2026-11-19"}, "until"),
        ({"kind": "disclosure", "on": "2026-11-20", "until": "soon"}, "until"),
    ],
)
def test_what_cannot_stand_is_said_at_its_field_and_nothing_is_kept(
    client: Client, form: dict[str, str], field: str
) -> None:
    refused = client.post("/posting/letter", form)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert re.findall(r'<li><a href="#(\w+)">', page) == [field]
    assert f'value="{form["on"]}"' in page if "on" in form else 'value=""' in page
    assert ('value="removal" checked' in page) == (form.get("kind") == "removal")
    assert Sealed.objects.count() == 0


def test_without_the_day_there_is_no_date(client: Client) -> None:
    client.post("/posting/letter", {"kind": "removal", "on.unknown": "yes"})
    (row,) = client.get("/posting/letter.json").json()["letters"]
    assert (row["on"], row["left"], row["deadline"]["due"]) == (None, None, None)
    assert words()["posting.letter.no_day"].ja in html(client, "/posting/letter")


def test_a_letter_can_be_taken_away(client: Client) -> None:
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-20"})
    client.post("/posting/letter", {"kind": "disclosure", "on": "2026-11-21"})
    assert client.post("/posting/letter", {"remove": "0"})["Location"] == "/posting/letter"
    (row,) = client.get("/posting/letter.json").json()["letters"]
    assert row["kind"] == "disclosure"
    for place in ("7", "x", "-1"):
        client.post("/posting/letter", {"remove": place})
    assert len(client.get("/posting/letter.json").json()["letters"]) == 1


def test_nothing_has_come_leads_on(client: Client) -> None:
    assert client.post("/posting/letter", {"kind": "none"})["Location"] == "/posting/after"
    assert Sealed.objects.count() == 0
    client.post("/posting/after")
    assert client.post("/posting/letter", {"kind": "none"})["Location"] == "/posting/answer"


def test_a_short_time_is_asked_of_a_post_it_fits(client: Client) -> None:
    """A post already told of otherwise is not told anew."""
    client.cookies[settings.COOKIE] = sealed(Visit())
    client.post("/posting/after")
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-20", "about": "image"})
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-21", "about": "image"})
    report = client.get("/review.json").json()
    assert [post["media"] for post in report["posts"]] == [["sexual_image"]]
    assert BOOK.safety[0].message.ja not in html(client, "/ask/danger")
    assert next(r for r in BOOK.safety if r.id == "child_sexual_image").message.ja in html(
        client, "/ask/danger"
    )
    client.post("/ask/image/1", {"posts.p1.media": "text"})
    client.post("/posting/letter", {"kind": "removal", "on": "2026-11-22", "about": "image"})
    report = client.get("/review.json").json()
    assert [post["media"] for post in report["posts"]] == [["text"], ["sexual_image"]]
