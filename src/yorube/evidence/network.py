"""What went over the wire for a page: every request with its answer, as the browser says it, recorded from before the
first one."""

from __future__ import annotations

import asyncio
import time
from base64 import b64decode
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from yorube.evidence.browser_pipe import BrowserError, Session

# What may stay open without the page being unfinished.
ENDLESS = frozenset({"WebSocket", "EventSource", "Media", "Ping", "CSPViolationReport", "Prefetch"})
# A question of a script that is answered so late may be waiting for news on purpose.
WAITS_FOR_NEWS = 10.0
KEPT_BY_BROWSER = 256 << 20
LARGEST_KEPT = 64 << 20
# The code of a WebSocket's message that is text; what a message takes besides what it says.
TEXT = 1
ROW = 256


@dataclass(eq=False, slots=True)
class Exchange:
    """One request and its answer. Headers as they went, where the browser told them. `body`: decoded; nothing where
    there is none, or where it was lost (`lost`)."""

    url: str
    method: str
    kind: str
    at: datetime
    asked: Mapping[str, str]
    sent: bytes = b""
    status: int = 0
    said: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    mime: str = ""
    protocol: str = ""
    body: bytes | None = None
    failed: str = ""
    lost: bool = False
    cached: bool = False
    started: float = field(default_factory=time.monotonic)
    done: bool = False
    main: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message through a WebSocket. `data`: its text; of what is no text, base64."""

    url: str
    way: str
    text: bool
    data: str
    at: datetime


def joined(headers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Headers as rows; the browser joins those of one name with a line end. HTTP/2's own are left out."""
    return [
        (name, value)
        for name, values in headers.items()
        if not name.startswith(":")
        for value in values.split("\n")
    ]


class Recorder:
    """Records a page and everything in it. `most`: requests and bytes (decoded) before `over` says which was too
    many."""

    def __init__(self, requests: int, size: int) -> None:
        self.exchanges: list[Exchange] = []
        self.security: dict[str, Mapping[str, Any]] = {}
        self.sockets: dict[str, str] = {}
        self.messages: list[Message] = []
        self.dialogs = 0
        self.over = ""
        self.crashed = False
        self.changed = asyncio.Event()
        self.last = time.monotonic()
        self._most = (requests, size)
        self._size = 0
        # By the request's id alone: a frame's document begins in the session of its page and ends in its own.
        self._open: dict[str, Exchange] = {}
        self._hops: dict[str, list[Exchange]] = defaultdict(list)
        self._extra: dict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
        self._tasks: set[asyncio.Task[None]] = set()
        self.frames: list[Session] = []
        self._frame: str | None = None

    async def attach(self, session: Session, *, top: bool = False) -> None:
        """Records a session from now on, and whatever opens inside it."""
        for event, handler in (
            ("Network.requestWillBeSent", self._asked),
            ("Network.requestWillBeSentExtraInfo", self._asked_more),
            ("Network.responseReceived", self._answered),
            ("Network.responseReceivedExtraInfo", self._answered_more),
            ("Network.requestServedFromCache", self._from_cache),
            ("Network.dataReceived", self._data),
            ("Network.loadingFinished", self._finished),
            ("Network.loadingFailed", self._failed),
            ("Network.webSocketCreated", self._socket),
            ("Network.webSocketFrameSent", self._said),
            ("Network.webSocketFrameReceived", self._heard),
            ("Target.attachedToTarget", self._inside),
            ("Page.javascriptDialogOpening", self._dialog),
            ("Inspector.targetCrashed", self._crash),
        ):
            session.on(event, handler)
        await session.send(
            "Network.enable", maxTotalBufferSize=KEPT_BY_BROWSER, maxResourceBufferSize=LARGEST_KEPT
        )
        await session.send("Target.setAutoAttach", autoAttach=True, waitForDebuggerOnStart=True, flatten=True)
        if top:
            await session.send("Network.setBypassServiceWorker", bypass=True)

    def waiting(self) -> list[Exchange]:
        """Requests that are not answered and that the page may need."""
        now = time.monotonic()
        return [
            one
            for one in self._open.values()
            if one.kind not in ENDLESS
            and not (one.kind in ("XHR", "Fetch") and now - one.started > WAITS_FOR_NEWS)
        ]

    def unanswered(self) -> list[Exchange]:
        """Requests that never came to an end, whatever they are for."""
        return [
            one for one in self._open.values() if one.kind not in ("WebSocket", "Ping", "CSPViolationReport")
        ]

    async def quiet(self, seconds: float, deadline: float) -> bool:
        """Waits until nothing was asked or answered for so long; False when the deadline comes first."""
        while True:
            now = time.monotonic()
            if now >= deadline or self.over or self.crashed:
                return False
            if not self.waiting() and now - self.last >= seconds:
                return True
            rest = seconds if self.waiting() else seconds - (now - self.last)
            self.changed.clear()
            try:
                async with asyncio.timeout(max(0.01, min(rest, deadline - now))):
                    await self.changed.wait()
            except TimeoutError:
                continue

    async def bodies(self) -> None:
        """Waits for all bodies that are on their way."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    @property
    def main(self) -> list[Exchange]:
        """The document itself; where it was moved, each one on the way, in order."""
        return [one for one in self.exchanges if one.main]

    # --- events ------------------------------------------------------------------------------------------------------

    def _touch(self) -> None:
        self.last = time.monotonic()
        self.changed.set()

    def _asked(self, session: Session, row: Mapping[str, Any]) -> None:
        url, key = row["request"]["url"], row["requestId"]
        if not url.startswith(("http:", "https:")):
            return
        if key in self._open:
            if "redirectResponse" not in row:
                return  # told by two sessions
            before = self._open.pop(key)
            self._take(before, row["redirectResponse"])
            before.done = True
        document = row.get("type") == "Document" and row["requestId"] == row.get("loaderId")
        if document and self._frame is None:
            self._frame = row["frameId"]
        made = Exchange(
            url=url,
            method=row["request"]["method"],
            kind=row.get("type", "Other"),
            at=datetime.fromtimestamp(row["wallTime"], UTC),
            asked=row["request"]["headers"],
            sent=posted(row["request"]),
            main=document and row["frameId"] == self._frame,
        )
        self.exchanges.append(made)
        self._open[key] = made
        self._hops[key].append(made)
        if len(self.exchanges) > self._most[0]:
            self.over = "requests"
        self._touch()

    def _asked_more(self, session: Session, row: Mapping[str, Any]) -> None:
        self._extra[row["requestId"], "asked"].append(row["headers"])

    def _answered_more(self, session: Session, row: Mapping[str, Any]) -> None:
        self._extra[row["requestId"], "told"].append(row["headers"])

    def _answered(self, session: Session, row: Mapping[str, Any]) -> None:
        exchange = self._open.get(row["requestId"])
        if exchange is not None:
            exchange.kind = row.get("type", exchange.kind)
            self._take(exchange, row["response"])
            self._touch()

    def _take(self, exchange: Exchange, response: Mapping[str, Any]) -> None:
        exchange.status, exchange.said = response["status"], response["statusText"]
        exchange.told, exchange.mime = response["headers"], response["mimeType"]
        exchange.protocol = response.get("protocol", "")
        exchange.cached = exchange.cached or bool(response.get("fromDiskCache"))
        if "securityDetails" in response:
            self.security.setdefault(origin(exchange.url), response["securityDetails"])

    def _from_cache(self, session: Session, row: Mapping[str, Any]) -> None:
        if exchange := self._open.get(row["requestId"]):
            exchange.cached = True

    def _data(self, session: Session, row: Mapping[str, Any]) -> None:
        self._grown(row["dataLength"])
        self._touch()

    def _grown(self, size: int) -> None:
        self._size += size
        if self._size > self._most[1]:
            self.over = "bytes"
            self.changed.set()

    def _finished(self, session: Session, row: Mapping[str, Any]) -> None:
        exchange = self._open.pop(row["requestId"], None)
        if exchange is None:
            return
        exchange.done = True
        if not exchange.cached and exchange.method != "HEAD" and exchange.kind != "Preflight":
            self._do(self._body(session, row["requestId"], exchange))
        self._touch()

    async def _body(self, session: Session, id: str, exchange: Exchange) -> None:
        try:
            got = await session.send("Network.getResponseBody", requestId=id)
        except BrowserError:
            # Nothing was lost where nothing was sent.
            exchange.lost = (
                exchange.status not in (204, 205, 304) and header(exchange.told, "content-length") != "0"
            )
        else:
            exchange.body = b64decode(got["body"]) if got["base64Encoded"] else got["body"].encode()

    def _failed(self, session: Session, row: Mapping[str, Any]) -> None:
        exchange = self._open.pop(row["requestId"], None)
        if exchange is not None:
            exchange.done = True
            exchange.failed = row.get("blockedReason") or row["errorText"]
            self._touch()

    def _socket(self, session: Session, row: Mapping[str, Any]) -> None:
        self.sockets[row["requestId"]] = row["url"]

    def _said(self, session: Session, row: Mapping[str, Any]) -> None:
        self._message("sent", row)

    def _heard(self, session: Session, row: Mapping[str, Any]) -> None:
        self._message("received", row)

    def _message(self, way: str, row: Mapping[str, Any]) -> None:
        frame = row["response"]
        url = self.sockets.get(row["requestId"], "")
        made = Message(url, way, frame["opcode"] == TEXT, frame["payloadData"], datetime.now(UTC))
        self.messages.append(made)
        self._grown(ROW + len(made.data))

    def _dialog(self, session: Session, row: Mapping[str, Any]) -> None:
        self.dialogs += 1
        self._do(quietly(session, "Page.handleJavaScriptDialog", accept=False))

    def _crash(self, session: Session, row: Mapping[str, Any]) -> None:
        self.crashed = True
        self._touch()

    def _inside(self, session: Session, row: Mapping[str, Any]) -> None:
        """A frame or worker of the page is recorded too."""
        inner = session.pipe.session(row["sessionId"])
        if row["targetInfo"]["type"] == "iframe":
            self.frames.append(inner)
        self._do(self._attach_inside(inner))

    async def _attach_inside(self, inner: Session) -> None:
        with suppress(BrowserError):  # a kind of worker without a network of its own, or already gone
            await self.attach(inner)
        await quietly(inner, "Runtime.runIfWaitingForDebugger")

    def _do(self, what: Any) -> None:
        task: asyncio.Task[None] = asyncio.create_task(what)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def headers(self) -> None:
        """Puts the headers as they went over the wire in place of those the page saw."""
        for key, hops in self._hops.items():
            wire = [one for one in hops if not one.cached]
            for what in ("asked", "told"):
                extra = self._extra.get((key, what), [])
                if len(extra) == len(wire):
                    for exchange, headers in zip(wire, extra, strict=True):
                        setattr(exchange, what, headers)


async def quietly(session: Session, method: str, **params: Any) -> None:
    """A command whose object may be gone already."""
    with suppress(BrowserError):
        await session.send(method, **params)


def posted(request: Mapping[str, Any]) -> bytes:
    parts: Iterable[Mapping[str, str]] = request.get("postDataEntries", ())
    return b"".join(b64decode(part["bytes"]) for part in parts if "bytes" in part)


def header(headers: Mapping[str, str], name: str) -> str:
    """The value of a header by its name in small letters; nothing where there is none."""
    return next((value for key, value in headers.items() if key.lower() == name), "")


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def port(url: str) -> int:
    parts = urlsplit(url)
    return parts.port or (443 if parts.scheme in ("https", "wss") else 80)
