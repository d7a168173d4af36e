"""Every kind of page in a real browser, in each of its states; no page of the site is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Browser, BrowserContext, Page

from yorube.interview import Answer, from_report
from yorube.law import shipped
from yorube.web.consult.answer.parts import PARTS
from yorube.web.consult.visit import POSTED, Visit
from yorube.web.rulebook.catalog import kinds

from .browser import SMALLEST, window
from .conftest import SEALED, case, sealed
from .test_browser import PAGES, browser, healthy, site, to
from .test_transitions import several

__all__ = ["browser", "site"]

MANY = "many"
TAKEN = ("/keep", "/resume", "/plan", "/plan/1", "/dates", "/lawyer", "/lawyer/1")
TOLD = ("/review", "/happened", "/posts", "/helper", "/ask/danger", "/ask/contents/1")
# What a visit with these answers can open, by the shared case it holds.
VISITS: dict[str, tuple[str, ...]] = {
    # Afraid of a former partner.
    "106": ("/", "/answer", "/answer/saving", "/answer/quiet", *TAKEN, *TOLD),
    # Insulted by a stranger.
    "101": (
        "/answer",
        *(f"/answer/{name}" for name in PARTS),
        "/answer/conditions/1",
        "/answer/conditions/1/1",
        "/keep",
        "/lawyer/2",
        "/papers",
        "/papers/1",
        "/papers/1/preview/2",
        "/papers/11",
        "/papers/11/fill/1",
        "/papers/11/words/1",
        "/papers/11/copy/text/1",
        "/papers/18/preview/text/1",
        "/counsel",
        "/counsel/report",
        "/counsel/way/1/civil.insult",
        *("/evidence", "/evidence/seal", "/evidence/receipt/1", "/evidence/checked"),
    ),
    # A child, and a sexual image.
    "108": (
        "/answer",
        "/answer/saving",
        "/answer/removal",
        "/answer/police",
        "/answer/conditions/1",
        "/keep",
        *("/evidence", "/evidence/seal"),
    ),
    # Several posts about a shop.
    "110": ("/answer", "/answer/clocks", "/answer/conditions/2", "/counsel/report", "/ask/contents/2"),
    # Somebody who posted.
    "124": (
        "/posting",
        "/posting/before",
        "/posting/check",
        "/posting/after",
        "/posting/answer",
        "/posting/letter",
        "/posting/letter/1",
    ),
    # So many posts and events that lists have pages.
    MANY: ("/answer", "/review/2", "/happened/2", "/counsel/report/2", "/answer/conditions/2"),
}
# What opens without a visit.
OPEN = (
    *PAGES,
    "/resume",
    "/posting",
    "/posting/before",
    "/posting/after",
    "/posting/letter",
    "/posting/help",
    "/posting/erased",
    "/evidence/check",
    "/counsel",
    "/counsel/report",
    "/rulebook",
    "/rulebook/search?q=証拠",
    "/rulebook/search?q=zzzz",
    "/rulebook/chart",
    "/rulebook/at/2022-07-01",
    "/rulebook/diff/2022-07-01/2026-11-22",
    "/rulebook/gaps",
    "/rulebook/desks",
    "/rulebook/grounds/special.bullying",
    "/rulebook/desks/police_emergency",
)
GROUPS = {"site": OPEN[: OPEN.index("/counsel")], "rulebook": OPEN[OPEN.index("/counsel") :]}
KINDS = tuple(f"/rulebook/{kind}" for kind in kinds(shipped()))
# What answers with a page of its own only when something is sent, or leads on.
NO_PAGES = {"language", "exit", "ask", "more", "posting/erase", "rulebook/at"}
DRAFT = "あいつは店の金を盗んだ。ばか。死ね。"


# The colour of every piece of a page.
COLOURS = "[...document.querySelectorAll('*')].map(one => getComputedStyle(one).color)"
# Language, options of the window, name; the first two in the quick sizes.
SETTINGS: list[tuple[str, dict[str, Any], str]] = [
    ("ja", {}, "ja"),
    ("en", {"color_scheme": "dark"}, "en-dark"),
    ("en", {}, "en"),
    ("ja", {"color_scheme": "dark"}, "ja-dark"),
    ("easy", {"forced_colors": "active"}, "easy-forced"),
    ("en", {"viewport": SMALLEST}, "en-320"),
    ("easy", {"viewport": {"width": 1280, "height": 800}}, "easy-desktop"),
]


def in_settings(*groups: str) -> list[Any]:
    """Each group in every setting; in the quick sizes in one, so that all of them together see both."""
    return [
        pytest.param(
            group,
            language,
            options,
            id=f"{group}-{name}",
            marks=() if place == n % 2 else pytest.mark.long,
        )
        for n, group in enumerate(groups)
        for place, (language, options, name) in enumerate(SETTINGS)
    ]


def opened(context: BrowserContext, site: str, language: str, visit: Visit | None = None) -> Page:
    """A page of a window that has this language and this visit."""
    cookies = {"lang": language} | ({settings.COOKIE: sealed(visit)} if visit else {})
    context.add_cookies([{"name": name, "value": value, "url": site} for name, value in cookies.items()])
    return context.new_page()


def visit(name: str) -> Visit:
    """A visit in which this shared case was told, a picture was sealed and a package checked; the writer's with a text
    that is being looked at."""
    if name == MANY:
        return several("101")
    answers = from_report(case(name), shipped())
    if name == "124":
        return Visit(answers=answers, door=POSTED, draft=DRAFT)
    return Visit(answers=answers, evidence=SEALED)


def look(page: Page, site: str, addresses: tuple[str, ...]) -> None:
    """Each of these pages opens without leading elsewhere, and is as every page must be."""
    for address in addresses:
        response = page.goto(site + address)
        assert response is not None
        assert response.status == (404 if address == "/nothing" else 200), address
        assert not response.request.redirected_from, address
        healthy(page)


@pytest.mark.parametrize(("name", "language", "options"), in_settings(*VISITS))
def test_pages_of_a_case(
    browser: Browser, site: str, name: str, language: str, options: dict[str, Any]
) -> None:
    with window(browser, **options) as context:
        look(opened(context, site, language, visit(name)), site, VISITS[name])


@pytest.mark.parametrize(("group", "language", "options"), in_settings(*GROUPS))
def test_pages_without_a_visit(
    browser: Browser, site: str, group: str, language: str, options: dict[str, Any]
) -> None:
    with window(browser, **options) as context:
        look(opened(context, site, language), site, GROUPS[group])


@pytest.mark.long
@pytest.mark.parametrize(("language", "options"), [("ja", {}), ("en", {"color_scheme": "dark"})])
def test_every_kind_of_thing_in_the_rulebook(
    browser: Browser, site: str, language: str, options: dict[str, Any]
) -> None:
    with window(browser, **options) as context:
        look(opened(context, site, language), site, KINDS)


@pytest.mark.parametrize(
    ("language", "options"),
    [
        pytest.param(language, options, id=name, marks=() if name == "en-dark" else pytest.mark.long)
        for language, options, name in SETTINGS
    ],
)
def test_pages_after_something_was_sent(
    browser: Browser, site: str, language: str, options: dict[str, Any]
) -> None:
    """Helper mode, what happened, a change and what it did, refusals, letters: each state of a page."""
    with window(browser, **options) as context:
        page = opened(context, site, language, visit("106"))

        def sent(address: str, form: str, fill: Callable[[], object] = lambda: None) -> None:
            page.goto(site + address)
            fill()
            page.locator(form).click()
            healthy(page)

        sent("/helper", "main form button")
        page.goto(f"{site}/ask/contents/1")
        assert page.locator(".changed details.more").count() == 1
        page.locator(".changed details.more summary").click()
        healthy(page)
        page.locator(".changed form button").click()

        sent("/happened", ".go button")
        assert page.locator("#wrong").is_visible()
        sent("/happened", ".go button", lambda: page.locator("#kind").select_option(index=1))
        assert page.locator(".happened li").count() == 1

        danger = page.locator('input[name="harm.danger"][value=no]')
        sent("/ask/danger", ".go button", danger.check)
        assert page.url == f"{site}/review"
        assert page.locator("[role=status] li").count() > 0

        sent("/keep", "form:has(#one) button", lambda: page.locator("#one").fill("short"))
        assert page.locator("#wrong").is_visible()

        sent("/posting/before", ".go button")
        assert page.locator("#wrong").is_visible()
        sent("/posting/before", ".go button", lambda: page.locator("#text").fill(DRAFT))
        assert page.locator("mark").count() > 0
        for summary in page.locator("main details > summary").all():
            summary.click()
        healthy(page)

        sent("/posting/letter", ".go button")
        assert page.locator("#wrong").is_visible()


@pytest.mark.parametrize(
    "address", ["/answer", "/answer/conditions", "/answer/removal", "/posting/letter", "/counsel/report"]
)
def test_pages_hold_with_everything_opened(browser: Browser, site: str, address: str) -> None:
    with window(browser, viewport=SMALLEST) as context:
        page = opened(context, site, "en", visit("101"))
        page.goto(site + address)
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        healthy(page)


@pytest.mark.parametrize("language", ["ja", "easy", "en"])
def test_in_danger_the_numbers_come_first_and_the_question_is_still_seen(
    browser: Browser, site: str, language: str
) -> None:
    """On a phone of 360 by 640, without scrolling; what to do first is one tap away, or on the keyboard."""
    told = Visit(answers=(Answer("harm.danger", "now"), Answer("harm.self_harm", "yes")))
    with window(browser, viewport={"width": 360, "height": 640}) as context:
        page = opened(context, site, language, told)
        page.goto(f"{site}/ask/who")
        healthy(page)
        bottom = page.evaluate("document.querySelector('main .ask').getBoundingClientRect().bottom")
        assert bottom < 640
        numbers = page.locator(".danger a[href^='tel:']")
        assert [number.get_attribute("href") for number in numbers.all()][:2] == ["tel:110", "tel:119"]
        assert numbers.first.is_visible()
        messages = page.locator(".danger details p").first
        assert not messages.is_visible()
        to(page, ".danger summary")
        page.keyboard.press("Enter")
        assert messages.is_visible()


def test_counsellor_mode_by_keyboard_alone(browser: Browser, site: str) -> None:
    """From the third door to the single questions of a rule, with Tab and Enter only."""
    with window(browser, viewport={"width": 1280, "height": 800}) as context:
        page = opened(context, site, "ja", visit("101"))
        page.goto(f"{site}/counsel")
        to(page, '.doors a[href="/counsel/report"]')
        page.keyboard.press("Enter")
        page.wait_for_url("**/counsel/report")
        way = page.locator('a[href^="/counsel/way/"]').first
        way.focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/counsel/way/**")
        to(page, "main a[href]")
        healthy(page)


def test_the_answer_on_paper_holds_what_to_do_and_nothing_to_press(browser: Browser, site: str) -> None:
    with window(browser, color_scheme="dark") as context:
        page = opened(context, site, "ja", visit("106"))
        page.goto(f"{site}/answer")
        page.emulate_media(media="print")
        assert page.locator(".today .card").first.is_visible()
        assert page.locator(".later details p").first.is_visible()
        for gone in (".exit", ".languages", ".parts", ".bottom"):
            assert not page.locator(gone).first.is_visible(), gone
        dark = page.evaluate(COLOURS)
        page.emulate_media(media="print", color_scheme="light")
        assert page.evaluate(COLOURS) == dark  # dark colours are for screens
        assert page.pdf(format="A4").startswith(b"%PDF")


# --- nothing is left out ---------------------------------------------------------------------------------------------


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the site, as its pattern."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern)
        else:
            yield from routes(one, before + str(one.pattern))


def test_every_page_of_the_site_is_visited() -> None:
    """A page is every address that is no data, no file, and not only for sending."""
    every = {route for route in routes(get_resolver()) if "." not in route and not route.startswith("api/")}
    addresses = {address for visited in VISITS.values() for address in visited} | {*OPEN, *KINDS} - {
        "/nothing"
    }
    visited = {resolve(address.partition("?")[0]).route for address in addresses}
    assert every >= NO_PAGES
    assert every - NO_PAGES == visited


def test_what_counts_as_no_page_shows_none(client: Client, on: Callable[[date], None], db: None) -> None:
    on(date(2026, 11, 22))
    shown = {route for route in NO_PAGES if client.get(f"/{route}", {"on": "2022-07-01"}).status_code == 200}
    assert shown == set()
