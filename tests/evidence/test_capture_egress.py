"""The way out: nothing that leads inwards is connected to, whatever it is called and however often it is asked."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from yorube.evidence.egress import Egress
from yorube.evidence.egress_addresses import outside

INWARD = (
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.127.255.254",
    "192.0.0.170",
    "192.0.2.1",
    "192.88.99.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.7",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "2606:4700::1%eth0",
    "fec0::1",
    "ff02::1",
    "100::1",
    "5f00::1",
    "0x7f.1",
    "2130706433",
    "localhost",
    "",
)
OUTWARD = (
    "1.1.1.1",
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "::ffff:8.8.8.8",
    "2606:4700::1111",
    "2400:4050::1",
)


@pytest.mark.parametrize("address", INWARD)
def test_what_leads_inwards_is_not_outside(address: str):
    assert not outside(address)


@pytest.mark.parametrize("address", OUTWARD)
def test_the_internet_is_outside(address: str):
    assert outside(address)


@contextmanager
def counting() -> Iterator[tuple[int, list[bytes]]]:
    """A server on loopback that answers every connection and keeps what it was sent."""
    told: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                one, _ = server.accept()
            except OSError:
                return
            with one:
                told.append(one.recv(65_536))
                one.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], told
    finally:
        server.close()


async def said(port: int, request: bytes) -> bytes:
    """What the proxy answers to a request, until it closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    await writer.drain()
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return answer


def get(host: str, port: int) -> bytes:
    return f"GET http://{host}:{port}/x HTTP/1.1\r\nHost: {host}\r\nProxy-Connection: keep-alive\r\n\r\n".encode()


def connect(host: str, port: int) -> bytes:
    return f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()


@pytest.mark.parametrize("make", [get, connect])
@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "127.1"]
)
def test_nothing_on_this_machine_is_reached(make, host: str):
    async def work() -> tuple[bytes, Egress]:
        async with Egress(10_000) as egress:
            return await said(egress.port, make(host, port)), egress

    with counting() as (port, told):
        answer, egress = asyncio.run(work())
    assert b"200" not in answer
    assert told == []
    assert [row.peer for row in egress.connections] == [None]
    assert egress.connections[0].refused


def test_a_name_is_resolved_once_and_stays_what_it_was():
    asked = []

    async def turning(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["192.0.2.1"] if len(asked) == 1 else ["127.0.0.1"]

    async def work() -> Egress:
        async with Egress(10_000, frozenset({("127.0.0.1", port)}), turning) as egress:
            for _ in range(3):
                await said(egress.port, get("turning.test", port))
            return egress

    with counting() as (port, told):
        egress = asyncio.run(work())
    assert asked == ["turning.test"]
    assert told == []
    assert egress.answers["turning.test"].used is None
    assert len(egress.connections) == 3


def test_of_several_addresses_only_one_outside_is_used():
    async def mixed(host: str, port: int) -> list[str]:
        return ["10.0.0.1", "169.254.169.254", "127.0.0.1"]

    async def work() -> tuple[bytes, Egress]:
        async with Egress(10_000, frozenset({("127.0.0.1", port)}), mixed) as egress:
            return await said(egress.port, get("mixed.test", port)), egress

    with counting() as (port, told):
        answer, egress = asyncio.run(work())
    assert answer.endswith(b"ok")
    assert len(told) == 1
    assert egress.peer("mixed.test", port) == "127.0.0.1"


def test_other_ports_than_the_webs_are_refused():
    async def somewhere(host: str, port: int) -> list[str]:
        return ["1.1.1.1"]

    async def work() -> Egress:
        async with Egress(10_000, resolve=somewhere) as egress:
            for port in (22, 25, 3306, 8080):
                assert b" 403 " in await said(egress.port, connect("far.test", port))
            return egress

    egress = asyncio.run(work())
    assert [row.refused for row in egress.connections] == ["a port that is not the web's"] * 4


def test_what_was_for_the_proxy_goes_no_further():
    async def work() -> bytes:
        async with Egress(10_000, frozenset({("127.0.0.1", port)})) as egress:
            return await said(egress.port, get("127.0.0.1", port))

    with counting() as (port, told):
        assert asyncio.run(work()).endswith(b"ok")
    assert told[0].startswith(b"GET /x HTTP/1.1\r\n")
    assert b"proxy" not in told[0].lower()


def test_more_than_the_most_is_cut():
    async def work() -> Egress:
        async with Egress(10, frozenset({("127.0.0.1", port)})) as egress:
            answer = await said(egress.port, get("127.0.0.1", port))
            assert b"ok" not in answer
            await said(egress.port, get("127.0.0.1", port))
            return egress

    with counting() as (port, told):
        egress = asyncio.run(work())
    assert egress.over
    assert len(told) == 1
    assert egress.connections[-1].refused


@pytest.mark.parametrize(
    "junk",
    [
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET ftp://x/ HTTP/1.1\r\n\r\n",
        b"CONNECT x HTTP/1.1\r\n\r\n",
        b"POST http://127.0.0.1:PORT/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"\xff" * 100 + b"\r\n\r\n",
    ],
)
def test_junk_ends_the_connection_and_nothing_else(junk: bytes):
    async def work() -> None:
        async with Egress(10_000, frozenset({("127.0.0.1", port)})) as egress:
            assert b"200" not in await said(egress.port, junk.replace(b"PORT", str(port).encode()))
            assert (await said(egress.port, get("127.0.0.1", port))).endswith(b"ok")

    with counting() as (port, _):
        asyncio.run(work())
