"""The one way out for a captured page: a proxy on loopback that looks at every address before it connects.

A name is resolved once for a capture and stays what it was; only an address out on the internet is connected to, on
the ports of the web. It sees every redirect, part of a page and WebSocket, because the browser can resolve nothing
itself. TLS goes through as it is: the browser checks it.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from yorube.evidence.egress_addresses import outside

PORTS = (80, 443)
CONNECT_SECONDS = 10
HEAD_SECONDS = 60
LARGEST_HEAD = 256 * 1024
CHUNK = 1 << 16
CONNECTED = b"HTTP/1.1 200 Connection established\r\n\r\n"
REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"

Resolve = Callable[[str, int], Awaitable[list[str]]]


class Refused(Exception):
    """A connection that is not made; the message says why."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the resolver said for a name. `used`: the address that was kept for this capture."""

    name: str
    addresses: tuple[str, ...]
    used: str | None
    at: str


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection asked for: where to, which address it came to, or why it was not made."""

    host: str
    port: int
    peer: str | None
    at: str
    refused: str = ""


async def system(host: str, port: int) -> list[str]:
    """The addresses of a name as the system resolves it."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(row[4][0]) for row in found))


def moment() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


@dataclass(eq=False)
class Egress:
    """A proxy for one capture. `most`: bytes it lets through in all. `allowed` and `resolve` are for tests: addresses
    with ports that are allowed although they lead inwards, and names that no resolver knows."""

    most: int
    allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = system
    connections: list[Connection] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    passed: int = 0
    over: bool = False
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _asked: dict[str, asyncio.Task[str | None]] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=LARGEST_HEAD)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def peer(self, host: str, port: int) -> str | None:
        """The address that connections to a host and port came to."""
        rows = (row.peer for row in self.connections if (row.host, row.port) == (host, port) and row.peer)
        return next(rows, None)

    def refusal(self, host: str, port: int) -> str:
        """Why connections to a host and port were not made; nothing where they were."""
        rows = [row for row in self.connections if (row.host, row.port) == (host, port)]
        return rows[0].refused if rows and not any(row.peer for row in rows) else ""

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            await self._serve(reader, writer)
        except (OSError, EOFError, TimeoutError, ValueError, asyncio.LimitOverrunError, Refused):
            pass  # the browser sees a closed connection; why is in `connections`
        except asyncio.CancelledError:
            pass  # the capture is over
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await head_of(reader)
        method, target, _ = head[0].split(" ", 2)
        if method != "CONNECT":
            await self._plain(head, reader, writer)
            return
        host, _, port = target.rpartition(":")
        try:
            upstream = await self._open(host.strip("[]").lower(), int(port))
        except (Refused, OSError, TimeoutError):
            writer.write(REFUSED)
            await writer.drain()
            raise
        writer.write(CONNECTED)
        await self._both(reader, writer, *upstream)

    async def _both(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        far: asyncio.StreamReader,
        back: asyncio.StreamWriter,
    ) -> None:
        """Both directions until one of them ends."""
        pumps = [asyncio.create_task(self._pump(reader, back)), asyncio.create_task(self._pump(far, writer))]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            back.close()  # first: the end of the capture may come while the others end
            await ended(pumps)

    async def _plain(
        self, head: list[str], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Requests without TLS. The browser sends the next one when it has the whole answer to the last, so an answer
        needs no reading: it passes until the next request names another host, or the host closes."""
        at: tuple[str, int] | None = None
        back: asyncio.StreamWriter | None = None
        pump: asyncio.Task[None] | None = None
        try:
            while True:
                method, target, version = head[0].split(" ", 2)
                address = urlsplit(target)
                if address.scheme != "http" or not address.hostname:
                    raise ValueError("no address of the web")
                to = (address.hostname.lower(), address.port or 80)
                if to != at or back is None or back.is_closing():
                    if back is not None and pump is not None:
                        back.close()
                        await ended([pump])
                    far, back = await self._open(*to)
                    at, pump = to, asyncio.create_task(self._pump(far, writer, close=True))
                length = forward(head, f"{method} {target[target.index('/', 7) :]} {version}", back)
                await self._count(length)
                while length:
                    part = await reader.read(min(length, CHUNK))
                    if not part:
                        return
                    length -= len(part)
                    back.write(part)
                await back.drain()
                head = await head_of(reader)
        finally:
            if back is not None:
                back.close()
            if pump is not None:
                await ended([pump])

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, close: bool = False
    ) -> None:
        with suppress(OSError, Refused):
            while part := await reader.read(CHUNK):
                await self._count(len(part))
                writer.write(part)
                await writer.drain()
        if close:
            writer.close()

    async def _count(self, size: int) -> None:
        self.passed += size
        if self.passed > self.most:
            self.over = True
            raise Refused("more than a capture may load")

    async def _open(self, host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the checked address of a host. Raises Refused, OSError, TimeoutError."""
        peer = why = None
        try:
            if self.over:
                raise Refused("more than a capture may load")
            peer = await self._address(host, port)
            async with asyncio.timeout(CONNECT_SECONDS):
                return await asyncio.open_connection(peer, port)
        except Refused as error:
            peer, why = None, str(error)
            raise
        except (OSError, TimeoutError) as error:
            peer, why = None, f"no connection ({type(error).__name__})"
            raise
        finally:
            self.connections.append(Connection(host, port, peer, moment(), why or ""))

    async def _address(self, host: str, port: int) -> str:
        # Several connections ask at once: the first question is everybody's.
        if host not in self._asked:
            self._asked[host] = asyncio.create_task(self._resolved(host, port))
        used = await asyncio.shield(self._asked[host])
        if used is None:
            raise Refused("no address out on the internet")
        if not self._may(used, port):
            raise Refused(
                "a port that is not the web's" if outside(used) else "an address that leads inwards"
            )
        return used

    async def _resolved(self, host: str, port: int) -> str | None:
        try:
            found = await self.resolve(host, port)
        except (OSError, UnicodeError):
            found = []
        used = next((one for one in found if self._may(one, port)), None)
        used = used or next((one for one in found if outside(one)), None)
        self.answers[host] = Answer(host, tuple(found), used, moment())
        return used

    def _may(self, address: str, port: int) -> bool:
        return (outside(address) and port in PORTS) or (address, port) in self.allowed


async def head_of(reader: asyncio.StreamReader) -> list[str]:
    """The lines of a request's head."""
    async with asyncio.timeout(HEAD_SECONDS):
        return (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")[:-2]


def forward(head: list[str], first: str, back: asyncio.StreamWriter) -> int:
    """Sends a head on without what was for the proxy; returns how many bytes follow it."""
    fields = [(name, value.strip()) for name, _, value in (line.partition(":") for line in head[1:])]
    if any(name.lower() == "transfer-encoding" for name, _ in fields):
        raise ValueError("a body without a length")
    kept = [f"{name}: {value}" for name, value in fields if not name.lower().startswith("proxy-")]
    back.write("\r\n".join([first, *kept, "", ""]).encode("latin-1"))
    return next((int(value) for name, value in fields if name.lower() == "content-length"), 0)


async def ended(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
