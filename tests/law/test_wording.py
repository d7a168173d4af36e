"""The words a person meets: in both languages everywhere, in plain Japanese (`easy`) wherever a child or a foreign
resident is likely to read them, and complete for every desk and service."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from fnmatch import fnmatchcase

import pytest

from yorube.law import expr, shipped
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

# Texts without plain Japanese, on purpose: what lawyers and reviewers read, and names. All others need it, so a text of
# a new kind fails until it is written in plain Japanese, or a line here says why it need not be.
WITHOUT_EASY = (
    "articles.*",  # the law in our words, for lawyers
    "decisions.*",
    "sources.*",
    "gaps.*",  # for the yearly review
    "charts.*",  # official charts stay as they were printed
    "rules.*",  # conditions as they appear in a trace
    "readings.*",
    "grounds.*.version.*",  # since when a ground exists, and what was amended
    "grounds.*.penalty.*",
    "grounds.*.note",
    "grounds.*.factors.*",  # what a judge weighs
    "desks.*.operator",  # names of bodies
    "services.*.name",
    "services.*.operator",
    "carriers.*",  # for lawyers: how long access providers keep records
)
# Numbers to call, and the days a rule leaves: plain Japanese must not lose them.
NUMBERS = re.compile(r"#[0-9]{4}|(?<![0-9])1(?:10|19)(?=番)|0[0-9]{1,3}-[0-9-]+[0-9]")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
# A verdict is for a court.
VERDICT = re.compile(r"違法です|違法だ。|犯罪です|罪です。あなた|有罪|\b(?:this|it|post) is illegal|\bguilty")
# One word for each procedure (docs/glossary.md): what else it was called, and what it is called.
ONE_WORD = {
    r"\bbar inquir": "bar association inquiry",
    r"(?<!provisional )\binjunction": "provisional order",
    r"\bdelivery order|\bsupply order": "provision order",
    r"\bdeletion ban|\bno-deletion order": "no-erasure order",
    r"\blegal aid centre": "Houterasu",
    r"\btakedown": "removal",
}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return shipped()


@pytest.fixture(scope="module")
def said(book: Rulebook) -> dict[str, Text]:
    """Every text of the rulebook by its place, such as `desks.ihaho.does.0`."""
    return dict(texts(book, ""))


def texts(value: object, at: str) -> Iterator[tuple[str, Text]]:
    """Every text at or below a value, with its place."""
    if isinstance(value, Text):
        yield at, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from texts(item, f"{at}.{key}".lstrip("."))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from texts(item, f"{at}.{getattr(item, 'id', '') or index}".lstrip("."))
    elif is_dataclass(value) and not isinstance(value, expr.Node):
        if {"ja", "en", "easy"} <= (names := {field.name for field in fields(value)}):
            yield at, Text(*(getattr(value, lang) for lang in ("ja", "en", "easy")))
        for name in names - {"ja", "en", "easy"}:
            yield from texts(getattr(value, name), f"{at}.{name}".lstrip("."))


def test_the_walk_reaches_every_kind(book: Rulebook, said: dict[str, Text]) -> None:
    for name in (
        "facts",
        "pages",
        "stages",
        "safety",
        "actions",
        "papers",
        "clocks",
        "desks",
        "words",
        "grounds",
    ):
        assert any(place.startswith(f"{name}.") for place in said), name
    assert said["facts.harm.danger.choices.now"].en == "yes, now"
    assert said["desks.ihaho.contact.cost"].en == "free"
    assert said["statement"] == book.statement


def test_both_languages(said: dict[str, Text]) -> None:
    assert [place for place, text in said.items() if not text.ja.strip() or not text.en.strip()] == []


def test_plain_japanese(said: dict[str, Text]) -> None:
    missing = [
        place
        for place, text in said.items()
        if not text.easy.strip() and not any(fnmatchcase(place, pattern) for pattern in WITHOUT_EASY)
    ]
    assert missing == []


@pytest.mark.parametrize("pattern", WITHOUT_EASY)
def test_no_exception_without_use(said: dict[str, Text], pattern: str) -> None:
    assert any(fnmatchcase(place, pattern) for place in said)


def test_plain_japanese_is_written_with_spaces(said: dict[str, Text]) -> None:
    dense = [
        place
        for place, text in said.items()
        if len(JAPANESE.findall(text.easy)) > 20 and not re.search(r"[ 　]", text.easy)
    ]
    assert dense == []


def test_plain_japanese_keeps_the_numbers(said: dict[str, Text]) -> None:
    """Whom to call, above all, is not lost on the way to shorter sentences."""
    lost = [
        (place, number)
        for place, text in said.items()
        if text.easy
        for number in NUMBERS.findall(text.ja)
        if number not in text.easy
    ]
    assert lost == []


def test_no_verdict(said: dict[str, Text]) -> None:
    found = [
        place
        for place, text in said.items()
        if text.easy and VERDICT.search(f"{text.ja} {text.en} {text.easy}")
    ]
    assert found == []


@pytest.mark.parametrize("other", ONE_WORD)
def test_one_word_for_each_procedure(said: dict[str, Text], other: str) -> None:
    found = [place for place, text in said.items() if text.easy and re.search(other, text.en)]
    assert found == [], ONE_WORD[other]


def test_every_desk_is_told_completely(book: Rulebook) -> None:
    """What it does and does not do, who may come, how, when and at what cost; unknown is said, never left out."""
    for desk in book.desks.values():
        told = (desk.operator, desk.does, desk.does_not, desk.who, desk.suits, desk.law)
        contact = (desk.contact.channels, desk.contact.hours, desk.contact.cost)
        assert all((*told, *contact)), desk.id
        assert desk.contact.languages or in_a_gap(book, desk.id, "desk_languages"), desk.id


def test_a_desk_is_not_called_by_its_number_twice(book: Rulebook) -> None:
    """Name and number stand side by side wherever a desk is shown."""
    for desk in book.desks.values():
        number = desk.contact.phone.lstrip("#")
        assert not number or all(number not in name for name in desk.name.data.values()), desk.id


def test_every_service_is_told_completely(book: Rulebook) -> None:
    """Operator, window for requests, what the police need, records; whether it keeps logins, or that nobody says so."""
    for service in book.services.values():
        assert all((service.operator, service.police, service.logs, service.request)), service.id
        assert service.service_kind or in_a_gap(book, service.id, "service_kind_unknown"), service.id
        assert service.designated_on or service.notes, service.id


def in_a_gap(book: Rulebook, id: str, gap: str) -> bool:
    return id in book.gaps[gap].touches
