"""Every paper as one small picture: its pages side by side. `python -m tests.papers.pictures` draws them anew, to be
looked at before they are kept."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

from tests.papers.given import assessed, everything, table, tried
from yorube.document import pictures
from yorube.law import shipped
from yorube.papers import write

KEPT = Path(__file__).parent / "pictures"
# Points an inch, drawn finely and made small, so that the edges of letters do not count.
DRAWN, SMALL = 48, 16
PAGES = 6


def picture(paper: str) -> Image.Image:
    """A paper of its first case, everything filled in; its first pages."""
    (case, *_) = tried(paper)
    report, outcome = assessed(table(case))
    document = write(paper, report, outcome, shipped(), "ja", everything(report))
    pages = [Image.open(BytesIO(page)).convert("L") for page in pictures(document, DRAWN)[:PAGES]]
    small = [
        page.resize((page.width * SMALL // DRAWN, page.height * SMALL // DRAWN), Image.Resampling.BOX)
        for page in pages
    ]
    strip = Image.new("L", (sum(page.width for page in small), small[0].height), 255)
    at = 0
    for page in small:
        strip.paste(page, (at, 0))
        at += page.width
    return strip


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures differ in their worst patch of 8 by 8 points, of 255; 255 where their sizes differ."""
    if one.size != other.size:
        return 255
    apart = ImageChops.difference(one, other)
    patches = apart.resize((max(1, apart.width // 8), max(1, apart.height // 8)), Image.Resampling.BOX)
    return float(patches.getextrema()[1])  # type: ignore[arg-type]


def main() -> None:
    KEPT.mkdir(exist_ok=True)
    for paper in sorted(shipped().papers):
        picture(paper).save(KEPT / f"{paper}.png", optimize=True)


if __name__ == "__main__":
    main()
