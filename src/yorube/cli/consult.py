"""`yorube consult FILE`: a report in, an outcome out."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from yorube.cli import show
from yorube.cli.common import Fault, book, in_a_language, on_a_day, read_input, today
from yorube.consult import Outcome, ReportError, Unreadable, assess, check, documents, report_in, why
from yorube.law.rulebook import Rulebook


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("consult", help="a report in (TOML, JSON, JSON Lines), an outcome out")
    command.add_argument("files", nargs="+", metavar="FILE", help="a report; `-` reads standard input")
    command.add_argument("--json", action="store_true", help="the whole outcome as JSON")
    command.add_argument("--full", action="store_true", help="everything, not only what matters first")
    command.add_argument(
        "--trace",
        action="store_true",
        help="every rule of the law as it was applied, and what would change it",
    )
    on_a_day(command)
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Outcomes on standard output; a refusal is one line on standard error. Many reports give JSON Lines."""
    rules = book()
    found, status = [], 0
    for name in args.files:
        try:
            found += documents(read_input(name), name)
        except Fault as fault:
            status = refused(fault.line(args.lang))
        except Unreadable as error:
            status = refused(f"{name}: {error.line(args.lang)}")
    many = (
        len(args.files) > 1 or len(found) > 1 or any(place.rpartition(":")[2].isdigit() for place, _ in found)
    )
    for place, parse in found:
        try:
            outcome = one(report_in(parse()), args, rules)
        except (Unreadable, ReportError) as error:
            status = refused(f"{place}: {error.line(args.lang)}")
        else:
            write(outcome, args, rules, many)
    return status


def refused(line: str) -> int:
    """Says on one line what is wrong; returns the exit status."""
    print(line, file=sys.stderr)
    return 2


def one(table: Any, args: argparse.Namespace, rules: Rulebook) -> Outcome:
    """The outcome of one report, or its trace; `--as-of` stands above the report's own day."""
    if args.as_of is not None and isinstance(table, dict):
        table = {**table, "as_of": args.as_of}
    report = check(table, rules, today())
    return why(report, rules) if args.trace else assess(report, rules)


def write(outcome: Outcome, args: argparse.Namespace, rules: Rulebook, many: bool) -> None:
    """An outcome as JSON, one line each when there are many, or as text."""
    if many:
        print(json.dumps(outcome, ensure_ascii=False))
    elif args.json:
        print(json.dumps(outcome, ensure_ascii=False, indent=1))
    elif args.trace:
        print("\n".join(show.trace(outcome, args.lang, rules)))
    else:
        print("\n".join(show.outcome(outcome, args.lang, rules, args.full)))
