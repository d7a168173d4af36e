"""Files as Chromium itself writes them: an address is read where the browser wrote it, never where a page did."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.evidence.capturing import chromium
from tests.evidence.samples import PAGE
from yorube.evidence.files_shown import Shown, shown

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
ELSEWHERE = "https://elsewhere.example/a"


@contextmanager
def serving(page: str) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(page.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def printed(folder: Path, page: str, query: str = "", *more: str) -> tuple[str, Shown]:
    """A page as somebody prints it to a file, its address, and what we read of it."""
    out = folder / "page"
    with serving(page) as base:
        url = base + query
        call = [
            chromium(),
            *FLAGS,
            *more,
            f"--user-data-dir={folder / 'profile'}",
            f"--print-to-pdf={out}",
            url,
        ]
        subprocess.run(call, check=True, capture_output=True, timeout=60)
    return url, shown(out)


def test_a_pdf_of_a_browser_says_its_address_and_time(tmp_path: Path) -> None:
    url, found = printed(
        tmp_path, PAGE + f"<p>{ELSEWHERE}" + "<p style='break-before: page'>次のページ" * 3, "p?q=%E3%81%82"
    )
    assert (found.kind, found.source, found.url) == ("pdf", "own_browser", url)
    assert found.at is not None
    assert found.at.tzinfo is not None


@pytest.mark.parametrize(
    "style", ["", "<style>@page { @bottom-left { content: 'https://elsewhere.example/a' } }</style>"]
)
def test_an_address_that_the_page_wrote_is_not_taken_for_its_own(style: str, tmp_path: Path) -> None:
    page = f"<!doctype html>{style}<body>{ELSEWHERE}<p>{ELSEWHERE}</p><a href='{ELSEWHERE}'>{ELSEWHERE}</a></body>"
    _, found = printed(tmp_path, page, "", "--no-pdf-header-footer")
    assert (found.source, found.url) == ("uploaded", None)


def test_an_address_that_was_cut_off_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    url, found = printed(tmp_path, PAGE, "?" + "a" * 300)
    assert (found.source, found.url) == ("uploaded", None)
    assert url.startswith(found.said["url_begins"])
    assert len(found.said["url_begins"]) > 50
