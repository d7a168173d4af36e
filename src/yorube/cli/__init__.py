"""The command line: one thin module for each command.

Exit status: 0 done; 1 done and the answer is "no"; 2 the input or the call is at fault, with one line that says what
and where; 3 something the user can install is missing, with the command that does it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from yorube.cli import ask, consult, rulebook, schema, serve
from yorube.cli.common import Fault

COMMANDS = (serve, consult, ask, rulebook, schema)


def parser() -> argparse.ArgumentParser:
    """Every command with its arguments."""
    top = argparse.ArgumentParser(
        prog="yorube",
        description="ネットの誹謗中傷について、できること・期限・証拠・相談先 / what can be done, by when, with whom",
        epilog="Information and drafts, not legal advice. 情報と下書きで、法律相談ではありません。",
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    top = parser()
    args = top.parse_args(argv)
    if args.command is None:
        top.print_help()
        return 0
    try:
        status: int = args.run(args)
        sys.stdout.flush()
        return status
    except Fault as fault:
        print(fault, file=sys.stderr)
        return fault.status
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader closed the pipe: `yorube ... | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
