"""How much memory a browser holds, and an end to a page that wants all of the machine's."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

LOOK_SECONDS = 0.1
# What is the process's own, and what it shares with others of the browser; not the program itself.
OWN = ("RssAnon:", "RssShmem:")


@asynccontextmanager
async def bounded(group: int, most: int, over: Callable[[], None]) -> AsyncIterator[None]:
    """Looks at the memory of a group of processes for as long as one needs it. Where they hold more bytes than that
    together, the largest of them is ended, and `over` is called; each time."""
    looking = asyncio.create_task(look(group, most, over))
    try:
        yield
    finally:
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def look(group: int, most: int, over: Callable[[], None]) -> None:
    while True:
        await asyncio.sleep(LOOK_SECONDS)
        held = {process: own(process) for process in members(group)}
        if sum(held.values()) > most:
            with suppress(ProcessLookupError):
                os.kill(max(held, key=held.__getitem__), signal.SIGKILL)
            over()


def members(group: int) -> list[int]:
    """The processes of a group. Only Linux says who they are; elsewhere there are none."""
    found = []
    with suppress(FileNotFoundError):
        for name in filter(str.isdigit, os.listdir("/proc")):  # noqa: PTH208  (asked often: a path for each is dear)
            with suppress(ProcessLookupError):
                if os.getpgid(int(name)) == group:
                    found.append(int(name))
    return found


def own(process: int) -> int:
    """The bytes of memory that a process holds; nothing when it is over."""
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(OWN))
