"""The fixed phrases: every one that the code says is in the rulebook, and every one there is said."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from yorube.consult.finding_rows import STATUS
from yorube.law import shipped
from yorube.law.checks import WORDS as ALLOWED
from yorube.papers.catalog import catalog

SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "yorube"
WORDS = tomllib.loads((SOURCE / "rulebook" / "words.toml").read_text(encoding="utf-8"))["word"]
IDS = [row["id"] for row in WORDS]
FAMILIES = {id.partition(".")[0] for id in IDS}
WORD = re.compile(rf"(?:{'|'.join(sorted(FAMILIES))})\.[a-z_]+")
# Phrases whose id is put together: the values it can end with.
TOGETHER = {
    "finding": ("likely", "unclear", "unlikely", "no_law_for_date"),
    "status": tuple(STATUS.values()),
    "defence": tuple(STATUS.values()),
    "texture": ALLOWED["texture"],
    "checked": ALLOWED["checked"],
    "aid": ("within", "between", "above", "unknown"),
}


def said() -> Iterator[str]:
    """The ids that stand in the code as they are; those of other files as quoted words."""
    for path in SOURCE.rglob("*"):
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield from [node.value] if WORD.fullmatch(node.value) else []
        elif path.suffix in (".html", ".txt", ".svg"):
            quoted = re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", path.read_text(encoding="utf-8"))
            yield from (word for word in quoted if WORD.fullmatch(word))


def put_together() -> set[str]:
    """The families whose ids the code puts together: f"checked.{...}", or f"{kind}.{...}" with a kind it names."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                family, dot, rest = str(node.values[0].value).partition(".")
                found |= {family} if dot and not rest and family in FAMILIES else set()
    return found


def test_no_phrase_stands_twice() -> None:
    assert len(IDS) == len(set(IDS))


def test_every_phrase_that_is_said_is_in_the_rulebook() -> None:
    ids = {*said(), *(f"{family}.{end}" for family, ends in TOGETHER.items() for end in ends)}
    assert len(ids) > 60
    assert ids - set(shipped().words) - set(catalog().words) == set()  # papers have words of their own


def test_every_phrase_in_the_rulebook_is_said() -> None:
    ids = {*said(), *(f"{family}.{end}" for family, ends in TOGETHER.items() for end in ends)}
    assert set(IDS) - ids == set()


def test_the_ids_put_together_are_known_here() -> None:
    """`status` and `defence` are chosen by a name; the others stand before the dot."""
    assert put_together() == set(TOGETHER) - {"defence"}
