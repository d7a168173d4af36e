"""Periods: the law's examples, every day of sixteen years against a second way of counting, properties."""

import tomllib
from bisect import bisect_left
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise, product
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.law import periods
from yorube.law.calendar import calendar_from
from yorube.law.periods import Convention, Ending, Length, convention_from, in_japan, last_day, length_from

TABLE = Path(periods.__file__).parents[1] / "rulebook" / "calendar.toml"
CALENDAR = calendar_from(tomllib.loads(TABLE.read_text(encoding="utf-8")))

CIVIL = Convention(first_day="not_counted", last_day="stays")
COURT = Convention(first_day="not_counted", last_day="next_working_day")
PROSECUTION = Convention(first_day="counted", last_day="stays")
COUNTED_COURT = Convention(first_day="counted", last_day="next_working_day")
CONVENTIONS = (CIVIL, COURT, PROSECUTION, COUNTED_COURT)


def day(written: str) -> date:
    return date.fromisoformat(written)


# start, length, convention, last safe day. Where no other source is named: from 民法140条, 141条, 143条.
VECTORS = [
    # knowledge of damage and tortfeasor, three years: a Sunday does not extend limitation
    ("2024-03-10", {"years": 3}, CIVIL, "2027-03-10"),
    ("2024-02-29", {"years": 3}, CIVIL, "2027-02-28"),
    # the last month has no corresponding day
    ("2026-12-31", {"months": 2}, CIVIL, "2027-02-28"),
    ("2026-12-30", {"months": 2}, CIVIL, "2027-02-28"),
    ("2026-12-28", {"months": 2}, CIVIL, "2027-02-28"),
    ("2026-12-27", {"months": 2}, CIVIL, "2027-02-27"),
    ("2027-12-29", {"months": 2}, CIVIL, "2028-02-29"),
    ("2027-12-28", {"months": 2}, CIVIL, "2028-02-28"),
    # counted from a 1st: whole months, so the last day is the end of the month, not the same number
    ("2026-04-30", {"months": 1}, CIVIL, "2026-05-31"),
    ("2027-02-28", {"months": 6}, CIVIL, "2027-08-31"),
    ("2027-02-28", {"years": 1}, CIVIL, "2028-02-29"),
    # removal: seven days from the request or the inquiry; removal is safe from the next day on
    ("2026-11-22", {"days": 7}, CIVIL, "2026-11-29"),
    # suit of objection, one month from notice of the decision (非訟法34条, 民訴法95条3項)
    ("2026-11-22", {"months": 1}, COURT, "2026-12-22"),
    ("2026-11-29", {"months": 1}, COURT, "2027-01-04"),
    # notice to the first provider, two months from the other provider's name: never extended
    ("2026-11-22", {"months": 2}, CIVIL, "2027-01-22"),
    # complaint, six months from knowing the offender (刑訴法235条, 55条3項)
    ("2026-08-31", {"months": 6}, COURT, "2027-03-01"),
    ("2025-07-01", {"months": 6}, COURT, "2026-01-05"),
    ("2026-06-30", {"months": 6}, COURT, "2027-01-04"),
    ("2026-11-03", {"months": 6}, COURT, "2027-05-06"),
    ("2026-11-16", {"months": 6}, COURT, "2027-05-17"),
    ("2026-01-03", {"months": 6}, COURT, "2026-07-03"),
    # limitation of prosecution: the first day counts, a rest day does not extend (刑訴法55条1項・3項)
    ("2026-11-02", {"years": 3}, PROSECUTION, "2029-11-01"),
    ("2022-07-07", {"years": 3}, PROSECUTION, "2025-07-06"),
    ("2026-11-09", {"years": 7}, PROSECUTION, "2033-11-08"),
    ("2024-02-29", {"years": 1}, PROSECUTION, "2025-02-28"),
    ("2024-02-29", {"years": 4}, PROSECUTION, "2028-02-28"),
    ("2027-01-01", {"years": 1}, PROSECUTION, "2027-12-31"),
    # twenty years from the act, ninety days of logs
    ("2026-10-15", {"years": 20}, CIVIL, "2046-10-15"),
    ("2026-11-02", {"days": 90}, CIVIL, "2027-01-31"),
]


@pytest.mark.parametrize(("start", "length", "convention", "due"), VECTORS)
def test_examples(start, length, convention, due):
    assert last_day(day(start), length_from(length), convention, CALENDAR).day == day(due)


def test_an_ending_says_what_it_moved_off():
    assert last_day(day("2026-11-29"), Length(months=1), COURT, CALENDAR) == Ending(
        day=day("2027-01-04"), provisional=False, moved_from=day("2026-12-29")
    )
    assert last_day(day("2026-11-22"), Length(months=1), COURT, CALENDAR) == Ending(day=day("2026-12-22"))
    assert last_day(day("2026-08-31"), Length(months=6), CIVIL, CALENDAR) == Ending(day=day("2027-02-28"))


@pytest.mark.parametrize(
    ("start", "convention", "provisional"),
    [
        ("2027-06-28", COURT, False),  # ends on Tuesday 2027-12-28, announced
        ("2027-06-30", COURT, True),  # 2027-12-30 is announced, 2028-01-04, where it moves to, is not
        ("2027-09-20", COURT, True),  # 2028-03-20: the equinox of 2028 is not announced
        ("2027-09-20", CIVIL, False),  # the same day where holidays do not matter
        ("2027-05-02", PROSECUTION, False),
        ("2011-03-31", COURT, True),  # before the table
        ("2011-06-30", COURT, True),  # 2011-12-30 is before it, 2012-01-04, where it moves to, is not
        ("2050-12-31", COURT, True),  # after it
        ("2050-12-31", CIVIL, False),
    ],
)
def test_provisional_where_holidays_matter_and_are_not_announced(start, convention, provisional):
    assert last_day(day(start), Length(months=6), convention, CALENDAR).provisional is provisional


# ---- every day of sixteen years, counted a second way

FIRST, LAST, HORIZON = date(2020, 1, 1), date(2035, 12, 31), date(2056, 12, 31)
STARTS = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]
WALK = [FIRST + timedelta(days=count) for count in range((HORIZON - FIRST).days + 1)]
LENGTHS = [
    *(Length(months=count) for count in (1, 2, 6)),
    *(Length(years=count) for count in (1, 3, 7, 20)),
    *(Length(days=count) for count in (7, 14, 90)),
]
NATIONAL = frozenset(holidays.country_holidays("JP", years=range(2020, 2051)))


def rests(today: date) -> bool:
    """Whether courts rest, without the room's table."""
    new_year = (today.month == 12 and today.day >= 29) or (today.month == 1 and today.day <= 3)
    return today.isoweekday() >= 6 or new_year or today in NATIONAL


def months_completed(number: int) -> list[date]:
    """Walking day by day: when a month is full that is counted from a day with this number in its month."""
    full = []
    for today, tomorrow in pairwise(WALK):
        corresponding_day_comes = tomorrow.day == number
        month_ends_without_it = tomorrow.day == 1 and today.day < number
        if corresponding_day_comes or month_ends_without_it:
            full.append(today)
    return full


@pytest.fixture(scope="module")
def completed() -> dict[int, list[date]]:
    return {number: months_completed(number) for number in range(1, 32)}


@pytest.fixture(scope="module")
def open_day() -> dict[date, date]:
    """For each day, itself or the next day that is no rest day; walking backwards."""
    found, coming = {}, HORIZON
    for today in reversed(WALK):
        coming = coming if rests(today) else today
        found[today] = coming
    return found


def _words(part: Convention | Length) -> list[str]:
    if isinstance(part, Convention):
        return [part.first_day, part.last_day]
    return [f"{getattr(part, unit)}_{unit}" for unit in periods.UNITS if getattr(part, unit)]


@pytest.mark.parametrize(
    ("convention", "length"), list(product(CONVENTIONS, LENGTHS)), ids=lambda part: "-".join(_words(part))
)
def test_every_day_of_sixteen_years(convention, length, completed, open_day):
    endings = [last_day(start, length, convention, CALENDAR) for start in STARTS]
    skipped = 1 if convention.first_day == "not_counted" else 0
    months = (length.months or 0) + (length.years or 0) * 12
    raw = []
    for index, first in enumerate(WALK[skipped:][: len(STARTS)], skipped):
        if length.days:
            raw.append(WALK[index : index + length.days][-1])
        else:
            full = completed[first.day]
            raw.append(full[bisect_left(full, first) + months - 1])
    moves = convention.last_day == "next_working_day"
    due = [open_day[end] if moves else end for end in raw]

    assert [ending.day for ending in endings] == due
    assert [ending.moved_from for ending in endings] == [
        None if end == final else end for end, final in zip(raw, due, strict=True)
    ]
    unannounced = [final > date(2027, 12, 31) for final in due]
    assert [ending.provisional for ending in endings] == [moves and later for later in unannounced]
    assert not moves or not any(rests(ending.day) for ending in endings)
    assert all(end <= ending.day for end, ending in zip(raw, endings, strict=True))
    assert all(earlier.day <= later.day for earlier, later in pairwise(endings))


# ---- properties

starts = st.dates(date(1900, 1, 1), date(2200, 12, 31))
lengths = st.one_of(
    st.builds(Length, days=st.integers(1, 4000)),
    st.builds(Length, months=st.integers(1, 400)),
    st.builds(Length, years=st.integers(1, 60)),
)
conventions = st.sampled_from(CONVENTIONS)


@given(starts, starts, lengths, conventions)
def test_a_later_start_never_ends_earlier(one, other, length, convention):
    ends = [last_day(start, length, convention, CALENDAR).day for start in sorted([one, other])]
    assert ends == sorted(ends)


@given(starts, lengths, st.sampled_from(["stays", "next_working_day"]))
def test_counting_the_first_day_never_ends_later(start, length, rule):
    counted = last_day(start, length, Convention(first_day="counted", last_day=rule), CALENDAR)
    not_counted = last_day(start, length, Convention(first_day="not_counted", last_day=rule), CALENDAR)
    assert counted.day <= not_counted.day


@given(starts, lengths)
def test_counting_the_first_day_is_starting_a_day_earlier(start, length):
    counted = last_day(start + timedelta(days=1), length, PROSECUTION, CALENDAR)
    assert counted == last_day(start, length, CIVIL, CALENDAR)


@given(starts, lengths)
def test_the_holiday_rule_only_moves_later_and_never_to_a_rest_day(start, length):
    stays, moves = (last_day(start, length, convention, CALENDAR) for convention in (CIVIL, COURT))
    assert stays.day <= moves.day
    assert moves.moved_from == (stays.day if stays.day != moves.day else None)
    assert not CALENDAR.is_rest_day(moves.day)
    assert not stays.provisional


@given(starts, st.integers(1, 60), conventions)
def test_a_year_is_twelve_months(start, years, convention):
    assert last_day(start, Length(years=years), convention, CALENDAR) == last_day(
        start, Length(months=12 * years), convention, CALENDAR
    )


@given(starts, st.integers(1, 400))
def test_a_period_of_months_ends_in_the_month_it_must(start, months):
    end = last_day(start, Length(months=months), CIVIL, CALENDAR).day
    assert 12 * end.year + end.month == 12 * start.year + start.month + months
    month_end = monthrange(end.year, end.month)[1]
    # A period that starts at the end of a month is counted from a 1st: whole months, to the end of the last.
    from_a_first = start.day == monthrange(start.year, start.month)[1]
    assert end.day == (month_end if from_a_first else min(start.day, month_end))


# ---- what is refused


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"months": 6, "years": 1},
        {"days": 0},
        {"days": -7},
        {"months": 6.0},
        {"months": "6"},
        {"days": True},
        {"days": None},
        {"weeks": 2},
        {"by": "limitation"},
        {"months": 6, "by": "limitation"},
    ],
)
def test_a_length_is_one_whole_number_of_one_unit(table):
    with pytest.raises(ValueError, match="length"):
        length_from(table)


def test_lengths_are_read_as_written():
    assert length_from({"months": 6}) == Length(months=6)
    assert length_from({"days": 21}) == Length(days=21)
    assert length_from({"years": 20}) == Length(years=20)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({"first_day": "counted"}, "last_day: None"),
        ({"last_day": "stays"}, "first_day: None"),
        ({"first_day": "yes", "last_day": "stays"}, "first_day: 'yes' is not one of counted, not_counted"),
        ({"first_day": "counted", "last_day": ["stays"]}, "last_day: .* is not one of stays, next_"),
    ],
)
def test_a_convention_is_always_declared(table, says):
    with pytest.raises(ValueError, match=says):
        convention_from(table)


def test_a_convention_is_read_from_a_clock():
    clock = {"id": "complaint.six_months", "first_day": "not_counted", "last_day": "next_working_day"}
    assert convention_from(clock) == COURT


@pytest.mark.parametrize(
    ("start", "length", "convention"),
    [
        (date.max, Length(days=1), CIVIL),
        (date(9999, 1, 1), Length(years=20), CIVIL),
        (date(9999, 11, 30), Length(months=2), PROSECUTION),
        (date(2026, 11, 22), Length(days=10**12), CIVIL),
        (date(2026, 11, 22), Length(years=10**12), CIVIL),
        (date(9999, 12, 22), Length(days=7), COURT),  # nothing but rest days after 28 December 9999
    ],
)
def test_past_the_year_9999_is_refused(start, length, convention):
    with pytest.raises(ValueError, match="past the year 9999"):
        last_day(start, length, convention, CALENDAR)


def test_a_time_is_not_a_start():
    with pytest.raises(TypeError, match="a day is needed"):
        last_day(datetime(2026, 11, 22, 23, 0), Length(days=7), CIVIL, CALENDAR)


# ---- the day in Japan


@pytest.mark.parametrize(
    ("moment", "japan"),
    [
        ("2026-10-01T21:14:00+09:00", "2026-10-01"),
        ("2026-10-01T15:00:00+00:00", "2026-10-02"),
        ("2026-10-01T14:59:59+00:00", "2026-10-01"),
        ("2026-12-31T10:00:00-05:00", "2027-01-01"),
        ("2026-10-02T00:30:00+14:00", "2026-10-01"),
    ],
)
def test_the_day_in_japan(moment, japan):
    assert in_japan(datetime.fromisoformat(moment)) == day(japan)


def test_a_day_is_a_day_in_japan():
    assert in_japan(day("2026-11-22")) == day("2026-11-22")


def test_an_offset_is_never_guessed():
    with pytest.raises(ValueError, match="needs its offset"):
        in_japan(datetime(2026, 10, 1, 21, 14))


@pytest.mark.parametrize(
    "moment",
    [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))],
)
def test_a_time_outside_the_calendar_is_refused(moment):
    with pytest.raises(ValueError, match="outside the years"):
        in_japan(moment)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)), st.integers(-23 * 60, 23 * 60))
def test_the_offset_does_not_change_the_day(utc, minutes):
    moment = utc.replace(tzinfo=UTC)
    elsewhere = moment.astimezone(timezone(timedelta(minutes=minutes)))
    assert in_japan(elsewhere) == in_japan(moment) == (utc + timedelta(hours=9)).date()
