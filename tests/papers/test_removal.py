"""Requests for removal, the sheets for desks, and the one page for any desk."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.papers.given import FILLED, assessed, cases, everything, table
from tests.papers.reading import missing, read, said
from yorube.document import Document, Field, Heading, Tick, Title, pictures
from yorube.document.blocks import Cell, Table
from yorube.law import shipped
from yorube.papers import all_entries, checked, form, write
from yorube.papers.removal import WRITERS
from yorube.papers.removal.fields import KNOWN, NUMBERED, PERSON

ROOM = Path(__file__).parents[2] / "src" / "yorube" / "papers" / "removal"
GOLDEN = Path(__file__).parent / "golden"
MINE = {
    "conceal": "no",
    "date": date(2026, 11, 25),
    "applicant": {
        "name": "見本ちかこ",
        "kana": "みほん　ちかこ",
        "address": "〒000-0000　例川市仮町0丁目",
        "phone": "000-0000-0000",
        "email": "mihon@example.jp",
    },
    "provider": {"name": "例川掲示板"},
    "removal": {
        "show_name": "no",
        "contact": "メール。平日の夜",
        "about_me": "名字と勤め先が書かれています。",
        "harm": "知らない人から電話が来ます。",
        "question": "断られたあとにできることを知りたいです。",
    },
}
WHY = {"why": {"p1": "名前と住所が書かれ、人が来るのがこわいです。"}}
SECRET = "見本の秘密の言葉"


def made(
    paper: str, report: Mapping[str, Any], values: Mapping[str, Any] | None = None, **more: Any
) -> Document:
    told, outcome = assessed(report)
    filled = checked(values or {}, all_entries(), frozenset(post.id for post in told.posts))
    return write(paper, told, outcome, shipped(), more.pop("language", "ja"), filled, **more)


def lines(document: Document) -> list[str]:
    return list(read(document.blocks, document.lang))


def text(document: Document) -> str:
    return "\n".join(lines(document))


def titles(document: Document) -> list[str]:
    return [said(block.text) for block in document.blocks if isinstance(block, Title)]


def headings(document: Document) -> list[str]:
    return [said(block.text) for block in document.blocks if isinstance(block, Heading)]


def beside(document: Document, label: str) -> list[str]:
    """What stands beside a label, post by post."""
    found = [block for block in document.blocks if isinstance(block, Field)]
    return [said(block.value) for block in found if said(block.label) == label]


def ticks(document: Document) -> dict[str, bool]:
    return {said(block.label): block.ticked for block in document.blocks if isinstance(block, Tick)}


def with_posts(case: str, *posts: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A case with other posts, each its first post changed."""
    report = table(case)
    first = report["posts"][0]
    report["posts"] = [{**first, "id": f"p{n}", **post} for n, post in enumerate(posts, 1)]
    return report | more


def copying(numbers: str) -> str:
    """What a field sheet says of these posts."""
    return (
        f"投稿{numbers}のアドレス、日時、掲載されている情報、侵害されたとする権利、その理由を、"
        "依頼書の同じ番号の欄から写します。"
    )


def asking(case: str, *posts: Mapping[str, Any]) -> dict[str, Any]:
    """A case whose person asks for removal by themself."""
    return with_posts(case, *posts, wishes=["delete"], can_ask_self="yes")


# --- the request -----------------------------------------------------------------------------------------------------


def test_a_request_follows_the_order_of_the_form() -> None:
    document = made("removal_request", table("102"))
    assert titles(document) == ["侵害情報の通知書　兼　送信防止措置依頼書", "記入用メモ：X（旧Twitter）"]
    assert headings(document) == [
        "権利を侵害されたと主張する者（以下「本人」）",
        "投稿1",
        "侵害情報等（発信者に意見を聞くとき、そのまま伝えられることがある欄）",
        "申出をする者の確認",
        "添付するもの（付けたものに印）",
        "申出をする者",
        "書き込み",
    ]
    said = text(document)
    assert "X Corp.　御中" in said
    assert "情報流通プラットフォーム対処法3条2項" in said
    order = ("アドレス（URL）：", "掲載されている情報：", "侵害されたとする権利：", "理由：", "☐ 発信者に")
    places = [said.index(part) for part in order]
    assert places == sorted(places)


def test_the_notice_within_seven_days_is_asked_of_designated_services() -> None:
    report = asking("102", {})
    told = text(made("removal_request", report))
    assert "（情報流通プラットフォーム対処法22条）" in told
    assert "（情報流通プラットフォーム対処法25条）を、申出を受けた日から7日以内（同法施行規則16条）" in told
    report["as_of"] = date(2025, 4, 29)  # the day before the designation
    report["posts"][0] |= {"posted_at": date(2025, 4, 20), "found_on": date(2025, 4, 21)}
    assert "7日以内（" not in text(made("removal_request", report))
    report = asking("102", {})
    report["posts"][0] |= {"platform": "5ch", "url": "https://example.5ch.net/test/read.cgi/x/1700000000/2"}
    document = made("removal_request", report)
    assert "7日以内（" not in text(document)
    assert "返事の期限の決まりは見つかっていません" in beside(document, "残すもの")[0]


def test_a_right_is_claimed_only_from_answers_and_open_conditions_are_blank() -> None:
    document = made("removal_request", table("110"))
    first, second = beside(document, "権利が侵害されたとする理由")
    assert beside(document, "侵害されたとする権利") == [
        "名誉権（社会的評価）",
        "名誉権（社会的評価）、営業上の利益・信用",
    ]
    assert "［投稿1の「公正な論評」に当たらないことの説明］" in first
    assert "・社会的評価を下げること\n" in first
    assert "公正な論評" not in second
    assert "・うその事実、または業務を妨げる行為（業務の妨害：うその話）" in second
    bare = made("removal_request", asking("129", {"url": "https://x.com/a/status/1", "platform": "x"}) | {
        "person": {"role": "self", "age": "adult"}
    })  # fmt: skip
    assert beside(bare, "侵害されたとする権利")[0] == "［侵害されたと考える権利］"
    assert beside(bare, "権利が侵害されたとする理由")[0] == "［権利が侵害されたと考える理由］"


def test_own_words_come_first_and_nothing_is_left_to_explain() -> None:
    values = {"why": {"p1": "感想ではなく、作り話です。"}, "removal": {"right": {"p1": "名誉権"}}}
    document = made("removal_request", table("110"), values)
    why = beside(document, "権利が侵害されたとする理由")[0]
    assert why.startswith("感想ではなく、作り話です。\n本人の名誉権（社会的評価）が侵害されたと考えます。")
    assert "［" not in why
    assert beside(document, "侵害されたとする権利")[0] == "名誉権"


def test_the_writer_reads_nothing_of_harm_or_person_in_a_reason() -> None:
    report = table("113")
    told = text(made("removal_request", report))
    assert "知らない人からの連絡" not in told
    assert "鳥取県" in report["posts"][0]["text"]
    assert told.count("鳥取県") == 1  # in the words of the post alone
    assert "さらされた個人のこと：" in told


def test_nothing_is_claimed_in_our_name() -> None:
    for paper in WRITERS:
        for case in cases()[paper][:6]:
            assert not re.search(
                "違法です|違法である|犯罪です|侵害しています", text(made(paper, table(case)))
            )


@pytest.mark.parametrize(
    ("conceal", "show", "ticked"),
    [("no", "yes", True), ("no", "no", False), ("yes", "yes", False), ("unknown", "yes", False)],
)
def test_the_name_is_shown_only_on_a_clear_yes(conceal: str, show: str, ticked: bool) -> None:
    values = MINE | {"conceal": conceal, "removal": {"show_name": show}}
    assert (
        ticks(made("removal_request", table("102"), values))["発信者に本人の氏名を知らせることに同意します。"]
        is ticked
    )


def test_concealed_names_stand_for_the_service_and_not_in_the_copy() -> None:
    values = MINE | WHY | {"conceal": "yes"}
    document = made("removal_request", table("102"), values)
    assert "〈見本ちかこ〉" in text(document)
    copy = text(made("removal_request", table("102"), values, masked=True))
    for value in MINE["applicant"].values():  # type: ignore[attr-defined]
        assert value not in copy
    assert "代替氏名Ａ" in copy
    assert WHY["why"]["p1"] in copy
    assert "見本ちかこ" not in text(made("removal_request", table("102"), MINE | {"conceal": "unknown"}))


def test_a_representative_stands_there_where_one_is_needed() -> None:
    report = table("102")
    assert not beside(made("removal_request", report), "代理人（資格・氏名）")
    report["person"] = {**report["person"], "age": "minor"}
    assert beside(made("removal_request", report), "代理人（資格・氏名）")[0].startswith("［")
    report["person"]["role"] = "guardian"
    values = MINE | {"agent": {"name": "親権者　見本たろう"}}
    assert beside(made("removal_request", report, values), "代理人（資格・氏名）") == ["親権者　見本たろう"]


def test_each_operator_gets_a_request_of_its_own_and_messages_none() -> None:
    posts = (
        {"platform": "x", "url": "https://x.com/a/status/1"},
        {"platform": "instagram", "url": "https://www.instagram.com/p/AAAAAAAAAAA/"},
        {"platform": "threads", "url": "https://www.threads.net/@a/post/AAAAAAAAAAA"},
        {"platform": "x", "place": "dm", "url": "https://x.com/messages/1", "text": SECRET},
        {"platform": "x", "online": "no", "url": "https://x.com/a/status/5", "text": "もう消えた言葉"},
        {"platform": "other", "url": "https://keijiban.example/5"},
        {"platform": "5ch", "url": "https://example.5ch.net/test/read.cgi/x/1700000000/2"},
    )
    document = made("removal_request", asking("102", *posts), MINE)
    to = [line for line in lines(document) if line.endswith("　御中")]
    assert to == ["X Corp.　御中", "Meta Platforms, Inc.　御中", "例川掲示板　御中"]
    assert [title for title in titles(document) if title.startswith("記入用")] == [
        "記入用メモ：X（旧Twitter）",
        "記入用メモ：Instagram",
        "記入用メモ：Threads（スレッズ）",
        "記入用メモ：5ちゃんねる",
    ]
    told = text(document)
    assert SECRET not in told
    assert "もう消えた言葉" not in told
    assert [line for line in lines(document) if line in ("## 投稿3", copying("3"))] == [
        "## 投稿3",
        copying("3"),
    ]
    assert "keijiban.example（アドレスから）" in told


def test_what_is_the_same_of_several_posts_is_said_once() -> None:
    posts = [{"url": f"https://x.com/a/status/{n}", "text": f"{n}つめの言葉"} for n in range(1, 6)]
    values = MINE | {"why": {"p2": "これだけは別の理由です。"}, "removal": {"place": {"p3": "返信の3番目"}}}
    document = made("removal_request", asking("110", *posts), values)
    assert headings(document)[1:4:2] == ["投稿1、3〜5", "投稿2"]
    (listed,) = [block for block in document.blocks if isinstance(block, Table)]
    rows = [[said(cell) for cell in row if not isinstance(cell, Cell)] for row in listed.rows]
    assert [row[0] for row in rows] == ["1", "3", "4", "5"]
    assert rows[0][1].splitlines()[:2] == ["https://x.com/a/status/1", "@a"]
    assert rows[1][1].endswith("\n返信の3番目")
    assert [row[2] for row in rows] == ["1つめの言葉", "3つめの言葉", "4つめの言葉", "5つめの言葉"]
    shared, own = beside(document, "権利が侵害されたとする理由")
    assert shared.startswith("［投稿1、3〜5の権利が侵害されたと考える理由］")
    assert own.startswith("これだけは別の理由です。")
    assert document.cover
    told = "\n".join(read(document.cover.blocks, document.cover.lang))
    assert told.count("・投稿1、3〜5の権利が侵害されたと考える理由\n") == 1
    for n in range(1, 6):
        assert text(document).count(f"status/{n}") == text(document).count(f"{n}つめの言葉") == 1


def test_childrens_images_are_listed_by_place_and_time_alone() -> None:
    document = made("removal_request", asking("102", {}, CHILD, CHILD), MINE)
    (listed,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [said(cell) for cell in listed.head if not isinstance(cell, Cell)] == ["番号", "どこに・いつ"]
    assert len(listed.rows) == 2
    assert SECRET not in text(document)


def test_one_operator_is_the_one_that_was_filled_in() -> None:
    assert "例川掲示板　御中" in text(made("removal_request", table("102"), MINE))
    assert "［相手の会社（運営者）の名前］　御中" in text(made("removal_request", table("113")))


# --- what to copy into a service's own form --------------------------------------------------------------------------


@pytest.mark.parametrize("service", [one for one in shipped().services.values() if one.hosts])
def test_a_field_sheet_says_where_the_form_is_and_what_is_not_known(service: Any) -> None:
    report = asking("102", {"platform": service.id, "url": f"https://{service.hosts[0]}/1"})
    document = made("removal_request", report, MINE)
    assert titles(document)[1] == f"記入用メモ：{service.name.ja}"
    (where,) = beside(document, "申出フォーム")
    assert where == service.request.url or (where.startswith("［") and not service.request.url)
    assert beside(document, "分かっていること") == [service.request.note.ja]
    (asks,) = beside(document, "フォームの欄")
    assert asks.startswith("フォームの画面は見ていません") or service.id in KNOWN
    assert bool(beside(document, "もと")) == (service.id in KNOWN)
    copy = lines(document)[lines(document).index(f"# 記入用メモ：{service.name.ja}") :]
    assert any("見本ちかこ" in line or "mihon@example.jp" in line for line in copy)
    assert copying("1") in copy
    assert [line for line in lines(document) if service.hosts[0] + "/1" in line] == [
        f"アドレス（URL）： https://{service.hosts[0]}/1"
    ]


def test_what_a_form_asks_beyond_the_request_is_a_row_for_each_post() -> None:
    where = {"platform": "bakusai", "url": "https://bakusai.com/thr_res/tid=1/"}
    document = made("removal_request", asking("102", where, {**where, **CHILD}, where), MINE)
    sheet = document.blocks[[said(getattr(one, "text", "")) for one in document.blocks].index("書き込み") :]
    (table_,) = [block for block in sheet if isinstance(block, Table)]
    assert [said(cell) for cell in table_.head if not isinstance(cell, Cell)] == [
        "番号",
        "スレッドの番号",
        "スレッドの題",
        "レスの番号",
    ]
    assert [[said(cell) for cell in row if not isinstance(cell, Cell)][:2] for row in table_.rows] == [
        ["1", "［投稿1のスレッドの番号］"],
        ["3", "［投稿3のスレッドの番号］"],
    ]
    assert copying("1〜3") in lines(document)
    assert any(line.startswith("投稿2：18歳未満の、") for line in lines(document))


def test_what_is_known_of_forms_is_about_services_that_exist() -> None:
    book = shipped()
    for table_of in (KNOWN, PERSON, NUMBERED):
        assert set(table_of) <= set(book.services)
    for cite in (cite for cites in KNOWN.values() for cite in cites):
        assert cite.removeprefix("src:") in book.sources


def test_contact_data_that_may_reach_the_writer_are_warned_of() -> None:
    report = asking("102", {"platform": "youtube", "url": "https://youtu.be/AAAAAAAAAAA"})
    assert "投稿した人に伝わることがある" in beside(made("removal_request", report), "フォームの欄")[0]


# --- images ----------------------------------------------------------------------------------------------------------


CHILD = {
    "media": ["face", "sexual_image"],
    "text": SECRET,
    "content": {"sexual": {"age_then": "unknown", "consent_to_publish": "no", "taken_by": "self"}},
}
ADULT = {
    **CHILD,
    "content": {"sexual": {"age_then": "adult", "consent_to_publish": "no", "taken_by": "other"}},
}


def test_of_a_childs_image_only_address_account_and_time_are_requested() -> None:
    report = asking("102", {}, CHILD)
    values = MINE | {
        "why": {"p1": "一つめの理由", "p2": SECRET},
        "removal": {"place": {"p2": SECRET}, "right": {"p2": SECRET}},
    }
    document = made("removal_request", report, values)
    told = text(document)
    assert SECRET not in told
    assert "一つめの理由" in told
    part = told[told.index("## 投稿2") : told.index("## 申出をする者の確認")].splitlines()
    assert [line.partition("：")[0] for line in part] == [
        "## 投稿2",
        "アドレス（URL）",
        "アカウント",
        "投稿の日時",
        "18歳未満の、または年齢の分からない人の性的な画像。内容は書かず、アドレス・日時・アカウントだけを記す。だれも保存・閲覧・転送・提示をしないこと。",
    ]
    assert "性的な画像は付けません。アドレスだけを示します。" in told
    only = made("removal_request", asking("102", CHILD))
    assert "投稿の画面の写し（アドレスと日時が写ったもの）" not in ticks(only)
    assert "投稿の画面の写し（アドレスと日時が写ったもの）" in ticks(document)


@pytest.mark.parametrize("image", [CHILD, ADULT], ids=["child", "adult"])
@pytest.mark.parametrize("paper", ["moj_sheet", "safeline_sheet", "ihaho_sheet", "consultation_sheet"])
def test_desks_are_told_where_an_image_is_and_no_more(paper: str, image: dict[str, Any]) -> None:
    report = with_posts("107", image) | {"wishes": ["delete", "advice"], "can_ask_self": "unknown"}
    told = text(made(paper, report, MINE))
    assert report["posts"][0]["url"] in told
    assert SECRET not in told


def test_the_hotline_is_told_of_public_words_only() -> None:
    report = with_posts("116", {}, CHILD, ADULT, {"place": "dm", "text": SECRET, "url": "https://x.com/m/9"})
    report["posts"][2]["url"] = "https://x.com/image/3"
    document = made("sia_sheet", report, MINE)
    assert [heading for heading in headings(document) if heading.startswith("投稿")] == ["投稿1"]
    assert SECRET not in text(document)


def test_safeline_gets_images_alone_with_what_they_are() -> None:
    report = with_posts("108", {}, {"media": ["text"], "url": "https://x.com/a/status/2", "content": {}})
    document = made("safeline_sheet", report, MINE)
    assert [heading for heading in headings(document) if heading.startswith("投稿")] == ["投稿1"]
    assert beside(made("safeline_sheet", table("119")), "画像など") == ["子どもの写真・動画（いじめの画像）"]
    assert beside(made("safeline_sheet", table("107")), "公開への同意") == ["いいえ"]
    assert "mihon@example.jp" in text(document)
    assert "見本ちかこ" not in text(document)


# --- the sheets ------------------------------------------------------------------------------------------------------


ORDER = {
    "moj_sheet": ["相談する人と本人", "だれのことか", "書き込み", "投稿1", "困っていること・望むこと"],
    "sia_sheet": ["相談する人と本人", "だれのことか", "書き込み", "投稿1", "困っていること・望むこと"],
    "ihaho_sheet": ["相談したいこと", "書き込み", "投稿1"],
    "safeline_sheet": ["相談する人と本人", "画像のある場所", "投稿1"],
    "consultation_sheet": [],
}


@pytest.mark.parametrize(
    ("paper", "case"), list(zip(ORDER, ("122", "114", "128", "108", "101"), strict=True))
)
def test_sheets_keep_their_order(paper: str, case: str) -> None:
    document = made(paper, table(case))
    assert headings(document) == ORDER[paper]
    assert len(titles(document)) == 1


@pytest.mark.parametrize("paper", ORDER)
def test_what_was_filled_in_leaves_no_blank_of_its_own(paper: str) -> None:
    report = table(cases()[paper][0])
    before, after = missing(made(paper, report)), missing(made(paper, report, MINE))
    labels = [all_entries()[id].label.ja for id in form(paper).entries]
    assert [one for one in before if one.startswith(tuple(labels[1:] or labels))]
    assert not [one for one in after if one.startswith(tuple(labels))]


def test_languages_are_named_and_unknown_ones_kept() -> None:
    report = table("122")
    report["person"] = {**report["person"], "languages": ["pt", "fil", "uk"]}
    assert beside(made("moj_sheet", report), "話しやすい言葉") == ["フィリピノ語、ポルトガル語、uk"]


def test_who_wrote_it_is_said_as_far_as_it_is_known() -> None:
    report = table("122")
    said = "書いた（と思われる）人"
    assert beside(made("moj_sheet", report), said) == ["氏名不詳、知らない人"]
    report["sender"] = {"known": "yes", "known_how": "guess", "age": "adult"}
    assert beside(made("moj_sheet", report), said) == ["氏名不詳"]
    report["sender"] = {"known": "yes", "known_how": "police", "age": "14_19"}
    values = MINE | {"sender": {"name": "見本の実名", "initials": "M.T."}}
    document = made("moj_sheet", report, values)
    assert beside(document, said) == ["書いたと思われる人（警察から知らされた）"]
    assert "見本の実名" not in text(document)
    assert beside(made("ihaho_sheet", table("124")), said) == ["相談する人"]


def test_what_happened_stands_by_day_with_whom_and_which_post() -> None:
    report = with_posts("122", {}, {"url": "https://example.jp/2"})
    report["events"] = [
        {"kind": "removal_refused", "on": date(2026, 11, 20), "by": "x", "post": "p2"},
        {"kind": "consulted", "on": date(2026, 11, 12), "by": "例川市の相談窓口"},
    ]
    assert beside(made("moj_sheet", report), "これまでのこと") == [
        "令和8年11月12日　窓口への相談（例川市の相談窓口）\n"
        "令和8年11月20日　削除の拒否（X（旧Twitter））（投稿2）"
    ]


# --- one page --------------------------------------------------------------------------------------------------------


def pages(document: Document) -> int:
    return len(pictures(replace(document, cover=None), 20))


LONG = "長い言葉と空白　" * 1000


def test_the_consultation_sheet_tells_in_its_order() -> None:
    document = made("consultation_sheet", table("101"), MINE)
    labels = [
        "表" if isinstance(block, Table) else said(block.label)
        for block in document.blocks
        if isinstance(block, Field | Table)
    ]
    assert labels == [
        "相談する人", "本人の氏名", "電話番号", "メールアドレス", "連絡の方法", "だれのことか", "表",
        "望むこと", "これまでのこと", "書いた人", "期限", "まだ分からないこと",
    ]  # fmt: skip
    assert "まで 接続に使われた通信会社の記録が残る目安" in text(document)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 200])
def test_the_consultation_sheet_is_one_page_however_much_was_told(count: int) -> None:
    post = {"text": LONG, "platform": "yahoo_finance"}
    day = date(2026, 9, 1)
    posts = [
        {
            "url": f"https://finance.yahoo.co.jp/{number}/{'x' * 1900}",
            "posted_at": day + timedelta(number % 60),
            **post,
        }
        for number in range(count)
    ]
    report = with_posts(
        "101", *posts, wishes=["listen", "advice", "delete", "identify", "compensate", "punish", "stop"]
    )
    report["events"] = [
        {"kind": kind, "on": date(2026, 11, 1), "by": LONG[:200]}
        for kind in ("consulted", "removal_refused", "damage_reported", "logs_preserved", "complaint_filed", "removed")
    ]  # fmt: skip
    report["person"]["languages"] = ["pt", "es", "ja", "en"]
    report["target"]["named_by"] = ["real_name", "face", "address", "workplace", "school", "hint"]
    assert pages(made("consultation_sheet", report)) == 1
    document = made("consultation_sheet", report, MINE)
    assert pages(document) == 1
    told = text(document)
    assert re.search("ほか[2-6]件", told)
    if count > 3:
        assert f"{count}件（Yahoo!ファイナンスの掲示板、令和8年9月1日から" in told
        assert "/x" not in told
    else:
        assert told.count("長い言葉と空白") >= count


@pytest.mark.parametrize("case", ["271", "272", "278", "107", "125"])
def test_the_consultation_sheet_of_several_posts_is_one_page(case: str) -> None:
    assert pages(made("consultation_sheet", table(case))) == 1


def test_neither_feelings_nor_money_stand_on_the_consultation_sheet() -> None:
    report = table("113")
    report["harm"] = {"self_harm": "yes", "effects": ["distress", "absent"]}
    plain = text(made("consultation_sheet", report, MINE))
    del report["harm"], report["person"]["household"]
    unknown = text(made("consultation_sheet", report, MINE))
    for told in (plain, unknown):
        assert not re.search("死に|自傷|つら|収入|資産|手取り|170000|家族の人数", told)


# --- whole texts -----------------------------------------------------------------------------------------------------

WHOLE = {
    "removal_request.102": {},
    "removal_request.113": MINE | WHY,
    "moj_sheet.122": MINE,
    "sia_sheet.114": MINE,
    "safeline_sheet.107": {},
    "ihaho_sheet.128": MINE,
    "consultation_sheet.104": MINE,
}


@pytest.mark.parametrize("name", WHOLE)
def test_whole_texts_are_as_read_and_agreed(name: str) -> None:
    paper, _, case = name.partition(".")
    document = made(paper, table(case), WHOLE[name])
    assert text(document) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").rstrip("\n")


# --- the group's file ------------------------------------------------------------------------------------------------


def test_every_word_and_entry_of_the_group_is_used() -> None:
    written = tomllib.loads((ROOM / "removal.toml").read_text(encoding="utf-8"))
    asked = {id for one in written["form"].values() for id in one["entries"]}
    assert set(written["entry"]) <= asked
    assert set(written["form"]) == set(WRITERS)
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    built = tuple(computed(code))
    for id in written["word"]:
        assert f'"{id}"' in code or id in built, id
    for id in built:
        assert id in written["word"], id


def computed(code: str) -> Iterator[str]:
    """Words whose ids are put together: by ground, by service; languages are kept beside."""
    yield from (f"removal.right.{id}" for id in shipped().grounds if id.startswith("civil."))
    yield from (f"removal.form.{id}" for id in KNOWN)
    desk = next(desk for desk in shipped().desks.values() if desk.id == "moj_foreign_languages")
    yield from (f"removal.language.{id}" for id in ("ja", *desk.contact.languages))


def test_all_is_filled_in_for_all() -> None:
    """Every entry of a paper stands on it, with each post in its place."""
    for paper in WRITERS:
        told, outcome = assessed(table(cases()[paper][0]))
        written = text(write(paper, told, outcome, shipped(), "ja", everything(told)))
        for id in form(paper).entries:
            kind = all_entries()[id].kind
            assert kind not in ("line", "lines") or f"{FILLED}{id}" in written, (paper, id)
