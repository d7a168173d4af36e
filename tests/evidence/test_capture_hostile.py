"""Pages that would make a capture lie, hang, or reach where it must not: each gets the verdict it has earned."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.evidence.capturing import SHORT, captured, members, setup
from tests.evidence.site import BYTES, SAID, serving
from yorube.evidence.batch import Done
from yorube.seal import verify

LONG = "/any/" + "あ" * 30 + "?q=" + "x" * 2_000
STRANGE = "/any/%F0%9F%98%80-\u202e-аррӏе"
# Path, verdict, reasons that must be there.
PAGES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("/h/login", "LOGIN_WALL", ("login",)),
    ("/h/gone", "DELETED", ("deleted",)),
    ("/nothing", "DELETED", ("deleted",)),
    ("/h/talk", "COMPLETE", ()),
    ("/h/robot", "BLOCKED", ("refused_by_site",)),
    ("/fail", "ERROR", ("server_error",)),
    ("/h/dialogs", "COMPLETE", ()),
    ("/h/popup", "COMPLETE", ()),
    ("/h/permissions", "COMPLETE", ()),
    ("/h/worker", "COMPLETE", ()),
    ("/h/late", "COMPLETE", ()),
    ("/h/slow", "PARTIAL", ("images_missing", "requests_open")),
    ("/h/broken", "PARTIAL", ("images_missing",)),
    ("/h/endless", "PARTIAL", ("too_tall",)),
    ("/h/wide", "PARTIAL", ("too_wide",)),
    ("/h/swollen", "PARTIAL", ("bytes",)),
    ("/h/vanishing", "PARTIAL", ("posts_gone",)),
    ("/h/inner", "PARTIAL", ("inner_scroll",)),
    ("/h/changing", "PARTIAL", ("changed",)),
    ("/h/frame", "PARTIAL", ("frames_cut",)),
    ("/h/frame-own", "PARTIAL", ("frames_cut",)),
    ("/h/frame-nested", "PARTIAL", ("frames_cut",)),
    ("/h/frame-whole", "COMPLETE", ()),
    ("/h/inward", "PARTIAL", ("images_missing", "requests_failed")),
    ("/h/socket", "COMPLETE", ()),
    ("/h/leave", "COMPLETE", ()),
    ("/h/live", "COMPLETE", ()),
    ("/h/film", "PARTIAL", ("video",)),
    ("/h/film-inside", "PARTIAL", ("video",)),
    ("/h/hang", "PARTIAL", ()),
    ("/i/0-0.jpg", "COMPLETE", ()),
    ("/h/news", "PARTIAL", ("requests_open",)),
    ("/h/many", "PARTIAL", ("requests",)),
    ("/loop/0", "ERROR", ("not_opened",)),
    ("/never", "ERROR", ("not_opened",)),
    ("/to?to=http://169.254.169.254/latest/", "BLOCKED", ("inward",)),
    ("/to?to=file:///etc/passwd", "ERROR", ("not_opened",)),
    ("/file", "ERROR", ("download",)),
    ("/bomb", "PARTIAL", ("bytes",)),
    (LONG, "COMPLETE", ()),
    (STRANGE, "COMPLETE", ()),
)


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[dict[str, Done], list[str]]]:
    with serving() as site:
        urls = {site.url(path): path for path, _, _ in PAGES}
        made = captured(urls, tmp_path_factory.mktemp("hostile"), setup(site, bounds=SHORT))
        yield {urls[url]: done for url, done in made.items()}, list(site.asked)


@pytest.fixture(scope="module")
def done(seen: tuple[dict[str, Done], list[str]]) -> dict[str, Done]:
    return seen[0]


def counted(done: Done) -> dict[str, Any]:
    assert done.record is not None
    return dict(done.record.counters)


@pytest.mark.parametrize(("path", "verdict", "why"), PAGES, ids=[row[0][:24] for row in PAGES])
def test_each_gets_its_verdict_and_a_package_that_is_whole(
    done: dict[str, Done], path: str, verdict: str, why: tuple[str, ...]
):
    found = done[path].record
    assert found is not None
    assert found.verdict == verdict, found.why
    assert set(why) <= set(found.why)
    assert bool(found.why) == (verdict != "COMPLETE")
    assert done[path].file is not None
    assert verify(done[path].file.read_bytes()).whole == "intact"  # type: ignore[union-attr]


def test_the_address_is_kept_to_the_letter(done: dict[str, Done]):
    for path in (LONG, STRANGE):
        found = done[path].record
        assert found is not None
        assert found.requested_url == done[path].url
        assert found.requested_url.endswith(path)


def text(done: Done) -> str:
    return members(done)["views/text.txt"].decode()


def test_nothing_is_granted_opened_or_left_running(done: dict[str, Done]):
    assert "refused denied" in text(done["/h/permissions"])
    assert "none" in text(done["/h/worker"])
    assert "refused" in text(done["/h/socket"])
    assert counted(done["/h/dialogs"])["dialogs"] == 3


def test_what_must_not_be_asked_for_was_not(seen: tuple[dict[str, Done], list[str]]):
    asked = seen[1]
    assert "/sw.js" not in asked
    assert "/ws" not in asked
    assert not any(path.startswith("/latest") for path in asked)


def test_refused_connections_are_in_the_network_record(done: dict[str, Done]):
    for path, host in (
        ("/h/inward", "inward.test"),
        ("/h/socket", "inward.test"),
        ("/to?to=http://169.254.169.254/latest/", "169.254.169.254"),
    ):
        rows = [json.loads(line) for line in members(done[path])["net/connections.jsonl"].splitlines()]
        refused = [row for row in rows if row["host"] == host]
        assert refused
        assert all(row["peer"] is None and row["refused"] for row in refused), path


def test_the_browser_itself_speaks_to_nobody(done: dict[str, Done]):
    ours = {"127.0.0.1", "other.test", "inward.test", "169.254.169.254"}
    for one in done.values():
        rows = [json.loads(line) for line in members(one)["net/connections.jsonl"].splitlines()]
        assert {row["host"] for row in rows} <= ours, one.url


def test_a_frame_of_another_site_is_recorded_with_the_page(done: dict[str, Done]):
    requests = counted(done["/h/frame"])["requests"]
    assert requests["answered"] == requests["sent"] > 4
    assert b"other.test" in members(done["/h/frame"])["net/connections.jsonl"]


def test_frames_that_do_not_show_all_they_hold_are_counted(done: dict[str, Done]):
    counts = {path: counted(done[path])["frames_cut"] for path in done if path.startswith("/h/frame")}
    assert counts == {
        "/h/frame": 1,
        "/h/frame-own": 1,
        "/h/frame-nested": 1,
        "/h/frame-whole": 0,
    }


def test_what_goes_through_a_socket_is_kept_and_counted(done: dict[str, Done]):
    assert (counted(done["/h/live"])["sockets"], counted(done["/h/live"])["messages"]) == (1, 3)
    assert SAID in text(done["/h/live"])
    rows = [json.loads(line) for line in members(done["/h/live"])["net/sockets.jsonl"].splitlines()]
    assert [(row["way"], row["kind"], row["data"]) for row in rows] == [
        ("sent", "text", "もっと"),
        ("received", "text", SAID),
        ("received", "base64", b64encode(BYTES).decode()),
    ]
    assert all(row["url"].endswith("/live") for row in rows)


def test_a_film_that_is_not_kept_is_counted_wherever_it_stands(done: dict[str, Done]):
    assert counted(done["/h/film"])["videos"] == counted(done["/h/film-inside"])["videos"] == 1


def test_for_how_long_a_name_holds_is_said_to_be_not_known(done: dict[str, Done]):
    (row, *_) = [json.loads(line) for line in members(done["/h/talk"])["net/dns.jsonl"].splitlines()]
    assert row["ttl"] is None
    assert "not known" in row["ttl_why"]


def test_a_page_that_takes_all_memory_is_ended_and_the_next_one_is_not_the_worse_for_it(tmp_path: Path):
    bounds = replace(SHORT, scroll=60, total=90, memory=1_000_000_000)
    with serving() as site:
        urls = [site.url("/h/hungry"), site.url("/m/1")]
        made = captured(urls, tmp_path, setup(site, bounds=bounds), 1)
    hungry, next_one = (made[url].record for url in urls)
    assert hungry is not None
    assert next_one is not None
    assert (hungry.verdict, hungry.why[0]) == ("PARTIAL", "memory")
    assert next_one.verdict == "COMPLETE"
    for one in made.values():
        assert one.file is not None
        assert verify(one.file).whole == "intact"


def test_bounds_hold(done: dict[str, Done]):
    assert counted(done["/h/many"])["requests"]["sent"] <= SHORT.requests + 150
    assert counted(done["/bomb"])["bytes"] < SHORT.bytes
    assert sum(map(len, members(done["/bomb"]).values())) < SHORT.bytes


def test_of_a_very_wide_page_the_left_is_in_the_picture(done: dict[str, Done]):
    found = done["/h/wide"].record
    assert found is not None
    assert {row["width"] for row in found.pictures} == {SHORT.width}


def test_part_of_a_feed_never_looks_whole(done: dict[str, Done]):
    found = done["/h/endless"].record
    assert found is not None
    assert counted(done["/h/endless"])["posts"] > 20
    assert found.verdict == "PARTIAL"


def test_nothing_unfinished_is_left(done: dict[str, Done]):
    file = done["/h/talk"].file
    assert file is not None
    folder: Path = file.parent
    assert {one.suffix for one in folder.iterdir()} == {".zip"}
    assert len(list(folder.iterdir())) == len(PAGES)
