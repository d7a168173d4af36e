"""`yorube exhibit PACKAGE -o OUT`: the court's paper of a package, the rows of the list of evidence, the sheet on who
could tell the person meant."""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path
from typing import Any

from yorube.cli.common import Fault, in_a_language, not_opened, read_input, said
from yorube.cli.evidence import add_image, image_of, refused
from yorube.cli.paper import WRITERS, save
from yorube.cli.verify import roots_of
from yorube.evidence import rows, rows_recognised
from yorube.evidence.checking import answers
from yorube.evidence.exhibit import Exhibit, ExhibitError, Wanted, exhibit
from yorube.evidence.exhibit_strips import Frame
from yorube.evidence.first import NEVER, ChildImage
from yorube.evidence.record import Record
from yorube.evidence.words import words
from yorube.law.text import Text

MEGABYTE = 1_000_000


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("exhibit", help="the court's paper of a package, as PDF")
    command.add_argument("package", type=Path, metavar="PACKAGE", help="the ZIP file")
    command.add_argument(
        "-o",
        "--out",
        type=Path,
        required=True,
        metavar="OUT",
        help="OUT.pdf, or a folder for files with a court's names",
    )
    add_image(command)
    command.add_argument(
        "--keep-copy", action="store_true", help="of a sexual image of an adult: print it too"
    )
    command.add_argument(
        "--number", default="", metavar="NUMBER", help="the number of the exhibit, such as 甲1"
    )
    command.add_argument("--branch", default="", metavar="BRANCH", help="its branch, such as 1")
    command.add_argument(
        "--frame",
        type=a_frame,
        action="append",
        default=[],
        metavar="X,Y,W,H",
        help="a red frame on the picture, in its points; the exhibit says that it was added",
    )
    command.add_argument(
        "--split", type=float, metavar="MB", help="more than one file, of about so many megabytes"
    )
    command.add_argument(
        "--rows",
        type=Path,
        metavar="ROWS",
        help="also its row of the list of evidence: .csv .docx .pdf; .toml for `paper evidence_list`",
    )
    command.add_argument(
        "--post",
        metavar="POST",
        help="which post of the report it shows, for ROWS.toml; default: as it was sealed",
    )
    command.add_argument(
        "--sheet", type=Path, metavar="SHEET", help="also a sheet on who could tell the person: .docx .pdf"
    )
    command.add_argument("--recognised", metavar="FILE", help="what people told for that sheet, in TOML")
    command.add_argument(
        "--roots", type=Path, metavar="DIR", help="certificates to check stamps, as for verify"
    )
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Checks the package, prints it, writes the files."""
    image = image_of(args)
    if image in NEVER:
        return refused(args.lang)
    sheet = recognised(args)
    roots = roots_of(args.roots)
    try:
        most = int(args.split * MEGABYTE) if args.split else None
        wanted = Wanted(
            number=args.number,
            branch=args.branch,
            frames=tuple(args.frame),
            keep_copy=args.keep_copy,
            most=most,
        )
        found = answers(args.package, roots)
        if found.status:
            why = words("files")["exhibit.not_intact"]
            raise Fault(str(args.package), why, found.status)
        made = exhibit(found, image, wanted)
    except ChildImage:
        return refused(args.lang)
    except ExhibitError as error:
        raise Fault("exhibit", words("files")[str(error)]) from None
    except OSError as error:
        raise Fault(str(error.filename or args.package), not_opened(error)) from None
    if found.record is not None:
        beside(args, found.record, wanted, sheet)
    for path in written(made, args.out):
        print(path)
    print(said(words("files")["handle"], args.lang))
    return 0


def recognised(args: argparse.Namespace) -> tuple[rows_recognised.Recognised, ...]:
    """What people told, of the file that holds it; and whether the names of the papers beside can be written."""
    for out, endings in ((args.rows, (*WRITERS, ".csv", ".toml")), (args.sheet, tuple(WRITERS))):
        if out is not None and out.suffix.lower() not in endings:
            listed = " ".join(endings)
            raise Fault(str(out), Text(f"名前は {listed} で終わらせてください", f"must end in {listed}"))
    if args.recognised is None:
        return ()
    try:
        return rows_recognised.read(tomllib.loads(read_input(args.recognised).decode("utf-8-sig")))
    except rows_recognised.RecognisedError as error:
        raise Fault(f"{args.recognised}: {error}", words("files")["recognised.wrong"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(args.recognised, Text(f"TOMLとして読めません: {error}", f"is no TOML: {error}")) from None


def beside(
    args: argparse.Namespace,
    record: Record,
    wanted: Wanted,
    sheet: tuple[rows_recognised.Recognised, ...],
) -> None:
    """The row of the list of evidence, and the sheet, where they are asked for."""
    if args.rows is not None:
        save(args.rows, row_file(args, rows.row(record, wanted), record))
        print(args.rows)
    if args.sheet is not None:
        made = rows_recognised.document(sheet, record, wanted)
        save(args.sheet, WRITERS[args.sheet.suffix.lower()](made))
        print(args.sheet)


def row_file(args: argparse.Namespace, row: rows.Row, record: Record) -> bytes:
    """The row in the form that its name asks for."""
    ending = args.rows.suffix.lower()
    if ending == ".csv":
        return rows.table(row)
    if ending != ".toml":
        return WRITERS[ending](rows.document(row))
    try:
        return rows.fields(row, args.post or rows.post_of(record))
    except rows.PostError:
        raise Fault(str(args.rows), words("files")["rows.post"]) from None


def written(made: Exhibit, out: Path) -> list[Path]:
    """Writes new files, never over old ones."""
    folder = out.is_dir() or out.suffix.lower() != ".pdf"
    if folder:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Fault(str(out), not_opened(error)) from None
    paths = []
    for number, (name, data) in enumerate(made.files, 1):
        alone = (
            out if len(made.files) == 1 else out.with_name(f"{out.stem} ({number}of{len(made.files)}).pdf")
        )
        path = out / name if folder else alone
        save(path, data)
        paths.append(path)
    return paths


def a_frame(written: str) -> Frame:
    """An argument that is a frame."""
    try:
        x, y, width, height = map(float, written.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{written!r} is no frame; write X,Y,WIDTH,HEIGHT") from None
    if min(x, y) < 0 or min(width, height) <= 0:
        raise argparse.ArgumentTypeError(f"{written!r} lies outside the picture")
    return x, y, width, height
