"""The law by day: on each day on which something changed, the rulebook holds both sides; what is to come is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from yorube.law import shipped
from yorube.law.at import at

BOOK = shipped()
# What is in force from these days on, and a thing of the rulebook that begins, ends or changes with it.
BOUNDARIES = {
    date(2022, 7, 7): "crime.insult.penalty",  # the heavier penalty for insult
    date(2022, 10, 1): "johopura#",  # disclosure orders
    date(2023, 7, 13): "seiteki",  # images taken in secret
    date(2025, 4, 1): "johopura#",  # the platform act by its new name
    date(2025, 6, 1): ".penalty",  # one kind of imprisonment
    date(2025, 12, 30): "stalk",  # tags for finding things
    date(2026, 1, 1): "hyogo_ordinance#",
    date(2026, 1, 25): "tottori",
    date(2026, 5, 21): "minso",  # suits filed electronically
}
# Known to come, or enacted and not read: each is told as a gap.
COMING = ("2026-07-17", "2027-03-01", "2028-06-13")


@pytest.mark.parametrize("day", BOUNDARIES, ids=str)
def test_both_sides_of_a_day_are_there(day: date) -> None:
    before, after = at(BOOK, day - timedelta(days=1)), at(BOOK, day)
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    assert any(BOUNDARIES[day] in key for key in changed), sorted(changed)


@pytest.mark.parametrize("day", COMING)
def test_what_is_to_come_is_told_as_a_gap(day: str) -> None:
    year, month, number = (int(part) for part in day.split("-"))
    written = (day, f"{year}年{month}月{number}日")
    assert [gap.id for gap in BOOK.gaps.values() if any(form in str(gap) for form in written)]
