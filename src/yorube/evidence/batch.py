"""Captures of one address or many: sealed, stamped, written under a name of their own only when they are whole."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from yorube.evidence import record
from yorube.evidence.browser import Browser, started
from yorube.evidence.browser_pipe import BrowserError
from yorube.evidence.capture import Bounds, Captured, Network, capture
from yorube.evidence.first import Image, first
from yorube.seal import Authority, Reason, seal, stamped, verify

UNFINISHED = ".part"
USUAL, OUTSIDE = Bounds(), Network()


@dataclass(frozen=True, slots=True)
class Setup:
    """What captures are made with. `bounds`, `network` and `unsafe_test_flags` are for tests alone; no command passes
    any."""

    chromium: str
    authorities: Sequence[Authority] = ()
    keep_copy: bool = False
    bounds: Bounds = USUAL
    network: Network = OUTSIDE
    unsafe_test_flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A capture that is over: the package, what it is sealed with, who stamped it and who did not; or why there is
    none (`lost`)."""

    url: str
    file: Path | None = None
    record: record.Record | None = None
    manifest: str = ""
    stamps: tuple[str, ...] = ()
    refused: tuple[tuple[str, Reason], ...] = ()
    lost: str = ""


@dataclass
class Worker:
    """A browser of its own for one capture after another, so that none can take another's memory or end it; started
    again when it went away."""

    setup: Setup
    stack: AsyncExitStack
    _browser: Browser | None = None

    async def browser(self) -> Browser:
        if self._browser is None or not self._browser.running:
            await self.stack.aclose()
            made = started(self.setup.chromium, unsafe_test_flags=self.setup.unsafe_test_flags)
            self._browser = await self.stack.enter_async_context(made)
        return self._browser


async def captures(
    urls: Iterable[str],
    folder: Path,
    image: Image,
    setup: Setup,
    concurrency: int = 1,
    progress: Callable[[str, str], None] = lambda url, phase: None,
) -> AsyncGenerator[Done, None]:
    """Captures each address into the folder and tells of each as soon as it is over. Raises ChildImage before a browser
    is started; NoBrowser, NotAsRoot."""
    first(image)
    left = list(reversed(list(urls)))
    over: asyncio.Queue[Done | None] = asyncio.Queue()

    async def work() -> None:
        try:
            async with AsyncExitStack() as stack:
                worker = Worker(setup, stack)
                while left:
                    over.put_nowait(await one(left.pop(), folder, image, worker, progress))
        finally:
            over.put_nowait(None)

    workers = [asyncio.create_task(work()) for _ in range(min(concurrency, len(left)))]
    try:
        running = len(workers)
        while running:
            done = await over.get()
            if done is None:
                running -= 1
            else:
                yield done
        await asyncio.gather(*workers)
    finally:
        for task in workers:
            task.cancel()
        await asyncio.gather(*workers, return_exceptions=True)


async def one(
    url: str, folder: Path, image: Image, worker: Worker, progress: Callable[[str, str], None]
) -> Done:
    """One address, captured and sealed. Where the browser went away it is tried once more with another."""
    setup = worker.setup
    lost = ""
    for last in (False, True):
        try:
            made = await capture(
                url,
                await worker.browser(),
                image=image,
                keep_copy=setup.keep_copy,
                last=last,
                bounds=setup.bounds,
                network=setup.network,
                progress=lambda phase: progress(url, phase),
            )
        except BrowserError as error:
            lost = str(error)
        else:
            progress(url, "seal")
            return await asyncio.to_thread(kept, url, made, folder, setup.authorities)
    return Done(url, lost=lost)


def kept(url: str, made: Captured, folder: Path, authorities: Sequence[Authority]) -> Done:
    """A capture sealed, stamped and written."""
    sealed = stamped(seal(made.record.id, made.files, made.custody), authorities, datetime.now(UTC))
    file = folder / f"{made.record.id}.zip"
    write(file, sealed.data)
    return Done(url, file, made.record, sealed.manifest, sealed.given, sealed.refused)


def write(file: Path, data: bytes) -> None:
    """A new file that is there whole or not at all, and that its writer cannot change by accident."""
    part = file.with_name(file.name + UNFINISHED)
    with part.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.chmod(0o400)
    os.link(part, file)  # never over a file that is there
    part.unlink()


def done_before(folder: Path) -> dict[str, Path]:
    """The addresses that the folder holds a whole package of, with the package. One that ended in an error, or that is
    no longer as it was sealed, does not count."""
    found: dict[str, Path] = {}
    for file in sorted(folder.glob("EV-*.zip")):
        checked = verify(file)
        if checked.whole != "intact" or checked.package is None:
            continue
        try:
            held = record.read(checked.package.members[record.NAME])
        except (KeyError, ValueError):
            continue
        if held.requested_url and held.source == "server" and held.verdict != "ERROR":
            found[held.requested_url] = file
    return found
