"""Pages are read once in a process of its own that can be ended. Our readers pass every byte once; should one of the
libraries below them not, one person's file does not stop the others."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from yorube.evidence.kinds import Kind

# What is read as a page, here or inside.
PAGES: tuple[Kind, ...] = ("html", "singlefile", "mhtml", "wacz", "x_archive")
SECONDS = 15
READ = "import sys; from pathlib import Path; from yorube.evidence.files import keep; keep(1, Path(sys.argv[1]), False)"


def ends(path: Path, kind: Kind) -> bool:
    """Whether a file can be read to its end in time. What fails on the way ends too."""
    if kind not in PAGES:
        return True
    with path.open("rb") as file:
        place = file.fileno()
        try:
            subprocess.run(
                [sys.executable, "-c", READ, f"/proc/self/fd/{place}"],
                pass_fds=(place,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=SECONDS,
            )
        except subprocess.TimeoutExpired:
            return False
    return True
