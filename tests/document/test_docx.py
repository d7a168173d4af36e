"""The DOCX: the wording and the numbers of the PDF, its form, and that no text can stop it or act in it."""

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document as opened
from docx.oxml.ns import qn
from hypothesis import example, given
from hypothesis import strategies as st

from tests.document.reading import close, converted, lines, part, words
from tests.document.samples import EVERYWHERE, MARKUP, around, paper, posts
from yorube.document import (
    Block,
    Document,
    Field,
    Item,
    Line,
    PageBreak,
    Paragraph,
    Table,
    Tick,
    Title,
    docx,
    masked,
    pdf,
)
from yorube.document.blocks import Form, Lang
from yorube.document.text import Ink

LINES = st.lists(st.text(st.characters(), max_size=80), max_size=4).map("\n".join)
LANGUAGES: tuple[Lang, ...] = ("ja", "en")
# A DOCX has boxes of its own.
BOXES = str.maketrans("■□", "☑☐")
# The levels of a list: each step goes one down, stays, or goes up, not above the first.
STEPS = st.lists(st.integers(-3, 1), min_size=3, max_size=11)


def levels(first: int, steps: list[int]) -> list[int]:
    found = [first]
    for step in steps:
        found.append(min(4, max(first, found[-1] + step)))
    return found


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_both_writers_say_the_same(lang: Lang) -> None:
    document = Document("x", lang, paper().blocks, page_numbers=False)
    edited = close("".join(lines(docx(document)))).translate(BOXES)
    assert edited == close(words(pdf(document)))


@given(st.integers(1, 4), STEPS, st.sampled_from(["ja", "en"]))
def test_both_writers_number_alike(first: int, steps: list[int], lang: Lang) -> None:
    items: list[Block] = [Item(level, "x") for level in levels(first, steps)]
    document = Document("x", lang, (*items, Title("y"), *items), page_numbers=False)
    assert close(" ".join(lines(docx(document)))) == close(words(pdf(document)))


@pytest.mark.long
def test_libreoffice_opens_it_and_numbers_alike(tmp_path: Path) -> None:
    deep: list[Block] = [
        Item(level, "x") for level in levels(2, [1, 1, 0, -1, 0, -1, 1, 1, -2, 0] + [1] * 2 + [0] * 12)
    ]
    for lang in LANGUAGES:
        document = Document("x", lang, (*paper().blocks, Title("z"), *deep), page_numbers=False)
        folder = tmp_path / lang
        folder.mkdir()
        assert close(words(converted(docx(document), folder))).translate(BOXES) == close(words(pdf(document)))


@pytest.mark.long
def test_libreoffice_opens_two_hundred_posts(tmp_path: Path) -> None:
    text = close(words(converted(docx(posts(200)), tmp_path)))
    assert text.count("https://x.com/i/status/") == 200
    assert text.count("実") == 4 * 200


def test_the_list_is_a_real_one() -> None:
    made = docx(around(Item(1, "a"), Item(2, "b"), Paragraph("c"), Item(1, "d"), Title("e"), Item(1, "f")))
    package: Any = opened(BytesIO(made))
    about = [p._p.pPr.numPr for p in package.paragraphs]
    assert [(a.ilvl.val, a.numId.val) if a is not None else None for a in about] == [
        (0, 1),
        (1, 1),
        None,
        (0, 1),
        None,
        (0, 2),
    ]
    assert [p.text for p in package.paragraphs] == ["a", "b", "c", "d", "e", "f"]


@pytest.mark.parametrize(
    ("form", "margins", "pitch"), [("court", (35, 27, 30, 20), 512), ("plain", (25, 22, 20, 20), 400)]
)
def test_the_page(form: Form, margins: tuple[int, ...], pitch: int) -> None:
    made = docx(
        Document("x", "ja", (Paragraph("y"),), form, header="下書き", footer="再公開しないでください")
    )
    section = opened(BytesIO(made)).sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    found = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert tuple(round(side.mm) for side in found if side is not None) == margins
    assert section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch")) == str(pitch)
    assert section.header.paragraphs[0].text == "下書き"
    assert section.footer.paragraphs[0].text.startswith("再公開しないでください\t")
    assert re.findall(r'w:instr="(\w+)"', part(made, "word/footer.xml")) == ["PAGE", "NUMPAGES"]


def test_columns_have_their_widths_in_the_grid_and_in_every_cell() -> None:
    table = Table((20, 30.5, 100), ("a", "b", "c"), (("1", "2", "3"), ("4", "5", "6")))
    package: Any = opened(BytesIO(docx(around(table))))
    (found,) = package.tables
    grid = [int(column.get(qn("w:w"))) for column in found._tbl.tblGrid]
    assert [round(width * 25.4 / 1440, 1) for width in grid] == [20, 30.5, 100]
    for row in found._tbl.tr_lst:
        assert [int(cell.tcPr.find(qn("w:tcW")).get(qn("w:w"))) for cell in row.tc_lst] == grid
    assert found._tbl.tr_lst[0].trPr.find(qn("w:tblHeader")) is not None


def test_tables_that_follow_each_other_stay_apart() -> None:
    table = Table((50,), ("a",), (("b",),))
    made = opened(BytesIO(docx(around(table, table, Field("c", "d"), Field("e", "f"), table))))
    assert [len(found.rows) for found in made.tables] == [2, 2, 2, 2]
    kinds = [child.tag.split("}")[1] for child in made.element.body]
    assert kinds == ["tbl", "p"] * 4 + ["sectPr"]


@pytest.mark.parametrize(
    "after", [Paragraph("y"), Table((50,), ("y",), (("z",),)), Tick("y"), Item(1, "y"), Title("y")]
)
def test_a_page_break_stands_before_what_follows(after: Block) -> None:
    made = opened(
        BytesIO(docx(around(PageBreak(), Paragraph("x"), PageBreak(), PageBreak(), after, PageBreak())))
    )
    breaks = [child.find(f".//{qn('w:pageBreakBefore')}") is not None for child in made.element.body]
    assert [place for place, found in enumerate(breaks) if found] == [0, 2 - 1]


def test_fonts_and_languages() -> None:
    made = docx(paper())
    styles = part(made, "word/styles.xml")
    assert set(re.findall(r'w:eastAsia="(.*?)"', styles)) == {"BIZ UDMincho", "ja-JP"}
    assert '<w:lang w:val="ja-JP"' in styles
    assert '<w:lang w:val="en-US"' in part(docx(paper("en")), "word/styles.xml")
    assert set(re.findall(r'<w:color w:val="(.*?)"', styles)) == {"000000"}
    assert re.search(r'<w:altName w:val="[^"]*ＭＳ 明朝"', part(made, "word/fontTable.xml"))


def test_ticks() -> None:
    made = opened(BytesIO(docx(around(Tick("公開", True), Tick("非公開")))))
    assert [paragraph.text for paragraph in made.paragraphs] == ["■\t公開", "□\t非公開"]


def test_the_properties_name_nobody() -> None:
    made = docx(paper())
    about = ElementTree.fromstring(part(made, "docProps/core.xml"))
    assert {child.tag.split("}")[1]: child.text for child in about} == {
        "title": "告訴状",
        "language": "ja-JP",
    }
    with ZipFile(BytesIO(made)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert sorted(archive.namelist()) == sorted(
            [
                *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"),
                *(f"word/{name}.xml" for name in ("document", "fontTable", "footer", "header")),
                *(f"word/{name}.xml" for name in ("numbering", "settings", "styles")),
            ]
        )


def test_the_same_document_gives_the_same_bytes() -> None:
    made = docx(paper())
    assert docx(paper()) == made
    script = "import sys; from tests.document.samples import paper; from yorube.document import docx"
    write = "sys.stdout.buffer.write(docx(paper()))"
    again = subprocess.run([sys.executable, "-c", f"{script}; {write}"], capture_output=True, check=True)
    assert again.stdout == made
    assert docx(paper("en")) != made


def test_text_is_never_markup() -> None:
    made = docx(EVERYWHERE)
    everything = "".join(lines(made)) + "".join(
        "".join(ElementTree.fromstring(part(made, f"word/{name}.xml")).itertext())
        for name in ("header", "footer")
    )
    assert close(everything).count(close(MARKUP)) == 19
    assert opened(BytesIO(made)).core_properties.title == MARKUP


def test_a_very_long_title_is_cut_in_the_properties_only() -> None:
    made = opened(BytesIO(docx(Document("長" * 300, "ja", (Title("長" * 300),)))))
    assert made.core_properties.title == "長" * 255
    assert made.paragraphs[0].text == "長" * 300


def test_the_masked_copy_does_not_hold_the_names() -> None:
    made = docx(masked(paper()))
    with ZipFile(BytesIO(made)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "代替氏名Ａ" in everything
    for name in ("太郎", "𠮷田", "本名"):
        assert name not in everything


def test_right_to_left_text_is_marked_as_such() -> None:
    made = opened(BytesIO(docx(around(Paragraph("日本 مرحبا بالعالم! שלום 終わり")))))
    runs = made.paragraphs[0].runs
    found = [(run.text, run._r.rPr is not None and run._r.rPr.find(qn("w:rtl")) is not None) for run in runs]
    assert found == [("日本 ", False), ("مرحبا بالعالم! שלום", True), (" 終わり", False)]


@given(LINES)
@example("\ud800\x00\ufffe]]>\u202e")
def test_every_character_comes_out(text: str) -> None:
    """Also those that only the reader's own fonts hold."""
    made = lines(docx(around(Paragraph(text), Line("終わり"))))
    assert made[0] == Ink().plain(text)
    assert made[1] == "終わり"


def test_what_has_no_shape_is_listed() -> None:
    made = lines(docx(around(Paragraph("\u202e မ"))))
    assert made[0] == "〓(U+202E) မ"
    assert made[-1].endswith(": U+202E")


@pytest.mark.parametrize("count", [1, 200])
def test_posts(count: int) -> None:
    text = "".join(lines(docx(posts(count))))
    assert all(f"/{n:019d}" in text for n in range(1, count + 1))
    assert text.count("事実ではないことが書かれています。") == 4 * count


def test_a_post_of_ten_thousand_characters() -> None:
    text = "".join(chr(0x4E00 + n % 3000) for n in range(10_000))
    assert text in lines(docx(around(Table((20, 100), ("a", "b"), (("1", text),)))))
