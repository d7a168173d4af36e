"""Evidence in a real browser: from the answer to the receipt without JavaScript, and by keyboard alone; a check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from yorube.seal import verify
from yorube.web.languages import words

from .browser import SMALLEST, window
from .test_browser import browser, healthy, site, to
from .test_browser_pages import opened, visit
from .test_evidence import png

__all__ = ["browser", "site"]


def press(page: Page, selector: str) -> None:
    """Goes there with Tab alone, and presses Enter."""
    to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    healthy(page)


def test_sealed_and_checked_without_javascript(browser: Browser, site: str, tmp_path: Path) -> None:
    with window(browser, java_script_enabled=False) as context:
        page = opened(context, site, "ja", visit("110"))
        page.goto(f"{site}/answer/saving")
        page.get_by_role("link", name=words()["evidence.title"].ja).click()
        page.get_by_role("link", name=words()["evidence.seal.title"].ja).click()
        page.locator('input[name=image][value="no"]').check()
        page.locator("main form .go button").click()
        picture = tmp_path / "IMG_0001.PNG"
        picture.write_bytes(png())
        page.locator("#file").set_input_files(picture)
        with page.expect_download() as file:
            page.locator("main form .go button").click()
        assert file.value.suggested_filename == "notes-2.zip"  # one was made before
        package = tmp_path / "notes-2.zip"
        file.value.save_as(package)
        found = verify(package.read_bytes())
        assert found.whole == "intact"
        page.locator("a.own").click()
        page.locator('main a[href="/evidence/receipt/2"]').click()
        assert found.manifest in page.content()
        page.locator('main a.button[href="/evidence/check"]').click()
        page.locator("#file").set_input_files(package)
        page.locator("main form .go button").click()
        assert page.url == f"{site}/evidence/checked"
        assert page.locator(".answers > li").count() == 4
        page.locator(".exit").click()
        page.goto(f"{site}/evidence/receipt/2")
        assert found.manifest not in page.content()


@pytest.mark.parametrize(
    ("language", "options"),
    [
        pytest.param("en", {"viewport": SMALLEST}, id="en-320"),
        pytest.param("ja", {"color_scheme": "dark"}, id="ja-dark", marks=pytest.mark.long),
        pytest.param("easy", {"forced_colors": "active"}, id="easy-forced", marks=pytest.mark.long),
    ],
)
def test_the_first_question_by_keyboard_alone(
    browser: Browser, site: str, language: str, options: dict[str, Any]
) -> None:
    with window(browser, **options) as context:
        page = opened(context, site, language, visit("110"))
        page.goto(f"{site}/evidence")
        to(page, "details.device summary")
        page.keyboard.press("Enter")
        assert page.locator("details.device[open]").count() == 1
        healthy(page)
        press(page, 'main a[href="/evidence/seal"]')
        press(page, "main form .go button")
        assert page.locator("#wrong").is_visible()
        to(page, 'input[name="image"]')
        page.keyboard.press("ArrowUp")  # from the first answer to the last: not known
        press(page, "main form .go button")
        assert page.locator("input[type=file]").count() == 0
        press(page, 'main form button[value="again"]')
        to(page, 'input[name="image"]')
        page.keyboard.press("Space")
        press(page, "main form .go button")
        to(page, "#file")
        # A field for a day and a time has places of its own for Tab.
        page.locator("main form .go button").focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        healthy(page)
        assert page.locator("#wrong").is_visible()
