"""Posts of which the same is said stand together, and each keeps what is its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.papers.given import assessed, table
from tests.papers.reading import lines, said
from yorube.document import Document, Table
from yorube.document.blocks import Blank, Field, Heading, Item
from yorube.law import shipped
from yorube.papers import handover, write
from yorube.papers.cover import blanks

SECRET = "見本の隠す言葉"
CHILD = {
    "media": ["sexual_image"],
    "content": {"sexual": {"age_then": "minor", "consent_to_publish": "no", "taken_by": "self"}},
    "text": SECRET,
}
# Posts of five kinds out of order: two that are gone, two on line, two of a child, one of which little was told.
KINDS: list[dict[str, Any]] = [
    {"online": "no"},
    {"online": "yes", "saved": "yes"},
    CHILD,
    {"online": "no"},
    {"online": "unknown", "saved": "unknown"},
    CHILD,
    {"online": "yes", "saved": "yes"},
]
TOGETHER = ["投稿1、4", "投稿2、7", "投稿3、6", "投稿5"]
# Papers that give every post of theirs with what was told of it.
PAPERS = ("police_sheet", "damage_report_notes", "criminal_complaint", "moj_sheet", "ihaho_sheet")


def report() -> dict[str, Any]:
    """Seven posts of those kinds, each with its own address and words."""
    told = table("101")
    first = told["posts"][0]
    told["posts"] = [
        {**first, "url": f"https://example.jp/thread/{n}", "text": f"見本の言葉{n}", **kind, "id": f"p{n}"}
        for n, kind in enumerate(KINDS, 1)
    ]
    return told | {"wishes": ["delete", "punish", "advice", "compensate"], "events": []}


def made(paper: str, told: Mapping[str, Any], values: Mapping[str, str] | None = None) -> Document:
    checked, outcome = assessed(told)
    return write(paper, checked, outcome, shipped(), "ja", {"conceal": "no"} | dict(values or {}))


def rows(document: Document) -> Iterator[tuple[str, ...]]:
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (tuple(said(cell) for cell in row) for row in block.rows)  # type: ignore[arg-type]


def headed(document: Document) -> list[str]:
    """Posts as they are headed."""
    found = [said(block.text) for block in document.blocks if isinstance(block, Heading | Item)]
    return [text for text in found if text.startswith("投稿") and text[2:3].isdigit()]


@pytest.mark.parametrize("paper", PAPERS)
def test_each_post_stands_once_with_its_own_address_and_words(paper: str) -> None:
    document = made(paper, report())
    text = "\n".join(lines(document))
    for number, kind in enumerate(KINDS, 1):
        assert text.count(f"https://example.jp/thread/{number}") == 1
        assert text.count(f"見本の言葉{number}") == (0 if kind is CHILD else 1)
    assert SECRET not in text
    for named, where, *words in rows(document):
        assert f"/thread/{named}" in where
        assert words in ([], [f"見本の言葉{named}"])


@pytest.mark.parametrize("paper", ["police_sheet", "moj_sheet", "ihaho_sheet"])
def test_posts_of_which_the_same_was_told_stand_together(paper: str) -> None:
    assert headed(made(paper, report())) == TOGETHER


def test_what_was_told_stands_under_the_posts_it_was_told_of() -> None:
    document = made("police_sheet", report())
    found: dict[str, list[str]] = {}
    under = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            under = said(block.text)
        if isinstance(block, Field) and said(block.label) == "いまも見られるか":
            found.setdefault(under, []).append(said(block.value))
    assert found == {
        "投稿1、4": ["いいえ"],
        "投稿2、7": ["はい"],
        "投稿5": ["［投稿5のいまも見られるか］"],
    }


def test_a_blank_of_several_posts_names_them_all() -> None:
    told = report()
    for post in told["posts"]:
        del post["found_on"]
    document = made("police_sheet", told)
    missing = [one.missing for one in blanks(document.blocks) if isinstance(one, Blank)]
    assert "投稿1、4の気づいた日" in missing
    assert "投稿3、6の気づいた日" in missing


def test_what_was_filled_in_for_one_post_stays_with_it() -> None:
    told = report()
    values = {"why@p2": "二つめの理由", "removal.place@p7": "七つめの場所", "trace@p4": "四つめの記録"}
    asked = made("removal_request", told, values)
    assert "投稿2、7" not in headed(asked)  # one has a reason of its own
    text = "\n".join(lines(asked))
    assert text.count("二つめの理由") == text.count("七つめの場所") == 1
    request = made("disclosure_request", told, values)
    (traced,) = [row for row in rows(request) if "四つめの記録" in row]
    assert traced[0] == "4"
    assert "七つめの場所" not in "\n".join(lines(request))  # that paper does not ask for it


def test_a_lawyer_is_given_200_posts_in_groups() -> None:
    told = table("101")
    first = told["posts"][0]
    told["posts"] = [
        {**first, "id": f"n{n}", "url": f"https://example.jp/thread/{n:03}", "text": f"見本の言葉{n:03}。"}
        for n in range(200)
    ]
    checked, outcome = assessed(told | {"events": []})
    text = "\n".join(lines(handover(checked, outcome, shipped(), "ja", wording=True)))
    assert "## 投稿1〜200" in text
    assert all(text.count(f"/thread/{n:03}") == text.count(f"見本の言葉{n:03}。") == 1 for n in range(200))
    for finding in outcome["findings"]:
        assert finding["label"]["ja"] in text
    assert text.count("（投稿1〜200）") >= len({row["ground"] for row in outcome["findings"]})
    assert text.count("上の表の投稿は、どれも次のとおりです。") == 1
    plain = "\n".join(lines(handover(checked, outcome, shipped(), "ja", wording=False)))
    assert "見本の言葉" not in plain
    assert all(plain.count(f"/thread/{n:03}") == 1 for n in range(200))


def test_a_record_that_was_disclosed_of_one_post_is_not_asked_for_of_the_others() -> None:
    request = made("disclosure_request", report(), {"trace@p2": "二つめの記録"})
    assert [row[2] for row in rows(request)] == ["", "二つめの記録", "", "", "", "", ""]
    assert not [one.missing for one in blanks(request.blocks) if "通信の記録" in one.missing]


def test_acts_of_different_offences_are_numbered_apart() -> None:
    told = report()
    told["posts"] = told["posts"][:2]
    told["posts"][1] |= {"online": "no", "saved": told["posts"][0].get("saved", "unknown")}
    assert headed(made("criminal_complaint", told))[0] == "投稿1、2"
    told["posts"][1]["posted_at"] = "2025-05-31T10:00:00+09:00"  # the day before penalties were named anew
    acts = [text for text in headed(made("criminal_complaint", told)) if "（" not in text]
    assert acts[:2] == ["投稿1", "投稿2"]


def test_messages_stand_apart_from_what_all_can_see() -> None:
    told = report()
    told["posts"] = [{**told["posts"][0], "id": f"p{n}"} for n in range(1, 5)]
    for post in told["posts"][1::2]:
        post |= {"place": "dm"}
        del post["url"]
    for paper in ("police_sheet", "moj_sheet", "ihaho_sheet"):
        document = made(paper, told)
        assert headed(document) == ["投稿1、3", "投稿2、4"]
        assert "場所： DM・個別のメッセージ" in "\n".join(lines(document))


def test_long_words_stand_alone_and_at_full_width() -> None:
    told = report()
    told["posts"] = [{**told["posts"][0], "id": f"p{n}", "text": f"{n}" * 100} for n in range(1, 5)]
    told["posts"][1]["text"] = "長い言葉" * 200
    document = made("police_sheet", told)
    assert headed(document) == ["投稿1、3、4", "投稿2"]
    assert "長い言葉" * 200 in [said(block.value) for block in document.blocks if isinstance(block, Field)]


def test_what_is_said_once_is_said_to_be_of_each() -> None:
    text = lines(made("police_sheet", report()))
    assert text.count("上の表の投稿は、どれも次のとおりです。") == 3


def test_a_lawyer_reads_long_words_at_full_width() -> None:
    told = report()
    told["posts"] = [{**told["posts"][0], "id": f"p{n}"} for n in range(1, 4)]
    told["posts"][0]["text"] = "長い言葉" * 200
    checked, outcome = assessed(told)
    assert headed(handover(checked, outcome, shipped(), "ja", wording=True))[:2] == ["投稿1", "投稿2、3"]
    assert headed(handover(checked, outcome, shipped(), "ja", wording=False))[0] == "投稿1〜3"
