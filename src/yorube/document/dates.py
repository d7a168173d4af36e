"""Dates as Japanese papers write them."""

from __future__ import annotations

from datetime import date

# The first day of each era. Before 1873 Japan counted days by another calendar.
ERAS = (
    (date(2019, 5, 1), "令和"),
    (date(1989, 1, 8), "平成"),
    (date(1926, 12, 25), "昭和"),
    (date(1912, 7, 30), "大正"),
    (date(1868, 1, 25), "明治"),
)
GREGORIAN = date(1873, 1, 1)


def wareki(day: date) -> str:
    """A day by era, such as 令和8年11月22日; the first year is 元年. Raises ValueError for days before 1873."""
    if day < GREGORIAN:
        raise ValueError(f"{day.isoformat()}: before 1873 days were counted by another calendar")
    start, era = next(found for found in ERAS if found[0] <= day)
    year = day.year - start.year + 1
    return f"{era}{'元' if year == 1 else year}年{day.month}月{day.day}日"
