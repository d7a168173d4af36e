"""Takes the two pictures of the README from a running site: `python -m tools.pictures http://127.0.0.1:8000`.

The answer is that of the invented case 101, told as a person would tell it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).resolve().parents[1] / "docs"
TOLD: dict[str, dict[str, str | list[str]]] = {
    "danger": {"harm.danger": ["no"], "harm.self_harm": ["no"]},
    "who": {"person.role": ["self"], "target.kind": ["individual"], "person.age": ["adult"]},
    "wishes": {"wishes": ["identify", "compensate"]},
    "image": {"posts.p1.media": ["text"]},
    "place": {
        "posts.p1.url": "https://x.com/i/status/1",
        "posts.p1.platform": "x",
        "posts.p1.place": ["public"],
    },
    "time": {"posts.p1.posted_at": "2026-11-02", "posts.p1.found_on": "2026-11-03"},
    "evidence": {"posts.p1.online": ["yes"], "posts.p1.saved": ["no"]},
    "writer_known": {"sender.relation": ["stranger"], "sender.known": ["no"]},
    "contents": {"ticks.contents.p1": ["insult"]},
    "insult": {"posts.p1.content.insult": ["severe"]},
    "target": {"target.named_by": ["real_name"], "target.identifiable": ["yes"]},
}


def tell(page: Page) -> None:
    """Answers what a page asks, as far as it was told."""
    for name, value in TOLD.get(page.url.split("/")[4], {}).items():
        if page.locator(f'[name="{name}"]').count() == 0:
            continue
        if isinstance(value, list):
            for one in value:
                page.locator(f'input[name="{name}"][value="{one}"]').check()
        elif page.locator(f'select[name="{name}"]').count():
            page.locator(f'select[name="{name}"]').select_option(value)
        else:
            page.locator(f'[name="{name}"]').fill(value)
    page.locator("main form .go button").click()


def main(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for language, suffix in (("en", ""), ("ja", ".ja")):
            context = browser.new_context(viewport={"width": 390, "height": 760}, device_scale_factor=1.5)
            page = context.new_page()
            page.goto(site)
            page.locator(f".languages button[value={language}]").click()
            page.screenshot(path=DOCS / f"home{suffix}.png")
            page.locator(".doors a").first.click()
            while "/ask/" in page.url:
                tell(page)
            page.screenshot(path=DOCS / f"answer{suffix}.png")
            context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
