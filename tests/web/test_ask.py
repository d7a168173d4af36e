"""The interview in the browser's terms: pages, forms, redirects; what is told is kept, changed, erased."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from yorube.law import shipped
from yorube.web.consult.fields import SEVERAL
from yorube.web.vault.models import Sealed

from .conftest import case

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _today(on: Callable[[date], None]) -> None:
    on(DAY)


def names(html: str) -> set[str]:
    return set(re.findall(r'name="([\w.]+)"', html)) - {
        "csrfmiddlewaretoken",
        "language",
        "next",
        "to",
        "robots",
        "viewport",
    }


def test_nothing_is_kept_before_the_first_answer(client: Client) -> None:
    assert client.get("/").status_code == 200
    first = client.get("/ask")
    assert first["Location"] == "/ask/danger"
    assert client.get("/ask/danger").status_code == 200
    assert Sealed.objects.count() == 0
    assert settings.COOKIE not in client.cookies


def test_the_first_answer_makes_the_row_and_the_key(client: Client) -> None:
    answer = client.post("/ask/danger", {"harm.danger": "no", "harm.self_harm": "unknown"})
    assert (answer.status_code, answer["Location"]) == (302, "/ask/who")
    cookie = client.cookies[settings.COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["expires"], cookie["max-age"]) == (
        True,
        "Strict",
        "",
        "",
    )
    (row,) = Sealed.objects.all()
    assert b"danger" not in bytes(row.box)
    assert cookie.value.encode() not in bytes(row.box)


def walk(client: Client, report: dict[str, Any], steps: int = 60) -> list[str]:
    """Answers page after page as the report says, until the answer is shown; the pages met."""
    met: list[str] = []
    place = client.get("/ask")["Location"]
    while place != "/answer":
        assert len(met) < steps
        met.append(place)
        html = client.get(place).content.decode()
        sent = {name: value for name in names(html) if (value := told(report, name)) is not None}
        answer = client.post(place, sent)
        assert answer.status_code == 302, answer.content.decode()
        place = answer["Location"]
    return met


def told(report: dict[str, Any], name: str) -> Any:
    """What a form field says by a report; None: left empty."""
    table: Any = report
    keys = name.split(".")
    if keys[0] == "ticks":
        return None
    if keys[0] == "posts":
        table, keys = report["posts"][int(keys[1][1:]) - 1], keys[2:]
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return str(table) if isinstance(table, date | int) else table


@pytest.mark.parametrize("name", ["101", "106", "108", "110", "119", "124"])
def test_a_shared_case_walks_to_its_answer(client: Client, name: str, on: Callable[[date], None]) -> None:
    report = case(name)
    on(report["as_of"])
    met = walk(client, report)
    assert len(met) == len(set(met))
    assert met[0] == "/ask/danger"
    found = client.get("/review.json").json()
    assert found.get("wishes") == report.get("wishes")
    assert found["harm"]["danger"] == report["harm"]["danger"]
    assert client.get("/answer").status_code == 200
    assert client.get("/answer.json").json()["schema"] == "yorube.outcome/1"


def test_a_page_comes_back_filled_and_a_change_says_what_it_does(client: Client) -> None:
    walk(client, case("101"))
    html = client.get("/ask/wishes").content.decode()
    assert re.search(r'value="punish"[^>]* checked', html) or re.search(
        r'value="identify"[^>]* checked', html
    )
    changed = client.post("/ask/wishes", {"wishes": ["listen"], "to": "review"})
    assert changed["Location"] == "/review"
    page = client.get("/review").content.decode()
    assert "この変更で変わったこと" in page or "いまの変更で変わったこと" in page
    assert client.get("/review.json").json()["wishes"] == ["listen"]


def test_none_of_these_with_another_answer_is_refused_and_nothing_is_lost(client: Client) -> None:
    client.post("/ask/danger", {"harm.danger": "no"})
    before = client.get("/review.json").json()
    refused = client.post("/ask/wishes", {"wishes": ["delete", "none"]})
    assert refused.status_code == 422
    assert "どれもない" in refused.content.decode()
    assert client.get("/review.json").json() == before


def test_a_day_after_today_is_refused_at_its_field(client: Client) -> None:
    walk(client, case("101"))
    refused = client.post("/ask/time/1", {"posts.p1.posted_at": "2027-01-01"})
    html = refused.content.decode()
    assert refused.status_code == 422
    assert 'role="alert"' in html
    assert 'value="2027-01-01"' in html


def test_the_words_of_a_post_are_not_shown_again(client: Client) -> None:
    walk(client, case("101"))
    words = "しるしの言葉MARK"
    client.post("/ask/contents/1", {"posts.p1.text": words, "ticks.contents.p1": "insult"})
    assert client.get("/review.json").json()["posts"][0]["text"] == words
    for place in ("/ask/contents/1", "/review", "/answer", "/ask", "/"):
        assert words not in client.get(place, follow=True).content.decode()
    client.post("/ask/contents/1", {"ticks.contents.p1": "insult"})
    assert client.get("/review.json").json()["posts"][0]["text"] == words
    client.post("/ask/contents/1", {"ticks.contents.p1": "insult", "posts.p1.text.erase": "yes"})
    assert "text" not in client.get("/review.json").json()["posts"][0]


def test_a_checklist_answers_what_is_left_out(client: Client) -> None:
    walk(client, case("101"))
    client.post("/ask/contents/1", {"ticks.contents.p1": ["insult"]})
    content = client.get("/review.json").json()["posts"][0]["content"]
    assert (content["threat"], content["private"]) == ("none", [])
    client.post("/ask/contents/1", {"ticks.contents.p1": ["insult", "threat"]})
    content = client.get("/review.json").json()["posts"][0]["content"]
    assert "threat" not in content


def test_an_address_names_its_service(client: Client) -> None:
    client.post("/ask/danger", {"harm.danger": "no"})
    client.post("/ask/who", {"person.role": "self"})
    client.post("/ask/wishes", {"wishes": ["delete"]})
    client.post(
        "/ask/place/1", {"posts.p1.url": "https://mobile.x.com/i/status/1", "posts.p1.platform": "unknown"}
    )
    assert client.get("/review.json").json()["posts"][0]["platform"] == "x"


def test_more_posts_without_telling_again(client: Client) -> None:
    walk(client, case("101"))
    client.post("/ask/contents/1", {"ticks.contents.p1": ["insult"], "posts.p1.text": "words"})
    client.post("/posts", {"urls": "https://x.com/i/1\nhttps://www.instagram.com/p/2\n", "same": "yes"})
    posts = client.get("/review.json").json()["posts"]
    assert [post["id"] for post in posts] == ["p1", "p2", "p3"]
    assert posts[1]["place"] == posts[0]["place"]
    assert (posts[1]["platform"], posts[2]["platform"]) == ("x", "instagram")
    assert "text" not in posts[1]
    assert posts[2]["content"]["threat"] == "none"


def test_leaving_erases_and_going_back_shows_nothing(client: Client) -> None:
    client.post("/ask/danger", {"harm.danger": "now"})
    assert Sealed.objects.count() == 1
    key = client.cookies[settings.COOKIE].value
    gone = client.get("/exit")
    assert (gone.status_code, gone["Location"]) == (303, settings.EXIT_TO)
    assert '"cookies"' in gone["Clear-Site-Data"]
    assert Sealed.objects.count() == 0
    client.cookies[settings.COOKIE] = key
    assert client.get("/answer")["Location"] == "/"
    assert client.get("/review")["Location"] == "/"


def test_the_beacon_erases_too(client: Client) -> None:
    client.post("/ask/danger", {"harm.danger": "now"})
    assert client.post("/exit").status_code == 204
    assert Sealed.objects.count() == 0


def test_a_page_nobody_asks_leads_on(client: Client) -> None:
    assert client.get("/ask/nothing")["Location"] == "/ask/danger"
    assert client.get("/ask/place/1")["Location"] == "/ask/danger"
    assert client.get("/ask/place/0")["Location"] == "/ask/danger"


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_every_page_says_its_language(client: Client, language: str) -> None:
    answer = client.post("/language", {"language": language, "next": "/ask/danger"})
    assert answer["Location"] == "/ask/danger"
    page = client.get("/ask/danger")
    assert f'<html lang="{"en" if language == "en" else "ja"}"' in page.content.decode()


def test_the_language_leads_nowhere_else(client: Client) -> None:
    for there in ("https://example.com/", "//example.com/", "javascript:alert(1)"):
        assert client.post("/language", {"language": "en", "next": there})["Location"] == "/"


def test_a_form_without_its_token_is_refused(on: Callable[[date], None]) -> None:
    on(DAY)
    careful = Client(enforce_csrf_checks=True)
    assert careful.post("/ask/danger", {"harm.danger": "no"}).status_code == 403
    assert Sealed.objects.count() == 0


def test_every_answer_carries_the_headers(client: Client) -> None:
    client.post("/ask/danger", {"harm.danger": "no"})
    for place in ("/", "/ask/who", "/answer", "/review", "/exit", "/nothing", "/answer.json"):
        page = client.get(place)
        assert page["Cache-Control"] == "no-store", place
        assert page["Referrer-Policy"] == "same-origin"
        assert "default-src 'none'" in page["Content-Security-Policy"]
        assert "unsafe" not in page["Content-Security-Policy"]


def test_somebody_else_reads_for_the_person_and_gives_the_screen_back(client: Client) -> None:
    walk(client, case("101"))
    client.post("/ask/contents/1", {"posts.p1.text": "しるしMARK", "ticks.contents.p1": "insult"})
    assert client.post("/helper", {"helper": "yes"})["Location"] == "/ask"
    page = client.get("/ask/contents/1").content.decode()
    assert "読む人へ" in page
    assert re.search(r"<details[^>]*><summary>[^<]*</summary><blockquote>しるしMARK", page)
    client.post("/helper", {"helper": "no"})
    page = client.get("/ask/contents/1").content.decode()
    assert "読む人へ" not in page
    assert "MARK" not in page


def test_what_happened_is_added_and_taken_away(client: Client) -> None:
    walk(client, case("136"))
    clocks = {row["id"]: row["due"] for row in client.get("/answer.json").json()["deadlines"]}
    client.post("/happened", {"kind": "removal_request_received", "on": "2026-11-10", "by": "X (Twitter)"})
    found = client.get("/review.json").json()["events"]
    assert found == [{"kind": "removal_request_received", "on": "2026-11-10", "by": "x"}]
    after = {row["id"]: row["due"] for row in client.get("/answer.json").json()["deadlines"]}
    assert after["platform.notice"] == "2026-11-17" != clocks.get("platform.notice")
    for wrong in ({"kind": "", "on": "2026-11-10"}, {"kind": "removed", "on": "2027-11-10"}):
        refused = client.post("/happened", wrong)
        assert refused.status_code == 422
        assert 'role="alert"' in refused.content.decode()
    client.post("/happened", {"remove": "0"})
    assert "events" not in client.get("/review.json").json()


def test_a_language_from_a_file_is_kept(visit_with: Callable[..., Client]) -> None:
    report = case("122") | {"person": case("122")["person"] | {"languages": ["pt-BR", "ja"]}}
    client = visit_with(report)
    assert 'value="pt-BR" checked' in client.get("/ask/languages").content.decode()
    client.post("/ask/languages", {"person.languages": ["pt-BR", "fil"], "to": "review"})
    assert client.get("/review.json").json()["person"]["languages"] == ["pt-BR", "fil"]


def test_that_several_may_be_chosen_is_said_once(client: Client) -> None:
    """By the page, unless the question's own help says it."""
    for id in SEVERAL:
        help = shipped().facts[id].help
        assert help is not None
        assert "いくつでも" in help.ja or "すべて選びます" in help.ja
    client.post("/ask/danger", {"harm.danger": "no", "harm.self_harm": "no"})
    page = client.get("/ask/wishes").content.decode()
    assert page.count("いくつでも選べます") == 1


def test_in_danger_each_number_is_named_once_and_nothing_that_is_said_is_left_out(client: Client) -> None:
    client.post("/ask/danger", {"harm.danger": "now", "harm.self_harm": "yes"})
    page = client.get("/ask/who").content.decode()
    numbers = re.findall(r'href="tel:([^"]+)"', page)
    assert len(numbers) == len(set(numbers)) >= 4
    assert page.index('href="tel:110"') < page.index("<h1>")
    rules = [rule for rule in shipped().safety if rule.message.ja in page]
    assert len(rules) == 2
    for desk in (shipped().desks[id] for rule in rules for id in rule.desks):
        assert desk.name.ja in page


def test_languages_are_chosen_by_their_names(client: Client) -> None:
    """Tags are how they are kept, and nothing to be read on a page."""
    client.post("/ask/danger", {"harm.danger": "no", "harm.self_harm": "no"})
    page = client.get("/ask/languages").content.decode()
    assert 'value="pt"' in page
    assert "国籍は聞きません" in page
    assert "BCP 47" not in page
    assert "pt, ja" not in page
