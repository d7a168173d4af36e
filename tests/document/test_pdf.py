"""The PDF: its text, its structure, its promises, and that no text can stop it or act in it."""

import re
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.document.reading import close, ink, poppler, words
from tests.document.samples import EVERYWHERE, MARKUP, around, paper, posts
from yorube.document import (
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Line,
    Paragraph,
    Table,
    Tick,
    Title,
    masked,
    pdf,
)
from yorube.document.blocks import Block, Form, Lang
from yorube.document.fonts import faces
from yorube.document.text import Ink

LINES = st.lists(st.text(st.characters(), max_size=80), max_size=4).map("\n".join)


def test_every_value_is_in_the_text() -> None:
    text = close(words(pdf(paper())))
    text = re.sub(r"再公開しないでください\d/\d下書き", "", text)  # between two pages
    for value in (
        "告訴状",
        "令和8年11月22日",
        "群馬県○○警察署長殿",
        "山田太郎㊞",
        "𠮷田髙﨑",
        "＿＿＿＿＿＿［要記入：住所］",
        "次のとおり太字です。",
        close(MARKUP),
        "☑公開の場☐非公開の場",
        "番号投稿日1死ね2026-10-01",
        "2本名不明",
        "別紙投稿記事目録",
        "下書き",
        "再公開しないでください",
    ):
        assert value in text


def test_items_carry_their_numbers() -> None:
    found = re.findall(r"(?m)^(第[１-９]+|[０-９]+|\([0-9]+\)|[アイ]) +\S", words(pdf(paper())))
    assert found == [
        *("第１", "１", "２", "(1)", "ア", "イ", "第２", "１"),
        *("第１", "１", "２", "３", "４", "５", "６", "７", "８", "９", "１０", "１１"),
    ]


def test_it_declares_pdf_a_and_pdf_ua() -> None:
    made = pdf(paper())
    about = poppler("pdfinfo", made)
    assert re.search(r"Tagged: +yes", about)
    assert re.search(r"Title: +告訴状", about)
    assert re.search(r"Page size: .*A4", about)
    assert re.search(r"JavaScript: +no", about)
    meta = poppler("pdfinfo", made, "-meta")
    assert "<pdfaid:part>2</pdfaid:part>" in meta
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in meta
    assert "<pdfuaid:part>1</pdfuaid:part>" in meta
    assert "<rdf:li>ja</rdf:li>" in meta


def test_every_font_is_embedded_in_part_and_with_its_letters() -> None:
    text = "令和𠮷 Ɓ 한국 مرحبا שלום नेपाली ไทย 😀"
    rows = poppler("pdffonts", pdf(around(Paragraph(text), Tick("x"), Heading("太字")))).splitlines()[2:]
    assert {row.split()[0].split("+")[1] for row in rows} == {
        *(
            "BIZUDMincho-Regular",
            "BIZUDMincho-Bold",
            "NotoSerifJP-Regular",
            "NotoSerif-Regular",
            "NanumMyeongjo",
        ),
        *("Amiri-Regular", "NotoSerifHebrew-Regular", "NotoSerifDevanagari-Regular", "NotoSansThai-Regular"),
        *("NotoEmoji-Regular", "NotoSansSymbols2-Regular"),
    }
    assert all(re.search(r"Identity-H +yes yes yes", row) for row in rows)


def test_it_can_be_read_aloud() -> None:
    tree = poppler("pdfinfo", pdf(paper()), "-struct-text")
    tags = re.findall(r"(?m)^ *(\w+) ?(?:\"|<|\(|:|$)", tree)
    assert {"H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TH", "TR", "TD"} <= set(tags)
    assert tags.count("H1") == 2
    assert tags.count("Table") == 2
    assert "下書き" not in tree  # what stands on every page is not read on every page
    assert re.search(r'Lbl \(block\)\s+Span \(inline\)\s+"第１"\s+LBody \(block\)', tree)


def test_an_outline_without_its_upper_levels_is_mended() -> None:
    made = pdf(around(Heading("深い", 4), Title("題"), Heading("また深い", 3)))
    assert re.findall(r"H\d", poppler("pdfinfo", made, "-struct-text")) == ["H1", "H1", "H2"]


def test_the_same_document_gives_the_same_bytes() -> None:
    made = pdf(paper())
    assert pdf(paper()) == made
    script = "import sys; from tests.document.samples import paper; from yorube.document import pdf"
    write = "sys.stdout.buffer.write(pdf(paper()))"
    again = subprocess.run([sys.executable, "-c", f"{script}; {write}"], capture_output=True, check=True)
    assert again.stdout == made
    assert pdf(paper("en")) != made


@pytest.mark.parametrize(("form", "left", "top", "right"), [("court", 30, 35, 20), ("plain", 20, 25, 20)])
def test_margins(form: Form, left: float, top: float, right: float) -> None:
    found = ink(pdf(Document("x", "ja", (Paragraph("国" * 200),), form, page_numbers=False)))
    assert found[0] == pytest.approx(left, abs=0.6)
    assert found[1] == pytest.approx(top, abs=0.6)
    assert 210 - right - 5 < found[2] <= 210 - right


def test_a_page_of_the_court_holds_37_characters_by_26_lines() -> None:
    made = pdf(Document("x", "ja", (Paragraph("国" * 37 * 28),), "court", page_numbers=False))
    assert re.search(r"Pages: +2\n", poppler("pdfinfo", made))
    assert [len(line) for line in poppler("pdftotext", made, "-l", "1").split()] == [37] * 26


LANGUAGES: tuple[Lang, ...] = ("ja", "en")
RUNS = ["https://example.com/" + "a" * 600, "漢字！" + "\u00a0x" * 100]
RUNS += [
    sign * 300 for sign in ("w", "W", "Ａ", "ー", "っ", "。", "」", "「", "”", "！", "-", "ا", "ש", "ก", "😀")
]


@pytest.mark.parametrize("text", RUNS)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("place", ["paragraph", "item", "cell", "field", "tick"])
def test_nothing_runs_over_the_edge(text: str, place: str, lang: Lang) -> None:
    blocks: dict[str, Block] = {
        "paragraph": Paragraph(text),
        "item": Item(4, text),
        "cell": Table((10, 20, 30), ("a", "b", "c"), ((text, Cell(text, "right"), text),)),
        "field": Field(text, text),
        "tick": Tick(text),
    }
    made = pdf(Document("x", lang, (blocks[place],), page_numbers=False))
    left, _, right, _ = ink(made)
    assert 20 - 0.3 <= left < right <= 190 + 0.3
    assert words(made).count(text[-1]) >= text.count(text[-1])


def test_what_no_font_holds_is_shown_and_listed() -> None:
    text = close(words(pdf(around(Paragraph("မြန်မာ \u202e \ud83d 葛\U000e01ef"), Line("終わり")))))
    assert "〓(U+1019)" in text
    assert "〓(U+202E)" in text
    assert "〓(U+D83D)" in text
    assert "U+1019" in text.split("終わり")[1]
    assert "（Unicode）:U+845BU+E01EF" in text
    assert "〓" not in close(words(pdf(around(Paragraph("終わり")))))


def test_text_is_never_markup() -> None:
    """In every place a text can stand."""
    made = pdf(EVERYWHERE)
    assert close(words(made)).count(close(MARKUP)) == 19
    assert re.search(r"Title: +" + re.escape(MARKUP), poppler("pdfinfo", made))


def test_the_masked_copy_does_not_hold_the_names() -> None:
    text = close(words(pdf(masked(paper()))))
    assert "代替氏名Ａ" in text
    assert "〔秘匿〕" in text
    for name in ("太郎", "𠮷田", "本名"):
        assert name not in text


def test_english() -> None:
    text = words(pdf(paper("en")))
    assert "____________ [to fill in: 住所]" in text
    assert "(seal)" in text
    assert re.search(r"(?m)^1\. +告訴の趣旨$", text)
    fonts = poppler(
        "pdffonts",
        pdf(
            Document(
                "x",
                "en",
                (
                    Title("Plan"),
                    Paragraph("What to do"),
                ),
            )
        ),
    )
    assert {row.split()[0].split("+")[1] for row in fonts.splitlines()[2:]} == {
        "NotoSerif-Regular",
        "NotoSerif-Bold",
    }
    assert "<rdf:li>en</rdf:li>" in poppler("pdfinfo", pdf(paper("en")), "-meta")


@pytest.mark.parametrize("title", ["", "\u200b", "\n"])
def test_a_title_without_ink_is_no_hindrance(title: str) -> None:
    assert re.search(
        "Title: +〓", poppler("pdfinfo", pdf(Document(title, "ja", (Title(title), Paragraph(title)))))
    )


JAPANESE = [
    char for char in map(chr, range(0x20, 0x10000)) if char.encode("cp932", "ignore").decode("cp932") == char
]


@given(LINES)
@example("\n\u05b2")
@example("か\u3099\u3099\u3099漢\u0651\u200d👍🏽🏽")
@settings(max_examples=60)
def test_every_character_comes_out(text: str) -> None:
    """As it is, or as its code point. Poppler gives a letter made of two glyphs twice, and may reorder."""
    body, end, _ = close(words(pdf(around(Paragraph(text), Line("〓〓"))))).partition("〓〓")
    assert end
    assert set(close(Ink().inked(text))) <= set(body)


@given(st.text(st.sampled_from(JAPANESE), max_size=60))
def test_japanese_text_comes_out_in_its_order(text: str) -> None:
    got = close(words(pdf(around(Paragraph(text), Line("終わり")))))
    assert got.startswith(close(Ink().inked(text)) + "終わり")


@pytest.mark.parametrize("count", [1, 200])
def test_posts(count: int) -> None:
    text = close(words(pdf(posts(count))))
    assert all(f"/{n:019d}" in text for n in range(1, count + 1))
    assert text.count("実") == 4 * count


def test_a_post_of_ten_thousand_characters() -> None:
    text = "".join(chr(0x4E00 + n % 3000) if n % 7 else "。" for n in range(10_000))
    got = close(
        words(pdf(around(Paragraph(text), Line("終わり"), Table((20, 100), ("a", "b"), (("1", text),)))))
    )
    assert got.startswith(close(Ink().inked(text)) + "終わり")
    assert len(got) > 20_000


def test_right_to_left_text_can_be_copied() -> None:
    text = poppler("pdftotext", pdf(around(Paragraph("مرحبا بالعالم"), Paragraph("שלום עולם"))))
    assert "مرحبا بالعالم" in text
    assert "שלום עולם" in text


@pytest.mark.long
def test_every_character_of_the_fonts_comes_out() -> None:
    held = [chr(point) for point in sorted(set().union(*(face.chars for face in faces()))) if point > 0x20]
    assert len(held) > 30_000
    for start in range(0, len(held), 4000):
        some = " ".join(held[start : start + 4000])
        assert set(close(Ink().inked(some))) <= set(close(words(pdf(around(Paragraph(some))))))


@pytest.mark.long
@pytest.mark.parametrize("base", ["a", "漢", "か", "ا", "ש", "क", "ก", "가", "😀", "\n", "က"])
def test_every_mark_may_follow_every_script(base: str) -> None:
    marks = [char for char in map(chr, range(0x110000)) if unicodedata.category(char)[0] == "M"]
    assert len(marks) > 2000
    some = " ".join(base + mark for mark in marks)
    assert set(close(Ink().inked(some))) <= set(close(words(pdf(around(Paragraph(some))))))


def test_several_at_once_do_not_disturb_each_other() -> None:
    documents = [paper(), paper("en"), posts(5), masked(paper())] * 3
    with ThreadPoolExecutor(4) as several:
        assert list(several.map(pdf, documents)) == [pdf(document) for document in documents]
