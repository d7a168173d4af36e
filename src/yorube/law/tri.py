"""Strong three-valued logic: yes, no, unknown.

A truth value is `True`, `False` or `None` (unknown). Unknown is never no: an unknown part leaves the whole unknown
unless the other parts decide it alone.
"""

from __future__ import annotations

from collections.abc import Iterable

Tri = bool | None


def negate(value: Tri) -> Tri:
    """Not: unknown stays unknown."""
    return None if value is None else not value


def every(values: Iterable[Tri]) -> Tri:
    """And: no as soon as one part is no, yes when all are yes, else unknown."""
    unknown = False
    for value in values:
        if value is False:
            return False
        unknown = unknown or value is None
    return None if unknown else True


def some(values: Iterable[Tri]) -> Tri:
    """Or: yes as soon as one part is yes, no when all are no, else unknown."""
    unknown = False
    for value in values:
        if value is True:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def at_least(count: int, values: Iterable[Tri]) -> Tri:
    """Yes when `count` parts are yes, no when so many can no longer be, else unknown."""
    yes = possible = 0
    for value in values:
        yes += value is True
        possible += value is not False
    return True if yes >= count else False if possible < count else None


def decide(met: Tri, not_met: Tri) -> Tri:
    """Yes when `met` holds, no when `not_met` holds; unknown when neither or, against its contract, both hold."""
    if met is True:
        return None if not_met is True else True
    return False if not_met is True else None
