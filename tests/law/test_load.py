"""The loader refuses what is wrong: one file of `bad/` for each mistake, laid over the small rulebook of `base/`."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
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
    assert all(str(mistake).isprintable() for mistake in mistakes), "not one line"


def without(base: dict[str, bytes], name: str) -> dict[str, bytes]:
    return {file: data for file, data in base.items() if file != name}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("calendar.toml", ["the calendar is missing"]),
        ("rulebook.toml", ["[rulebook] is missing", "[legal_aid] is missing"]),
        ("facts.toml", ["the facts events.kind, posts.platform and posts.id (required) are needed"]),
    ],
)
def test_a_part_that_every_rulebook_has_is_missed(name: str, says: list[str], base: dict[str, bytes]) -> None:
    assert [mistake.message for mistake in mistakes_of(without(base, name))] == says


def test_a_ground_cannot_stand_without_its_head(base: dict[str, bytes]) -> None:
    ground = base["grounds/crime.x.toml"].decode()
    headless = ground[ground.index("[[version]]") :].encode()
    plan = base["plan.toml"].replace(b'ground = "crime.*", status = ["likely"]', b"always = true")
    (mistake,) = mistakes_of({**base, "plan.toml": plan, "grounds/crime.x.toml": headless})
    assert mistake.message.startswith("a ground has one [ground]")


@pytest.mark.parametrize("depth", [500, 100_000])
@pytest.mark.parametrize(("left", "right"), [("[", "]"), ("{ all = ", " }")])
def test_deep_nesting_is_a_mistake_and_not_a_crash(
    left: str, right: str, depth: int, base: dict[str, bytes]
) -> None:
    deep = f'[[rule]]\nid = "bad"\nlabel = {{ ja = "試し", en = "a trial" }}\nvalue = {left * depth}{right * depth}\n'
    assert {mistake.file for mistake in mistakes_of({**base, "deep.toml": deep.encode()})} == {"deep.toml"}


def test_what_only_follows_from_a_mistake_is_not_told(base: dict[str, bytes]) -> None:
    """A file that cannot be read, then facts, then rows, then what must hold between rows."""
    broken = {**base, "sources.toml": b"[[source]\n", "facts.toml": b'[[fact]]\nid = "posts.place"\n'}
    assert {mistake.file for mistake in mistakes_of(broken)} == {"sources.toml"}
    broken["sources.toml"] = base["sources.toml"].replace(b"kind =", b"kin =")
    assert {mistake.file for mistake in mistakes_of(broken)} == {"facts.toml"}
    broken["facts.toml"] = base["facts.toml"]
    assert {mistake.file for mistake in mistakes_of(broken)} == {"sources.toml"}


def test_a_shared_condition_with_a_mistake_is_told_once(base: dict[str, bytes]) -> None:
    """Not again by all that name it."""
    broken = base["shared.toml"].replace(b"label", b"lable", 1)
    (mistake,) = mistakes_of({**base, "shared.toml": broken})
    assert mistake.message == "rule public: unknown key `lable`"


def test_mistakes_are_told_in_the_order_of_the_files(base: dict[str, bytes]) -> None:
    broken = {name: data.replace(b"en = ", b"eng = ") for name, data in base.items() if name != "facts.toml"}
    places = [(mistake.file, mistake.line) for mistake in mistakes_of({**base, **broken})]
    assert len({file for file, _ in places}) > 5
    assert places == sorted(places)


def test_the_order_in_which_files_are_given_does_not_matter(base: dict[str, bytes]) -> None:
    back = dict(reversed(base.items()))
    assert load(back) == load(base)
    assert load(back).digest == load(base).digest


def test_every_file_of_the_small_rulebook_counts_in_the_digest(base: dict[str, bytes]) -> None:
    digests = {load({**base, name: data + b"\n"}).digest for name, data in base.items()}
    assert len(digests | {load(base).digest}) == len(base) + 1


def test_rows_may_stand_in_any_file(base: dict[str, bytes]) -> None:
    """All in one, but for the calendar and the grounds."""
    fixed = {
        name: data for name, data in base.items() if name.startswith("grounds/") or name == "calendar.toml"
    }
    one = b"\n".join(data for name, data in base.items() if name not in fixed)
    tables = tomllib.loads(one.decode())
    assert {"fact", "clock", "desk"} <= tables.keys()
    assert list(load({**fixed, "all.toml": one}).desks) == ["police"]


WRITTEN = re.compile(r'(?<== )("[^"]*"|\d[\d-]*|true|false|\[[^\[\]{}]*\]|\{[^{}]*\})')
OTHERS = ["[]", "{}", "-1", '""', '"zzz"', "true", "1.5", "2026-01-01", "[[]]", "[{}]"]
OTHERS += ['{ ja = "x", en = "y" }', '{ always = true }', '{ rule = ["public"] }']  # fmt: skip


def damaged(base: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    """A file without one of its lines, or with another value in it."""
    for name, data in base.items():
        lines = data.decode().split("\n")
        for at, line in enumerate(lines):
            others = [
                line[: m.start()] + value + line[m.end() :]
                for m in WRITTEN.finditer(line)
                for value in OTHERS
            ]
            for other in ["", *others]:
                yield name, "\n".join([*lines[:at], other, *lines[at + 1 :]])


def test_a_damaged_rulebook_is_read_or_refused_on_lines_that_are_there(
    base: dict[str, bytes], sizes_all: bool
) -> None:
    refused = 0
    for name, text in islice(damaged(base), 0, None, 1 if sizes_all else 29):
        try:
            load({**base, name: text.encode()})
        except RulebookError as error:
            refused += 1
            for mistake in error.mistakes:
                assert str(mistake).isprintable()
                assert mistake.file != name or 1 <= mistake.line <= text.count("\n") + 1
    assert refused > 10
