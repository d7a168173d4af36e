"""The first question of everything here: is it a sexual image, and how old was the person in it?

Of a child, or where the age is not known, nothing is captured, uploaded, sealed, hashed or shown: address, time and
account only (docs/contract.md, "Sexual images"). Of adults: address and hash, no copy unless the person wants one.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from yorube.evidence.words import words

# `no`: no sexual image; otherwise the age of the person in it, then.
Image: TypeAlias = Literal["no", "adult", "minor", "unknown"]
IMAGES: tuple[Image, ...] = ("no", "adult", "minor", "unknown")
NEVER = ("minor", "unknown")


class ChildImage(Exception):
    """Nothing may be done with this image; the message says what to do instead."""

    def __init__(self) -> None:
        super().__init__(words()["first.refused"].en)


def first(image: Image) -> None:
    """Called before a file is read or an address is opened. Raises ChildImage where nothing may be done."""
    if image in NEVER:
        raise ChildImage
