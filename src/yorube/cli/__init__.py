"""The command line: one thin module for each command.

Exit status: 0 done; 1 done and the answer is "no"; 2 the input or the call is at fault, with one line that says what
and where; 3 something the user can install is missing, with the command that does it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import NoReturn

from yorube.cli.common import Fault

# Each a module of this room. Only the one that is called is loaded: an answer does not wait for what captures pages.
COMMANDS = [
    "serve",
    "consult",
    "ask",
    "paper",
    "capture",
    "seal",
    "stamp",
    "verify",
    "exhibit",
    "rulebook",
    "schema",
]


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a call on one line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} ({self.prog} --help)\n")


def parser(names: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """These commands with their arguments."""
    top = Parser(
        prog="yorube",
        description="ネットの誹謗中傷について、できること・期限・証拠・相談先 / what can be done, by when, with whom",
        epilog="Information and drafts, not legal advice. 情報と下書きで、法律相談ではありません。",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for name in names:
        import_module(f"yorube.cli.{name}").add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a terminal that does not know a character
    try:
        return run(argv)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader closed the pipe: `yorube ... | head`
        no_more_output()
        return 0
    except OSError as error:  # the disk is full
        no_more_output()
        print(f"yorube: {error.strerror or error}", file=sys.stderr)
        return 2


def run(argv: Sequence[str] | None) -> int:
    """One command, all of its output written."""
    words = sys.argv[1:] if argv is None else argv
    top = parser(words[:1] if words and words[0] in COMMANDS else COMMANDS)
    args = top.parse_args(words)
    if args.command is None:
        top.print_help()
        return 0
    try:
        status: int = args.run(args)
    except Fault as fault:
        print(fault.line(getattr(args, "lang", "en")), file=sys.stderr)
        return fault.status
    if sys.stdout is not None:
        sys.stdout.flush()
    return status


def no_more_output() -> None:
    """What is still to be written goes nowhere, so that the end of the program does not fail too."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
