"""From bytes to plain tables: TOML, JSON or JSON Lines. A refusal is one line that says where."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from functools import partial
from typing import Any

from yorube.law.text import Text

BOM = b"\xef\xbb\xbf"
# A file kept on the web: beside the report, what a report has no place for (`papers`: what was filled in on papers).
KEPT = "yorube.kept/1"
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
    """The input is not a report at all: why and, where it is known, on which line, in both languages."""

    def __init__(self, ja: str, en: str) -> None:
        self.why = Text(ja, en)
        super().__init__(en)

    def line(self, lang: str) -> str:
        """The refusal on one line."""
        return self.why[lang]


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


def report_in(table: Any) -> Any:
    """The report of a kept file; any other table as it is."""
    return table.get("report") if isinstance(table, dict) and table.get("schema") == KEPT else table


def _several(text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines)


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark. Raises Unreadable."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]:
        raise Unreadable(
            "1行目: UTF-8 の文字ではありません（UTF-16 のようです）。UTF-8 で保存してください",
            "line 1: not UTF-8 text (it looks like UTF-16); save the file as UTF-8",
        )
    try:
        text = data.removeprefix(BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        guess = _guess(data)
        raise Unreadable(
            f"{line}行目: UTF-8 の文字ではありません{guess.ja}。UTF-8 で保存してください",
            f"line {line}: not UTF-8 text{guess.en}; save the file as UTF-8",
        ) from None
    # A control character is told apart here only when it breaks the form; in a text it has a path.
    return text.replace("\r\n", "\n")


def _guess(data: bytes) -> Text:
    try:
        data.decode("cp932")
    except UnicodeDecodeError:
        return Text("", "")
    return Text("（Shift_JIS / CP932 のようです）", " (it looks like Shift_JIS / CP932)")


def _too_deep() -> Unreadable:
    return Unreadable("入れ子が深すぎます", "nested too deeply")


def _long_number(form: str) -> Unreadable:
    return Unreadable(
        f"{form} として読めません: 何千けたもある数です", f"not {form}: a number with thousands of digits"
    )


def parse_toml(text: str) -> Any:
    """A TOML document. Raises Unreadable."""
    if LONG_KEY.search(QUOTED.sub("q", text)):  # the standard library would take minutes
        raise _too_deep()
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _impossible(text, str(error)) or Unreadable(
            f"TOML として読めません: {error}", f"not TOML: {error}"
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _long_number("TOML") from None


def _impossible(text: str, error: str) -> Unreadable | None:
    """A day or time that does not exist, written without quotes: said with the path of its key."""
    place = re.search(r"at line (\d+)", error)
    lines = text.split("\n")[: int(place[1])] if place else [""]
    found = re.match(r"\s*([\w.-]+)\s*=\s*(\d{4}-\d\d-\d\d[^\s,#]*)", lines[-1])
    if found is None or _is_toml(f"x = {found[2]}"):
        return None
    heads = [head[1] for head in map(re.compile(r"\s*\[+\s*([\w.-]+)\s*\]+").match, lines) if head]
    path = f"{heads[-1]}.{found[1]}" if heads else found[1]
    name = path.partition(".")[0]
    rows = sum(re.match(rf"\s*\[\[\s*{re.escape(name)}\s*\]\]", line) is not None for line in lines)
    path = f"{name}[{rows - 1}]{path.removeprefix(name)}" if rows else path
    return Unreadable(
        f"{len(lines)}行目: {path}: ありえない日付・時刻です; 書かれていたもの {found[2]}",
        f"line {len(lines)}: {path}: impossible date or time; found {found[2]}",
    )


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
        raise Unreadable(
            f"JSON として読めません（{error.lineno}行 {error.colno}文字目）: {error.msg}",
            f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})",
        ) from None
    except RecursionError:
        raise _too_deep() from None
    except ValueError:
        raise _long_number("JSON") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table: dict[str, Any] = {}
    for key, value in pairs:
        if key in table:
            raise Unreadable(f"キー {key[:60]!r} が二度書かれています", f"the key {key[:60]!r} stands twice")
        table[key] = value
    return table


def _no_constant(name: str) -> Any:
    raise Unreadable(f"{name} は JSON の値ではありません", f"{name} is not a value of JSON")
