"""What several commands share: faults with their exit status, the clock, the rulebook, reading input."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from yorube import law
from yorube.law.periods import JAPAN
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

# Japanese, plain Japanese (やさしい日本語) where a text has it, English.
LANGUAGES = ("ja", "easy", "en")
CLOSED = Text("標準入力が閉じています", "standard input is closed")
NOT_OPENED = (
    (FileNotFoundError, Text("そのファイルはありません", "no such file")),
    (IsADirectoryError, Text("ファイルではなく、フォルダです", "a folder, not a file")),
    (FileExistsError, Text("もうあります", "it exists already")),
    (PermissionError, Text("開く許可がありません", "no permission to open it")),
)


def in_a_language(command: ArgumentParser) -> None:
    """The argument that says which language is spoken."""
    command.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=LANGUAGES[0],
        help="language of the text: Japanese, plain Japanese, English (default: ja)",
    )


def on_a_day(command: ArgumentParser) -> None:
    """The argument that says on which day the consultation is."""
    command.add_argument("--as-of", type=a_day, metavar="DATE", help="the day of the consultation")


class Fault(Exception):
    """A command cannot go on: the `place` and why; `line` is the one line a person sees."""

    def __init__(self, place: str, why: Text | str, status: int = 2) -> None:
        self.place = place
        self.why = why if isinstance(why, Text) else Text(why, why)
        self.status = status
        super().__init__(self.line("en"))

    def line(self, lang: str) -> str:
        """The fault in a language."""
        return f"{self.place}: {self.why[lang]}"


def said(text: Text | Mapping[str, str], lang: str) -> str:
    """A text in a language; where there is no plain Japanese (`easy`), in Japanese."""
    data = text.data if isinstance(text, Text) else text
    return data.get(lang) or data["ja"]


def not_opened(error: OSError) -> Text:
    """Why a file could not be opened, read or made."""
    for kind, text in NOT_OPENED:
        if isinstance(error, kind):
            return text
    why = error.strerror or str(error)
    return Text(why, why)


def today() -> date:
    """Today in Japan: the only place that reads the clock."""
    return datetime.now(JAPAN).date()


def book() -> Rulebook:
    """The rulebook that comes with Yorube. Fault when a file of it is wrong."""
    try:
        return law.shipped()
    except law.RulebookError as error:
        more = len(error.mistakes) - 1
        rest = f" (and {more} more: yorube rulebook check)" if more else ""
        raise Fault("rulebook", f"{error.mistakes[0]}{rest}", 1) from None


def read_input(name: str) -> bytes:
    """The bytes of a file, or of standard input for `-`."""
    if name == "-" and sys.stdin is None:
        raise Fault(name, CLOSED)
    try:
        return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Fault(name, not_opened(error)) from None


def a_day(written: str) -> date:
    """An argument that is a day."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise ArgumentTypeError(f"{written!r} is not a day; write it as 2026-11-22") from None
