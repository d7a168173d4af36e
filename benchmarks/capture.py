"""Captures: ten pages beside plain Playwright, and many at once, all held against what the pages are known to hold.

The pages are those of the tests, from a server of its own. Plain Playwright makes the same views and an archive of the
same answers, with the fixed waits scripts usually have. auto-archiver runs where it is on the machine; where it is not,
that is said with how to install it.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.capture_archiver import archiver
from benchmarks.measure import ROOT, Goal, Report, held_mib
from tests.evidence.capturing import NO_SANDBOX, chromium, setup
from tests.evidence.site import HOLDS, TEN, Site, kind, photograph, serving
from tools.apart import Missing, py_wacz
from yorube.evidence import batch
from yorube.evidence.browser import started
from yorube.evidence.browser_memory import members, own
from yorube.evidence.capture import capture
from yorube.seal.package import read

# Seconds a page by the clock on the wall; megabytes and the processor's seconds a page in the mean.
SECONDS = {"post": 2.0, "board": 5.0, "timeline": 6.0, "feed": 8.0}
MEGABYTES, PROCESSOR = 15.0, 3.5
MANY = 500
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was captured: seconds, megabytes, posts and pictures kept, what was said of it."""

    kind: str
    seconds: float
    megabytes: float
    posts: int
    images: int
    verdict: str

    @property
    def whole(self) -> bool:
        """Whether everything the page holds was kept."""
        posts, photographs = HOLDS[self.kind]
        return (self.posts, self.images) == (posts, posts + photographs)


def group(process: int) -> float:
    """The processor's seconds of a process, its group, and what they have waited for."""
    total = 0
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == process:
            total += sum(map(int, fields[11:15]))
    return total / TICKS


def children() -> Iterator[int]:
    """The processes that this one started and that still run."""
    for file in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = file.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == os.getpid():
            yield int(file.parent.name)


async def ours(site: Site, pages: Sequence[int], folder: Path) -> tuple[list[Page], float]:
    """The pages one after another; the processor's seconds of all of it."""
    how, found = setup(site), []
    before = time.process_time()
    known = set(children())
    async with started(chromium(), unsafe_test_flags=NO_SANDBOX) as browser:
        (process,) = set(children()) - known
        for page in pages:
            begin = time.perf_counter()
            made = await capture(
                site.url(f"/r/{page}"), browser, image="no", bounds=how.bounds, network=how.network
            )
            done = await asyncio.to_thread(batch.kept, made.record.requested_url or "", made, folder, ())
            assert done.file is not None
            counted = made.record.counters
            found.append(
                Page(
                    kind(page),
                    time.perf_counter() - begin,
                    done.file.stat().st_size / 1e6,
                    counted["posts"],
                    counted["images"]["loaded"],
                    made.record.verdict,
                )
            )
        spent = group(process)
    return found, spent + time.process_time() - before


def plain(site: Site, pages: Sequence[int], folder: Path) -> tuple[list[Page], float]:
    """The same by a script of plain Playwright, in a process of its own."""
    call = [sys.executable, "-m", "benchmarks.capture_plain", chromium(), site.url(""), str(folder)]
    done = subprocess.run([*call, *map(str, pages)], cwd=ROOT, capture_output=True, text=True, check=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return [Page(**row) for row in told["pages"]], told["cpu"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """Many captures, two at once: how many were whole, short and said so, short and did not, lost; what was held after
    the first tenth and at the end; open files more than before, and files left, when all was over."""

    whole: int
    short: int
    silent: int
    lost: int
    each: float
    early: Held
    late: Held
    opened: int
    left: int

    def faults(self) -> Iterator[str]:
        """What must not be."""
        for name in ("short", "silent", "lost"):
            if count := getattr(self, name):
                yield f"{count} of many captures {FAULTS[name]}"
        if self.opened > 0:
            yield f"{self.opened} files were left open"
        if self.left:
            yield f"{self.left} files and folders were left"


FAULTS = {"short": "short", "silent": "short without saying so", "lost": "lost"}


@dataclass(frozen=True, slots=True)
class Held:
    """What is held at a moment: megabytes here and in the browsers."""

    here: float
    browsers: float

    @classmethod
    def now(cls) -> Held:
        groups = [os.getpgid(child) for child in children()]
        inside = sum(own(process) for group in groups for process in members(group))
        return cls(held_mib(), inside / 2**20)


def opened() -> int:
    """How many files and connections are open."""
    return len(list(Path("/proc/self/fd").iterdir()))


@contextmanager
def temporary(room: Path) -> Iterator[None]:
    """What asks for a temporary folder is given one in here."""
    room.mkdir()
    before, tempfile.tempdir = tempfile.tempdir, str(room)
    try:
        yield
    finally:
        tempfile.tempdir = before


def many(site: Site, count: int, folder: Path) -> Many:
    """So many short feeds, two at once."""
    found = dict.fromkeys(("whole", "short", "silent", "lost"), 0)
    held: list[Held] = []

    async def work() -> None:
        urls = [site.url(f"/m/{number}") for number in range(count)]
        async for done in batch.captures(urls, folder, "no", setup(site), 2):
            found[outcome(done)] += 1
            if done.file is not None:
                done.file.unlink()
            if (over := sum(found.values())) in (count // 10, count - 1):
                held.append(Held.now())
            if over % 50 == 0:
                print(f"  {over} of {count}: {found}", file=sys.stderr, flush=True)

    before, begin = opened(), time.perf_counter()
    with temporary(folder / "temporary"):
        asyncio.run(work())
    each = (time.perf_counter() - begin) / count
    left = len([*(folder / "temporary").iterdir(), *folder.glob("EV-*")])
    return Many(**found, each=each, early=held[0], late=held[-1], opened=opened() - before, left=left)


def outcome(done: batch.Done) -> str:
    """What became of a short feed."""
    if done.record is None:
        return "lost"
    said, held = done.record.verdict == "COMPLETE", done.record.counters["posts"] == 60
    return "whole" if said and held else "silent" if said else "short"


def archiver_lines(site: Site, pages: Sequence[int], folder: Path) -> Iterator[str]:
    """What auto-archiver made of the pages, or why it did not run."""
    room = folder / "archiver"
    room.mkdir()
    try:
        found = archiver(site, pages, room)
    except Missing as error:
        yield f"auto-archiver was left out: {error}"
        return
    for page in pages:
        if one := found.get(page):
            posts = f"{one.posts} of {HOLDS[kind(page)][0]} posts"
            yield f"auto-archiver, {kind(page)} {page}: {one.seconds:.2f} s, {one.megabytes:.1f} MB, {posts}"
        else:
            yield f"auto-archiver, {kind(page)} {page}: did not end"


def accepted(folder: Path) -> tuple[str, list[str]]:
    """What py-wacz says of the archives of the packages in a folder, or that it did not run; those it refuses."""
    try:
        wacz = py_wacz()
    except Missing as missing:
        return f"left out: {missing}", []
    refused, packages = [], sorted(folder.glob("EV-*.zip"))
    for package in packages:
        archive = folder / "capture.wacz"
        archive.write_bytes(read(package).members["capture.wacz"])
        if subprocess.run([wacz, "validate", "-f", str(archive)], capture_output=True).returncode:
            refused.append(f"py-wacz refuses the archive of {package.name}")
    return f"py-wacz accepts {len(packages) - len(refused)} of {len(packages)} archives", refused


def run(quick: bool) -> Report:
    """What captures cost, and whether anything is lost."""
    report = Report("capture: the ten pages, and many at once")
    pages = (0, 20, 35, 45) if quick else TEN
    count = 20 if quick else MANY
    for number in range(40):  # what the site serves is made before anything is measured
        photograph(number)
    with serving() as site, TemporaryDirectory() as room:
        found, spent = asyncio.run(ours(site, pages, Path(room)))
        wacz, refused = accepted(Path(room))
        beside, beside_spent = plain(site, pages, Path(room))
        archived = list(archiver_lines(site, pages, Path(room)))
    with serving() as site, TemporaryDirectory() as room:
        soak = many(site, count, Path(room))
    report.table(
        ["page", "yorube s", "MB", "playwright s", "MB", "posts", "of"],
        [
            [
                f"{one.kind} {number}",
                f"{one.seconds:.2f}",
                f"{one.megabytes:.1f}",
                f"{other.seconds:.2f}",
                f"{other.megabytes:.1f}",
                f"{one.posts}/{other.posts}",
                str(HOLDS[one.kind][0]),
            ]
            for number, one, other in zip(pages, found, beside, strict=True)
        ],
    )
    report.add(
        f"processor: {spent / len(pages):.2f} s a page; plain Playwright {beside_spent / len(pages):.2f} s",
        wacz,
        *archived,
        f"{count} short feeds two at once: {soak.each:.2f} s each, {soak.whole} whole, {soak.short} short, "
        f"{soak.silent} short without saying so, {soak.lost} lost",
        f"held after a tenth and at the end: {soak.early.here:.0f} and {soak.late.here:.0f} MiB here, "
        f"{soak.early.browsers:.0f} and {soak.late.browsers:.0f} MiB in the browsers, "
        f"{soak.opened} more open files and {soak.left} files left when it was over",
    )
    for name, limit in SECONDS.items():
        seconds = [one.seconds for one in found if one.kind == name]
        report.goals.append(Goal(f"{name}, on the wall", median(seconds), limit, "s"))
    report.goals.append(Goal("processor, a page", spent / len(pages), PROCESSOR, "s"))
    report.goals.append(Goal("storage, a page", mean(one.megabytes for one in found), MEGABYTES, "MB"))
    report.faults += [
        f"page {n} is not whole: {one}" for n, one in zip(pages, found, strict=True) if not one.whole
    ]
    report.faults += [*refused, *soak.faults()]
    report.figures = {
        "pages": [one.seconds for one in found],
        "playwright": [one.seconds for one in beside],
        "processor": spent,
        "playwright_processor": beside_spent,
        "many": {"count": count, **asdict(soak)},
    }
    return report
