"""Pages that show data have a twin in JSON at the same address; none is left out, each holds what its page shows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from yorube.law import shipped
from yorube.web.consult.answer.parts import PARTS
from yorube.web.consult.visit import POSTED

from .conftest import case

Open = Callable[..., Client]

# Pages with words, doors, questions and forms: what was told in them is in review.json, who can be called from the
# second door is in posting/help.json.
WITHOUT_DATA = {
    *("", "safer", "privacy", "accessibility", "language", "exit", "ask", "more", "posts", "happened"),
    *("ask/<slug:page>", "ask/<slug:page>/<int:number>", "helper", "keep", "resume", "posting", "counsel"),
    *("posting/erase", "posting/erased", "rulebook/at"),
    # The first question and the form for files; the form for a package: what came of them are receipt and checked.
    *("evidence/seal", "evidence/check"),
    # What is filled in on a paper, and the paper itself, which is a file.
    *("papers/<int:number>/fill/<int:leaf>", "papers/<int:number>/<slug:look>/<int:leaf>"),
    "papers/<int:number>/<slug:look>/text/<int:leaf>",
}
# Long lists on several pages: their twin is that of the first.
LEAVES = ("review", "happened", "plan", "lawyer", "posting/letter", "counsel/report")
# A value for each part of an address that has one.
VALUES = {"slug:name": "desks", "slug:kind": "desks", "str:ground": "crime.insult", "path:name": "safeline"}
DAYS = {"str:day": "2026-11-22", "str:before": "2022-07-01", "str:after": "2026-11-22"}


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from routes(one, before + str(one.pattern))


def filled(route: str) -> str:
    """An address of a route."""
    return "/" + re.sub(r"<([^>]+)>", lambda found: (VALUES | DAYS).get(found[1], "1"), route)


def data(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"].startswith("application/json"), address
    return json.loads(response.content)


def test_no_page_with_data_is_left_out() -> None:
    pages = {route for route in routes(get_resolver()) if "." not in route and not route.startswith("api/")}
    assert pages >= WITHOUT_DATA
    missing = set()
    for route in pages - WITHOUT_DATA - {f"{leaf}/<int:number>" for leaf in LEAVES}:
        try:
            resolve(f"{filled(route)}.json")
        except Resolver404:
            missing.add(route)
    assert missing == set()


@pytest.fixture
def told(visit_with: Open) -> Client:
    report = case("101")
    report["posts"].append(report["posts"][0] | {"id": "p2", "content": {"threat": "life"}})
    return visit_with(report)


def test_the_conditions_of_a_post_are_its_findings(told: Client) -> None:
    outcome = data(told, "/answer.json")
    for number, post in ((1, "p1"), (2, "p2")):
        twin = data(told, f"/answer/conditions/{number}.json")
        assert twin["findings"] == [row for row in outcome["findings"] if row["post"] == post]
        assert all(outcome["citations"][id] == row for id, row in twin["citations"].items())
        assert twin["as_of"] == outcome["as_of"]
    assert told.get("/answer/conditions/3.json").status_code == 404


def test_one_condition_is_the_finding_of_its_page(told: Client) -> None:
    (row,) = data(told, "/answer/conditions/1/1.json")["findings"]
    assert row["post"] == "p1"
    assert f"<h1>{row['label']['ja']}</h1>" in told.get("/answer/conditions/1/1").content.decode()
    assert told.get("/answer/conditions/1/99.json").status_code == 404


def test_the_plan_is_made_of_the_outcome(told: Client) -> None:
    outcome, twin = data(told, "/answer.json"), data(told, "/plan.json")
    for key in ("safety", "actions", "deadlines", "desks", "not_suitable", "findings"):
        assert twin[key] == outcome[key]
    assert twin["citations"].items() <= outcome["citations"].items()


def test_the_days_are_those_of_the_page(told: Client) -> None:
    days = data(told, "/dates.json")["days"]
    page = told.get("/dates").content.decode()
    assert len(days) == page.count("<dt>") > 1
    running = {
        row["id"] for row in data(told, "/answer.json")["deadlines"] if row["due"] and not row["passed"]
    }
    assert {row["id"] for day in days for row in day["rows"]} == running
    for day in days:
        one = date.fromisoformat(day["day"])
        assert f"{one.year}年{one.month}月{one.day}日" in page


def test_a_way_is_that_of_the_whole_report(told: Client) -> None:
    whole = data(told, "/counsel/report.json")
    for row in whole["trace"]:
        number = int(row["post"].removeprefix("p"))
        twin = data(told, f"/counsel/way/{number}/{row['ground']}.json")
        assert twin["trace"] == row
        assert twin["finding"] in whole["outcome"]["findings"]
    assert told.get("/counsel/way/1/nothing.json").status_code == 404


def test_what_is_good_to_know_before_and_after(client: Client, visit_with: Open) -> None:
    for stage in ("before", "after"):
        rows = data(client, f"/posting/{stage}.json")["items"]
        page = client.get(f"/posting/{stage}").content.decode()
        assert rows
        assert all(row["title"]["ja"] in page for row in rows)
    own = visit_with(case("124"), door=POSTED)
    assert data(own, "/posting/after.json")["items"] == data(own, "/posting/answer.json")["items"]


@pytest.mark.parametrize(
    "address",
    ["/plan", "/dates", "/answer/conditions/1", "/answer/conditions/1/1", "/counsel/way/1/crime.insult"],
)
def test_without_a_visit_there_is_no_data(client: Client, db: None, address: str) -> None:
    response = client.get(f"{address}.json")
    assert response.status_code == 404
    assert "error" in json.loads(response.content)


def test_every_part_of_the_answer_has_its_twin(told: Client) -> None:
    assert all(data(told, f"/answer/{name}.json")["as_of"] for name in PARTS)
    assert shipped().digest == data(told, "/answer/desks.json")["rulebook"]["digest"]
