"""The certificates that stamps are checked against: of a folder, as the authorities publish them, or of those the
operator configured; never those inside a package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeAlias

from cryptography.x509 import Certificate, load_der_x509_certificate, load_pem_x509_certificates

from yorube.seal import Authority

Roots: TypeAlias = Sequence[Certificate]
ENDINGS = (".pem", ".crt", ".cer")


class RootsError(ValueError):
    """A folder without certificates, or with a file that is none: its name, or nothing."""


def of_folder(folder: Path) -> Roots:
    """Every certificate of a folder. Raises RootsError, OSError."""
    found: list[Certificate] = []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() in ENDINGS:
            data = file.read_bytes()
            try:
                pem = b"-----BEGIN" in data
                found += load_pem_x509_certificates(data) if pem else [load_der_x509_certificate(data)]
            except ValueError as error:
                raise RootsError(file.name) from error
    if not found:
        raise RootsError("")
    return found


def of_authorities(authorities: Iterable[Authority]) -> Roots:
    """Those of the authorities somebody configured."""
    return [one for authority in authorities for one in load_pem_x509_certificates(authority.roots)]
