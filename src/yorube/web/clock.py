"""The day of a consultation on the web: the only place of the web that asks what day it is."""

from __future__ import annotations

from datetime import date, datetime

from yorube.law.periods import JAPAN


def now() -> datetime:
    """This moment, in Japan."""
    return datetime.now(JAPAN)


def today() -> date:
    """Today in Japan."""
    return now().date()
