"""Days by era."""

from datetime import date, timedelta

import pytest

from yorube.document import wareki


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 11, 22), "令和8年11月22日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2019, 12, 31), "令和元年12月31日"),
        (date(2020, 1, 1), "令和2年1月1日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1873, 1, 1), "明治6年1月1日"),
    ],
)
def test_a_day_by_era(day: date, written: str) -> None:
    assert wareki(day) == written


def test_every_day_is_written_once() -> None:
    days = [date(1873, 1, 1) + timedelta(n) for n in range((date(2040, 1, 1) - date(1873, 1, 1)).days)]
    assert len({wareki(day) for day in days}) == len(days)


def test_days_of_the_old_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="1872-12-31"):
        wareki(date(1872, 12, 31))
