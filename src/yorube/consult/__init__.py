"""Consultation: a report goes in, the rulebook is applied, an outcome comes out. Pure; today is an argument.

`check` turns plain tables into a Report, `assess` a Report into an Outcome (`first_actions`: only into its actions);
`documents` reads TOML, JSON, JSON Lines.
"""

from yorube.consult.outcome import SCHEMA as OUTCOME_SCHEMA
from yorube.consult.outcome import Outcome, assess, first_actions
from yorube.consult.reading import Unreadable, documents
from yorube.consult.report import SCHEMA as REPORT_SCHEMA
from yorube.consult.report import Report, ReportError, check
from yorube.consult.why import why

__all__ = [
    "OUTCOME_SCHEMA",
    "REPORT_SCHEMA",
    "Outcome",
    "Report",
    "ReportError",
    "Unreadable",
    "assess",
    "check",
    "documents",
    "first_actions",
    "why",
]
