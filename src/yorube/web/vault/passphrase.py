"""A file of one's own, sealed with a passphrase in the open age format (age-encryption.org/v1): any age tool opens it.

A passphrase is made slow to guess, by a second of work and much memory. That happens in a process of its own
(`apart.py`), so that nobody else waits for it, and with limits, since whoever uploads a file chooses how much work it
asks for.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from unicodedata import normalize

APART = Path(__file__).with_name("apart.py")
# age writes files of 2^18 by default, and more on a fast machine; 2^20 asks for a gigabyte of memory.
MOST_WORK = 20
SECONDS = 60
# How many at a time for each process of the server, and how long the next one waits.
PLACES = BoundedSemaphore(1)
WAIT = 10
FIRST_LINES = re.compile(rb"age-encryption\.org/v1\n-> scrypt [\w+/]{22} (\d{1,2})\n")


class NotOpened(Exception):
    """The file stays shut. `why`: `passphrase` (wrong, or the file is damaged), `other` (not sealed with a passphrase,
    or with too much work), `busy` (try again)."""

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)


def is_sealed(data: bytes) -> bool:
    """Whether this is a file of age, whatever opens it."""
    return data.startswith((b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE"))


def seal(data: bytes, passphrase: str) -> bytes:
    """Seals a file. Raises NotOpened("busy")."""
    return apart("seal", data, passphrase)


def unseal(data: bytes, passphrase: str) -> bytes:
    """Opens a sealed file. Raises NotOpened."""
    first = FIRST_LINES.match(data)
    if first is None or int(first[1]) > MOST_WORK:
        raise NotOpened("other")
    return apart("unseal", data, passphrase)


def typed(passphrase: str) -> str:
    """A passphrase however it was typed: without spaces around it, which keyboards add, and in one form."""
    return normalize("NFC", passphrase.strip())


def apart(what: str, data: bytes, passphrase: str) -> bytes:
    """Seals or opens in a process of its own; the passphrase goes there by the pipe and nowhere else."""
    head = json.dumps({"what": what, "passphrase": typed(passphrase)}).encode() + b"\n"
    if not PLACES.acquire(timeout=WAIT):
        raise NotOpened("busy")
    try:
        done = subprocess.run(
            [sys.executable, "-I", str(APART)],
            input=head + data,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NotOpened("busy") from None
    finally:
        PLACES.release()
    if done.returncode == 0:
        return done.stdout
    if done.returncode == 1:
        raise NotOpened("passphrase")
    raise RuntimeError("a file could not be sealed or opened")
