"""Inputs for the 22 formulas, made from a seed, and the checksum of their results. Both engines use this file, each
with its own numpy; nothing else of the project is imported here."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

SEED = 20261122
YES_NO = (
    "public",
    "identifiable",
    "asserts_fact",
    "lowers_reputation",
    "false",
    "public_interest",
    "public_purpose",
    "insulting",
    "private",
    "danger",
    "minor",
    "sender_known",
)
# Name -> one more than the largest value.
NUMBERS = {"readers": 60, "days_since_post": 1500, "days_since_known": 1500, "income": 60}
# Results that name a desk, with the code each adds to the checksum of a row.
DESKS = {"desk_police": 1, "desk_children": 2, "desk_legal_aid": 4, "desk_lawyer": 8, "desk_hotline": 16}

Inputs = Mapping[str, NDArray[Any]]


def inputs(rows: int) -> Inputs:
    """The 16 inputs of so many posts."""
    random = np.random.default_rng(SEED)
    yes_no = {name: random.random(rows, np.float32) < 0.4 for name in YES_NO}
    numbers = {name: random.integers(0, end, rows, np.int32) for name, end in NUMBERS.items()}
    return {**yes_no, **numbers}


def checksum(results: Mapping[str, NDArray[np.bool_]]) -> dict[str, Any]:
    """The summed desk codes, and a digest over every result of every row."""
    digest = sha256()
    for name in sorted(results):
        digest.update(name.encode() + np.packbits(results[name]).tobytes())
    desks = sum(code * int(np.count_nonzero(results[name])) for name, code in DESKS.items())
    return {"formulas": len(results), "desks": desks, "digest": digest.hexdigest()[:16]}
