"""Captures for tests: real Chromium, the site of this folder, and the ways into loopback that only tests have."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tests.evidence.site import Site
from yorube.evidence import batch
from yorube.evidence.capture import Bounds, Network
from yorube.seal.package import read

# Names that only the tests' own resolver knows.
NAMES = {"other.test": ["127.0.0.1"], "inward.test": ["127.0.0.2"]}
NO_SANDBOX = ("--no-sandbox",)  # the rig may be root
SHORT = Bounds(open=6, scroll=6, views=10, total=60, requests=300, bytes=40_000_000, height=40_000)


async def resolve(host: str, port: int) -> list[str]:
    """The addresses of a test's name; a literal address is its own."""
    return NAMES.get(host, [host] if host[:1].isdigit() else [])


def chromium() -> str:
    path = shutil.which("chromium")
    assert path, "chromium is missing; install it with: apt-get install chromium fonts-noto-cjk"
    return path


def setup(site: Site, **changes: object) -> batch.Setup:
    """What captures of the site are made with."""
    made = batch.Setup(chromium(), network=Network(site.allowed, resolve), unsafe_test_flags=NO_SANDBOX)
    return replace(made, **changes)  # type: ignore[arg-type]


def captured(
    urls: Iterable[str], folder: Path, how: batch.Setup, concurrency: int = 2, image: str = "no"
) -> dict[str, batch.Done]:
    """The captures by their address."""

    async def all_of_them() -> dict[str, batch.Done]:
        made = batch.captures(urls, folder, image, how, concurrency)  # type: ignore[arg-type]
        return {done.url: done async for done in made}

    return asyncio.run(all_of_them())


def members(done: batch.Done) -> dict[str, bytes]:
    """The files of a capture's package."""
    assert done.file is not None, done.lost
    return dict(read(done.file).members)
