"""What is attached to requests and petitions: posts, parties, sender information, infringement, exhibits, inquiry."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.papers.given import assessed, everything, table
from tests.papers.reading import lines, missing, read, said
from yorube.document import Document, Field, Heading, Table, Title, docx, pdf
from yorube.document.blocks import Item
from yorube.law import shipped
from yorube.papers import all_entries, checked, entries, write
from yorube.papers.catalog import catalog
from yorube.papers.lists import WRITERS

ROOM = Path(__file__).parents[2] / "src" / "yorube" / "papers" / "lists"
GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 11, 22)
NAMES = {
    "conceal": "no",
    "applicant": {
        "name": "仮谷みのり",
        "kana": "かりやみのり",
        "address": "東京都例川区見本町一丁目2番3号",
    },
}
FILLED = NAMES | {
    "date": date(2026, 12, 1),
    "court": {"name": "東京地方裁判所民事第９部", "addressee": "site"},
    "login": {"records": "too_little"},
    "provider": {"address": "アメリカ合衆国見本州", "representative": "見本太郎", "in_japan": "なし"},
    "post": {"account": {"p1": "みほん（表示名）"}},
    "why": {"p1": "勤め先と本名が書かれています。"},
    "evidence": {"saved_on": {"p1": date(2026, 11, 3)}},
    "inquiry": {
        "phone": "090-0000-0000",
        "email": "mihon@example.jp",
        "how": "11月20日に\n届いた回答書で知った。",
    },
}
CHILD = {
    "media": ["sexual_image"],
    "text": "見本の画像の言葉",
    "content": {"sexual": {"age_then": "minor", "taken_by": "other", "consent_to_publish": "no"}},
}
ADULT = {
    "media": ["sexual_image"],
    "content": {"sexual": {"age_then": "adult", "taken_by": "other", "consent_to_publish": "no"}},
}


def made(paper: str, report: Mapping[str, Any], values: Mapping[str, Any], **more: Any) -> Document:
    told, outcome = assessed(report)
    filled = checked(values, all_entries(), frozenset(post.id for post in told.posts))
    return write(paper, told, outcome, shipped(), more.pop("language", "ja"), filled, **more)


def text(document: Document) -> str:
    return "\n".join(read(document.blocks, document.lang))


def headings(document: Document) -> list[str]:
    return [said(block.text) for block in document.blocks if isinstance(block, Title | Heading)]


def fields(document: Document) -> dict[str, list[str]]:
    """What stands beside each label, in order."""
    found: dict[str, list[str]] = {}
    for block in document.blocks:
        if isinstance(block, Field):
            found.setdefault(said(block.label), []).append(said(block.value))
    return found


def rows(document: Document, column: str) -> list[list[str]]:
    """The rows of the tables with this head, as text."""
    return [
        list(map(said, row))  # type: ignore[arg-type]
        for block in document.blocks
        if isinstance(block, Table) and said(block.head[0]) == column  # type: ignore[arg-type]
        for row in block.rows
    ]


def items(document: Document) -> list[tuple[int, str]]:
    return [(block.level, said(block.text)) for block in document.blocks if isinstance(block, Item)]


def ordinance(document: Document) -> list[str]:
    """The items of the ordinance that are asked for, by their number."""
    return re.findall(r"同法施行規則2条(\d+)号", text(document))


def numbers(*which: int) -> list[str]:
    return list(map(str, which))


def with_posts(case: str, *posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A case whose first post is changed in these ways, as p1, p2 ..."""
    report = table(case)
    first = report["posts"][0]
    changed = [
        first | post | {"id": f"p{number}", "content": first["content"] | post.get("content", {})}
        for number, post in enumerate(posts, 1)
    ]
    return report | {"posts": changed} | more


# --- whole texts -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("post_list.101", FILLED),
        ("post_list.108", {}),
        ("party_list.101", FILLED),
        ("party_list.110", {}),
        ("sender_information_list.101", FILLED),
        ("sender_information_list.110", {}),
        ("infringement_table.101", FILLED),
        ("infringement_table.110", {}),
        ("evidence_list.101", FILLED),
        ("evidence_list.107", {}),
        ("evidence_list.137", {}),
        ("bar_inquiry_note.135", {}),
        ("bar_inquiry_note.213", FILLED | {"why": {}}),
    ],
)
def test_a_paper_reads_as_it_was_approved(name: str, values: dict[str, Any]) -> None:
    paper, case = name.split(".")
    wanted = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
    assert text(made(paper, table(case), values)) + "\n" == wanted


# --- 投稿記事目録 ------------------------------------------------------------------------------------------


def test_a_post_stands_with_its_time_in_both_zones_and_what_its_address_shows() -> None:
    url = "https://x.com/example/status/1541815603606036480"
    one = {"url": url, "posted_at": "2022-06-29T01:07:40+09:00", "copies": 4}
    two = {"url": "https://example.jp/1", "platform": "other", "posted_at": date(2026, 10, 2)}
    document = made("post_list", with_posts("101", one, two), {})
    assert headings(document) == ["投稿記事目録", "投稿記事1", "投稿記事2"]
    found = fields(document)
    assert found["閲覧用URL"] == [url, "https://example.jp/1"]
    assert found["URLのなかのID"] == ["1541815603606036480"]
    assert found["アカウント"] == ["@example"]
    assert found["投稿日時"][0].splitlines() == [
        "令和4年6月29日 01:07:40（日本時間）",
        "令和4年6月28日 16:07:40（世界標準時・UTC）",
    ]
    assert "16:07" not in found["投稿日時"][1]
    assert found["投稿日時"][1].startswith("令和8年10月2日")
    assert found["IDから計算した日時"][0].splitlines()[0] == "令和4年6月29日 01:07:40（日本時間）"
    assert found["同じ内容の投稿の数"] == ["4件"]
    assert len(found["投稿内容"]) == 2


def test_a_told_day_that_is_not_the_day_of_the_id_is_left_to_be_checked() -> None:
    url = {"url": "https://x.com/example/status/1541815603606036480"}
    same = {**url, "posted_at": date(2022, 6, 29)}
    other = {**url, "posted_at": date(2022, 6, 28)}
    assert not missing(made("post_list", with_posts("101", same), {}))
    assert missing(made("post_list", with_posts("101", other), {})) == [
        "投稿日の確認（聞いた日とIDから計算した日が違う）"
    ]


def test_an_account_is_lacking_only_where_one_posts_with_one() -> None:
    for platform, lacking in (("instagram", True), ("bakusai", False)):
        report = with_posts("101", {"platform": platform, "url": "https://example.jp/1"})
        document = made("post_list", report, {})
        assert ("アカウント" in fields(document)) is lacking
        assert any("アカウント" in blank for blank in missing(document)) is lacking
        filled = made("post_list", report, {"post": {"account": {"p1": "みほん"}}})
        assert fields(filled)["アカウント"] == ["みほん"]
    both = made("post_list", table("101"), {"post": {"account": {"p1": "みほん"}}})
    assert fields(both)["アカウント"] == ["@example_mihon_a\nみほん"]


def test_messages_to_one_person_are_not_asked_of_an_operator() -> None:
    report = with_posts("101", {"place": "dm", "platform": "instagram"}, {})
    for paper in ("post_list", "party_list", "sender_information_list"):
        document = made(paper, report, {})
        assert "投稿記事2" in text(document)
        assert "投稿記事1" not in text(document)
        assert "Meta" not in text(document)


def test_two_hundred_posts_have_their_place_each() -> None:
    posts = [{"url": f"https://example.jp/{number:03}x"} for number in range(200)]
    document = made("post_list", with_posts("101", *posts), {})
    assert headings(document)[1:] == [f"投稿記事{number}" for number in range(1, 201)]
    assert fields(document)["閲覧用URL"] == [post["url"] for post in posts]


# --- 当事者目録 --------------------------------------------------------------------------------------------


def test_names_wait_for_the_answer_on_concealment() -> None:
    name, address = NAMES["applicant"]["name"], NAMES["applicant"]["address"]  # type: ignore[index]
    shown = text(made("party_list", table("101"), NAMES))
    assert name in shown
    assert address in shown
    for conceal in ({}, {"conceal": "unknown"}):
        document = made("party_list", table("101"), {**NAMES, "conceal": ""} | conceal)
        assert name not in text(document)
        assert address not in text(document)
        assert sum("知られたくないか" in blank for blank in missing(document)) == 3


def test_with_concealment_the_substitutes_stand_on_every_copy() -> None:
    values = NAMES | {"conceal": "yes", "agent": {"name": "仮谷おや", "address": "例川区"}}
    for masked in (False, True):
        document = made("party_list", table("101"), values, masked=masked)
        found = fields(document)
        assert found["氏名・名称"] == ["代替氏名Ａ"]
        assert found["住所・所在地"][:2] == ["代替住所Ａ", "代替住所Ｂ"]
        assert found["氏名・資格"] == ["代替氏名Ｂ"]
        assert not re.search(
            "仮谷|かりや|例川区", "\n".join(lines(document)) + pdf(document).decode("latin-1")
        )


def test_a_lawyers_own_name_stands_on_the_paper_and_not_on_the_other_sides() -> None:
    values = NAMES | {"conceal": "yes", "agent": {"name": "弁護士　見本一郎", "address": "見本法律事務所"}}
    report = table("137")
    assert report["person"]["role"] == "lawyer"
    assert "弁護士　見本一郎" in text(made("party_list", report, values))
    assert "見本一郎" not in text(made("party_list", report, values, masked=True))


def test_who_acts_stands_there_for_minors_and_lawyers_and_where_filled_in() -> None:
    def with_person(**person: str) -> list[str]:
        report = table("101")
        return headings(made("party_list", report | {"person": report["person"] | person}, NAMES))

    assert "同代理人" not in with_person()
    assert "同代理人" in with_person(role="lawyer")
    assert "同法定代理人" in with_person(role="guardian", age="minor")
    assert "同代理人" not in with_person(role="guardian", age="minor")
    assert {"同法定代理人", "同代理人"} <= {*with_person(role="lawyer", age="minor")}
    acting = made("party_list", table("101"), NAMES | {"agent": {"name": "仮谷おや"}})
    assert "同代理人" in headings(acting)  # an adult's agent is none by law


def test_an_organisation_has_a_representative() -> None:
    assert "代表者の肩書きと氏名" in text(made("party_list", table("110"), NAMES))
    assert "代表者の肩書きと氏名" not in text(made("party_list", table("101"), NAMES))


def test_every_operator_is_a_party_with_its_posts() -> None:
    report = with_posts(
        "101",
        {},
        {"platform": "bakusai", "url": "https://bakusai.com/1"},
        {"platform": "other", "url": "https://keijiban.example/1"},
        {},
    )
    values = NAMES | {"provider": {"address": "見本の所在地"}}
    document = made("party_list", report, values)
    assert headings(document).count("相手方（仮処分では債務者）") == 3
    found = fields(document)
    assert found["商号・名称"] == [
        "X Corp.",
        "株式会社湘南西武ホーム",
        "［keijiban.example：相手の会社（運営者）の名前］",
    ]
    assert found["関係する投稿"] == ["投稿記事1、投稿記事4", "投稿記事2", "投稿記事3"]
    # Whose address it is was not said: it stands with none of them.
    assert "見本の所在地" not in text(document)
    assert "X Corp.：相手の会社の所在地" in missing(document)


def test_a_foreign_operator_may_have_a_representative_in_japan() -> None:
    assert "日本における代表者" in fields(made("party_list", table("101"), NAMES))
    japanese = with_posts("101", {"platform": "bakusai"})
    assert "日本における代表者" not in fields(made("party_list", japanese, NAMES))


def test_an_address_that_is_none_names_no_site() -> None:
    report = with_posts("101", {"platform": "other", "url": "http://[::"})
    assert "相手の会社（運営者）の名前" in missing(made("party_list", report, NAMES))


# --- 発信者情報目録 ----------------------------------------------------------------------------------------

SITE = {"court": {"addressee": "site"}}


@pytest.mark.parametrize(
    ("platform", "records", "wanted"),
    [
        ("x", "", numbers(1, 2, 3, 4, 9, 10, 11, 12, 13)),
        ("x", "nothing_else", numbers(1, 2, 3, 4, 9, 10, 11, 12, 13)),
        ("x", "no", numbers(1, 2, 3, 4)),
        ("bakusai", "", numbers(5, 6, 7, 8)),
        ("bakusai", "did_not_identify", numbers(5, 6, 7, 8, 9, 10, 11, 12, 13)),
        ("tiktok", "", numbers(1, 2, 3, 4, 5, 6, 7, 8)),
        ("tiktok", "too_little", numbers(*range(1, 14))),
    ],
)
def test_a_site_is_asked_for_what_its_kind_keeps(platform: str, records: str, wanted: list[str]) -> None:
    values = SITE | ({"login": {"records": records}} if records else {})
    assert (
        ordinance(made("sender_information_list", with_posts("101", {"platform": platform}), values))
        == wanted
    )


def test_logins_are_asked_for_only_with_their_condition() -> None:
    login = with_posts("101", {})
    test = "情報流通プラットフォーム対処法5条1項3号"
    assert any(test in blank for blank in missing(made("sender_information_list", login, SITE)))
    for records, letter in (("nothing_else", "イ"), ("too_little", "ロ"), ("did_not_identify", "ハ")):
        document = made("sender_information_list", login, SITE | {"login": {"records": records}})
        assert f"と考える（{test}{letter}）。" in text(document)
        assert not missing(document)
    unknown = made("sender_information_list", with_posts("101", {"platform": "tiktok"}), SITE)
    assert missing(unknown) == [
        "ログインなどの情報も求めるか（このサービスが投稿ごとの通信の記録を持つかは、分かっていない）"
    ]


def test_the_article_of_the_condition_follows_the_rulebook() -> None:
    document = made("sender_information_list", table("101"), SITE)
    for number in (5, 9, 13):
        (at,) = (n.no for n in shipped().articles[f"johopura_kisoku#2.{number}"].numbers if n.covers(DAY))
        assert (f"同法施行規則{at}" in text(document)) is (number != 5)
    assert "令和8年11月22日現在" in text(document)


def test_an_access_provider_is_asked_who_held_the_line_of_which_communication() -> None:
    report = with_posts("101", {}, {})
    values = {"court": {"addressee": "access"}, "provider": {"name": "見本通信株式会社"}}
    values |= {"trace": {"p1": "192.0.2.1\n2026年11月2日 22:41:07"}}
    document = made("sender_information_list", report, values)
    assert ordinance(document) == numbers(1, 2, 3, 4, 14)
    assert items(document)[0][1].startswith("見本通信株式会社が保有する")
    assert rows(document, "投稿") == [
        ["投稿記事1", "192.0.2.1\n2026年11月2日 22:41:07"],
        ["投稿記事2", f"［投稿2の{all_entries()['trace'].label.ja}］"],
    ]


def test_before_it_is_said_whom_it_goes_against_both_parts_stand_there() -> None:
    for values in ({}, {"court": {"addressee": "unknown"}}):
        document = made("sender_information_list", table("101"), values)
        assert [level for level, _ in items(document)].count(1) == 2
        assert "接続事業者の名前（サイトの運営者から知らされてから）" in missing(document)


def test_each_operator_has_its_part() -> None:
    report = with_posts("101", {}, {"platform": "bakusai"}, {})
    first = [text for level, text in items(made("sender_information_list", report, SITE)) if level == 1]
    assert first == [
        "X Corp.が保有する、次の情報（投稿記事1、投稿記事3）",
        "株式会社湘南西武ホームが保有する、次の情報（投稿記事2）",
    ]


# --- 権利侵害の説明 ----------------------------------------------------------------------------------------


def test_each_condition_stands_with_the_answers_and_what_the_signer_says() -> None:
    report = table("110")
    told, outcome = assessed(report)
    document = made("infringement_table", report, {})
    found = rows(document, "条件")
    shown = [row for row in outcome["findings"] if row["label"]["ja"] in headings(document)]
    parts = [part for row in shown if row["status"] != "unlikely" for part in row["elements"]]
    assert len(found) == len(parts) > 10
    for part, (label, answers, says) in zip(parts, found, strict=True):
        defence = part["kind"] == "defence"
        assert label == ("相手の言い分：" if defence else "") + part["label"]["ja"]
        assert bool(answers) == bool(part["because"])
        assert says.startswith("［") == (part["status"] == "unknown")
        assert ("当たらないと考える。" in says) == (defence and part["status"] == "not_met")
        assert ("この条件に当たると考える。" in says) == (not defence and part["status"] == "met")
        assert (part.get("proof", {}).get("ja", "示すもの") in says) == ("proof" in part)
    assert len(told.posts) == 2


def test_no_paper_says_that_something_is_met_or_unlawful() -> None:
    for case in ("101", "110", "115", "126", "137"):
        said_there = text(made("infringement_table", table(case), {})).partition("# 条件にかかわる")[0]
        assert not re.search("違法|満たして見える|侵害した", said_there)


def test_only_rights_that_something_told_points_to_are_claimed() -> None:
    document = made("infringement_table", table("101"), {})
    assert [h for h in headings(document) if h.endswith("）") and "裁判例" not in h] == [
        "名誉毀損（民事）",
        "名誉感情の侵害（侮辱・民事）",
    ]
    bare = table("101")
    bare["posts"][0]["content"] = {}
    document = made("infringement_table", bare, {})
    assert not rows(document, "条件")
    assert "侵害されたと考える権利" in missing(document)
    assert "裁判例" not in text(document)


def test_decisions_stand_once_with_the_way_they_point_on_a_page_of_their_own() -> None:
    document = made("infringement_table", table("101"), {})
    assert headings(document)[-1] == "条件にかかわる裁判例（使うものだけ残す）"
    found = rows(document, "裁判例")
    assert len(found) == len({(row[0], row[1]) for row in found}) > 10
    for points in ("認める方向", "認めない方向", "基準を示したもの"):
        assert any(f"（{points}）" in row[1] for row in found)
    labels = {row[0].removeprefix("相手の言い分：") for row in rows(document, "条件")}
    for row in found:
        assert any(label in row[2] for label in labels)


def test_posts_in_a_row_of_which_the_same_is_said_stand_together() -> None:
    mild = {"content": {"insult": "mild"}}
    report = with_posts("101", {}, {}, mild, {}, ADULT, CHILD)
    document = made("infringement_table", report, {"why": {"p2": "見本の理由"}})
    rights = [heading for heading in headings(document) if heading.startswith("名誉毀損")]
    assert rights == ["名誉毀損（民事）（投稿記事1から2まで）", *["名誉毀損（民事）"] * 3]
    order = [heading for heading in headings(document) if heading.startswith(("投稿記事", "名誉毀損"))]
    posts = [f"投稿記事{number}" for number in range(1, 7)]
    assert order == [
        *posts[:2],
        rights[0],
        posts[2],
        rights[1],
        posts[3],
        rights[2],
        posts[4],
        rights[3],
        posts[5],
    ]
    reasons = fields(document)["申立人の説明"]
    assert [reason for reason in reasons if not reason.startswith("［")] == ["見本の理由"]
    assert len(reasons) == 5
    for posts_named in ("投稿記事1から2まで：「", "投稿記事3：「", "投稿記事5：「"):
        assert any(missed.startswith(posts_named) for missed in missing(document))


def test_that_an_infringement_is_clear_is_claimed_only_for_disclosure() -> None:
    claims = {
        case: text(made("infringement_table", table(case), {})).splitlines()[1] for case in ("101", "115")
    }
    assert "明らかである（情報流通プラットフォーム対処法5条1項1号）" in claims["101"]
    assert "明らか" not in claims["115"]


# --- 証拠説明書 --------------------------------------------------------------------------------------------


def test_exhibits_are_numbered_as_the_place_they_go_to_does() -> None:
    court, desk = (rows(made("evidence_list", table(case), {}), "号証") for case in ("101", "107"))
    assert [row[0] for row in court] == [f"甲{number}" for number in range(1, len(court) + 1)]
    assert [row[0] for row in desk] == ["資料1", "資料2"]
    assert "事件番号（事件の名前）" in missing(made("evidence_list", table("101"), {}))
    assert "事件番号（事件の名前）" not in missing(made("evidence_list", table("107"), {}))


def test_what_is_not_kept_yet_is_a_blank() -> None:
    report = with_posts("101", {"saved": "yes"}, {"saved": "no"}, {"saved": "unknown"})
    first = [row[1] for row in rows(made("evidence_list", report, {}), "号証")[:3]]
    for number, what in enumerate(first, 1):
        assert what.startswith("［") == (number != 1)
        assert f"投稿記事{number}の画面" in what


def test_each_thing_that_happened_has_its_paper_and_no_author_is_guessed() -> None:
    kinds = list(shipped().facts["events.kind"].values)
    events = [{"kind": kind, "on": date(2026, 11, 10), "by": "x", "post": "p1"} for kind in kinds]
    found = rows(made("evidence_list", with_posts("101", {}, {}, events=events), {}), "号証")[2:]
    papers = [row for row in found if "令和8年11月10日、投稿記事1" in row[5]]
    assert len(papers) == len(kinds)
    by = {row[1]: row[4] for row in papers}
    assert by["申立書"] == by["告訴状の控え"] == "提出する人"
    assert by["削除しないという回答"] == by["発信者情報の開示の回答"] == "X（旧Twitter）"
    other = [{"kind": "removal_refused", "on": date(2026, 11, 10), "by": "other"}]
    found = rows(made("evidence_list", with_posts("101", {}, events=other), {}), "号証")
    assert found[1][4] == "［甲2の作成者］"
    for what in ("決定書", "相談の記録", "アカウントが消えたことが分かる画面"):
        assert re.fullmatch(r"［甲\d+の作成者］", by[what])
    assert all(row[2].startswith("［") and row[3].startswith("［") for row in papers)


def test_what_would_show_a_condition_is_asked_for_once() -> None:
    told, outcome = assessed(table("101"))
    asked = [row for row in rows(made("evidence_list", table("101"), {}), "号証") if not row[4]]
    assert len({row[1] for row in asked}) == len(asked) > 2
    civil = {
        part["proof"]["ja"]
        for row in outcome["findings"]
        if row["ground"].startswith("civil.")
        for part in row["elements"]
        if "proof" in part
    }
    assert {row[1].strip("［］") for row in asked} <= civil
    assert len(told.posts) == 1


def test_of_an_adults_sexual_image_no_copy_is_asked_for() -> None:
    report = with_posts("101", ADULT)
    (only,) = rows(made("evidence_list", report, {}), "号証")
    assert "画像は付けない" in only[1]
    assert "ハッシュ値" in only[1]
    assert "画面" not in " ".join(only)
    claims = [row[2] for row in rows(made("infringement_table", report, {}), "条件")]
    assert claims
    assert not any("示すもの" in claim for claim in claims)


def test_before_the_police_the_name_stands_there_before_a_court_the_substitute() -> None:
    values = NAMES | {"conceal": "yes"}
    assert "代替氏名Ａ" in text(made("evidence_list", table("101"), values))
    desk = made("evidence_list", table("107"), values)
    assert "〈仮谷みのり〉" in text(desk)
    assert "仮谷みのり" not in text(made("evidence_list", table("107"), values, masked=True))


# --- 弁護士会照会 ------------------------------------------------------------------------------------------


def test_the_note_says_who_could_be_asked_and_that_answers_are_not_known() -> None:
    document = made("bar_inquiry_note", table("213"), FILLED | {"why": {}})
    found = rows(document, "手がかり")
    assert [row[0] for row in found] == ["電話番号", "メールアドレス", "X（旧Twitter）のアカウント"]
    assert found[2][1] == "X Corp.（アメリカ）"
    assert all("分からない" in row[3] for row in found)
    assert "090-0000-0000" in text(document)


def test_the_note_names_what_was_disclosed() -> None:
    report = table("101")
    report["events"] = [
        {"kind": "information_disclosed", "on": date(2026, 11, 15), "by": "x"},
        {"kind": "petition_filed", "on": date(2026, 11, 4), "by": "x"},
    ]
    found = fields(made("bar_inquiry_note", report, {}))
    assert found["情報の開示"] == ["令和8年11月15日、X（旧Twitter）"]


# --- what holds for all of them --------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", sorted(set(WRITERS) - {"bar_inquiry_note"}))
def test_of_a_childs_image_only_address_time_and_account_stand_there(paper: str) -> None:
    report = with_posts("101", CHILD, {"copies": 3})
    told, _ = assessed(report)
    values = everything(told) | {"why@p1": "見本の理由"}
    document = write(paper, told, assessed(report)[1], shipped(), "ja", values)
    said_there = text(document)
    assert not re.search("見本の画像の言葉|見本の理由", said_there)
    if paper in ("post_list", "infringement_table"):
        found = fields(document)
        assert len(found["閲覧用URL"]) == 2
        assert len(found["掲載されたサービス"]) == len(found["投稿内容"]) == 1
        assert "だれも保存・閲覧・転送・提示をしないこと" in said_there
    if paper == "infringement_table":
        before, _, after = said_there.partition("## 投稿記事2")
        assert "条件 |" not in before
        assert "条件 |" in after
    if paper == "evidence_list":
        assert [row for row in rows(document, "号証") if "投稿記事1" in " ".join(row)] == []
        assert "証拠を付けない投稿：投稿記事1" in headings(document)


def test_a_childs_message_in_the_note_has_no_service() -> None:
    report = table("213")
    for post in report["posts"]:
        post.update(media=["sexual_image"], text="見本の画像の言葉", content=CHILD["content"])
    document = made("bar_inquiry_note", report, {})
    assert "見本の画像の言葉" not in text(document)
    assert "掲載されたサービス" not in fields(document)
    assert len(rows(document, "手がかり")) == 2


@pytest.mark.parametrize("known_how", ["guess", "police"])
def test_the_writer_is_not_named_on_exhibits(known_how: str) -> None:
    report = with_posts("101", {})
    report["sender"] = {
        "known": "yes",
        "known_how": known_how,
        "age": "14_19",
        "known_since": date(2026, 11, 10),
    }
    author = rows(made("evidence_list", report, {}), "号証")[0][4]
    assert author == {"guess": "氏名不詳", "police": "書いたと思われる人（警察から知らされた）"}[known_how]


@pytest.mark.parametrize("paper", sorted(WRITERS))
def test_papers_fit_their_pages_in_both_files(paper: str) -> None:
    case = "135" if paper == "bar_inquiry_note" else "101"
    told, outcome = assessed(table(case))
    document = write(paper, told, outcome, shipped(), "en", everything(told))
    assert pdf(document).startswith(b"%PDF-")
    assert docx(document)
    assert document.cover is not None
    assert document.cover.lang == "en"
    assert len(entries(paper, told, outcome, shipped())) == len(catalog().forms[paper].entries)


def test_every_word_and_entry_of_the_group_is_used() -> None:
    own = tomllib.loads((ROOM / "lists.toml").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    begun = tuple(re.findall(r'f"([\w.]+\.)\{', code))
    for id in own["word"]:
        assert f'"{id}"' in code or id.startswith(begun), id
    asked = {id for form in own["form"].values() for id in form["entries"]}
    assert set(own["entry"]) <= asked
    assert set(own["form"]) == set(WRITERS)
