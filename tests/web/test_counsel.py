"""The third door: what it leads to is there; the whole report on one page gives the outcome it gives everywhere."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from datetime import date, datetime
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from yorube.consult import assess, check
from yorube.consult.near import Near
from yorube.interview import Answer, from_report
from yorube.interview.fold import POSTS
from yorube.law import shipped
from yorube.law.periods import JAPAN
from yorube.web.consult.fields import platform_of
from yorube.web.consult.visit import COUNSEL, Visit
from yorube.web.languages import day_in
from yorube.web.vault import rows
from yorube.web.vault.seal import Key

CASES = Path(__file__).parents[1] / "acceptance"
REPORTS = sorted(path for path in CASES.glob("*.report.toml") if "-bad-" not in path.name)
NAMES = [path.name.split(".")[0] for path in REPORTS]
BOOK = shipped()
TODAY = date(2026, 11, 22)
# The whole report with its trace is the one page that is not small; compressed, as it travels, it still is.
LARGEST = 60_000

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(on: Any) -> None:
    on(TODAY)


def text(response: Any) -> str:
    return str(response.content.decode())


def case(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def visit_of(client: Client) -> Visit:
    """What the site keeps for this browser."""
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    data = rows.read(key)
    assert data is not None
    return Visit.read(data)


class Form(HTMLParser):
    """What a browser would send of the form of a page, if it was sent as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self.names: dict[str, list[str]] = {}
        self.select = self.area = ""
        self.feed(page[page.index('<form method="post" novalidate') :])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and name:
            self.names.setdefault(name, []).append(value)
            if given.get("type") != "checkbox" or "checked" in given:
                self.sent.setdefault(name, []).append(value)
        elif tag == "select":
            self.select, self.names[name] = name, []
        elif tag == "option":
            self.names[self.select].append(value)
            if "selected" in given or self.select not in self.sent:
                self.sent[self.select] = [value]
        elif tag == "textarea":
            self.area, self.names[name], self.sent[name] = name, [], [""]

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""

    def fill(self, path: str, value: Any) -> None:
        """Types an answer into its field."""
        if isinstance(value, list):
            self.sent[path] = [*value] or ["none"]
        elif isinstance(value, datetime):
            there = value.astimezone(JAPAN)
            self.sent[path], self.sent[f"{path}.time"] = [there.date().isoformat()], [there.strftime("%H:%M")]
        else:
            self.sent[path] = [value.isoformat() if isinstance(value, date) else str(value)]
        assert path in self.names, path


def typed_in(client: Client, report: dict[str, Any]) -> Any:
    """Fills in the whole report as a counsellor would: posts added first, then everything in one go."""
    form = Form(text(client.get("/counsel/report")))
    for place, _ in enumerate(report.get(POSTS, [])[1:], 1):
        sent = client.post("/counsel/report", {**form.sent, "do": f"add:{place}"})
        assert sent.status_code == 302
        form = Form(text(client.get("/counsel/report")))
    if not report.get(POSTS):
        assert client.post("/counsel/report", {**form.sent, "do": "remove:p1"}).status_code == 302
        form = Form(text(client.get("/counsel/report")))
    for place, event in enumerate(report.get("events", [])):
        for key, told in event.items():
            numbers = [post["id"] for post in report.get(POSTS, [])]
            value = numbers.index(told) + 1 if key == "post" else told
            form.names.setdefault(f"events.{place}.{key}", [])
            form.fill(f"events.{place}.{key}", value)
    for answer in from_report({k: v for k, v in report.items() if k != "events"}, BOOK):
        if answer.path != POSTS:
            form.fill(answer.path, answer.value)
    form.sent["as_of"] = [str(report.get("as_of", ""))]
    return client.post("/counsel/report", form.sent)


# --- the door --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_the_door_leads_only_to_what_is_there(client: Client, language: str) -> None:
    client.cookies["lang"] = language
    page = text(client.get("/counsel"))
    addresses = set(re.findall(r'href="(/[^"#]*)"', page)) - {"/exit"}
    addresses = {address for address in addresses if not address.startswith("/static/")}
    assert {"/counsel/report", "/rulebook", "/api/v1/openapi.json", "/rulebook/chart"} <= addresses
    for address in addresses:
        assert client.get(address).status_code == 200, address
    assert 'href="/counsel"' in text(client.get("/"))


# --- the whole report ------------------------------------------------------------------------------------------------


def test_the_door_leads_to_the_check_of_a_package(client: Client) -> None:
    assert 'href="/evidence/check"' in text(client.get("/counsel"))
    assert client.get("/evidence/check").status_code == 200


def test_every_fact_of_the_vocabulary_is_on_the_page(client: Client) -> None:
    names = Form(text(client.get("/counsel/report"))).names
    for fact in BOOK.facts.values():
        path = fact.id
        if fact.scope == "post":
            path = f"posts.p1.{fact.id.removeprefix('posts.')}"
        if fact.scope == "event":
            path = f"events.0.{fact.id.removeprefix('events.')}"
        assert path in names or fact.id in ("schema", "posts.id"), fact.id
        if path in names and fact.type in ("yesno", "choice", "set", "tags"):
            assert {*fact.values, "unknown"} <= set(names[path]), fact.id
        if path in names and fact.type in ("date", "moment"):
            assert f"{path}.unknown" in names


def test_every_field_has_its_label_and_ids_stand_once(client: Client) -> None:
    page = text(client.get("/counsel/report"))
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    targets = set(re.findall(r'<label[^>]* for="([^"]+)"', page))
    fields = set(re.findall(r"<(?:select|textarea|input)[^>]* id=\"([^\"]+)\"", page))
    assert fields <= targets | {"q"}
    assert targets <= set(ids)


def test_looking_keeps_nothing(client: Client) -> None:
    response = client.get("/counsel/report")
    assert settings.COOKIE not in response.cookies
    assert "#outcome" not in text(response)
    assert client.get("/counsel/report.json").status_code == 404
    assert client.get("/counsel/way/1/crime.insult")["Location"] == "/counsel"


@pytest.mark.parametrize("path", REPORTS, ids=NAMES)
def test_a_case_typed_in_whole_gives_the_outcome_it_gives_everywhere(client: Client, path: Path) -> None:
    """One thing is added: the service, where an address names it and nobody else did."""
    report = case(path)
    response = typed_in(client, report)
    for post in report.get(POSTS, []):
        if "url" in post and "platform" not in post and (service := platform_of(post["url"], BOOK)):
            post["platform"] = service
    assert (response.status_code, response["Location"]) == (302, "/counsel/report#outcome")
    found = client.get("/counsel/report.json").json()
    own = assess(check(report, BOOK, TODAY), BOOK)
    assert found["outcome"] == json.loads(json.dumps(own))
    near = {(row["post"], row["ground"]) for row in found["trace"]}
    assert near == Near(own).grounds
    visit = visit_of(client)
    assert visit.door == COUNSEL
    assert all(answer.value is not None for answer in visit.answers)


def test_sending_it_again_as_it_stands_changes_nothing(client: Client) -> None:
    for path in (REPORTS[3], REPORTS[18], REPORTS[-1]):
        typed_in(client, case(path))
        before, answers = client.get("/counsel/report.json").json(), visit_of(client).answers
        form = Form(text(client.get("/counsel/report")))
        assert client.post("/counsel/report", form.sent).status_code == 302
        after = client.get("/counsel/report.json").json()
        assert after["outcome"] == before["outcome"]
        assert check(after["report"], BOOK, TODAY).facts == check(before["report"], BOOK, TODAY).facts
        assert {answer.path for answer in visit_of(client).answers} == {answer.path for answer in answers}


def test_what_was_told_to_the_pages_stands_in_the_report(visit_with: Any) -> None:
    """A visit of the first door goes on here, checklists included, and back."""
    client = visit_with({"schema": "yorube.report/1", "wishes": ["delete"], "posts": [{"id": "p1"}]})
    assert client.post("/ask/contents/1", {"ticks.contents.p1": "insult"}).status_code == 302
    form = Form(text(client.get("/counsel/report")))
    assert form.sent["wishes"] == ["delete"]
    assert form.sent["posts.p1.content.threat"] == ["none"]
    client.post("/counsel/report", form.sent)
    report = client.get("/counsel/report.json").json()["report"]
    assert report["posts"][0]["content"]["threat"] == "none"
    assert client.get("/answer").status_code == 200


def test_posts_are_added_and_taken_away(client: Client) -> None:
    form = Form(text(client.get("/counsel/report")))
    form.fill("posts.p1.place", "public")
    response = client.post("/counsel/report", {**form.sent, "do": "add:1"})
    assert response["Location"] == "/counsel/report#post2"
    form = Form(text(client.get("/counsel/report")))
    form.fill("posts.p2.place", "dm")
    form.fill("events.0.kind", "removed")
    form.fill("events.0.post", "1")
    client.post("/counsel/report", form.sent)
    assert len(client.get("/counsel/report.json").json()["report"]["events"]) == 1
    form = Form(text(client.get("/counsel/report")))
    assert "events.1.kind" in form.names
    client.post("/counsel/report", {**form.sent, "do": "remove:p1"})
    report = client.get("/counsel/report.json").json()["report"]
    assert [post["place"] for post in report["posts"]] == ["dm"]
    assert not report.get("events")
    for deed in ("remove:p9", "remove:0", "remove:", "nothing", "add", "add:9"):
        assert client.post("/counsel/report", {**form.sent, "do": deed}).status_code == 302


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("posts.p1.found_on", "2026-11-23"),
        ("posts.p1.found_on", "2026-02-30"),
        ("as_of", "x"),
        ("events.0.on", "2026-11-01"),
        ("posts.p1.audience", "many"),
        ("wishes", ["none", "delete"]),
    ],
)
def test_what_cannot_stand_is_named_and_kept_on_the_page(client: Client, path: str, value: Any) -> None:
    form = Form(text(client.get("/counsel/report")))
    form.fill(path, value)
    form.fill("sender.known", "yes")
    response = client.post("/counsel/report", form.sent)
    assert response.status_code == 422
    page = text(response)
    assert 'role="alert"' in page
    place = re.findall(r'<li><a href="#(f\d+)"', page)
    assert place
    assert f'id="{place[0]}"' in page
    assert Form(page).sent["sender.known"] == ["yes"]
    assert settings.COOKIE not in response.cookies


def test_the_words_of_a_post_are_kept_and_never_shown(client: Client) -> None:
    form = Form(text(client.get("/counsel/report")))
    form.fill("posts.p1.text", "seeded-marker")
    form.fill("posts.p1.content.insult", "severe")
    client.post("/counsel/report", form.sent)
    page = text(client.get("/counsel/report"))
    assert "seeded-marker" not in page
    for address in re.findall(r'href="(/counsel/way/[^"]+)"', page):
        assert "seeded-marker" not in text(client.get(address))
    client.post("/counsel/report", Form(page).sent)
    assert Answer("posts.p1.text", "seeded-marker") in visit_of(client).answers
    form = Form(page)
    form.sent["posts.p1.text.erase"] = ["yes"]
    client.post("/counsel/report", form.sent)
    assert not any(answer.path == "posts.p1.text" for answer in visit_of(client).answers)


def test_hostile_forms_change_nothing_they_should_not(client: Client) -> None:
    sent = {
        "posts.p9.place": "dm",
        "schema": "x",
        "posts.p1.id": "x",
        "events.x.kind": "removed",
        "events.0.kind": "no such kind",
        "events.0.post": "p9",
        "sender.known": "perhaps",
    }
    assert client.post("/counsel/report", sent).status_code == 422
    sent["events.0.kind"] = "removed"
    assert client.post("/counsel/report", sent).status_code == 302
    report = client.get("/counsel/report.json").json()["report"]
    assert report == {"schema": "yorube.report/1", "posts": [{"id": "p1"}], "events": [{"kind": "removed"}]}


# --- the outcome beside it -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "lang"), [("ja", "ja"), ("en", "en")])
@pytest.mark.parametrize("path", REPORTS[::6], ids=NAMES[::6])
def test_the_trace_is_open(visit_with: Any, path: Path, language: str, lang: str) -> None:
    """Every near finding with every condition and its rule in words; every part of the outcome by name."""
    report = case(path)
    client = visit_with(report, language)
    page = unescape(text(client.get("/counsel/report")))
    outcome = assess(check(report, BOOK, TODAY), BOOK)
    near = Near(outcome).grounds
    for row in outcome["findings"]:
        assert row["label"][lang] in page
        if (row["post"], row["ground"]) not in near:
            continue
        parts = {part.id: part for part in BOOK.grounds[row["ground"]].parts}
        for element in row["elements"]:
            assert element["label"][lang] in page
            assert parts[element["id"]].value.sentence(lang) in page
    for key, name in (("actions", "label"), ("desks", "name"), ("not_suitable", "name"), ("papers", "label")):
        assert all(row[name][lang] in page for row in outcome[key])
    for row in Near(outcome).deadlines():
        assert row["label"][lang] in page
        assert row["due"] is None or row["due"] in page
    assert all(f"<code>{id}</code>" in page for id in outcome["citations"])


@pytest.mark.parametrize("path", REPORTS[::12], ids=NAMES[::12])
def test_every_link_of_the_page_is_answered(visit_with: Any, path: Path) -> None:
    client = visit_with(case(path))
    page = text(client.get("/counsel/report"))
    for target in re.findall(r'href="#([\w-]+)"', page):
        assert f'id="{target}"' in page
    ways = set(re.findall(r'href="(/counsel/way/[^"]+)"', page))
    findings = client.get("/counsel/report.json").json()["outcome"]["findings"]
    assert len(ways) == len(findings)
    for address in set(re.findall(r'href="(/(?!static/|exit)[^"#]*)"', page)):
        assert client.get(address).status_code == 200, address


def test_an_open_answer_says_what_it_would_change(visit_with: Any) -> None:
    report = {
        "schema": "yorube.report/1",
        "posts": [{"id": "p1", "place": "public", "content": {"insult": "severe"}}],
    }
    client = visit_with(report, "en")
    page = unescape(text(client.get("/counsel/way/1/crime.insult")))
    found = client.get("/counsel/report.json").json()["trace"]
    change = next(row["would_change"] for row in found if row["ground"] == "crime.insult")
    assert change
    for path, answers in change.items():
        assert len(set(answers.values())) > 1
        fact = BOOK.facts[path.replace("posts.p1.", "posts.")]
        assert fact.label.en in page
    assert "['" not in page


def test_there_is_no_way_to_what_was_not_found(visit_with: Any) -> None:
    client = visit_with({"schema": "yorube.report/1", "posts": [{"id": "p1"}]})
    for address in ("/counsel/way/2/crime.insult", "/counsel/way/1/nothing", "/counsel/way/0/crime.insult"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", REPORTS, ids=NAMES)
def test_the_page_stays_small_as_it_travels(visit_with: Any, path: Path) -> None:
    response = visit_with(case(path)).get("/counsel/report")
    assert len(gzip.compress(response.content)) <= LARGEST


def test_leaving_erases_it(client: Client) -> None:
    form = Form(text(client.get("/counsel/report")))
    client.post("/counsel/report", form.sent)
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    client.get("/exit")
    assert rows.read(key) is None
    assert "#outcome" not in text(client.get("/counsel/report"))


def test_what_comes_first_can_be_called_from_the_whole_report(visit_with: Any) -> None:
    """As on the answer: the numbers that safety names, days as people write them, grounds by their names."""
    client = visit_with(case(next(path for path in REPORTS if path.name.startswith("106"))))
    page, answer = text(client.get("/counsel/report")), text(client.get("/answer"))
    calls = set(re.findall(r'href="(tel:[^"]+)"', answer.partition("</aside>")[0]))
    assert calls
    assert calls <= set(re.findall(r'href="(tel:[^"]+)"', page))
    outcome = client.get("/counsel/report.json").json()["outcome"]
    shown = re.findall(r'<time datetime="([^"]+)">([^<]+)</time>', page)
    assert shown
    assert all(words == day_in(day, "ja") for day, words in shown)
    assert all(f">{row['ground']}<" not in page for row in outcome["deadlines"] if row["ground"])
