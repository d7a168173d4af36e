"""The benchmark of captures beside others: what is not on the machine is said on one line, what is lost is a fault."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks import capture
from benchmarks.capture import Held, Many, archiver_lines
from tests.evidence.site import Site
from tools.apart import Missing

SAYS = """\
#!{python}
import json, pathlib, sys
urls = pathlib.Path("urls.csv").read_text().split()[1:]
for number, url in enumerate(urls):
    room = pathlib.Path("kept", url.replace("/", "-"))
    room.mkdir(parents=True)
    (room / "page.html").write_text("<article>" * 20)
    said = json.dumps({{"trace": "1", "url": url}})
    print(f"2026-11-22 16:15:1{{number}}.500 | INFO     | started:13 | {{said}} STARTED Metadata()")
    print(f"2026-11-22 16:15:2{{number}}.000 | SUCCESS  | done:23 | {{said}} DONE Metadata()" if number == 0 else "")
"""


def test_where_others_cannot_be_had_one_line_each_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    def missing() -> Path:
        raise Missing("py-wacz cannot be installed (is there a network?): no route")

    monkeypatch.setattr(capture, "py_wacz", missing)
    monkeypatch.setenv("PATH", str(tmp_path))
    (line,) = archiver_lines(Site(1), (0, 45), tmp_path)
    assert line.startswith("auto-archiver was left out")
    assert "uv tool install auto-archiver" in line
    assert capture.accepted(tmp_path) == (
        "left out: py-wacz cannot be installed (is there a network?): no route",
        [],
    )


def test_what_auto_archiver_kept_and_what_it_did_not_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for name in ("auto-archiver", "chromedriver", "ffmpeg"):
        (tmp_path / name).write_text(SAYS.format(python=sys.executable))
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":1")
    assert list(archiver_lines(Site(1), (45, 0), tmp_path)) == [
        "auto-archiver, feed 45: 9.50 s, 0.0 MB, 20 of 120 posts",
        "auto-archiver, post 0: did not end",
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({}, ""),
        ({"lost": 1}, "1 of many captures lost"),
        ({"short": 2}, "2 of many captures short"),
        ({"silent": 1}, "without saying so"),
        ({"opened": 3}, "3 files were left open"),
        ({"left": 1}, "1 files and folders were left"),
    ],
    ids=str,
)
def test_what_many_captures_lose_or_leave_is_a_fault(changes: dict[str, int], says: str):
    held = Held(here=50, browsers=400)
    counts = {"short": 0, "silent": 0, "lost": 0, "opened": 0, "left": 0, **changes}
    faults = list(Many(whole=20, each=1.0, early=held, late=held, **counts).faults())
    assert len(faults) == bool(says)
    assert says in "".join(faults)
