"""Checking a package, offline: is it as it was sealed, and who says since when.

Two answers and never one tick for both. A stamp counts only against roots the checker brings; with none it is said
whose it claims to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from cryptography.x509 import Certificate

from yorube.seal import log, manifest, package
from yorube.seal.canonical import digest
from yorube.seal.content import ContentError, hashed
from yorube.seal.reasons import Reason
from yorube.seal.sealed import CUSTODY, LATER, PROOFS
from yorube.seal.stamp import Stamp, StampError, check, read

Whole = Literal["intact", "altered", "unreadable"]
Time = Literal["stamped", "not_checked", "none", "failed"]


@dataclass(frozen=True, slots=True)
class Stamped:
    """One stamp of a package: where it is, what it says, whether it was checked against given roots, what is wrong."""

    name: str
    stamp: Stamp | None
    checked: bool
    wrong: Reason | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `wrong`: every reason why it is not as it was sealed; `custody`: the log, if whole."""

    whole: Whole
    time: Time
    wrong: tuple[Reason, ...]
    stamps: tuple[Stamped, ...] = ()
    custody: tuple[Mapping[str, Any], ...] = ()
    manifest: str = ""
    package: package.Package | None = None


def verify(source: bytes | Path, roots: Sequence[Certificate] = ()) -> Checked:
    """Everything there is to find in a package, not only the first thing."""
    try:
        found = package.read(source)
    except package.PackageError as error:
        return Checked("altered" if error.broken else "unreadable", "none", (error.reason,))
    if manifest.NAME not in found.members:
        return Checked("unreadable", "none", (Reason("package.no_manifest"),))
    sealed = found.members[manifest.NAME]
    wrong = [*files(found, sealed)]
    custody: list[dict[str, Any]] = []
    try:
        custody = log.read(found.members.get(CUSTODY, b"") + found.members.get(LATER, b""))
    except log.LogError as error:
        wrong.append(error.reason)
    wrong += replies(found, custody)
    stamps = tuple(stamps_of(found, sealed, roots))
    return Checked(
        whole="altered" if wrong else "intact",
        time=time_of(stamps),
        wrong=tuple(wrong),
        stamps=stamps,
        custody=tuple(custody),
        manifest=digest(sealed),
        package=found,
    )


def files(found: package.Package, sealed: bytes) -> Iterator[Reason]:
    """Where files and manifest disagree, both ways."""
    try:
        listed = manifest.read(sealed)
    except manifest.ManifestError as error:
        yield error.reason
        return
    for name, sum in listed.items():
        if name not in found.members:
            yield Reason("file.missing", {"name": name})
        elif not same(found, name, sum):
            yield Reason("file.changed", {"name": name})
    for name in found.members:
        if name not in listed and name != manifest.NAME and not name.startswith(PROOFS):
            yield Reason("file.unlisted", {"name": name})


def same(found: package.Package, name: str, sum: str) -> bool:
    """Whether a member has this hash."""
    try:
        return hashed(found.members, name) == sum
    except ContentError:
        return False


def replies(found: package.Package, custody: Sequence[Mapping[str, Any]]) -> Iterator[Reason]:
    """Where stamps and the log beside them disagree."""
    logged = {
        row["reply"]: row.get("sha256") for row in custody if row.get("did") == "stamp" and "reply" in row
    }
    for name in found.members:
        if name.startswith(PROOFS) and name.endswith(".tsr"):
            if name not in logged:
                yield Reason("reply.unlogged", {"name": name})
            elif digest(found.members[name]) != logged[name]:
                yield Reason("reply.changed", {"name": name})
    for name in logged:
        if name not in found.members:
            yield Reason("reply.missing", {"name": name})


def stamps_of(found: package.Package, sealed: bytes, roots: Sequence[Certificate]) -> Iterator[Stamped]:
    for name in sorted(found.members):
        if not name.startswith(PROOFS) or not name.endswith(".tsr"):
            continue
        reply = found.members[name]
        try:
            stamp = check(reply, sealed, roots) if roots else read(reply)
            if stamp.hashed.hex() != digest(sealed):
                raise StampError("stamp.other_data")
            yield Stamped(name, stamp, bool(roots))
        except StampError as error:
            yield Stamped(name, None, bool(roots), error.reason)


def time_of(stamps: Sequence[Stamped]) -> Time:
    """What all stamps together say of time: one that does not hold is not outweighed by another that does."""
    if not stamps:
        return "none"
    if any(one.wrong for one in stamps):
        return "failed"
    return "stamped" if all(one.checked for one in stamps) else "not_checked"
