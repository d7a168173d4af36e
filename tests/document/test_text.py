"""Text as it can be printed: what is kept, shown by its code point, or left out."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from yorube.document.text import SHAPELESS, Ink, clusters, divided, measure

ANY = st.text(st.characters(), max_size=60)  # surrogates and unassigned code points too


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("髙﨑 𠮷田 ｶﾅ 😀 한국 مرحبا", "髙﨑 𠮷田 ｶﾅ 😀 한국 مرحبا"),
        (
            "か\u3099 e\u0301 👨\u200d👩\u200d👧 ☎\ufe0f 葛\U000e0100",
            "か\u3099 e\u0301 👨\u200d👩\u200d👧 ☎\ufe0f 葛\U000e0100",
        ),
        ("a\r\nb\rc\u2028d\ne", "a\nb\nc\nd\ne"),
        ("a\tb\u2003c\u202fd", "a\u3000b c d"),
        ("so\u00adft\u200b\ufeff", "soft"),
        ("\u202eevil\u202c", "〓(U+202E)evil〓(U+202C)"),
        ("\x00\x1b[31m\x9b", "〓(U+0000)〓(U+001B)[31m〓(U+009B)"),
        ("\ud800", "〓(U+D800)"),
        ("\ue000\U0010ffff\ufffe", "〓(U+E000)〓(U+10FFFF)〓(U+FFFE)"),
        ("名前はㅤ", "名前は〓(U+3164)"),
        ("မ", "〓(U+1019)"),
        ("漢\u0651", "漢〓(U+0651)"),  # an Arabic mark on a kanji: no font holds both
        ("\u0301", "〓(U+0301)"),
        ("가", "가"),  # written as two letters, printed as the syllable they make
    ],
)
def test_what_is_printed(text: str, printed: str) -> None:
    assert Ink().inked(text) == printed


def test_what_could_not_be_printed_is_remembered() -> None:
    ink = Ink()
    ink.inked("a\x00 မ 葛\U000e0100 葛\U000e01ef")
    assert ink.unprinted == {"\x00", "မ"}
    assert ink.variants == {"葛\U000e01ef"}


@given(ANY)
@example("\u202e\n\u0301")
def test_nothing_shapeless_is_left(text: str) -> None:
    printed = Ink().inked(text)
    assert not SHAPELESS.search(printed)
    assert printed.encode().decode() == printed  # no half surrogate


@given(ANY)
def test_printable_text_is_printed_unchanged(text: str) -> None:
    ink = Ink()
    again = ink.inked(text)
    assert Ink().inked(again) == again
    assert ("〓" in again.replace("〓", "", text.count("〓"))) == bool(ink.unprinted)


@given(ANY)
def test_clusters_and_parts_are_the_whole_text(text: str) -> None:
    assert "".join(clusters(text)) == text
    for room in (0.5, 3, 37):
        assert "".join(divided(text, room)) == text


@given(
    st.text(st.sampled_from("aｶーw/。」っ!؟ا👍🏽"), min_size=60, max_size=120), st.sampled_from([1, 2, 9, 37])
)
def test_a_run_without_a_break_gets_some(text: str, room: float) -> None:
    parts = list(divided(text, room))
    assert len(parts) > 1
    assert all(measure(part) <= 4 or len(list(clusters(part))) == 1 for part in parts)
    assert all(not part.startswith("🏽") for part in parts[1:])


def test_text_that_breaks_by_itself_stays_whole() -> None:
    text = "これは名誉毀損に当たるかもしれません。" * 50
    assert [part for part in divided(text, 37) if part] == [text]
