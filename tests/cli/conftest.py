"""What every test of the command line needs: a way to call it in this process, and a case."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from yorube.cli import main
from yorube.law import Rulebook, shipped

CASES = Path(__file__).resolve().parent.parent / "acceptance"

# Status, standard output, standard error.
Said = tuple[int, str, str]


class Bytes(io.TextIOWrapper):
    """Standard input made of bytes."""

    def __init__(self, data: bytes) -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", errors="replace")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Calls a command. A call that argparse refuses has its status too."""

    def call(*args: object, data: bytes = b"") -> Said:
        monkeypatch.setattr(sys, "stdin", Bytes(data))
        try:
            status = main([str(arg) for arg in args])
        except SystemExit as ended:
            status = int(ended.code or 0)
        out, err = capsys.readouterr()
        return status, out, err

    return call


@pytest.fixture(scope="session")
def book() -> Rulebook:
    return shipped()
