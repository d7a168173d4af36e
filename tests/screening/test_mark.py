"""Cues in a text: where they are marked, that criticism is not, what it costs."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.law import Rulebook, shipped
from yorube.law.checks import LONGEST
from yorube.law.rulebook import Cue
from yorube.law.text import Text
from yorube.screening import LIMIT, Mark, mark, parts
from yorube.screening.fold import fold
from yorube.screening.mark import search, tree

BOOK = shipped()
CRITICISM = (Path(__file__).parent / "criticism.txt").read_text(encoding="utf-8").splitlines()
FORMS = [(cue.id, form) for cue in BOOK.cues.values() for form in cue.forms]
EXCEPTIONS = [(cue.id, word) for cue in BOOK.cues.values() for word in cue.except_]


def marked(text: str) -> list[tuple[str, str]]:
    """What is marked: (the words as they stand in the text, the cue)."""
    return [(text[one.start : one.end], one.cue) for one in mark(text, BOOK)]


# What is marked and what is not


def test_there_are_enough_fair_criticisms() -> None:
    assert len(set(CRITICISM)) == len(CRITICISM) >= 40


@pytest.mark.parametrize("text", CRITICISM)
def test_fair_criticism_is_not_marked(text: str) -> None:
    assert marked(text) == []


def written(form: str) -> str:
    """A form as a person writes it: other digits for 0."""
    digits = iter("3141592653589")
    return "".join(next(digits) if character == "0" else character for character in form)


@pytest.mark.parametrize(("cue", "form"), FORMS)
def test_every_form_is_marked_alone_and_in_a_sentence(cue: str, form: str) -> None:
    text = written(form)
    assert marked(text) == [(text, cue)]
    assert marked(f"「{text}」。") == [(text, cue)]


@pytest.mark.parametrize(("cue", "word"), EXCEPTIONS)
def test_every_exception_is_needed_and_passed_over(cue: str, word: str) -> None:
    """Without it, its cue would be marked in it."""
    assert marked(word) == []
    without = tree((with_words(cue, except_=()),))
    assert {id for *_, id in search(fold(word).text, without)} == {cue}


def with_words(cue: str, **words: Any) -> Cue:
    one = BOOK.cues[cue]
    return Cue(**{name: getattr(one, name) for name in one.__slots__} | words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("お前は馬鹿正直だが馬鹿だ", ["馬鹿"]),
        ("死ねばいいのに、死ねば楽になる", ["死ねばいい", "死ねば楽"]),
        ("ぶっ殺すぞ", ["ぶっ殺"]),
        ("死ね死ね死ね", ["死ね", "死ね", "死ね"]),
        ("バカーーー", ["バカ"]),
        ("コロンブスのサブスク", []),
        ("電話は090-1234-5678です", ["090-1234-5678"]),
        ("番号1090-1234-56789", []),
        ("3丁目2-15に住んでる", ["3丁目2-15"]),
        ("the idiotic plan of an IDIOT", ["IDIOT"]),
        ("I’ll kill you", ["I’ll kill"]),
        ("", []),
    ],
)
def test_the_longest_wins_and_marks_do_not_overlap(text: str, words: list[str]) -> None:
    assert [found for found, _ in marked(text)] == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("住所は東京都千代田区霞が関", ["住所は"]),
        ("あいつの住所は、もう調べた", ["住所は"]),
        ("あいつの会社の住所は渋谷区", ["あいつの会社の住所は"]),
        ("〇〇町12番地に住んでいる", ["12番地"]),
        ("桜町１２３番地の赤い屋根の家", ["１２３番地"]),
        ("本町二番地の角の家", ["二番地"]),
        ("本町3番5号の家", ["3番5号"]),
        ("本町三丁目5の白い家", ["三丁目5"]),
        ("2丁目3番の家", ["2丁目3番"]),
        ("He lives at 221 Baker Street", ["lives at 221"]),
        ("her address is easy to find", ["her address is"]),
    ],
)
def test_an_address_written_out_is_marked(text: str, words: list[str]) -> None:
    assert marked(text) == [(word, "exposes.where") for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "番地が分かりにくくて配達の人が困っていた",
        "地図に番地まで書いてほしい",
        "番地のない住所もある",
        "この店の住所は公式サイトにあります",
        "会社の住所は登記で分かる",
        "届け先の住所は変更できますか",
        "住所は知らないし、調べるつもりもない",
        "住所は載せないでください",
        "一番地味な色を選んだ",
        "1番地味な服が好き",
        "2番地下鉄の駅に近い店",
        "三丁目の夕日を見た",
        "銀座四丁目の交差点は混んでいる",
        "3番5号車に乗った",
        "背番号12番が好き",
        "she lives at home",
        "the address is on their website",
    ],
)
def test_a_sentence_with_the_words_of_an_address_is_not(text: str) -> None:
    assert marked(text) == []


def test_each_kind_of_cue_is_there() -> None:
    kinds = {cue.kind for cue in BOOK.cues.values()}
    assert {"states_fact", "insults", "threatens", "exposes", "discriminates", "wishes_death"} <= kinds


# Places: in the text as given, whatever is written


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ﾊﾞｶ", "ﾊﾞｶ"),  # half-width kana, the voicing mark a character of its own
        ("お前はﾊﾞｶだ", "ﾊﾞｶ"),
        ("ハ\u3099カ", "ハ\u3099カ"),  # a combining voicing mark
        ("ＩＤＩＯＴ", "ＩＤＩＯＴ"),
        ("死\u200bね", "死\u200bね"),  # a zero-width space inside
        ("\u200b死ね\u200b", "死ね"),  # and around
        ("死\ufe00ね", "死\ufe00ね"),  # a variation selector
        ("死\u0337ね\u0337", "死\u0337ね\u0337"),  # struck through
        ("👨‍👩‍👧死ね👍🏽", "死ね"),
        ("０９０－１２３４－５６７８", "０９０－１２３４－５６７８"),
        ("①②③‐④⑤⑥⑦‐⑧⑨⑨⑨", "①②③‐④⑤⑥⑦‐⑧⑨⑨⑨"),
        ("㈱㌔死ね㍿", "死ね"),  # one character is several when folded
    ],
)
def test_the_place_is_that_of_the_text_as_given(text: str, found: str) -> None:
    assert [words for words, _ in marked(text)] == [found]


def small(*forms: str) -> Rulebook:
    """The rulebook with one cue that has these forms."""
    one = Text("試し", "a trial")
    cue = Cue(id="one", kind="insults", label=one, forms=forms, question=one, law=())
    names = {name: getattr(BOOK, name) for name in Rulebook.__dataclass_fields__}
    return Rulebook(**names | {"cues": {"one": cue}})


def test_part_of_a_folded_character_is_marked_as_the_whole() -> None:
    """㈱ is (株): whoever marks 株 marks the one character there is."""
    assert mark("まえ㈱あと", small("株)あ")) == (Mark(2, 4, "one"),)
    assert mark("㈱㈱", small("株)", "(株)(")) == (Mark(0, 2, "one"),)


def test_a_place_is_counted_in_characters_not_in_bytes_or_units() -> None:
    assert mark("𠮷𠮷死ね", BOOK) == (Mark(2, 4, "wishes_death"),)


@pytest.mark.parametrize(("cue", "word"), [*FORMS, *EXCEPTIONS])
def test_forms_are_written_as_they_are_compared(cue: str, word: str) -> None:
    assert fold(word).text == word


# Any text

ANY = st.text(st.characters(), max_size=200)
NEAR = st.lists(
    st.one_of(
        st.sampled_from([form for _, form in [*FORMS, *EXCEPTIONS]]),
        st.sampled_from(["\u3099", "\uff9e", "ﾊ", "ー", "㈱", "ﷺ", "İ", "\u200d", "0", "９", "a", "ァ", " "]),
        st.text(st.characters(), max_size=3),
    ),
    max_size=12,
).map("".join)


@given(st.one_of(ANY, NEAR))
def test_marks_lie_in_the_text_and_the_parts_are_the_text(text: str) -> None:
    marks = mark(text, BOOK)
    at = 0
    for one in marks:
        assert at <= one.start < one.end <= len(text)
        assert one.cue in BOOK.cues
        at = one.end
    cut = parts(text, marks)
    assert "".join(words for words, _ in cut) == text
    assert all(words for words, _ in cut)
    assert tuple(one for _, one in cut if one) == marks


@given(st.one_of(ANY, NEAR))
def test_folding_keeps_its_places_in_order(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))
    assert list(folded.starts) == sorted(folded.starts)
    assert list(folded.ends) == sorted(folded.ends)


@given(NEAR)
def test_width_and_case_make_no_difference(text: str) -> None:
    """The words of the cues are found in the text as given and in the text made canonical."""
    plain = unicodedata.normalize("NFKC", text)
    assert [one.cue for one in mark(text, BOOK)] == [one.cue for one in mark(plain, BOOK)]


# What it costs


class Counted(list[str]):
    """A text that counts how often a character is looked at."""

    looks = 0

    def __getitem__(self, at: Any) -> Any:
        self.looks += 1
        return super().__getitem__(at)


def hard(length: int) -> Iterator[str]:
    """Texts that begin many forms and finish few."""
    for _, form in FORMS:
        yield (form[:-1] * length)[:length]
        yield (form * length)[:length]


def test_looking_grows_with_the_length_of_the_text() -> None:
    root = tree(tuple(BOOK.cues.values()))
    for length in (100, 1000):
        for text in hard(length):
            counted = Counted(text)
            list(search(counted, root))
            # At each place: the form, and the two neighbours of each end.
            assert counted.looks <= length * (3 * LONGEST + 4)


def test_the_same_text_twice_costs_twice() -> None:
    root = tree(tuple(BOOK.cues.values()))
    worst = max(hard(100), key=lambda text: looks(text, root))
    assert looks(worst * 20, root) <= 20 * looks(worst, root) + 20 * LONGEST * 4


def looks(text: str, root: Any) -> int:
    counted = Counted(text)
    list(search(counted, root))
    return counted.looks


def test_many_marks_on_one_character_are_folded_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many combining marks there are, no more than two characters are ever joined."""
    longest = 0

    def measured(form: Any, text: str) -> str:
        nonlocal longest
        longest = max(longest, len(text))
        return normalize(form, text)

    normalize = unicodedata.normalize
    monkeypatch.setattr(unicodedata, "normalize", measured)
    assert fold("カ" + "\u3099\u0301\u0327" * 2000 + "ン").text == "ガン"
    assert longest == 2


def test_a_text_over_the_limit_is_refused() -> None:
    assert mark("あ" * LIMIT, BOOK) == ()
    with pytest.raises(ValueError, match=f"at most {LIMIT} characters, found {LIMIT + 1}"):
        mark("あ" * (LIMIT + 1), BOOK)
