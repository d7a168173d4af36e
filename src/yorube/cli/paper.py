"""`yorube paper ID FILE -o OUT`: one paper from one report; without `-o`, what that paper is and what it needs."""

from __future__ import annotations

import argparse
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from yorube import document, papers
from yorube.cli.common import Fault, book, in_a_language, not_opened, on_a_day, read_input, said, today
from yorube.consult import Outcome, Report, ReportError, Unreadable, assess, check, documents, report_in
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

WRITERS: Mapping[str, Callable[[document.Document], bytes]] = {
    ".docx": document.docx,
    ".pdf": document.pdf,
}
ENDING = Text("名前は .docx か .pdf で終わらせてください", "must end in .docx or .pdf")
ONE = Text("報告は1つだけにしてください", "must hold one report")
NOT_HERE = Text(
    "この報告からは作りません。作れるもの: {}", "is not made from this report, which leads to these: {}"
)
NO_COPY = Text("相手に渡る写しのない書類です", "has no copy for the other side")
READY = Text("書けます", "can be made")
NEEDS = Text("まだ聞いていないこと（空けて書きます）", "not told yet (left blank)")
FILLED = Text("書き足せること（--fields のファイルで）", "what can be filled in (a file for --fields)")
PRIVATE = Text("名前や住所などの欄", "private")
SEEN = Text("相手が見る欄", "the other side sees it")
EACH = Text("投稿ごと", "for each post")
WRITTEN = Text("書きました", "written")
BLANK = Text("まだ空いているところ", "still blank")


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("paper", help="one paper from one report, as DOCX or PDF")
    command.add_argument(
        "id", metavar="ID", help="which paper: an id of the rulebook, such as removal_request"
    )
    command.add_argument("file", metavar="FILE", help="a report; `-` reads standard input")
    command.add_argument(
        "-o",
        "--out",
        type=Path,
        metavar="OUT",
        help="the file to write: OUT.docx or OUT.pdf; never one that exists",
    )
    command.add_argument(
        "--fields", metavar="FIELDS", help="what is no fact of a report, such as names, in a TOML file"
    )
    command.add_argument("--masked", action="store_true", help="the copy for the other side")
    on_a_day(command)
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Writes the paper, or says what it needs."""
    rules = book()
    if args.id not in rules.papers:
        near = get_close_matches(args.id, rules.papers, 3) or list(rules.papers)
        listed = ", ".join(near)
        raise Fault(args.id, Text(f"そういう書類はありません: {listed}", f"no such paper: {listed}"))
    if args.out is not None and args.out.suffix.lower() not in WRITERS:
        raise Fault(str(args.out), ENDING)
    if args.masked and not papers.form(args.id).other_side:
        raise Fault(args.id, NO_COPY)
    report, outcome, kept = told(args, rules)
    values = filled(args, report, kept)
    offered = papers.offered(report, outcome, rules, values)
    if args.id not in offered:
        made = ", ".join(offered)
        raise Fault(args.id, Text(NOT_HERE.ja.format(made), NOT_HERE.en.format(made)))
    if args.out is None:
        asked = papers.entries(args.id, report, outcome, rules, values)
        print("\n".join(needs(args.id, offered[args.id], asked, rules, args.lang)))
        return 0
    paper = papers.write(args.id, report, outcome, rules, args.lang, values, masked=args.masked)
    save(args.out, WRITERS[args.out.suffix.lower()](paper))
    print(f"{args.out}: {said(WRITTEN, args.lang)}")
    if missing := papers.missing(args.id, report, outcome, rules, args.lang, values):
        print(f"{said(BLANK, args.lang)}:")
        print("\n".join(f"  {one}" for one in missing))
    return 0


def told(args: argparse.Namespace, rules: Rulebook) -> tuple[Report, Outcome, Any]:
    """The report of the file and its outcome; of a file kept on the web also what was filled in there."""
    try:
        found = documents(read_input(args.file), args.file)
        if len(found) != 1:
            raise Fault(args.file, ONE)
        whole = found[0][1]()
        table = report_in(whole)
        kept = {} if whole is table else whole.get("papers", {})
        if args.as_of is not None and isinstance(table, dict):
            table = {**table, "as_of": args.as_of}
        report = check(table, rules, today())
    except (Unreadable, ReportError) as error:
        raise Fault(args.file, error.line(args.lang)) from None
    return report, assess(report, rules), kept


def filled(args: argparse.Namespace, report: Report, kept: Any) -> Mapping[str, str]:
    """What the file of fields holds, checked, above what was filled in on the web."""
    found: dict[str, str] = {}
    posts = frozenset(post.id for post in report.posts)
    name = args.file
    try:
        if isinstance(kept, dict):
            found |= papers.checked(kept, papers.all_entries(), posts)
        if args.fields is not None:
            name = args.fields
            table = tomllib.loads(read_input(name).decode("utf-8-sig"))
            found |= papers.checked(table, papers.all_entries(), posts)
    except papers.FillingError as error:
        raise Fault(f"{name}: {error.place}", error.why) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Fault(name, Text(f"TOMLとして読めません: {error}", f"is no TOML: {error}")) from None
    return found


def needs(
    id: str, missing: tuple[str, ...], asked: tuple[papers.Entry, ...], rules: Rulebook, lang: str
) -> Iterator[str]:
    """What a paper is, what it lacks, what can be filled in."""
    form = papers.form(id)
    yield f"{said(rules.papers[id].label, lang)} ({id})"
    yield f"  {said(form.goes_to, lang)}"
    yield f"  {said(form.follows, lang)}"
    if form.unverified:
        yield f"  {said(form.unverified, lang)}"
    yield f"{said(NEEDS, lang)}: {', '.join(missing)}" if missing else said(READY, lang)
    if asked:
        yield f"{said(FILLED, lang)}:"
    for entry in asked:
        marks = [said(EACH, lang)] if entry.each_post else []
        marks += [said(PRIVATE, lang)] if entry.private else []
        marks += [said(SEEN, lang)] if entry.other_side else []
        options = f" [{' | '.join(entry.options)}]" if entry.options else ""
        note = f" ({', '.join(marks)})" if marks else ""
        yield f"  {entry.id}{options}: {said(entry.label, lang)}{note}"


def save(path: Path, content: bytes) -> None:
    """Writes a new file; one that exists may hold somebody's edits and is left as it is."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except OSError as error:
        raise Fault(str(path), not_opened(error)) from None
