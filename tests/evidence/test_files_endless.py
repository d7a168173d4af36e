"""Files made to be read without end. All are read to their end by a process that may use so much of a processor and no
more: what looks at a file as often as the square of its length asks for would need hours."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from yorube.evidence import facts, facts_page, files_mhtml
from yorube.evidence.facts_page import page_of
from yorube.evidence.facts_tags import parts
from yorube.evidence.files_copy import REST
from yorube.evidence.kinds import kind_of_head

# Seconds of a processor for all together: they need a small part of it.
MOST = 120
MEGABYTE = 1_000_000
HEAD = b"<!doctype html>"
MHTML = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
SINGLEFILE = HEAD + b"<!-- Page saved with SingleFile "


def repeated(piece: bytes, size: int = MEGABYTE) -> bytes:
    return piece * (size // len(piece))


def nested(depth: int) -> bytes:
    made = b""
    for level in range(depth):
        made += b'Content-Type: multipart/related; boundary="b%d"\r\n\r\n\r\n--b%d\r\n' % (level, level)
    return b"MIME-Version: 1.0\r\n" + made


def pdf(drawn: bytes, table: bytes) -> bytes:
    """What Chromium would have printed, with these streams."""
    head = b"%PDF-1.4\n/Producer (Skia/PDF m1)\n1 0 obj /Type /Page /Contents 2 0 R /F1 3 0 R\n"
    head += b"".join(b"/F%d 3 0 R\n" % number for number in range(10_000))
    streams = (b"%d 0 obj stream\n%b\n" % (at, zlib.compress(data)) for at, data in ((2, drawn), (4, table)))
    pages = b"".join(b"%d 0 obj /Type /Page /Contents 2 0 R\n" % number for number in range(5, 5_000))
    return head + b"3 0 obj /ToUnicode 4 0 R\n" + b"".join(streams) + pages


ENDLESS = {
    "comments": repeated(b"<!---->"),
    "comments that do not end": repeated(b"<!--"),
    "tags that do not end": HEAD + repeated(b"<a "),
    "values that do not end": HEAD + repeated(b"<a b='"),
    "one tag": HEAD + b"<a " + repeated(b"a "),
    "signs without names": HEAD + repeated(b"<"),
    "declarations": HEAD + repeated(b"<!["),
    "end tags": HEAD + repeated(b"</"),
    "titles that do not end": HEAD + repeated(b"<title>"),
    "hidden in hidden": HEAD + repeated(b"<template>") + repeated(b"</style>"),
    "signs for letters": HEAD + repeated(b"&"),
    "empty lines": HEAD + repeated(b"\n <br> "),
    "links": HEAD + repeated(b'<a href="https://x.com/i/status/1">'),
    "data": HEAD + b'<script type="application/json">' + b"[" + repeated(b"{},") + b"{}]",
    "long names in data": HEAD
    + b'<script type="application/json">{"'
    + repeated(b"k")
    + b'":'
    + b"[" * 30
    + b",".join([b"[]"] * 100_000)
    + b"]" * 30
    + b"}",
    "SingleFile, empty lines": SINGLEFILE + b"\n" * 60_000 + b"-->",
    "SingleFile, spaces": SINGLEFILE + b"url: a" + b" " * 60_000 + b"b-->",
    "SingleFile, comments": repeated(SINGLEFILE, 60_000),
    "parts": MHTML + repeated(b"\r\n--b\r\n"),
    "parts in parts": nested(30_000),
    "short lines": MHTML + b"--b\r\nContent-Type: text/html\r\n\r\n" + repeated(b"\n"),
    "a printed page": pdf(repeated(b"/Artifact <</Type /Pagination "), repeated(b"beginbfrange ")),
    "letters of a font": pdf(b"", b"beginbfrange" + repeated(b"<0000><ffff><0000>") + b"endbfrange"),
    "heads": MHTML + b"--b\r\n" + repeated(b"a: b\r\n"),
}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))


READ = """
import sys
from pathlib import Path
from yorube.evidence.files import keep
for path in sys.argv[1:]:
    print(Path(path).name, keep(1, Path(path), False).row["bytes"], flush=True)
"""


def test_no_file_is_read_without_end(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ENDLESS]
    for path in paths:
        path.write_bytes(ENDLESS[path.name])
    done = subprocess.run(
        [sys.executable, "-c", READ, *paths], preexec_fn=limited, capture_output=True, text=True
    )
    assert done.stderr == ""
    assert done.stdout.splitlines() == [f"{name} {len(data)}" for name, data in ENDLESS.items()]


def test_comments_before_a_page_are_passed_over() -> None:
    assert kind_of_head(b"\xef\xbb\xbf \n<!-- a --> <!---->\n<!DOCTYPE  HTML><p>") == "html"
    assert kind_of_head(b"<!-- <html> ") == "other"
    assert kind_of_head(b"<!-- a --><htmlx>") == "other"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<!-- b > c -->d", "ad"),
        ("a<!-->b", "ab"),
        ("1 < 2 &amp; 3 > 2", "1 < 2 & 3 > 2"),
        ("<p title='a > b'>c</p>d", "c\nd"),
        ('<p title="a>b"x=y/>c', "c"),
        ("<textarea><b>&lt;</textarea>", "<b><"),
        ("<script>if (a</b>) '</scriptx>'</script>x", "x"),
        ("<title>x</title>y", "y"),
        ("<svg><title/></svg>y", "y"),
        ("a</p x='y'>b<!x>c<?y>d", "a\nbcd"),
        ("a<b c", "a"),
        ("<TEMPLATE><p>a</TEMPLATE>b", "b"),
    ],
)
def test_a_page_is_read_as_browsers_read_it(html: str, text: str) -> None:
    assert page_of(html).text == text


def test_a_place_is_line_and_column() -> None:
    page = page_of('x\n<a\nhref=/1 HREF=/2>\n  <a href="&#x2f;3">')
    assert page.links == [("/1", "2:1 a href"), ("/3", "4:3 a href")]


def test_what_is_looked_at_of_a_page_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "<p>word</p>" * 10
    assert sum(1 for _ in parts(html)) == 30
    assert not page_of(html).cut
    monkeypatch.setattr(facts_page, "MOST", 29)
    cut = page_of(html)
    assert (cut.cut, cut.text.count("word")) == (True, 10)


def test_a_page_of_which_only_a_part_is_copied_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import UTC, datetime

    from yorube.evidence.files import Said, sealed
    from yorube.evidence.record import NAME, read

    monkeypatch.setattr(facts_page, "MOST", 3)
    path = tmp_path / "a"
    path.write_bytes(HEAD + b"<p>a</p><p>b</p>")
    members = sealed([path], "no", Said(), datetime.now(UTC)).package.members
    assert members["working/01.txt"] == b"a"
    assert read(members[NAME]).files[0]["left_out"] == f"markup, {REST}"


def test_of_many_facts_so_many_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"id": str(number), "created_at": "2026-11-22T00:00:00Z"} for number in range(20)]
    assert len({fact.post for fact in facts.of_json(rows, "x", "")}) == 20
    monkeypatch.setattr(facts, "CONTAINERS", 11)
    assert len({fact.post for fact in facts.of_json(rows, "x", "")}) == 10
    html = f'<script type="application/json">{json.dumps(rows)}</script>' * 3
    assert len({fact.post for fact in facts.of_html(html, None, "x")}) == 10


# --- MHTML -----------------------------------------------------------------------------------------------------------

PART = "--b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {way}\r\n"


@pytest.mark.parametrize(
    ("charset", "way", "body"),
    [
        ("utf-8", "8bit", "ひどい".encode()),
        ("shift_jis", "8bit", "ひどい".encode("shift_jis")),
        ("utf-8", "quoted-printable", b"=E3=81=B2=E3=\r\n=81=A9=E3=81=84"),
        ("utf-8", "BASE64", b"44Gy44Gp\r\n44GE"),
        ("no-such", "8bit", "ひどい".encode()),
    ],
)
def test_a_page_in_a_mail_is_unpacked(charset: str, way: str, body: bytes) -> None:
    head = PART.format(charset=charset, way=way) + "Content-Location: https://a.example/\r\n\r\n"
    other = b"--b\r\nContent-Type: image/png\r\n\r\n<html>no page\r\n"
    for end in (b"\r\n--b--\r\n", b"\r\n--b\r\n\r\n", b""):
        found = list(files_mhtml.pages(MHTML + other + head.encode() + body + end))
        assert [(url, text.strip()) for url, text in found] == [("https://a.example/", "ひどい")]


def test_a_page_in_a_part_of_a_part_is_found_and_none_without_a_boundary() -> None:
    inner = b'--b\r\nContent-Type: multipart/alternative; boundary="c"\r\n\r\n'
    inner += b"--c\r\nContent-Type: text/html\r\n\r\nx\r\n--c--\r\n"
    assert [text.strip() for _, text in files_mhtml.pages(MHTML + inner + b"--b--\r\n")] == ["x"]
    assert list(files_mhtml.pages(b"Content-Type: multipart/related\r\n\r\n--b\r\n")) == []
