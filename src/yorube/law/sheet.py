"""Many conditions at once: a sheet of expressions, written out as one Python function.

Rules that choose what to do ask hundreds of conditions of one world, and ask the same few things over and over. A
sheet works all of them out together: each fact is looked up once, each shared condition evaluated once, the rest is
Python's own `and`, `or` and `not` (`law/writer.py`). The function is kept with the rulebook as compiled code
(`law/compiled.py`).
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from typing import Any, ClassVar

from yorube.law.expr import Node
from yorube.law.terms import Statement, answer
from yorube.law.world import World
from yorube.law.writer import KNOWN, Writer

# Conditions that hold, by their identity: `id(node) in held`. An empty place (None) is always among them, since what
# has no condition always holds.
Held = frozenset[int]
ALWAYS = Held((id(None),))


@dataclass(frozen=True)
class Sheet:
    """Conditions that are asked together, with the code that asks them; `known` are the names its kind may use."""

    known: ClassVar[Mapping[str, object]] = {}
    conditions: tuple[Node, ...]
    code: bytes

    @cached_property
    def _ask(self) -> Callable[[World], Any]:
        names: dict[str, Any] = {**KNOWN, **self.known}
        exec(marshal.loads(self.code), names)
        ask: Callable[[World], Any] = names["of_world"]
        return ask

    @cached_property
    def _ids(self) -> tuple[int, ...]:
        return tuple(map(id, self.conditions))

    def __getstate__(self) -> Mapping[str, object]:
        return {"conditions": self.conditions, "code": self.code}


class Holding(Sheet):
    """A sheet that asks which conditions surely hold."""

    def of(self, world: World) -> Held:
        """The conditions that hold."""
        return ALWAYS.union(compress(self._ids, self._ask(world)))


def holding(conditions: Sequence[Node]) -> Holding:
    """The sheet that asks which of these surely hold."""
    constants: dict[str, str] = {}
    writer = Writer(constants, Writer(constants, None))
    text = writer.function("of_world", [answer(writer.sure(node, True) for node in conditions)])
    return Holding(tuple(conditions), compiled(constants, [text]))


def compiled(constants: Mapping[str, str], functions: Sequence[str]) -> bytes:
    """The code of some functions and of the values they use, as it is kept."""
    text = "".join([*(f"{name} = {value}\n" for value, name in constants.items()), *functions])
    return marshal.dumps(compile(text, "<a sheet of conditions>", "exec"))


class OfPosts:
    """The functions of one post that a sheet asks of every post, each written once; all take the same."""

    def __init__(self, constants: dict[str, str], takes: str = "world") -> None:
        self.constants, self.takes = constants, takes
        self.names: dict[tuple[object, ...], str] = {}
        self.texts: list[str] = []

    def name(self, key: tuple[object, ...], body: Callable[[Writer], Sequence[Statement]]) -> str:
        """The function with this key; `body` are its statements."""
        if key not in self.names:
            self.names[key] = f"in_post{len(self.names)}"
            writer = Writer(self.constants, None)
            self.texts.append(writer.function(self.names[key], body(writer), self.takes))
        return self.names[key]
