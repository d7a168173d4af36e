"""Documents: a paper of three pages and a list of 200 posts, as PDF and as DOCX, beside LibreOffice's conversion."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.cold import used
from benchmarks.measure import ROOT, Goal, Report, Timing, joined, ms, timed, times
from yorube.document import (
    Block,
    Document,
    Field,
    Heading,
    Item,
    Line,
    Paragraph,
    Signature,
    Table,
    Title,
    docx,
    pdf,
)

COLD, WARM, DOCX, MANY = 250.0, 60.0, 50.0, 500.0
POSTS = 200
# The first call of a new process, with loading this room, its library and the fonts. Starting the interpreter and
# the other rooms is not measured here.
FIRST = """
import json, time, yorube
start = time.perf_counter(), time.process_time()
from yorube.document import {writer}
loaded = time.perf_counter(), time.process_time()
from benchmarks.document import paper
made = paper(1)
again = time.perf_counter(), time.process_time()
{writer}(made)
end = time.perf_counter(), time.process_time()
wall, cpu = (loaded[n] - start[n] + end[n] - again[n] for n in (0, 1))
print(json.dumps({{"wall": [wall], "cpu": [cpu]}}))
"""


def paper(number: int) -> Document:
    """A complaint of three pages; no two numbers give the same text, so that nothing is only remembered."""
    said = f"被告訴人は、第{number}の投稿において、告訴人が事実に反する行為をしたと、多数の人が読める場所に書きました。"
    blocks: list[Block] = [
        Title("告訴状"),
        Line("令和8年11月22日", "right"),
        Heading("当事者"),
        Field("氏名", f"山田　太郎（{number}）"),
        Field("URL", f"https://example.com/{'a' * 80}/{number}"),
        Item(1, "告訴の趣旨"),
        *(Item(2, said * 2) for _ in range(4)),
        Item(1, "告訴の事実"),
        *(block for n in range(12) for block in (Item(2, f"{n}番目の投稿"), Paragraph(said))),
        Signature("令和8年11月22日", "山田　太郎"),
    ]
    return Document("告訴状", "ja", tuple(blocks), "court")


def posts(number: int) -> Document:
    """A list of many posts with their texts."""
    rows = tuple(
        (
            f"{n}",
            f"https://x.com/i/status/{number:04d}{n:015d}",
            f"{number}-{n} " + "事実ではないことが書かれています。" * 4,
        )
        for n in range(1, POSTS + 1)
    )
    return Document(
        "投稿記事目録", "ja", (Title("投稿記事目録"), Table((15, 60, 85), ("番号", "URL", "内容"), rows))
    )


def run(quick: bool) -> Report:
    report = Report("document: papers as PDF and DOCX")
    runs = 3 if quick else 20
    found = {
        "PDF, first of a process": first("pdf", 2 if quick else 10),
        "PDF": again(pdf, paper, runs),
        f"PDF, {POSTS} posts": again(pdf, posts, max(3, runs // 4)),
        "DOCX, first of a process": first("docx", 2 if quick else 10),
        "DOCX": again(docx, paper, runs),
        f"DOCX, {POSTS} posts": again(docx, posts, max(3, runs // 4)),
    }
    if office := shutil.which("soffice"):
        found["LibreOffice: DOCX to PDF"] = converted(office, 1 if quick else 5)
    else:
        report.missing.append("LibreOffice's conversion: soffice is not installed")
    report.add(
        f"  {runs} runs, a new text each time; milliseconds. LibreOffice: a new process, the same paper."
    )
    report.table(
        ("", "processor", "least", "wall", "least"),
        [
            (name, *(ms(s) for s in (median(one.cpu), min(one.cpu), one.middle, one.least)))
            for name, one in found.items()
        ],
    )
    report.figures |= {name: one.data for name, one in found.items()}
    limits = {"PDF, first of a process": COLD, "PDF": WARM, "DOCX": DOCX}
    limits |= {f"PDF, {POSTS} posts": MANY, f"DOCX, {POSTS} posts": MANY}
    report.goals += [Goal(name, median(found[name].cpu) * 1e3, limit, "ms") for name, limit in limits.items()]
    return report


def again(write: Callable[[Document], bytes], make: Callable[[int], Document], runs: int) -> Timing:
    """After the first: each run a document that was not written before."""
    documents = map(make, count())
    write(next(documents))
    return joined(timed(partial(write, next(documents)), 1) for _ in range(runs))


def first(writer: str, runs: int) -> Timing:
    """The first document of a new process."""
    command = [sys.executable, "-c", FIRST.format(writer=writer)]
    done = (subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout for _ in range(runs))
    return joined(times(json.loads(said)) for said in done)


def converted(office: str, runs: int) -> Timing:
    """LibreOffice makes a PDF of our DOCX."""
    with TemporaryDirectory() as folder:
        Path(folder, "paper.docx").write_bytes(docx(paper(1)))
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--norestore", "--convert-to", "pdf", "paper.docx"]
        wall, cpu = [], []
        for _ in range(runs + 1):  # the first makes the profile
            before, start = used(), time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, cwd=folder)
            wall.append(time.perf_counter() - start)
            cpu.append(used() - before)
    return Timing(tuple(wall[1:]), tuple(cpu[1:]))
