"""Loading the rulebook: from its TOML, and as it was compiled."""

from __future__ import annotations

import sys
from statistics import median

from benchmarks.measure import Report, ms, times
from benchmarks.process import call


def run(quick: bool) -> Report:
    report = Report("load: the rulebook")
    found = call(sys.executable, "benchmarks.worker", "load", 2 if quick else 10)
    report.figures |= found
    report.add(
        f"  {found['files']} files, {found['mb']:.2f} MB of TOML; compiled {found['compiled_mb']:.2f} MB"
    )
    names = {
        "parse": "TOML parsed alone",
        "read": "TOML parsed, typed and checked",
        "compiled": "compiled, its digest checked",
    }
    report.table(
        ("milliseconds", "processor", "least", "wall", "least", "ms a MB"),
        [
            (
                words,
                *(ms(s) for s in (median(one.cpu), min(one.cpu), one.middle, one.least)),
                ms(median(one.cpu) / found["mb"]),
            )
            for name, words in names.items()
            for one in [times(found[name])]
        ],
    )
    return report
