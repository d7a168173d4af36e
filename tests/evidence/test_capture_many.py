"""Many captures at once, none of them silently short: what is not whole says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evidence.capturing import captured, setup
from tests.evidence.site import serving
from yorube.seal import verify

POSTS = 60


def run(count: int, folder: Path) -> None:
    with serving() as site:
        made = captured([site.url(f"/m/{number}") for number in range(count)], folder, setup(site), 2)
    assert len(made) == count
    for one in made.values():
        assert one.record is not None, one.lost
        counted = one.record.counters
        # Short and said to be complete is the one thing that must never happen; on loopback none may be short at all.
        assert (one.record.verdict, counted["posts"]) == ("COMPLETE", POSTS), (
            one.url,
            one.record.why,
            counted,
        )
        assert one.file is not None
        assert verify(one.file).whole == "intact"
    assert len({one.file for one in made.values()}) == count


def test_twenty_captures_two_at_a_time_lose_nothing(tmp_path: Path):
    run(20, tmp_path)


@pytest.mark.long
def test_two_hundred_captures_two_at_a_time_lose_nothing(tmp_path: Path):
    run(200, tmp_path)
