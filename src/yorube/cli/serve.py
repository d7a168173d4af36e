"""`yorube serve`: answers a consultation here in the terminal."""

from __future__ import annotations

from typing import Any

from yorube.cli import ask


def add(commands: Any) -> None:
    """The arguments of the command: those of `ask`."""
    command = commands.add_parser("serve", help="a consultation, here in the terminal")
    ask.arguments(command)
    command.set_defaults(run=ask.run)
