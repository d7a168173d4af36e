"""Questions as the one who wrote is asked them: each has been looked at, and none speaks to the person harmed."""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from yorube.law import shipped
from yorube.web.consult.visit import POSTED
from yorube.web.languages import in_language, words

from .conftest import case

WROTE = {id: text for id, text in words().items() if id.startswith("wrote.")}
OWN = {id: text for id, text in words().items() if id.startswith("own.")}
# Asked alike of everybody: read from the writer's side and found to fit.
ALIKE = {
    *("harm.danger", "harm.self_harm", "wishes", "person.role", "person.gender", "person.languages"),
    *("person.prefecture", "person.household.size", "person.household.monthly_income", "can_ask_self"),
    *("person.household.assets", "target.kind", "target.identifiable", "target.named_by"),
    *("target.working_identity", "target.public_figure", "target.public_office"),
    *("posts.platform", "posts.recipient", "posts.audience", "posts.copies", "posts.online"),
    *("posts.content.alleges_crime", "posts.content.asserts_fact", "posts.content.discrimination"),
    *("posts.content.private", "posts.content.impersonation", "posts.content.public_interest"),
    *("posts.content.election", "posts.content.obstruction"),
    *("events.kind", "events.on", "events.by", "events.post"),
}


def spoken(id: str) -> str:
    """The fact or page a text is about."""
    return id.partition(".")[2].rpartition(".")[0]


def test_every_question_has_been_read_from_the_writer_s_side() -> None:
    """A new one stands here or has words of its own."""
    asked = {fact for page in shipped().pages for fact in page.facts}
    worded = {spoken(id) for id in WROTE if not spoken(id).startswith("page.")}
    assert asked == ALIKE | worded
    assert not ALIKE & worded


def test_every_text_is_about_a_question_or_a_page_and_whole() -> None:
    rules = shipped()
    pages = {page.id: page for page in rules.pages}
    for id, text in {**WROTE, **OWN}.items():
        part = id.rpartition(".")[2]
        if spoken(id).startswith("page."):
            page = pages[spoken(id).removeprefix("page.")]
            assert part in {"title", *(tick.id for tick in page.tick)}
        else:
            assert part in {"ask", "help", "why", "example"}
            assert spoken(id) in rules.facts
        assert all(form.strip() for form in (text.ja, text.en, text.easy)), id
        assert id in OWN or "相手" not in text.ja, id  # from here, the other side is the person written about


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_the_writer_meets_them_and_nobody_else(visit_with: Callable[..., Client], language: str) -> None:
    def page(report: dict[str, Any], door: str) -> str:
        client = visit_with(report, language, door=door)
        return html.unescape(client.get("/ask/contents/1").content.decode())

    title = words()["wrote.page.contents.title"]
    line, text = words()["wrote.page.contents.work"], words()["wrote.posts.text.ask"]
    writer, harmed = page(case("124"), POSTED), page(case("101"), "hurt")
    for one in (title, line, text):
        assert in_language(one, language) in writer
        assert in_language(one, language) not in harmed
    (contents,) = (page for page in shipped().pages if page.id == "contents")
    assert f">{in_language(contents.title, language)}<" not in writer


def test_the_person_written_about_is_asked_as_such_and_others_of_them(
    visit_with: Callable[..., Client],
) -> None:
    ask = shipped().facts["posts.found_on"].ask
    assert ask is not None
    for name, own in (("101", True), ("119", False), ("124", False)):
        page = html.unescape(visit_with(case(name)).get("/ask/time/1").content.decode())
        assert (words()["own.posts.found_on.ask"].ja in page) == own
        assert (ask.ja in page) == (name == "119")


def test_the_review_names_the_page_as_it_was_asked(visit_with: Callable[..., Client]) -> None:
    client = visit_with({"schema": "yorube.report/1"}, door=POSTED)
    title = words()["wrote.page.contents.title"].ja
    assert title not in client.get("/review").content.decode()
    assert f"<h2>{title}" in visit_with(case("124"), door=POSTED).get("/review").content.decode()
