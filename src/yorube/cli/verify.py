"""`yorube verify PACKAGE`: was it changed, since when is it, who saw it, is it whole. Offline."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from yorube.cli.common import Fault, in_a_language, not_opened, said
from yorube.cli.evidence import authorities, refused
from yorube.evidence.checking import Answers, answers
from yorube.evidence.checking_roots import Roots, RootsError, of_authorities, of_folder
from yorube.evidence.checking_words import because, counted, plain, reasons
from yorube.evidence.first import ChildImage
from yorube.evidence.words import words
from yorube.law.periods import JAPAN
from yorube.law.text import Text

# As many reasons are said of one archive: one that is damaged may give thousands.
MOST = 5
NO_ROOTS = Text(
    "読める証明書（.pem / .crt / .cer）がありません",
    "holds no certificate that can be read (.pem, .crt, .cer)",
)


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("verify", help="check a package: changed, since when, who saw it, whole")
    command.add_argument("package", type=Path, metavar="PACKAGE", help="the ZIP file")
    command.add_argument(
        "--roots",
        type=Path,
        metavar="DIR",
        help="a folder of certificates as the authorities publish them; default: those of the configured authorities",
    )
    command.add_argument("--json", action="store_true", help="the answers as JSON, in finer words")
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Checks and says what was found; the exit status is the answer."""
    roots = roots_of(args.roots)
    try:
        found = answers(args.package, roots)
    except ChildImage:
        return refused(args.lang)
    except OSError as error:
        raise Fault(str(args.package), not_opened(error)) from None
    if args.json:
        print(json.dumps(found.data, ensure_ascii=False, indent=2))
    elif found.status == 2:
        raise Fault(str(args.package), words("files")["tamper.unreadable"])
    else:
        print("\n".join(lines(found, args.lang)))
    return found.status


def roots_of(folder: Path | None) -> Roots:
    """The certificates of a folder, or of the configured authorities. Fault where there are none in the folder."""
    if folder is None:
        return of_authorities(authorities())
    try:
        return of_folder(folder)
    except OSError as error:
        raise Fault(str(error.filename or folder), not_opened(error)) from None
    except RootsError as error:
        raise Fault(str(folder / str(error)), NO_ROOTS) from None


def lines(found: Answers, lang: str) -> Iterator[str]:
    """Four answers, each with its reasons."""
    told = words("files")

    def say(id: str, **values: object) -> str:
        return said(told[id], lang).format(**values)

    seal, record = found.checked, found.record
    yield f"{say('check.tamper')}: {say('tamper.' + seal.whole)}"
    yield from (f"  {because(one.data, lang)}" for one in seal.wrong)
    for archive in found.archives:
        if archive.wrong:
            yield f"  {say('inside.wrong', name=archive.member)}"
            yield from (f"    {because(one.data, lang)}" for one in archive.wrong[:MOST])
        else:
            yield f"  {say('inside.right', hashes=archive.hashes, digests=archive.digests)}"
    times = [one.stamp.at for one in seal.stamps if one.stamp]
    at = written(min(times)) if times else ""
    yield f"{say('check.time')}: {say('time.' + seal.time, at=at)}"
    for one in seal.stamps:
        found_at = written(one.stamp.at) if one.stamp else ""
        yield f"  {plain(one.name)}: {because(one.wrong.data, lang) if one.wrong else found_at}"
    if found.after is not None:
        yield f"  {say('time.later', seconds=round(found.after.total_seconds()))}"
    if record is None:
        yield f"{say('check.source')}: {say('complete.unknown')}"
        yield f"{say('check.complete')}: {say('complete.unknown')}"
        return
    yield f"{say('check.source')}: {say('source.' + record.source)}"
    yield f"  {say('source.' + record.source + '.means')}"
    if record.final_url:
        yield f"  {record.final_url}"
    yield f"{say('check.complete')}: {say('complete.' + record.verdict)}"
    if record.counters:
        yield f"  {counted(record, lang)}"
    yield from (f"  {reason}" for reason in reasons(record, lang))
    yield say("handle")


def written(at: datetime) -> str:
    """A time in Japan, and in UTC."""
    return f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M:%S} JST ({at:%Y-%m-%dT%H:%M:%SZ})"
