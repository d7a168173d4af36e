"""The words of evidence by their id: words.toml, and beside it one file for each part that has many."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from yorube.law.text import Text


@cache
def words(part: str = "words") -> Mapping[str, Text]:
    rows = tomllib.loads(files("yorube.evidence").joinpath(f"{part}.toml").read_text(encoding="utf-8"))
    return {id: Text(**row) for id, row in rows.items()}
