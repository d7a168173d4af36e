"""From TOML tables to the frozen values of `law/rulebook.py`: the dataclass is the schema.

Every key must be known, every value of its type, every text in both languages. Mistakes are collected, each with file,
line and hint, so that a person mends many in one go.
"""

from __future__ import annotations

import re
import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from yorube.law.expr import Node
from yorube.law.parse import Names, Problem, close_to, parse
from yorube.law.periods import Length
from yorube.law.text import Text

LANGS = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: where it is, what is wrong, what helps."""

    file: str
    line: int
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}" + (f" ({self.hint})" if self.hint else "")


class RulebookError(Exception):
    """The rulebook cannot be used; `mistakes` says why, each on one line."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("\n".join(map(str, mistakes)))
        self.mistakes = mistakes


# The header of a table or of a row of tables: `[kind]`, `[[kind]]`.
HEADER = re.compile(r"^[ \t]*\[{1,2}[ \t]*([\w-]+)[ \t]*\]{1,2}[ \t]*(?:#.*)?$", re.M)


@dataclass(frozen=True, slots=True)
class Row:
    """A table of a file: the n-th `[[kind]]` (or `[kind]`, n = 0)."""

    file: str
    kind: str
    index: int
    table: Mapping[str, Any]
    text: str

    @property
    def id(self) -> str:
        return str(self.table.get("id", ""))

    def line(self, near: str = "") -> int:
        """The line of the table, or of the key, the value or the word `near` inside it (1 is the first)."""
        start, end = self._span()
        word = re.escape(near)
        for pattern in (rf"(?<![\w.-]){word}[ \t]*=", rf'"{word}"', word) if near else ():
            if found := re.compile(pattern).search(self.text, start, end):
                start = found.start()
                break
        return self.text.count("\n", 0, start) + 1

    def _span(self) -> tuple[int, int]:
        """Where the table stands in the text: from its header to the next one."""
        heads = [*HEADER.finditer(self.text)]
        own = [place for place, head in enumerate(heads) if head[1] == self.kind]
        if self.index < len(own):
            place = own[self.index]
            return heads[place].start(), heads[place + 1].start() if place + 1 < len(heads) else len(
                self.text
            )
        key = re.search(rf"^[ \t]*{re.escape(self.kind)}[ \t]*=", self.text, re.M)
        return key.start() if key else 0, len(self.text)

    def mistake(self, message: str, hint: str = "", near: str = "") -> Mistake:
        name = f"{self.kind} {self.id}: " if self.id else ""
        return Mistake(self.file, self.line(near), f"{name}{message}", hint)


def build(kind: type, table: object, names: Names, at: str = "") -> Any:
    """A value of dataclass `kind` from a table. Raises Problem; `at` is the key the table stands under."""
    if not isinstance(table, Mapping):
        raise Problem(f"{at or kind.__name__}: a table is needed, found {table!r:.80}", "", at)
    shape = shape_of(kind)
    for key in table:
        if key not in shape:
            raise Problem(f"unknown key `{key}`", close_to(key, shape.keys()), key)
    values = {}
    for key, (name, hint, required) in shape.items():
        if key in table:
            values[name] = convert(hint, table[key], names, key)
        elif required:
            needed = ", ".join(key for key, (_, _, required) in shape.items() if required)
            raise Problem(f"`{key}` is missing", f"always there: {needed}", at)
    if table.get("id") == "":
        raise Problem("`id` is empty", "", "id")
    for lang in LANGS:
        if lang in shape and lang in table:
            written(table, lang, at)
    return kind(**values)


@cache
def shape_of(kind: type) -> Mapping[str, tuple[str, Any, bool]]:
    """The keys a table may have: key -> (field, type, required). `from_` and `as_` are written without the stroke."""
    hints = get_type_hints(kind)
    return {
        f.name.rstrip("_"): (f.name, hints[f.name], f.default is MISSING and f.default_factory is MISSING)
        for f in fields(kind)
        if f.init
    }


def convert(hint: Any, value: object, names: Names, key: str) -> Any:
    """A value of the type `hint`. Raises Problem with the key."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _union(args, value, names, key)
    if origin is tuple:
        if not isinstance(value, list):
            raise Problem(f"`{key}` takes a list, found {value!r:.80}", "", key)
        return tuple(convert(args[0], item, names, key) for item in value)
    if hint is Node:
        return parse(value, names)
    if hint is Text:
        return text(value, key)
    if hint is Length:
        return _length(value, key)
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return build(hint, value, names, key)
    return _plain(hint, value, key)


def _union(args: tuple[Any, ...], value: object, names: Names, key: str) -> Any:
    kinds = [arg for arg in args if arg is not type(None)]
    if len(kinds) > 1:  # a table is the dataclass, anything else the plain one
        tables = [kind for kind in kinds if is_dataclass(kind)]
        plain = [kind for kind in kinds if not is_dataclass(kind)]
        if isinstance(value, Mapping) and tables:
            kinds = tables
        else:
            kinds = [kind for kind in plain if isinstance(value, kind)] or plain
    return convert(kinds[0], value, names, key)


def _plain(hint: Any, value: object, key: str) -> Any:
    wrong = not isinstance(value, hint)
    if hint is int and isinstance(value, bool):
        wrong = True
    if hint is date and isinstance(value, datetime):
        wrong = True
    if wrong:
        names = {str: "a text", int: "a whole number", bool: "true or false", date: "a date"}
        raise Problem(f"`{key}` takes {names.get(hint, hint)}, found {value!r:.80}", "", key)
    return value


def text(value: object, key: str) -> Text:
    """A text in both languages."""
    if not isinstance(value, Mapping) or set(value) - {"ja", "en", "easy"}:
        raise Problem(f"`{key}` takes a text {{ ja, en, easy }}, found {value!r:.80}", "", key)
    ja, en = (written(value, lang, key) for lang in LANGS)
    return Text(ja, en, written(value, "easy", key) if "easy" in value else "")


def written(table: Mapping[str, Any], lang: str, key: str) -> str:
    """What a table says in one language: never nothing."""
    said = table.get(lang)
    if not isinstance(said, str) or not said.strip():
        raise Problem(
            f"`{key or lang}` has no text in `{lang}`",
            "every text is in Japanese and in English",
            key or lang,
        )
    return said


def _length(value: object, key: str) -> Length:
    if not isinstance(value, Mapping) or len(value) != 1 or set(value) - {"days", "months", "years"}:
        raise Problem(f"`{key}` takes one of days, months, years, found {value!r:.80}", "", key)
    ((unit, count),) = value.items()
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise Problem(f"`{key}` takes a number of {unit} above 0, found {count!r}", "", key)
    return Length(**{unit: count})
