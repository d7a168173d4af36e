"""From a page on the net to the court's paper: captured by a real browser, checked, printed."""

from __future__ import annotations

from pathlib import Path

from tests.evidence.capturing import captured, setup
from tests.evidence.site import serving
from tests.evidence.test_exhibit import pages
from yorube.evidence.checking import answers
from yorube.evidence.exhibit import Wanted, exhibit


def test_what_was_not_kept_and_what_went_through_sockets_is_on_the_last_page(tmp_path: Path) -> None:
    with serving() as site:
        made = captured([site.url("/h/film"), site.url("/h/live")], tmp_path, setup(site))
    last = {}
    for url, done in made.items():
        assert done.file is not None
        ((_, pdf),) = exhibit(answers(done.file), "no", Wanted(number="甲1")).files
        last[url.rpartition("/")[2]] = "".join("".join(pages(pdf)).split())
    assert "動画があります。動画そのものは保存していません" in last["film"]
    assert "動画1" in last["film"]
    assert "ソケット1" in last["live"]
    assert "ソケットを通った文3" in last["live"]
    assert "net/sockets.jsonl" in last["live"]
    for text in last.values():
        assert "timetolive:notknown" in text


def test_a_captured_page_becomes_an_exhibit(tmp_path: Path) -> None:
    with serving() as site:
        url = site.url("/r/0")
        (done,) = captured([url], tmp_path, setup(site)).values()
    assert done.file is not None
    found = answers(done.file)
    assert (found.status, found.data["source"]["is"], found.data["complete"]["is"]) == (
        0,
        "server",
        "COMPLETE",
    )
    assert found.archives[0].digests > 0
    record = found.record
    assert record is not None
    ((name, pdf),) = exhibit(found, "no", Wanted(number="甲1")).files
    printed = pages(pdf)
    assert len(printed) >= 2
    for page in printed:
        for text in (
            url,
            str(record.final_url),
            "(JST)",
            "Z",
            "サーバーが見たページ",
            "最後まで取得しました",
            "甲第１号証",
        ):
            assert text in page, text
    report = "".join(printed)
    assert "302" in report
    assert "投稿日時" in report
    assert "capture.wacz" in report
    assert len(name) <= 50
