"""A WACZ file of somebody's own browser: its facts, and its records without what would let others in."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from yorube.evidence import facts
from yorube.evidence.facts_page import page_of
from yorube.evidence.files_copy import Copy
from yorube.evidence.kinds import ARCHIVES

# What a service knows a person by.
SECRETS = {"cookie", "set-cookie", "authorization", "proxy-authorization", "x-csrf-token", "x-guest-token"}
MOST = 64 << 20
BODY = 8 << 20
# Of all records together: a small file can be made to grow without end.
UNPACKED = 512 << 20
# Of those, pages and data are looked at for facts.
LOOKED = 32 << 20


def scrubbed(path: Path, url: str | None, name: str) -> Copy:
    """The records of an archive without cookies and keys, the text of its page, and the facts in it."""
    made, found, text, removed = io.BytesIO(), list[facts.Fact](), "", 0
    total = 0
    if path.stat().st_size > MOST:
        return Copy()
    writer = WARCWriter(made, gzip=True)
    try:
        with ZipFile(path) as archive:
            for inner, record in records(archive):
                headers = record.http_headers
                if headers is not None:
                    before = len(headers.headers)
                    headers.headers = [
                        (key, value) for key, value in headers.headers if key.lower() not in SECRETS
                    ]
                    removed += before - len(headers.headers)
                body = record.content_stream().read(BODY)
                total += len(body)
                if total > UNPACKED:
                    raise ValueError("grows too large")
                if record.rec_type == "response" and total <= LOOKED:
                    target = str(record.rec_headers.get_header("WARC-Target-URI"))
                    place = f"{inner} {record.rec_headers.get_header('WARC-Record-ID')}"
                    page, here = read(body, str(headers.get_header("Content-Type", "")), target, name, place)
                    found += here
                    text = page if target == url else text
                kept = writer.create_warc_record(
                    record.rec_headers.get_header("WARC-Target-URI"),
                    record.rec_type,
                    payload=io.BytesIO(body),
                    length=len(body),
                    http_headers=headers,
                )
                writer.write_record(kept)
    except (BadZipFile, ArchiveLoadFailed, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError):
        return Copy(facts=tuple(facts.once(found)))
    members = {"warc.gz": made.getvalue()}
    if text:
        members["txt"] = text.encode()
    return Copy(members, f"{removed} headers", tuple(facts.once(found)))


def facts_in(data: bytes, name: str) -> list[facts.Fact]:
    """The facts of an archive of ours, that no other record holds yet."""
    found: list[facts.Fact] = []
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            for inner, record in records(archive):
                if record.rec_type == "response" and record.http_headers is not None:
                    type = str(record.http_headers.get_header("Content-Type", ""))
                    target = str(record.rec_headers.get_header("WARC-Target-URI"))
                    place = f"{inner} {record.rec_headers.get_header('WARC-Record-ID')}"
                    if "html" in type or "json" in type:
                        found += read(record.content_stream().read(BODY), type, target, name, place)[1]
    except (BadZipFile, ArchiveLoadFailed, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError):
        return facts.once(found)
    return facts.once(found)


def records(archive: ZipFile) -> Iterator[tuple[str, Any]]:
    """Each record of an archive that has a place in a copy."""
    for inner in sorted(archive.namelist()):
        if inner.startswith(ARCHIVES) and inner.endswith((".warc", ".warc.gz")):
            with archive.open(inner) as file:
                for record in ArchiveIterator(file):
                    if record.rec_type in ("response", "request", "resource"):
                        yield inner, record


def read(body: bytes, type: str, target: str, name: str, place: str) -> tuple[str, list[facts.Fact]]:
    """The text and the facts of one answer."""
    if "html" in type:
        page = page_of(body.decode("utf-8", "replace"))
        found = facts.of_page(page, target, name)
        return page.text, [
            facts.Fact(one.post, one.what, one.value, name, f"{place} {one.at}") for one in found
        ]
    if "json" in type:
        try:
            return "", facts.once(facts.of_json(json.loads(body), name, place))
        except (ValueError, RecursionError):
            return "", []
    return "", []
