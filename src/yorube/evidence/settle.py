"""A page brought to its end: scrolled, waited for, and asked what it holds, until nothing changes any more.

Waiting hangs on what the network and the page do, not on a fixed time, so that a busy machine makes a capture slower
and not shorter.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yorube.evidence.browser_pipe import BrowserError, Session
from yorube.evidence.network import Recorder

# What must not change; the address of a page may (a mark behind `#`).
HELD = ("height", "posts", "images", "loaded", "pending")
# Unchanged so often, each time after so long a silence; longer for a page that grew while it was scrolled.
CHECKS = 2
QUIET = 0.12
QUIET_GROWN = 0.5
# One call into the page lasts no longer, so that a deadline is kept.
PASS_SECONDS = 5.0
DECODE_SECONDS = 5.0
CALL_SECONDS = 15.0


class Gone(Exception):
    """The page went elsewhere or crashed while it was looked at."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the page held at the end. `why`: what stopped it before it came to rest; nothing where it did."""

    state: Mapping[str, Any]
    why: tuple[str, ...]


@cache
def script() -> str:
    return files("yorube.evidence").joinpath("settle.js").read_text(encoding="utf-8")


class Looking:
    """Calls into a page, in a world beside its own scripts."""

    def __init__(self, page: Session, frame: str) -> None:
        self._page = page
        self._frame = frame
        self._world: int | None = None

    async def call(self, expression: str) -> Any:
        """What an expression comes to. A page that went elsewhere meanwhile is entered again once. Raises Gone."""
        for _ in range(3):
            try:
                return await self._call(expression)
            except BrowserError:
                self._world = None
        raise Gone

    async def _call(self, expression: str) -> Any:
        if self._world is None:
            made = await self._page.send("Page.createIsolatedWorld", frameId=self._frame, worldName="yorube")
            self._world = made["executionContextId"]
            await self._run(script())
        return await self._run(expression)

    async def _run(self, expression: str) -> Any:
        got = await self._page.send(
            "Runtime.evaluate",
            expression=expression,
            contextId=self._world,
            awaitPromise=True,
            returnByValue=True,
        )
        if "exceptionDetails" in got:
            raise BrowserError(got["exceptionDetails"]["text"])
        return got["result"].get("value")


async def settle(look: Looking, recorder: Recorder, deadline: float, tallest: int) -> Settled:
    """Scrolls a page until it rests at its end. Raises Gone, TimeoutError."""
    same, grown, before = 0, False, await look.call("settle.state()")
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or recorder.over or recorder.crashed:
            break
        state = await look.call(f"settle.down({min(left, PASS_SECONDS) * 1000:.0f}, {tallest})")
        if state["height"] > tallest:
            return Settled(state, ("too_tall",))
        grown = grown or state["posts"] > before["posts"] or state["height"] > before["height"] * 1.2
        quiet = await recorder.quiet(QUIET_GROWN if grown else QUIET, deadline)
        state = await look.call("settle.state()")
        still = quiet and held(state) == held(before) and not state["pending"]
        same = same + 1 if still else 0
        before = state
        if same >= CHECKS:
            return Settled(state, ())
    return Settled(before, (recorder.over or ("crashed" if recorder.crashed else "scroll_timeout"),))


def held(state: Mapping[str, Any]) -> tuple[Any, ...]:
    """What of a state must be the same for a page to be at rest."""
    return tuple(state[key] for key in HELD)
