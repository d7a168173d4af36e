"""The days on which courts rest.

The table is rulebook data (`calendar.toml`, written by `tools/make_calendar.py`); nothing here reads a file,
a clock or the network. How periods are counted with it: `yorube.law.periods`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, timedelta

ONE_DAY = timedelta(days=1)
FRIDAY = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """National holidays by day, and how far they can be trusted.

    `holidays` names, in Japanese, every 休日 of the Act on National Holidays (祝日法), substitute and
    citizens' holidays included, from `known_from` to `computed_until`. Up to `announced_until` they are as
    announced: the days of the equinoxes are fixed each February, for the following year only. Later ones are
    computed. `year_end` holds the (month, day) pairs on which courts rest every year.

    Outside the table no holiday is known: a day counts as a working day unless it is a Saturday, a Sunday or
    in `year_end`. So a period that ends after it may be shown as ending too early, never too late.
    """

    known_from: date
    announced_until: date
    computed_until: date
    year_end: frozenset[tuple[int, int]]
    holidays: Mapping[date, str] = field(hash=False, repr=False)

    def __post_init__(self) -> None:
        if not self.known_from <= self.announced_until <= self.computed_until:
            raise ValueError("known_from, announced_until, computed_until: must follow one another in time")
        for day in self.holidays:
            if not self.known_from <= day <= self.computed_until:
                raise ValueError(f"holidays.{day}: outside {self.known_from} to {self.computed_until}")

    def is_rest_day(self, day: date) -> bool:
        """Whether `day` is a Saturday, a Sunday, a national holiday or in 29 December to 3 January.

        Source: 民訴法95条3項 and 刑訴法55条3項, which name the same days. TypeError for a time.
        """
        if isinstance(day, datetime):
            raise TypeError(f"a day is needed, not a time: {day}")
        return day.weekday() > FRIDAY or (day.month, day.day) in self.year_end or day in self.holidays

    def next_working_day(self, day: date) -> date:
        """`day` itself, or the first day after it that is no rest day. OverflowError past the year 9999."""
        while self.is_rest_day(day):
            day += ONE_DAY
        return day

    def is_provisional(self, day: date) -> bool:
        """Whether the holidays of `day` are not officially known.

        That is: before `known_from` or after `announced_until`. Even an announced day can be moved by a
        special law, as in December 2020 for July, August and October 2021.
        """
        return not self.known_from <= day <= self.announced_until


def calendar_from(table: Mapping[str, object]) -> Calendar:
    """The calendar of a table as `calendar.toml` holds it.

    `known_from`, `announced_until` and `computed_until` are days, `year_end` a list of "MM-DD", `holidays` a
    table of "YYYY-MM-DD" to the Japanese name. ValueError, naming the key, for a missing, unknown or bad one.
    """
    keys = {part.name for part in fields(Calendar)}
    if unknown := sorted(table.keys() - keys):
        raise ValueError(f"{unknown[0]}: unknown key; allowed: {', '.join(sorted(keys))}")
    if missing := sorted(keys - table.keys()):
        raise ValueError(f"{missing[0]}: missing")
    year_end, holidays = table["year_end"], table["holidays"]
    if not isinstance(year_end, list):
        raise ValueError(f"year_end: a list of MM-DD is needed, not {year_end!r}")
    if not isinstance(holidays, Mapping):
        raise ValueError(f"holidays: a table of days and names is needed, not {holidays!r}")
    for day, name in holidays.items():
        if not isinstance(name, str) or not name:
            raise ValueError(f"holidays.{day}: a name is needed, not {name!r}")
    ends = [_day(f"year_end.{end}", f"2000-{end}") for end in year_end]
    return Calendar(
        known_from=_told(table, "known_from"),
        announced_until=_told(table, "announced_until"),
        computed_until=_told(table, "computed_until"),
        year_end=frozenset((end.month, end.day) for end in ends),
        holidays={_day(f"holidays.{day}", day): name for day, name in holidays.items()},
    )


def _told(table: Mapping[str, object], key: str) -> date:
    """The day under `key`; a time is refused."""
    value = table[key]
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ValueError(f"{key}: a day is needed, not {value!r}")
    return value


def _day(key: str, written: str) -> date:
    """The day written as YYYY-MM-DD, and no other way."""
    try:
        day = date.fromisoformat(written)
        if day.isoformat() == written:
            return day
    except ValueError:
        pass
    raise ValueError(f"{key}: no such day")
