"""`yorube schema report|outcome`: the JSON Schema of what goes in and what comes out."""

from __future__ import annotations

import argparse
import json
from typing import Any

from yorube.cli.common import book
from yorube.consult.schema import outcome_schema, report_schema


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("schema", help="the JSON Schema of the report or the outcome")
    command.add_argument("which", choices=("report", "outcome"))
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    schema = report_schema(book()) if args.which == "report" else outcome_schema(book())
    print(json.dumps(schema, ensure_ascii=False, indent=1))
    return 0
