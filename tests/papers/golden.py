"""The whole text of every paper for several cases. `python -m tests.papers.golden` writes it anew, to be read in the
diff before it is kept."""

from __future__ import annotations

from pathlib import Path

from tests.papers.given import assessed, everything, table, tried
from tests.papers.reading import lines
from yorube.law import shipped
from yorube.papers import write

KEPT = Path(__file__).parent / "golden" / "every"


def place(paper: str, case: str) -> Path:
    return KEPT / f"{paper}.{case}.txt"


def text(paper: str, case: str) -> str:
    """Half of the cases with everything filled in, the others with every blank."""
    report, outcome = assessed(table(case))
    values = everything(report) if int(case) % 2 else {}
    return "\n".join(lines(write(paper, report, outcome, shipped(), "ja", values))) + "\n"


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    texts = {
        place(paper, case): text(paper, case) for paper in sorted(shipped().papers) for case in tried(paper)
    }
    for old in set(KEPT.glob("*.txt")) - texts.keys():
        old.unlink()
    for path, written in texts.items():
        path.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    main()
