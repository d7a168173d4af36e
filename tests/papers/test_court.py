"""Requests and petitions: disclosure, provision, no erasure, provisional orders, concealment."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.papers.given import assessed, everything, table
from tests.papers.reading import RULE, lines, missing, read
from yorube.document import Document, Title
from yorube.document.blocks import Item
from yorube.law import shipped
from yorube.papers import NotThisPaper, all_entries, checked, entries, offered, write
from yorube.papers.catalog import catalog
from yorube.papers.court import WRITERS
from yorube.papers.court.venue import Court, court_of, courts

ROOM = Path(__file__).parents[2] / "src" / "yorube" / "papers" / "court"
GOLDEN = Path(__file__).parent / "golden"
NAME, ADDRESS, AGENT = "仮谷みのり", "東京都例川区見本町一丁目2番3号", "見本法律事務所 弁護士 例川ひろし"
PRIVATE = (NAME, ADDRESS, AGENT, "かりやみのり", "000-0000-0000", "mihon@example.jp")
APPLICANT = {
    "name": NAME,
    "kana": "かりやみのり",
    "address": ADDRESS,
    "phone": "000-0000-0000",
    "email": "mihon@example.jp",
}
FILLED: dict[str, Any] = {
    "conceal": "no",
    "applicant": APPLICANT,
    "date": date(2026, 12, 1),
    "court": {"addressee": "site", "name": "東京地方裁判所民事第９部", "first_case": "なし"},
    "provider": {"address": "アメリカ合衆国見本州", "in_japan": "なし"},
    "login": {"records": "too_little"},
    "why": {"p1": "同僚が、私のことだと分かったと話しています。"},
    "trace": {"p1": "192.0.2.1:50000 2026-11-02 22:41:07"},
    "injunction": {"need": "いまも広まっています。"},
}
CONCEALED = FILLED | {
    "conceal": "yes",
    "concealment": {"items": "both", "reason": "家に来られるおそれがあります。", "proof": "相談の記録"},
}
PETITIONS = sorted(set(WRITERS) - {"disclosure_request", "concealment_petition"})
DISCLOSURE = ["disclosure_petition", "provision_petition", "erasure_ban_petition"]
CHILD: dict[str, Any] = {
    "media": ["sexual_image"],
    "text": "見本の画像の言葉",
    "content": {"sexual": {"age_then": "minor", "taken_by": "other", "consent_to_publish": "no"}},
}


def made(paper: str, report: Mapping[str, Any], values: Mapping[str, Any], **more: Any) -> Document:
    told, outcome = assessed(report)
    posts = frozenset(post.id for post in told.posts)
    filled = checked(values, all_entries(), posts)
    return write(paper, told, outcome, shipped(), "ja", filled, **more)


def paper(document: Document) -> list[str]:
    """The lines of the paper itself, without its cover note."""
    return list(read(document.blocks, document.lang))


def text(document: Document) -> str:
    return "\n".join(paper(document))


def for_posts(report: dict[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """What was filled in, with what belongs to posts under the first post of this report."""
    (first, *_) = report["posts"]
    return {
        key: {first["id"]: value["p1"]} if key in ("why", "trace") else value for key, value in values.items()
    }


def concealment(**more: Any) -> dict[str, Any]:
    """A report that leads to a petition to conceal: a former partner, and fear."""
    report = table("101")
    sender = {"known": "no", "relation": "former_partner", "contact_after_refusal": "yes"}
    return report | {"sender": sender, "harm": {"danger": "feared", "effects": ["moved", "sleep"]}} | more


GOLDENS = [
    *(
        (one, case, full)
        for one in ("disclosure_request", "disclosure_petition")
        for case, full in (("101", True), ("111", False))
    ),
    *(
        (one, case, full)
        for one in ("provision_petition", "erasure_ban_petition")
        for case, full in (("101", True), ("137", False))
    ),
    ("injunction_petition", "101", True),
    ("injunction_petition", "281", False),
    ("concealment_petition", "287", False),
]


@pytest.mark.parametrize(("paper", "case", "full"), GOLDENS)
def test_papers_read_as_they_were_looked_at(paper: str, case: str, full: bool) -> None:
    report = table(case)
    document = made(paper, report, for_posts(report, FILLED) if full else {})
    expected = (GOLDEN / f"{paper}.{case}.txt").read_text(encoding="utf-8")
    assert "\n".join(lines(document)) + "\n" == expected


# --- structure -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", DISCLOSURE)
def test_the_parts_stand_in_the_order_of_the_courts_form(paper: str) -> None:
    document = made(paper, table("101"), FILLED)
    assert isinstance(document.blocks[0], Title)
    assert document.form == "court"
    heads = [block.text for block in document.blocks if isinstance(block, Item) and block.level == 1]
    assert heads == ["申立ての趣旨", "申立ての理由", "管轄", "関連事情", "証拠方法", "附属書類"]
    text_ = text(document)
    assert text_.count("との裁判を求める。") == 1
    for annex in ("当事者目録", "発信者情報目録", "投稿記事目録"):
        assert f"別紙　{annex}" in text_


def test_the_request_keeps_the_order_of_the_standard_form() -> None:
    text_ = text(made("disclosure_request", table("101"), FILLED))
    places = [text_.index(f"## {number}　") for number in range(1, 8)]
    assert places == sorted(places)
    assert text_.index(NAME) < text_.index("開示を請求します") < places[0]


def test_what_is_asked_of_a_site_and_of_an_access_provider_differs() -> None:
    def ticked(addressee: str, **more: Any) -> set[int]:
        values = FILLED | {"court": {"addressee": addressee}} | more
        return {
            int(one)
            for one in re.findall(r"☑ (\d+)　", text(made("disclosure_request", table("101"), values)))
        }

    plain = {"login": {"records": "no"}}
    assert ticked("site", **plain) == {1, 2, 3, 4}
    assert ticked("site") == {1, 2, 3, 4, 9, 10, 11, 12, 13}
    assert ticked("access", **plain) == {1, 2, 3, 4, 14}
    assert ticked("unknown") == set()
    site, access = (
        text(made("disclosure_request", table("101"), FILLED | {"court": {"addressee": one}, "trace": {}}))
        for one in ("site", "access")
    )
    assert "X Corp.　御中" in site
    assert "X Corp." not in access
    assert "通信の記録： ［" in access
    assert "通信の記録： ［" not in site
    assert "5条1項に基づき" in site
    assert "対処法5条1項又は2項に基づき" in access


def test_log_in_records_choose_the_paragraph_of_the_provision_order() -> None:
    for records, plain, login in (("no", "☑", "☐"), ("too_little", "☐", "☑"), ("unknown", "☐", "☐")):
        text_ = text(made("provision_petition", table("101"), FILLED | {"login": {"records": records}}))
        assert f"{plain} 情報流通プラットフォーム対処法15条1項" in text_
        assert f"{login} 情報流通プラットフォーム対処法15条2項" in text_


def test_each_injunction_asks_for_what_the_outcome_advises() -> None:
    disclosure, removal = (
        text(made("injunction_petition", table("101"), {})),
        text(made("injunction_petition", table("281"), {})),
    )
    assert "仮に開示せよ" in disclosure
    assert "仮に削除せよ" not in disclosure
    assert "仮に削除せよ" in removal
    assert "仮に開示せよ" not in removal
    assert "債務者" in removal
    assert "相手方" not in removal
    both = table("281") | {"wishes": ["delete", "identify"]}
    assert {"仮に開示せよ", "仮に削除せよ"} <= set(
        re.findall("仮に..せよ", text(made("injunction_petition", both, {})))
    )


def test_a_post_that_is_gone_is_not_asked_to_be_removed() -> None:
    report = table("281")
    report["posts"] = [
        post | {"online": "no"} if post["id"] == report["posts"][0]["id"] else post
        for post in report["posts"]
    ]
    text_ = text(made("injunction_petition", report, {}))
    assert "投稿記事1、" not in text_
    assert "(3) 投稿記事1\n" not in text_


def test_one_operator_is_one_petition() -> None:
    report = table("281")
    several = text(made("injunction_petition", report, {}))
    assert "運営者ごとに1通" in several
    one = text(made("injunction_petition", report, {"provider": {"name": "X Corp."}}))
    assert "債務者は、別紙投稿記事目録記載の投稿記事1、4を仮に削除せよ" in one
    assert "爆サイ" not in one


def test_messages_to_one_person_are_left_out() -> None:
    report = table("211")
    assert [post["place"] for post in report["posts"]] == ["public", "public", "email"]
    for one in ("disclosure_request", "disclosure_petition"):
        text_ = text(made(one, report, {}))
        assert "投稿記事3" not in text_
        assert "投稿3" not in text_


# --- the court -------------------------------------------------------------------------------------------------------


def test_every_prefecture_has_its_courts() -> None:
    prefectures = {choice.id for choice in shipped().facts["person.prefecture"].choices}
    assert set(courts()) == prefectures
    assert court_of("〒000-0000 神奈川県横浜市仮区") == Court("横浜地方裁判所", "東京地方裁判所")
    assert court_of("京都府京都市仮区") == Court("京都地方裁判所", "大阪地方裁判所")
    assert court_of("東京都例川区") == Court("東京地方裁判所", "東京地方裁判所")
    assert court_of("アメリカ合衆国見本州") is None
    east = {name for name, court in courts().items() if court.also == "東京地方裁判所"}
    assert len(east) == 24  # the districts of the high courts of Tokyo, Nagoya, Sendai and Sapporo


@pytest.mark.parametrize(
    ("address", "in_japan", "said", "unsaid"),
    [
        (
            "福岡県例川市1",
            "",
            ["福岡地方裁判所である", "大阪地方裁判所にも", "10条1項", "10条3項"],
            ["10条2項"],
        ),
        ("東京都例川区1", "", ["東京地方裁判所である"], ["にも申し立てる", "10条2項"]),
        (
            "アメリカ",
            "宮城県仙台市1",
            ["日本における所在地", "仙台地方裁判所である", "東京地方裁判所にも"],
            ["千代田区"],
        ),
        ("アメリカ", "なし", ["千代田区", "9条1項", "10条2項"], ["10条3項"]),
        ("", "", ["10条1項", "10条2項", "10条3項", "［相手の会社の所在地］"], ["千代田区"]),
        ("アメリカ", "", ["10条1項", "［相手が外国の会社のとき"], ["千代田区"]),
    ],
)
def test_the_court_follows_from_the_addresses(
    address: str, in_japan: str, said: list[str], unsaid: list[str]
) -> None:
    values = FILLED | {"court": {"addressee": "site"}, "provider": {"address": address, "in_japan": in_japan}}
    document = paper(made("disclosure_petition", table("101"), values))
    venue = "\n".join(document[document.index("第３ 管轄") : document.index("第４ 関連事情")])
    assert all(one in venue for one in said), venue
    assert not any(one in venue for one in unsaid), venue


def test_the_blank_for_the_court_names_those_in_question() -> None:
    values = FILLED | {"court": {"addressee": "site"}, "provider": {"address": "愛知県名古屋市1"}}
    assert "（候補：名古屋地方裁判所、東京地方裁判所）］　御中" in text(
        made("disclosure_petition", table("101"), values)
    )


def test_a_provider_named_under_an_order_goes_to_the_first_court() -> None:
    values = FILLED | {"court": {"addressee": "access", "first_case": "東京地裁令和8年（発チ）第1号"}}
    text_ = text(made("disclosure_petition", table("137"), values))
    assert "先の事件が係属する裁判所の管轄に専属する（情報流通プラットフォーム対処法10条7項）" in text_
    assert "令和8年（発チ）第1号" in text_
    site = text(made("disclosure_petition", table("137"), FILLED))
    assert "専属する" not in site


# --- who files -------------------------------------------------------------------------------------------------------


def test_who_signs_follows_from_who_files() -> None:
    def signed(report: dict[str, Any], **values: Any) -> str:
        lines_ = paper(made("disclosure_petition", report, FILLED | values))
        return "\n".join(lines_[: lines_.index("当事者の表示： 別紙当事者目録記載のとおり")])

    company = signed(table("111"), applicant=APPLICANT | {"representative": "代表取締役 例川一郎"})
    assert f"申立人　{NAME}" in company
    assert "申立人代表者　代表取締役 例川一郎 ㊞" in company
    assert "申立人代理人弁護士　" in signed(table("137"))
    assert f"申立人代理人弁護士　{AGENT} ㊞" in signed(table("137"), agent={"name": AGENT})
    child = table("101")
    child["person"] = child["person"] | {"role": "guardian", "age": "minor"}
    assert "申立人法定代理人　親権者 見本花子 ㊞" in signed(child, agent={"name": "親権者 見本花子"})
    assert f"申立人　{NAME} ㊞" in signed(table("101"))


def test_companies_minors_and_families_are_told_apart() -> None:
    assert "主張する法人その他の団体である" in text(made("disclosure_petition", table("111"), {}))
    child = table("101")
    child["person"] = child["person"] | {"role": "guardian", "age": "minor"}
    text_ = text(made("disclosure_petition", child, {}))
    assert "法定代理人（親権者など）により申し立てる" in text_
    assert "戸籍謄本" in text_
    family = table("101")
    family["person"] = family["person"] | {"role": "lawyer"}
    family["target"] = {"kind": "deceased", "named_by": ["real_name"], "identifiable": "yes"}
    text_ = text(made("disclosure_petition", family, {}))
    assert "遺族である。亡くなった人との続柄：［亡くなった人との続柄］" in text_
    assert "亡くなった人に対する敬愛追慕の情" in text_


def test_what_has_happened_stands_by_day_and_a_missing_day_is_a_blank() -> None:
    report = table("101")
    report["events"] = [
        {"kind": "removal_refused", "on": date(2026, 11, 20), "by": "x"},
        {"kind": "removal_request_received", "on": date(2026, 11, 10), "by": "x", "post": "p1"},
        {"kind": "logs_preserved"},
        {"kind": "consulted", "on": date(2026, 11, 5), "by": "例川署"},
    ]
    lines_ = paper(made("disclosure_petition", report, FILLED))
    told = lines_[lines_.index("第４ 関連事情") + 2 : lines_.index("第５ 証拠方法")]
    assert [re.sub(r"^\s*\S+ ", "", line) for line in told] == [
        "令和8年11月10日　削除依頼の到着（サービス）（X（旧Twitter））",
        "令和8年11月20日　削除の拒否（X（旧Twitter））",
        "［「通信記録の保存」の日］　通信記録の保存",
    ]


def test_a_petition_that_was_filed_is_ticked_for_the_site_only() -> None:
    for addressee, ticked in (("site", "☑"), ("access", "☐"), ("unknown", "☐")):
        values = FILLED | {"court": {"addressee": addressee}}
        assert f"{ticked} 既にした。" in text(made("erasure_ban_petition", table("137"), values))
    assert "☐ 既にした。" in text(made("erasure_ban_petition", table("101"), FILLED))


def test_an_access_provider_is_asked_on_what_was_disclosed() -> None:
    values = FILLED | {"court": {"addressee": "access"}, "trace": {}}
    asked = text(made("disclosure_petition", table("101"), values))
    assert "投稿記事1について開示された通信の記録：［" in asked
    assert "開示された通信の記録（サイトの運営者によるもの）の写し" in asked
    assert "☑ 本件投稿がされたサイト" not in asked
    assert "［相手の会社（運営者）の名前］" in asked
    assert "通信の記録：［" not in text(made("disclosure_petition", table("101"), FILLED | {"trace": {}}))


# --- what is claimed -------------------------------------------------------------------------------------------------


def test_a_claim_rests_on_what_was_told_and_what_is_open_is_a_blank() -> None:
    report = table("101")
    text_ = text(made("disclosure_petition", report, {}))
    assert "投稿記事1により名誉感情を侵害されたと主張する。申立人が述べた事情は、「" in text_
    assert "［「事実の指摘（意見なら、許される論評を超えること）」についての説明" in text_
    assert "プライバシー" not in text_
    filled = text(made("disclosure_petition", report, {"why": FILLED["why"]}))
    assert "についての説明" not in filled
    assert "投稿記事1についての理由：同僚が、私のことだと分かったと話しています。" in filled
    report["posts"][0] = {key: report["posts"][0][key] for key in ("id", "url", "platform", "place")}
    nothing = text(made("disclosure_petition", report, {}))
    assert "次の権利を侵害されたと主張する。［侵害されたと主張する権利］" in nothing
    assert "当たると考える" not in nothing


def test_posts_of_which_the_same_is_claimed_stand_together() -> None:
    report = table("101")
    (post,) = report["posts"]
    mild = {"content": post["content"] | {"insult": "mild"}}
    report["posts"] = [post | {"id": f"p{n}"} | (mild if n == 3 else {}) for n in range(1, 8)]
    text_ = text(made("disclosure_petition", report, {"why": {"p5": "理由五"}}))
    assert re.findall(r"\(\d\) (投稿記事.+)", text_) == ["投稿記事1、2、4〜7", "投稿記事3"]
    assert text_.count("投稿記事1、2、4〜7により") == text_.count("投稿記事3により") == 2
    assert "投稿記事5についての理由：理由五" in text_
    assert "［投稿1、2、4、6、7の「事実の指摘" in text_


def test_reasons_are_ticked_as_far_as_the_wishes_say_so() -> None:
    report = table("101") | {"wishes": ["identify", "compensate", "delete"]}
    text_ = text(made("disclosure_petition", report, {}))
    ticked = re.findall(r"☑ (.+)", text_)
    assert ticked == ["発信者に対する損害賠償の請求", "発信者に対する削除の請求"]
    only = table("101") | {"wishes": ["identify"]}
    assert "☑" not in text(made("disclosure_petition", only, {}))


@pytest.mark.parametrize("one", sorted(WRITERS))
def test_no_paper_carries_our_conclusion(one: str) -> None:
    report = concealment()
    for values in ({}, FILLED, CONCEALED):
        said = "\n".join(lines(made(one, report, values)))
        assert "違法である" not in said
        assert "違法です" not in said
        assert "None" not in said
        assert not re.search(r"\{\w+\}", said)


def test_no_number_of_an_article_is_written_by_hand() -> None:
    words = tomllib.loads((ROOM / "court.toml").read_text(encoding="utf-8"))["word"]
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    assert not [id for id, said in words.items() if re.search(r"[0-9０-９]+条", said)]
    assert not re.search(r"[0-9０-９]+条", code)
    cites = set(re.findall(r'law\("([\w#.-]+)"\)', code))
    assert len(cites) > 10
    said = text(made("disclosure_petition", table("101"), {}))
    assert shipped().articles["johopura#8"].numbers[-1].no in said


# --- fees, attachments -----------------------------------------------------------------------------------------------


def test_fees_are_as_known_or_a_blank() -> None:
    report = concealment()
    fees = {one: text(made(one, report, {})) for one in (*PETITIONS, "concealment_petition")}
    assert "申立手数料： 1,000円" in fees["disclosure_petition"]
    assert "申立手数料： 2,000円" in fees["injunction_petition"]
    assert "申立手数料： 500円" in fees["concealment_petition"]
    for one in ("provision_petition", "erasure_ban_petition"):
        assert "申立手数料： ［手数料の額" in fees[one]


def test_proof_of_standing_is_listed_for_companies_here_and_abroad() -> None:
    here = table("101")
    here["posts"][0] |= {"platform": "ameblo", "url": "https://ameblo.jp/mihon/entry-1.html"}
    values = {"court": {"addressee": "site"}}
    japanese = text(made("disclosure_petition", here, values))
    assert "株式会社サイバーエージェント" in japanese
    assert "相手方の資格証明書（登記事項証明書）" in japanese
    assert "外国の会社" not in japanese
    abroad = text(made("disclosure_petition", table("101"), values))
    assert "本国の資格証明書とその訳文" in abroad
    assert "相手方の資格証明書（登記事項証明書）" not in abroad
    unknown = text(made("disclosure_petition", table("103"), {}))
    assert "相手方の資格証明書（登記事項証明書）" in unknown
    assert "本国の資格証明書とその訳文" in unknown


# --- concealment -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", PETITIONS)
def test_with_concealment_a_petition_holds_substitutes_from_the_start(one: str) -> None:
    values = CONCEALED | {"agent": {"name": "親権者 見本花子"}}
    text_ = text(made(one, concealment(), values))
    assert "代替氏名Ａ" in text_
    assert "秘匿の決定を別に申し立てる" in text_
    assert "見本花子" not in text_
    assert not any(private in text_ for private in PRIVATE)
    told = text(made(one, concealment(), FILLED))
    assert NAME in told
    assert "代替氏名" not in told
    unanswered = made(one, concealment(), FILLED | {"conceal": ""})
    assert NAME not in text(unanswered)
    assert any("知られたくないか" in blank for blank in missing(unanswered))


def test_the_copy_of_the_request_for_the_sender_holds_no_name_and_no_address() -> None:
    report = table("101")
    report["posts"][0]["text"] = "見本の投稿"
    document = made("disclosure_request", report, CONCEALED)
    assert f"〈{NAME}〉" in text(document)
    assert "☑ 請求する者の氏名・住所・連絡先" in text(document)
    copy = made("disclosure_request", report, CONCEALED, masked=True)
    assert copy.cover is None
    assert not any(private in text(copy) for private in PRIVATE)
    assert "代替氏名Ａ" in text(copy)
    assert FILLED["why"]["p1"] in text(copy)


def test_what_is_concealed_stands_on_its_own_sheet_only() -> None:
    document = made("concealment_petition", concealment(), CONCEALED)
    petition, sheet = text(document).split("=" * 40)
    assert not any(private in petition for private in PRIVATE)
    assert "「代替住所Ａ」" in petition
    assert all(f"〈{one}〉" in sheet for one in (NAME, ADDRESS, "かりやみのり", "000-0000-0000"))
    assert sheet.strip().startswith("# 秘匿事項届出書面")
    copy = text(made("concealment_petition", concealment(), CONCEALED, masked=True))
    assert not any(private in copy for private in PRIVATE)


def test_concealment_tells_what_speaks_for_it_and_nothing_else() -> None:
    text_ = text(made("concealment_petition", concealment(), CONCEALED))
    for said in (
        "命や体の危険：危険を感じる",
        "出ている影響：転居",
        "断った後の連絡：はい",
        "元配偶者・元交際相手",
    ):
        assert said in text_
    assert "不眠" not in text_
    assert "申立人の説明：家に来られるおそれがあります。" in text_
    assert "☑ 発信者情報開示命令" in text_
    assert "投稿した人：氏名不詳" in text_
    for items, kept, left in (("address", "住所", "氏名"), ("name", "氏名", "住所")):
        values = CONCEALED | {"concealment": {"items": items}}
        one = text(made("concealment_petition", concealment(), values))
        assert f"申立人の{kept}等を秘匿する" in one
        assert f"申立人の{left}等を秘匿する" not in one


def test_concealment_is_offered_to_whoever_asks_for_it_while_something_goes_to_a_court() -> None:
    report, outcome = assessed(table("101"))
    one, values = "concealment_petition", {"conceal": "yes"}
    assert one not in {row["id"] for row in outcome["papers"]}
    assert one in offered(report, outcome, shipped(), values)
    assert entries(one, report, outcome, shipped(), values)
    assert "秘匿決定申立書" in text(write(one, report, outcome, shipped(), "ja", values))
    for answer in ("no", "unknown", ""):
        assert one not in offered(report, outcome, shipped(), {"conceal": answer})
        with pytest.raises(NotThisPaper):
            entries(one, report, outcome, shipped(), {"conceal": answer})
    assert one not in offered(*assessed(table("104")), shipped(), values)
    del report.facts["sender.relation"]  # type: ignore[attr-defined]
    assert offered(report, outcome, shipped(), values)[one] == ("sender.relation",)


@pytest.mark.parametrize("role", ["guardian", "lawyer"])
def test_of_a_child_the_parents_name_is_concealed_too_and_a_lawyers_is_not(role: str) -> None:
    report = concealment(person={"role": role, "age": "minor"})
    values = CONCEALED | {"agent": {"name": "見本代理", "address": "見本県見本市9"}}
    petition, sheet = text(made("concealment_petition", report, values)).split("=" * 40)
    assert "申立人法定代理人の氏名等を秘匿する" in petition
    assert "申立人法定代理人の住所に代わる事項を「代替住所Ｂ」と定める" in petition
    assert "申立人法定代理人　代替氏名Ｂ" in petition
    assert ("見本代理" in petition) == (role == "lawyer")
    assert ("見本代理" in sheet) == ("見本県見本市9" in sheet) == (role == "guardian")
    assert ("［法定代理人（親権者など）の氏名］" in sheet) == (role == "lawyer")
    assert "法定代理人" not in text(made("concealment_petition", concealment(), CONCEALED))


def test_an_adults_agent_is_no_representative_by_law() -> None:
    values = CONCEALED | {"agent": {"name": "見本代理", "address": "見本県見本市9"}}
    told = text(made("concealment_petition", concealment(), values))
    assert "申立人代理人の氏名" in told.split("=" * 40)[1]
    assert "法定代理人" not in told


@pytest.mark.parametrize(
    ("sender", "said", "unsaid"),
    [
        ({"known": "yes", "known_how": "guess", "age": "adult"}, "氏名不詳", "見本一郎"),
        (
            {"known": "yes", "known_how": "police", "age": "14_19"},
            "［書いた（と思われる）人のイニシャル］",
            "見本一郎",
        ),
        ({"known": "yes", "known_how": "police"}, "［書いた（と思われる）人のイニシャル］", "見本一郎"),
        (
            {"known": "yes", "known_how": "police", "age": "adult"},
            "書いたと思われる人（警察から知らされた）　見本一郎",
            "氏名不詳",
        ),
    ],
)
def test_the_writer_is_named_only_where_that_may_be(sender: dict[str, Any], said: str, unsaid: str) -> None:
    report = concealment(sender=sender | {"relation": "former_partner"})
    text_ = text(made("concealment_petition", report, CONCEALED | {"sender": {"name": "見本一郎"}}))
    assert said in text_
    assert unsaid not in text_


# --- images of children ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("one", sorted(WRITERS))
def test_of_a_childs_image_only_address_time_and_account_stand_there(one: str) -> None:
    report = concealment()
    (post,) = report["posts"]
    report["posts"] = [post | CHILD | {"content": post["content"] | CHILD["content"]}, post | {"id": "p2"}]
    document = made(one, report, FILLED | {"why": {"p1": "画像に写っているもの", "p2": "理由二"}})
    text_ = text(document)
    assert CHILD["text"] not in text_
    assert "画像に写っているもの" not in text_
    if one in ("disclosure_petition", "injunction_petition"):
        assert "画像を添付しない" in text_
        assert "理由二" in text_
        part = text_[text_.index("投稿記事1\n") : text_.index("投稿記事2\n")]
        assert "アドレス・日時・アカウントだけを記す" in part
        assert "「" not in part


# --- the file beside the code ----------------------------------------------------------------------------------------


def test_every_word_and_entry_of_the_group_is_used() -> None:
    rows = tomllib.loads((ROOM / "court.toml").read_text(encoding="utf-8"))
    code = "".join(path.read_text(encoding="utf-8") for path in ROOM.glob("*.py"))
    begun = set(re.findall(r'f"([\w.]+\.)\{', code))
    assert not {one for one in begun if one.count(".") < 1 or one == "court."}
    for id in rows["word"]:
        assert f'"{id}"' in code or any(id.startswith(start) for start in begun), id
    asked = {id for one in WRITERS for id in catalog().forms[one].entries}
    assert set(rows["entry"]) <= asked
    assert set(rows["form"]) == set(WRITERS)


@pytest.mark.parametrize("one", sorted(WRITERS))
def test_everything_filled_in_stands_there_and_little_stays_blank(one: str) -> None:
    report = concealment()
    told, outcome = assessed(report)
    values = everything(told)
    document = write(one, told, outcome, shipped(), "ja", values)
    said = "\n".join(lines(document))
    for entry in entries(one, told, outcome, shipped()):
        if entry.kind in ("line", "lines"):
            place = f"{entry.id}@p1" if entry.each_post else entry.id
            assert values[place] in said, entry.id
    cover = said[: said.index(RULE)]
    assert all(blank in cover for blank in missing(document))
    assert len(missing(document)) <= 2
