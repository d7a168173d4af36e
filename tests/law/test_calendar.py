"""The holiday table against two packages and the official lists, and what happens beyond it."""

import runpy
import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path

import holidays
import jpholiday
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.law import calendar as room
from yorube.law.calendar import Calendar, calendar_from

TABLE = Path(room.__file__).parents[1] / "rulebook" / "calendar.toml"
SCRIPT = Path(__file__).parents[2] / "tools" / "make_calendar.py"
DATA = tomllib.loads(TABLE.read_text(encoding="utf-8"))
CALENDAR = calendar_from(DATA)
NATIONAL = holidays.country_holidays("JP", years=range(2012, 2099), language="ja")


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


COVERED = days(CALENDAR.known_from, CALENDAR.computed_until)


def test_the_table_covers_2012_to_2050_and_is_official_to_the_end_of_2027():
    assert (CALENDAR.known_from, CALENDAR.computed_until) == (date(2012, 1, 1), date(2050, 12, 31))
    assert CALENDAR.announced_until == date(2027, 12, 31)


def test_holidays_agrees_on_every_day_and_name():
    assert CALENDAR.holidays == {day: name for day, name in NATIONAL.items() if day.year <= 2050}


@pytest.mark.parametrize(
    "year", [*range(2012, 2031), *(pytest.param(year, marks=pytest.mark.long) for year in range(2031, 2051))]
)
def test_jpholiday_agrees_on_every_day(year):
    theirs = {day for day in COVERED if day.year == year and jpholiday.is_holiday(day)}
    assert {day for day in CALENDAR.holidays if day.year == year} == theirs


# As the Cabinet Office published them (内閣府「国民の祝日について」), typed by hand: the newest two years,
# and two that special laws changed.
OFFICIAL = {
    2019: "1-1 1-14 2-11 3-21 4-29 4-30 5-1 5-2 5-3 5-4 5-5 5-6 7-15 8-11 8-12 9-16 9-23 10-14 10-22 "
    "11-3 11-4 11-23",
    2021: "1-1 1-11 2-11 2-23 3-20 4-29 5-3 5-4 5-5 7-22 7-23 8-8 8-9 9-20 9-23 11-3 11-23",
    2026: "1-1 1-12 2-11 2-23 3-20 4-29 5-3 5-4 5-5 5-6 7-20 8-11 9-21 9-22 9-23 10-12 11-3 11-23",
    2027: "1-1 1-11 2-11 2-23 3-21 3-22 4-29 5-3 5-4 5-5 7-19 8-11 9-20 9-23 10-11 11-3 11-23",
}


@pytest.mark.parametrize("year", OFFICIAL)
def test_the_official_list_is_the_table(year):
    theirs = [date(year, *map(int, written.split("-"))) for written in OFFICIAL[year].split()]
    assert [day for day in CALENDAR.holidays if day.year == year] == theirs


def test_the_script_writes_the_table_as_it_stands():
    written = runpy.run_path(str(SCRIPT))["table"](CALENDAR.announced_until.year)
    assert written == TABLE.read_text(encoding="utf-8")


def rests(day: date) -> bool:
    """The rule of the two codes of procedure, written another way."""
    around_new_year = (day.month == 12 and day.day >= 29) or (day.month == 1 and day.day <= 3)
    return day.isoweekday() in {6, 7} or around_new_year or day in NATIONAL


def test_every_day_of_the_table_rests_exactly_when_the_codes_say_so():
    assert [day for day in COVERED if CALENDAR.is_rest_day(day) != rests(day)] == []


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 11, 22), date(2026, 11, 24)),  # Sunday, then 勤労感謝の日
        (date(2026, 12, 28), date(2026, 12, 28)),  # the last working day of the year
        (date(2026, 12, 29), date(2027, 1, 4)),
        (date(2025, 12, 29), date(2026, 1, 5)),  # 4 January 2026 is a Sunday
        (date(2026, 9, 19), date(2026, 9, 24)),  # weekend, 敬老の日, 国民の休日, 秋分の日
        (date(2019, 4, 27), date(2019, 5, 7)),  # ten days in 2019
        (date(2027, 3, 21), date(2027, 3, 23)),  # 春分の日 on a Sunday, its substitute
    ],
)
def test_next_working_day(day, working):
    assert CALENDAR.next_working_day(day) == working


def test_provisional_is_what_is_not_announced():
    assert not CALENDAR.is_provisional(date(2012, 1, 1))
    assert not CALENDAR.is_provisional(date(2027, 12, 31))
    assert CALENDAR.is_provisional(date(2028, 1, 1))
    assert CALENDAR.is_provisional(date(2011, 12, 31))


@given(st.dates() | st.dates(date(2051, 1, 1), date(2110, 12, 31)))
def test_beyond_the_table_only_weekends_and_year_end_rest_and_all_is_provisional(day):
    if CALENDAR.known_from <= day <= CALENDAR.computed_until:
        return
    around_new_year = (day.month, day.day) in {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
    assert CALENDAR.is_rest_day(day) == (day.isoweekday() in {6, 7} or around_new_year)
    assert CALENDAR.is_provisional(day)


def test_beyond_the_table_a_period_may_end_too_early_and_never_too_late():
    later = days(date(2051, 1, 1), date(2098, 12, 31))
    assert all(rests(day) for day in later if CALENDAR.is_rest_day(day))
    assert not all(CALENDAR.is_rest_day(day) for day in later if rests(day))


def test_the_end_of_time():
    assert CALENDAR.next_working_day(date(9999, 12, 28)) == date(9999, 12, 28)
    with pytest.raises(OverflowError):
        CALENDAR.next_working_day(date(9999, 12, 29))


def test_a_time_is_not_a_day():
    with pytest.raises(TypeError, match="a day is needed"):
        CALENDAR.is_rest_day(datetime(2026, 11, 23, 12))


def test_calendars_compare_and_hash():
    assert calendar_from(DATA) == CALENDAR
    assert hash(calendar_from(DATA)) == hash(CALENDAR)
    assert isinstance(CALENDAR, Calendar)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"known_from": "2012-01-01"}, "known_from: a day is needed"),
        ({"known_from": datetime(2012, 1, 1)}, "known_from: a day is needed"),
        ({"announced_until": date(2051, 1, 1)}, "must follow one another"),
        ({"announced_until": date(2011, 1, 1)}, "must follow one another"),
        ({"year_end": "12-29"}, "year_end: a list"),
        ({"year_end": ["13-01"]}, "year_end.13-01: no such day"),
        ({"year_end": ["W01-1"]}, "year_end.W01-1: no such day"),
        ({"year_end": [1229]}, "year_end.1229: no such day"),
        ({"holidays": ["2026-01-01"]}, "holidays: a table"),
        ({"holidays": {"2026-02-30": "x"}}, "holidays.2026-02-30: no such day"),
        ({"holidays": {"20260101": "元日"}}, "holidays.20260101: no such day"),
        ({"holidays": {"2026-01-01": 1}}, "holidays.2026-01-01: a name"),
        ({"holidays": {"2026-01-01": ""}}, "holidays.2026-01-01: a name"),
        ({"holidays": {"2051-01-01": "元日"}}, "holidays.2051-01-01: outside"),
        ({"holiday": {}}, "holiday: unknown key"),
    ],
)
def test_a_mistake_in_the_table_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        calendar_from(DATA | change)


@pytest.mark.parametrize("key", sorted(DATA))
def test_a_missing_key_is_refused(key):
    with pytest.raises(ValueError, match=f"{key}: missing"):
        calendar_from({name: value for name, value in DATA.items() if name != key})
