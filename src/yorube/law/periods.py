"""Periods: the one place that counts days, months and years.

A clock of the rulebook declares its own way of counting (`Convention`); `last_day` applies it. Sources:

* 民法140条, 141条, 143条: the first day is not counted, the period ends with its last day, months and years
  run by the calendar;
* 民訴法95条, 非訟法34条, 刑訴法55条: the same, and the last day moves off the days on which courts rest;
* 刑訴法55条1項・3項ただし書: in the limitation of prosecution the first day counts and the last day stays.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, timedelta, timezone
from typing import Literal, NamedTuple, cast, get_args

from yorube.law.calendar import ONE_DAY, Calendar

FirstDay = Literal["counted", "not_counted"]
LastDay = Literal["stays", "next_working_day"]

UNITS = ("days", "months", "years")
# Every month has at least as many days.
SHORTEST = 28
JAPAN = timezone(timedelta(hours=9), "JST")


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a period is: a whole number, at least 1, of exactly one unit. ValueError for anything else."""

    days: int | None = None
    months: int | None = None
    years: int | None = None

    def __post_init__(self) -> None:
        told = [count for count in (self.days, self.months, self.years) if count is not None]
        if len(told) != 1 or type(told[0]) is not int or told[0] < 1:
            raise ValueError(f"a length is 1 or more of exactly one of {', '.join(UNITS)}, not {self!r}")

    @property
    def in_months(self) -> int:
        """Months and years as months; 0 for a number of days."""
        return (self.months or 0) + 12 * (self.years or 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A way of counting; both parts are always declared. ValueError for another word.

    `first_day`: whether the day on which the period starts is day 1, or the day after it. `last_day`: whether
    a period that would end on a rest day ends there, or at the next working day.
    """

    first_day: FirstDay
    last_day: LastDay

    def __post_init__(self) -> None:
        for key, allowed in (("first_day", get_args(FirstDay)), ("last_day", get_args(LastDay))):
            if (word := getattr(self, key)) not in allowed:
                raise ValueError(f"{key}: {word!r} is not one of {', '.join(allowed)}")


class Ending(NamedTuple):
    """How a period ends: at the end of `day`, the last safe day.

    `moved_from` is the rest day it moved off, or None. `provisional`: the convention looks at holidays, and
    those of a day it looked at are not officially known, so that a later announcement may still change `day`.
    """

    day: date
    provisional: bool = False
    moved_from: date | None = None


def length_from(table: Mapping[str, object]) -> Length:
    """The length written as `{ months = 6 }`; ValueError unless it is one whole number of one unit."""
    for key in table:
        if key not in UNITS:
            raise ValueError(f"{key}: not a unit of length; allowed: {', '.join(UNITS)}")
    return Length(**cast(Mapping[str, int], table))


def convention_from(table: Mapping[str, object]) -> Convention:
    """The convention in `first_day` and `last_day` of a clock's table; its other keys are not looked at."""
    return Convention(
        first_day=cast(FirstDay, table.get("first_day")), last_day=cast(LastDay, table.get("last_day"))
    )


def last_day(start: date, length: Length, convention: Convention, calendar: Calendar) -> Ending:
    """The last safe day of a period that starts on `start`, a day in Japan.

    TypeError when `start` is a time (see `in_japan`), ValueError when counting reaches past the year 9999.
    """
    if isinstance(start, datetime):
        raise TypeError(f"a day is needed, not a time: {start}")
    try:
        first = start if convention.first_day == "counted" else start + ONE_DAY
        end = _end(first, length)
        if convention.last_day == "stays":
            return Ending(end)
        day = calendar.next_working_day(end)
    except OverflowError:
        raise ValueError(f"the period from {start} reaches past the year {MAXYEAR}") from None
    return Ending(
        day=day,
        # Every day from `end` to `day` was looked at; the known days are one stretch, so the two ends tell.
        provisional=calendar.is_provisional(end) or calendar.is_provisional(day),
        moved_from=None if day == end else end,
    )


def in_japan(moment: datetime | date) -> date:
    """The day in Japan (UTC+9 all year) of a time with an offset; a day without a time is one already.

    ValueError for a time without an offset, which is never guessed, and for one outside the years 1 to 9999.
    """
    if not isinstance(moment, datetime):
        return moment
    if moment.utcoffset() is None:
        raise ValueError(f"{moment.isoformat()}: a time needs its offset, such as +09:00")
    try:
        return moment.astimezone(JAPAN).date()
    except OverflowError:
        raise ValueError(f"{moment.isoformat()}: outside the years 1 to {MAXYEAR} in Japan") from None


def _end(first: date, length: Length) -> date:
    """The last of the days counted from `first`, before any holiday is looked at.

    Months and years: the day before the day that corresponds to `first` in the last month; where that month
    has no such day, its end (民法143条2項). OverflowError past the year 9999.
    """
    if length.days:
        return first + timedelta(length.days - 1)
    year, month = divmod(12 * first.year + first.month - 1 + length.in_months, 12)
    if year > MAXYEAR:
        raise OverflowError
    month, day = month + 1, first.day
    if day > SHORTEST and day > (month_end := monthrange(year, month)[1]):
        return date(year, month, month_end)
    return date(year, month, day) - ONE_DAY
