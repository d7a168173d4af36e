"""The manifest: one line a file, `HASH  NAME`, as `sha256sum -c` reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from yorube.seal.reasons import Refusal

NAME = "MANIFEST.sha256"
LINE = re.compile(r"([0-9a-f]{64})  (.+)", re.S)


class ManifestError(Refusal):
    """A manifest that is not as we write it: which line, and why."""


def write(hashes: Mapping[str, str]) -> bytes:
    """The manifest of files and their hashes, sorted by name. Names with a line end or a backslash are refused: for
    those `sha256sum` has a spelling of its own."""
    for name in hashes:
        if "\n" in name or "\\" in name or "\r" in name:
            raise ManifestError("manifest.name", name=name)
    return "".join(f"{hashes[name]}  {name}\n" for name in sorted(hashes)).encode()


def read(data: bytes) -> dict[str, str]:
    """Files and their hashes. Refuses whatever `write` would not have written: one manifest, one meaning."""
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as error:
        raise ManifestError("manifest.letters") from error
    if lines.pop() != "":
        raise ManifestError("manifest.end")
    found: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = LINE.fullmatch(line)
        if match is None:
            raise ManifestError("manifest.line", n=number)
        found[match[2]] = match[1]
    if write(found) != data:
        raise ManifestError("manifest.order")
    return found
