"""Two hundred posts and two hundred events: every page stays small, and nothing told is lost on the way."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from yorube.law import shipped
from yorube.web.consult.leaves import leaf, runs
from yorube.web.consult.visit import POSTED

from .conftest import case
from .test_counsel import Form

Open = Callable[..., Client]

STATIC = Path(__file__).parents[2] / "src" / "yorube" / "web" / "static"
LIMIT = 60_000
MANY = 200
# The whole report with its trace is not small; as it travels it is, and it does not grow with the posts.
WHOLE = "counsel/report"
FULL = (
    "/answer",
    "/answer/clocks",
    "/answer/conditions",
    "/answer/police",
    "/review",
    "/happened",
    "/counsel/report",
)
# As many pages of one kind are looked at.
EACH = 2
BEGIN = {
    "101": (
        "/answer",
        "/review",
        "/happened",
        "/posts",
        "/keep",
        "/dates",
        "/ask/contents/150",
        "/counsel/report",
    ),
    "124": ("/posting/answer", "/posting/letter", "/posting/after", "/review/3", "/ask/contents/150"),
}
# Pages that do not look at what was told, files, and the papers, which are long and have tests of their own.
ELSEWHERE = ("/static", "/exit", "/rulebook", "/api", "/plan", "/lawyer", "/ask", "/more", "/papers")


def pile(name: str, *, mixed: bool) -> dict[str, Any]:
    """A case with many posts on different days; `mixed`: each says something else, and much has happened."""
    report = case(name)
    book, like = shipped(), report["posts"][0]
    days = [f"2026-{1 + n // 28:02}-{1 + n % 28:02}" for n in range(MANY)]
    report["posts"] = [
        {**like, "id": f"p{n}", "posted_at": day, "found_on": "2026-11-20"} for n, day in enumerate(days)
    ]
    if mixed:
        facts = [
            fact
            for fact in book.facts.values()
            if fact.id.startswith("posts.content.") and fact.type in ("yesno", "choice")
        ]
        services = book.facts["posts.platform"].values
        kinds = [choice.id for choice in book.facts["events.kind"].choices]
        for n, post in enumerate(report["posts"]):
            post["platform"] = services[n % len(services)]
            post["content"] = {
                fact.id.removeprefix("posts.content."): fact.values[(n // (1 + m % 7)) % len(fact.values)]
                for m, fact in enumerate(facts)
                if (n + m) % 5
            }
        report["events"] = [
            {"kind": kinds[n % len(kinds)], "on": day, "by": "あ" * 60, "post": f"p{n}"}
            for n, day in enumerate(days)
        ]
    return report


def weight(content: bytes) -> int:
    """A page with the style and script it brings along."""
    brought = re.findall(r'(?:href|src)="/static/([^"]+)"', content.decode())
    return len(content) + sum(len((STATIC / name).read_bytes()) for name in brought)


def small(client: Client, address: str) -> str:
    """Opens a page, which must be small; its text."""
    response = client.get(address)
    assert response.status_code == 200, address
    if resolve(address).route.startswith(WHOLE):
        assert len(gzip.compress(response.content)) <= LIMIT, address
    else:
        assert weight(response.content) <= LIMIT, address
    return str(response.content.decode())


@pytest.mark.parametrize("address", FULL)
def test_the_fullest_pages_stay_small(visit_with: Open, address: str) -> None:
    small(visit_with(pile("101", mixed=True), "easy"), address)


def test_the_plan_of_a_writer_stays_small(visit_with: Open) -> None:
    small(visit_with(pile("124", mixed=True), "easy", door=POSTED), "/posting/answer")


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "mixed", "language"),
    [
        pytest.param("101", True, "easy", id="hurt-mixed"),
        pytest.param("124", True, "easy", id="wrote-mixed"),
        pytest.param("101", False, "ja", id="hurt-alike"),
        pytest.param("101", True, "en", id="hurt-mixed-en"),
    ],
)
def test_every_page_stays_small(visit_with: Open, name: str, mixed: bool, language: str) -> None:
    """From page to page by the links that stand on them, a few pages of each kind."""
    client = visit_with(pile(name, mixed=mixed), language, door=POSTED if name == "124" else "hurt")
    left, seen, kinds = list(BEGIN[name]), set(), dict[str, int]()
    while left:
        address = left.pop(0)
        kind = resolve(address).route
        if address in seen or (kinds.get(kind, 0) >= EACH and "slug:name" not in kind):
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        if name == "124" and address == "/answer":  # a writer's answer is elsewhere
            continue
        links = re.findall(r'href="(/[^"#?]*)', small(client, address))
        left += [
            link for link in links if not link.startswith(ELSEWHERE) and not link.endswith((".json", ".ics"))
        ]
    numbered = {"review/<int:number>"} | ({"happened/<int:number>"} if mixed and name == "101" else set())
    assert numbered <= kinds.keys()


def test_posts_of_which_the_same_is_found_stand_together(visit_with: Open) -> None:
    report = case("101")
    like = report["posts"][0]
    other = {"id": "p3", "place": "public", "content": {"threat": "life"}}
    report["posts"] = [{**like, "id": "p1"}, {**like, "id": "p2"}, other, {**like, "id": "p4"}]
    client = visit_with(report)
    answer = client.get("/answer").content.decode()
    assert re.findall(r"<h3>投稿 ([^<]*)</h3>", answer) == ["1–2, 4", "3"]
    conditions = client.get("/answer/conditions/2").content.decode()
    nav = re.findall(r'href="/answer/conditions/(\d+)"( aria-current="page")?>投稿 ([^<]*)</a>', conditions)
    assert nav == [("1", ' aria-current="page"', "1–2, 4"), ("3", "", "3")]


def test_a_change_of_many_posts_is_told_once(visit_with: Open) -> None:
    report = case("101")
    like = report["posts"][0]
    report["posts"] = [{**like, "id": f"p{n}"} for n in range(1, 5)]
    client = visit_with(report)
    form = {"to": "review", "target.identifiable": "no"}
    page = next(page.id for page in shipped().pages if "target.identifiable" in page.facts)
    known = client.get(f"/ask/{page}")
    assert known.status_code == 200
    sent = Form(known.content.decode()).sent | form
    assert client.post(f"/ask/{page}", sent)["Location"] == "/review"
    content = client.get("/review").content.decode()
    changed = content[content.index('class="changed"') :].partition("</section>")[0]
    rows = re.findall(r"<li>(条件: [^<]*)", changed)
    assert rows
    assert len(set(rows)) == len(rows)
    assert all("（4件）" in row for row in rows)


def test_a_pile_is_told_of_on_several_pages_and_nothing_is_lost(visit_with: Open) -> None:
    """The whole report: a page is sent, and the posts and events of the others stay as they were."""
    report = pile("101", mixed=True)
    client = visit_with(report)
    before = client.get("/counsel/report.json").json()["report"]
    form = Form(client.get("/counsel/report/3").content.decode())
    assert {name.split(".")[1] for name in form.names if name.startswith("posts.")} == {"p6", "p7", "p8"}
    form.fill("posts.p7.place", "dm")
    form.fill("events.41.by", "somebody")
    response = client.post("/counsel/report/3", form.sent)
    assert response["Location"] == "/counsel/report/3#outcome"
    after = client.get("/counsel/report.json").json()["report"]
    assert [post["id"] for post in after["posts"]] == [post["id"] for post in before["posts"]]
    changed = [
        n for n, post in enumerate(after["posts"]) if post.get("place") != before["posts"][n].get("place")
    ]
    assert changed == [7]
    assert len(after["events"]) == MANY
    assert [n for n, event in enumerate(after["events"]) if event != before["events"][n]] == [41]
    assert client.get("/counsel/report/99").status_code == 404


@pytest.mark.parametrize(
    ("numbers", "written"),
    [
        ([], ""),
        ([4], "4"),
        ([1, 2], "1–2"),
        ([1, 2, 3, 7], "1–3, 7"),
        (range(1, 201), "1–200"),
        (range(1, 30, 2), "1, 3, 5, 7, 9, 11, …"),
    ],
)
def test_numbers_are_written_short(numbers: list[int], written: str) -> None:
    assert runs(numbers) == written


def test_a_list_has_as_many_pages_as_it_needs() -> None:
    assert [(one.rows, one.first, one.all) for one in (leaf("abcde", 1, 2), leaf("abcde", 3, 2))] == [
        ("ab", 0, 3),
        ("e", 4, 3),
    ]
    assert leaf("", 1, 2).all == 1
    assert leaf("abc", 2, 5, 3).rows == ""
