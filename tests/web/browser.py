"""A real browser for tests: Debian's Chromium driven by Playwright, and the accessibility rules of axe."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

# Without these Chromium looks for its own services at every start; as root it starts only without its sandbox.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
SMALLEST = {"width": 320, "height": 640}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium."""
    path = shutil.which("chromium")
    if path is None:
        raise RuntimeError("chromium is missing; install it with: apt-get install chromium fonts-noto-cjk")
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """A window of its own, as a phone unless said otherwise."""
    context = browser.new_context(
        **{"viewport": PHONE, "locale": "ja-JP", "timezone_id": "Asia/Tokyo", **options}
    )
    context.set_default_timeout(20_000)
    try:
        yield context
    finally:
        context.close()


def axe(page: Page) -> list[str]:
    """What axe finds wrong on a page as it stands, one line each."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
