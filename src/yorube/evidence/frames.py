"""Pages inside a page: whether each of them was shown whole.

A frame is not scrolled: what stands below its edge is on no picture, and pictures there may never be asked for. So a
frame that holds more than it shows makes a capture PARTIAL, and so does one that gives no answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from yorube.evidence.browser_pipe import BrowserError, Session

# Whether a frame shows all it holds. One of no size to speak of, as those that count visits, shows nothing.
WHOLE = """(() => {
  if (innerWidth < 50 || innerHeight < 50) return true;
  const high = Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0);
  const open = [...document.images].some(
    (image) => !(image.complete && image.naturalWidth) && image.getClientRects().length,
  );
  return !open && high <= innerHeight * 1.2;
})()"""
# A frame whose scripts never pause gives no answer.
ANSWER_SECONDS = 3.0


async def cut(page: Session, inside: Iterable[Session]) -> int:
    """How many frames of a page do not show all they hold. `inside`: the frames that have a session of their own."""
    count = 0
    for session in (page, *inside):
        with suppress(BrowserError):  # a frame that is gone is no part of the page any more
            tree = (await session.send("Page.getFrameTree"))["frameTree"]
            for frame in below(tree) if session is page else (tree, *below(tree)):
                count += not await whole(session, frame["frame"]["id"])
    return count


def below(tree: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The frames inside one, at every depth."""
    for inner in tree.get("childFrames", ()):
        yield inner
        yield from below(inner)


async def whole(session: Session, frame: str) -> bool:
    """Whether a frame shows all it holds. Raises BrowserError where it is gone."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            world = await session.send("Page.createIsolatedWorld", frameId=frame, worldName="yorube")
            got = await session.send(
                "Runtime.evaluate",
                expression=WHOLE,
                contextId=world["executionContextId"],
                returnByValue=True,
            )
    except TimeoutError:
        return False
    return got["result"].get("value") is True
