"""From bytes to plain tables: TOML, JSON or JSON Lines. A refusal is one line that says where."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from functools import partial
from typing import Any

BOM = b"\xef\xbb\xbf"


class Unreadable(Exception):
    """The input is not a report at all; the message says why and, where it is known, on which line."""


def documents(data: bytes, name: str = "-") -> list[tuple[str, Callable[[], Any]]]:
    """The documents in `data`: each with its place (`name`, or `name:line` in JSON Lines) and a call that parses it.

    The ending of `name` decides (.toml, .json, .jsonl, .ndjson); without one, `{` at the start means JSON.
    Raises Unreadable when `data` is not UTF-8 text; the calls raise it for text that is not in its form.
    """
    text = decode(data)
    kind = name.rpartition(".")[2].lower()
    if kind in ("jsonl", "ndjson") or (kind not in ("toml", "json") and _several(text)):
        lines = enumerate(text.split("\n"), 1)
        return [(f"{name}:{number}", partial(parse_json, line)) for number, line in lines if line.strip()]
    if kind == "json" or (kind != "toml" and text.lstrip().startswith("{")):
        return [(name, partial(parse_json, text))]
    return [(name, partial(parse_toml, text))]


def _several(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines)


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark. Raises Unreadable."""
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"line {line}: not UTF-8 text{_guess(data)}; save the file as UTF-8") from None
    # A NUL or another control character is told apart here only when it breaks the form; in a text it has a path.
    return text.replace("\r\n", "\n")


def _guess(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return " (it looks like UTF-16)"
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return " (it looks like Shift_JIS / CP932)"


def parse_toml(text: str) -> Any:
    """A TOML document. Raises Unreadable."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"not TOML: {error}") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except ValueError as error:  # an impossible date, told by the standard library
        raise Unreadable(f"not TOML: {error}{_impossible(text)}") from None


def _impossible(text: str) -> str:
    for match in re.finditer(r"^\s*([A-Za-z_.]+)\s*=\s*(\d{4}-\d\d-\d\d\S*)", text, re.M):
        try:
            tomllib.loads(f"x = {match[2]}")
        except ValueError:
            return f" ({match[1]} = {match[2]}, line {text.count(chr(10), 0, match.start(1)) + 1})"
    return ""


def parse_json(text: str) -> Any:
    """A JSON document; a key that stands twice is refused. Raises Unreadable."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except ValueError as error:  # a number with thousands of digits
        raise Unreadable(f"not JSON: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise Unreadable(f"the key {key!r} stands twice")
        table[key] = value
    return table


def _no_constant(name: str) -> Any:
    raise Unreadable(f"{name} is not a value of JSON")
