"""The person's own papers: time line, costs, the means check of legal aid."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.papers.given import assessed, table
from tests.papers.reading import missing, read, said
from yorube.document import Document, Heading, Table, Title
from yorube.document.blocks import Strong, pieces
from yorube.law import shipped
from yorube.papers import Language, entries, form, write

GOLDEN = Path(__file__).parent / "golden"
PAPERS = ("timeline", "costs", "legal_aid_check")


def made(paper: str, report: Mapping[str, Any], language: Language = "ja") -> Document:
    told, outcome = assessed(report)
    return write(paper, told, outcome, shipped(), language, {})


def text(document: Document) -> str:
    return "\n".join(read(document.blocks, document.lang))


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def rows(document: Document) -> list[tuple[str, str, str]]:
    """Day, what, posts: the rows of a time line."""
    (only,) = tables(document)
    return [tuple(said(cell) for cell in row) for row in only.rows]  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("paper", "case", "language"),
    [
        ("timeline", "125", "ja"),
        ("timeline", "137", "easy"),
        ("timeline", "108", "en"),
        ("costs", "113", "ja"),
        ("costs", "111", "en"),
        ("legal_aid_check", "113", "ja"),
        ("legal_aid_check", "101", "easy"),
    ],
)
def test_the_whole_paper(paper: str, case: str, language: Language) -> None:
    expected = (GOLDEN / f"{paper}.{case}.txt").read_text(encoding="utf-8")
    assert text(made(paper, table(case), language)) + "\n" == expected


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_they_are_the_persons_own_in_their_language_and_ask_nothing(paper: str, language: Language) -> None:
    report = table("113")
    told, outcome = assessed(report)
    document = made(paper, report, language)
    assert form(paper).own
    assert (document.cover, document.lang) == (None, "en" if language == "en" else "ja")
    assert entries(paper, told, outcome, shipped()) == ()
    label = shipped().papers[paper].label.data
    (title,) = [block.text for block in document.blocks if isinstance(block, Title)]
    assert title == label[language]


# --- the time line ---------------------------------------------------------------------------------------------------


def test_the_time_line_goes_from_day_to_day_with_this_day_in_its_place() -> None:
    report = table("104") | {
        "sender": {"known": "yes", "known_how": "seen", "known_since": date(2026, 11, 14)}
    }
    report["events"] = [
        {"kind": "consulted", "by": "例川署"},
        {"kind": "damage_reported", "on": date(2026, 11, 12), "by": "例川署"},
    ]
    document = made("timeline", report)
    past = [what.partition("\n")[0] for _, what, _ in rows(document)]
    at = past.index("この表の日")
    assert past[:at] == [
        "投稿（X（旧Twitter））",
        "気づいた",
        "投稿（X（旧Twitter））",
        "気づいた",
        "被害届の提出（例川署）",
        "書いた人を知った",
    ]
    assert all(what.startswith("期限：") for what in past[at + 1 : -1])
    assert past[-1] == "窓口への相談（例川署）"  # nobody told the day
    assert rows(document)[-1][0] == "［日］"
    assert missing(document) == ["日"]


def test_a_guess_is_not_a_day_on_which_the_writer_was_known() -> None:
    sender = {"known": "yes", "known_how": "guess", "known_since": date(2026, 11, 14)}
    assert "書いた人を知った" not in text(made("timeline", table("104") | {"sender": sender}))


def test_time_limits_are_bold_and_stand_once_for_posts_of_the_same_day() -> None:
    report = table("104")
    report["posts"][1]["posted_at"] = report["posts"][0]["posted_at"]
    (only,) = tables(made("timeline", report))
    limits = [row for row in only.rows if any(isinstance(piece, Strong) for piece in pieces(row[1]))]  # type: ignore[arg-type]
    logs = [row for row in limits if "記録が残る目安" in said(row[1])]  # type: ignore[arg-type]
    assert [said(row[2]) for row in logs] == ["1、2"]  # type: ignore[arg-type]
    assert all(said(row[1]).startswith("期限：") for row in limits)  # type: ignore[arg-type]
    threat = next(row for row in limits if "脅迫罪" in said(row[1]))  # type: ignore[arg-type]
    assert (said(threat[0]), said(threat[2])) == ("令和11年11月7日", "2")  # type: ignore[arg-type]


def test_limits_that_ended_or_do_not_run_are_no_days() -> None:
    report = table("125")
    before = text(made("timeline", report))
    report["events"] = [{"kind": "complaint_filed", "on": date(2025, 7, 10), "by": "例川署"}]
    after = text(made("timeline", report))
    assert "期限：告訴ができる期間" in before
    assert "期限：告訴ができる期間" not in after
    report["events"], report["sender"] = [], {"known": "no"}
    waiting = made("timeline", report)
    found = text(waiting)
    assert found.index("告訴ができる期間（親告罪）： ") > found.index("まだ数え始めていない期限")
    assert any(isinstance(block, Heading) for block in waiting.blocks)


def test_a_start_day_that_has_passed_says_to_start_today() -> None:
    report = table("104") | {"as_of": date(2026, 12, 20)}
    logs = [what for _, what, _ in rows(made("timeline", report)) if "記録が残る目安" in what]
    assert logs
    assert all("もう過ぎているので、今日始める" in what for what in logs)
    gone = table("104") | {"as_of": date(2027, 6, 1)}
    logs = [what for _, what, _ in rows(made("timeline", gone)) if "記録が残る目安" in what]
    assert all("もう残っていないかもしれません" in what for what in logs)


def test_a_post_without_a_day_stands_last_with_a_blank() -> None:
    document = made("timeline", table("129"))
    assert rows(document)[-1][0] == "［投稿の日時］"


def test_no_words_of_posts_stand_on_the_time_line() -> None:
    for case in ("104", "107", "108"):
        report = table(case)
        found = text(made("timeline", report))
        assert not [post["text"] for post in report["posts"] if post["text"] in found]
    assert "投稿（内容は書きません）" in found
    assert "性的" not in rows(made("timeline", table("108")))[0][1]


# --- costs -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", ["101", "111", "113", "117"])
def test_costs_hold_the_outlook_with_sources(case: str) -> None:
    report = table(case)
    _, outcome = assessed(report)
    found, look = text(made("costs", report)), outcome["outlook"]
    for row in [*look["cost"], *look["time"]]:
        assert row["range"]["ja"] in found
    for row in look["payers"]:
        assert row["text"]["ja"] in found
    for row in [*look["cost"], *look["time"], *look["payers"]]:
        for cite in row["law"]:
            assert cite.startswith("contract#") or outcome["citations"][cite]["url"] in found
    back = found.index("戻ってくるかもしれないお金") if "戻ってくる" in found else None
    award = [row["text"]["ja"] for row in look["unknown"] if row["id"] == "award"]
    assert not award or found.index(award[0]) > (back or len(found))


def test_costs_say_nothing_of_what_the_person_has() -> None:
    report = table("113")
    report["person"]["household"] = {"size": 7, "monthly_income": 234567, "assets": 765432}
    found = text(made("costs", report)).replace(",", "")
    assert "234567" not in found
    assert "765432" not in found
    other = table("113")
    del other["person"]["household"]
    assert text(made("costs", other)).replace(",", "") == found


# --- legal aid -------------------------------------------------------------------------------------------------------


def aid(**household: int) -> Document:
    report = table("113")
    report["person"]["household"] = household
    return made("legal_aid_check", report)


def means(document: Document) -> str:
    return text(document).split("1　収入と資産が基準以下： ")[1].partition("\n")[0]


@pytest.mark.parametrize(
    ("income", "assets", "looks"),
    [
        (182_000, 1_800_000, "満たして見える"),
        (182_001, 1_800_000, "まだ分からない"),  # the place or the rent may decide
        (253_200, 1_800_000, "まだ分からない"),
        (253_201, 1_800_000, "満たさないように見える"),
        (100_000, 1_800_001, "満たさないように見える"),
    ],
)
def test_means_are_met_open_or_not_met_by_the_published_limits(income: int, assets: int, looks: str) -> None:
    document = aid(size=1, monthly_income=income, assets=assets)
    assert means(document) == looks
    assert f"{income:,}円 | 182,000円（東京・大阪など生活保護の一級地は200,200円）" in text(document)
    assert f"{assets:,}円 | 1,800,000円" in text(document)


def test_the_other_two_conditions_are_always_open() -> None:
    found = text(aid(size=1, monthly_income=1, assets=1))
    assert "2　勝つ見込みがないとはいえない： まだ分からない" in found
    assert "3　制度の目的に合う： まだ分からない" in found
    assert "決めるのは法テラスです" in found


def test_numbers_that_were_not_told_are_blank() -> None:
    document = aid(monthly_income=170_000)
    assert means(document) == "まだ分からない"
    assert missing(document) == ["家族の人数", "資産"]
    assert "170,000円 | 家族の人数で決まります" in text(document)


def test_every_published_limit_stands_there_with_a_larger_household_counted_on() -> None:
    document = aid(size=6, monthly_income=300_000, assets=1)
    limits = list(read((tables(document)[1],), "ja"))[1:]
    for row, told in zip(shipped().legal_aid.households, limits, strict=True):
        figures = (row.income, row.income_city, row.rent, row.rent_city, row.assets)
        assert told.startswith(f"{row.size} | ")
        assert all(f"{figure:,}円" in told for figure in figures)
    # 299,000 and twice 30,000; 328,900 and twice 33,000
    assert "300,000円 | 359,000円（東京・大阪など生活保護の一級地は394,900円）" in text(document)
    assert means(document) == "満たして見える"
