"""JSON in one way only: the same value gives the same bytes, so that a hash speaks for the value."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any


def canonical(value: Any) -> bytes:
    """UTF-8, keys sorted, no spaces, no NaN; ends without a newline."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode()


def digest(data: bytes) -> str:
    """SHA-256 as 64 hex digits: what every tool at a court's side knows."""
    return sha256(data).hexdigest()
