"""`yorube consult` from cold: a new process, with the compiled rulebook at hand and without."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import yorube
from benchmarks.consult import CASES
from benchmarks.measure import Goal, Report, Timing, ms

LIMIT = 500.0


def run(quick: bool) -> Report:
    report = Report("cold: yorube consult FILE, a new process each time")
    runs = 2 if quick else 10
    with TemporaryDirectory() as folder:
        package = Path(folder) / "yorube"
        shutil.copytree(Path(yorube.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
        once(folder)  # compiles the code and the rulebook
        compiled = Timing(*zip(*(once(folder) for _ in range(runs)), strict=True))
        fresh = Timing(*zip(*(once(folder, package) for _ in range(runs)), strict=True))
    report.add(f"  {runs} runs each, milliseconds; the processor's time is that of the new process")
    report.table(
        ("", "processor", "least", "wall", "least"),
        [
            (name, *(ms(s) for s in (median(one.cpu), min(one.cpu), one.middle, one.least)))
            for name, one in (("compiled rulebook there", compiled), ("compiled rulebook absent", fresh))
        ],
    )
    report.figures |= {"compiled": compiled.data, "absent": fresh.data}
    report.goals += [
        Goal("from cold, compiled rulebook there", median(compiled.cpu) * 1e3, LIMIT, "ms"),
        Goal("from cold, compiled rulebook absent", median(fresh.cpu) * 1e3, LIMIT, "ms"),
    ]
    return report


def once(folder: str, without: Path | None = None) -> tuple[float, float]:
    """Seconds of one call, on the wall and of the processor; `without`: the rulebook of this package not compiled."""
    for kept in without.glob("rulebook/__pycache__/rulebook-*") if without else ():
        kept.unlink()
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | {
        "PYTHONPATH": folder
    }
    command = [sys.executable, "-m", "yorube.cli", "consult", str(min(CASES.glob("*.report.toml")))]
    before, start = used(), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment, cwd=folder)
    return time.perf_counter() - start, used() - before


def used() -> float:
    """The processor's time of all processes started here that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
