"""auto-archiver on the same pages, where it is on the machine with what it needs: a driver for the browser, a display,
ffmpeg. It takes no address of loopback, but a name for it."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.evidence.site import Site
from tools.apart import Missing

NEEDED = ("auto-archiver", "chromedriver", "ffmpeg")
INSTALL = "uv tool install auto-archiver; apt-get install chromium-driver xvfb ffmpeg"
PAGE_SECONDS = 60
STEP = re.compile(r'^(\S+ \S+) .*/r/(\d+)"\} (STARTED|DONE)', re.M)


@dataclass(frozen=True, slots=True)
class Archived:
    """A page: seconds, megabytes, posts in the document that was kept."""

    seconds: float
    megabytes: float
    posts: int


def archiver(site: Site, pages: Sequence[int], folder: Path) -> dict[int, Archived]:
    """The pages one after another; those it did not end are left out. Raises Missing, with what to install."""
    if lacking := [name for name in NEEDED if not shutil.which(name)]:
        raise Missing(f"{', '.join(lacking)} not installed ({INSTALL})")
    host = name()
    (folder / "urls.csv").write_text("\n".join(["url", *(site.url(f"/r/{page}", host) for page in pages)]))
    # JSON is YAML too.
    (folder / "settings.yaml").write_text(json.dumps(settings(folder)), encoding="utf-8")
    call = ["auto-archiver", "--config", str(folder / "settings.yaml")]
    with display() as shown, (folder / "said").open("w") as said, suppress(subprocess.TimeoutExpired):
        subprocess.run(
            call,
            cwd=folder,
            env={**os.environ, **shown},
            stdout=said,
            stderr=said,
            timeout=PAGE_SECONDS * len(pages),
        )
    told: dict[tuple[int, str], datetime] = {
        (int(page), step): datetime.fromisoformat(at)
        for at, page, step in STEP.findall((folder / "said").read_text(encoding="utf-8", errors="replace"))
    }
    return {
        page: Archived((told[page, "DONE"] - told[page, "STARTED"]).total_seconds(), *kept(folder, page))
        for page in pages
        if (page, "DONE") in told
    }


def settings(folder: Path) -> Mapping[str, Any]:
    """What it does with a page: document, picture, PDF, its images, their hashes."""
    return {
        "steps": {
            "feeders": ["csv_feeder"],
            "extractors": ["antibot_extractor_enricher"],
            "enrichers": ["hash_enricher"],
            "databases": ["console_db"],
            "storages": ["local_storage"],
            "formatters": ["html_formatter"],
        },
        "csv_feeder": {"files": [str(folder / "urls.csv")], "column": "url"},
        "antibot_extractor_enricher": {
            "save_to_pdf": True,
            "detect_auth_wall": False,
            "user_data_dir": str(folder / "browser"),
        },
        "hash_enricher": {"algorithm": "SHA-256"},
        "local_storage": {"save_to": str(folder / "kept"), "path_generator": "url"},
    }


def kept(folder: Path, page: int) -> tuple[float, int]:
    """Megabytes of a page, and the posts in the fullest document of it."""
    files = [file for file in (folder / "kept").glob(f"*-r-{page}/*") if file.is_file()]
    posts = (file.read_bytes().count(b"<article") for file in files if file.suffix == ".html")
    return sum(file.stat().st_size for file in files) / 1e6, max(posts, default=0)


def name() -> str:
    """A name that leads to this machine's loopback. Raises Missing."""
    for one in (socket.gethostname(), "localhost."):
        with suppress(OSError):
            if socket.gethostbyname(one) == "127.0.0.1":
                return one
    raise Missing("auto-archiver takes no address of loopback, and no name leads there")


@contextmanager
def display() -> Iterator[dict[str, str]]:
    """The display there is, or one of its own. Raises Missing."""
    if "DISPLAY" in os.environ:
        yield {}
        return
    if not shutil.which("Xvfb"):
        raise Missing(f"auto-archiver needs a display ({INSTALL})")
    call = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            yield {"DISPLAY": f":{server.stdout.readline().strip()}"}
        finally:
            server.terminate()
