"""What is said before and after posting, and that every word of it rests on something."""

from datetime import date

import pytest

from yorube.cli import main, rulebook
from yorube.consult import check
from yorube.consult.worlds import read
from yorube.law import shipped
from yorube.law.checks import WORDS_OF, resolves
from yorube.law.rulebook import Advice, Cue
from yorube.law.text import Text
from yorube.law.world import World
from yorube.screening import advice, attached

BOOK = shipped()
DAY = date(2026, 11, 22)
NOTHING = World({}, DAY)
STAGES = WORDS_OF["posting"]["stage"]
ROWS: list[Cue | Advice] = [*BOOK.cues.values(), *BOOK.posting]


def world(*events: str, **tables: object) -> World:
    """The world of a poster's report."""
    report = {
        "schema": "yorube.report/1",
        "as_of": DAY,
        "person": {"role": "poster"},
        "events": [{"kind": kind, "on": DAY} for kind in events],
        **tables,
    }
    return read(check(report, BOOK, DAY), BOOK).whole


def said(stage: str, world: World) -> list[str]:
    return [one.item.id for one in advice(stage, world, BOOK)]


def words(stage: str, world: World) -> str:
    return "\n".join(text.ja for one in advice(stage, world, BOOK) for text in one.texts)


# The rows


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_says_something_to_whoever_told_nothing(stage: str) -> None:
    assert said(stage, NOTHING)


def test_every_text_is_there_in_plain_japanese_too() -> None:
    texts = [
        text for cue in BOOK.cues.values() for text in (cue.label, cue.question, cue.attaches, *cue.instead)
    ]
    texts += [item.title for item in BOOK.posting]
    texts += [text.text for item in BOOK.posting for text in item.text]
    assert [text for text in texts if text and not text.easy] == []


def test_every_citation_ground_and_desk_resolves() -> None:
    for row in ROWS:
        assert row.law
        assert all(resolves(BOOK, cite) for cite in row.law), row.id
        assert set(row.grounds) <= BOOK.grounds.keys(), row.id
        assert set(row.desks) <= BOOK.desks.keys(), row.id


VERDICTS = (
    "違法です",
    "犯罪です",
    "いけません",
    "許されません",
    "してはなりません",
    "is illegal",
    "is a crime",
    "you must not",
)


def test_nothing_is_a_verdict() -> None:
    for row in ROWS:
        texts: list[Text] = []
        for name in row.__slots__:
            value = getattr(row, name)
            for item in value if isinstance(value, tuple) else (value,):
                texts += [item] if isinstance(item, Text) else [item.text] if hasattr(item, "text") else []
        assert texts
        found = [word for text in texts for word in VERDICTS if word in text.ja or word in text.en.lower()]
        assert found == [], row.id


def test_every_cue_asks_and_offers_another_way() -> None:
    for cue in BOOK.cues.values():
        assert cue.question.ja.endswith(("。", "？"))
        assert "か。" in cue.question.ja, cue.id
        assert "?" in cue.question.en, cue.id
        assert cue.instead, cue.id
        assert bool(cue.attaches) is bool(cue.grounds), cue.id


# What is said when


def test_the_letter_is_named_when_it_was_told() -> None:
    removal, disclosure = "sender_inquiry_received", "disclosure_inquiry_received"
    either = said("letter", NOTHING)
    assert {"letter.which", "letter.removal", "letter.disclosure", "letter.disclosed"} <= set(either)
    assert "letter.disclosure" not in said("letter", world(removal))
    assert "letter.silence" not in said("letter", world(removal))
    assert "letter.removal" not in said("letter", world(disclosure))
    both = said("letter", world(removal, disclosure))
    assert {"letter.removal", "letter.disclosure"} <= set(both)
    assert "letter.which" not in both
    assert "7日" in words("letter", world(removal))
    assert "7日を過ぎても" not in words("letter", world(disclosure))
    assert "書面に書かれた期限" in words("letter", world(disclosure))


@pytest.mark.parametrize(
    "told",
    [
        {"sender": {"relation": "former_partner"}},
        {"sender": {"contact_after_refusal": "yes"}},
        {"harm": {"danger": "feared"}},
        {"posts": [{"id": "p1", "media": ["sexual_image"]}]},
    ],
)
def test_where_contact_may_frighten_no_apology_is_proposed(told: dict[str, object]) -> None:
    assert "after.apologise" in said("after", world())
    found = said("after", world(**told))
    assert "after.apologise" not in found
    assert "after.no_contact" in found


def test_what_is_gone_need_not_be_deleted() -> None:
    def post(online: str) -> World:
        return world(posts=[{"id": "p1", "online": online}])

    assert "after.delete" in said("after", NOTHING)
    assert "after.delete" in said("after", post("unknown"))
    assert "after.delete" not in said("after", post("no"))


def test_of_a_child_s_image_no_copy_is_kept() -> None:
    image = {"id": "p1", "media": ["sexual_image"]}
    kept, not_kept = "全文・返信や広がりを、手元に控えて", "保存しないでください。控えるのはアドレス"
    assert kept in words("after", world())
    found = words("after", world(posts=[image]))
    assert not_kept in found
    assert kept not in found
    adult = words("after", world(posts=[{**image, "content": {"sexual": {"age_then": "adult"}}}]))
    assert kept in adult


def test_order_is_that_of_the_rulebook() -> None:
    assert said("after", world())[:3] == ["after.now", "after.record", "after.delete"]


def test_osaka_s_desk_is_named_while_it_may_fit() -> None:
    assert "help.osaka" in said("help", world())
    assert "help.osaka" not in said("help", world(person={"role": "poster", "prefecture": "群馬県"}))


# What the law attaches


def test_the_penalty_is_that_of_the_day() -> None:
    ((ground, before),) = attached(["crime.insult"], date(2022, 7, 6), BOOK)
    ((_, after),) = attached(["crime.insult"], date(2022, 7, 7), BOOK)
    ((_, now),) = attached(["crime.insult"], DAY, BOOK)
    assert before is not None
    assert after is not None
    assert now is not None
    assert ground.id == "crime.insult"
    assert (before.max.years, after.max.years) == (0, 1)
    assert "拘禁刑" in now.text.ja
    assert "拘禁刑" not in after.text.ja


def test_a_claim_has_no_penalty_and_a_ground_of_later_days_is_left_out() -> None:
    ((_, penalty),) = attached(["civil.insult"], DAY, BOOK)
    assert penalty is None
    assert attached(["crime.request_sexual_image"], date(2023, 7, 12), BOOK) == ()
    assert [ground.id for ground, _ in attached(["crime.threat", "civil.privacy"], DAY, BOOK)] == [
        "crime.threat",
        "civil.privacy",
    ]


def test_every_row_can_be_shown_and_counts_for_its_sources(capsys: pytest.CaptureFixture[str]) -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
    known = rulebook.index(BOOK)
    assert [row.id for row in ROWS if known.get(row.id) != [row]] == []
    assert main(["rulebook", "show", "insults.looks", "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    assert "words that run down face or body" in shown
    assert "ブス" in shown
    assert main(["rulebook", "show", "letter.removal"]) == 0
    assert "7日" in capsys.readouterr().out
