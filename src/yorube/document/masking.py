"""The copy for the other side."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from yorube.document.blocks import Document, Masked
from yorube.document.words import WORDS


def masked(document: Document) -> Document:
    """The same document without the masked texts (not their words, not their length) and without its cover."""
    return replace(document, blocks=hide(document.blocks, WORDS[document.lang].withheld), cover=None)


def hide(value: Any, withheld: str) -> Any:
    """Any part of a document with each Masked in it replaced by a plain text."""
    if isinstance(value, Masked):
        return value.instead or withheld
    if isinstance(value, tuple):
        return tuple(hide(part, withheld) for part in value)
    if hasattr(value, "__dataclass_fields__"):
        return replace(value, **{f.name: hide(getattr(value, f.name), withheld) for f in fields(value)})
    return value
