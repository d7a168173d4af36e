"""Other people's programs that we are measured beside or judged by, each in an environment of its own.

An environment is made by the project's own uv from a list in which every package stands with its hash, and made anew
when the list changes. Nothing in it is ever imported by Yorube.
"""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Missing(Exception):
    """A program cannot be had here and now; the message is one line."""


def openfisca() -> Path:
    """The Python that has OpenFisca. Raises Missing."""
    return made("OpenFisca", ROOT / ".venv-bench", ROOT / "requirements-bench.txt", "--no-build") / "python"


def py_wacz() -> Path:
    """The command `wacz`. Some of what it needs comes as source only; what builds that stands in the list too. Raises
    Missing."""
    lock = ROOT / "requirements-wacz.txt"
    return made("py-wacz", ROOT / ".venv-wacz", lock, "--build-constraints", str(lock)) / "wacz"


def made(name: str, folder: Path, lock: Path, *options: str) -> Path:
    """The folder of programs of an environment, made where it is not there yet. Raises Missing."""
    programs, stamp = folder / "bin", folder / "made-for"
    key = sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="ascii") == key:
        return programs
    uv = str(Path(sys.executable).with_name("uv"))
    venv = ["venv", "--quiet", "--clear", "--python", sys.executable, str(folder)]
    install = [
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        *options,
        "--python",
        str(programs / "python"),
    ]
    for command in ([uv, *venv], [uv, *install, "-r", str(lock)]):
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, env={**os.environ, "UV_SYSTEM_CERTS": "1"}
            )
        except OSError as error:
            raise Missing(f"uv cannot be started: {error.strerror}") from None
        if done.returncode:
            why = " ".join(done.stderr.split())[:200] or "no reason given"
            raise Missing(f"{name} cannot be installed (is there a network?): {why}")
    stamp.write_text(key, encoding="ascii")
    return programs
