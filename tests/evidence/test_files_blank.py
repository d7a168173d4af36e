"""Films, HEIC pictures and PDFs: the copy is without what they carry along and otherwise the same, byte for byte; where
that is not sure there is none, and it is said."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.evidence import samples
from tests.evidence.samples import box
from yorube import cli
from yorube.document import Document, Title, pdf
from yorube.evidence.files import Said, sealed
from yorube.evidence.files_blank import film
from yorube.evidence.files_boxes import Unsure
from yorube.evidence.files_copy import MOST, unstripped
from yorube.evidence.files_shown import shown
from yorube.evidence.record import NAME, read
from yorube.evidence.words import words

NOW = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
SEEN = datetime(2026, 11, 22, 4, 24, 20, tzinfo=UTC)
PLACE = b"+35.0000+139.0000/"


def kept(path: Path) -> tuple[Mapping[str, Any], dict[str, bytes]]:
    """What the record says of a file, and its copies."""
    members = sealed([path], "no", Said(), NOW).package.members
    (row,) = read(members[NAME]).files
    assert members[row["member"]] == path.read_bytes()
    return row, {name: members[name] for name in row["working"]}


def same_but(old: bytes, new: bytes, *gone: bytes) -> None:
    """Nothing moved: what is gone was there, and every other byte is as it was."""
    assert len(new) == len(old)
    for one in gone:
        assert one in old
        assert one not in new


# --- films -----------------------------------------------------------------------------------------------------------


def track(kind: bytes, *more: bytes) -> bytes:
    handler = box(b"hdlr", bytes(8) + kind + bytes(13))
    return box(b"trak", box(b"mdia", handler) + b"".join(more))


def movie(*tracks: bytes, more: bytes = b"") -> bytes:
    keys = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709") + box(b"ilst", PLACE))
    user = box(b"udta", box(b"\xa9xyz", b"\x00\x12\x15\xc7" + PLACE))
    head = box(b"mvhd", bytes(4) + bytes(8) + (1000).to_bytes(4) + (61_500).to_bytes(4) + bytes(80))
    moov = box(b"moov", head + b"".join(tracks) + keys + user)
    return box(b"ftyp", b"isom\0\0\0\0isom") + box(b"mdat", bytes(range(256))) + moov + more


def test_a_film_is_copied_without_place_and_author(tmp_path: Path) -> None:
    path = tmp_path / "a"
    user = box(b"udta", b"someone")
    path.write_bytes(movie(track(b"vide", user), track(b"soun"), more=box(b"uuid", b"x" * 16 + b"<xmp>me")))
    row, copies = kept(path)
    assert (row["said"]["place"], row["left_out"], unstripped(row)) == (True, "metadata", False)
    (copy,) = copies.values()
    same_but(path.read_bytes(), copy, PLACE, b"someone", b"<xmp>me", b"ISO6709")
    other = tmp_path / "b"
    other.write_bytes(copy)
    said = shown(other).said
    assert (said["place"], said["seconds"]) == (False, 61.5)
    assert bytes(range(256)) in copy
    assert kept(other)[0]["left_out"] == "nothing"


@pytest.mark.parametrize("kind", [b"meta", b"sbtl", b"camm"])
def test_a_film_with_a_track_that_may_hold_places_is_not_copied(kind: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(movie(track(b"vide"), track(kind)))
    row, copies = kept(path)
    assert (copies, row["left_out"], unstripped(row)) == ({}, "", True)


def test_a_film_that_is_broken_is_not_copied() -> None:
    whole = movie(track(b"vide"))
    for cut in (5, 21, 100, len(whole) - 3):
        with pytest.raises(Unsure):
            film(whole[:cut])
    deep = b""
    for _ in range(50):
        deep = box(b"moov", deep)
    with pytest.raises(Unsure):
        film(deep)


# --- HEIC ------------------------------------------------------------------------------------------------------------


def heic(*, version: int = 1, beside: bool = False, kind: bytes = b"Exif") -> bytes:
    """The boxes of a picture with an image, Exif and XMP; nobody here can draw it."""
    camera, notes, image = b"\0\0\0\6" + samples.exif().tobytes(), b"<x:xmpmeta>me", b"image" * 9
    wide = 4 if version == 2 else 2
    infe = b"".join(
        box(b"infe", bytes((3 if wide == 4 else 2, 0, 0, 0)) + id.to_bytes(wide) + bytes(2) + name + b"\0")
        for id, name in ((1, b"hvc1"), (2, kind), (3, b"mime"))
    )
    iinf = box(b"iinf", bytes(4) + (3).to_bytes(2) + infe)

    def made(start: int) -> bytes:
        rows, at = b"", 0 if beside else start
        for id, data in ((1, image), (2, camera), (3, notes)):
            way = int(beside).to_bytes(2) if version else b""
            rows += (
                id.to_bytes(wide) + way + bytes(2) + (1).to_bytes(2) + at.to_bytes(4) + len(data).to_bytes(4)
            )
            at += len(data)
        iloc = box(b"iloc", bytes((version, 0, 0, 0, 0x44, 0)) + (3).to_bytes(wide) + rows)
        held = image + camera + notes
        meta = box(b"meta", bytes(4) + iinf + iloc + (box(b"idat", held) if beside else b""))
        return box(b"ftyp", b"heic\0\0\0\0mif1heic") + meta + (b"" if beside else box(b"mdat", held))

    return made(len(made(0)) - len(image + camera + notes))


@pytest.mark.parametrize("more", [{}, {"version": 0}, {"version": 2}, {"beside": True}])
def test_a_heic_picture_is_copied_without_what_the_camera_wrote(more: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(heic(**more))
    row, copies = kept(path)
    assert (row["said"]["place"], row["left_out"], unstripped(row)) == (True, "metadata", False)
    ((name, copy),) = copies.items()
    assert name == "working/01.heic"
    same_but(path.read_bytes(), copy, b"Maker", b"2026:11:22", b"<x:xmpmeta>me")
    assert b"image" * 9 in copy
    other = tmp_path / "b"
    other.write_bytes(copy)
    found = shown(other)
    assert (found.kind, found.at, found.said) == ("heic", None, {"place": False})


@pytest.mark.parametrize(
    "make",
    [
        lambda: samples.heic,
        lambda: lambda path: path.write_bytes(heic(kind=b"abcd")),
        lambda: lambda path: path.write_bytes(heic()[:-4]),
        lambda: lambda path: path.write_bytes(heic().replace(b"iloc", b"free")),
    ],
)
def test_a_heic_picture_that_cannot_be_cleared_surely_is_not_copied(
    make: Callable[[], Callable[[Path], object]], tmp_path: Path
) -> None:
    path = tmp_path / "a"
    make()(path)
    row, copies = kept(path)
    assert (copies, row["left_out"], unstripped(row)) == ({}, "", True)


# --- PDF -------------------------------------------------------------------------------------------------------------


def paper(
    info: bytes = b"<< /Author (Some One) /Title (a >> b) >>", more: bytes = b"", filter: bytes = b""
) -> bytes:
    """A page, written by hand: a table of places that holds."""
    xmp = b"<rdf>Some One</rdf>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 99 99] >>",
        info,
        b"<< /Type /Metadata /Subtype /XML %b /Length %d >>\nstream\n%b\nendstream" % (filter, len(xmp), xmp),
    ]
    made, at = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        at.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in at)
    rest = b"trailer\n<< /Size 6 /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(made)
    return made + more + b"xref\n0 6\n0000000000 65535 f \n" + table + rest


def test_a_pdf_is_copied_without_author_and_notes(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(paper())
    row, copies = kept(path)
    assert (row["left_out"], unstripped(row)) == ("metadata", False)
    (copy,) = copies.values()
    same_but(path.read_bytes(), copy, b"Some One", b"a >> b")
    told = subprocess.run(["pdfinfo", "-"], input=copy, capture_output=True, check=True)
    assert re.search(rb"Pages:\s+1\b", told.stdout)
    assert b"Author" not in told.stdout
    assert told.stderr == b""


def test_our_own_pdf_still_opens_when_it_is_cleared(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(pdf(Document("題名", "ja", (Title("本文"),))))
    row, copies = kept(path)
    assert row["left_out"] == "metadata"
    (copy,) = copies.values()
    said = subprocess.run(["pdftotext", "-", "-"], input=copy, capture_output=True, check=True).stdout
    assert "本文" in said.decode()
    assert (
        b"Title:" not in subprocess.run(["pdfinfo", "-"], input=copy, capture_output=True, check=True).stdout
    )


@pytest.mark.parametrize(
    "data",
    [
        paper(more=b"% /Encrypt 9 0 R\n"),
        paper(more=b"% Exif\0\0MM\0* in a picture\n"),
        paper(filter=b"/Filter /FlateDecode"),
        paper(info=b"(no table)"),
        paper().replace(b"4 0 obj", b"9 0 obj"),
    ],
)
def test_a_pdf_that_cannot_be_cleared_surely_is_not_copied(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    row, copies = kept(path)
    assert (row["kind"], copies, unstripped(row)) == ("pdf", {}, True)


# --- what is said ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_is_said_when_there_is_no_copy(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YORUBE_TSA", raising=False)
    said = words("files")["seal.not_stripped"].data[lang]
    for name, data, missing in (("a", paper(), False), ("b", paper(filter=b"/Filter /X"), True)):
        path = tmp_path / name
        path.write_bytes(data)
        assert cli.main(["seal", str(path), "--image", "no", "--lang", lang, "-o", f"{path}.zip"]) == 0
        assert (said in capsys.readouterr().out) is missing


def test_a_film_too_large_to_hold_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.write(samples.mp4(tmp_path / "b", SEEN, place=True).read_bytes())
        file.truncate(MOST + 1)
    row = read(sealed([path], "no", Said(), NOW).package.members[NAME]).files[0]
    assert (row["working"], unstripped(row)) == ([], True)
