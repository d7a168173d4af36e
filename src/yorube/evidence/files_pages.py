"""Pages as browsers and services keep them: MHTML, SingleFile, WACZ, the archive X gives to an account."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from yorube.evidence.kinds import DESCRIPTION, SINGLEFILE, head_of

# Of a member of somebody else's ZIP file: more is not read.
MOST = 32 << 20
LINE = re.compile(r"^[ \t]*(url|saved date):(.+)$", re.M)
WRITTEN = re.compile(r"\w{3} (\w{3} \d{1,2} \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")
JAVASCRIPT = re.compile(rb"\A\s*window\.[\w.]+\s*=\s*", re.A)


def mhtml(path: Path) -> dict[str, Any]:
    """The head of an MHTML file."""
    head = head_of(path)
    end = re.search(rb"\r?\n\r?\n", head)
    lines = BytesHeaderParser().parsebytes(head[: end.end()] if end else head)
    said: dict[str, Any] = {}
    if url := lines.get("Snapshot-Content-Location") or lines.get("Content-Location"):
        said |= {"url": str(url).strip(), "url_from": "Snapshot-Content-Location"}
    if written := lines.get("Date"):
        said |= moment("Date", lambda: of_mail(str(written)))
    if made_by := lines.get("From"):
        said["made_by"] = str(made_by)
    return said


def of_mail(written: str) -> datetime:
    """`-0000` says that it is UTC, and nothing of where that was (RFC 5322)."""
    at = parsedate_to_datetime(written)
    return at.replace(tzinfo=UTC) if at.tzinfo is None and written.rstrip().endswith("-0000") else at


def singlefile(path: Path) -> dict[str, Any]:
    """The comment that SingleFile writes at the top of a page."""
    head = head_of(path)
    found = SINGLEFILE.search(head)
    comment, closed, _ = head[found.end() :].partition(b"-->") if found else (b"", b"", b"")
    lines = dict(LINE.findall(comment.decode("utf-8", "replace"))) if closed else {}
    said: dict[str, Any] = {"made_by": "SingleFile"}
    if url := lines.get("url", "").strip():
        said |= {"url": url, "url_from": "SingleFile: url"}
    if written := WRITTEN.search(lines.get("saved date", "")):
        text = f"{written[1]} {written[2]}"
        said |= moment("SingleFile: saved date", lambda: datetime.strptime(text, "%b %d %Y %H:%M:%S %z"))
    return said


def wacz(path: Path) -> dict[str, Any]:
    """The first page of a WACZ file, and what made it."""
    said: dict[str, Any] = {}
    try:
        with ZipFile(path) as archive:
            package = json.loads(limited(archive, DESCRIPTION))
            said["made_by"] = str(package.get("software", ""))
            for line in limited(archive, "pages/pages.jsonl").splitlines():
                page = json.loads(line)
                if isinstance(page, dict) and isinstance(page.get("url"), str):
                    said |= {"url": page["url"], "url_from": "pages/pages.jsonl"}
                    said |= moment(
                        "pages/pages.jsonl", lambda page=page: datetime.fromisoformat(str(page["ts"]))
                    )
                    break
    except (BadZipFile, KeyError, ValueError, AttributeError, NotImplementedError, RuntimeError) as error:
        said["unread"] = type(error).__name__
    return said


def x_archive(path: Path) -> dict[str, Any]:
    """When X made the archive, and of which account it is."""
    said: dict[str, Any] = {}
    if not head_of(path).startswith(b"PK"):
        return said
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            if "data/manifest.js" in names:
                info = script(limited(archive, "data/manifest.js"))["archiveInfo"]
                said |= moment("data/manifest.js", lambda: datetime.fromisoformat(info["generationDate"]))
            if "data/account.js" in names:
                account = script(limited(archive, "data/account.js"))[0]["account"]
                said |= {"account_id": str(account["accountId"]), "account": str(account["username"])}
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        said["unread"] = type(error).__name__
    return said


def script(data: bytes) -> Any:
    """The value that a file of X's archive holds: JSON behind an assignment. Nothing is run. Raises ValueError."""
    return json.loads(JAVASCRIPT.sub(b"", data, count=1))


def limited(archive: ZipFile, name: str) -> bytes:
    """A member of somebody else's ZIP file, no more of it than we can hold. Raises KeyError, ValueError."""
    with archive.open(name) as file:
        data = file.read(MOST + 1)
    if len(data) > MOST:
        raise ValueError(f"{name} is too large")
    return data


def moment(place: str, read: Any) -> dict[str, Any]:
    """`at` and where it was read; nothing where it is no time."""
    try:
        return {"at": read(), "at_from": place}
    except (ValueError, TypeError, KeyError, OverflowError):
        return {}
