"""Papers for the police: the sheet, the notes for a damage report, the criminal complaint."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.papers.given import assessed, cases, everything, table
from tests.papers.reading import missing, read
from yorube.document import Document, Item, PageBreak, Signature
from yorube.law import shipped
from yorube.papers import all_entries, checked, entries, write
from yorube.papers.police import WRITERS

GOLDEN = Path(__file__).parent / "golden"
FILLED: dict[str, Any] = {
    "conceal": "no",
    "date": date(2026, 11, 24),
    "applicant": {
        "name": "仮谷みのり",
        "kana": "かりや みのり",
        "address": "〒000-0000 例川市仮町0丁目0番0号",
        "phone": "000-0000-0000",
        "birth": date(1990, 4, 1),
        "occupation": "会社員",
    },
    "police": {
        "station": "例川警察署長",
        "contact": "平日の昼、携帯に",
        "means_me": "アカウント名で呼びかけています。",
        "course": "知らないアカウントから夜に届きました。",
        "harm": "眠れず、翌日に会社を休みました。",
        "evidence": "画面の写し2枚",
        "place": "自宅",
        "losses": "なし",
    },
    "sender": {"marks": "表示名「例」、ID @example"},
}
PEOPLE = {"agent": {"name": "仮谷まもる（母）", "address": "例川市仮町1番"}, "victim": {"name": "見本ひさし"}}


def made(paper: str, report: Mapping[str, Any], values: Mapping[str, Any] | None = None) -> Document:
    told, outcome = assessed(report)
    filled = checked(values or {}, all_entries(), frozenset(post.id for post in told.posts))
    return write(paper, told, outcome, shipped(), "ja", filled)


def text(document: Document) -> str:
    return "\n".join(read(document.blocks, document.lang))


def part(document: Document, start: str, end: str) -> str:
    """The text from one heading to another."""
    whole = text(document)
    return whole[whole.index(start) : whole.index(end, whole.index(start))]


def complaint(case: str, values: Mapping[str, Any] | None = None, **more: Any) -> Document:
    return made("criminal_complaint", table(case) | {"wishes": ["punish"]} | more, values)


@pytest.mark.parametrize(
    ("paper", "case", "values"),
    [
        ("police_sheet", "104", {}),
        ("police_sheet", "107", FILLED),
        ("police_sheet", "108", FILLED | PEOPLE),
        ("damage_report_notes", "104", FILLED),
        ("damage_report_notes", "108", {}),
        ("criminal_complaint", "104", FILLED),
        ("criminal_complaint", "107", {}),
        ("criminal_complaint", "108", FILLED | PEOPLE),
        ("criminal_complaint", "125", FILLED | {"conceal": "yes"}),
    ],
)
def test_the_whole_paper(paper: str, case: str, values: dict[str, Any]) -> None:
    expected = (GOLDEN / f"{paper}.{case}.txt").read_text(encoding="utf-8")
    assert text(made(paper, table(case), values)) + "\n" == expected


# --- offences --------------------------------------------------------------------------------------------------------


def test_a_complaint_keeps_the_order_of_its_parts() -> None:
    document = complaint("104", FILLED)
    parts = [block.text for block in document.blocks if isinstance(block, Item) and block.level == 1]
    assert parts == [
        "当事者",
        "告訴の趣旨",
        "告訴事実",
        "罪ごとの説明",
        "告訴に至る事情",
        "立証資料",
        "添付書類",
    ]
    assert document.form == "court"
    assert document.cover is not None


def test_offences_stand_with_the_penalty_of_the_day_of_the_act_in_japan() -> None:
    """The penalty of insult rose on 7 July 2022; 15:10 UTC of the 6th is that day in Japan."""
    report = table("125") | {"as_of": date(2022, 9, 1), "sender": {"known": "no"}}
    wish = part(made("criminal_complaint", report), "告訴の趣旨", "第３")
    assert "侮辱罪（投稿1）　刑法231条（行為の日の法定刑：拘留または科料）" in wish
    assert "侮辱罪（投稿2、3）　刑法231条（行為の日の法定刑：1年以下の懲役" in wish


def test_posts_whose_limitation_has_passed_are_told_of_but_not_complained_of() -> None:
    document = complaint("125", FILLED)
    acts, wish = part(document, "告訴事実", "第４"), part(document, "告訴の趣旨", "第３")
    assert ("投稿3" in acts, "投稿1" in acts, "投稿2" in acts) == (True, False, False)
    assert "侮辱罪（投稿3）" in wish
    rest = part(document, "告訴に至る事情", "第６")
    assert "次の投稿1、2は、いきさつとして述べるもので、告訴の対象に入れていません" in rest
    assert "令和5年6月19日まで（過ぎたとみられる）（侮辱罪、投稿1）" in rest
    assert "告訴の対象に入れていないもの： 侮辱罪、投稿1、2" in rest


def test_the_six_months_stand_with_their_day_and_how_it_is_known() -> None:
    document = complaint("125")
    assert "書いた人を知った日： 令和7年7月1日" in text(document)
    assert "告訴ができる期間（親告罪）： 令和8年1月5日まで（侮辱罪、投稿1〜3）" in text(document)
    unknown = complaint("125", sender={"known": "no"})
    assert "犯人を知った日： 犯人はまだ分からない" in text(unknown)
    assert "告訴ができる期間（親告罪）： まだ数え始めていません" in text(unknown)
    no_day = complaint("125", sender={"known": "yes", "known_how": "admitted"})
    assert "書いた人を知った日" in missing(no_day)
    assert "告訴ができる期間" not in text(complaint("104"))  # a threat needs no complaint


def test_what_appears_met_is_put_apart_from_what_is_open() -> None:
    wish = part(complaint("107"), "告訴の趣旨", "第３")
    met, _, open_ = wish.partition("また、次の罪に当たるかどうかも捜査し")
    assert "私事性的画像の公表（リベンジポルノ）（投稿1）" in met
    assert "私事性的画像の公表（リベンジポルノ）（投稿2）" in open_
    assert "わいせつな画像の公開" in open_
    only_open = part(complaint("117"), "告訴の趣旨", "第３")
    assert "次の罪に当たると考えます" not in only_open
    assert "当たるかどうかを捜査し、当たる場合には処罰を求めます" in only_open


def test_a_complaint_says_nothing_of_the_punishment_of_attempts() -> None:
    for case in cases()["criminal_complaint"]:
        told = text(made("criminal_complaint", table(case), {}))
        assert "罰せられ" not in told
    assert "（行為の日の法定刑：2年以下の拘禁刑、または30万円以下の罰金）" in text(
        made("criminal_complaint", table("104"), {})
    )


def test_open_conditions_are_blanks_that_say_what_to_explain() -> None:
    document = complaint("107")
    assert "「わいせつであること」の説明（投稿1、2）" in missing(document)
    reasons = part(document, "罪ごとの説明", "第５")
    assert "公開への同意：いいえ" in reasons
    assert "違法" not in text(document)


def test_readings_are_not_what_was_told() -> None:
    """Who got a message is read by rule where nobody told it: the complaint does not say it in the person's name."""
    report = table("104")
    _, outcome = assessed(report)
    assert '"reading": "direct_message_recipient"' in str(outcome["findings"]).replace("'", '"')
    assert "受け取った人" not in text(complaint("104"))


def test_no_day_of_the_act_no_provision() -> None:
    report = table("104")
    del report["posts"][1]["posted_at"]
    document = made("criminal_complaint", report)
    assert "脅迫罪の罰条（投稿の日が分かると入る）" in missing(document)
    assert "刑法222条" not in text(document)


def test_without_an_offence_near_the_name_of_the_offence_is_blank() -> None:
    document = complaint("113")
    assert "罪名及び罰条" in missing(document)
    assert "投稿1" in part(document, "告訴事実", "第４")


# --- people ----------------------------------------------------------------------------------------------------------


def test_who_may_complain_signs() -> None:
    cases = {
        "104": ("被害者本人（刑事訴訟法230条）", "仮谷みのり", []),
        "108": ("被害者の法定代理人（刑事訴訟法231条1項）", "仮谷まもる（母）", ["family"]),
        "111": ("被害者本人（刑事訴訟法230条）", "仮谷みのり", ["power", "company"]),
        "121": ("亡くなった人の親族又は子孫（刑事訴訟法233条1項）", "仮谷みのり", ["power", "family"]),
    }
    words = {"family": "戸籍など", "power": "委任状", "company": "登記事項証明書など"}
    for case, (standing, name, attached) in cases.items():
        values = FILLED | (PEOPLE if case != "104" else {})
        document = complaint(case, values)
        (signature,) = [block for block in document.blocks if isinstance(block, Signature)]
        assert signature.name == ("告訴人　", name), case
        assert f"告訴できる立場： {standing}" in text(document)
        last = part(document, "添付書類", "以上")
        assert [key for key in words if words[key] in last] == [key for key in words if key in attached], case
        assert ("見本ひさし" in text(document)) == (case == "121")


def test_a_lawyer_brings_a_power_of_attorney_and_a_minors_parent_proof_of_standing() -> None:
    report = table("104")
    report["person"]["role"] = "lawyer"
    lawyer = made("criminal_complaint", report, FILLED)
    assert "弁護士が代理する（刑事訴訟法240条）" in text(lawyer)
    assert "代理人の氏名と資格（いる場合）" in missing(lawyer)
    assert "委任状" in part(lawyer, "添付書類", "以上")
    report["person"] |= {"role": "self", "age": "minor"}
    child = part(made("criminal_complaint", report, FILLED | PEOPLE), "添付書類", "以上")
    assert ("委任状" in child, "戸籍など" in child) == (False, True)


def test_whoever_helps_names_the_person_harmed() -> None:
    report = table("119")
    report["person"]["role"] = "teacher"
    told, outcome = assessed(report)
    assert "victim.name" in {entry.id for entry in entries("police_sheet", told, outcome, shipped())}
    said = text(made("police_sheet", report, FILLED | PEOPLE))
    assert "氏名： 仮谷みのり" in said
    assert "被害にあった人の氏名： 見本ひさし" in said
    told, outcome = assessed(table("104"))
    assert "victim.name" not in {entry.id for entry in entries("police_sheet", told, outcome, shipped())}


@pytest.mark.parametrize(
    ("sender", "named"),
    [
        ({"known": "no"}, "氏名不詳"),
        ({"known": "yes", "known_how": "guess", "age": "adult"}, "氏名不詳"),
        ({"known": "yes", "known_how": "police", "age": "adult"}, "例野たろう"),
        ({"known": "yes", "known_how": "police", "age": "14_19"}, "R.T."),
        ({"known": "yes", "known_how": "police"}, "R.T."),
    ],
)
@pytest.mark.parametrize("paper", WRITERS)
def test_only_an_adult_who_is_known_is_named(paper: str, sender: dict[str, str], named: str) -> None:
    values = FILLED | {"sender": {"name": "例野たろう", "initials": "R.T."}}
    said = text(made(paper, table("104") | {"sender": sender}, values))
    assert f"氏名： {named}" in said
    assert ("例野たろう" in said) == (named == "例野たろう")
    assert ("書いたと思われる人（警察から知らされた）" in said) == (named != "氏名不詳")


@pytest.mark.parametrize("paper", WRITERS)
def test_concealment_is_asked_first_and_its_wish_is_told(paper: str) -> None:
    report = table("104")
    wish = "相手に知られたくありません。配慮をお願いします。"
    for answer, shown, said in (("no", True, False), ("yes", True, True), ("unknown", False, False)):
        document = text(made(paper, report, FILLED | {"conceal": answer}))
        assert ("仮谷みのり" in document, wish in document) == (shown, said), answer
    assert "先に「名前や住所を知られたくないか」に答えると入ります" in text(made(paper, report))


# --- posts -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("age", ["minor", "unknown", None])
@pytest.mark.parametrize("paper", WRITERS)
def test_of_a_childs_image_only_address_time_and_account(paper: str, age: str | None) -> None:
    report = table("108")
    image = report["posts"][0]
    image |= {"text": "見本の画像の言葉", "saved": "no", "recipient": "others", "copies": 77}
    image["content"] |= {"threat": "reputation", "demand": "money"}
    image["content"]["sexual"] = {"taken_by": "self"} | ({"age_then": age} if age else {})
    document = made(paper, report, FILLED | PEOPLE)
    said = text(document)
    assert image["url"] in said
    assert "@example_mihon_h" in said
    assert "令和8年11月19日 18:40" in said
    for word in ("見本の画像の言葉", "77", "性的な画像・動画", "脅しの内容", "同じ投稿の数", "写しを"):
        assert word not in said, word
    assert "投稿1：アドレス・日時・アカウントだけを記した書面（画像は付けない）" in said
    assert not [one for one in missing(document) if "記録" in one or "性的" in one]


@pytest.mark.parametrize("paper", WRITERS)
def test_of_an_adults_sexual_image_no_copy_is_asked_for(paper: str) -> None:
    document = made(paper, table("107"))
    said = text(document)
    assert "投稿1、2：アドレス・日時・アカウントと、画像のハッシュ値を記した書面（画像は付けない）" in said
    assert not [one for one in missing(document) if "まだ残していない" in one]


def test_what_was_not_saved_is_missing() -> None:
    report = table("104")
    report["posts"][0]["saved"] = "no"
    document = made("police_sheet", report)
    assert "投稿1の記録（まだ残していない）" in missing(document)
    assert "投稿2：保存した記録" in text(document)


def test_events_stand_by_day_with_whom_and_of_which_post() -> None:
    report = table("104")
    report["events"] = [
        {"kind": "consulted", "by": "例川署"},
        {"kind": "removed", "on": date(2026, 11, 20), "by": "x", "post": "p2"},
        {"kind": "damage_reported", "on": date(2026, 11, 12), "by": "例川署"},
    ]
    document = complaint("104", events=report["events"])
    assert re.search(
        "令和8年11月12日 被害届の提出（例川署）\n令和8年11月20日 削除（X（旧Twitter））（投稿2）\n"
        "［「窓口への相談（例川署）」の日］ 窓口への相談（例川署）",
        text(document),
    )


# --- the sheet, the notes --------------------------------------------------------------------------------------------


def test_danger_comes_first_on_the_sheet() -> None:
    report = table("104")
    report["harm"]["danger"] = "now"
    first = part(made("police_sheet", report), "1　急ぐことがあるか", "2　")
    assert "いま危ないときは、この紙を待たずに110番" in first
    assert "110番" not in text(made("police_sheet", table("104")))


def test_the_sheet_asks_and_does_not_accuse() -> None:
    said = text(made("police_sheet", table("107")))
    assert "次のものに当たるかどうか、捜査してもらえるかを相談したい" in said
    assert "私事性的画像の公表（リベンジポルノ）（投稿1、2）" in said
    assert "に当たると考え" not in said
    assert "犯罪に当たるかどうか。当たらなくても" in text(made("police_sheet", table("113")))


def test_the_sheet_names_what_would_still_change_something() -> None:
    report = table("104")
    del report["posts"][1]["content"]["threat"]
    report["posts"][1]["content"]["demand"] = "money"
    document = made("police_sheet", report)
    gaps = text(document)[text(document).index("11　まだ分からないこと") :]
    assert "脅しの内容： ［脅しの内容（投稿2）］" in gaps


def test_a_sheet_can_be_made_without_a_post() -> None:
    report = table("104")
    report["posts"] = []
    assert "いつ、どこで、何を書かれたか" in missing(made("police_sheet", report))


def test_records_that_may_be_gone_are_not_said_to_be_gone() -> None:
    said = text(made("police_sheet", table("125")))
    assert "令和4年9月18日まで（もう残っていないかもしれない）（投稿1）" in said
    assert "令和7年8月9日まで（侮辱罪、投稿3）" in said


def test_damage_spans_from_the_first_to_the_last_day() -> None:
    assert "年月日： 令和8年11月8日から令和8年11月10日まで" in text(made("damage_report_notes", table("104")))
    report = table("104")
    del report["posts"][0]["posted_at"]
    document = made("damage_report_notes", report)
    assert "年月日： 令和8年11月10日\n［投稿1の日時］" in text(document)


@pytest.mark.parametrize("paper", WRITERS)
def test_every_paper_can_be_filled_in_whole(paper: str) -> None:
    """With everything told and filled in nothing is left blank, and no page break or trace of an empty value stands."""
    report = table("104")
    report["target"]["identifiable"] = "yes"
    told, outcome = assessed(report)
    document = write(paper, told, outcome, shipped(), "ja", everything(told))
    assert missing(document) == []
    assert not [block for block in document.blocks if isinstance(block, PageBreak)]
    assert "None" not in text(document)
