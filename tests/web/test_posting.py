"""The second door: a text looked at before it is posted, a plan for the one who wrote, letters with their dates."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from yorube.law import shipped
from yorube.screening import LIMIT, mark
from yorube.web.consult.visit import HURT, POSTED, Visit
from yorube.web.languages import in_language, words
from yorube.web.vault import rows
from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import Key

from .conftest import case

pytestmark = pytest.mark.django_db
BOOK = shipped()
DAY = date(2026, 11, 22)
CRITICISM = (
    (Path(__file__).parents[1] / "screening" / "criticism.txt").read_text(encoding="utf-8").splitlines()
)
PAGES = (
    "/posting",
    "/posting/help",
    "/posting/before",
    "/posting/after",
    "/posting/letter",
    "/posting/erased",
)
OPEN = ("/posting/check", "/posting/answer")
TWINS = ("/posting/help.json", "/posting/check.json", "/posting/answer.json", "/posting/letter.json")


@pytest.fixture(autouse=True)
def _today(on: Callable[[date], None]) -> None:
    on(DAY)


def html(client: Client, place: str, status: int = 200) -> str:
    page = client.get(place)
    assert page.status_code == status, place
    return page.content.decode()


def visit(client: Client) -> Visit:
    """What is sealed under the client's key."""
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    data = rows.read(key)
    assert data is not None
    return Visit.read(data)


def look_at(client: Client, text: str) -> str:
    """A text put in and looked at; the page that shows it."""
    sent = client.post("/posting/before", {"text": text})
    assert (sent.status_code, sent["Location"]) == (302, "/posting/check")
    return html(client, "/posting/check")


class Draft(HTMLParser):
    """The text that a page shows, with the places of its marks; the numbers and labels beside them are left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.marks, self.tags = "", list[tuple[int, int]](), set[str]()
        self.inside = self.aside = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside:
            self.tags.add(tag)
            self.inside += 1
            self.aside += bool(self.aside) or tag == "bdi"
            self.start = len(self.text)
        elif ("id", "draft") in attrs:
            self.inside = 1

    def handle_endtag(self, tag: str) -> None:
        if self.inside:
            if tag == "mark":
                self.marks.append((self.start, len(self.text)))
            self.inside -= 1
            self.aside -= bool(self.aside)

    def handle_data(self, data: str) -> None:
        if self.inside and not self.aside:
            self.text += data


class Area(HTMLParser):
    """What a browser puts into the text area of a page: all of it but a first line end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts, self.inside = list[str](), False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "textarea"

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "textarea"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.parts.append(data)

    @property
    def text(self) -> str:
        return "".join(self.parts).removeprefix("\n")


# The door


def test_two_ways_in_and_who_can_be_called(client: Client) -> None:
    page = html(client, "/posting")
    assert 'href="/posting/before"' in page
    assert 'href="/posting/after"' in page
    assert page.count("<h1") == 1
    for number in ("0120-279-338", "0570-078374", "06-6760-4013"):
        assert f">{number}<" in page


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("place", PAGES)
def test_reading_keeps_nothing(client: Client, place: str, language: str) -> None:
    client.cookies["lang"] = language
    page = client.get(place)
    assert page.status_code == 200
    assert page["Cache-Control"] == "no-store"
    assert Sealed.objects.count() == 0
    assert settings.COOKIE not in client.cookies
    text = page.content.decode()
    assert f"<title>{in_language(words()['title'], language)}</title>" in text
    assert text.count("<h1") == 1


def test_without_a_visit_there_is_nothing_to_show(client: Client) -> None:
    assert client.get("/posting/check")["Location"] == "/posting/before"
    assert client.get("/posting/answer")["Location"] == "/posting/after"
    assert client.get("/posting/check.json").status_code == 404
    assert client.get("/posting/answer.json").status_code == 404
    assert client.get("/posting/erase").status_code == 405


def test_what_helps_does_is_told_with_what_it_does_not(client: Client) -> None:
    page = html(client, "/posting/help")
    for row in client.get("/posting/help.json").json()["help"]:
        for desk in row["desks"]:
            assert desk["name"]["ja"] in page
            assert all(text["ja"] in page for text in desk["does_not"])


# Before posting: where the marks stand

HOSTILE = [
    "死ね",
    "<script>alert('死ね')</script>&lt;b&gt; 死ね",
    '"><img src=x onerror=alert(1)>バカ野郎</textarea></div>',
    "\u202e死ね\u202c そして \u2066バカ野郎",
    "👨‍👩‍👧死ね👍🏽 𠮷𠮷バカ",
    "ハ\u3099カ、ﾊﾞｶ、死\ufe00ね、死\u0337ね\u0337",
    "\n\n先頭の改行\r\n死ね\r\nうしろ",
    "{{ settings }}{% say 'title' %} 死ね {count}",
    "電話は090-1234-5678です。" * 3,
    "שלום 死ね عليكم",
    "なにもない文章",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_marks_stand_at_their_place_in_the_page(client: Client, text: str) -> None:
    page = look_at(client, text)
    text = text.replace("\r\n", "\n")
    found = Draft(page)
    assert found.text == text
    assert found.marks == [(one.start, one.end) for one in mark(text, BOOK)]
    assert found.tags <= {"mark", "bdi", "a", "span"}
    assert page.count("<script") == 1
    assert Area(html(client, "/posting/before")).text == text
    data = client.get("/posting/check.json").json()
    assert data["text"] == text
    assert [(one["start"], one["end"]) for one in data["marks"]] == found.marks


def test_every_mark_leads_by_its_number_to_its_question(client: Client) -> None:
    page = look_at(client, "死ね。あいつは詐欺師だ。くたばれ。")
    assert re.findall(r'<mark>([^<]*)</mark><bdi class="cue"><a href="#c(\d+)">', page) == [
        ("死ね", "1"),
        ("詐欺師", "2"),
        ("くたばれ", "1"),
    ]
    for number, cue in ((1, "wishes_death"), (2, "states_fact.crime")):
        card = page[page.index(f'id="c{number}"') :]
        assert BOOK.cues[cue].label.ja in card[:400]
        assert page.count(f'id="c{number}"') == 1


@pytest.mark.parametrize("text", CRITICISM)
def test_fair_criticism_has_no_mark_and_none_is_no_clearance(client: Client, text: str) -> None:
    page = look_at(client, text)
    assert "<mark>" not in page
    assert str(words()["posting.marks.none"].ja) in page
    assert client.get("/posting/check.json").json()["marks"] == []


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#x27;").replace('"', "&quot;").replace("<", "&lt;")


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("cue", list(BOOK.cues.values()), ids=list(BOOK.cues))
def test_a_mark_asks_and_shows_what_the_law_attaches(client: Client, cue: Any, language: str) -> None:
    client.cookies["lang"] = language
    page = look_at(client, f"「{cue.forms[0]}」。")

    def said(text: Any) -> bool:
        return escaped(in_language(text, language)) in page

    assert "<mark>" in page
    assert said(cue.label)
    assert said(cue.question)
    assert all(said(text) for text in cue.instead)
    assert cue.attaches is None or said(cue.attaches)
    assert all(said(BOOK.desks[id].name) for id in cue.desks)
    (row,) = client.get("/posting/check.json").json()["cues"]
    assert row["id"] == cue.id
    for ground, shown in zip(cue.grounds, row["grounds"], strict=True):
        penalty = BOOK.grounds[ground].penalty_on(DAY)
        assert said(BOOK.grounds[ground].ground.label)
        assert shown["penalty"] == (penalty.text.data if penalty else None)
        assert penalty is None or said(penalty.text)
    assert len(row["sources"]) == len(cue.law)
    assert all(source["url"] in page for source in row["sources"] if source["url"].startswith("http"))


def test_the_penalty_is_that_of_today(client: Client, on: Callable[[date], None]) -> None:
    now = penalty_of_insult(client)
    on(date(2022, 7, 6))
    then = penalty_of_insult(client)
    assert "拘禁刑" in now
    assert "拘禁刑" not in then
    assert then in html(client, "/posting/check")


def penalty_of_insult(client: Client) -> str:
    look_at(client, "この人はバカ")
    (cue,) = client.get("/posting/check.json").json()["cues"]
    (ground,) = (ground for ground in cue["grounds"] if ground["id"] == "crime.insult")
    return str(ground["penalty"]["ja"])


def test_the_writer_s_own_distress_comes_before_everything(client: Client) -> None:
    page = look_at(client, "あいつは詐欺師だ。もう死にたい")
    assert page.index("0120-279-338") < page.index("<h1")
    assert page.count('id="c2"') == 1


def test_criticism_reposting_and_what_no_mark_means_are_always_said(client: Client) -> None:
    for text in ("死ね", "つまらない"):
        page = look_at(client, text)
        for id in ("before.criticism", "before.repost"):
            (row,) = (row for row in BOOK.posting if row.id == id)
            assert all(escaped(text.text.ja) in page for text in row.text)
        assert words()["posting.unmarked.more"].ja in page


# Before posting: the text is nowhere else

SEED = "ＭＡＲＫＥＲ"
MARKER = f"{SEED}死ねしるしの言葉"


def test_the_text_lies_in_the_sealed_row_only(
    client: Client, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    look_at(client, MARKER)
    (row,) = Sealed.objects.all()
    assert SEED.encode() not in bytes(row.box)
    assert (visit(client).draft, visit(client).door) == (MARKER, POSTED)
    for place in (*PAGES, *OPEN, *TWINS, "/", "/ask/danger", "/review", "/answer", "/posting/nothing"):
        page = client.get(place)
        head = "".join(f"{name}: {value}" for name, value in page.items()) + str(page.cookies)
        assert SEED not in head
        text = page.content.decode()
        shown = place in ("/posting/before", "/posting/check", "/posting/check.json")
        assert (SEED in text) == shown, place
        for title in re.findall(r"<title>(.*?)</title>", text, re.S):
            assert SEED not in title
        assert page["Cache-Control"] == "no-store"
    assert SEED not in caplog.text + "".join(capfd.readouterr())
    assert SEED not in repr(visit(client))


def test_a_text_that_is_too_long_is_said_once_and_stays(client: Client) -> None:
    look_at(client, "前の文章")
    long = "長" * LIMIT + "い"
    refused = client.post("/posting/before", {"text": long})
    page = refused.content.decode()
    assert refused.status_code == 422
    (line,) = re.findall(r'role="alert".*?<a href="#text">(.*?)</a>', page)
    assert "10,000" in line
    assert "10,001" in line
    assert Area(page).text == long
    assert visit(client).draft == "前の文章"
    assert client.post("/posting/before", {"text": "あ\r\n" * (LIMIT // 2)}).status_code == 302


@pytest.mark.parametrize("form", [{}, {"text": ""}, {"text": " \r\n　"}])
def test_an_empty_text_is_asked_for(client: Client, form: dict[str, str]) -> None:
    refused = client.post("/posting/before", form)
    assert refused.status_code == 422
    assert words()["posting.empty"].ja in refused.content.decode()
    assert Sealed.objects.count() == 0


def test_a_text_can_be_erased_and_the_rest_stays(client: Client) -> None:
    client.post("/posting/after")
    look_at(client, MARKER)
    assert client.post("/posting/erase")["Location"] == "/posting/erased"
    assert "消しました" in html(client, "/posting/erased")
    assert client.get("/posting/check")["Location"] == "/posting/before"
    assert SEED not in html(client, "/posting/before")
    assert visit(client).draft == ""
    assert client.get("/posting/answer").status_code == 200


def test_after_leaving_the_text_is_gone(client: Client) -> None:
    look_at(client, MARKER)
    key = client.cookies[settings.COOKIE].value
    client.get("/exit")
    assert Sealed.objects.count() == 0
    client.cookies[settings.COOKIE] = key
    assert client.get("/posting/check")["Location"] == "/posting/before"
    assert client.get("/posting/check.json").status_code == 404
    assert Area(html(client, "/posting/before")).text == ""


def test_forms_without_their_token_are_refused() -> None:
    careful = Client(enforce_csrf_checks=True)
    for place in ("before", "erase", "after", "letter"):
        assert careful.post(f"/posting/{place}", {"text": "a", "kind": "removal"}).status_code == 403
    assert Sealed.objects.count() == 0


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_a_page_with_many_marks_stays_small(client: Client, language: str) -> None:
    client.cookies["lang"] = language
    page = look_at(client, "。".join(cue.forms[0] for cue in list(BOOK.cues.values())[:8]))
    static = Path(settings.STATICFILES_DIRS[0])
    with_it = sum(
        (static / name).stat().st_size for name in re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    )
    assert page.count("<mark>") == 8
    assert len(page.encode()) + with_it <= 60_000


# Which door a visit belongs to


def test_who_looks_at_a_text_in_the_middle_of_the_other_door_stays_there(
    visit_with: Callable[..., Client],
) -> None:
    client = visit_with(case("101"))
    before = visit(client)
    look_at(client, "死ね")
    assert (visit(client).door, visit(client).answers) == (HURT, before.answers)
    assert client.get("/answer").status_code == 200


def test_a_start_here_takes_the_other_away_and_says_so_first(visit_with: Callable[..., Client]) -> None:
    client = visit_with(case("101"), draft="下書き")
    for place in ("/posting/after", "/posting/letter"):
        assert words()["posting.other"].ja in html(client, place)
    assert client.post("/posting/after")["Location"] == "/ask/danger"
    now = visit(client)
    assert (now.door, now.draft) == (POSTED, "下書き")
    assert client.get("/review.json").json()["person"] == {"role": "poster"}
    assert words()["posting.other"].ja not in html(client, "/posting/after")


def test_a_start_goes_on_where_one_was(client: Client) -> None:
    client.post("/posting/after")
    client.post("/ask/danger", {"harm.danger": "no", "harm.self_harm": "no"})
    before = visit(client)
    assert client.post("/posting/after")["Location"] != "/ask/danger"
    assert visit(client) == before


def test_who_turns_out_to_be_harmed_gets_the_other_answer(client: Client) -> None:
    client.post("/posting/after")
    assert client.get("/answer")["Location"] == "/posting/answer"
    client.post("/ask/who", {"person.role": "self"})
    assert client.get("/answer").status_code == 200
    assert client.get("/posting/answer")["Location"] == "/posting/after"
    assert client.get("/posting/answer.json").status_code == 404


def test_a_writer_who_came_through_the_other_door_stays_there(visit_with: Callable[..., Client]) -> None:
    client = visit_with(case("124"))
    assert client.get("/answer").status_code == 200
    assert client.get("/posting/answer")["Location"] == "/posting/after"


# After posting


TOLD = {"place": "public", "url": "https://x.com/i/1", "posted_at": "2026-11-10", "online": "yes"}


def sent_from(page: str) -> dict[str, str]:
    """What a writer sends from a page: where and when; insults on the checklist; "I don't know" to the rest."""
    chosen = set(re.findall(r'type="(?:radio|checkbox)" name="([\w.]+)" value="unknown"', page))
    sent = dict.fromkeys(chosen, "unknown")
    sent |= {name: "insult" for name in chosen if name.startswith("ticks.")}
    sent |= {"person.role": "poster"} if "person.role" in chosen else {}
    return sent | {
        f"posts.p1.{key}": value for key, value in TOLD.items() if f'name="posts.p1.{key}"' in page
    }


def test_the_interview_asks_a_writer_what_matters_and_ends_in_their_plan(client: Client) -> None:
    place, met = client.post("/posting/after")["Location"], list[str]()
    while place != "/answer":
        assert len(met) < 20
        met.append(place)
        place = client.post(place, sent_from(html(client, place)))["Location"]
    assert "/ask/wishes" not in met
    assert re.search(r'value="poster" checked', html(client, "/ask/who"))
    assert client.get("/review.json").json()["person"] == {"role": "poster"}
    assert len(met) <= 12
    assert visit(client).door == POSTED
    assert client.get("/answer")["Location"] == "/posting/answer"
    page = html(client, "/posting/answer")
    todo = [BOOK.actions[id].label.ja for id in ("save_evidence", "delete_own_post", "consult_lawyer")]
    assert [page.index(f"<h3>{label}</h3>") for label in todo] == sorted(
        page.index(f"<h3>{label}</h3>") for label in todo
    )
    assert BOOK.actions["apologise"].label.ja in page


def poster(**tables: Any) -> dict[str, Any]:
    return {
        "as_of": DAY,
        "wishes": ["advice"],
        "person": {"role": "poster"},
        "posts": [{"id": "p1", "platform": "x", "place": "public", "posted_at": "2026-11-10"}],
        **tables,
    }


def image(age: str) -> dict[str, Any]:
    content = {"sexual": {"age_then": age}}
    return poster(posts=[{"id": "p1", "media": ["sexual_image"], "content": content}])


@pytest.mark.parametrize("age", ["adult", "minor"])
def test_after_a_sexual_image_no_apology_is_proposed(visit_with: Callable[..., Client], age: str) -> None:
    client = visit_with(image(age), door=POSTED)
    data = client.get("/posting/answer.json").json()
    assert "apologise" not in [row["id"] for row in data["outcome"]["actions"]]
    shown = [row["id"] for row in data["items"]]
    assert "after.no_contact" in shown
    assert "after.apologise" not in shown
    page = html(client, "/posting/answer")
    assert BOOK.actions["apologise"].how[0].text.ja not in page


def test_what_safety_names_can_be_called_though_it_is_no_desk_of_the_writer(
    visit_with: Callable[..., Client],
) -> None:
    client = visit_with(image("minor"), door=POSTED)
    page = html(client, "/posting/answer")
    (safety,) = client.get("/posting/answer.json").json()["outcome"]["safety"]
    first = page[: page.index("<main")]
    assert safety["message"]["ja"] in first
    assert all(BOOK.desks[id].name.ja in first for id in safety["desks"])
    assert 'href="tel:%239110"' in first


def test_the_other_side_s_clocks_are_folded(visit_with: Callable[..., Client]) -> None:
    content = {"insult": "severe", "asserts_fact": "no", "lowers_reputation": "yes"}
    post = {"id": "p1", "place": "public", "posted_at": "2026-11-10", "content": content}
    target = {"kind": "individual", "identifiable": "yes"}
    event = {"kind": "sender_inquiry_received", "on": "2026-11-18"}
    client = visit_with(poster(posts=[post], target=target, events=[event]), door=POSTED)
    page = html(client, "/posting/answer")
    theirs = next(clock for clock in BOOK.clocks if clock.id == "claim.three_years").label.ja
    fold = page.index('<details class="more form">')
    assert page.index(theirs) > fold
    assert page.index(">2026年11月25日（水）まで") < fold


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("events", [[], [{"kind": "sender_inquiry_received", "on": "2026-11-18"}]])
def test_the_plan_says_everything_the_rulebook_says(
    visit_with: Callable[..., Client], language: str, events: list[dict[str, str]]
) -> None:
    client = visit_with(poster(events=events), language, door=POSTED)
    page = html(client, "/posting/answer")
    data = client.get("/posting/answer.json").json()
    for row in data["items"]:
        assert escaped(in_language(row["title"], language)) in page
        assert all(escaped(in_language(text, language)) in page for text in row["text"])
        assert row["sources"]
    for row in data["help"]:
        assert escaped(in_language(row["title"], language)) in page
    static = Path(settings.STATICFILES_DIRS[0])
    sizes = [(static / name).stat().st_size for name in re.findall(r'"/static/([^"]+)"', page)]
    assert len(page.encode()) + sum(sizes) <= 60_000


# Words


def test_every_word_is_used_complete_and_without_a_verdict() -> None:
    web = Path(settings.STATICFILES_DIRS[0]).parent
    table = tomllib.loads((web / "words" / "posting.toml").read_text(encoding="utf-8"))
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("templates/consult", "posting")
        for path in sorted((web / "consult" / folder).iterdir())
        if path.name.startswith("posting") or path.suffix == ".py"
    )
    joined = ("posting.letter.", "posting.letter.about.", "posting.letter.of.")
    kinds = ("removal", "disclosure", "disclosed", "none", "image", "candidate", "neither")
    for id, row in table.items():
        assert set(row) == {"ja", "en", "easy"}, id
        assert f'"{id}"' in code or id in [start + kind for start in joined for kind in kinds], id
        for word in ("違法", "してはいけません", "反省", "悪質", "罪になり", "illegal", "must not", "shame"):
            assert word not in "".join(row.values()), id
