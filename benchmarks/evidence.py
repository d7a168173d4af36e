"""Evidence: checking a package of 40 MB and of 1 GB, the court's paper of a page of 22 sheets, and a time stamp."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from cryptography.x509 import load_pem_x509_certificates
from PIL import Image

from benchmarks.measure import Goal, Report, Timing, ms, peak_mib, timed
from tests.seal.authority import Keys
from yorube.evidence.checking import answers
from yorube.evidence.exhibit import Wanted, exhibit
from yorube.evidence.files import Said, sealed
from yorube.seal import manifest, stamp

MEGABYTE = 1_000_000
URL = "https://x.com/example_1/status/1382350606417817604"
# Seconds, megabytes, milliseconds: 7h of the study of what others need.
SMALL, LARGE, PAPER, PAPER_SIZE, STAMP = 0.4, 5.0, 2.5, 9.0, 3.0
WIDTH, HEIGHT, SHEETS = 1280, 38_600, 22
HELD = 400.0


def run(quick: bool) -> Report:
    report = Report("evidence: packages checked, the court's paper")
    with TemporaryDirectory() as folder:
        room = Path(folder)
        checked(report, room, 40, SMALL, 3 if quick else 7)
        if not quick:
            checked(report, room, 1000, LARGE, 3)
        paper(report, room, 1 if quick else 5)
        stamps(report, room, 20 if quick else 200)
    return report


def checked(report: Report, room: Path, size: int, limit: float, runs: int) -> None:
    """A package with one file of so many megabytes, as `yorube verify` checks it."""
    film, out = room / "film", room / "package.zip"
    block = os.urandom(MEGABYTE)
    with film.open("wb") as file:
        for _ in range(size):
            file.write(block)
    made = timed(lambda: sealing(film, out), 1)
    film.unlink()
    found = timed(lambda: answers(out), runs)
    if answers(out).status:
        report.faults.append(f"a package of {size} MB is not intact")
    out.unlink()
    report.add(
        f"seal {size} MB: {made.middle:.2f} s; verify: {found.middle:.2f} s",
        f"most memory: {peak_mib():.0f} MiB",
    )
    report.figures[f"verify {size} MB"] = found.data
    report.goals.append(Goal(f"verify {size} MB, processor", least(found), limit, "s"))
    report.goals.append(Goal(f"memory after a package of {size} MB", peak_mib(), HELD, "MiB"))


def sealing(film: Path, out: Path) -> None:
    with out.open("wb") as file:
        sealed([film], "no", Said(), datetime.now(UTC)).write_to(file)


def paper(report: Report, room: Path, runs: int) -> None:
    """A picture as tall as an endless feed, with photographs in it."""
    tall(room / "page.png")
    out = room / "page.zip"
    sealing_page = sealed([room / "page.png"], "no", Said(url=URL), datetime.now(UTC))
    out.write_bytes(sealing_page.data)
    found = answers(out)
    kept: list[bytes] = []

    def printed() -> None:
        ((_, data),) = exhibit(found, "no", Wanted(number="甲1")).files
        kept[:] = [data]

    printed()
    taken = timed(printed, runs)
    done = subprocess.run(["pdfinfo", "-"], input=kept[0], capture_output=True, check=True, text=False)
    sheets = next(int(line.split()[1]) for line in done.stdout.splitlines() if line.startswith(b"Pages:"))
    size = len(kept[0]) / MEGABYTE
    report.add(f"exhibit of {HEIGHT} points: {sheets} sheets, {taken.middle:.2f} s, {size:.1f} MB")
    report.figures["exhibit"] = {**taken.data, "sheets": sheets, "megabytes": size}
    if sheets < SHEETS:
        report.faults.append(f"{sheets} sheets, where {SHEETS} were to be measured")
    report.goals.append(Goal(f"exhibit of {sheets} sheets, processor", least(taken), PAPER, "s"))
    report.goals.append(Goal(f"exhibit of {sheets} sheets", size, PAPER_SIZE, "MB"))


def tall(path: Path) -> None:
    """Text-like lines and 40 pictures, the same in every run."""
    random = Random(1)
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for number in range(40):
        small = Image.frombytes("RGB", (48, 32), random.randbytes(48 * 32 * 3))
        photo = small.resize((720, 480), Image.Resampling.BICUBIC)
        noise = Image.frombytes("L", (240, 160), random.randbytes(240 * 160)).resize(photo.size)
        photo = Image.blend(photo, Image.merge("RGB", (noise, noise, noise)), 0.18)
        page.paste(photo, (280, number * 960))
        for line in range(20):
            for at in range(280, 280 + random.randrange(200, 700), 14):
                top = number * 960 + 500 + line * 22
                page.paste("#222", (at, top, at + random.randrange(2, 11), top + random.randrange(6, 14)))
    page.save(path, "PNG", compress_level=1)


def stamps(report: Report, room: Path, runs: int) -> None:
    """A reply of a real authority checked against its root."""
    keys = Keys.make(room / "authority", "one")
    package = sealed([room / "page.png"], "no", Said(), datetime.now(UTC)).package
    data = package.members[manifest.NAME]
    (room / "m").write_bytes(data)
    asked = ["openssl", "ts", "-query", "-data", room / "m", "-sha256", "-cert"]
    request = subprocess.run([*map(str, asked)], capture_output=True, check=True).stdout
    reply = keys.reply(request)
    roots = load_pem_x509_certificates(keys.root)
    found = timed(lambda: stamp.check(reply, data, roots), runs)
    report.add(f"a time stamp checked: {ms(found.middle)} ms")
    report.figures["stamp"] = found.data
    report.goals.append(Goal("a time stamp checked, processor", least(found) * 1000, STAMP, "ms"))


def least(found: Timing) -> float:
    """The processor's time of the quietest run."""
    return min(found.cpu)
