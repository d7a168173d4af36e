"""The time-stamping authorities an operator has configured.

A folder with one NAME.toml for each:

    url = "https://tsa.example/"
    roots = "roots.pem"       # beside it; the certificates the authority publishes itself

The folder is named by YORUBE_TSA. Without it nobody stamps, and packages say so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from cryptography.x509 import load_pem_x509_certificates

from yorube.seal import Authority

SETTING = "YORUBE_TSA"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
KEYS = {"url", "roots"}


class AuthorityError(ValueError):
    """A configured authority that cannot be used: the file, and why."""


def configured(environment: Mapping[str, str]) -> tuple[Authority, ...]:
    """The authorities of the folder that the setting names, by name. Raises AuthorityError."""
    named = environment.get(SETTING)
    if not named:
        return ()
    folder = Path(named)
    if not folder.is_dir():
        raise AuthorityError(f"{SETTING}: {named} is no folder")
    return tuple(authority(file) for file in sorted(folder.glob("*.toml")))


def authority(file: Path) -> Authority:
    """One authority of its file. Raises AuthorityError."""
    try:
        row = tomllib.loads(file.read_text(encoding="utf-8"))
        if set(row) != KEYS or not all(isinstance(value, str) for value in row.values()):
            raise ValueError("must hold url and roots, as texts")
        if not NAME.fullmatch(file.stem):
            raise ValueError("its name must be small letters, digits and hyphens")
        if not row["url"].startswith(("https://", "http://")):
            raise ValueError("url must start with https:// or http://")
        roots = (file.parent / row["roots"]).read_bytes()
        load_pem_x509_certificates(roots)
    except (OSError, ValueError) as error:
        raise AuthorityError(f"{file}: {error}") from None
    return Authority(file.stem, row["url"], roots)
