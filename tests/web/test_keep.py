"""What a person keeps and hands on: files, pages, names that say nothing, and the way back."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from yorube.document import Block, Document, Field, Heading, Paragraph, Strong, Title
from yorube.interview import Answer
from yorube.web.consult.interview import state_of
from yorube.web.consult.keep.file import file_of
from yorube.web.consult.keep.ics import calendar
from yorube.web.consult.keep.sheet import PAGE, pages
from yorube.web.consult.visit import Visit
from yorube.web.languages import day_in, words
from yorube.web.vault import passphrase, rows
from yorube.web.vault.seal import Key

CASES = Path(__file__).parents[1] / "acceptance"
ACCEPTED = [path.name[:3] for path in sorted(CASES.glob("*.report.toml")) if "-bad-" not in path.name]
PASSPHRASE = "雨 靴 correct horse"
PAGES = ("/keep", "/plan", "/dates", "/lawyer", "/resume")
FILES = {
    "/plan.pdf": ("memo.pdf", "application/pdf"),
    "/plan.ics": ("memo.ics", "text/calendar"),
    "/lawyer.pdf": ("notes.pdf", "application/pdf"),
    "/lawyer.json": ("notes.json", "application/json"),
}


def marked(value: Any, marks: list[str], path: str = "") -> Any:
    """A report with a mark of its own in each text that a person can write."""
    free = ("title", "posts.url", "posts.text", "events.by")
    if isinstance(value, dict):
        return {key: marked(one, marks, f"{path}.{key}".strip(".")) for key, one in value.items()}
    if isinstance(value, list):
        return [marked(one, marks, path) for one in value]
    if path in free:
        marks.append(f"zQ{len(marks)}jX")
        return f"https://x.com/{marks[-1]}/status/1" if path == "posts.url" else f"見本{marks[-1]}"
    return value


@pytest.fixture
def seeded(cases: Callable[[str], dict[str, Any]]) -> tuple[dict[str, Any], list[str]]:
    """A report with a mark in every free text, and the marks."""
    report = cases("104")
    for post in report["posts"]:
        post |= {"url": "-", "text": "-"}
    events = [{"kind": "consulted", "on": date(2026, 11, 10), "by": "-"}]
    marks: list[str] = []
    return marked(report | {"title": "-", "events": events}, marks), marks


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sealing here and now: what the process apart does is tested on its own."""

    def here(what: str, data: bytes, phrase: str) -> bytes:
        assert what in ("seal", "unseal")
        if what == "seal":
            return (
                b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 17\n"
                + json.dumps([phrase, data.decode()]).encode()
            )
        held, text = json.loads(data.partition(b" 17\n")[2])
        if held != passphrase.typed(phrase):
            raise passphrase.NotOpened("passphrase")
        return str(text).encode()

    monkeypatch.setattr(passphrase, "apart", here)


def kept(response: Any, name: str) -> bytes:
    """The bytes of a download of this name."""
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"
    data: bytes = response.content
    return data


def visit_in(client: Client) -> Visit:
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    data = rows.read(key)
    assert data is not None
    return Visit.read(data)


def send(client: Client, data: bytes, phrase: str = "", name: str = "memo.json") -> Any:
    sent = {"file": SimpleUploadedFile(name, data), "passphrase": phrase}
    return client.post("/resume", sent)


# Keep and resume


@pytest.mark.parametrize("number", ACCEPTED)
@pytest.mark.parametrize("how", ["plain", "sealed"])
def test_what_is_kept_comes_back_with_the_same_outcome(
    number: str, how: str, visit_with: Any, cases: Any, fast: None
) -> None:
    client = visit_with(cases(number))
    before = visit_in(client)
    data = client.post("/keep", {"form": how, "one": PASSPHRASE, "two": PASSPHRASE})
    file = kept(data, "memo.json" if how == "plain" else "memo.age")
    other = Client()
    there = send(other, file, PASSPHRASE if how == "sealed" else "")
    poster = cases(number).get("person", {}).get("role") == "poster"
    assert (there.status_code, there["Location"]) == (302, "/answer" if poster else "/ask")
    after = visit_in(other)
    assert state_of(after).outcome == state_of(before).outcome
    assert state_of(after).report == state_of(before).report
    assert other.get(there["Location"]).status_code in (200, 302)


def test_a_file_of_a_case_is_opened_as_it_is(client: Client, db: None, on: Any) -> None:
    on(date(2026, 12, 1))
    there = send(client, (CASES / "104-dm-insult-then-threat.report.toml").read_bytes())
    assert there.status_code == 302
    state = state_of(visit_in(client))
    assert state.outcome["as_of"] == "2026-12-01"  # not the day in the file
    assert len(state.report["posts"]) == 2


def test_what_was_not_known_is_not_asked_again(visit_with: Any, fast: None) -> None:
    answers = (
        Answer("harm.danger", "no"),
        Answer("harm.self_harm", None),
        Answer("wishes", ["delete"]),
        Answer("posts", "p1"),
        Answer("ticks.contents.p1", []),
        Answer("posts.p1.posted_at", None),
        Answer("posts.p1.audience", None),
    )
    report = json.loads(file_of(Visit(answers=answers)))
    assert report["harm"] == {"danger": "no", "self_harm": "unknown"}
    assert report["posts"][0]["posted_at"] == "unknown"
    assert report["posts"][0]["content"]["insult"] == "none"
    client = visit_with(report)
    assert state_of(visit_in(client)).outcome == state_of(Visit(answers=answers)).outcome
    assert {answer.path for answer in visit_in(client).answers} >= {
        a.path for a in answers if a.path[:5] != "ticks"
    }


def test_events_come_back(visit_with: Any, cases: Any) -> None:
    client = visit_with(cases("137"))
    events = json.loads(kept(client.post("/keep", {"form": "plain"}), "memo.json"))["events"]
    assert [event["kind"] for event in events] == [event["kind"] for event in cases("137")["events"]]
    send(
        client,
        json.dumps({"schema": "yorube.report/1", "posts": [{"id": "p1"}], "events": events[:1]}).encode(),
    )
    assert state_of(visit_in(client)).report["events"] == events[:1]


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize(
    ("data", "phrase", "error"),
    [
        (b"", "", "resume.error.none"),
        (b" \n", "", "resume.error.none"),
        (b"x" * 1_000_001, "", "resume.error.large"),
        (b"x" * 4_000_000, "", "resume.error.large"),
        (bytes(range(256)) * 9, "", "resume.error.other_file"),
        (b"%PDF-1.7\n", "", "resume.error.other_file"),
        (b"\x89PNG\r\n\x1a\n\0\0", "", "resume.error.other_file"),
        (b"{", "", "resume.error.other_file"),
        (b"{}", "", "resume.error.other_file"),
        (b"[]", "", "resume.error.other_file"),
        (b'{"schema": "yorube.handover/1"}', "", "resume.error.other_file"),
        (b"[" * 100_000, "", "resume.error.other_file"),
        (b'{"schema": "yorube.report/1"}\n{"schema": "yorube.report/1"}', "", "resume.error.other_file"),
        (b'{"schema": "yorube.report/1", "posts": 5}', "", "resume.error.refused"),
        (b'{"schema": "yorube.report/1", "nobody": 5}', "", "resume.error.refused"),
        (b'{"schema": "yorube.report/1", "person": {"role": ["poster"]}}', "", "resume.error.refused"),
        (b'{"schema": "yorube.report/1", "sender": {"known_since": "2999-01-01"}}', "", "resume.error.refused"),
        (b"age-encryption.org/v1\n-> X25519 abc\n", PASSPHRASE, "resume.error.other"),
        (b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 21\n", PASSPHRASE, "resume.error.other"),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n", PASSPHRASE, "resume.error.other"),
        (b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 17\n[\"a\", \"b\"]", "c", "resume.error.passphrase"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_costs_nothing(
    data: bytes, phrase: str, error: str, language: str, visit_with: Any, cases: Any, fast: None
) -> None:
    client = visit_with(cases("101"), language)
    before = visit_in(client)
    response = send(client, data, phrase)
    assert response.status_code == 422
    said = words()[error].data[language]
    page = response.content.decode()
    assert page.count('role="alert"') == 1
    assert said in page
    assert visit_in(client) == before


def test_no_file_at_all(client: Client, db: None) -> None:
    response = client.post("/resume", {"passphrase": PASSPHRASE})
    assert response.status_code == 422
    assert settings.COOKIE not in client.cookies


def test_more_posts_than_can_be_handled_are_refused(client: Client, db: None) -> None:
    def report(count: int) -> bytes:
        posts = [{"id": f"p{n}"} for n in range(count)]
        return json.dumps({"schema": "yorube.report/1", "wishes": ["listen"], "posts": posts}).encode()

    response = send(client, report(201))
    assert response.status_code == 422
    assert words()["resume.error.many"].ja in response.content.decode()
    assert send(client, report(3)).status_code == 302


# The passphrase


@pytest.mark.parametrize(
    ("one", "two", "error"),
    [
        ("", "", "keep.error.short"),
        ("1234567", "1234567", "keep.error.short"),
        ("        ", "        ", "keep.error.short"),
        ("12345678", "12345679", "keep.error.twice"),
    ],
)
def test_a_passphrase_is_asked_for_twice(one: str, two: str, error: str, visit_with: Any, cases: Any) -> None:
    client = visit_with(cases("101"))
    response = client.post("/keep", {"form": "sealed", "one": one, "two": two})
    page = response.content.decode()
    assert response.status_code == 422
    assert words()[error].ja.format(shortest=8) in page
    assert not one.strip() or one not in page
    assert "Content-Disposition" not in response


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({}, "plain"),
        ({"harm": {"danger": "no"}, "sender": {"relation": "stranger"}}, "plain"),
        ({"harm": {"danger": "now"}}, "sealed"),
        ({"harm": {"danger": "feared"}}, "sealed"),
        ({"sender": {"relation": "partner"}}, "sealed"),
        ({"sender": {"relation": "former_partner"}}, "sealed"),
        ({"sender": {"relation": "family"}}, "sealed"),
    ],
)
def test_the_passphrase_comes_first_where_somebody_may_be_watching(
    told: dict[str, Any], first: str, visit_with: Any
) -> None:
    client = visit_with({"schema": "yorube.report/1", **told})
    page = client.get("/keep").content.decode()
    plain, sealed = page.index('value="plain"'), page.index('value="sealed"')
    assert (plain < sealed) == (first == "plain")
    folded = page.rfind("<details", 0, plain) > page.rfind("</details>", 0, plain)
    assert folded == (first == "sealed")
    assert (words()["keep.plain.watched"].ja in page) == (first == "sealed")


def test_a_passphrase_is_no_password_of_the_browser(visit_with: Any, cases: Any) -> None:
    """A field for passwords would be offered for storing, and in it no Japanese can be typed."""
    client = visit_with(cases("101"))
    for path in ("/keep", "/resume"):
        page = client.get(path).content.decode()
        assert 'type="password"' not in page
        fields = re.findall(r'<input class="secret"[^>]*>', page)
        assert fields
        assert all('autocomplete="off"' in field and 'spellcheck="false"' in field for field in fields)


def test_a_sealed_file_is_one_of_age() -> None:
    """Sealed by the process apart; read by the library, as any tool of age would."""
    data = passphrase.seal("記録".encode(), f"  {PASSPHRASE} ")
    lines = data.split(b"\n")
    assert lines[0] == b"age-encryption.org/v1"
    assert re.fullmatch(rb"-> scrypt [A-Za-z0-9+/]{22} \d\d", lines[1])
    assert pyrage.passphrase.decrypt(data, PASSPHRASE) == "記録".encode()
    assert passphrase.unseal(data, f"{PASSPHRASE}　") == "記録".encode()
    with pytest.raises(passphrase.NotOpened, match="passphrase"):
        passphrase.unseal(data, "雨 靴 correct house")


def test_a_passphrase_is_the_same_however_it_was_typed() -> None:
    assert passphrase.typed(" か\u3099き\t") == passphrase.typed("がき") == "がき"


def test_a_file_that_asks_for_too_much_work_is_not_even_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: pytest.fail("work was begun"))
    with pytest.raises(passphrase.NotOpened, match="other"):
        passphrase.unseal(b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 21\n", PASSPHRASE)


def test_who_comes_while_all_places_are_taken_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch, visit_with: Any, cases: Any
) -> None:
    client = visit_with(cases("101"))
    monkeypatch.setattr(passphrase, "WAIT", 0)
    assert passphrase.PLACES.acquire(timeout=1)
    try:
        response = client.post("/keep", {"form": "sealed", "one": PASSPHRASE, "two": PASSPHRASE})
        again = send(client, b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 17\n")
    finally:
        passphrase.PLACES.release()
    for one in (response, again):
        assert one.status_code == 503
        assert words()["keep.error.busy"].ja in one.content.decode()


def test_the_process_apart_is_given_nothing_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """No passphrase where other users of the machine can read it: arguments and environment."""
    seen: dict[str, Any] = {}

    def run(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        seen.update(options, command=command)
        return subprocess.CompletedProcess(command, 0, b"done", b"")

    monkeypatch.setattr(subprocess, "run", run)
    assert passphrase.seal(b"data", PASSPHRASE) == b"done"
    assert seen["command"] == [sys.executable, "-I", str(passphrase.APART)]
    assert seen.get("env") is None
    assert json.loads(seen["input"].split(b"\n")[0])["passphrase"] == PASSPHRASE


# Names that say nothing


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_no_header_name_title_address_or_log_holds_what_was_told(
    language: str, seeded: Any, visit_with: Any, fast: None, caplog: pytest.LogCaptureFixture, capfd: Any
) -> None:
    report, marks = seeded
    assert len(marks) == 6
    hidden = [report["title"], *(post["text"] for post in report["posts"])]
    client = visit_with(report, language)
    caplog.set_level(logging.DEBUG)
    responses = [client.get(path) for path in (*PAGES, *FILES)]
    responses += [client.post(path, {"wording": "yes"}) for path in ("/lawyer.pdf", "/lawyer.json")]
    responses += [client.post("/plan.ics", {"title": "歯医者"})]
    responses += [
        client.post("/keep", {"form": form, "one": PASSPHRASE, "two": PASSPHRASE})
        for form in ("plain", "sealed")
    ]
    responses += [client.post("/keep", {"form": "sealed", "one": PASSPHRASE, "two": ""})]
    responses += [send(client, responses[-3].content), send(client, b"zQ9jX{", "zQ8jX")]
    out = capfd.readouterr()
    elsewhere = caplog.text + out.out + out.err
    for response in responses:
        head = (
            "".join(f"{name}: {value}\n" for name, value in response.headers.items())
            + response.request["PATH_INFO"]
        )
        assert not re.search(r"zQ\d+jX|correct", head + response.request["QUERY_STRING"])
        page = response.content.decode() if "text/html" in response["Content-Type"] else ""
        assert re.findall("<title>(.*?)</title>", page) == (
            [] if not page else ["Notes" if language == "en" else "メモ"]
        )
        assert not re.search(r'(?:href|action)="[^"]*(?:zQ\d+jX|correct)', page)
        assert not any(text in page for text in hidden)
    assert not re.search(r"zQ\d+jX|correct", elsewhere)


@pytest.mark.parametrize(("path", "name", "kind"), [(path, *row) for path, row in FILES.items()])
def test_files_to_take_along_have_neutral_names(
    path: str, name: str, kind: str, visit_with: Any, cases: Any
) -> None:
    client = visit_with(cases("104"))
    response = client.get(path)
    assert response["Content-Type"].startswith(kind)
    assert len(kept(response, name)) > 100


@pytest.mark.parametrize("path", ["/plan.pdf", "/lawyer.pdf"])
@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_the_properties_of_a_pdf_say_nothing(path: str, language: str, seeded: Any, visit_with: Any) -> None:
    report, _ = seeded
    client = visit_with(report, language)
    data = (
        client.post(path, {"wording": "yes"}).content if path == "/lawyer.pdf" else client.get(path).content
    )
    info = subprocess.run(["pdfinfo", "-"], input=data, capture_output=True, check=True).stdout.decode()
    found = dict(re.findall(r"(?m)^(\w+): +(.*)$", info))
    assert found["Title"] == ("Notes" if language == "en" else "メモ")
    assert not {"Author", "Subject", "Keywords"} & set(found)


def test_the_set_for_a_lawyer_holds_wording_only_when_ticked(seeded: Any, visit_with: Any) -> None:
    report, _ = seeded
    client = visit_with(report)
    text = report["posts"][0]["text"]
    assert 'name="wording"' in client.get("/lawyer").content.decode()
    for sent, there in (({}, False), ({"wording": "no"}, False), ({"wording": "yes"}, True)):
        data = json.loads(client.post("/lawyer.json", sent).content)
        assert (text in json.dumps(data, ensure_ascii=False)) == there
        assert data["schema"] == "yorube.handover/1"
        printed = client.post("/lawyer.pdf", sent).content
        words_ = subprocess.run(
            ["pdftotext", "-raw", "-", "-"], input=printed, capture_output=True, check=True
        ).stdout
        assert (text in words_.decode()) == there
    assert report["title"] not in client.post("/lawyer.json", {"wording": "yes"}).content.decode()


def test_nothing_is_there_without_a_visit(client: Client, db: None) -> None:
    for path in ("/keep", "/plan", "/plan/2", "/dates", "/lawyer", "/plan.pdf", "/plan.ics", "/lawyer.pdf"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, "/")
    assert client.get("/lawyer.json").status_code == 404
    assert client.get("/resume").status_code == 200


def test_looking_changes_nothing(visit_with: Any, cases: Any) -> None:
    client = visit_with(cases("104"))
    before = visit_in(client)
    for path in (*PAGES, *FILES):
        client.get(path)
    client.post("/keep", {"form": "plain"})
    assert visit_in(client) == before


# Days for a calendar


def entries(data: bytes) -> list[dict[str, str]]:
    """An independent reader of RFC 5545: lines unfolded, properties with their parameters, text unescaped."""
    assert data.endswith(b"\r\n")
    raw = data.split(b"\r\n")[:-1]
    assert all(b"\n" not in line and b"\r" not in line and len(line) <= 75 for line in raw)
    for part in raw:
        part.decode("utf-8")  # no character is cut in two
    text = data.replace(b"\r\n ", b"").decode("utf-8")
    stack: list[str] = []
    found: list[dict[str, str]] = []
    calendar: dict[str, str] = {}
    for line in text.split("\r\n")[:-1]:
        name, colon, value = line.partition(":")
        assert colon, line
        if name == "BEGIN":
            stack.append(value)
            if value == "VEVENT":
                found.append({})
        elif name == "END":
            assert stack.pop() == value
        else:
            into = found[-1] if stack[-1] == "VEVENT" else calendar
            assert name not in into
            into[name] = re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
    assert stack == []
    assert calendar["VERSION"] == "2.0"
    assert calendar["PRODID"]
    return found


def test_every_running_clock_has_its_days_in_the_calendar(visit_with: Any, cases: Any) -> None:
    seen = 0
    for number in ACCEPTED:
        client = visit_with(cases(number))
        outcome = state_of(visit_in(client)).outcome
        days = {
            row[key]
            for row in outcome["deadlines"]
            if row["due"] and not row["passed"] and not row.get("ended_by")
            for key in ("act_by", "due")
            if row[key] and row[key] >= outcome["as_of"]
        }
        response = client.get("/plan.ics")
        page = client.get("/dates").content.decode()
        if not days:
            assert (response.status_code, response["Location"]) == (302, "/dates")
            assert words()["dates.none"].ja in page
            continue
        found = entries(kept(response, "memo.ics"))
        assert sorted(entry["DTSTART;VALUE=DATE"] for entry in found) == sorted(
            day.replace("-", "") for day in days
        )
        assert {entry["SUMMARY"] for entry in found} == {"予定"}
        assert len({entry["UID"] for entry in found}) == len(found)
        for entry in found:
            start, end = (
                datetime.strptime(entry[f"{key};VALUE=DATE"], "%Y%m%d") for key in ("DTSTART", "DTEND")
            )
            assert end - start == timedelta(days=1)
            assert set(entry) <= {
                "UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "CLASS", "TRANSP",
            }  # fmt: skip
            assert re.fullmatch(r"[0-9a-f-]{36}", entry["UID"])
            assert datetime.strptime(entry["DTSTAMP"], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
        for day in days:
            assert f"<dt>{day_in(day, 'ja')}</dt>" in page
        assert page.index(words()["dates.shared"].ja) < page.index("<button>")
        seen += len(found)
    assert seen > len(ACCEPTED)


def test_the_name_of_the_entries_is_the_persons(visit_with: Any, cases: Any) -> None:
    client = visit_with(cases("104"), "en")
    assert {entry["SUMMARY"] for entry in entries(client.get("/plan.ics").content)} == {"Reminder"}
    for title, there in (
        ("歯医者; 11時, \\本町\n2階", "歯医者; 11時, \\本町\n2階"),
        ("  ", "Reminder"),
        ("あ" * 99, "あ" * 60),
    ):
        found = entries(client.post("/plan.ics", {"title": title}).content)
        assert {entry["SUMMARY"] for entry in found} == {there}


def test_entries_keep_their_ids() -> None:
    """Made on another day, with other entries around: the same days have the same ids, and only those."""
    one = entries(calendar([date(2027, 2, 8), date(2027, 2, 6)], "a", date(2026, 11, 22)))
    two = entries(calendar([date(2027, 2, 6), date(2027, 3, 1)], "b", date(2026, 12, 1)))
    assert one[0]["UID"] == two[0]["UID"]
    assert len({entry["UID"] for entry in one + two}) == 3


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_name_leaves_the_calendar_whole(title: str) -> None:
    (entry,) = entries(calendar([date(2027, 2, 6)], title, date(2026, 11, 22)))
    held = "".join(c for c in title.replace("\r\n", "\n") if c == "\n" or c.isprintable())
    assert entry["SUMMARY"] == held


# Pages


def test_the_plan_stands_on_a_page_as_it_is_printed(visit_with: Any, cases: Any) -> None:
    client = visit_with(cases("104"))
    outcome = state_of(visit_in(client)).outcome
    page = client.get("/plan").content.decode()
    for row in (*outcome["actions"], *outcome["desks"], *outcome["deadlines"]):
        assert (row.get("label") or row["name"])["ja"] in page
    assert page.count("<h1>") == 1


STATIC = Path(rows.__file__).parents[1] / "static"
STYLES = sum(
    (STATIC / name).stat().st_size for name in ("yorube.css", "vendor/tokens.css", "yorube.js", "keep.css")
)


@pytest.mark.parametrize("number", ACCEPTED)
def test_no_page_is_heavier_than_the_site_allows(number: str, visit_with: Any, cases: Any) -> None:
    client = visit_with(cases(number), "easy")
    for path in PAGES:
        page = client.get(path)
        last = int((re.findall(r"/ (\d+) ページ", page.content.decode()) or ["1"])[0])
        for place in (path, *(f"{path}/{n}" for n in range(2, last + 1))):
            response = client.get(place)
            assert response.status_code == 200
            assert len(response.content) + STYLES <= 60_000, place
        assert last == 1 or client.get(f"{path}/{last + 1}").status_code == 404


def test_a_long_paper_is_leafed_through_without_loss() -> None:
    rows_ = [Field(f"項目{n}", "あ" * 300) for n in range(200)]
    blocks: tuple[Block, ...] = (
        Title("表題"),
        Heading("見出し"),
        *rows_,
        Heading("次", 2),
        Paragraph((Strong("<b>"), "\n&")),
    )
    found = pages(Document("メモ", "ja", blocks))
    assert len(found) > 3
    assert all(page[0].kind == "h1" and sum(part.size for part in page) <= PAGE for page in found)
    assert [label for page in found for part in page for label, _ in part.rows] == [
        f"項目{n}" for n in range(200)
    ]
    assert found[-1][-2].kind == "h3"
    assert found[-1][-1].text == "<strong>&lt;b&gt;</strong><br>&amp;"


def test_links_to_all_of_it_stand_with_the_answer(visit_with: Any, cases: Any) -> None:
    client = visit_with(cases("101"))
    page = client.get("/answer").content.decode()
    for path in ("/keep", "/plan", "/dates", "/lawyer"):
        assert f'href="{path}"' in page


def test_every_word_of_this_room_is_said() -> None:
    site = STATIC.parent
    text = "".join(
        path.read_text(encoding="utf-8") for kind in ("html", "py") for path in site.rglob(f"*.{kind}")
    )
    for id, forms in tomllib.loads((site / "words" / "keep.toml").read_text(encoding="utf-8")).items():
        assert set(forms) == {"ja", "en", "easy"}
        assert (
            f'"{id}"' in text or f"'{id}'" in text or id in ("resume.error.passphrase", "resume.error.other")
        ), id


def test_the_days_that_stand_in_letters_are_kept_with_the_file(client: Client, db: None, on: Any) -> None:
    """Also beside what was filled in on papers; a file of before, and one without such days, opens as it did."""
    on(date(2026, 11, 22))
    client.post("/posting/letter", {"kind": "disclosure", "on": "2026-11-20", "until": "2026-12-01"})
    client.post("/posting/letter", {"kind": "disclosure", "on.unknown": "yes", "until": "2026-12-24"})
    before = client.get("/posting/letter.json").json()["letters"]
    file = json.loads(client.post("/keep", {"form": "plain"}).content)
    assert file["until"] == {"2026-11-20": "2026-12-01", "": "2026-12-24"}
    client.get("/exit")
    sent = client.post("/resume", {"file": SimpleUploadedFile("memo.json", json.dumps(file).encode())})
    assert sent["Location"] == "/answer"
    assert client.get("/posting/letter.json").json()["letters"] == before
    assert [row["stands"] for row in before] == ["2026-12-01", "2026-12-24"]
    for older in (file["report"], {key: value for key, value in file.items() if key != "until"}):
        client.get("/exit")
        client.post("/resume", {"file": SimpleUploadedFile("memo.json", json.dumps(older).encode())})
        assert [row["stands"] for row in client.get("/posting/letter.json").json()["letters"]] == [None, None]


@pytest.mark.parametrize(
    "until",
    ["2026-12-01", ["2026-12-01"], {"2026-11-20": "soon"}, {"2026-11-20": "2026-11-19"}, {"x": "2026-12-01"},
     {"2026-11-20": None}],
)  # fmt: skip
def test_days_that_cannot_stand_in_a_letter_are_refused(
    client: Client, db: None, on: Any, until: Any
) -> None:
    on(date(2026, 11, 22))
    file = {"schema": "yorube.kept/1", "report": {"schema": "yorube.report/1"}, "papers": {}, "until": until}
    sent = client.post("/resume", {"file": SimpleUploadedFile("memo.json", json.dumps(file).encode())})
    assert sent.status_code == 422
    assert settings.COOKIE not in sent.cookies
