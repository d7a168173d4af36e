"""What went over the wire as an open archive: WARC 1.1 inside a WACZ, readable by stock tools.

Written by hand for three things: SHA-256 digests, dates to the millisecond, and no second packing of what is packed
already (pictures). Bodies are as the browser decoded them; the three headers that speak of their packing are kept
under another name.
"""

from __future__ import annotations

import gzip
import json
from base64 import b32encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from yorube.evidence.network import Exchange, joined
from yorube.seal import canonical, digest

Peer = Callable[[str], str | None]
EPOCH = (1980, 1, 1, 0, 0, 0)
PACKED = ("image/", "video/", "audio/", "font/", "application/zip", "application/pdf")
# Headers that are no longer true of the body kept here.
UNPACKED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
KEPT_AS = "X-Archive-Orig-"
WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdx"
PAGES = "pages/pages.jsonl"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a record stands in the archive: what an index needs."""

    url: str
    at: datetime
    mime: str
    status: int
    payload: str
    offset: int
    length: int


def hashed(data: bytes) -> str:
    """A digest as archives write it."""
    return "sha256:" + b32encode(sha256(data).digest()).decode()


class Writer:
    """Writes records one after another."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self.written: list[Written] = []

    @property
    def data(self) -> bytes:
        """The archive so far."""
        return self._out.getvalue()

    def record(
        self,
        kind: str,
        block: bytes,
        content: str,
        at: datetime,
        more: Mapping[str, str],
        *,
        pack: bool = True,
    ) -> tuple[str, int, int]:
        """Writes a record; returns its id, where it begins and how long it is."""
        id = f"<urn:uuid:{uuid4()}>"
        rows = {
            "WARC-Type": kind,
            "WARC-Record-ID": id,
            "WARC-Date": f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z",
            **more,
            "WARC-Block-Digest": hashed(block),
            "Content-Type": content,
            "Content-Length": str(len(block)),
        }
        head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in rows.items()) + "\r\n"
        data = gzip.compress(head.encode() + block + b"\r\n\r\n", 6 if pack else 0, mtime=0)
        offset = self._out.tell()
        self._out.write(data)
        return id, offset, len(data)

    def exchange(self, exchange: Exchange, peer: str | None) -> None:
        """A response and the request it answers."""
        body = exchange.body or b""
        rows = [
            (name if name.lower() not in UNPACKED else KEPT_AS + name, value)
            for name, value in joined(exchange.told)
        ]
        block = (
            head(
                f"HTTP/1.1 {exchange.status} {exchange.said}".strip(),
                [*rows, ("Content-Length", str(len(body)))],
            )
            + body
        )
        more = {"WARC-Target-URI": exchange.url, "WARC-Payload-Digest": hashed(body)}
        if peer:
            more["WARC-IP-Address"] = peer
        if exchange.lost or exchange.failed or not exchange.done:
            more["WARC-Truncated"] = "unspecified"
        if exchange.protocol:
            more["WARC-Protocol"] = exchange.protocol
        packed = exchange.mime.startswith(PACKED)
        id, offset, length = self.record(
            "response", block, "application/http; msgtype=response", exchange.at, more, pack=not packed
        )
        self.written.append(
            Written(
                exchange.url,
                exchange.at,
                exchange.mime,
                exchange.status,
                more["WARC-Payload-Digest"],
                offset,
                length,
            )
        )
        parts = urlsplit(exchange.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = joined(exchange.asked)
        if not any(name.lower() == "host" for name, _ in asked):
            asked = [("Host", parts.netloc), *asked]
        self.record(
            "request",
            head(f"{exchange.method} {path} HTTP/1.1", asked) + exchange.sent,
            "application/http; msgtype=request",
            exchange.at,
            {
                "WARC-Target-URI": exchange.url,
                "WARC-Concurrent-To": id,
                "WARC-Payload-Digest": hashed(exchange.sent),
            },
        )

    def resource(self, address: str, data: bytes, mime: str, at: datetime) -> None:
        """Something that was made of the page and did not come over the wire as it is."""
        more = {"WARC-Target-URI": address, "WARC-Payload-Digest": hashed(data)}
        self.record("resource", data, mime, at, more)


def head(first: str, rows: Iterable[tuple[str, str]]) -> bytes:
    """The head of a message: nothing in it can end a line early."""
    lines = [first, *(f"{name}: {value}" for name, value in rows)]
    clean = (line.replace("\r", " ").replace("\n", " ") for line in lines)
    return ("\r\n".join(clean) + "\r\n\r\n").encode()


def wacz(
    exchanges: Sequence[Exchange],
    peer: Peer,
    page: Mapping[str, str],
    html: bytes,
    at: datetime,
    software: str,
    agent: str,
) -> bytes:
    """The archive of a capture. `page`: its address, title and text; `html`: the document as it stood at the end."""
    writer = Writer()
    told = {
        "software": software,
        "format": "WARC File Format 1.1",
        "http-header-user-agent": agent,
        "description": "bodies as the browser decoded them",
    }
    info = "".join(f"{key}: {value}\r\n" for key, value in told.items()).encode()
    writer.record("warcinfo", info, "application/warc-fields", at, {"WARC-Filename": "data.warc.gz"})
    for exchange in exchanges:
        # What came from the browser's own memory is there already, as it came over the wire.
        if exchange.status and not exchange.cached:
            writer.exchange(exchange, peer(exchange.url))
    writer.resource(f"urn:dom:{page['url']}", html, "text/html; charset=utf-8", at)
    files = {
        WARC: writer.data,
        INDEX: index(writer.written),
        PAGES: pages(page, at),
    }
    files["datapackage.json"] = package(files, page, at, software)
    named = {"path": "datapackage.json", "hash": f"sha256:{digest(files['datapackage.json'])}"}
    files["datapackage-digest.json"] = json.dumps(named).encode()
    made = BytesIO()
    with ZipFile(made, "w", ZIP_STORED) as archive:
        for name, data in files.items():
            archive.writestr(ZipInfo(name, EPOCH), data)
    return made.getvalue()


def index(written: Sequence[Written]) -> bytes:
    """Where each address stands, sorted, as CDXJ."""
    lines = []
    for row in written:
        fields = {
            "url": row.url,
            "mime": row.mime,
            "status": str(row.status),
            "digest": row.payload,
            "length": str(row.length),
            "offset": str(row.offset),
            "filename": WARC.rpartition("/")[2],
        }
        stamp = f"{row.at:%Y%m%d%H%M%S}{row.at.microsecond // 1000:03}"
        lines.append(f"{key_of(row.url)} {stamp} {json.dumps(fields)}\n")
    return "".join(sorted(lines)).encode()


def key_of(url: str) -> str:
    """An address as indexes sort it: the host from its end, then path and query."""
    parts = urlsplit(url.lower())
    host = ",".join(reversed((parts.hostname or "").split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{host}{port}){parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


def pages(page: Mapping[str, str], at: datetime) -> bytes:
    first = {"format": "json-pages-1.0", "id": "pages", "title": "All Pages"}
    row = {"id": "page", "url": page["url"], "ts": stamp(at), "title": page["title"], "text": page["text"]}
    return canonical(first) + b"\n" + canonical(row) + b"\n"


def package(files: Mapping[str, bytes], page: Mapping[str, str], at: datetime, software: str) -> bytes:
    made: dict[str, Any] = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": page["title"] or page["url"],
        "mainPageUrl": page["url"],
        "mainPageDate": stamp(at),
        "created": stamp(at),
        "software": software,
        "resources": [
            {
                "name": name.rpartition("/")[2],
                "path": name,
                "hash": f"sha256:{digest(data)}",
                "bytes": len(data),
            }
            for name, data in files.items()
        ],
    }
    return json.dumps(made, indent=1, ensure_ascii=False).encode()


def stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
