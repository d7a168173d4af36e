"""`python -m benchmarks [NAME ...] [--quick] [--save]`.

Exit status: 0 measured; 1 results that had to be equal are not; 3 OpenFisca could not be installed, the rest was
measured. A goal that is not met is said, and is no failure: on a machine with other work times say little.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks import capture, cold, columns, consult, document, evidence, load, papers, web
from benchmarks.measure import Report, machine

NAMES: Mapping[str, Callable[[bool], Report]] = {
    "consult": consult.run,
    "cold": cold.run,
    "columns": columns.run,
    "load": load.run,
    "web": web.run,
    "document": document.run,
    "papers": papers.run,
    "capture": capture.run,
    "evidence": evidence.run,
}
RESULTS = Path(__file__).with_name("results.json")


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="./run bench", description="What Yorube costs in time and memory.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)} (default: all)")
    parser.add_argument("--quick", action="store_true", help="small sizes, few runs")
    parser.add_argument("--save", action="store_true", help=f"also write benchmarks/{RESULTS.name}")
    args = parser.parse_args(argv)
    if wrong := [name for name in args.names if name not in NAMES]:
        parser.error(f"no benchmark {wrong[0]!r}; there are {', '.join(NAMES)}")
    where = machine()
    print(f"{where}\n")
    reports = []
    for name in args.names or NAMES:
        reports.append(NAMES[name](args.quick))
        print(reports[-1].text(), flush=True)
    goals = [goal for report in reports for goal in report.goals]
    print(
        f"{sum(goal.met for goal in goals)} of {len(goals)} goals met. Goals are held against the processor's time;"
    )
    print("the clock on the wall also counts the work of others.")
    if args.save:
        found = {report.name.partition(":")[0]: report.figures for report in reports}
        said = {"machine": where, "quick": args.quick, "goals": [*map(str, goals)], "figures": found}
        RESULTS.write_text(json.dumps(said, indent=1), encoding="utf-8")
    if any(report.faults for report in reports):
        return 1
    return 3 if any(report.missing for report in reports) else 0


if __name__ == "__main__":
    sys.exit(main())
