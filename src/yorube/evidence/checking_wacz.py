"""Archives inside a package, checked by their own sums: the hashes of a WACZ, the digests of its WARC."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import new
from typing import Any, BinaryIO
from zipfile import BadZipFile, ZipFile

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from yorube.evidence.files_pages import limited
from yorube.evidence.kinds import ARCHIVES, DESCRIPTION
from yorube.seal import Reason, Slice, held

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Inside:
    """One archive: how many hashes and digests held, and what did not."""

    member: str
    hashes: int
    digests: int
    wrong: tuple[Reason, ...]


class Window(io.RawIOBase):
    """A part of a file as a file: nothing of it is read before it is asked for."""

    def __init__(self, part: Slice) -> None:
        self.part, self.at = part, 0
        self.file = part.path.open("rb")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = 0) -> int:
        self.at = offset + (0, self.at, self.part.size)[whence]
        return self.at

    def tell(self) -> int:
        return self.at

    def readinto(self, buffer: Any) -> int:
        self.file.seek(self.part.start + self.at)
        data = self.file.read(max(0, min(len(buffer), self.part.size - self.at)))
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)

    def close(self) -> None:
        self.file.close()
        super().close()


def inside(members: Mapping[str, bytes]) -> Iterator[Inside]:
    """Each archive of a package, checked."""
    for name in sorted(members):
        if name.endswith(".wacz"):
            one = held(members, name)
            with io.BufferedReader(Window(one), CHUNK) if isinstance(one, Slice) else io.BytesIO(one) as file:
                yield checked(name, file)


def checked(name: str, file: BinaryIO) -> Inside:
    """One WACZ file."""
    wrong: list[Reason] = []
    hashes = digests = 0
    try:
        with ZipFile(file) as archive:
            listed = {row["path"]: row for row in json.loads(limited(archive, DESCRIPTION))["resources"]}
            for path, row in listed.items():
                kind, _, sum = str(row["hash"]).partition(":")
                if hashed(archive, path, kind) == sum:
                    hashes += 1
                else:
                    wrong.append(Reason("inside.hash", {"name": path}))
            for path in archive.namelist():
                if path.startswith(ARCHIVES):
                    held_digests, broken = records(archive, path)
                    digests += held_digests
                    wrong += broken
                    if path not in listed:
                        wrong.append(Reason("inside.unlisted", {"name": path}))
    except (
        BadZipFile,
        ArchiveLoadFailed,
        KeyError,
        ValueError,
        TypeError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        wrong.append(Reason("inside.broken", {"detail": f"{type(error).__name__}: {error}"}))
    return Inside(name, hashes, digests, tuple(wrong))


def hashed(archive: ZipFile, path: str, kind: str) -> str:
    """The hash of a member, part by part. Raises ValueError for a kind of hash nobody knows."""
    found = new(kind)
    with archive.open(path) as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()


def records(archive: ZipFile, path: str) -> tuple[int, list[Reason]]:
    """How many digests of a WARC hold, and the records whose digest does not."""
    right, wrong = 0, list[Reason]()
    with archive.open(path) as file:
        for record in ArchiveIterator(file, check_digests=True):
            while record.raw_stream.read(CHUNK):
                pass
            passed = record.digest_checker.passed
            if passed is False:
                id = str(record.rec_headers.get_header("WARC-Record-ID"))
                wrong.append(Reason("inside.digest", {"name": path, "record": id}))
            right += passed is True
    return right, wrong
