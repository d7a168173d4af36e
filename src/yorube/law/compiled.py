"""The shipped rulebook, compiled once: what Python does for its own source, done for the rulebook's TOML.

Reading and checking 900 KB of TOML takes about half a second; the checked rulebook is kept beside it, as
`__pycache__/rulebook-*.pickle`, under a digest of the TOML files and of the code of this room. A file that is missing,
foreign or broken is made anew; where the folder cannot be written nothing is kept.
"""

from __future__ import annotations

import gc
import pickle
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path

from yorube.law.load import FOLDER, digest, load
from yorube.law.rulebook import Rulebook

CODE = Path(__file__).resolve().parent


@cache
def shipped() -> Rulebook:
    """The rulebook that comes with Yorube. Raises RulebookError when a file is wrong."""
    files = {
        path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in sorted(FOLDER.rglob("*.toml"))
    }
    code = {path.name: path.read_bytes() for path in sorted(CODE.glob("*.py"))}
    key = sha256(f"{digest(files)} {digest(code)} {sys.implementation.cache_tag}".encode()).hexdigest()[:24]
    kept = FOLDER / "__pycache__" / f"rulebook-{key}.pickle"
    with collected_once():
        book = _kept(kept)
        if book is None:
            book = load(files)
            prepare(book)
            _keep(book, kept)
    return book


@contextmanager
def collected_once() -> Iterator[None]:
    """The collector of circular garbage looks at what is made here once, at the end: not again and again on the way,
    and not for the first time in the middle of a consultation."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        if enabled:
            gc.enable()


def prepare(book: Rulebook) -> None:
    """Make what a rulebook makes of itself at its first use: it is kept with it."""
    assert book.sheets
    for ground in book.grounds.values():
        for law in ground.laws:
            for table in law.rules.tables:
                table.fill()


def _kept(path: Path) -> Rulebook | None:
    try:
        book = pickle.loads(path.read_bytes())
    except (
        OSError,
        pickle.UnpicklingError,
        AttributeError,
        EOFError,
        ImportError,
        IndexError,
        TypeError,
        ValueError,
    ):
        return None
    return book if isinstance(book, Rulebook) else None


def _keep(book: Rulebook, path: Path) -> None:
    """Write beside and rename, so that no reader ever sees half a file; older ones are removed."""
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(pickle.dumps(book, pickle.HIGHEST_PROTOCOL))
        Path(file.name).replace(path)
        for old in path.parent.glob("rulebook-*.pickle"):
            if old != path:
                old.unlink(missing_ok=True)
    except OSError:
        pass
