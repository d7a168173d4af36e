"""Write the holiday table of the rulebook: `python tools/make_calendar.py 2027`.

The year is the last one whose holidays are official. Each February the National Astronomical Observatory
gives the equinoxes of the following year in the official gazette (暦要項), and the Cabinet Office publishes
that year's holidays; then run this with the new year and compare with the Cabinet Office's list. Needs the
package `holidays`, which only developers have; the tests compare the table with it and with `jpholiday`.
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import holidays

TABLE = Path(__file__).parents[1] / "src" / "yorube" / "rulebook" / "calendar.toml"
FIRST_YEAR, LAST_YEAR = 2012, 2050

HEAD = """\
# Days on which courts rest: 国民の祝日に関する法律 2条・3条, 民事訴訟法95条3項, 刑事訴訟法55条3項.
# Written by tools/make_calendar.py; do not edit by hand.
#
# law        https://laws.e-gov.go.jp/law/323AC1000000178
# announced  https://www8.cao.go.jp/chosei/shukujitsu/gaiyou.html (each February for the next year)
# computed   days after announced_until: the law as it stands, equinoxes by calculation; provisional

known_from = {FIRST_YEAR}-01-01
announced_until = {announced}-12-31
computed_until = {LAST_YEAR}-12-31

# 1 January is a national holiday; it stands here too, so that it holds beyond the table.
year_end = ["12-29", "12-30", "12-31", "01-01", "01-02", "01-03"]

[holidays]
"""


def table(announced: int) -> str:
    """The text of `calendar.toml`; `announced` is the last year whose holidays are official."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    days: dict[date, str] = holidays.country_holidays("JP", years=years, language="ja")
    head = HEAD.format(FIRST_YEAR=FIRST_YEAR, LAST_YEAR=LAST_YEAR, announced=announced)
    return head + "".join(f'{day} = "{name}"\n' for day, name in sorted(days.items()))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Write the holiday table of the rulebook.")
    parser.add_argument("announced", type=int, help="the last year whose holidays are official")
    TABLE.write_text(table(parser.parse_args().announced), encoding="utf-8")
