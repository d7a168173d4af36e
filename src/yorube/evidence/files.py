"""Files a person has, sealed: originals byte for byte, copies to work with beside them, and a record of what they
show, what they do not, and what was said."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from yorube.evidence import facts_told
from yorube.evidence.facts import Fact, of_address
from yorube.evidence.files_copy import copy
from yorube.evidence.files_shown import Shown, shown
from yorube.evidence.first import Image, first
from yorube.evidence.kinds import ending
from yorube.evidence.record import NAME, Record, Source, moments, new_id
from yorube.seal import Held, Sealed, Slice, seal

# The weakest first: a package is what its weakest file is.
WEAKEST: tuple[Source, ...] = ("picture", "uploaded", "own_browser", "server")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What the person says of the files: address, when they saw it, the posts of their report by name."""

    url: str | None = None
    seen_at: datetime | None = None
    posts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        seen = {"seen_at": self.seen_at.astimezone(UTC).isoformat()} if self.seen_at else {}
        return ({"url": self.url} if self.url else {}) | seen | ({"posts": self.posts} if self.posts else {})


@dataclass(frozen=True, slots=True)
class Kept:
    """One file on its way into a package."""

    row: Mapping[str, Any]
    source: Source
    url: str | None
    members: Mapping[str, Held]
    facts: tuple[Fact, ...]


def sealed(
    paths: Sequence[Path], image: Image, said: Said, now: datetime, *, keep_copy: bool = False
) -> Sealed:
    """The files in one package that nobody has stamped yet. Of a sexual image only the hash, unless a copy is wanted.
    Raises ChildImage before anything is opened; OSError."""
    first(image)
    hash_only = image == "adult" and not keep_copy
    kept = [keep(number, path, hash_only) for number, path in enumerate(paths, 1)]
    url = next((one.url for one in kept if one.url), None)
    found = [fact for one in kept for fact in one.facts]
    if said.url and not url:
        found += of_address(said.url, NAME, "told.url")
    started, japan = moments(now)
    record = Record(
        id=new_id(now),
        source=min((one.source for one in kept), key=WEAKEST.index),
        verdict="FILES",
        started=started,
        started_japan=japan,
        ended=started,
        requested_url=url or said.url,
        final_url=url,
        counters={"files": len(kept), "copies": sum(len(one.row["working"]) for one in kept)},
        why=("hash_only",) if hash_only else (),
        tool={"yorube": version("yorube"), "python": platform.python_version()},
        image=image,
        files=tuple(one.row for one in kept),
        facts=tuple(fact.row for fact in found),
        told=said.data,
        differences=tuple(differ(said, url, found)),
    )
    members: dict[str, Held] = {name: held for one in kept for name, held in one.members.items()}
    custody = [{"at": started, "did": "seal", "files": len(kept)}]
    return seal(record.id, {NAME: record.data(), **members}, custody)


def keep(number: int, path: Path, hash_only: bool) -> Kept:
    """One file, its copy, and what the record says of it."""
    seen, whole = shown(path), Slice.of(path)
    name = f"files/{number:02}.{ending(seen.kind)}"
    row: dict[str, Any] = {
        "name": path.name,
        "kind": seen.kind,
        "bytes": whole.size,
        "sha256": whole.digest(),
        "source": seen.source,
        "url": seen.url,
        **time(seen),
        "said": dict(seen.said),
        "member": None if hash_only else name,
        "working": [],
    }
    if hash_only:
        return Kept(
            row, seen.source, seen.url, {}, tuple(of_address(seen.url, NAME, "url")) if seen.url else ()
        )
    made = copy(path, seen.kind, seen.url, name)
    members: dict[str, Held] = {name: whole}
    members |= {f"working/{number:02}.{end}": data for end, data in made.members.items()}
    row |= {"working": [one for one in members if one != name], "left_out": made.left_out}
    return Kept(
        row,
        seen.source,
        seen.url,
        members,
        made.facts or tuple(of_address(seen.url, name, "url") if seen.url else ()),
    )


def time(seen: Shown) -> dict[str, Any]:
    """The time a file says, in UTC where it says from where it counts."""
    if seen.at is None:
        return {"at": None}
    at = seen.at.astimezone(UTC) if seen.at.tzinfo else seen.at
    return {"at": at.isoformat()}


def differ(said: Said, url: str | None, found: Sequence[Fact]) -> list[dict[str, Any]]:
    """Where what was said and what the files show are not the same."""
    rows = list(facts_told.differences(said.posts, found))
    if said.url and url and said.url != url:
        rows.insert(0, {"post": None, "what": "url", "told": said.url, "kept": url, "at": "files"})
    return rows
