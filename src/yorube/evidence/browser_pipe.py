"""Speaking with Chromium over two pipes: commands with their answers, events, one session for each page or frame.

A pipe and no port: nobody else on the machine can reach it, and the browser ends when we do.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import IO, Any

Handler = Callable[["Session", Mapping[str, Any]], None]


class BrowserError(Exception):
    """The browser refused a command, or is gone; the message is its own."""


class Pipe(asyncio.Protocol):
    """Both ends of the pipes of one browser."""

    def __init__(self) -> None:
        self.closed = asyncio.Event()
        self._parts: list[bytes] = []
        self._number = 0
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._sessions: dict[str, Session] = {}
        self._write: asyncio.WriteTransport | None = None
        self.browser = Session(self, "")

    async def connect(self, reading: IO[bytes], writing: IO[bytes]) -> None:
        """Takes over the two files."""
        loop = asyncio.get_running_loop()
        await loop.connect_read_pipe(lambda: self, reading)
        self._write, _ = await loop.connect_write_pipe(asyncio.BaseProtocol, writing)

    def session(self, id: str) -> Session:
        """The session of an id, made when it is first asked for."""
        return self._sessions.setdefault(id, Session(self, id))

    async def send(self, session: str, method: str, params: Mapping[str, Any]) -> Any:
        """A command's answer. Raises BrowserError."""
        if self._write is None or self.closed.is_set():
            raise BrowserError("the browser has ended")
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if session:
            asked["sessionId"] = session
        answer = self._answers[self._number] = asyncio.get_running_loop().create_future()
        self._write.write(json.dumps(asked).encode() + b"\0")
        try:
            return await answer
        finally:
            self._answers.pop(asked["id"], None)

    def data_received(self, data: bytes) -> None:
        *whole, rest = data.split(b"\0")
        for part in whole:
            self._told(json.loads(b"".join([*self._parts, part])))
            self._parts = []
        if rest:
            self._parts.append(rest)

    def connection_lost(self, error: Exception | None) -> None:
        self.closed.set()
        for answer in self._answers.values():
            if not answer.done():
                answer.set_exception(BrowserError("the browser has ended"))

    def close(self) -> None:
        """No more commands."""
        if self._write is not None:
            self._write.close()

    def _told(self, row: Mapping[str, Any]) -> None:
        if "id" not in row:
            self._event(row)
            return
        answer = self._answers.get(row["id"])
        if answer is None or answer.done():
            return
        if "error" in row:
            answer.set_exception(BrowserError(row["error"]["message"]))
        else:
            answer.set_result(row["result"])

    def _event(self, row: Mapping[str, Any]) -> None:
        id = row.get("sessionId", "")
        session = self._sessions.get(id) if id else self.browser
        if session is not None:  # else it is over
            session.happened(row["method"], row["params"])
        if row["method"] == "Target.detachedFromTarget":
            self._sessions.pop(row["params"]["sessionId"], None)


class Session:
    """One page, frame or worker of the browser; the one without an id is the browser itself."""

    def __init__(self, pipe: Pipe, id: str) -> None:
        self.pipe = pipe
        self.id = id
        self._handlers: dict[str, list[Handler]] = defaultdict(list)

    async def send(self, method: str, **params: Any) -> Any:
        """A command's answer. Raises BrowserError."""
        return await self.pipe.send(self.id, method, params)

    def on(self, method: str, handler: Handler) -> None:
        """Calls the handler at each such event."""
        self._handlers[method].append(handler)

    def happened(self, method: str, params: Mapping[str, Any]) -> None:
        for handler in self._handlers.get(method, ()):
            handler(self, params)
