"""Files as people have them: made here, by real tools where there are any."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

from PIL import Image
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

POST = "1382350606417817604"
URL = f"https://x.com/example_1/status/{POST}"
# The time in that id.
MADE = "2021-04-14T15:10:42.059+00:00"
PAGE = f"""<!doctype html><html lang="ja"><head><title>x</title>
<link rel="canonical" href="{URL}"><script>var secret = "do not show";</script></head><body>
<input type="hidden" name="csrf" value="hidden-token">
<article><a href="/example_1">表示名</a> <a href="{URL}"><time datetime="2021-04-14T15:10:42.000Z">4月15日</time></a>
<p>ひどいことが書いてあります。</p></article></body></html>"""
DEVICE_TIME = "2026:11:22 13:24:20"


def exif(place: bool = True) -> Image.Exif:
    made = Image.Exif()
    made[0x010F] = "Maker"
    inner = made.get_ifd(0x8769)
    inner[0x9003], inner[0x9011] = DEVICE_TIME, "+09:00"
    if place:
        made.get_ifd(0x8825).update({1: "N", 2: (35.0, 41.0, 22.0), 3: "E", 4: (139.0, 41.0, 30.0)})
    return made


def jpeg(path: Path, place: bool = True) -> Path:
    Image.new("RGB", (640, 480), "#a3b").save(path, "JPEG", exif=exif(place))
    return path


def png(path: Path, size: tuple[int, int] = (900, 1400)) -> Path:
    """A picture whose every row is another colour, so that a lost row can be seen."""
    image = Image.new("RGB", size)
    for y in range(size[1]):
        image.paste((y % 256, y // 256, 128), (0, y, size[0], y + 1))
    image.save(path, "PNG", exif=exif())
    return path


def singlefile(path: Path) -> Path:
    lines = f" url: {URL} \n saved date: Sun Nov 22 2026 13:24:20 GMT+0900 (日本標準時)\n"
    comment = f"<!--\n Page saved with SingleFile \n{lines}-->"
    path.write_text(PAGE.replace("<head>", f"<head>{comment}", 1), encoding="utf-8")
    return path


def mhtml(path: Path) -> Path:
    """As Chromium writes it."""
    head = [
        "From: <Saved by Blink>",
        f"Snapshot-Content-Location: {URL}",
        "Subject: x",
        "Date: Sun, 22 Nov 2026 04:24:20 -0000",
        "MIME-Version: 1.0",
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"',
        "\r\n",
    ]
    part = [
        "------b",
        "Content-Type: text/html",
        "Content-Transfer-Encoding: 8bit",
        f"Content-Location: {URL}",
        "",
    ]
    path.write_bytes("\r\n".join([*head, *part, PAGE, "------b--", ""]).encode())
    return path


def box(name: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + name + content


def mp4(path: Path, at: datetime, place: bool = False) -> Path:
    seconds = int((at - datetime(1904, 1, 1, tzinfo=UTC)).total_seconds())
    head = bytes(4) + seconds.to_bytes(4) * 2 + (1000).to_bytes(4) + (61_500).to_bytes(4) + bytes(80)
    user = box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7+35.0000+139.0000/")) if place else b""
    path.write_bytes(
        box(b"ftyp", b"isom\0\0\0\0isom")
        + box(b"mdat", bytes(1000))
        + box(b"moov", box(b"mvhd", head) + user)
    )
    return path


def heic(path: Path) -> Path:
    """Only the head of one and what a camera wrote: nobody here can draw it."""
    path.write_bytes(
        box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"mdat", b"\x00\x00\x00\x06" + exif().tobytes())
    )
    return path


def x_archive(path: Path) -> Path:
    tweet = {
        "tweet": {
            "id_str": POST,
            "id": POST,
            "created_at": "Wed Apr 14 15:10:42 +0000 2021",
            "full_text": "x",
        }
    }
    with ZipFile(path, "w") as archive:
        made = '{"archiveInfo":{"generationDate":"2026-11-20T01:02:03.000Z"}}'
        archive.writestr("data/manifest.js", f"window.__THAR_CONFIG = {made}")
        archive.writestr(
            "data/account.js",
            'window.YTD.account.part0 = [{"account":{"accountId":"42","username":"example_1"}}]',
        )
        archive.writestr("data/tweets.js", "window.YTD.tweets.part0 = " + json.dumps([tweet]))
    return path


def write(writer: WARCWriter, url: str, kind: str, data: bytes, headers: StatusAndHeaders) -> None:
    body = io.BytesIO(data)
    writer.write_record(
        writer.create_warc_record(url, kind, payload=body, length=len(data), http_headers=headers)
    )


def wacz(path: Path, *, wrong: str = "") -> Path:
    """An archive with a page, an answer in JSON, a cookie. `wrong`: `hash` or `digest` to break that."""
    records = io.BytesIO()
    writer = WARCWriter(records, gzip=wrong != "digest")
    body = {
        "data": {
            "rest_id": POST,
            "created_at": "Wed Apr 14 15:10:42 +0000 2021",
            "user": {"id_str": "42", "screen_name": "example_1"},
        }
    }
    answers = (
        (URL, "text/html; charset=utf-8", PAGE.encode()),
        ("https://x.com/api/post.json", "application/json", json.dumps(body).encode()),
    )
    for url, kind, data in answers:
        told = [("Content-Type", kind), ("Set-Cookie", "session=stolen")]
        write(writer, url, "response", data, StatusAndHeaders("200 OK", told, protocol="HTTP/1.1"))
        asked = [("Cookie", "session=stolen"), ("Authorization", "Bearer stolen")]
        write(writer, url, "request", b"", StatusAndHeaders("GET / HTTP/1.1", asked, is_http_request=True))
    warc = records.getvalue()
    if wrong == "digest":
        warc = warc.replace("ひどい".encode(), "すごい".encode())
    name = "archive/data.warc" if wrong == "digest" else "archive/data.warc.gz"
    page = f'{{"id":"1","url":"{URL}","ts":"2026-11-22T04:24:20.000Z"}}'
    pages = f'{{"format":"json-pages-1.0","id":"pages"}}\n{page}\n'.encode()
    held = {name: warc, "pages/pages.jsonl": pages}
    rows = [
        {
            "name": one.rpartition("/")[2],
            "path": one,
            "hash": f"sha256:{sha256(data).hexdigest()}",
            "bytes": len(data),
        }
        for one, data in held.items()
    ]
    if wrong == "hash":
        held["pages/pages.jsonl"] = pages.replace(b"04:24", b"05:24")
    with ZipFile(path, "w") as archive:
        for one, data in held.items():
            archive.writestr(one, data)
        archive.writestr(
            "datapackage.json",
            json.dumps({"profile": "data-package", "software": "tool 1", "resources": rows}),
        )
    return path
