"""The interface for programs: what its description promises, the shared cases through it, and what it refuses."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.checks import positive_data_acceptance
from schemathesis.core.result import Ok

from yorube.consult import assess, check
from yorube.interview import from_report
from yorube.law import shipped
from yorube.web.openapi import BYTES, MOST_EVENTS, MOST_POSTS
from yorube.web.wsgi import application

CASES = Path(__file__).parents[1] / "acceptance"
REPORTS = sorted(path for path in CASES.glob("*.report.toml") if "-bad-" not in path.name)
BAD = sorted(CASES.glob("*-bad-*.report.toml"))
API = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = [found.ok() for found in API.get_all_operations() if isinstance(found, Ok)]
DOCUMENT: dict[str, Any] = dict(API.raw_schema)
CONSULT, NEXT = "/api/v1/consult", "/api/v1/next"
MINIMAL: dict[str, Any] = {"schema": "yorube.report/1"}


def validator(name: str) -> Draft202012Validator:
    """The validator of one part of the description."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", **DOCUMENT})


def as_sent(path: Path) -> Any:
    """A case's report as a program sends it."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return json.loads(json.dumps(table, default=lambda day: day.isoformat()))


def post(client: Client, path: str, body: Any, **more: Any) -> Any:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, data, content_type=more.pop("content_type", "application/json"), **more)


def refused(response: Any, status: int = 400) -> dict[str, Any]:
    """The error of a refusal: in its promised form, and short whatever was sent."""
    assert response.status_code == status
    validator("Error").validate(response.json())
    assert len(response.content) < 4000
    error: dict[str, Any] = response.json()["error"]
    return error


# --- the description -------------------------------------------------------------------------------------------------


def test_the_description_names_both_operations() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    assert [operation.label for operation in OPERATIONS] == ["POST /api/v1/consult", "POST /api/v1/next"]


@pytest.fixture
def _no_connections() -> Iterator[None]:
    """Django looks after its database connections at each request, also where none is used; its own test client
    leaves that out, and so does this."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("_no_connections")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["good", "bad"])
@pytest.mark.parametrize("operation", OPERATIONS, ids=[operation.path for operation in OPERATIONS])
def test_every_answer_is_one_the_description_promises(operation: Any, mode: Any, sizes_all: bool) -> None:
    """Generated requests, good and broken. That each good one is accepted no schema can say: two posts of one id, a
    day after the consultation are refused."""

    @settings(
        max_examples=150 if sizes_all else 15,
        phases=[Phase.explicit, Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        deadline=None,
        derandomize=True,
        database=None,
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: Any) -> None:
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"}, excluded_checks=[positive_data_acceptance]
        )

    run()


# --- consult ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name.split(".")[0])
def test_a_case_gives_the_outcome_it_gives_everywhere(client: Client, path: Path) -> None:
    report = as_sent(path)
    validator("Report").validate(report)
    response = post(client, CONSULT, report)
    assert response.status_code == 200
    validator("Outcome").validate(response.json())
    own = assess(check(report, shipped(), shipped().law_of), shipped())
    assert response.json() == json.loads(json.dumps(own))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.name.split(".")[0])
def test_a_bad_case_is_refused_where_it_is_wrong(client: Client, path: Path) -> None:
    try:
        report = as_sent(path)
    except tomllib.TOMLDecodeError:
        report = {**MINIMAL, "posts": [{"id": "p1", "posted_at": "2026-02-30"}]}
    expected = tomllib.loads(
        path.with_name(path.name.replace("report", "expect")).read_text(encoding="utf-8")
    )
    for where in (CONSULT, NEXT):
        error = refused(post(client, where, report))
        assert all(part in error["path"] for part in expected["error"].get("path", "").split())


def test_the_day_is_the_reports_own_else_today(client: Client, on: Any) -> None:
    on(date(2026, 11, 22))
    assert post(client, CONSULT, MINIMAL).json()["as_of"] == "2026-11-22"
    assert post(client, CONSULT, {**MINIMAL, "as_of": "2025-01-31"}).json()["as_of"] == "2025-01-31"
    assert post(client, NEXT, {"answers": []}).json()["as_of"] == "2026-11-22"
    assert post(client, NEXT, {"answers": [], "as_of": "2025-01-31"}).json()["as_of"] == "2025-01-31"
    late = {**MINIMAL, "posts": [{"id": "p1", "found_on": "2026-11-23"}]}
    assert refused(post(client, CONSULT, late))["path"] == "posts[0].found_on"


# --- next ------------------------------------------------------------------------------------------------------------


def value_for(fact: dict[str, Any]) -> Any:
    """Some answer to a question as it was given."""
    if fact["choices"]:
        value = fact["choices"][-1]["value"]
        return [value] if fact["type"] == "set" else value
    return {"tags": ["ja"], "number": 2, "date": "2026-11-01", "moment": "2026-11-01"}.get(fact["type"], "x")


def answers_to(screen: dict[str, Any], value: Any) -> Iterator[list[Any]]:
    if screen["checklist"]:
        yield [screen["checklist"]["path"], value(screen["checklist"])]
    for fact in screen["facts"]:
        yield [fact["path"], value(fact)]


@pytest.mark.parametrize("told", ["something", "nothing"])
def test_an_interview_comes_to_its_end(client: Client, told: str) -> None:
    """Screen by screen: each asks something new, in the end nothing is left, and it is settled on the way."""

    def value(asked: dict[str, Any]) -> Any:
        if told == "nothing":
            return None
        return [asked["lines"][0]["id"]] if "lines" in asked else value_for(asked)

    answers: list[Any] = []
    seen: set[tuple[str, str | None]] = set()
    settled = []
    while screen := (found := post(client, NEXT, {"answers": answers}).json())["screen"]:
        validator("Next").validate(found)
        settled.append(found["settled"])
        place = (screen["page"], screen["post"])
        if told == "nothing":
            assert place not in seen
        seen.add(place)
        answers = [*found["answers"], *answers_to(screen, value)]
        assert len(seen) < 80
    assert ("danger", None) in seen
    assert ("place", "p1") in seen
    assert settled[0] is False
    assert found["settled"] is True


def test_a_report_goes_on_where_it_stands(client: Client) -> None:
    report = as_sent(REPORTS[0])
    found = post(client, NEXT, report).json()
    validator("Next").validate(found)
    read = from_report(report, shipped())
    assert found["answers"] == [[one.path, one.value] for one in read]
    again = post(client, NEXT, {"answers": found["answers"], "as_of": report["as_of"]}).json()
    assert again == found


@pytest.mark.parametrize(("wish", "posts"), [("listen", 0), ("delete", 1)])
def test_no_post_is_asked_about_where_somebody_only_wants_to_be_heard(
    client: Client, wish: str, posts: int
) -> None:
    answers: list[Any] = [["wishes", [wish]]]
    while screen := (found := post(client, NEXT, {"answers": answers}).json())["screen"]:
        answers = [*found["answers"], *answers_to(screen, lambda _: None)]
    assert sum(path == "posts" for path, _ in found["answers"]) == posts


def test_with_several_posts_it_is_not_said_whether_it_is_settled(client: Client) -> None:
    """Trying every answer takes too long there; the screens come all the same, to the last."""
    answers: list[Any] = [["posts", id] for id in ("p1", "p2", "p3")]
    settled = []
    while (found := post(client, NEXT, {"answers": answers}).json())["screen"]:
        settled.append(found["settled"])
        answers = [*found["answers"], *answers_to(found["screen"], lambda _: None)]
    assert set(settled) == {False, None}
    assert found["settled"] is True


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "place"),
    [
        ([["harm.danger"]], "answers[0]"),
        ([["harm.danger", "no"], "x"], "answers[1]"),
        ([[1, "no"]], "answers[0]"),
        ([["no.such", "no"]], "answers[0]"),
        ([["posts", 3]], "answers[0]"),
        ([["posts.place", "dm"]], "answers[0]"),
        ([["posts..place", "dm"]], "answers[0]"),
        ([["posts.p1.id", "p2"]], "answers[0]"),
        ([["as_of", "2026-01-01"]], "answers[0]"),
        ([["schema", "x"]], "answers[0]"),
        ([["events.kind", "removed"]], "answers[0]"),
        ([["ticks.contents", []]], "answers[0]"),
        ([["ticks.nothing.p1", []]], "answers[0]"),
        ([["ticks.contents.p1", "insult"]], "answers[0]"),
        ([["ticks.contents.p1", [["insult"]]]], "answers[0]"),
        ([["events", "x"]], "events"),
        ([["events", [{"kind": "removed", "post": "p7"}]]], "events[0].post"),
        ([["harm.danger", "perhaps"]], "harm.danger"),
        ([["posts", ""]], "posts[0].id"),
        ([["posts", "p1"], ["posts.p1.found_on", "9999-01-01"]], "posts[0].found_on"),
        ("x", "answers"),
        (None, "answers"),
    ],
)
def test_an_answer_that_cannot_stand_is_named(client: Client, answers: Any, place: str) -> None:
    assert refused(post(client, NEXT, {"answers": answers}))["path"] == place


def test_more_than_is_worked_through_is_refused(client: Client) -> None:
    posts = {**MINIMAL, "posts": [{"id": f"p{n}"} for n in range(MOST_POSTS + 1)]}
    events = {**MINIMAL, "events": [{"kind": "removed"}] * (MOST_EVENTS + 1)}
    for where in (CONSULT, NEXT):
        assert refused(post(client, where, posts))["path"] == "posts"
        assert refused(post(client, where, events))["path"] == "events"
    many = [[f"posts.p{n}.place", "dm"] for n in range(MOST_POSTS + 1)]
    assert refused(post(client, NEXT, {"answers": many}))["path"] == "posts"
    assert refused(post(client, NEXT, {"answers": [["events", events["events"]]]}))["path"] == "events"


HOSTILE = {
    "nothing": b" ",
    "not UTF-8": b'{"schema": "\xff"}',
    "UTF-16": '{"schema": "yorube.report/1"}'.encode("utf-16"),
    "half": b'{"schema": ',
    "deep": b"[" * 400_000 + b"]" * 400_000,
    "deep table": b'{"a":' * 150_000 + b"1" + b"}" * 150_000,
    "long number": b'{"schema":"yorube.report/1","target":{"audience":' + b"9" * 900_000 + b"}}",
    "no number": b'{"schema":"yorube.report/1","posts":[{"id":"p1","audience":NaN}]}',
    "long key": b'{"schema":"yorube.report/1","' + b"k" * 900_000 + b'":1}',
    "long text": b'{"schema":"' + b"k" * 900_000 + b'"}',
    "a key twice": b'{"schema":"yorube.report/1","schema":"yorube.report/1"}',
    "half a pair": b'{"schema":"yorube.report/1","title":"\\ud800"}',
    "half a pair as key": b'{"schema":"yorube.report/1","\\ud800":1}',
    "a control character": b'{"schema":"yorube.report/1","title":"\\u0000"}',
    "null": b"null",
    "a list": b"[]",
    "many ids": json.dumps(
        {
            **MINIMAL,
            "posts": [{"id": f"{n}{'x' * 9000}"} for n in range(MOST_POSTS)],
            "events": [{"kind": "removed", "post": "no"}],
        }
    ).encode(),
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=list(HOSTILE))
@pytest.mark.parametrize("path", [CONSULT, NEXT])
def test_what_cannot_be_read_is_refused_in_few_words(client: Client, path: str, body: bytes) -> None:
    assert refused(post(client, path, body))["why"]["en"]


@pytest.mark.parametrize("path", [CONSULT, NEXT])
def test_a_body_without_a_length_is_said_to_be_empty(client: Client, path: str) -> None:
    error = refused(client.generic("POST", path, b"", CONTENT_TYPE="application/json"))
    assert "Content-Length" in error["why"]["en"]


@pytest.mark.parametrize("path", [CONSULT, NEXT])
def test_too_large_is_refused_unread(client: Client, path: str) -> None:
    body = json.dumps(MINIMAL).encode()
    assert post(client, path, body + b" " * (BYTES - len(body))).status_code == 200 or path == NEXT
    refused(post(client, path, body + b" " * (BYTES + 1 - len(body))), 413)
    refused(post(client, path, b" " * 3_000_000), 413)


OTHER_KINDS = ("text/plain", "application/x-www-form-urlencoded", "application/json; charset=sjis", "")


@pytest.mark.parametrize("kind", OTHER_KINDS)
def test_only_json_is_read(client: Client, kind: str) -> None:
    refused(post(client, CONSULT, MINIMAL, content_type=kind), 415)
    assert post(client, CONSULT, MINIMAL, content_type='application/json; charset="UTF-8"').status_code == 200


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options", "head", "trace"])
def test_other_methods_are_told_which_are_allowed(client: Client, method: str) -> None:
    response = getattr(client, method)(CONSULT)
    assert (response.status_code, response["Allow"]) == (405, "POST")
    if method not in ("head",):
        refused(response, 405)
    assert client.post("/api/v1/openapi.json")["Allow"] == "GET, HEAD"


# --- nothing kept ----------------------------------------------------------------------------------------------------


def test_no_cookie_is_read_or_set_and_nothing_is_kept_or_logged(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """The database is not there at all in this test; a cookie of any kind changes nothing."""
    report = {**MINIMAL, "title": "seeded-marker", "posts": [{"id": "p1", "text": "seeded-marker"}]}
    before = post(client, CONSULT, report)
    client.cookies["s"], client.cookies["lang"] = "x" * 60, "en"
    after = post(client, CONSULT, report)
    assert before.content == after.content
    for response in (before, after):
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in response
        assert b"seeded-marker" not in response.content
    post(client, CONSULT, {**MINIMAL, "seeded-marker": 1})
    assert "seeded-marker" not in caplog.text + "".join(capfd.readouterr())


def test_a_program_needs_no_token() -> None:
    """There is nothing a token could protect."""
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, CONSULT, MINIMAL).status_code == 200
    assert "Vary" not in (response := post(strict, NEXT, {"answers": []})) or "Cookie" not in response["Vary"]


@pytest.mark.parametrize(
    ("table", "path"),
    [
        ({"posts": [{"id": "x" * 201}]}, "posts[0].id"),
        ({"events": [{"kind": "removed", "by": "x" * 201}]}, "events[0].by"),
    ],
)
def test_a_name_that_every_row_would_repeat_is_refused(
    client: Client, table: dict[str, object], path: str
) -> None:
    sent = json.dumps({"schema": "yorube.report/1", **table})
    answer = client.post("/api/v1/consult", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]["path"]) == (400, path)
    assert len(answer.content) < 2000
