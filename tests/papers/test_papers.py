"""The plan and what a lawyer is given, made from the shared cases."""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yorube.consult import Outcome, Report, assess, check
from yorube.consult.near import Near
from yorube.document import Document, Field, Heading, Title, pdf
from yorube.law import shipped
from yorube.law.rulebook import Rulebook
from yorube.papers import Language, handover, handover_data, write

CASES = Path(__file__).parents[1] / "acceptance"
DAY = date(2026, 11, 22)
LANGUAGES = ("ja", "easy", "en")


def table(start: str) -> dict[str, Any]:
    (path,) = CASES.glob(f"{start}*.report.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def assessed(report: dict[str, Any]) -> tuple[Report, Outcome]:
    checked = check(report, shipped(), DAY)
    return checked, assess(checked, shipped())


REFUSED = re.compile(r"\d+-bad-")
ACCEPTED = {
    path.name[:3]: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted(CASES.glob("*.report.toml"))
    if not REFUSED.match(path.name)
}


def texts(value: Any) -> Iterator[str]:
    """Every piece of text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def plan(checked: Report, outcome: Outcome, book: Rulebook, language: Language) -> Document:
    return write("plan", checked, outcome, book, language, {})


def text(document: Document) -> str:
    return "\n".join(texts(document.blocks))


def sections(document: Document) -> dict[str, str]:
    """The text below each heading of the first level."""
    found: dict[str, str] = {}
    name = ""
    for block in document.blocks:
        if isinstance(block, Title) or (isinstance(block, Heading) and block.level == 1):
            name = "".join(texts(block.text))
        found[name] = found.get(name, "") + "\n".join(texts(block)) + "\n"
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("report", ACCEPTED.values(), ids=ACCEPTED)
def test_no_case_puts_words_of_posts_or_the_title_on_paper(report: dict[str, Any], language: Any) -> None:
    checked, outcome = assessed(report)
    for document in (
        plan(checked, outcome, shipped(), language),
        handover(checked, outcome, shipped(), language, wording=False),
    ):
        said = text(document)
        assert document.title in ("メモ", "Notes")
        assert outcome["rulebook"]["statement"][language] in said
        assert "None" not in said
        assert "違法です" not in said
        for post in report.get("posts", ()):
            assert not post.get("text") or post["text"] not in said
        assert not report.get("title") or report["title"] not in said


def test_the_plan_holds_the_outcome_in_its_order() -> None:
    checked, outcome = assessed(table("104"))
    document = plan(checked, outcome, shipped(), "ja")
    found = sections(document)
    headings = "これからの進め方 まず、安全 今日すること そのあとにすること 期限 相談先 法律が求める条件 もとにしたもの"
    assert list(found) == headings.split()
    for row in outcome["safety"]:
        assert row["message"]["ja"] in found["まず、安全"]
    for row in outcome["actions"][:3]:
        assert f"{row['rank']}. {row['label']['ja']}" in found["今日すること"]
        assert row["how"]["ja"] in found["今日すること"]
    for row in outcome["actions"][3:]:
        assert f"{row['rank']}. {row['label']['ja']}" in found["そのあとにすること"]
        assert row["how"]["ja"] in found["そのあとにすること"]
    for row in outcome["deadlines"]:
        assert row["label"]["ja"] in found["期限"]
        assert row["counting"]["text"]["ja"] in found["期限"]
        assert (row["due"] or "まだ数え始めていません") in found["期限"]
        assert (row["act_by"] or "") in found["期限"]
    for row in outcome["desks"]:
        assert row["name"]["ja"] in found["相談先"]
        assert row["contact"].get("phone", "") in found["相談先"]
        assert row["checked_on"] in found["相談先"]
        assert all(line["ja"] in found["相談先"] for line in row["does_not"])
    near = Near(outcome).grounds
    assert near
    for row in outcome["findings"]:
        said = re.findall(f"{re.escape(row['label']['ja'])}（投稿([12、]+)）", found["法律が求める条件"])
        named = any(row["post"][1:] in numbers for numbers in said)
        assert named == ((row["post"], row["ground"]) in near)
    assert "条文で確認、2026-11-22" in found["もとにしたもの"]


def test_what_to_save_is_said_where_it_is_to_be_saved() -> None:
    for start, saved in (("127", False), ("104", True)):
        checked, outcome = assessed(table(start))
        how = [row["how"]["ja"] for row in outcome["actions"] if row["id"] == "save_evidence"]
        found = sections(plan(checked, outcome, shipped(), "ja"))
        assert ("残しておくもの" in found) is not saved
        assert all(line in found["残しておくもの"] for line in how)


def test_clocks_say_when_they_ended_moved_or_do_not_run() -> None:
    report = table("101") | {"as_of": DAY}
    report["posts"] = [dict(report["posts"][0], posted_at=date(2026, 7, 2))]
    report["sender"] = {"known": "yes", "known_how": "admitted", "known_since": date(2026, 7, 2)}
    checked, outcome = assessed(report)
    moved = next(row for row in outcome["deadlines"] if row.get("moved_from"))
    said = sections(plan(checked, outcome, shipped(), "ja"))["期限"]
    assert f"{moved['moved_from']}が休みの日なので、次の平日" in said
    report["events"] = [{"kind": "complaint_filed", "on": date(2026, 11, 1), "by": "例川署"}]
    checked, outcome = assessed(report)
    said = sections(plan(checked, outcome, shipped(), "ja"))["期限"]
    assert "終わりました（告訴、2026-11-01、例川署）" in said


# What a lawyer is given


def test_times_stand_in_both_zones_and_a_day_as_a_day() -> None:
    report = table("101")
    at = "2026-10-01T00:30:00+09:00"
    url = "https://x.com/example/status/1541815603606036480"
    report["posts"] = [
        {"id": "a", "posted_at": at, "platform": "x", "url": url},
        {"id": "b", "posted_at": date(2026, 10, 2), "platform": "other", "url": "https://example.jp/1"},
        {"id": "c"},
    ]
    checked, outcome = assessed(report)
    one, two, three = handover_data(checked, outcome, shipped(), wording=False)["posts"]
    assert one["posted_at"] == {"utc": "2026-09-30T15:30:00+00:00", "japan": "2026-10-01T00:30:00+09:00"}
    assert one["in_address"] == {"id": "1541815603606036480", "account": "example"}
    assert one["made"]["utc"] == "2022-06-28T16:07:40.105000+00:00"
    assert one["made"]["japan"] == "2022-06-29T01:07:40.105000+09:00"
    assert one["made"]["computed"] is True
    assert one["service"]["operator"]["ja"].startswith("X Corp.")
    assert (two["posted_at"], two["in_address"], two["made"]) == ({"day": "2026-10-02"}, None, None)
    assert three["posted_at"] == {"day": None}
    said = sections(handover(checked, outcome, shipped(), "ja", wording=False))["投稿の一覧"]
    assert "2026-10-01 00:30:00 JST\n2026-09-30 15:30:00 UTC" in said
    assert "2022-06-29 01:07:40 JST\n2022-06-28 16:07:40 UTC" in said
    assert "聞いた日（2026-10-01）と違います" in said
    assert "2026-10-02（日だけを聞いています" in said
    assert said.count(url) == 1


def test_an_id_of_a_day_to_come_says_no_time() -> None:
    report = table("101") | {"as_of": date(2022, 6, 28)}
    report["posts"] = [{"id": "a", "url": "https://x.com/i/status/1541815603606036480"}]
    report["sender"] = {}
    checked, outcome = assessed(report)  # in Japan that moment is the 29th
    (post,) = handover_data(checked, outcome, shipped(), wording=False)["posts"]
    assert (post["made"], post["in_address"]["id"]) == (None, "1541815603606036480")


def test_wording_stands_there_only_when_it_was_chosen() -> None:
    report = table("101")
    report["posts"][0]["text"] = "見本の言葉"
    checked, outcome = assessed(report)
    for wording in (False, True):
        data = json.dumps(handover_data(checked, outcome, shipped(), wording=wording), ensure_ascii=False)
        said = text(handover(checked, outcome, shipped(), "ja", wording=wording))
        assert ("見本の言葉" in data, "見本の言葉" in said) == (wording, wording)
        assert ("投稿の言葉は書いていません" in said) is not wording


@pytest.mark.parametrize("age", ["minor", "unknown", None])
def test_of_a_sexual_image_of_a_child_only_address_time_and_account_are_given(age: str | None) -> None:
    report = table("108")
    other = {
        "id": "other",
        "text": "見本の言葉",
        "copies": 3,
        "media": ["text"],
        "content": {"insult": "mild"},
    }
    image = dict(report["posts"][0], id="image", text="見本の画像の言葉", copies=77, saved="yes")
    image["url"] = "https://x.com/example/status/1541815603606036480"
    image["content"] = dict(
        image["content"], sexual={"taken_by": "self"} | ({"age_then": age} if age else {})
    )
    report["posts"] = [image, other]
    report["events"] = []
    checked, outcome = assessed(report)
    data = handover_data(checked, outcome, shipped(), wording=True)
    child, plain = data["posts"]
    assert (child["child_image"], plain["child_image"]) == (True, False)
    assert set(child) == {"number", "id", "child_image", "url", "in_address", "posted_at", "made", "told"}
    assert [row["fact"] for row in child["told"]] == ["posts.found_on"]
    assert plain["text"] == "見本の言葉"
    assert list(data["told_of_posts"]) == ["other"]
    assert all(
        part["because"] == []
        for row in data["findings"]
        if row["post"] == "image"
        for part in row["elements"]
    )
    said = text(handover(checked, outcome, shipped(), "ja", wording=True))
    assert "見本の画像の言葉" not in said
    assert "77" not in sections(handover(checked, outcome, shipped(), "ja", wording=True))["投稿の一覧"]
    assert "だれも保存・閲覧・転送・提示をしないでください" in said
    assert "1541815603606036480" in said


def test_an_image_of_an_adult_is_not_held_for_a_childs() -> None:
    report = table("107")
    checked, outcome = assessed(report)
    data = handover_data(checked, outcome, shipped(), wording=False)
    assert [post["child_image"] for post in data["posts"]] == [False] * len(report["posts"])


def test_what_was_told_for_other_ends_is_left_out() -> None:
    report = table("113") | {"title": "見本の見出し"}
    report["harm"] = dict(report.get("harm", {}), self_harm="yes")
    assert report["person"]["household"]["monthly_income"] > 0
    checked, outcome = assessed(report)
    data = handover_data(checked, outcome, shipped(), wording=True)
    told = {row["fact"] for row in data["told"]}
    assert "person.prefecture" in told
    assert not told & {
        "title",
        "harm.self_harm",
        *(f"person.household.{key}" for key in report["person"]["household"]),
    }
    assert "見本の見出し" not in json.dumps(data, ensure_ascii=False)


def test_findings_name_elements_decisions_and_what_is_open() -> None:
    checked, outcome = assessed(table("104"))
    data = handover_data(checked, outcome, shipped(), wording=False)
    parts = {
        (row["post"], row["ground"], part["id"]): part for row in data["findings"] for part in row["elements"]
    }
    for row in outcome["findings"]:
        for part in row["elements"]:
            found = parts[row["post"], row["ground"], part["id"]]
            assert (found["status"], found["because"]) == (part["status"], part["because"])
    for decision in shipped().decisions.values():
        for (_, ground, id), part in parts.items():
            if f"{ground}.{id}" in decision.element:
                assert decision.id in part["decisions"]
    assert set(data["decisions"]) == {id for part in parts.values() for id in part["decisions"]}
    found = sections(handover(checked, outcome, shipped(), "en", wording=False))
    for row in outcome["findings"]:
        assert row["label"]["en"] in found["Conditions, ground by ground"]
    for question in outcome["questions"]:
        label = next(
            fact.label.en
            for fact in shipped().facts.values()
            if fact.ask and fact.ask.en == question["question"]["en"]
        )
        assert label in found["What is not known"]
    assert "Art. " in found["Time limits"]


def test_events_stand_by_day_with_who_and_which_post() -> None:
    checked, outcome = assessed(table("137"))
    events = handover_data(checked, outcome, shipped(), wording=False)["events"]
    assert [event["kind"] for event in events] == [event.kind for event in checked.events]
    said = sections(handover(checked, outcome, shipped(), "ja", wording=False))["これまでの経過"]
    days = [event["on"] for event in events]
    assert sorted(days, key=said.index) == sorted(days)


def test_both_are_printed() -> None:
    checked, outcome = assessed(table("104"))
    for document in (
        plan(checked, outcome, shipped(), "easy"),
        handover(checked, outcome, shipped(), "en", wording=False),
    ):
        assert pdf(document).startswith(b"%PDF-")
        assert any(isinstance(block, Field) for block in document.blocks)
