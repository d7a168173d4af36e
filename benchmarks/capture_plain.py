"""What a script of plain Playwright makes of the same pages: views and an archive, with the waits such scripts have."""

from __future__ import annotations

import hashlib
import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response, sync_playwright
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tests.evidence.site import kind

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
TICKS = os.sysconf("SC_CLK_TCK")
SCROLL = """async () => {
  let same = 0, last = 0;
  while (same < 4) {
    scrollBy(0, innerHeight * 0.9);
    await new Promise((done) => setTimeout(done, 60));
    const height = document.documentElement.scrollHeight;
    same = scrollY + innerHeight >= height - 4 && height === last ? same + 1 : 0;
    last = height;
  }
  await Promise.all([...document.images].map((image) => image.complete || new Promise((done) => {
    image.onload = image.onerror = done;
  })));
  scrollTo(0, 0);
  return {
    posts: document.querySelectorAll("article").length,
    images: [...document.images].filter((image) => image.naturalWidth).length,
  };
}"""


def archive(responses: list[Response]) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for one in responses:
        body = b"" if 300 <= one.status < 400 else one.body()
        head = [(row["name"], row["value"]) for row in one.headers_array()]
        asked = [(row["name"], row["value"]) for row in one.request.headers_array()]
        told = writer.create_warc_record(
            one.url,
            "response",
            payload=io.BytesIO(body),
            http_headers=StatusAndHeaders(f"{one.status} {one.status_text}", head, protocol="HTTP/1.1"),
        )
        first = f"{one.request.method} {urlsplit(one.url).path or '/'} HTTP/1.1"
        request = writer.create_warc_record(
            one.url, "request", http_headers=StatusAndHeaders(first, asked, is_http_request=True)
        )
        writer.write_request_response_pair(request, told)
    return out.getvalue()


def page(browser: Browser, url: str, folder: Path) -> dict[str, Any]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 900},
        locale="ja-JP",
        timezone_id="Asia/Tokyo",
        service_workers="block",
    )
    shown = context.new_page()
    responses: list[Response] = []
    shown.on("response", lambda one: responses.append(one))
    shown.goto(url, wait_until="load")
    held: dict[str, Any] = shown.evaluate(SCROLL)
    files = {
        "page.png": shown.screenshot(full_page=True),
        "page.pdf": shown.pdf(format="A4", print_background=True),
    }
    session = context.new_cdp_session(shown)
    files["page.mhtml"] = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"].encode()
    files["data.warc.gz"] = archive(responses)
    context.close()
    files["manifest.json"] = json.dumps(
        {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    ).encode()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {**held, "megabytes": sum(map(len, files.values())) / 1e6}


def tree(process: int) -> float:
    """The processor's seconds of a process, all it started, and what they have waited for."""
    rows = {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        rows[int(file.parent.name)] = (int(fields[1]), sum(map(int, fields[11:15])) / TICKS)
    inside, total = [process], 0.0
    while inside:
        one = inside.pop()
        total += rows.get(one, (0, 0.0))[1]
        inside += [child for child, (parent, _) in rows.items() if parent == one]
    return total


def main(chromium: str, base: str, folder: str, *numbers: str) -> None:
    pages = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for number in map(int, numbers):
            begin = time.perf_counter()
            made = page(browser, f"{base}/r/{number}", Path(folder))
            pages.append(
                {**made, "kind": kind(number), "seconds": time.perf_counter() - begin, "verdict": ""}
            )
        cpu = tree(os.getpid())
        browser.close()
    print(json.dumps({"pages": pages, "cpu": cpu}))


if __name__ == "__main__":
    main(*sys.argv[1:])
