"""Clocks, memory, tables and goals. Standard library only: OpenFisca's own environment uses it too."""

from __future__ import annotations

import gc
import os
import platform
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of several runs, by the clock on the wall and by the processor."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.wall)

    @property
    def middle(self) -> float:
        return median(self.wall)

    @property
    def data(self) -> dict[str, Any]:
        """For JSON; `times` reads it back."""
        return {"wall": self.wall, "cpu": self.cpu}

    def per(self, count: int) -> Timing:
        """The share of one of `count` equal parts."""
        return Timing(tuple(s / count for s in self.wall), tuple(s / count for s in self.cpu))


def times(*runs: Mapping[str, Any]) -> Timing:
    """The times of several runs together."""
    return Timing(tuple(s for run in runs for s in run["wall"]), tuple(s for run in runs for s in run["cpu"]))


def joined(runs: Iterable[Timing]) -> Timing:
    """The times of several runs together."""
    return times(*(run.data for run in runs))


def timed(
    call: Callable[[], object],
    runs: int,
    collect: bool = False,
    before: Callable[[], object] | None = None,
) -> Timing:
    """Call so often. What a call returns is dropped before the next one, outside the measured time; with `collect`,
    what stands in circles too. `before` is called before each, outside the measured time."""
    wall, cpu = [], []
    gc.collect()
    for _ in range(runs):
        if before:
            before()
        walls, cpus = time.perf_counter(), time.process_time()
        kept = call()
        cpu.append(time.process_time() - cpus)
        wall.append(time.perf_counter() - walls)
        del kept
        if collect:
            gc.collect()
    return Timing(tuple(wall), tuple(cpu))


# --- memory ----------------------------------------------------------------------------------------------------------


def peak_mib() -> float:
    """The most memory this process ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def held_mib() -> float:
    """The memory this process holds now; where the system does not say, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return peak_mib()
    return pages * resource.getpagesize() / 2**20


# --- what is printed -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Goal:
    """Something to stay under."""

    text: str
    value: float
    limit: float
    unit: str

    @property
    def met(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        value = f"{self.value:.0f}" if self.value >= 100 else f"{self.value:.3g}"
        met = "met" if self.met else "NOT MET"
        return f"goal  {self.text} <= {self.limit:g} {self.unit}: {value} {self.unit}, {met}"


@dataclass(slots=True)
class Report:
    """What one benchmark found. `faults`: results that had to be equal and are not; `missing`: what could not run."""

    name: str
    lines: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)
    goals: list[Goal] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, *lines: str) -> None:
        self.lines += lines

    def table(self, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table: the first column to the left, the others to the right."""
        cells = [list(head), *(list(row) for row in rows)]
        widths = [max(len(row[place]) for row in cells) for place in range(len(head))]
        for row in cells:
            first, *rest = (
                cell.ljust(width) if place == 0 else cell.rjust(width)
                for place, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            self.lines.append("  ".join(("", first, *rest)).rstrip())

    def text(self) -> str:
        ends = [f"FAULT {fault}" for fault in self.faults] + [f"left out: {what}" for what in self.missing]
        return "\n".join([f"== {self.name}", *self.lines, *map(str, self.goals), *ends, ""])


def ms(seconds: float) -> str:
    return f"{seconds * 1e3:.2f}"


def us(seconds: float) -> str:
    return f"{seconds * 1e6:.1f}"


def machine() -> str:
    """The machine, and how fast it is just now: a fixed loop tells runs on a busy machine apart."""
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    loop = timed(lambda: sum(range(1_000_000)), 9)
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"load average {load}; adding a million numbers takes {ms(min(loop.cpu))} ms"
    )
