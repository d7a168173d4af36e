"""A frame that gives no answer is not whole; one that is gone is no part of the page."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from yorube.evidence import frames
from yorube.evidence.browser_pipe import BrowserError, Session


class Silent:
    """A session with one frame whose scripts never pause."""

    async def send(self, method: str, **params: Any) -> Any:
        if method == "Page.getFrameTree":
            return {"frameTree": {"frame": {"id": "top"}, "childFrames": [{"frame": {"id": "inner"}}]}}
        if method == "Page.createIsolatedWorld":
            assert params["frameId"] == "inner"  # the page itself is looked at elsewhere
            return {"executionContextId": 1}
        return await asyncio.Event().wait()


class Gone:
    async def send(self, method: str, **params: Any) -> Any:
        raise BrowserError("Session with given id not found.")


def test_a_frame_without_an_answer_is_not_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "ANSWER_SECONDS", 0.01)
    assert asyncio.run(frames.cut(cast(Session, Silent()), [])) == 1


def test_a_frame_that_is_gone_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "ANSWER_SECONDS", 0.01)
    assert asyncio.run(frames.cut(cast(Session, Silent()), [cast(Session, Gone())])) == 1
