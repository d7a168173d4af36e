"""`yorube seal FILE...`: files somebody has, kept so that anybody can see that they did not change."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from yorube.cli.common import Fault, book, in_a_language, not_opened, read_input, said, today
from yorube.cli.evidence import add_image, authorities, image_of, now, refused, save, stamps
from yorube.consult import ReportError, Unreadable, check, documents, report_in
from yorube.evidence.facts_told import told_of
from yorube.evidence.files import Said, sealed
from yorube.evidence.files_copy import unstripped
from yorube.evidence.first import ChildImage
from yorube.evidence.record import NAME, Record, read
from yorube.evidence.words import words
from yorube.law.text import Text
from yorube.seal import stamped


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("seal", help="seal files you have: pages, PDFs, pictures, films")
    command.add_argument(
        "paths", nargs="+", type=Path, metavar="FILE", help="what you have kept, of any kind"
    )
    command.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help="the package to write; default: its id and .zip"
    )
    add_image(command)
    command.add_argument(
        "--keep-copy", action="store_true", help="of a sexual image of an adult: keep a copy too"
    )
    command.add_argument("--url", metavar="URL", help="the address as the person tells it")
    command.add_argument(
        "--seen-at", type=a_moment, metavar="TIME", help="when the person saw it, with its offset"
    )
    command.add_argument(
        "--report", metavar="REPORT", help="a report, to be compared with what the files show"
    )
    command.add_argument("--json", action="store_true", help="the record as JSON")
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Seals, stamps where somebody stamps, and says what the files show and do not."""
    image = image_of(args)
    try:
        told = Said(url=args.url, seen_at=args.seen_at, posts=posts(args))
        asked = () if image in ("minor", "unknown") else authorities()
        package = sealed(args.paths, image, told, now(), keep_copy=args.keep_copy)
    except ChildImage:
        return refused(args.lang)
    except OSError as error:
        raise Fault(str(error.filename or "seal"), not_opened(error)) from None
    package = stamped(package, asked, now())
    record = read(package.package.members[NAME])
    out = args.out or Path(f"{record.id}.zip")
    save(out, package)
    if args.json:
        row = {"package": str(out), "manifest": package.manifest, "stamps": list(package.given)}
        refusals = [{"authority": name, "why": why.data} for name, why in package.refused]
        made = {**row, "refused": refusals, "record": json.loads(package.package.members[NAME])}
        print(json.dumps(made, ensure_ascii=False, indent=2))
        return 0
    print("\n".join([*lines(out, record, package.manifest, args.lang), *stamps(package, asked, args.lang)]))
    print(said(words("files")["handle"], args.lang))
    return 0


def posts(args: argparse.Namespace) -> dict[str, Any]:
    """What the report says of its posts."""
    if args.report is None:
        return {}
    try:
        ((_, table),) = documents(read_input(args.report), args.report)
        report = check(report_in(table()), book(), today())
    except (Unreadable, ReportError) as error:
        raise Fault(args.report, error.line(args.lang)) from None
    except ValueError:
        raise Fault(args.report, Text("報告は1つだけにしてください", "must hold one report")) from None
    return told_of({**post.told, "posts.id": post.id} for post in report.posts)


def lines(out: Path, record: Record, manifest: str, lang: str) -> Iterator[str]:
    """The receipt."""
    told = words("files")

    def say(id: str, **values: object) -> str:
        return said(told[id], lang).format(**values)

    yield f"{say('seal.done')}: {out}"
    yield f"{say('seal.manifest')}: {manifest}"
    for row in record.files:
        yield f"{row['name']}  ({say('kind.' + row['kind'])})"
        yield f"  SHA-256 {row['sha256']}"
        yield f"  {say('source.' + row['source'])}"
        if row["source"] != "own_browser":
            yield f"  {say('source.' + row['source'] + '.means')}"
        if row["source"] == "picture":
            yield f"  {say('source.picture.so')}"
        if row["url"]:
            yield f"  {say('seal.url')}: {row['url']}"
        if row["at"]:
            note = f" ({say('seal.no_offset')})" if row["said"].get("no_offset") else ""
            yield f"  {say('seal.at', **{'from': row['said'].get('at_from', '')})}: {row['at']}{note}"
        if row["said"].get("place"):
            yield f"  {say('seal.place' if row['working'] else 'seal.place_kept')}"
        elif unstripped(row):
            yield f"  {say('seal.not_stripped')}"
        if row["member"] is None:
            yield f"  {say('seal.hash_only')}"
    if record.differences:
        yield f"{say('seal.differs')}:"
    for row in record.differences:
        kept = row["kept"] or say("seal.absent")
        yield f"  {say('seal.difference', what=say('fact.' + row['what']), told=row['told'], kept=kept)}"


def a_moment(written: str) -> datetime:
    """An argument that is a time with its offset."""
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise argparse.ArgumentTypeError(
            f"{written!r} is no time with its offset; write 2026-11-22T13:24:20+09:00"
        )
    return at
