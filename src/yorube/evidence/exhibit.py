"""The court's paper: what a package shows, page by page, each with address, time, method and number; at the end how it
was come by, and what it does not show. In Japanese, as the court reads it."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import segno
import typst

from yorube.document.fonts import faces
from yorube.document.text import Ink, divided, measure
from yorube.document.to_pdf import EPOCH, STANDARDS, fonts
from yorube.evidence.checking import Answers
from yorube.evidence.exhibit_pdf import PdfError, pages
from yorube.evidence.exhibit_report import report
from yorube.evidence.exhibit_strips import Frame, PictureError, strips, tall
from yorube.evidence.files_copy import REST
from yorube.evidence.first import Image, first
from yorube.evidence.record import Record
from yorube.evidence.words import words
from yorube.law.addresses import shown
from yorube.law.periods import JAPAN

TEMPLATE = Path(__file__).with_name("exhibit.typ")
LEFT, RIGHT, BOTTOM = 30.0, 13.0, 16.0
ROOM = 210 - LEFT - RIGHT
HEAD_ROOM = ROOM - 35.0
HEAD_SIZE = 7.5
HEAD_LINE = 4.0
POINT = 25.4 / 72
# Millimetres: above the head, of the number with the code, below the head.
ABOVE, CODE, BELOW = 7.0, 23.0, 5.0
LEAST_HIGH = 70.0
NUMBER = re.compile(r"(疎?[甲乙丙])(\d{1,4})")
BRANCH = re.compile(r"\d{1,4}")
WIDE_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
LONGEST_NAME = 50
# Characters of a page's text on paper: about a hundred pages.
LONGEST_TEXT = 150_000
# Copies that can be printed.
PRINTED = (".txt", ".png", ".jpg")
UNNAMED = re.compile(r"[^\w.-]+")


class ExhibitError(ValueError):
    """What cannot be printed; the id of the word that says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """`number` such as 甲1, `branch` such as 1; frames in points of the picture; of a sexual image pictures only where
    `keep_copy`; parts of at most `most` bytes."""

    number: str = ""
    branch: str = ""
    frames: tuple[Frame, ...] = ()
    keep_copy: bool = False
    most: int | None = None

    def __post_init__(self) -> None:
        if self.number and not NUMBER.fullmatch(self.number):
            raise ExhibitError("exhibit.number")
        if self.branch and not (self.number and BRANCH.fullmatch(self.branch)):
            raise ExhibitError("exhibit.branch")

    @property
    def spoken(self) -> str:
        """甲第１号証の１, or with room to write the number."""
        found = NUMBER.fullmatch(self.number)
        side, count = (found[1], found[2].translate(WIDE_DIGITS)) if found else ("甲", "＿＿")
        rest = f"の{self.branch.translate(WIDE_DIGITS)}" if self.branch else ""
        return f"{side}第{count}号証{rest}"

    @property
    def short(self) -> str:
        """甲1の1."""
        return self.number + (f"の{self.branch}" if self.branch else "")


@dataclass(frozen=True, slots=True)
class Exhibit:
    """Files with their names, one where it was not split."""

    files: tuple[tuple[str, bytes], ...]


def exhibit(found: Answers, image: Image, wanted: Wanted) -> Exhibit:
    """The exhibit of a package that was checked. Raises ChildImage, ExhibitError."""
    first(image)
    package, record = found.checked.package, found.record
    if package is None or record is None or found.checked.whole != "intact":
        raise ExhibitError("exhibit.not_intact")
    first(record.image)  # type: ignore[arg-type]
    with_content = wanted.keep_copy or not {image, record.image} & {"adult"}
    press = Press(found, record, wanted)
    content = list(press.content(package.members)) if with_content else []
    parts = split(content, [press.report()], wanted.most)
    name = named(record, wanted)
    if len(parts) == 1:
        return Exhibit(((f"{name}.pdf", press.printed(parts[0], "")),))
    total = len(parts)
    return Exhibit(
        tuple(
            (f"{name} ({n}of{total}).pdf", press.printed(part, f"分割{n}/{total}　"))
            for n, part in enumerate(parts, 1)
        )
    )


@dataclass(frozen=True, slots=True)
class Sheet:
    """One thing to print: for the template, and the picture it needs."""

    row: Mapping[str, Any]
    picture: bytes = b""


class Press:
    """One package on its way to paper."""

    def __init__(self, found: Answers, record: Record, wanted: Wanted) -> None:
        self.found, self.record, self.wanted = found, record, wanted
        self.ink = Ink()
        self.words = words("files")
        self.head = list(self.header())
        self.top = ABOVE + max(CODE, HEAD_LINE * len(self.head)) + BELOW
        self.high = 297 - self.top - BOTTOM
        if self.high < LEAST_HIGH:
            raise ExhibitError("exhibit.too_long")

    def say(self, id: str, **values: object) -> str:
        return self.words[id].ja.format(**values)

    def header(self) -> Iterator[str]:
        """The lines on every page; addresses wrapped and never cut."""
        record = self.record
        url = record.requested_url
        rows = [(self.whose_url(), url or self.say("exhibit.no_url"))]
        if record.final_url and record.final_url != url:
            rows.append((self.say("exhibit.final_url"), record.final_url))
        at = datetime.fromisoformat(record.started)
        kept = "exhibit.sealed_at" if record.verdict == "FILES" else "exhibit.captured_at"
        rows.append((self.say(kept), times(at)))
        for number, row in enumerate(record.files[:1], 1):
            if row.get("at"):
                rows.append((self.of_file("exhibit.file_at", number), said_time(row)))
        rows.append(
            (
                self.say("exhibit.method"),
                f"{self.say('source.' + record.source)}／{self.say('complete.' + record.verdict)}",
            )
        )
        if self.wanted.frames:
            rows.append((self.say("exhibit.added"), self.say("exhibit.frames")))
        full = HEAD_ROOM / (HEAD_SIZE * POINT)
        for label, value in rows:
            yield from wrapped(self.ink.inked(f"{label}: {value}".replace("\n", " ")), full)

    def whose_url(self) -> str:
        """What the address is: as told, or of which file. One file's address says nothing of the others."""
        record = self.record
        if record.source == "picture" and not record.final_url:
            return self.say("exhibit.url_told")
        named = (
            n
            for n, row in enumerate(record.files, 1)
            if row.get("kind") and row.get("url") == record.final_url
        )
        return self.of_file("exhibit.url", next(named, 0))

    def of_file(self, id: str, number: int) -> str:
        """A label, with the number of the file where there are several."""
        several = number and len(self.record.files) > 1
        return self.say(id) + (f"（{self.say('exhibit.file')}{number}）" if several else "")

    def content(self, members: Mapping[str, bytes]) -> Iterator[Sheet]:
        """Each picture and each text of the package."""
        views = sorted(name for name in members if re.fullmatch(r"views/page(-\d+)?\.(png|jpg)", name))
        if views:
            yield from self.pictures(
                [members[name] for name in views], self.say("exhibit.page"), self.wanted.frames
            )
        for number, row in enumerate(self.record.files, 1):
            if "kind" not in row or not row.get("member"):
                continue
            label = f"{self.say('exhibit.file')}{number} {self.say('kind.' + row['kind'])}"
            shown_as = [name for name in row["working"] if name in members and name.endswith(PRINTED)]
            frames = self.wanted.frames if number == 1 else ()
            if row["kind"] == "pdf":
                try:
                    yield from self.pictures(None, label, frames, pages(members[row["member"]]))
                except PdfError:
                    yield self.text(label, self.say("exhibit.not_printed"))
            for name in shown_as:
                if name.endswith(".txt"):
                    text = members[name].decode()
                    cut = len(text) > LONGEST_TEXT or REST in row.get("left_out", "")
                    rest = f"\n{self.say('exhibit.more_text')}" if cut else ""
                    note = self.say("exhibit.text_only")
                    yield self.text(label, f"{note}\n{text[:LONGEST_TEXT]}{rest}")
                else:
                    yield from self.pictures([members[name]], label, frames)
            if not shown_as and row["kind"] != "pdf":
                yield self.text(label, self.say("exhibit.not_printed"))

    def pictures(
        self,
        parts: Sequence[bytes] | None,
        label: str,
        frames: Sequence[Frame],
        sheets: Iterator[bytes] | None = None,
    ) -> Iterator[Sheet]:
        """Strips of one picture, or of each of several that stand for themselves."""
        for one in [parts] if parts is not None else ([sheet] for sheet in sheets or ()):
            try:
                cut = list(strips(tall(one), ROOM, self.high - 2, frames))
            except PictureError:
                yield self.text(label, self.say("exhibit.not_printed"))
                continue
            for number, strip in enumerate(cut, 1):
                row = {
                    "is": "strip",
                    "width": strip.width,
                    "height": strip.height,
                    "alt": f"{label} {number}/{len(cut)}",
                    "seams": strip.seams,
                    "frames": strip.frames,
                }
                yield Sheet(row, strip.data)

    def text(self, title: str, text: str) -> Sheet:
        paragraphs = [self.parts(line) for line in text.split("\n") if line.strip()]
        return Sheet({"is": "text", "title": self.parts(title), "paragraphs": paragraphs})

    def report(self) -> Sheet:
        """The last page: how it was come by."""
        rows = [
            (self.parts(label), [self.parts(line, 118) for line in str(value).split("\n")])
            for label, value in report(self.found, self.record, self.wanted.spoken, len(self.wanted.frames))
        ]
        return Sheet({"is": "table", "title": self.parts(self.say("report.title")), "rows": rows})

    def parts(self, text: str, room: float = ROOM) -> list[Any]:
        made: list[Any] = []
        for at, part in enumerate(divided(self.ink.inked(text.replace("\n", " ")), room / (9 * POINT))):
            made += [0, part] if at else [part]
        return made

    def printed(self, sheets: Sequence[Sheet], part: str) -> bytes:
        """One PDF file."""
        manifest = self.found.checked.manifest
        urn = f"urn:evidence:{self.record.id}?sha256={manifest}"
        foot = (
            f"{part}{self.record.id}　SHA-256 {manifest[:16]}…{manifest[-8:]}　{self.say('exhibit.handle')}"
        )
        with TemporaryDirectory() as folder:
            room = Path(folder)
            made = []
            for number, sheet in enumerate(sheets, 1):
                row = dict(sheet.row)
                if sheet.picture:
                    row["file"] = f"{number:04}.jpg"
                    (room / row["file"]).write_bytes(sheet.picture)
                made.append(row)
            code = io.BytesIO()
            segno.make(urn, error="m", micro=False).save(code, kind="svg", border=2)
            (room / "code.svg").write_bytes(code.getvalue())
            data = {
                "title": f"{self.wanted.spoken} {self.record.id}",
                "fonts": [face.family for face in faces()],
                "top": self.top,
                "head": {
                    "lines": [[line] for line in self.head],
                    "size": HEAD_SIZE,
                    "number": [self.wanted.spoken],
                    "code": urn,
                },
                "foot": [[self.ink.inked(foot)]],
                "seam": [self.say("exhibit.seam")],
                "pages": made,
            }
            (room / "exhibit.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
            main = room / "exhibit.typ"
            main.write_bytes(TEMPLATE.read_bytes())
            return typst.compile(
                main, root=room, font_paths=fonts(), pdf_standards=STANDARDS, timestamp=EPOCH
            )


def wrapped(line: str, full: float) -> Iterator[str]:
    """A line in lines that fit, whatever it holds."""
    made = ""
    for char in line:
        if measure(made + char) > full:
            yield made
            made = ""
        made += char
    yield made


def times(at: datetime) -> str:
    """A moment in Japan and in UTC."""
    japan, utc = at.astimezone(JAPAN), at.astimezone(UTC)
    return f"{japan.year}年{japan.month}月{japan.day}日 {japan:%H:%M:%S} (JST) / {utc:%Y-%m-%dT%H:%M:%SZ}"


def said_time(row: Mapping[str, Any]) -> str:
    """The time a file says of itself."""
    at, place = datetime.fromisoformat(row["at"]), row["said"].get("at_from", "")
    return f"{times(at) if at.tzinfo else f'{at:%Y-%m-%d %H:%M:%S}（時差の記録なし）'}（{place}）"


def split(content: Sequence[Sheet], last: Sequence[Sheet], most: int | None) -> list[list[Sheet]]:
    """Sheets in parts of at most so many bytes of pictures; the report is in the last."""
    parts: list[list[Sheet]] = [[]]
    size = 0
    for sheet in content:
        if most is not None and parts[-1] and size + len(sheet.picture) > most:
            parts.append([])
            size = 0
        parts[-1].append(sheet)
        size += len(sheet.picture)
    parts[-1] += last
    return parts


def named(record: Record, wanted: Wanted) -> str:
    """A name a court's system takes, without the ending: at most 50 characters with it and the number of a part."""
    day = f"{datetime.fromisoformat(record.started_japan):%Y%m%d}"
    before = f"{wanted.short} " if wanted.short else ""
    url = record.final_url or record.requested_url
    kind = "ウェブページ" if url else "ファイル"
    room = LONGEST_NAME - len(f"{before}{kind}「」 {day} (99of99).pdf")
    return f"{before}{kind}「{told(url, record.id)[:room]}」 {day}"


def told(url: str | None, id: str) -> str:
    """A few characters by which a person knows the page again."""
    if not url:
        return id
    found = shown(url)
    host = urlsplit(url).hostname or ""
    return UNNAMED.sub("_", f"{host} {found.id}" if found else host) or id
