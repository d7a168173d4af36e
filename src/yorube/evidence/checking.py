"""Four answers about a package, and never one tick for all: changed, since when, who saw it, whole."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from cryptography.x509 import Certificate

from yorube.evidence.checking_wacz import Inside, inside
from yorube.evidence.files_pages import limited
from yorube.evidence.first import first
from yorube.evidence.record import NAME, Record, read
from yorube.seal import Checked, Stamped, verify

# What a damaged ZIP file and a record that is none raise.
DAMAGED = (BadZipFile, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError, zlib.error)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a check found: the seal's own answers, the record, the archives inside. `after`: from the end of the record
    to the first stamp."""

    checked: Checked
    record: Record | None
    archives: tuple[Inside, ...]
    after: timedelta | None = None

    @property
    def status(self) -> int:
        """0 intact; 1 altered, or a stamp or an archive that does not hold; 2 no package."""
        if self.checked.whole == "unreadable":
            return 2
        held = self.checked.whole == "intact" and self.checked.time != "failed"
        return 0 if held and not any(one.wrong for one in self.archives) else 1

    @property
    def data(self) -> dict[str, Any]:
        """For JSON, in the finer words."""
        found, record = self.checked, self.record
        return {
            "verdict": self.verdict,
            "tamper": {"is": found.whole, "why": [one.data for one in found.wrong]},
            "time": {
                "is": found.time,
                "seconds_after": self.after.total_seconds() if self.after else None,
                "stamps": [stamp(one) for one in found.stamps],
            },
            "source": {"is": record.source if record else None, "url": record.final_url if record else None},
            "complete": {
                "is": record.verdict if record else None,
                "why": list(record.why) if record else [],
                "counters": dict(record.counters) if record else {},
            },
            "archives": [
                {
                    "member": one.member,
                    "hashes": one.hashes,
                    "digests": one.digests,
                    "wrong": [why.data for why in one.wrong],
                }
                for one in self.archives
            ],
            "manifest": found.manifest,
        }

    @property
    def verdict(self) -> str:
        """verified / altered / weaker (intact, but no stamp that was checked) / unreadable / unsupported (no record we
        know)."""
        if self.status:
            return {1: "altered", 2: "unreadable"}[self.status]
        if self.record is None:
            return "unsupported"
        return "verified" if self.checked.time == "stamped" else "weaker"


def stamp(one: Stamped) -> Mapping[str, Any]:
    row: dict[str, Any] = {
        "reply": one.name,
        "checked": one.checked,
        "wrong": one.wrong.data if one.wrong else None,
    }
    if one.stamp:
        row |= {
            "at": one.stamp.at.isoformat(),
            "authority": one.stamp.authority,
            "serial": str(one.stamp.serial),
        }
    return row


def first_of(path: Path) -> None:
    """The first question of a package: the answer stands in its record, and is read before anything is hashed. What
    cannot be read has none. Raises ChildImage; OSError (docs/decisions/0017)."""
    with suppress(*DAMAGED), ZipFile(path) as archive:
        for name in archive.namelist():
            if name.partition("/")[2] == NAME:
                row = json.loads(limited(archive, name))
                first(row["image"] if isinstance(row, dict) else "no")


def answers(path: Path, roots: Sequence[Certificate] = ()) -> Answers:
    """Everything there is to find about a package. Raises ChildImage; OSError."""
    first_of(path)
    found = verify(path, roots)
    if found.package is None:
        return Answers(none_of_ours(path, found), None, ())
    try:
        record = read(found.package.members[NAME])
    except (KeyError, ValueError):
        record = None
    archives = tuple(inside(found.package.members))
    return Answers(found, record, archives, after(record, found))


def after(record: Record | None, found: Checked) -> timedelta | None:
    """How long after the end of the record the first stamp was given."""
    times = [one.stamp.at for one in found.stamps if one.stamp]
    return min(times) - datetime.fromisoformat(record.ended) if record and times else None


def none_of_ours(path: Path, found: Checked) -> Checked:
    """A file without any sign of a ZIP file was never a package; one with a sign may be what is left of one."""
    with path.open("rb") as file:
        first = file.read(4)
        file.seek(max(0, path.stat().st_size - (1 << 16)))
        last = file.read()
    if first == b"PK\x03\x04" or b"PK\x05\x06" in last:
        return found
    return Checked("unreadable", "none", found.wrong)
