"""Plain data that nobody changes: what the rulebook gives to every outcome alike, shared instead of copied.

Frozen dicts and lists are dicts and lists for whoever reads or writes them (`json`, `==`, `isinstance`); what would
change one raises TypeError. `copy.deepcopy` of one gives dicts and lists of one's own.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
T = TypeVar("T")


def refuse(self: object, *_: object, **__: object) -> NoReturn:
    """In place of every way to change one."""
    raise TypeError("shared by all outcomes and not to be changed; copy.deepcopy makes one of your own")


class FrozenDict(dict[K, T]):
    """A dict that stays as it was made."""

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = refuse
    clear = pop = popitem = setdefault = update = refuse

    def __deepcopy__(self, known: dict[int, Any]) -> dict[K, T]:
        return {key: deepcopy(value, known) for key, value in self.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (dict(self),)


class FrozenList(list[T]):
    """A list that stays as it was made."""

    __slots__ = ()
    __setitem__ = __delitem__ = __iadd__ = __imul__ = refuse
    append = clear = extend = insert = pop = remove = reverse = sort = refuse

    def __deepcopy__(self, known: dict[int, Any]) -> list[T]:
        return [deepcopy(value, known) for value in self]

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (list(self),)


NOT_YET = (dict, list, tuple)


def frozen(value: Any) -> Any:
    """Plain data, frozen all the way down."""
    if type(value) is dict:
        return FrozenDict({key: frozen(one) if type(one) in NOT_YET else one for key, one in value.items()})
    if type(value) in NOT_YET:
        return FrozenList([frozen(one) if type(one) in NOT_YET else one for one in value])
    return value
