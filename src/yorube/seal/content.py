"""What members hold: bytes, or a part of a file that stays on disk until it is asked for. A recording of an hour need
not be in memory to be hashed."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

from yorube.seal.canonical import digest
from yorube.seal.reasons import Refusal

CHUNK = 1 << 20


class ContentError(Refusal):
    """What is on disk is not what it was."""


@dataclass(frozen=True, slots=True)
class Slice:
    """`size` bytes of a file from `start`. `crc`: the ZIP file's own sum over them."""

    path: Path
    start: int
    size: int
    crc: int | None = None

    @classmethod
    def of(cls, path: Path) -> Slice:
        """A whole file as it is now."""
        return cls(path, 0, path.stat().st_size)

    def chunks(self) -> Iterator[bytes]:
        """The bytes, part by part. Raises ContentError where they are fewer, or their sum is another."""
        left, sum = self.size, 0
        with self.path.open("rb") as file:
            file.seek(self.start)
            while left and (chunk := file.read(min(CHUNK, left))):
                left -= len(chunk)
                if self.crc is not None:
                    sum = zlib.crc32(chunk, sum)
                yield chunk
        if left or (self.crc is not None and sum != self.crc):
            raise ContentError("content.changed")

    def read(self) -> bytes:
        return b"".join(self.chunks())

    def digest(self) -> str:
        """SHA-256, as `canonical.digest`."""
        found = sha256()
        for chunk in self.chunks():
            found.update(chunk)
        return found.hexdigest()


Held: TypeAlias = bytes | Slice


class Members(Mapping[str, bytes]):
    """Members by name, read as bytes; what stays on disk is read when it is asked for."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self._held = dict(held)

    def __getitem__(self, name: str) -> bytes:
        held = self._held[name]
        return held.read() if isinstance(held, Slice) else held

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def held(self, name: str) -> Held:
        """A member without reading it."""
        return self._held[name]


def held(members: Mapping[str, Held] | Mapping[str, bytes], name: str) -> Held:
    """One member, left on disk where it is there."""
    return members.held(name) if isinstance(members, Members) else members[name]


def hashed(members: Mapping[str, Held] | Mapping[str, bytes], name: str) -> str:
    """The SHA-256 of a member, without holding it whole where it is on disk. Raises ContentError."""
    found = held(members, name)
    return found.digest() if isinstance(found, Slice) else digest(found)


def everything(members: Mapping[str, Held] | Mapping[str, bytes]) -> dict[str, Held]:
    """All members, none of them read."""
    return {name: held(members, name) for name in members}
