"""The answer: what each case must find on it, and what must never be there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.web.conftest import case
from yorube.consult import check
from yorube.consult.beside import beside
from yorube.law import shipped
from yorube.law.text import Text
from yorube.web.consult.answer.parts import PARTS
from yorube.web.languages import in_language, words

STATIC = Path(__file__).parents[2] / "src" / "yorube" / "web" / "static"
SHEETS = ("yorube.css", "answer.css", "yorube.js", "vendor/tokens.css")
LIMIT = 60_000
# A stranger's insult, a former partner, a child's image, reviews of a clinic, an exposed address, a bullied child,
# a dead relative, a poster.
CASES = ("101", "106", "108", "110", "113", "119", "121", "124")
LANGUAGES = ("ja", "easy", "en")
VERDICTS = ("違法です", "犯罪です", "勝てます", "it is illegal", "you will win")

Open = Callable[..., Client]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def read(client: Client, address: str) -> str:
    """The words of a page, without its tags."""
    text = html.unescape(re.sub(r"<[^>]+>", " ", page(client, address)))
    return re.sub(r"\s+", " ", text)


def data(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    return json.loads(response.content)


def said(row: dict[str, str] | Text, language: str = "ja") -> str:
    return re.sub(r"\s+", " ", in_language(row, language))


def addresses(client: Client) -> Iterator[str]:
    """Every page of the answer there is for this visit."""
    yield "/answer"
    yield from (f"/answer/{name}" for name in PARTS)
    posts = {row["post"] for row in data(client, "/answer.json")["findings"]}
    for number in range(1, len(posts) + 1):
        yield f"/answer/conditions/{number}"
        near = len(
            re.findall(
                rf'href="/answer/conditions/{number}/\d+"', page(client, f"/answer/conditions/{number}")
            )
        )
        yield from (f"/answer/conditions/{number}/{place}" for place in range(1, near + 1))


# --- every case, every language --------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("start", CASES)
def test_every_page_of_a_case(visit_with: Open, start: str, language: str) -> None:
    """Small enough, one heading, neutral title, no verdict, and nothing of what was posted."""
    report = case(start)
    client = visit_with(report, language)
    sheets = sum((STATIC / name).stat().st_size for name in SHEETS)
    texts = [post["text"] for post in report.get("posts", []) if post.get("text")]
    title = f"<title>{said(words()['title'], language)}</title>"
    for address in addresses(client):
        content = page(client, address)
        assert len(content.encode()) + sheets <= LIMIT, address
        assert content.count("<h1") == 1, address
        assert title in content, address
        assert "style=" not in content, address
        levels = [int(level) for level in re.findall(r"<h([1-6])", content)]
        assert all(after <= before + 1 for before, after in pairwise(levels)), address
        plain = html.unescape(content)
        assert not any(verdict in plain for verdict in VERDICTS), address
        assert not any(text in plain or text[:20] in plain for text in texts), address


@pytest.mark.parametrize("start", CASES)
def test_today_and_what_comes_first(visit_with: Open, start: str) -> None:
    client = visit_with(case(start))
    outcome, text = data(client, "/answer.json"), read(client, "/answer")
    for row in outcome["safety"]:
        assert said(row["message"]) in text
    content = html.unescape(page(client, "/answer"))
    today = (
        content[content.index('<ol class="today">') :]
        .partition("</section>")[0]
        .partition('<ol class="later"')[0]
    )
    three = [said(row["label"]) for row in outcome["actions"][:3]]
    assert re.findall(r"<h3>(.*?)</h3>", today)[: len(three)] == three
    for row in outcome["actions"]:
        assert said(row["label"]) in text
    if outcome["safety"]:
        assert text.index(said(outcome["safety"][0]["message"])) < text.index(said(words()["answer.today"]))


@pytest.mark.parametrize("start", CASES)
def test_desks_say_what_they_will_not_do(visit_with: Open, start: str) -> None:
    client = visit_with(case(start))
    outcome = data(client, "/answer.json")
    first, every = read(client, "/answer"), read(client, "/answer/desks")
    for desk in outcome["desks"]:
        shown = (every, first) if desk["rank"] <= 5 else (every,)
        for text in shown:
            assert said(desk["name"]) in text
            assert all(said(row) in text for row in desk["does_not"])
    for desk in outcome["not_suitable"]:
        assert said(desk["name"]) in every
        assert all(said(why) in every for why in desk["why"])


@pytest.mark.parametrize("start", CASES)
def test_json_twins_hold_the_rows_of_the_outcome(visit_with: Open, start: str) -> None:
    report = case(start)
    client = visit_with(report)
    outcome = data(client, "/answer.json")
    for name in PARTS:
        twin = data(client, f"/answer/{name}.json")
        assert twin["as_of"] == outcome["as_of"]
        for key in ("deadlines", "findings", "desks", "not_suitable", "papers"):
            if key in twin:
                assert twin[key] == outcome[key]
        for key, value in twin.get("outlook", {}).items():
            assert value == outcome["outlook"][key]
    shown = beside(check(data(client, "/review.json"), shipped(), report["as_of"]), shipped())
    for key in ("saving", "quiet", "removal"):
        assert data(client, f"/answer/{key}.json")[key] == json.loads(json.dumps(shown[key]))
    every = data(client, "/answer/sources.json")["citations"]
    assert outcome["citations"].items() <= every.items()
    assert shown["citations"].keys() <= every.keys()


# --- the time line ---------------------------------------------------------------------------------------------------


def test_the_time_line_draws_estimates_and_periods_apart(visit_with: Open) -> None:
    content = page(visit_with(case("101")), "/answer")
    assert '<li class="clock estimate runs">' in content
    assert '<li class="clock statutory runs">' in content
    assert "2026年11月23日（月）までに始める" in content
    assert "2027年1月31日（日）まで" in content


def test_bars_stand_in_the_order_of_their_days(visit_with: Open) -> None:
    content = page(visit_with(case("101")), "/answer")
    now = {float(x) for x in re.findall(r'class="now" x1="([\d.]+)%"', content)}
    spans = [
        (float(a), float(b)) for a, b in re.findall(r'class="span" x1="([\d.]+)%" x2="([\d.]+)%"', content)
    ]
    assert len(now) == 1
    assert spans
    assert all(0 <= start < min(now) < due <= 100 for start, due in spans)
    dues = [due for _, due in spans]
    assert dues == sorted(dues)


def test_a_passed_estimate_may_be_gone(visit_with: Open) -> None:
    report = case("101")
    report["posts"][0] |= {"posted_at": "2026-06-01T10:00:00+09:00", "found_on": "2026-06-01"}
    text = read(visit_with(report), "/answer")
    assert "もう残っていないかもしれません" in text
    assert "消えました" not in text


def test_a_pile_of_posts_keeps_the_pages_small(visit_with: Open) -> None:
    report = case("101")
    like = report["posts"][0]
    report["posts"] = [
        {
            **like,
            "id": f"p{n}",
            "posted_at": f"2026-{1 + n // 28:02}-{1 + n % 28:02}",
            "found_on": "2026-11-20",
        }
        for n in range(200)
    ]
    client = visit_with(report)
    sheets = sum((STATIC / name).stat().st_size for name in SHEETS)
    for address in ("/answer", *(f"/answer/{name}" for name in PARTS)):
        assert len(page(client, address).encode()) + sheets <= LIMIT, address
    outcome = data(client, "/answer.json")
    found = re.search(r"（ほかに(\d+)件）", read(client, "/answer"))
    assert found
    assert 0 < int(found[1]) < len(outcome["deadlines"])
    assert data(client, "/answer/clocks.json")["deadlines"] == outcome["deadlines"]


def test_a_poster_is_not_told_to_start_what_is_the_other_side_s(visit_with: Open) -> None:
    text = read(visit_with(case("124")), "/answer")
    assert said(words()["answer.clocks.other"]) in text
    assert "までに始める" not in text


# --- the pages one tap away ------------------------------------------------------------------------------------------


def test_conditions_name_their_signs_and_their_sources(visit_with: Open) -> None:
    client = visit_with(case("101"))
    outcome = data(client, "/answer.json")
    text = read(client, "/answer/conditions")
    assert {"✓", "✗", "？"} & set(text)
    likely = next(row for row in outcome["findings"] if row["status"] == "likely")
    ground = read(client, "/answer/conditions/1/1")
    assert said(likely["label"]) in ground
    for part in likely["elements"]:
        assert said(part["label"]) in ground
        assert all(said(factor) in ground for factor in part.get("factors", ()))
        assert all(said(outcome["citations"][cite]["title"]) in ground for cite in part["law"])
    assert client.get("/answer/conditions/1/999").status_code == 404
    assert client.get("/answer/conditions/9").status_code == 404


def test_a_ground_that_misses_a_condition_is_folded_with_what_is_missing(visit_with: Open) -> None:
    client = visit_with(case("101"))
    content = page(client, "/answer/conditions")
    missing = [row for row in data(client, "/answer.json")["findings"] if row["status"] == "unlikely"]
    assert missing
    folded = "".join(re.findall(r"<details.*?</details>", content, re.S))
    for row in missing:
        assert said(row["label"]) in re.sub(r"\s+", " ", html.unescape(folded))


def test_money_shows_the_limits_when_the_household_was_told(visit_with: Open) -> None:
    client = visit_with(case("113"))
    test = data(client, "/answer/money.json")["outlook"]["legal_aid"]
    text = read(client, "/answer/money")
    assert said(shipped().words[f"aid.{test['status']}"]) in text
    assert f"{test['limits']['income']:,}円" in text
    assert f"{test['limits']['assets']:,}円" in text


def test_ways_to_removal_stand_side_by_side(visit_with: Open) -> None:
    client = visit_with(case("110"))
    content, text = page(client, "/answer/removal"), read(client, "/answer/removal")
    assert content.count("<tr>") == len(shipped().removal) + 1
    planned = {row["id"] for row in data(client, "/answer.json")["actions"]}
    fits = [way for way in shipped().removal if not planned.isdisjoint(way.actions)]
    assert fits
    assert text.count(said(words()["answer.removal.fits"])) == len(fits)
    for way in shipped().removal:
        for cell in (way.who, way.cost, way.time, way.needs, way.does, way.does_not):
            assert said(cell) in text


def test_a_child_s_image_is_saved_by_nobody(visit_with: Open) -> None:
    client = visit_with(case("108"))
    ids = {row["id"] for row in data(client, "/answer/saving.json")["saving"]}
    assert "never.child_image" in ids
    assert ids.isdisjoint(
        {
            "keep.thread",
            "keep.account",
            "how.computer",
            "how.phone",
            "how.record",
            "how.messages",
            "never.stories",
        }
    )
    rows = {row.id for row in shipped().saving}
    assert ids < rows


def test_stories_are_not_opened_from_one_s_own_account(visit_with: Open) -> None:
    report = case("101")
    report["posts"][0] |= {"platform": "instagram", "url": "https://www.instagram.com/p/x/"}
    text = read(visit_with(report), "/answer/saving")
    stories = next(row for row in shipped().saving if row.id == "never.stories")
    assert said(stories.label) in text
    assert said(stories.text) in text


def test_quiet_shows_the_services_of_the_posts_first(visit_with: Open) -> None:
    content = page(visit_with(case("101")), "/answer/quiet")
    assert content.index("<h2>X（旧Twitter）</h2>") < content.index("<summary>Instagram</summary>")
    assert "2026年11月22日" in content


def test_a_service_nobody_checked_is_said_to_be_unknown(visit_with: Open) -> None:
    report = case("101")
    report["posts"][0] |= {"platform": "bakusai", "url": "https://bakusai.com/thr_res/x/"}
    text = read(visit_with(report), "/answer/quiet")
    assert said(words()["answer.quiet.not_known"]) in text


@pytest.mark.parametrize("platform", ["other", "unknown", None])
def test_where_the_service_is_not_known_the_page_says_what_to_do(
    visit_with: Open, platform: str | None
) -> None:
    report = case("101")
    post = report["posts"][0]
    del post["platform"]
    post |= {"platform": platform} if platform else {}
    post["url"] = "https://example.jp/1"
    text = read(visit_with(report), "/answer/quiet")
    lead = words()["answer.quiet.lead.other" if platform == "other" else "answer.quiet.lead.unknown"]
    assert said(lead) in text
    assert said(words()["answer.quiet.each"]) in text
    assert said(words()["answer.quiet.others"]) not in text


def test_where_the_service_is_known_nothing_more_is_said(visit_with: Open) -> None:
    text = read(visit_with(case("101")), "/answer/quiet")
    assert said(words()["answer.quiet.others"]) in text
    assert all(said(words()[f"answer.quiet.lead.{one}"]) not in text for one in ("other", "unknown"))


def test_few_make_a_flaming_is_told_to_the_harmed_and_not_to_the_poster(visit_with: Open) -> None:
    line = said(next(row for row in shipped().research if row.id == "few_make_a_flaming").text)
    assert line in read(visit_with(case("101")), "/answer")
    assert line not in read(visit_with(case("124")), "/answer")


def test_what_could_still_be_told_leads_on(visit_with: Open) -> None:
    report = case("101")
    del report["posts"][0]["content"]
    content = page(visit_with(report), "/answer")
    assert 'href="/more"' in content
    assert 'href="/review"' in content
    assert 'href="/posts"' in content


def test_papers_have_no_dead_links(visit_with: Open) -> None:
    client = visit_with(case("101"))
    content = page(client, "/answer/papers")
    for row in data(client, "/answer.json")["papers"]:
        assert said(row["label"]) in re.sub(r"\s+", " ", html.unescape(content))
    main = content[content.index("<main") : content.index("</main>")]
    links = set(re.findall(r'href="([^"]+)"', main))
    assert links == {"/answer", "/plan", "/lawyer", "/papers"}
    assert all(client.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize(
    "address", ["/answer", "/answer/desks", "/answer/conditions/1", "/answer/conditions/1/1"]
)
def test_without_a_visit_one_is_led_home(client: Client, db: None, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.headers["Location"]) == (302, "/")


def test_unknown_pages_are_not_there(visit_with: Open) -> None:
    client = visit_with(case("101"))
    assert client.get("/answer/nothing").status_code == 404
    assert client.get("/answer/nothing.json").status_code == 404


@pytest.mark.parametrize("address", ["/answer.json", "/answer/desks.json"])
def test_without_a_visit_there_is_no_data(client: Client, db: None, address: str) -> None:
    assert client.get(address).status_code == 404


# --- hostile text ----------------------------------------------------------------------------------------------------


def test_what_a_person_wrote_cannot_write_into_the_page(visit_with: Open) -> None:
    evil = "<script>alert(1)</script>"
    report = case("101")
    report["title"] = evil
    report["posts"][0] |= {"url": f"https://x.com/{evil}", "text": evil}
    report["events"] = [{"kind": "consulted", "on": "2026-11-20", "by": evil}]
    client = visit_with(report)
    for address in addresses(client):
        assert evil not in page(client, address)


def test_every_word_of_the_answer_is_whole() -> None:
    """Each text in the three forms, with the same values to fill in."""
    own = {id: text for id, text in words().items() if id.startswith("answer.")}
    assert own
    for id, text in own.items():
        forms = (text.ja, text.en, text.easy)
        assert all(form.strip() for form in forms), id
        assert len({tuple(sorted(set(re.findall(r"\{\w+\}", form)))) for form in forms}) == 1, id


def test_no_word_of_the_answer_is_unused() -> None:
    web = STATIC.parent
    sources = [*web.rglob("*.html"), *web.rglob("*.py")]
    used = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    prefixes = set(re.findall(r'word:["\'](answer(?:\.\w+)+)["\']', used)) | {"answer.part"}
    for id in words():
        if id.startswith("answer."):
            assert id in used or any(id.startswith(f"{prefix}.") for prefix in prefixes), id


def test_of_a_childs_image_nothing_is_to_be_saved_before_it_is_removed(visit_with: Any) -> None:
    words = "消す前に、残すものを残してください"
    assert words in visit_with(case("101")).get("/answer/removal").content.decode()
    assert words not in visit_with(case("108")).get("/answer/removal").content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_steps_stand_one_by_one_and_signs_stand_as_written(visit_with: Open, language: str) -> None:
    """Also where a sentence comes first, where no space follows the number, and with an apostrophe."""
    for name in ("106", "119", "122", "126"):
        client = visit_with(case(name), language)
        content = page(client, "/answer")
        assert "&amp;#" not in content
        for row in data(client, "/answer.json")["actions"]:
            way = said(row["how"], language) if row["how"] else ""
            numbers = re.findall(r"(?:^|\s|。|\.)(\d)\)", way)
            assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
            for text in re.split(r"(?:^|\s|(?<=[。.]))\d\)\s?", way):
                assert f">{html.escape(text.strip())}<" in re.sub(r"\s+", " ", content) or not text.strip()
