"""The fonts are those of their makers, with their licences, and hold what they are here for."""

import hashlib
import tomllib

import pytest

from yorube.document.fonts import FOLDER, faces, read, variants

LISTED = tomllib.loads((FOLDER / "fonts.toml").read_text(encoding="utf-8"))["font"]


def test_every_file_is_listed() -> None:
    listed = {one["file"] for one in LISTED} | {one["licence"] for one in LISTED} | {"fonts.toml"}
    assert {path.name for path in FOLDER.iterdir()} == listed


@pytest.mark.parametrize("one", LISTED, ids=lambda one: one["file"])
def test_a_font_is_unchanged_and_free(one: dict[str, str]) -> None:
    assert hashlib.sha256((FOLDER / one["file"]).read_bytes()).hexdigest() == one["sha256"]
    licence = (FOLDER / one["licence"]).read_text(encoding="utf-8")
    assert licence.startswith("Copyright")
    assert "SIL Open Font License, Version 1.1" in " ".join(licence.split())
    assert one["package"]


def test_both_weights_hold_the_same_characters() -> None:
    regular, bold = (
        read(one["family"], FOLDER / one["file"]) for one in LISTED if one["family"] == "BIZ UDMincho"
    )
    assert regular.chars == bold.chars
    assert variants(regular.path) == variants(bold.path)
    assert len(regular.chars) > 2900


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("令和髙﨑ｶﾅ第１アＡa1㊞〓", "BIZ UDMincho"),
        ("𠮷", "Noto Serif JP"),
        ("Nguyễn Привет", "Noto Serif"),
        ("한국", "NanumMyeongjo"),
        ("مرحبا", "Amiri"),
        ("שלום", "Noto Serif Hebrew"),
        ("नेपाली", "Noto Serif Devanagari"),
        ("ไทย", "Noto Sans Thai"),
        ("😀🫨", "Noto Emoji"),
        ("☐☑", "Noto Sans Symbols 2"),
    ],
)
def test_a_font_holds_what_it_is_here_for(text: str, family: str) -> None:
    (face,) = (face for face in faces() if face.family == family)
    assert {ord(char) for char in text if char != " "} <= face.chars


def test_variants_of_kanji_are_known() -> None:
    mincho = variants(faces()[0].path)
    assert (ord("葛"), 0xE0100) in mincho
    assert (ord("葛"), 0xE01EF) not in mincho
    assert 0x1000 not in set().union(*(face.chars for face in faces()))  # Burmese
