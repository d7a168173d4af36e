"""`yorube serve`: the web application, on this machine alone."""

from __future__ import annotations

import argparse
from typing import Any

from yorube.cli.common import Fault
from yorube.web import serve


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("serve", help="the web application, here at http://127.0.0.1:8000/")
    command.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="HOST",
        help="the address to listen on (default: 127.0.0.1, this machine alone)",
    )
    command.add_argument("--port", type=a_port, default=8000, metavar="PORT", help="the port (default: 8000)")
    command.set_defaults(run=run)


def a_port(written: str) -> int:
    """An argument that is a port."""
    if not written.isdecimal() or not 1 <= int(written) <= 65535:
        raise argparse.ArgumentTypeError(f"{written!r} is not a port (1 to 65535)")
    return int(written)


def run(args: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    host = f"[{args.host}]" if ":" in args.host else args.host
    print(f"寄る辺 Yorube: http://{host}:{args.port}/  (Ctrl+C: 終わる / stop)", flush=True)
    try:
        serve.serve(args.host, args.port)
    except serve.Unusable as error:
        raise Fault(str(error.place), error.why) from None
    return 0
