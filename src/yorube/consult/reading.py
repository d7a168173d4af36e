"""From bytes to plain tables: TOML, JSON or JSON Lines. A refusal is one line that says where."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from functools import partial
from typing import Any

BOM = b"\xef\xbb\xbf"
# Strings and comments of TOML, to be passed over, and a key of more parts than any report has.
QUOTED = re.compile(
    r'"""[^\\"]*+(?:(?:\\.|"(?!""))[^\\"]*+)*+"""'
    r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*+"'
    r"|'[^'\n]*+'"
    r"|#[^\n]*+",
    re.S,
)
LONG_KEY = re.compile(r"(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){50}")


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
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]:
        raise Unreadable("line 1: not UTF-8 text (it looks like UTF-16); save the file as UTF-8")
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"line {line}: not UTF-8 text{_guess(data)}; save the file as UTF-8") from None
    # A control character is told apart here only when it breaks the form; in a text it has a path.
    return text.replace("\r\n", "\n")


def _guess(data: bytes) -> str:
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return ""
    return " (it looks like Shift_JIS / CP932)"


def parse_toml(text: str) -> Any:
    """A TOML document. Raises Unreadable."""
    if LONG_KEY.search(QUOTED.sub("q", text)):  # the standard library would take minutes
        raise Unreadable("nested too deeply")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(_impossible(text, str(error)) or f"not TOML: {error}") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except ValueError:
        raise Unreadable("not TOML: a number with thousands of digits") from None


def _impossible(text: str, error: str) -> str:
    """A day or time that does not exist, written without quotes: said with the path of its key."""
    place = re.search(r"at line (\d+)", error)
    lines = text.split("\n")[: int(place[1])] if place else [""]
    found = re.match(r"\s*([\w.-]+)\s*=\s*(\d{4}-\d\d-\d\d[^\s,#]*)", lines[-1])
    if found is None or _is_toml(f"x = {found[2]}"):
        return ""
    heads = [head[1] for head in map(re.compile(r"\s*\[+\s*([\w.-]+)\s*\]+").match, lines) if head]
    path = f"{heads[-1]}.{found[1]}" if heads else found[1]
    name = path.partition(".")[0]
    rows = sum(re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", line) is not None for line in lines)
    path = f"{name}[{rows - 1}]{path.removeprefix(name)}" if rows else path
    return f"line {len(lines)}: {path}: impossible date or time; found {found[2]}"


def _is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True


def parse_json(text: str) -> Any:
    """A JSON document; a key that stands twice is refused. Raises Unreadable."""
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except RecursionError:
        raise Unreadable("nested too deeply") from None
    except ValueError:
        raise Unreadable("not JSON: a number with thousands of digits") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise Unreadable(f"the key {key[:60]!r} stands twice")
        table[key] = value
    return table


def _no_constant(name: str) -> Any:
    raise Unreadable(f"{name} is not a value of JSON")
