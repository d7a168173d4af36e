"""A module in a fresh process: its memory and its first time are its own."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT


def call(python: Path | str, module: str, *sizes: object) -> dict[str, Any]:
    """What a module prints in a fresh process, as JSON."""
    command = [str(python), "-m", module, *map(str, sizes)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(map(str, sizes))}: {done.stderr.strip()[-400:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
