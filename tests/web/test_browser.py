"""Journeys in a real browser: shared cases in both languages, forwards and backwards, with and without JavaScript."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from .browser import SMALLEST, axe, chromium, window
from .conftest import case

# The driver runs a loop of its own in this thread; the tests' database calls do not disturb it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CASES = ["101", "103", "106", "108", "110", "113", "119", "122"]
JOURNEYS = [
    (name, language, script) for name in CASES for language in ("ja", "en") for script in (True, False)
]
# In the quick sizes each case once, each language and both ways with and without JavaScript half of the time.
QUICK = {(name, ("ja", "en")[n % 2], n % 4 < 2) for n, name in enumerate(CASES)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = chromium(playwright)
        yield found
        found.close()


@pytest.fixture
def site(live_server: Any, on: Callable[[date], None]) -> str:
    on(date(2026, 11, 22))
    return str(live_server.url)


def told(report: dict[str, Any], name: str) -> Any:
    """What a report says of a form field."""
    table: Any = report
    keys = name.split(".")
    if keys[0] == "posts":
        table, keys = report["posts"][int(keys[1][1:]) - 1], keys[2:]
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def fill(page: Page, report: dict[str, Any]) -> None:
    """Answers the questions of a page as the report does, with what the page offers."""
    for question in page.locator("form .question").all():
        field = question.locator("input[name], select[name], textarea[name]").first
        name = str(field.get_attribute("name"))
        value = None if name.startswith("ticks.") else told(report, name)
        kind = field.get_attribute("type")
        if name.startswith("ticks."):
            question.locator('input[value="insult"]').check()
        elif kind == "radio":
            question.locator(f'input[value="{value or "unknown"}"]').check()
        elif kind == "checkbox":
            for one in value if isinstance(value, list) and value else ["unknown"]:
                question.locator(f'input[value="{one}"]').check()
        elif kind == "date":
            if value is not None:
                field.fill(str(value)[:10])
        elif field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(str(value or "unknown"))
        elif value is not None:
            field.fill(str(value))


def go_on(page: Page) -> None:
    """Sends the form, and waits until the next page is there."""
    with page.expect_navigation():
        page.locator("main form .go button").click()


def healthy(page: Page) -> None:
    """A page as every page must be: nothing axe objects to, one heading of the first rank, a neutral title."""
    assert axe(page) == [], page.url
    assert page.locator("h1").count() == 1
    assert page.locator(".exit").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (
        page.url
    )


@pytest.mark.parametrize(
    ("name", "language", "script"),
    [
        pytest.param(
            *journey, marks=() if journey in QUICK else pytest.mark.long, id="-".join(map(str, journey))
        )
        for journey in JOURNEYS
    ],
)
def test_a_journey_forwards_and_backwards(
    browser: Browser, site: str, name: str, language: str, script: bool, on: Callable[[date], None]
) -> None:
    report = case(name)
    on(report["as_of"])
    with window(browser, java_script_enabled=script) as context:
        page = context.new_page()
        elsewhere: list[str] = []
        page.on(
            "request",
            lambda request: (
                elsewhere.append(request.url) if not request.url.startswith((site, "data:")) else None
            ),
        )
        page.goto(site)
        with page.expect_navigation():
            page.locator(f".languages button[value={language}]").click()
        if script:
            healthy(page)
        with page.expect_navigation():
            page.locator(".doors a").first.click()
        met = []
        while "/ask" in page.url:
            assert page.locator("html").get_attribute("lang") == language
            met.append(page.url)
            if script:
                healthy(page)
            fill(page, report)
            go_on(page)
            assert len(met) < 40
        assert page.url == f"{site}/answer"
        assert len(set(met)) == len(met) >= 5
        if script:
            healthy(page)
        for place in reversed(met):
            page.go_back()
            assert page.url == place
        assert page.locator('input[name="harm.danger"]:checked').get_attribute("value") == told(
            report, "harm.danger"
        )
        for place in met[1:]:
            go_on(page)
            page.goto(place)
        assert elsewhere == []


def test_by_keyboard_alone(browser: Browser, site: str) -> None:
    """From the first page to the third, only with Tab, Space, arrows and Enter; focus always to be seen."""
    with window(browser) as context:
        page = context.new_page()
        page.goto(site)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == "exit"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        to(page, ".doors a")
        page.keyboard.press("Enter")
        page.wait_for_url("**/ask/danger")
        to(page, 'input[name="harm.danger"]')
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.locator('input[name="harm.danger"]:checked').get_attribute("value") == "no"
        page.keyboard.press("Enter")
        page.wait_for_url("**/ask/who")


def to(page: Page, wanted: str) -> None:
    """Presses Tab until the wanted element has the focus, which must be to be seen all the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none", page.evaluate("document.activeElement.outerHTML")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"{wanted} cannot be reached")


@pytest.mark.parametrize("how", ["link", "shift", "no script"])
def test_the_quick_exit(browser: Browser, site: str, settings: Any, how: str) -> None:
    settings.EXIT_TO = f"{site}/static/vendor/tokens.css"
    with window(browser, java_script_enabled=how != "no script") as context:
        page = context.new_page()
        page.goto(f"{site}/ask/danger")
        page.locator('input[name="harm.danger"][value=feared]').check()
        page.locator("main form .go button").click()
        page.wait_for_url("**/ask/who")
        cookies = {cookie["name"] for cookie in context.cookies()}
        assert "s" in cookies
        if how == "shift":
            for key in ("ShiftLeft", "ShiftRight", "ShiftLeft"):
                page.keyboard.press(key)
        else:
            page.locator(".exit").click()
        page.wait_for_url("**/tokens.css")
        assert "s" not in {cookie["name"] for cookie in context.cookies()}
        page.go_back()
        assert page.locator('input[name="harm.danger"]:checked').count() == 0
        page.goto(f"{site}/answer")
        assert page.url == f"{site}/"


PAGES = ["/", "/safer", "/privacy", "/accessibility", "/ask/danger", "/nothing"]


@pytest.mark.parametrize("place", PAGES)
@pytest.mark.parametrize(
    "options",
    [
        pytest.param({"viewport": SMALLEST}, id="320px"),
        pytest.param({"color_scheme": "dark"}, id="dark"),
        pytest.param({"forced_colors": "active"}, id="forced"),
        pytest.param({"viewport": {"width": 1280, "height": 800}}, id="desktop"),
    ],
)
def test_pages_hold_in_every_setting(
    browser: Browser, site: str, place: str, options: dict[str, Any]
) -> None:
    with window(browser, **options) as context:
        page = context.new_page()
        page.goto(site + place)
        healthy(page)


def test_at_400_percent_nothing_is_lost(browser: Browser, site: str) -> None:
    """1280 pixels at 400 % are 320: one column, nothing to scroll sideways, the exit still there."""
    with window(browser, viewport={"width": 320, "height": 256}, device_scale_factor=4) as context:
        page = context.new_page()
        for place in PAGES:
            page.goto(site + place)
            healthy(page)


def test_what_went_wrong_is_announced_and_focused(browser: Browser, site: str) -> None:
    with window(browser) as context:
        page = context.new_page()
        page.goto(f"{site}/ask/danger")
        page.locator('input[name="harm.danger"][value=no]').check()
        page.locator("main form .go button").click()
        page.goto(f"{site}/ask/wishes")
        page.locator('input[name="wishes"][value=delete]').check()
        page.evaluate("document.querySelector('input[name=wishes][value=none]').checked = true")
        page.locator("main form .go button").click()
        assert page.evaluate("document.activeElement.id") == "wrong"
        healthy(page)
        page.locator("#wrong a").click()
        assert page.evaluate("document.activeElement.matches('fieldset, input')")
