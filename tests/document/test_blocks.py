"""What the blocks refuse, how items are numbered, what the copy for the other side leaves out."""

from typing import Any

import pytest

from tests.document.samples import around, paper
from yorube.document import (
    Blank,
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Line,
    Masked,
    PageBreak,
    Paragraph,
    Strong,
    Table,
    Title,
    masked,
)
from yorube.document.blocks import Block, short
from yorube.document.numbering import label, leads, numbers

OTHER: Any = "other"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Item(0, "x"), "level from 1 to 4, not 0"),
        (lambda: Item(5, "x"), "level from 1 to 4, not 5"),
        (lambda: Heading("x", 5), "level from 1 to 4, not 5"),
        (lambda: Line("x", OTHER), "'other': must be one of left, center, right"),
        (lambda: Cell("x", OTHER), "'other': must be one of left, center, right"),
        (lambda: Table((30, 30), ("a", "b"), (("c",),)), "a row of 1 cells in a table of 2 columns"),
        (lambda: Table((30, 30), ("a",), ()), "a row of 1 cells in a table of 2 columns"),
        (lambda: Table((30, 5), ("a", "b"), ()), "at least 10 mm"),
        (lambda: Table((), (), ()), "at least 10 mm"),
        (lambda: Document("x", OTHER, ()), "'other': must be one of ja, en"),
        (lambda: Document("x", "ja", (), OTHER), "'other': must be one of court, plain"),
        (
            lambda: Document("x", "ja", (Table((100, 61), ("a", "b"), ()),), "court"),
            "161 mm does not fit between margins of 160 mm",
        ),
    ],
)
def test_what_cannot_be_printed_is_refused(make, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


def test_items_are_numbered_within_those_above_them() -> None:
    levels = [1, 2, 2, 3, 4, 4, 2, 3, 1, 2, 3, 1]
    assert numbers([Item(level, "x") for level in levels]) == [1, 1, 2, 1, 1, 2, 3, 1, 2, 1, 1, 3]


@pytest.mark.parametrize("levels", [(1, 3), (2, 1), (2, 3, 1), (1, 2, 3, 1, 4)])
def test_a_list_goes_down_level_by_level_and_not_above_its_beginning(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=f"an item of level {levels[-1]} cannot follow one of level"):
        around(*(Item(level, "x") for level in levels))
    around(*(block for level in levels for block in (Title("新しい部"), Item(level, "x"))))


def test_a_title_starts_the_numbers_anew_and_a_paragraph_does_not() -> None:
    blocks: list[Block] = [Item(1, "x"), Paragraph("y"), Item(1, "x"), Title("z"), Item(1, "x")]
    assert numbers(blocks) == [1, 0, 2, 0, 1]


def test_labels() -> None:
    assert [label("ja", level, 1) for level in (1, 2, 3, 4)] == ["第１", "１", "(1)", "ア"]
    assert [label("ja", level, 12) for level in (1, 2, 3, 4)] == ["第１２", "１２", "(12)", "シ"]
    assert [label("en", level, 1) for level in (1, 2, 3, 4)] == ["1.", "(1)", "(a)", "(i)"]
    assert [label("en", level, 27) for level in (1, 2, 3, 4)] == ["27.", "(27)", "(aa)", "(xxvii)"]
    assert [label("ja", 4, count) for count in (46, 47)] == ["ン", "アア"]


def test_the_masked_copy_holds_neither_words_nor_their_length() -> None:
    short, long = (
        masked(
            around(
                Table((50,), (Cell(("a", Masked(name))),), ((Strong("b"),), (Masked(name),))),
                Line(Masked(name)),
            )
        )
        for name in ("岡", "長宗我部")
    )
    assert short == long
    assert short.blocks[1] == Line("〔秘匿〕")


def test_the_masked_copy_names_what_stands_instead() -> None:
    said = repr(masked(paper()))
    assert "代替氏名Ａ" in said
    assert "太郎" not in said
    assert "𠮷田" not in said
    assert "Masked" not in said
    assert masked(masked(paper())) == masked(paper())
    assert "太郎" in repr(paper())


def test_an_item_belongs_to_what_it_introduces() -> None:
    head = Item(1, "一")
    assert leads(head, Item(2, "二"))
    assert leads(head, Paragraph("文"))
    assert leads(head, Field("欄", "値"))
    for following in (Item(1, "次"), Title("次"), PageBreak(), None):
        assert not leads(head, following)


def test_a_short_row_is_kept_on_one_page_and_a_long_one_is_not() -> None:
    assert short(("欄", ("値", Blank("空"), Strong("太"))))
    assert not short(("欄", "値" * 400))
    assert not short(("欄", "\n" * 20))
