"""The row of an exhibit in the list of evidence (証拠説明書), from the data of the exhibit: CSV, a document, or what
`yorube paper evidence_list --fields` takes, which writes the list of all exhibits of a report."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date, datetime

from yorube.document import Blank, Document, Line, Paragraph, Table, Title, wareki
from yorube.evidence.exhibit import Wanted
from yorube.evidence.record import Record
from yorube.evidence.words import words
from yorube.law.addresses import shown

HEAD = ("rows.number", "rows.title", "rows.copy", "rows.made", "rows.author", "rows.purpose")
WIDTHS = (18.0, 52.0, 14.0, 26.0, 32.0, 18.0)
# A cell that begins so is a formula to a spreadsheet.
FORMULAS = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """One exhibit. What it is to prove is for whoever presents it to say."""

    number: str
    title: str
    copy: str
    day: date
    page_by: str

    @property
    def made(self) -> str:
        return wareki(self.day)


class PostError(ValueError):
    """It is not known which post of the report an exhibit shows."""


def row(record: Record, wanted: Wanted) -> Row:
    """The row of a package."""
    url = record.final_url or record.requested_url
    accounts = [fact["value"] for fact in record.facts if fact["what"] == "account"]
    what = say("rows.page", url=url) if url else say("rows.file", kind=kinds(record))
    if record.source == "picture" and url:
        what = say("rows.picture", url=url)
    by = say("rows.account", account=accounts[0]) if accounts else say("rows.unknown")
    made = datetime.fromisoformat(record.started_japan).date()
    return Row(wanted.short, what, say("rows.is_copy"), made, by)


def kinds(record: Record) -> str:
    found = dict.fromkeys(say(f"kind.{one['kind']}") for one in record.files if "kind" in one)
    return "・".join(found) or record.id


def say(id: str, **values: object) -> str:
    return words("files")[id].ja.format(**values)


def table(one: Row) -> bytes:
    """As CSV that spreadsheets open in Japanese."""
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow([say(id) for id in HEAD])
    by = f"{say('rows.page_by')}: {one.page_by} / {say('rows.print_by')}: "
    writer.writerow(
        [safe(cell) for cell in (one.number or say("rows.blank"), one.title, one.copy, one.made, by, "")]
    )
    return made.getvalue().encode("utf-8-sig")


def safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def post_of(record: Record) -> str:
    """The post of the report that a package shows: the only one that was told, or the one whose address was kept.
    Raises PostError."""
    told = record.told.get("posts", {})
    kept = {fact["value"] for fact in record.facts if fact["what"] == "post_id"}
    url = record.final_url or record.requested_url
    found: list[str] = [
        name
        for name, post in told.items()
        if len(told) == 1
        or post.get("url") == url
        or ((one := shown(post.get("url", ""))) and one.id in kept)
    ]
    if len(found) != 1:
        raise PostError
    return found[0]


def fields(one: Row, post: str) -> bytes:
    """As a file for `--fields`, for a post of the report. Each line stands for itself, so that the files of several
    exhibits can be put together as one."""
    values = {"title": quoted(one.title), "saved_on": one.day.isoformat()}
    if one.number:
        values = {"exhibit": quoted(one.number), **values}
    lines = [f"# {say('rows.fields')}"]
    lines += [f"evidence.{key}.{quoted(post)} = {value}" for key, value in values.items()]
    return ("\n".join(lines) + "\n").encode()


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def document(one: Row) -> Document:
    """As a paper to go on with."""
    by = (f"{say('rows.page_by')}: {one.page_by}\n{say('rows.print_by')}: ", Blank(say("rows.name")))
    cells = (one.number or say("rows.blank"), one.title, one.copy, one.made, by, Blank(say("rows.purpose")))
    blocks = (
        Title(say("rows.paper")),
        Table(WIDTHS, tuple(say(id) for id in HEAD), (cells,)),
        Paragraph(say("rows.note")),
        Line(say("handle")),
    )
    return Document(say("rows.paper"), "ja", blocks, "court", footer=say("exhibit.handle"))
