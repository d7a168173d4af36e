"""The words of evidence by their id (words.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from yorube.law.text import Text


@cache
def words() -> Mapping[str, Text]:
    rows = tomllib.loads(files("yorube.evidence").joinpath("words.toml").read_text(encoding="utf-8"))
    return {id: Text(**row) for id, row in rows.items()}
