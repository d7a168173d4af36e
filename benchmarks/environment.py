"""OpenFisca's own environment, `.venv-bench`: made by uv from requirements-bench.txt, made anew when that changes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT

FOLDER = ROOT / ".venv-bench"
LOCK = ROOT / "requirements-bench.txt"


class Missing(Exception):
    """OpenFisca cannot be had here and now; the message is one line."""


def openfisca() -> Path:
    """The Python that has OpenFisca. Raises Missing."""
    python, stamp = FOLDER / "bin" / "python", FOLDER / "made-for"
    key = sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == key:
        return python
    uv = str(Path(sys.executable).with_name("uv"))
    venv = ["venv", "--quiet", "--clear", "--python", sys.executable, str(FOLDER)]
    install = ["pip", "install", "--quiet", "--require-hashes", "--no-build", "--python", str(python)]
    for command in ([uv, *venv], [uv, *install, "-r", str(LOCK)]):
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, env={**os.environ, "UV_SYSTEM_CERTS": "1"}
            )
        except OSError as error:
            raise Missing(f"uv cannot be started: {error.strerror}") from None
        if done.returncode:
            why = " ".join(done.stderr.split())[:200] or "no reason given"
            raise Missing(f"OpenFisca cannot be installed (is there a network?): {why}")
    stamp.write_text(key, encoding="ascii")
    return python


def call(python: Path | str, module: str, *sizes: object) -> dict[str, Any]:
    """What a module prints in a fresh process, as JSON."""
    command = [str(python), "-m", module, *map(str, sizes)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"{module} {' '.join(map(str, sizes))}: {done.stderr.strip()[-400:]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found
