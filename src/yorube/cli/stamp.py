"""`yorube stamp PACKAGE`: time stamps for a package that was sealed before, or another one."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from yorube.cli.common import Fault, in_a_language, not_opened
from yorube.cli.evidence import authorities, now, opened, refused, save, stamps
from yorube.evidence.checking import first_of
from yorube.evidence.first import ChildImage
from yorube.evidence.words import words
from yorube.seal import Sealed, stamped, verify


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("stamp", help="add time stamps of the configured authorities to a package")
    command.add_argument("package", type=Path, metavar="PACKAGE", help="the ZIP file; it is replaced")
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Asks each authority. 1 where the package was altered, or none of them stamped."""
    asked = authorities()
    if not asked:
        raise Fault("YORUBE_TSA", words("files")["stamp.nobody"], 3)
    try:
        first_of(args.package)
        found = verify(args.package)
    except ChildImage:
        return refused(args.lang)
    except OSError as error:
        raise Fault(str(args.package), not_opened(error)) from None
    if found.whole != "intact":
        raise Fault(
            str(args.package), words("files")[f"tamper.{found.whole}"], 1 if found.whole == "altered" else 2
        )
    package = stamped(Sealed(opened(args.package)), asked, now())
    save(args.package, package, replace=True)
    print("\n".join(stamps(package, asked, args.lang)))
    return 0 if package.given else 1
