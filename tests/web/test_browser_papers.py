"""A paper in a real browser, from the list to a look at it: by keyboard on the smallest window; without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from yorube.law import shipped
from yorube.web.languages import words

from .browser import SMALLEST, window
from .test_browser import browser, healthy, site, to
from .test_browser_pages import opened, visit

__all__ = ["browser", "site"]

PAPER = f"/papers/{1 + list(shipped().papers).index('removal_request')}"
NAME = "仮谷 みのり"


def press(page: Page, selector: str) -> None:
    """Goes there with Tab alone, and presses Enter."""
    to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    healthy(page)


@pytest.mark.parametrize(
    ("language", "options"),
    [
        pytest.param("en", {"viewport": SMALLEST}, id="en-320"),
        pytest.param("ja", {"color_scheme": "dark"}, id="ja-dark", marks=pytest.mark.long),
        pytest.param("easy", {"forced_colors": "active"}, id="easy-forced", marks=pytest.mark.long),
    ],
)
def test_a_paper_by_keyboard_alone(
    browser: Browser, site: str, language: str, options: dict[str, Any]
) -> None:
    with window(browser, **options) as context:
        page = opened(context, site, language, visit("110"))
        page.goto(f"{site}/papers")
        healthy(page)
        press(page, f'main a[href="{PAPER}"]')
        press(page, f'main a[href="{PAPER}/fill/1"]')
        press(page, "main form button")
        assert page.locator("#wrong").is_visible()
        assert page.locator('input[name="applicant.name"]').count() == 0
        to(page, 'input[name="conceal"]')
        page.keyboard.press("Space")
        press(page, "main form button")
        assert page.url == f"{site}{PAPER}/fill/1"
        page.locator(
            'input[name="applicant.name"]'
        ).focus()  # a field for a day has places of its own for Tab
        page.keyboard.type(NAME)
        press(page, "main form button")
        page.goto(f"{site}{PAPER}/fill/1")
        healthy(page)
        assert NAME not in page.content()
        page.goto(site + PAPER)
        press(page, f'main a[href="{PAPER}/copy/1"]')
        press(page, f'main a[href="{PAPER}/copy-words/1"]')
        press(page, f'main a[href="{PAPER}/copy-words/text/1"]')
        assert NAME not in page.content()
        assert "代替氏名Ａ" in page.content()


def test_a_paper_without_javascript(browser: Browser, site: str) -> None:
    with window(browser, java_script_enabled=False) as context:
        page = opened(context, site, "ja", visit("110"))
        page.goto(f"{site}{PAPER}/fill/1")
        page.locator('input[name="conceal"][value="no"]').check()
        page.locator("main form button").click()
        page.locator('input[name="applicant.name"]').fill(NAME)
        page.locator("main form button").click()
        assert page.url == site + PAPER
        page.get_by_role("link", name=words()["papers.look"].ja).first.click()
        picture = page.locator("main img")
        with page.expect_response("**/preview/1.png") as drawn:
            page.reload()
        assert drawn.value.status == 200
        assert picture.bounding_box() is not None
        page.goto(f"{site}{PAPER}/preview/text/1")
        assert NAME in page.content()
        with page.expect_download() as file:
            page.goto(site + PAPER)
            page.get_by_role("link", name=words()["papers.pdf"].ja).first.click()
        assert file.value.suggested_filename == f"memo-{PAPER.rpartition('/')[2]}.pdf"
