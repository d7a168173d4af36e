"""Sealing: files, a custody log and a manifest become a package; stamps of authorities stand beside it.

The manifest holds every file but itself and `proofs/`, where stamps and what happened after sealing are added later
without touching what was sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, BinaryIO

from yorube.seal import log, manifest, package
from yorube.seal.canonical import digest
from yorube.seal.content import Held, Members, everything, hashed
from yorube.seal.instructions import INSTRUCTIONS
from yorube.seal.reasons import Reason
from yorube.seal.stamp import Authority, StampError, ask

CUSTODY = "custody.jsonl"
PROOFS = "proofs/"
LATER = f"{PROOFS}{CUSTODY}"
ROOM_FOR_STAMPS = (manifest.NAME, CUSTODY, *INSTRUCTIONS)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A package as it was made. `given` and `refused`: the names of authorities that stamped it, and that did not with
    the reason; nothing is claimed of the latter."""

    package: package.Package
    given: tuple[str, ...] = ()
    refused: tuple[tuple[str, Reason], ...] = ()

    @property
    def manifest(self) -> str:
        """The hash of the manifest: what names this package everywhere else."""
        return digest(self.package.members[manifest.NAME])

    @property
    def data(self) -> bytes:
        """The ZIP file."""
        return package.write(self.package.folder, self.package.members)

    def write_to(self, file: BinaryIO) -> None:
        """The ZIP file, written without holding it whole. Raises PackageError, ContentError."""
        package.write_to(file, self.package.folder, self.package.members)


def seal(folder: str, files: Mapping[str, Held], custody: Iterable[Mapping[str, Any]]) -> Sealed:
    """Files sealed in a package that nobody has stamped yet. `custody`: what was done with them so far, in order."""
    for name in files:
        if name in ROOM_FOR_STAMPS or name.startswith(PROOFS):
            raise ValueError(f"{name}: the package has a file of that name itself")
    told = b""
    for what in custody:
        told += log.entry(told, what)
    members: dict[str, Held] = {**everything(files), CUSTODY: told, **INSTRUCTIONS}
    members[manifest.NAME] = manifest.write({name: hashed(members, name) for name in members})
    return Sealed(package.Package(folder, Members(members)))


def stamped(sealed: Sealed, authorities: Sequence[Authority], now: datetime) -> Sealed:
    """The package with a stamp of each authority over its manifest. What an authority did not give is not there, and
    the log beside the stamps says so."""
    before = sealed.package.members
    members: dict[str, Held] = everything(before)
    sealed_manifest, told, later = before[manifest.NAME], before[CUSTODY], before.get(LATER, b"")
    given, refused = list(sealed.given), []
    for authority in authorities:
        said: dict[str, Any] = {"at": now.astimezone(UTC).isoformat(), "authority": authority.name}
        try:
            gave = ask(authority, sealed_manifest)
        except StampError as error:
            refused.append((authority.name, error.reason))
            said |= {"did": "stamp refused", "why": error.reason.data}
        else:
            place = free(f"{PROOFS}manifest.{authority.name}", members)
            members |= {
                f"{place}.tsq": gave.request,
                f"{place}.tsr": gave.reply,
                f"{place}.roots.pem": authority.roots,
            }
            given.append(authority.name)
            said |= {"did": "stamp", "reply": f"{place}.tsr", "sha256": digest(gave.reply)}
            said |= {"stamped": gave.stamp.at.isoformat(), "serial": str(gave.stamp.serial)}
        later += log.entry(told + later, said)
        members[LATER] = later
    return Sealed(package.Package(sealed.package.folder, Members(members)), tuple(given), tuple(refused))


def free(place: str, members: Mapping[str, Held]) -> str:
    """A place for another stamp of the same authority beside the earlier ones."""
    number, found = 1, place
    while f"{found}.tsr" in members:
        number += 1
        found = f"{place}-{number}"
    return found
