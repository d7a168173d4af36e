"""The package: one ZIP, members stored as they are. Written in one way, read with suspicion."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from yorube.seal.content import Held, Members, Slice, everything
from yorube.seal.reasons import Refusal

# The file does not say when it was made; the members do.
EPOCH = (1980, 1, 1, 0, 0, 0)
# Members, and bytes of all of them together: what a ZIP file holds without the fields for larger ones.
MOST = 5_000
LARGEST = 2_000_000_000
# From this size on a member stays on disk until it is asked for.
LARGE = 8 << 20
LOCAL_HEADER = 30
REGULAR = 0o444


class PackageError(Refusal):
    """A file that is no package of ours: what is wrong with it. `broken`: it was one and has been changed."""

    def __init__(self, code: str, *, broken: bool = False, **values: str) -> None:
        self.broken = broken
        super().__init__(code, **values)


@dataclass(frozen=True, slots=True)
class Package:
    """The members of a package by name, its own folder left out."""

    folder: str
    members: Mapping[str, bytes]


def write(folder: str, members: Mapping[str, Held]) -> bytes:
    """A package with these members in one folder, sorted by name. The same members give the same bytes."""
    made = BytesIO()
    write_to(made, folder, members)
    return made.getvalue()


def write_to(file: BinaryIO, folder: str, members: Mapping[str, Held]) -> None:
    """The same into a file, what is on disk part by part. Raises PackageError for more than a package may hold."""
    kept = everything(members)
    sizes = {name: one.size if isinstance(one, Slice) else len(one) for name, one in kept.items()}
    if len(sizes) > MOST or sum(sizes.values()) > LARGEST:
        raise PackageError("package.size")
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name in sorted(kept):
            info = ZipInfo(f"{folder}/{name}", EPOCH)
            info.external_attr = (stat.S_IFREG | REGULAR) << 16
            info.file_size = sizes[name]
            with archive.open(info, "w") as place:
                one = kept[name]
                for chunk in one.chunks() if isinstance(one, Slice) else (one,):
                    place.write(chunk)


def read(source: bytes | Path) -> Package:
    """The members of a package. Raises PackageError for whatever `write` would not have made."""
    try:
        with ZipFile(BytesIO(source) if isinstance(source, bytes) else source) as archive:
            return unpacked(archive, source)
    except BadZipFile as error:
        raise PackageError("package.no_zip", broken=True, detail=str(error)) from error
    except (NotImplementedError, RuntimeError) as error:
        raise PackageError("package.other", detail=str(error)) from error


def unpacked(archive: ZipFile, source: bytes | Path) -> Package:
    infos = archive.infolist()
    if not 0 < len(infos) <= MOST or sum(info.file_size for info in infos) > LARGEST:
        raise PackageError("package.size")
    if archive.comment:
        raise PackageError("package.comment", broken=True)
    follows = 0
    for info in infos:
        if info.header_offset != follows:
            raise PackageError("package.between", broken=True)
        follows += LOCAL_HEADER + len(info.filename.encode()) + len(info.extra) + info.compress_size
        check(info)
    if archive.start_dir != follows:
        raise PackageError("package.after", broken=True)
    names = [unicodedata.normalize("NFC", info.filename).casefold() for info in infos]
    if len(set(names)) != len(names):
        raise PackageError("package.twice", broken=True)
    folders = {info.filename.partition("/")[0] for info in infos}
    if len(folders) != 1:
        raise PackageError("package.folders", broken=True)
    (folder,) = folders
    members = {info.filename.partition("/")[2]: content(archive, info, source) for info in infos}
    if "" in members:
        raise PackageError("package.unnamed", broken=True)
    return Package(folder, Members(members))


def content(archive: ZipFile, info: ZipInfo, source: bytes | Path) -> Held:
    """A small member as bytes; a large one as the place where it lies, since nothing is packed."""
    if isinstance(source, bytes) or info.file_size < LARGE:
        return archive.read(info)
    archive.open(info).close()  # refuses a head that says something else than the list of members
    start = info.header_offset + LOCAL_HEADER + len(info.filename.encode()) + len(info.extra)
    return Slice(source, start, info.file_size, info.CRC)


def check(info: ZipInfo) -> None:
    """Refuses what could lead out of the folder, hide, or grow when unpacked."""
    name = info.filename
    parts = name.split("/")
    if (
        name != info.orig_filename
        or "\\" in name
        or "\0" in name
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise PackageError("package.elsewhere", broken=True, name=name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise PackageError("package.no_file", broken=True, name=name)
    if info.compress_type != ZIP_STORED or info.flag_bits & 0x1:
        raise PackageError("package.packed", broken=True, name=name)
