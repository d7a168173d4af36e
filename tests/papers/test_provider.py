"""Letters of the operator of a site and of the one who wrote: inquiries, replies, notices."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.papers.given import assessed, everything, table
from tests.papers.reading import missing, read, said
from yorube.document import Document, Field, Heading, PageBreak, Tick, Title, pdf
from yorube.document.blocks import Masked
from yorube.law import shipped
from yorube.papers import all_entries, checked, entries, posts_asked, write
from yorube.papers.case import Case
from yorube.papers.provider import WRITERS

ROOM = Path(__file__).parents[2] / "src" / "yorube" / "papers" / "provider"
GOLDEN = Path(__file__).parent / "golden"
SITE = {
    "site": {"name": "例川町掲示板　管理者", "contact": "kanri@keijiban.example"},
    "date": date(2026, 11, 25),
}
ASKED = {"asked": {"right": "名誉権", "reason": "会費をごまかした事実はありません。"}}
DISCLOSURE = {
    "asked": {
        "right": "名誉権",
        "reason": "会合には出ていました。",
        "route": "court",
        "items": "氏名、住所",
        "answer_by": date(2026, 12, 7),
    }
}
DECIDED: dict[str, Any] = {
    "requester": {"name": "仮谷しげる"},
    "decision": {
        "day": date(2026, 11, 25),
        "standard": "利用規約 第5条2号",
        "kind": {"p1": "not_taken"},
        "reason": {"p1": "事実をもとにした意見と読めるため。"},
    },
}
REPLY = {
    "date": date(2026, 5, 2),
    "reply": {"name": "見本たろう", "contact": "mihon@example.jp"},
    "removal_reply": {
        "letter": {"p1": "4月29日付け"},
        "answer": {"p1": "agree", "p2": "object"},
        "reason": {"p2": "著書の略歴と大学の発表が食い違っています。"},
    },
    "disclosure_reply": {"answer": {"p3": "object"}, "answer_by": {"p3": date(2026, 5, 6)}},
}


def made(paper: str, report: Mapping[str, Any], values: Mapping[str, Any], **more: Any) -> Document:
    told, outcome = assessed(report)
    filled = checked(values, all_entries(), frozenset(post.id for post in told.posts))
    return write(paper, told, outcome, shipped(), "ja", filled, **more)


def lines(document: Document) -> list[str]:
    return list(read(document.blocks, document.lang))


def text(document: Document) -> str:
    return "\n".join(lines(document))


def titles(document: Document) -> list[str]:
    return [said(block.text) for block in document.blocks if isinstance(block, Title)]


def values_of(document: Document, label: str) -> list[str]:
    """What stands beside a label, post by post."""
    found = [block for block in document.blocks if isinstance(block, Field)]
    return [said(block.value) for block in found if said(block.label) == label]


def pieces(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for one in value:
            yield from pieces(one)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from pieces(getattr(value, field.name))


def with_posts(
    report: dict[str, Any], *posts: dict[str, Any], events: tuple[Any, ...] = ()
) -> dict[str, Any]:
    """The report with its first post changed in these ways, as p1, p2 ..."""
    first = report["posts"][0]
    changed = []
    for number, post in enumerate(posts, 1):
        content = first["content"] | post.get("content", {})
        url = f"https://keijiban.example/{number}"
        changed.append(first | {"url": url} | post | {"id": f"p{number}", "content": content})
    return report | {"posts": changed, "events": list(events)}


def event(
    kind: str, post: str | None = None, by: str | None = None, on: str = "2026-11-20"
) -> dict[str, Any]:
    told = {"kind": kind, "on": on, "by": by, "post": post}
    return {key: value for key, value in told.items() if value is not None}


PRIVATE_IMAGE: dict[str, Any] = {
    "media": ["sexual_image"],
    "content": {"sexual": {"age_then": "adult", "taken_by": "other", "consent_to_publish": "no"}},
}
CHILD_IMAGE: dict[str, Any] = {
    "media": ["sexual_image"],
    "text": "見本の画像の言葉",
    "content": {"sexual": {"age_then": "minor", "taken_by": "other", "consent_to_publish": "no"}},
}


# --- whole texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("opinion_inquiry.128", {}),
        ("opinion_inquiry.283", SITE | DISCLOSURE),
        ("opinion_reply.285", REPLY),
        ("platform_notice.128", {}),
        ("platform_notice.283", SITE | DECIDED),
        (
            "sender_notice.128",
            SITE | DECIDED | {"decision": DECIDED["decision"] | {"kind": {"p1": "deleted"}}},
        ),
        ("sender_notice.283", {}),
    ],
)
def test_whole_text(name: str, values: dict[str, Any]) -> None:
    paper, case = name.split(".")
    document = made(paper, table(case), values)
    assert text(document) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


def test_of_a_message_an_inquiry_says_that_the_act_does_not_reach_it() -> None:
    report = table("128")
    word = "DMやメールは、この法律の照会の対象ではない"
    assert not any(word in blank for blank in missing(made("opinion_inquiry", report, {})))
    for place in ("dm", "email"):
        report["posts"] = [post | {"place": place} for post in report["posts"]]
        document = made("opinion_inquiry", report, {})
        assert any(word in blank for blank in missing(document))


def test_only_what_was_asked_is_to_be_answered() -> None:
    report = table("285")
    told, outcome = assessed(report)
    assert posts_asked("removal_reply.answer", told) == ("p1", "p2", "p3")
    assert posts_asked("disclosure_reply.answer", told) == ("p3",)
    assert posts_asked("why", told) == ("p1", "p2", "p3")
    removal = [event for event in report["events"] if event["kind"] == "sender_inquiry_received"]
    told, outcome = assessed(report | {"events": removal})
    asked = {entry.id for entry in entries("opinion_reply", told, outcome, shipped())}
    assert "removal_reply.answer" in asked
    assert not any(id.startswith("disclosure_reply.") for id in asked)
    (event, *_) = removal
    told, _ = assessed(report | {"events": [{key: event[key] for key in ("kind", "on", "by")}]})
    assert posts_asked("removal_reply.answer", told) == ("p1", "p2", "p3")


def test_an_operator_that_is_only_said_to_be_one_is_no_addressee() -> None:
    report = table("285")
    report["posts"] = [post | {"platform": "5ch"} for post in report["posts"]]
    report["events"] = [event | {"by": "5ch"} for event in report["events"]]
    said = lines(made("opinion_reply", report, {}))
    assert "［相手の会社（運営者）の名前（Loki Technology, Inc.（フィリピン）とされる）］　御中" in said


def test_every_word_and_entry_of_the_group_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    written = tomllib.loads((ROOM / "provider.toml").read_text(encoding="utf-8"))
    asked = {id for form in written["form"].values() for id in form["entries"]}
    assert set(written["entry"]) <= asked
    assert set(written["form"]) == set(WRITERS)
    spoken, say = set(), Case.say

    def heard(case: Case, id: str, **values: object) -> str:
        spoken.add(id)
        return say(case, id, **values)

    monkeypatch.setattr(Case, "say", heard)
    board, poster = table("128"), table("285")
    for paper in ("opinion_inquiry", "platform_notice", "sender_notice"):
        made(paper, board, {})
        told = with_posts(board, PRIVATE_IMAGE, {})
        made(
            paper,
            told,
            {"asked": {"by_subject": "yes"}, "decision": {"kind": {"p1": "hearing", "p2": "deleted"}}},
        )
        made(paper, told, {"decision": {"kind": {"p1": "hearing", "p2": "not_taken"}}})
        made(paper, with_posts(board, PRIVATE_IMAGE, {"place": "dm"}), {})
    content = {"asserts_fact": "no", "false": "no", "public_interest": "yes", "public_purpose": "yes"}
    reasons = with_posts(
        poster | {"target": poster["target"] | {"identifiable": "no"}},
        {"media": ["text"], "content": content, "online": "no"},
        events=(event("sender_inquiry_received", on="2026-05-01"),),
    )
    made("opinion_reply", reasons, {"removal_reply": {"answer": {"p1": "object"}}})
    made("opinion_reply", poster, {})
    assert set(written["word"]) <= spoken


# --- the inquiry -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("consent", [None, "no", "unknown"])
def test_without_consent_the_writer_does_not_learn_who_asked(consent: str | None) -> None:
    told = with_posts(table("128"), {})
    values = {"requester": {"name": "見本はなこ"} | ({"consent": consent} if consent else {})}
    for paper in ("opinion_inquiry", "sender_notice"):
        document = made(paper, told, SITE | DISCLOSURE | values)
        assert "見本はなこ" not in text(document)
        assert not document.cover or "見本はなこ" not in "\n".join(read(document.cover.blocks, "ja"))
    assert (
        values_of(made("opinion_inquiry", told, values), "申出・請求をした方")
        == ["お知らせしません（本人の承諾があるときに限ります）。"] * 2
    )


def test_with_consent_the_name_stands_in_the_inquiry_and_only_there() -> None:
    values = {"requester": {"name": "見本はなこ", "consent": "yes"}}
    assert (
        values_of(made("opinion_inquiry", table("283"), values), "申出・請求をした方") == ["見本はなこ"] * 2
    )
    assert "見本はなこ" in text(made("platform_notice", table("283"), values))
    assert "見本はなこ" not in text(made("sender_notice", table("283"), values))
    nameless = made("opinion_inquiry", table("283"), {"requester": {"consent": "yes"}})
    assert "申し出た人の名前" in missing(nameless)


REMOVAL_TITLE, DISCLOSURE_TITLE = (
    "送信防止措置（削除など）についての照会書",
    "発信者情報の開示についての意見照会書",
)


@pytest.mark.parametrize(
    ("events", "values", "letters"),
    [
        ((), {}, [REMOVAL_TITLE, DISCLOSURE_TITLE]),
        ((event("removal_request_received"),), {}, [REMOVAL_TITLE]),
        ((event("sender_inquiry_received"),), {}, [REMOVAL_TITLE]),
        ((event("disclosure_inquiry_received"),), {}, [DISCLOSURE_TITLE]),
        ((event("removal_request_received"),), {"kind": "disclosure"}, [DISCLOSURE_TITLE]),
        ((event("removal_request_received"),), {"kind": "both"}, [REMOVAL_TITLE, DISCLOSURE_TITLE]),
        ((event("removal_request_received"),), {"kind": "unknown_to_us"}, None),
        ((), {"kind": "removal"}, [REMOVAL_TITLE]),
        ((), {"kind": "removal", "items": "氏名"}, [REMOVAL_TITLE, DISCLOSURE_TITLE]),
    ],
)
def test_a_letter_and_a_sheet_for_what_was_asked(
    events: tuple[Any, ...], values: dict[str, str], letters: list[str] | None
) -> None:
    told = with_posts(table("128"), {}, events=events)
    if letters is None:
        with pytest.raises(ValueError, match="must be one of removal, disclosure, both"):
            made("opinion_inquiry", told, {"asked": values})
        return
    document = made("opinion_inquiry", told, {"asked": values})
    found = titles(document)
    assert found[::2] == letters
    assert all(title.startswith("別紙　回答書") for title in found[1::2])
    assert sum(isinstance(block, PageBreak) for block in document.blocks) == 2 * len(letters) - 1
    assert [block.ticked for block in document.blocks if isinstance(block, Tick)] == [False] * 2 * len(
        letters
    )
    asked_which = "届いたのは、削除の申出か、開示の請求か" in missing(document)
    assert asked_which == (not events and "kind" not in values)


LONG, SHORT = (f"この照会を受け取った日の翌日から{days}日以内" for days in (7, 2))
OPEN = "回答の期間（性的な画像に写った本人・出演者・候補者などの申出なら2日、そうでなければ7日）"


@pytest.mark.parametrize(
    ("posts", "own", "periods"),
    [
        ([{}], None, [LONG]),
        ([{}], "no", [LONG]),
        ([{}], "yes", [f"［{OPEN}］"]),
        ([PRIVATE_IMAGE], None, [f"［{OPEN}］"]),
        ([PRIVATE_IMAGE], "unknown", [f"［{OPEN}］"]),
        ([PRIVATE_IMAGE], "no", [LONG]),
        (
            [PRIVATE_IMAGE],
            "yes",
            [
                f"{SHORT}（私事性的画像記録の提供等による被害の防止に関する法律4条"
                "またはAV出演被害防止・救済法16条）"
            ],
        ),
        ([{"content": {"election": "yes"}}], "yes", [f"{SHORT}（情報流通プラットフォーム対処法4条1号）"]),
        (
            [{"content": {"election": "yes"}}, {}],
            "yes",
            [f"{SHORT}（情報流通プラットフォーム対処法4条1号）", LONG],
        ),
        ([{"content": {"election": "yes"}}, {}], None, [f"［投稿1の{OPEN}］", LONG]),
    ],
)
def test_two_days_only_where_the_law_gives_them(
    posts: list[dict[str, Any]], own: str | None, periods: list[str]
) -> None:
    told = with_posts(table("128"), *posts)
    asked = {"kind": "removal"} | ({"by_subject": own} if own else {})
    assert values_of(made("opinion_inquiry", told, {"asked": asked}), "回答の期間") == periods


def test_the_period_is_the_one_the_clock_of_the_outcome_counts() -> None:
    _, outcome = assessed(table("283"))
    (row,) = (row for row in outcome["deadlines"] if row["id"] == "sender_inquiry.removal")
    length = date.fromisoformat(row["due"]) - date.fromisoformat(row["from"])
    (period,) = values_of(made("opinion_inquiry", table("283"), {}), "回答の期間")
    assert period == f"この照会を受け取った日の翌日から{length.days}日以内"


def test_for_disclosure_there_is_no_period_but_the_day_that_was_set() -> None:
    told = with_posts(table("128"), {})
    empty = made("opinion_inquiry", told, {"asked": {"kind": "disclosure"}})
    assert "日以内" not in text(empty)
    assert "開示の照会に答えてもらう期限の日" in missing(empty)
    filled = made("opinion_inquiry", told, {"asked": {"kind": "disclosure", "answer_by": date(2026, 12, 7)}})
    assert "令和8年12月7日" in lines(filled)


@pytest.mark.parametrize(("day", "article"), [("2022-09-30", "4条2項"), ("2022-10-01", "6条1項")])
def test_articles_are_numbered_as_on_the_day(day: str, article: str) -> None:
    told = with_posts(table("128"), {}) | {"as_of": date.fromisoformat(day)}
    told["posts"] = [told["posts"][0] | {"posted_at": date(2022, 9, 1), "found_on": date(2022, 9, 1)}]
    assert f"情報流通プラットフォーム対処法{article}に基づき" in text(made("opinion_inquiry", told, {}))


# --- images of children ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("age", ["minor", "unknown"])
@pytest.mark.parametrize("paper", sorted(WRITERS))
def test_of_a_childs_image_only_address_account_and_time_stand_there(paper: str, age: str) -> None:
    image = CHILD_IMAGE | {"url": "https://x.com/mihon_x/status/1541815603606036480", "platform": "x"}
    image["content"] = {"sexual": CHILD_IMAGE["content"]["sexual"] | {"age_then": age}}
    image["content"] |= {"public_interest": "yes", "false": "no"}
    report = table("285" if paper == "opinion_reply" else "128")
    told = with_posts(
        report, image, {"text": "見本の言葉"}, events=(event("sender_inquiry_received", on="2026-05-01"),)
    )
    document = made(paper, told, {"removal_reply": {"answer": {"p1": "object", "p2": "object"}}})
    assert "見本の画像の言葉" not in text(document)
    assert image["url"] in text(document)
    assert "@mihon_x" in text(document)
    assert "公共の利害" not in text(document)
    shows = paper in ("opinion_inquiry", "sender_notice")
    assert ("見本の言葉" in text(document)) == shows
    assert ("だれも保存・閲覧・転送・提示をしないこと" in text(document)) == shows


# --- the reply -------------------------------------------------------------------------------------------------------


def test_each_operator_gets_a_letter_of_its_own() -> None:
    document = made("opinion_reply", table("285"), REPLY)
    assert titles(document) == [
        "回答書（送信防止措置についての照会に対して）",
        "回答書（発信者情報の開示についての意見照会に対して）",
    ]
    assert lines(document)[1] == "X Corp.　御中"
    assert "例川モバイル　御中" in lines(document)
    headings = [said(block.text) for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["投稿1", "投稿2", "投稿3", "投稿3"]
    days = ["令和8年4月30日", "令和8年5月1日", "令和8年4月28日", "令和8年4月22日"]
    assert values_of(document, "照会を受け取った日") == days


def test_an_answer_filled_in_makes_its_letter_and_what_nobody_told_stays_blank() -> None:
    told = with_posts(table("285"), {}, {}, events=(event("sender_inquiry_received", "p1", on="2026-05-01"),))
    told["posts"] = [post | {"platform": "other"} for post in told["posts"]]
    document = made("opinion_reply", told, {"disclosure_reply": {"answer": {"p2": "agree"}}})
    assert len(titles(document)) == 2
    assert [said(b.text) for b in document.blocks if isinstance(b, Heading)] == ["投稿1", "投稿2"]
    assert "相手の会社（運営者）の名前" in missing(document)
    assert "投稿2の照会を受け取った日" in missing(document)
    assert values_of(document, "回答")[1] == "発信者情報の開示に同意します。"
    assert len(values_of(document, "理由")) == 1  # who agrees gives no reasons


def test_reasons_come_from_what_was_told_and_only_to_object() -> None:
    content = {"asserts_fact": "yes", "false": "no", "public_interest": "yes", "public_purpose": "unknown"}
    told = with_posts(
        table("285"),
        {"media": ["text"], "content": content},
        events=(event("disclosure_inquiry_received", on="2026-05-01"),),
    )
    reasons = {}
    for answer in ("object", "agree", "unknown"):
        values = {"disclosure_reply": {"answer": {"p1": answer}}}
        reasons[answer] = values_of(made("opinion_reply", told, values), "理由")
    assert reasons == {
        "object": ["書いた内容は、事実と違わないと考えます。\n公共の利害に関わる内容と考えます。\n"],
        "agree": [],
        "unknown": ["［開示に同意しない理由］"],
    }
    values = {"disclosure_reply": {"answer": {"p1": "object"}, "reason": {"p1": "議事録があります。"}}}
    assert values_of(made("opinion_reply", told, values), "理由")[0].endswith(
        "考えます。\n議事録があります。"
    )
    told["posts"][0] |= PRIVATE_IMAGE | {"content": content | PRIVATE_IMAGE["content"]}
    assert values_of(
        made("opinion_reply", told, {"disclosure_reply": {"answer": {"p1": "object"}}}), "理由"
    ) == ["［開示に同意しない理由］"]


@pytest.mark.parametrize(("online", "said_so"), [("no", 1), ("yes", 0), ("unknown", 0)])
def test_a_post_that_is_gone_is_said_to_be_gone(online: str, said_so: int) -> None:
    told = with_posts(
        table("285"), {"online": online}, events=(event("sender_inquiry_received", on="2026-05-01"),)
    )
    assert len(values_of(made("opinion_reply", told, {}), "投稿の今の状態")) == said_so


def test_the_copy_for_the_requester_holds_neither_name_nor_contact_of_the_writer() -> None:
    whole = made("opinion_reply", table("285"), REPLY)
    assert [piece.text for piece in pieces(whole.blocks) if isinstance(piece, Masked)] == [
        "mihon@example.jp",
        "見本たろう",
    ] * 2
    copy = made("opinion_reply", table("285"), REPLY, masked=True)
    assert copy.cover is None
    assert "見本たろう" not in text(copy)
    assert "mihon@example.jp" not in text(copy)
    assert "食い違っています" in text(copy)
    assert "見本たろう".encode() not in pdf(copy)


# --- the notices -----------------------------------------------------------------------------------------------------


def test_each_post_has_its_decision_as_chosen_or_as_told() -> None:
    told = with_posts(
        table("128"), {}, {}, {}, {}, events=(event("removed", "p1"), event("removal_refused", "p2"))
    )
    values = {"decision": {"kind": {"p1": "limited", "p3": "hearing"}, "reason": {"p1": "見本の理由"}}}
    notice = made("platform_notice", told, values)
    assert values_of(notice, "判断") == [
        "見られる範囲を制限しました（非表示など）。",
        "削除などの措置はしません。",
        "投稿した人の意見を聴いてから判断します。",
        "［投稿4のどう判断したか］",
    ]
    assert values_of(notice, "理由") == ["見本の理由", "［投稿2の判断の理由］", "［投稿4の判断の理由］"]
    assert "まだ判断していない投稿については、判断した後、遅れずに結果を通知します。" in lines(notice)
    to_sender = made("sender_notice", told, values)
    assert values_of(to_sender, "とった措置") == [
        "見られる範囲を制限しました（非表示など）。",
        "［投稿4のどう判断したか］",
    ]
    assert [said(block.text) for block in to_sender.blocks if isinstance(block, Heading)] == [
        "投稿1",
        "投稿4",
    ]


@pytest.mark.parametrize("kind", ["hearing", "specialist", "later"])
def test_a_notice_in_between_has_no_day_of_decision_and_promises_the_result(kind: str) -> None:
    told = with_posts(table("128"), {}, events=(event("removal_request_received", on="2026-11-19"),))
    document = made("platform_notice", told, {"decision": {"kind": {"p1": kind}}})
    assert values_of(document, "判断・措置をした日") == []
    assert values_of(document, "申出を受けた日") == ["令和8年11月19日"]
    assert values_of(document, "理由") == (["［判断の理由］"] if kind == "later" else [])
    assert any(line.startswith("まだ判断していない") for line in lines(document))
    assert any(
        "どの投稿にも" in one
        for one in missing(made("sender_notice", told, {"decision": {"kind": {"p1": kind}}}))
    )


@pytest.mark.parametrize("paper", sorted(WRITERS))
def test_a_report_without_posts_leaves_a_blank_for_them(paper: str) -> None:
    report = table("285" if paper == "opinion_reply" else "128")
    told = report | {"posts": [], "events": [event("sender_inquiry_received", on="2026-05-01")]}
    document = made(paper, told, {})
    assert titles(document)
    assert "アドレス（URL）" in missing(document)


@pytest.mark.parametrize("paper", sorted(WRITERS))
def test_nothing_is_blank_once_all_is_filled_in(paper: str) -> None:
    told, outcome = assessed(table("285" if paper == "opinion_reply" else "283"))
    values = everything(told) | {
        "asked.by_subject": "no"
    }  # the post is about neither an image nor an election
    document = write(paper, told, outcome, shipped(), "ja", values)
    left = missing(document)
    assert left == (
        [] if paper != "opinion_reply" else ["投稿1の照会を受け取った日", "投稿2の照会を受け取った日"]
    )


@pytest.mark.parametrize("paper", sorted(WRITERS))
def test_no_paper_speaks_a_verdict(paper: str) -> None:
    told, outcome = assessed(table("285" if paper == "opinion_reply" else "283"))
    for language in ("ja", "easy", "en"):
        document = write(paper, told, outcome, shipped(), language, {})
        assert document.cover
        whole = text(document) + "\n".join(read(document.cover.blocks, document.cover.lang))
        for verdict in ("違法です", "違法である", "権利を侵害しています", "is illegal"):
            assert verdict not in whole
