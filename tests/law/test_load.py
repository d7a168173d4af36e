"""The loader refuses what is wrong: one file of `bad/` for each mistake, laid over the small rulebook of `base/`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from yorube.law.build import Mistake, RulebookError
from yorube.law.load import load

BAD = sorted((Path(__file__).parent / "bad").glob("*.toml"))
HEAD = re.compile(r"# (file|line|says|hint): (.+)")


@dataclass(frozen=True)
class Told:
    """What the head of a bad file promises: the line, and parts of the message and of the hint."""

    line: int
    says: str
    hint: str

    def is_told_by(self, mistake: Mistake) -> bool:
        return mistake.line == self.line and self.says in mistake.message and self.hint in mistake.hint


def head(data: bytes) -> Iterator[tuple[str, str]]:
    for line in data.decode("utf-8", errors="replace").splitlines():
        found = HEAD.fullmatch(line)
        if found is None:
            return
        yield found[1], found[2]


def promised(data: bytes) -> tuple[str, list[Told]]:
    """The name the file gets in the rulebook, and its mistakes."""
    (_, name), *rest = head(data)
    told: list[dict[str, str]] = []
    for key, value in rest:
        if key == "line":
            told.append({"hint": ""})
        told[-1][key] = value
    return name, [Told(int(one["line"]), one["says"], one["hint"]) for one in told]


def mistakes_of(files: dict[str, bytes]) -> list[Mistake]:
    with pytest.raises(RulebookError) as caught:
        load(files)
    return caught.value.mistakes


def test_the_small_rulebook_is_whole(base: dict[str, bytes]) -> None:
    book = load(base)
    assert list(book.grounds) == ["crime.x"]
    assert book.version == "0"


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_mistake_is_told_with_file_line_and_hint_and_nothing_else_is(
    path: Path, base: dict[str, bytes]
) -> None:
    data = path.read_bytes()
    name, told = promised(data)
    mistakes = mistakes_of({**base, name: data})
    assert [mistake.file for mistake in mistakes] == [name] * len(told), "\n".join(map(str, mistakes))
    wrong = [
        (one, str(mistake))
        for one, mistake in zip(told, mistakes, strict=True)
        if not one.is_told_by(mistake)
    ]
    assert wrong == []


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_mistake_is_one_line(path: Path, base: dict[str, bytes]) -> None:
    data = path.read_bytes()
    for mistake in mistakes_of({**base, promised(data)[0]: data}):
        assert str(mistake).isprintable()
