"""Every paper looks as it did when somebody last looked at it."""

import pytest
from PIL import Image, ImageDraw

from tests.papers.pictures import KEPT, difference, picture
from yorube.law import shipped

PAPERS = sorted(shipped().papers)
# Of 255. A moved line or a missing word changes a patch by far more; another version of a font by less.
TOLERATED = 24


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_looks_as_it_did(paper: str) -> None:
    found = difference(picture(paper), Image.open(KEPT / f"{paper}.png"))
    assert found <= TOLERATED, f"{found}: look at it, then python -m tests.papers.pictures"


def test_a_moved_line_or_a_missing_box_is_seen() -> None:
    kept = Image.open(KEPT / "post_list.png")
    moved = Image.new("L", kept.size, 255)
    moved.paste(kept, (0, 4))
    assert difference(kept, moved) > TOLERATED
    blank = kept.copy()
    ImageDraw.Draw(blank).rectangle((150, 40, 240, 60), fill=255)
    assert difference(kept, blank) > TOLERATED
    assert difference(kept, kept.crop((0, 0, 100, 100))) == 255


def test_no_picture_is_kept_of_what_is_no_paper() -> None:
    assert {path.stem for path in KEPT.glob("*.png")} == set(PAPERS)
