"""Papers on the site: what is listed, what is asked first, what is never shown, what the files hold."""

from __future__ import annotations

import html
import json
import re
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from yorube.document import (
    Blank,
    Block,
    Cell,
    Document,
    Field,
    Heading,
    Item,
    Masked,
    PageBreak,
    Paragraph,
    Signature,
    Strong,
    Table,
    Tick,
    Title,
    pictures,
)
from yorube.law import shipped
from yorube.papers import all_entries, form
from yorube.web.consult.keep.sheet import PAGE, leaves, parts
from yorube.web.consult.visit import POSTED, Visit
from yorube.web.languages import in_language, words
from yorube.web.papers import looks
from yorube.web.papers.looks import covered
from yorube.web.papers.shelf import GROUPS
from yorube.web.vault import rows
from yorube.web.vault.seal import Key

Open = Callable[..., Client]
STATIC = Path(rows.__file__).parents[1] / "static"
SHEETS = ("yorube.css", "keep.css", "papers.css", "yorube.js", "vendor/tokens.css")
STYLES = sum((STATIC / name).stat().st_size for name in SHEETS)
LIMIT = 60_000
NUMBERS = {id: number for number, id in enumerate(shipped().papers, 1)}
NAME, ADDRESS = "仮谷 みのり", "東京都架空区一丁目2番3号"
# A stranger's insult, a former partner, a child's image, reviews, the manager of a board, somebody who posted.
CASES = ("101", "106", "108", "110", "124", "128")
POSTS = 16


def at(id: str) -> str:
    """Where a paper is."""
    return f"/papers/{NUMBERS[id]}"


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def read(client: Client, address: str) -> str:
    """The words of a page, without its tags."""
    return html.unescape(re.sub(r"<[^>]+>", " ", page(client, address)))


def listed(client: Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(page(client, "/papers.json"))["papers"]
    return found


def in_docx(client: Client, address: str) -> str:
    """All text of a DOCX."""
    response = client.get(address)
    assert response.status_code == 200
    with zipfile.ZipFile(BytesIO(response.content)) as file:
        texts = [file.read(name).decode() for name in file.namelist() if name.endswith(".xml")]
    return html.unescape(re.sub(r"<[^>]+>", "", " ".join(texts)))


def visit_in(client: Client) -> Visit:
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    data = rows.read(key)
    assert data is not None
    return Visit.read(data)


def send(client: Client, address: str, **values: str) -> Any:
    return client.post(address, {place.replace("__", "."): value for place, value in values.items()})


def fields(client: Client, address: str) -> set[str]:
    """The names of what a form asks for."""
    return set(re.findall(r'name="([^"]+)"', page(client, address).partition("<main")[2])) - {
        "csrfmiddlewaretoken"
    }


def private(id: str) -> set[str]:
    """What is kept for the person alone on a paper."""
    return {entry for entry in form(id).entries if all_entries()[entry].private}


# --- the list --------------------------------------------------------------------------------------------------------


def test_every_paper_stands_in_one_group() -> None:
    grouped = [id for ids in GROUPS.values() for id in ids]
    assert len(grouped) == len(set(grouped))
    assert set(grouped) == set(shipped().papers)


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize("start", CASES)
def test_the_list_is_what_the_outcome_lists(visit_with: Open, cases: Any, start: str, language: str) -> None:
    client = visit_with(cases(start), language)
    outcome = json.loads(page(client, "/answer.json"))
    twin = listed(client)
    assert {row["id"] for row in twin} == {row["id"] for row in outcome["papers"]}
    assert [row["group"] for row in twin] == sorted((row["group"] for row in twin), key=list(GROUPS).index)
    text = page(client, "/papers")
    for row in twin:
        told = next(one for one in outcome["papers"] if one["id"] == row["id"])
        assert row["number"] == NUMBERS[row["id"]]
        assert row["ready"] == told["ready"] == (not row["missing"])
        assert (
            f'<a href="/papers/{row["number"]}">{html.escape(in_language(row["label"], language))}</a>'
            in text
        )
        assert len(row["missing"]) == len(told["missing"])
    assert text.count('class="ready"') == sum(row["ready"] for row in twin)


def test_what_is_missing_leads_to_its_question(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    (row,) = [row for row in listed(client) if row["id"] == "legal_aid_check"]
    assert len(row["missing"]) == 3
    for one in row["missing"]:
        for address in ("/papers", at("legal_aid_check")):
            assert f'<a href="{one["address"]}">{one["label"]["ja"]}</a>' in page(client, address)
    assert "person.household.size" in fields(client, row["missing"][0]["address"])


def test_what_is_missing_of_a_post_leads_to_that_post(visit_with: Open, cases: Any) -> None:
    report = cases("110")
    for post in report["posts"]:
        post.pop("url", None)
    client = visit_with(report)
    (row,) = [row for row in listed(client) if row["id"] == "post_list"]
    assert not row["ready"]
    address = row["missing"][0]["address"]
    number = int(address.rpartition("/")[2])
    assert f"posts.p{number}.url" in fields(client, address)


def test_a_paper_that_was_not_listed_is_not_there(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    there = {row["number"] for row in listed(client)}
    for number in (*set(NUMBERS.values()) - there, 0, 99, 10**30):
        for way in (
            "",
            "/fill/1",
            "/preview/1",
            "/preview/1.png",
            "/preview/text/1",
            "/memo.pdf",
            "/copy.docx",
        ):
            assert client.get(f"/papers/{number}{way}").status_code == 404
        assert client.get(f"/papers/{number}.json").status_code == 404


def test_nothing_without_a_visit(client: Client, db: None) -> None:
    for address in ("/papers", "/papers/1", "/papers/1/fill/1", "/papers/1/preview/1", "/papers/1/memo.pdf"):
        response = client.get(address)
        assert (response.status_code, response["Location"]) == (302, "/")
    for address in ("/papers.json", "/papers/1.json"):
        assert client.get(address).status_code == 404


def test_links_to_the_papers_stand_where_they_are_looked_for(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    for address in ("/answer", "/answer/papers", "/keep", "/counsel/report"):
        assert 'href="/papers"' in page(client, address)
    assert 'href="/papers"' in page(visit_with(cases("124"), door=POSTED), "/posting/answer")


def test_the_papers_of_a_manager_of_a_board(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("128"))
    assert {row["id"] for row in listed(client) if row["group"] == "provider"} == {
        "opinion_inquiry",
        "platform_notice",
        "sender_notice",
    }


def test_the_reply_of_somebody_who_posted(visit_with: Open, cases: Any) -> None:
    report = cases("124")
    report["posts"][0]["url"] = "https://x.com/mihon/status/1"
    report["events"] = [{"kind": "disclosure_inquiry_received", "on": date(2026, 11, 20)}]
    client = visit_with(report, door=POSTED)
    (reply,) = [row for row in listed(client) if row["group"] == "provider"]
    assert reply["id"] == "opinion_reply"
    assert reply["label"]["ja"] in read(client, "/papers")
    assert client.get(f"/papers/{reply['number']}/memo.pdf").content.startswith(b"%PDF-")


# --- one paper -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_a_paper_says_what_it_is(visit_with: Open, cases: Any, language: str) -> None:
    client = visit_with(cases("108"), language)
    for row in listed(client):
        text = page(client, f"/papers/{row['number']}")
        for key in ("label", "goes_to", "follows", "unverified"):
            assert row[key] is None or html.escape(in_language(row[key], language)) in text
        assert ("/copy.pdf" in text) == row["other_side"]
        assert text.count("<h1>") == 1
        assert f"<title>{words()['title'].data[language]}</title>" in text


def test_blanks_are_named_until_they_are_filled_in(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    twin = json.loads(page(client, f"{at('disclosure_request')}.json"))
    assert twin["blanks"]
    assert all(one in read(client, at("disclosure_request")) for one in twin["blanks"][:12])
    send(client, f"{at('disclosure_request')}/fill/1", conceal="no")
    send(client, f"{at('disclosure_request')}/fill/1", applicant__name=NAME)
    after = json.loads(page(client, f"{at('disclosure_request')}.json"))
    assert len(after["blanks"]) < len(twin["blanks"])
    assert not any("氏名" in one and "代理" not in one for one in after["blanks"])


# --- filling in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("id", ["removal_request", "disclosure_request", "consultation_sheet"])
def test_concealment_is_asked_before_any_name(visit_with: Open, cases: Any, id: str) -> None:
    client = visit_with(cases("110"))
    assert private(id)
    address = f"{at(id)}/fill/1"
    assert fields(client, address) == {"conceal"}
    assert "checked" not in page(client, address).partition("<main")[2]
    refused = send(client, address)
    assert refused.status_code == 422
    assert words()["papers.choose"].ja in refused.content.decode()
    there = send(client, address, conceal="unknown")
    assert there.status_code == 302
    assert not fields(client, address) & private(id)
    again = send(client, address, conceal="yes")
    assert (again.status_code, again["Location"]) == (302, address)  # now there is more to ask here
    assert fields(client, address) >= private(id)


def test_the_copy_for_the_other_side_holds_no_name(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"))
    address = at("removal_request")
    send(client, f"{address}/fill/1", conceal="yes")
    send(client, f"{address}/fill/1", conceal="yes", applicant__name=NAME, applicant__address=ADDRESS)
    whole, copy = in_docx(client, f"{address}/memo.docx"), in_docx(client, f"{address}/copy.docx")
    assert NAME in whole
    assert ADDRESS in whole
    for text in (copy, read(client, f"{address}/copy/text/1"), read(client, f"{address}/copy-words/text/1")):
        assert NAME not in text
        assert ADDRESS not in text
        assert "代替氏名Ａ" in text
    assert words()["papers.copy.yes"].ja in page(client, address)
    send(client, f"{address}/fill/1", conceal="no")
    assert NAME in in_docx(client, f"{address}/copy.docx")
    assert words()["papers.copy.no"].ja in page(client, address)
    send(client, f"{address}/fill/1", conceal="unknown")
    for name in ("memo", "copy"):
        assert NAME not in in_docx(client, f"{address}/{name}.docx")


def test_no_copy_where_there_is_no_other_side(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    for way in ("/copy.pdf", "/copy.docx", "/copy/1", "/copy/1.png", "/copy/text/1", "/copy-words/1"):
        assert client.get(at("plan") + way).status_code == 404
        assert client.get(at("post_list") + way).status_code == 200
    for way in ("/other.pdf", "/other.docx", "/other/1", "/other/1.png", "/other/text/1"):
        assert client.get(at("post_list") + way).status_code == 404


def test_fields_say_who_sees_them(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"))
    address = f"{at('removal_request')}/fill/1"
    send(client, address, conceal="yes")
    text = page(client, address)
    assert words()["papers.mark.unseen"].ja in text
    assert words()["papers.instead"].ja.format(text="代替氏名Ａ") in text
    why = text[: text.index('name="why@p1"')].rpartition('class="question"')[2]
    assert words()["papers.mark.seen"].ja in why
    send(client, address, conceal="no")
    text = page(client, address)
    assert words()["papers.mark.unseen"].ja not in text
    name = text[: text.index('name="applicant.name"')].rpartition('class="question"')[2]
    assert words()["papers.mark.seen"].ja in name


def test_what_is_private_is_never_shown_again(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"))
    address = f"{at('removal_request')}/fill/1"
    send(client, address, conceal="yes")
    send(client, address, applicant__name=NAME, provider__name="架空サービス社")
    text = page(client, address)
    assert NAME not in text
    assert "架空サービス社" in text
    assert words()["papers.kept"].ja in text
    send(client, address, applicant__name="", provider__name="架空サービス社")
    assert visit_in(client).papers["applicant.name"] == NAME
    for one in (at("removal_request"), "/papers", "/papers.json", f"{at('removal_request')}.json", "/answer"):
        assert NAME not in page(client, one)
    client.post(address, {"applicant.name": "", "applicant.name.erase": "yes"})
    assert "applicant.name" not in visit_in(client).papers


def test_whoever_wants_to_stay_unknown_is_offered_the_petition_for_that(visit_with: Open, cases: Any) -> None:
    client, one = visit_with(cases("101")), at("concealment_petition")
    assert client.get(one).status_code == 404
    send(client, f"{at('disclosure_petition')}/fill/1", conceal="yes")
    assert f'href="{one}"' in page(client, "/papers")
    assert "applicant.address" in fields(client, f"{one}/fill/1")
    assert "代替氏名Ａ" in in_docx(client, f"{one}/memo.docx")
    send(client, f"{at('disclosure_petition')}/fill/1", conceal="no")
    assert client.get(one).status_code == 404


def test_what_was_filled_in_serves_every_paper(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"))
    send(client, f"{at('removal_request')}/fill/1", conceal="yes")
    send(client, f"{at('removal_request')}/fill/1", applicant__name=NAME)
    assert NAME in in_docx(client, f"{at('disclosure_request')}/memo.docx")
    assert "conceal" in fields(client, f"{at('disclosure_request')}/fill/1")
    assert "applicant.name" in fields(client, f"{at('disclosure_request')}/fill/1")


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("applicant.name", "あ" * 301),
        ("applicant.name", "a\x00b"),
        ("applicant.name", "a\tb"),
        ("date", "明日"),
        ("why@p1", "あ" * 10_001),
        ("conceal", "maybe"),
    ],
)
def test_what_cannot_stand_is_said_and_nothing_is_kept(
    visit_with: Open, cases: Any, place: str, value: str, language: str
) -> None:
    client = visit_with(cases("110"), language)
    address = f"{at('removal_request')}/fill/1"
    send(client, address, conceal="yes")
    before = visit_in(client)
    response = client.post(address, {"provider.name": "架空社", place: value})
    text = response.content.decode()
    assert response.status_code == 422
    assert text.count('role="alert"') == 1
    assert re.search(r'<li><a href="#f(\d+)">', text)
    assert 'value="架空社"' in text  # what was typed is still there
    assert visit_in(client) == before


def test_what_is_not_asked_is_not_kept(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"))
    send(client, f"{at('removal_request')}/fill/1", applicant__name=NAME, provider__name="架空社")
    assert visit_in(client).papers == {}
    send(client, f"{at('removal_request')}/fill/1", conceal="unknown", applicant__name=NAME, nobody="x")
    assert visit_in(client).papers == {"conceal": "unknown"}
    send(client, f"{at('removal_request')}/fill/1", applicant__name=NAME)
    assert visit_in(client).papers == {"conceal": "unknown"}


def test_a_long_form_has_several_pages(visit_with: Open, cases: Any) -> None:
    report = cases("110")
    report["posts"] = [report["posts"][0] | {"id": f"p{n}"} for n in range(1, POSTS + 1)]
    client = visit_with(report, "easy")
    start = f"{at('removal_request')}/fill"
    send(client, f"{start}/1", conceal="yes")
    asked: list[str] = []
    leaf = 1
    while True:
        text = page(client, f"{start}/{leaf}")
        assert len(text.encode()) + STYLES <= LIMIT
        names = sorted(set(re.findall(r'name="([^"]+@p\d+)"', text)))
        asked += names
        response = client.post(f"{start}/{leaf}", {name: "あ" for name in names if name.startswith("why@")})
        if response["Location"] == at("removal_request"):
            break
        leaf += 1
        assert response["Location"] == f"{start}/{leaf}"
    assert leaf > 2
    assert {name for name in asked if name.startswith("why@")} == {f"why@p{n}" for n in range(1, POSTS + 1)}
    assert len(asked) == len(set(asked))
    assert client.get(f"{start}/{leaf + 1}").status_code == 404
    assert {k for k in visit_in(client).papers if k.startswith("why@")} == {
        f"why@p{n}" for n in range(1, POSTS + 1)
    }


def test_long_texts_that_were_filled_in_do_not_burst_the_page(visit_with: Open, cases: Any) -> None:
    client = visit_with(
        cases("110"), papers={"conceal": "yes", "why@p1": "理" * 8_000, "why@p2": "由" * 8_000}
    )
    leaf = 1
    while (response := client.get(f"{at('removal_request')}/fill/{leaf}")).status_code == 200:
        assert len(response.content) + STYLES <= LIMIT
        leaf += 1
    assert leaf > 3


def test_a_form_from_elsewhere_is_refused(visit_with: Open, cases: Any) -> None:
    told = visit_with(cases("110"))
    client = Client(enforce_csrf_checks=True)
    client.cookies = told.cookies
    assert send(client, f"{at('removal_request')}/fill/1", conceal="yes").status_code == 403
    assert visit_in(told).papers == {}


# --- a look ----------------------------------------------------------------------------------------------------------


def test_what_was_posted_is_covered_until_it_is_asked_for(visit_with: Open, cases: Any) -> None:
    report = cases("101")
    report["posts"][0]["text"] = "zQ1jX ひどい ことば"
    client = visit_with(report)
    for row in listed(client):
        start = f"/papers/{row['number']}"
        for way in ("", ".json", "/fill/1", "/preview/1", "/preview/text/1"):
            response = client.get(start + way)
            assert "zQ1jX" not in response.content.decode(), start + way
    text = at("post_list")
    assert "zQ1jX" in page(client, f"{text}/words/text/1")
    assert "zQ1jX" in in_docx(client, f"{text}/memo.docx")
    assert f'href="{text}/words/1"' in page(client, f"{text}/preview/1")
    assert f'href="{text}/preview/1"' in page(client, f"{text}/words/1")
    assert client.get(f"{text}/preview/3.png").content != client.get(f"{text}/words/3.png").content
    assert words()["papers.words.here"].ja in read(client, f"{text}/preview/text/1")
    assert "/words/" not in page(client, f"{at('plan')}/preview/1")  # nothing to cover there


def test_covered_words_take_the_same_room() -> None:
    assert covered("あい う\nえ") == "░░ ░\n░"


def test_a_child_image_stands_nowhere_but_as_an_address(visit_with: Open, cases: Any) -> None:
    report = cases("108")
    for post in report["posts"]:
        post["text"] = "zQ2jX"
    client = visit_with(report)
    papers = listed(client)
    assert len(papers) > 5
    for row in papers:
        start = f"/papers/{row['number']}"
        assert "zQ2jX" not in in_docx(client, f"{start}/memo.docx"), row["id"]
        for look in ("preview", "words"):
            assert "zQ2jX" not in page(client, f"{start}/{look}/text/1"), row["id"]


def test_pictures_are_the_pages_of_the_paper(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    start = f"{at('post_list')}/preview"
    text = page(client, f"{start}/1")
    (count,) = re.findall(r"1 / (\d+) ページ", text)
    assert f'src="{start}/1.png"' in text
    assert ".png" not in "".join(re.findall(r'href="([^"]+)"', text))  # a picture alone has no way out
    assert words()["papers.alt"].ja.format(number=1, all=count) in text
    for leaf in range(1, int(count) + 1):
        response = client.get(f"{start}/{leaf}.png")
        assert response["Content-Type"] == "image/png"
        assert response["Cache-Control"] == "no-store"
        assert response.content.startswith(b"\x89PNG")
        wide, high = (int.from_bytes(response.content[place : place + 4], "big") for place in (16, 20))
        assert (abs(wide - looks.WIDTH), abs(high - looks.HEIGHT)) <= (1, 1)
    past = client.get(f"{start}/{int(count) + 9}")
    assert (past.status_code, past["Location"]) == (302, f"{start}/{count}")
    for way in ("0", "0.png", f"{int(count) + 1}.png", "text/0", "text/99"):
        assert client.get(f"{start}/{way}").status_code == 404


def test_a_very_long_paper_has_no_pictures(
    visit_with: Open, cases: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit_with(cases("101"))
    monkeypatch.setattr(looks, "MOST", 2)
    start = f"{at('plan')}/preview"
    text = page(client, f"{start}/1")
    assert "<img" not in text
    assert f'href="{start}/text/1"' in text
    assert client.get(f"{start}/1.png").status_code == 404


def test_the_text_of_a_paper_speaks_its_own_language(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"), "en")
    text = page(client, f"{at('post_list')}/preview/text/1")
    cover, _, paper = text.partition('<div class="paper" lang="ja">')
    assert "Read this first" in cover
    assert "投稿記事目録" in paper
    assert 'lang="ja"' not in page(client, f"{at('plan')}/preview/text/1").partition("<main")[2]


@pytest.mark.parametrize("language", ["easy", pytest.param("en", marks=pytest.mark.long)])
@pytest.mark.parametrize("start", ["110", "108"])
def test_no_page_is_heavier_than_the_site_allows(
    visit_with: Open, cases: Any, start: str, language: str
) -> None:
    client = visit_with(cases(start), language, papers={"conceal": "yes"})
    assert len(page(client, "/papers").encode()) + STYLES <= LIMIT
    for row in listed(client):
        for way in ("", "/fill/1", "/preview/1", *leaf_addresses(client, f"/papers/{row['number']}")):
            response = client.get(f"/papers/{row['number']}{way}")
            assert len(response.content) + STYLES <= LIMIT, (row["id"], way)
            assert response.content.count(b"<h1>") <= 1


def leaf_addresses(client: Client, start: str) -> Iterator[str]:
    leaf = 1
    while client.get(f"{start}/words/text/{leaf}").status_code == 200:
        yield f"/words/text/{leaf}"
        leaf += 1


# --- blocks as text --------------------------------------------------------------------------------------------------


def test_every_block_has_its_text() -> None:
    blocks: tuple[Block, ...] = (
        Title("表題"),
        Heading("深い見出し", 3),
        Item(1, "請求"),
        Item(2, ("理由 ", Strong("<b>"))),
        Tick("はい", ticked=True),
        Tick("いいえ"),
        PageBreak(),
        Field("氏名", Masked("仮谷", "代替氏名Ａ")),
        Field("住所", Blank("住所")),
        Table((40, 40), ("番号", Cell("標目", "center")), (("甲1", Cell("写し&", "right")),)),
        Signature("令和8年11月22日", "仮谷"),
    )
    found = list(parts(blocks, "ja", below=1))
    assert [(part.kind, str(part.text)) for part in found if part.text is not None] == [
        ("h2", "表題"),
        ("h3", "深い見出し"),
        ("p", "第１\u3000請求"),
        ("p", "１\u3000理由 <strong>&lt;b&gt;</strong>"),
        ("p", "☑ はい"),
        ("p", "☐ いいえ"),
        ("p", "令和8年11月22日"),
        ("p", "仮谷\u3000\u3000㊞"),
    ]
    (told,) = [part for part in found if part.kind == "dl"]
    assert told.rows == (("氏名", "仮谷"), ("住所", '<span class="blank">［要記入：住所］</span>'))
    (table,) = [part for part in found if part.kind == "table"]
    assert table.head == ("番号", "標目")
    assert table.rows == (("甲1", "写し&amp;"),)


def test_a_text_of_any_length_fits_its_pages() -> None:
    text = "".join(chr(0x4E00 + n % 5_000) for n in range(20_000))
    blocks: tuple[Block, ...] = (
        Title("表題"),
        Heading("一"),
        Field("投稿内容", text),
        Heading("二"),
        Paragraph((text, Strong("終"))),
        Table((40, 40), ("a", "b"), ((text, "短い"),)),
    )
    title, *rest = parts(blocks, "ja")
    found = leaves(title, rest)
    assert all(sum(part.size for part in one) <= PAGE for one in found)
    assert all([part.rank for part in one[:2]] == [1, 2] for one in found[:-1])
    whole = [part for one in found for part in one]
    assert "".join(row[1] for part in whole if part.kind == "dl" for row in part.rows) == text
    assert "".join(part.text or "" for part in whole if part.kind == "p") == f"{text}<strong>終</strong>"
    assert "".join(row[0] for part in whole if part.kind == "table" for row in part.rows) == text
    assert "".join(row[1] for part in whole if part.kind == "table" for row in part.rows) == "短い"


def test_pages_are_counted_as_they_are_drawn() -> None:
    document = Document("メモ", "ja", (Title("表題"), *(Paragraph("あ" * 900) for _ in range(5))))
    assert len(pictures(document, looks.SMALL)) == len(pictures(document, looks.PPI)) > 1


# --- files, and what stays -------------------------------------------------------------------------------------------


def test_files_have_names_that_say_nothing(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("101"))
    number = NUMBERS["post_list"]
    for name in ("memo", "copy"):
        for kind, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
            response = client.get(f"/papers/{number}/{name}.{kind}")
            assert response["Content-Disposition"] == f'attachment; filename="{name}-{number}.{kind}"'
            assert response["Cache-Control"] == "no-store"
            assert response.content.startswith(start)


def test_looking_changes_nothing(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"), papers={"conceal": "yes", "applicant.name": NAME})
    before = visit_in(client)
    start = at("removal_request")
    for way in (
        "",
        ".json",
        "/fill/1",
        "/preview/1",
        "/preview/1.png",
        "/copy/text/1",
        "/memo.pdf",
        "/copy.docx",
    ):
        assert client.get(start + way).status_code == 200
        if way != "/fill/1":
            assert client.post(start + way).status_code == 405
    assert visit_in(client) == before


def test_what_was_filled_in_comes_back_with_the_file(visit_with: Open, cases: Any) -> None:
    filled = {"conceal": "yes", "applicant.name": NAME, "why@p1": "事実と違う。\nまったく。"}
    client = visit_with(cases("110"), papers=filled)
    file = client.post("/keep", {"form": "plain"}).content
    table = json.loads(file)
    assert table["schema"] == "yorube.kept/1"
    assert table["report"]["schema"] == "yorube.report/1"
    other = Client()
    assert other.post("/resume", {"file": SimpleUploadedFile("memo.json", file)}).status_code == 302
    assert visit_in(other).papers == filled
    assert json.loads(page(other, "/review.json")) == json.loads(page(client, "/review.json"))


def test_a_file_without_anything_filled_in_is_a_report(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"))
    assert json.loads(client.post("/keep", {"form": "plain"}).content)["schema"] == "yorube.report/1"


@pytest.mark.parametrize(
    ("held", "said"),
    [
        ({"nobody": "x"}, "nobody"),
        ({"why@p9": "x"}, "why@p9"),
        ({"applicant.name": 5}, "applicant.name"),
        ({"applicant.name": "あ" * 301}, "applicant.name"),
        ({"conceal": "maybe"}, "conceal"),
        ([], words()["resume.error.other_file"].ja),
        (None, words()["resume.error.other_file"].ja),
    ],
)
def test_a_file_with_what_cannot_stand_is_refused(
    client: Client, on: Any, db: None, held: Any, said: str
) -> None:
    on(date(2026, 11, 22))
    report = {"schema": "yorube.report/1", "wishes": ["delete"], "posts": [{"id": "p1"}]}
    file = json.dumps({"schema": "yorube.kept/1", "report": report, "papers": held}).encode()
    response = client.post("/resume", {"file": SimpleUploadedFile("memo.json", file)})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert settings.COOKIE not in client.cookies


def test_what_belongs_to_a_post_goes_with_it(visit_with: Open, cases: Any) -> None:
    """Somebody takes the second post away; a new one in its place begins empty."""
    client = visit_with(cases("110"), papers={"conceal": "no", "why@p1": "一", "why@p2": "二"})
    text = page(client, "/counsel/report")
    sent = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"[^>]* checked', text)
    }
    assert client.post("/counsel/report", sent | {"do": "remove:p2"}).status_code == 302
    assert visit_in(client).papers == {"conceal": "no", "why@p1": "一"}


def test_leaving_erases_what_was_filled_in(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases("110"), papers={"conceal": "yes", "applicant.name": NAME})
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    client.get("/exit")
    assert rows.read(key) is None


def test_every_word_of_papers_is_said() -> None:
    site = STATIC.parent
    text = "".join(
        path.read_text(encoding="utf-8") for kind in ("html", "py") for path in site.rglob(f"*.{kind}")
    )
    computed = {f"papers.group.{group}" for group in GROUPS}
    computed |= {f"papers.copy.{state}" for state in ("yes", "no", "unknown", "plain")}
    computed |= {"papers.mark.seen", "papers.mark.unseen"}
    told = tomllib.loads((site / "words" / "papers.toml").read_text(encoding="utf-8"))
    assert computed <= set(told)
    for id, forms in told.items():
        assert set(forms) == {"ja", "en", "easy"}
        assert id in computed or f'"{id}"' in text or f"'{id}'" in text, id
