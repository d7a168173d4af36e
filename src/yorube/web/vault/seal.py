"""Sealing under a key that the server does not keep."""

from __future__ import annotations

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

KEY_BYTES, NONCE_BYTES = 32, 12
# Sealed texts are filled up to a multiple of this, so that a row's size says little.
BUCKET = 4096


@dataclass(frozen=True, slots=True)
class Key:
    """What a cookie holds. `row` finds the sealed row, and tells nothing about how to open it."""

    secret: bytes

    @classmethod
    def new(cls) -> Key:
        return cls(os.urandom(KEY_BYTES))

    @classmethod
    def read(cls, cookie: str) -> Key | None:
        """The key a cookie holds; None for anything else."""
        try:
            secret = urlsafe_b64decode(cookie.encode("ascii") + b"=")
        except ValueError:
            return None
        return cls(secret) if len(secret) == KEY_BYTES else None

    def cookie(self) -> str:
        return urlsafe_b64encode(self.secret).decode("ascii").rstrip("=")

    @property
    def row(self) -> bytes:
        return self.derive(b"yorube row", 16)

    def derive(self, purpose: bytes, size: int) -> bytes:
        return HKDFExpand(SHA256(), size, purpose).derive(self.secret)

    def seal(self, text: bytes) -> bytes:
        """nonce, then the text with its length and filling, encrypted and bound to the row it belongs to."""
        filled = len(text).to_bytes(4, "big") + text
        filled += bytes(-len(filled) % BUCKET)
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.derive(b"yorube seal", 32)).encrypt(nonce, filled, self.row)

    def open(self, box: bytes) -> bytes | None:
        """The text, or None when the box was not sealed under this key for this row."""
        try:
            filled = AESGCM(self.derive(b"yorube seal", 32)).decrypt(
                box[:NONCE_BYTES], box[NONCE_BYTES:], self.row
            )
        except (InvalidTag, ValueError):
            return None
        return filled[4 : 4 + int.from_bytes(filled[:4], "big")]
