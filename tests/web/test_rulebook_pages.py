"""The rulebook in the browser: everything it holds has a page in every language, and is found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from yorube.law import at, shipped
from yorube.web.consult.interview import book
from yorube.web.languages import words
from yorube.web.rulebook.catalog import catalog, kinds
from yorube.web.rulebook.shown import address, rows
from yorube.web.settings import WEB

THINGS = list(catalog())
# Fields that hold words as people write them.
WORDS_THEMSELVES = ("field.forms", "field.except")
# A page is not larger than this, its style and script included.
LARGEST = 60_000
STATIC = sum(
    (WEB / "static" / name).stat().st_size
    for name in ("yorube.css", "desk.css", "yorube.js", "vendor/tokens.css")
)


def get(client: Client, path: str, language: str = "ja", **query: str) -> Any:
    client.cookies["lang"] = language
    return client.get(path, query)


def text(response: Any) -> str:
    return str(response.content.decode())


# --- every page ------------------------------------------------------------------------------------------------------


def test_every_thing_of_the_rulebook_has_its_kind() -> None:
    """What is listed under the kinds is everything that has an id in the rulebook."""
    rules = book()
    for name in (field.name for field in fields(rules)):
        held = getattr(rules, name)
        if name in ("words", "stages", "charts", "calendar", "legal_aid") or not isinstance(
            held, Mapping | tuple
        ):
            continue
        ids = set(held) if isinstance(held, Mapping) else {row.id for row in held}
        assert any(ids <= set(things) for things in kinds(rules).values()), name


@pytest.mark.parametrize(("language", "share"), [("ja", 1), ("en", 4), ("easy", 8)])
def test_every_id_has_a_page(client: Client, language: str, share: int, sizes_all: bool) -> None:
    """In Japanese every one; in the other forms, where every size is not asked for, each kind and one in a few."""
    linked: set[str] = set()
    for place, thing in enumerate(THINGS):
        if place % share and not sizes_all and thing.id != next(iter(catalog().kinds[thing.kind])):
            continue
        response = get(client, address(thing), language)
        assert response.status_code == 200, thing.id
        found = text(response)
        assert f"<code>{thing.id}</code>" in found
        assert len(response.content) + STATIC <= LARGEST, (thing.id, len(response.content))
        assert len(re.findall("<h1", found)) == 1
        linked |= set(re.findall(r'href="(/rulebook/[^"#?]*)"', found))
    rest = linked - {address(thing) for thing in THINGS} - {f"{address(thing)}.json" for thing in THINGS}
    assert {f"/rulebook/{kind}" for kind in catalog().kinds} <= rest
    assert all(get(client, path).status_code == 200 for path in rest)


def test_every_id_has_a_twin(client: Client) -> None:
    for thing in THINGS:
        found = get(client, f"{address(thing)}.json").json()
        assert (found["kind"], found["id"]) == (thing.kind, thing.id)
        assert found["label"]["ja"]
        assert found["label"]["en"]


def test_addresses_are_plain() -> None:
    """An address holds no character that changes its meaning, and no two things share one."""
    addresses = [address(thing) for thing in THINGS]
    assert len(set(addresses)) == len(addresses)
    assert all(re.fullmatch(r"/rulebook/[a-z-]+/[\w./-]+", one, re.A) for one in addresses)


def test_every_field_has_words() -> None:
    """What a page calls a field, and every code that stands in one, is said in every language."""
    code = re.compile(r"[a-z_]+")
    for thing in THINGS:
        below = list(rows(thing, catalog()))
        while below:
            row = below.pop()
            assert row.word in words(), (thing.id, row.word)
            for value in row.values:
                below.extend(value.rows)
                wordless = code.fullmatch(value.text.ja) and not value.href
                assert not wordless or row.word in WORDS_THEMSELVES, (thing.id, row.word, value.text.ja)


def test_a_ground_shows_what_the_command_shows(client: Client) -> None:
    ground = shipped().grounds["crime.insult"]
    for language, lang in (("ja", "ja"), ("en", "en")):
        page = text(get(client, "/rulebook/grounds/crime.insult", language))
        assert escape(ground.ground.about[lang]) in page
        assert str(ground.ground.review) in page
        for penalty in ground.penalty:
            assert escape(penalty.text[lang]) in page
        for part in ground.parts:
            own = text(get(client, f"/rulebook/conditions/crime.insult.{part.id}", language))
            assert escape(part.label[lang]) in own
            assert all(escape(factor[lang]) in own for factor in part.factors)
    assert "/rulebook/articles/keiho/231" in page


def test_what_rests_on_a_thing_is_named(client: Client) -> None:
    article = text(get(client, "/rulebook/articles/keiho/231"))
    assert "/rulebook/grounds/crime.insult" in article
    fact = text(get(client, "/rulebook/facts/posts.content.insult"))
    assert "/rulebook/conditions/crime.insult.insult" in fact
    source = text(get(client, "/rulebook/sources/keiho"))
    assert "/rulebook/articles/keiho/231" in source
    deadline = text(get(client, "/rulebook/deadlines/log.site"))
    assert "/rulebook/gaps/log_x" in deadline


def test_sources_and_gaps_say_what_matters_on_the_list(client: Client) -> None:
    pages = "".join(text(get(client, "/rulebook/sources", page=str(n))) for n in range(1, 9))
    for source in shipped().sources.values():
        assert f"/rulebook/sources/{source.id}" in pages
        assert source.url.replace("&", "&amp;") in pages
    gaps = "".join(text(get(client, "/rulebook/gaps", "en", page=str(n))) for n in range(1, 4))
    assert all(f"/rulebook/gaps/{gap}" in gaps for gap in shipped().gaps)
    twin = get(client, "/rulebook/sources.json").json()
    assert {row["fields"]["checked"] for row in twin["things"]} <= {
        "text",
        "official",
        "secondary",
        "contract",
    }


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
@pytest.mark.parametrize(
    "path",
    [
        "/rulebook",
        "/rulebook/chart",
        "/rulebook/search",
        "/rulebook/at/2026-11-22",
        "/rulebook/diff/2020-01-01/2026-11-22",
    ],
)
def test_the_other_pages_stand_in_every_language(client: Client, path: str, language: str) -> None:
    response = get(client, path, language)
    assert response.status_code == 200
    assert len(response.content) + STATIC <= LARGEST
    assert response["Cache-Control"] == "no-store"
    assert f'lang="{"en" if language == "en" else "ja"}"' in text(response)


@pytest.mark.parametrize("kind", catalog().kinds)
def test_a_kind_is_listed_whole(client: Client, kind: str) -> None:
    first = get(client, f"/rulebook/{kind}")
    last = int((re.findall(r"/ (\d+)", text(first)) or ["1"])[0])
    pages = [get(client, f"/rulebook/{kind}", page=str(n)) for n in range(1, last + 1)]
    assert all(len(page.content) + STATIC <= LARGEST for page in pages)
    listed = "".join(map(text, pages))
    assert all(f'href="{address(thing)}"' in listed for thing in catalog().kinds[kind].values())
    assert len(get(client, f"/rulebook/{kind}.json").json()["things"]) == len(catalog().kinds[kind])


# --- search ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("crime.insult", "crime.insult"),
        ("CRIME.Insult", "crime.insult"),
        ("ｃｒｉｍｅ．ｉｎｓｕｌｔ", "crime.insult"),
        ("侮辱罪", "crime.insult"),
        ("keiho#231", "keiho#231"),
        ("ihaho", "ihaho"),
        ("違法・有害情報相談センター", "ihaho"),
        ("ﾎｳﾃﾗｽ", ""),
        ("ﾌﾟﾗｲﾊﾞｼｰ", "civil.privacy"),
        ("プライバシー", "civil.privacy"),
        ("privacy", "civil.privacy"),
        ("prívacy", "civil.privacy"),
        ("  privacy \u3000", "civil.privacy"),
    ],
)
def test_search_finds(client: Client, query: str, first: str) -> None:
    found = get(client, "/rulebook/search.json", q=query).json()["things"]
    assert (first in [row["id"] for row in found[:3]]) if first else found == []
    page = get(client, "/rulebook/search", q=query)
    assert page.status_code == 200
    assert all(f'href="{row["address"]}"' in text(page) for row in found)


def test_kana_keep_their_marks(client: Client) -> None:
    """が is no か: only European accents are alike."""
    one = get(client, "/rulebook/search.json", q="がい").json()["count"]
    other = get(client, "/rulebook/search.json", q="かい").json()["count"]
    assert one != other


def test_search_needs_every_word_in_any_order(client: Client) -> None:
    both = get(client, "/rulebook/search.json", q="刑法 231").json()
    turned = get(client, "/rulebook/search.json", q="231 刑法").json()
    assert both["things"][0]["id"] == "keiho#231"
    assert {row["id"] for row in both["things"]} == {row["id"] for row in turned["things"]}
    assert both["count"] < get(client, "/rulebook/search.json", q="刑法").json()["count"]


def test_search_finds_everything_by_its_id(client: Client) -> None:
    for thing in THINGS[:: len(THINGS) // 60]:
        found = get(client, "/rulebook/search.json", q=thing.id).json()["things"]
        assert (thing.kind, thing.id) in [(row["kind"], row["id"]) for row in found[:8]], thing.id


HOSTILE = ("<script>alert(1)</script>", "' OR 1=1 --", "%00", "\x00", "{{ 7*7 }}", "\u202e", "(" * 999)


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_words_find_nothing_and_are_shown_as_words(client: Client, query: str) -> None:
    page = get(client, "/rulebook/search", "en", q=query)
    assert page.status_code == 200
    assert "<script>alert" not in text(page)
    assert get(client, "/rulebook/search.json", q=query).json()["things"] == []


def test_search_is_bounded(client: Client) -> None:
    assert get(client, "/rulebook/search", q="a" * 1001).status_code == 400
    assert get(client, "/rulebook/search.json", q="a" * 1001).status_code == 400
    found = get(client, "/rulebook/search.json", q="の").json()
    assert len(found["things"]) == 100 < found["count"]
    words = " ".join(chr(0x3042 + n) for n in range(80))
    assert get(client, "/rulebook/search", q=words).status_code == 200


def test_search_says_that_the_words_stay_in_the_address(client: Client) -> None:
    assert "Write no names" in text(get(client, "/rulebook/search", "en"))
    assert "Write no names" in text(get(client, "/rulebook", "en"))


# --- days ------------------------------------------------------------------------------------------------------------


def test_the_law_of_a_day_is_the_commands(client: Client) -> None:
    day = date(2022, 7, 6)
    states = at.at(shipped(), day)
    assert set(get(client, "/rulebook/at/2022-07-06.json").json()["law"]) == set(states)
    page = text(get(client, "/rulebook/at/2022-07-06"))
    assert states["crime.insult.penalty"].words.ja in page
    after = text(get(client, "/rulebook/at/2022-07-07"))
    assert states["crime.insult.penalty"].words.ja not in after
    for part, kind in (("conditions", "element"), ("articles", "article")):
        shown = text(get(client, "/rulebook/at/2022-07-06", part=part))
        first = next(state for state in states.values() if state.part == kind)
        assert first.words.ja.split("「")[0] in shown


def test_what_changes_between_two_days_is_the_commands(client: Client) -> None:
    page = text(get(client, "/rulebook/diff/2022-07-06/2022-07-07", "en"))
    changes = at.diff(shipped(), date(2022, 7, 6), date(2022, 7, 7))
    assert changes
    assert all(f"<code>{change.id}</code>" in page for change in changes)
    found = get(client, "/rulebook/diff/2022-07-06/2022-07-07.json").json()["changes"]
    assert [row["id"] for row in found] == [change.id for change in changes]
    assert get(client, "/rulebook/diff/2026-01-01/2026-01-01.json").json()["changes"] == []


def test_a_form_leads_to_the_page_of_its_days(client: Client) -> None:
    assert get(client, "/rulebook/at", on="2022-07-06")["Location"] == "/rulebook/at/2022-07-06"
    both = get(client, "/rulebook/at", on="2022-07-06", to="2022-07-07")
    assert both["Location"] == "/rulebook/diff/2022-07-06/2022-07-07"


@pytest.mark.parametrize(
    "path",
    [
        "/rulebook/at/2026-02-30",
        "/rulebook/at/20260101",
        "/rulebook/at/2026-01-01T00:00",
        "/rulebook/at/x",
        "/rulebook/at",
        "/rulebook/at?on=x",
        "/rulebook/diff/2026-01-01/x",
        "/rulebook/nothing",
        "/rulebook/nothing.json",
        "/rulebook/grounds/nothing",
        "/rulebook/grounds/nothing.json",
        "/rulebook/articles/keiho%23231",
        "/rulebook/grounds/../../etc/passwd",
        "/rulebook/grounds/" + quote("\x00"),
    ],
)
def test_there_is_no_page_for_anything_else(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1900-01-01"])
def test_days_far_away_have_a_page(client: Client, day: str) -> None:
    assert get(client, f"/rulebook/at/{day}").status_code == 200
    assert get(client, f"/rulebook/at/{day}.json").status_code == 200


def test_a_page_that_is_not_there_is_the_nearest(client: Client) -> None:
    for number in ("0", "-1", "x", "99999"):
        assert get(client, "/rulebook/articles", page=number).status_code == 200


# --- the chart -------------------------------------------------------------------------------------------------------


def test_the_official_chart_stands_unchanged_with_our_desks_beside_it(client: Client) -> None:
    page = text(get(client, "/rulebook/chart"))
    (chart,) = shipped().charts
    for node in chart.node:
        assert node.question.ja in page
        assert all(answer.text.ja in page for answer in node.answers)
    for leaf in chart.leaf:
        assert leaf.name.ja in page
        assert all(f'href="/rulebook/desks/{desk}"' in page for desk in leaf.desks)
    for target in re.findall(r'href="#(\w+)"', page):
        assert f'id="{target}"' in page
    assert get(client, "/rulebook/chart.json").json()["charts"][0]["id"] == chart.id


def test_nothing_is_changed_by_a_page() -> None:
    strict = Client()
    for name in ("rulebook", "rulebook_search", "rulebook_chart"):
        assert strict.post(reverse(name)).status_code == 405
