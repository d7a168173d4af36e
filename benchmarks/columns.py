"""Columns: 22 formulas over a million posts beside OpenFisca, and the rulebook's own grounds over a million reports."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.measure import Goal, Report, Timing, ms, times
from benchmarks.process import call
from tools.apart import Missing, openfisca

WORKER, MODEL = "benchmarks.worker", "benchmarks.openfisca_model"
FORMULAS = 22
TOLD = 70  # per cent
MEMORY = 200.0
# Rows, runs in each process, processes.
FULL, QUICK = (1_000_000, 5, 3), (20_000, 2, 1)
Runs = Sequence[Mapping[str, Any]]


def run(quick: bool) -> Report:
    rows, runs, rounds = QUICK if quick else FULL
    report = Report(f"columns: {FORMULAS} formulas and the rulebook's grounds over {rows:,} rows")
    try:
        theirs = openfisca()
    except Missing as missing:
        theirs = None
        report.missing.append(str(missing))
    found: dict[str, list[dict[str, Any]]] = {}
    for _ in range(rounds):  # one after the other, so that all meet the same minutes
        if theirs:
            found.setdefault("OpenFisca", []).append(call(theirs, MODEL, "columns", rows, runs))
        found.setdefault("Yorube", []).append(call(sys.executable, WORKER, "columns", rows, runs, 100))
        unknown = call(sys.executable, WORKER, "columns", rows, runs, TOLD)
        found.setdefault(f"Yorube, {100 - TOLD} % unknown", []).append(unknown)
    report.figures["formulas"] = found
    agree(report, found)
    table(report, found, rows)
    if theirs:
        ours, other = (least(found[name], "evaluate") for name in ("Yorube", "OpenFisca"))
        report.goals.append(Goal("columns, per rule, against OpenFisca", ours / other, 1, "times its time"))
    one(report, theirs, 20 if quick else 200)
    grounds(report, rows, 1 if quick else 2)
    memory = max(run["over_mib"] for name, several in found.items() for run in several if "Yorube" in name)
    report.goals.append(Goal("memory over the input, formulas", memory, MEMORY, "MiB"))
    report.goals.append(
        Goal("memory over the input, grounds", report.figures["grounds"]["over_mib"], MEMORY, "MiB")
    )
    return report


def agree(report: Report, found: Mapping[str, Runs]) -> None:
    """With everything known both engines give the same for every row; columns give the same as one at a time."""
    sums = {
        (run["formulas"], run["desks"], run["digest"])
        for name in ("Yorube", "OpenFisca")
        for run in found.get(name, ())
    }
    if len(sums) != 1:
        report.faults.append(f"the engines do not agree: {sums}")
    (formulas, desks, digest), *_ = sorted(sums)
    if formulas != FORMULAS:
        report.faults.append(f"{formulas} formulas, not {FORMULAS}")
    for name, several in found.items():
        if any(run.get("differ") for run in several):
            report.faults.append(f"{name}: columns differ from one at a time")
    if any(run["unknown"] for run in found["Yorube"]):
        report.faults.append("something is unknown though everything was told")
    same = "the same from both engines" if "OpenFisca" in found else "OpenFisca was not asked"
    report.add(f"  everything told: summed desk codes {desks:,}, digest of all results {digest}: {same}")


def table(report: Report, found: Mapping[str, Runs], rows: int) -> None:
    """Building and evaluating, the least of all runs."""
    report.add("  least of all runs; build: from arrays to what the engine works on; ms of the processor")
    report.table(
        ("engine", "build", "evaluate", "(wall)", "ns a rule a row", "MiB over the input", "results unknown"),
        [
            (
                name,
                ms(least(several, "build")),
                ms(least(several, "evaluate")),
                ms(times(*(run["evaluate"] for run in several)).least),
                f"{least(several, 'evaluate') / FORMULAS / rows * 1e9:.2f}",
                f"{max(run['over_mib'] for run in several):.0f}",
                f"{several[0].get('unknown', 0):.0%}",
            )
            for name, several in found.items()
        ],
    )


def least(several: Runs, what: str) -> float:
    return min(times(*(run[what] for run in several)).cpu)


def one(report: Report, theirs: Any, runs: int) -> None:
    """One post: everything set and worked out, without and with the trace."""
    found = {"Yorube": call(sys.executable, WORKER, "one", max(3, runs // 20))}
    if theirs:
        found["OpenFisca"] = call(theirs, MODEL, "one", runs)
    report.figures["one"] = found
    report.add(f"  one post, {FORMULAS} formulas, inputs set and all worked out; ms of the processor, least")
    timings: dict[str, tuple[Timing, Timing]] = {
        name: (times(run["plain"]), times(run["traced"])) for name, run in found.items()
    }
    report.table(
        ("engine", "plain", "with trace"),
        [(name, *(f"{min(timing.cpu) * 1e3:.3f}" for timing in two)) for name, two in timings.items()],
    )


def grounds(report: Report, rows: int, runs: int) -> None:
    """The rulebook's own grounds, readings and completion included."""
    found = call(sys.executable, WORKER, "grounds", rows, runs)
    report.figures["grounds"] = found
    if found["differ"]:
        report.faults.append(f"grounds: {found['differ']} sampled rows differ from one report at a time")
    took = times(found["evaluate"])
    shares = ", ".join(f"{status} {share:.0%}" for status, share in found["shares"].items())
    report.add(
        f"  the rulebook: {found['grounds']} grounds over {rows:,} reports ({found['facts']} facts, "
        f"{found['input_mib']:.0f} MiB, 30 % unknown)",
        f"  {rows / min(took.cpu):,.0f} reports a second of the processor ({rows / took.least:,.0f} of the clock), "
        f"{min(took.cpu) / rows / found['grounds'] * 1e9:.0f} ns a ground a row, "
        f"{found['over_mib']:.0f} MiB over the input",
        f"  {shares}",
    )
