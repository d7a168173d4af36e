"""Consultation: a report goes in, the rulebook is applied, an outcome comes out. Pure; today is an argument.

`check` turns plain tables into a Report, `assess` a Report into an Outcome, `ahead` into the part of it an
interview goes by; `Trials` tells only what to do, also with one more answer. `documents` reads TOML, JSON, JSON Lines;
`report_in` takes the report out of a file kept on the web.
"""

from yorube.consult.outcome import SCHEMA as OUTCOME_SCHEMA
from yorube.consult.outcome import Outcome, ahead, assess
from yorube.consult.reading import KEPT, Unreadable, documents, report_in
from yorube.consult.report import SCHEMA as REPORT_SCHEMA
from yorube.consult.report import Report, ReportError, check
from yorube.consult.trials import Trials
from yorube.consult.why import why

__all__ = [
    "KEPT",
    "OUTCOME_SCHEMA",
    "REPORT_SCHEMA",
    "Outcome",
    "Report",
    "ReportError",
    "Trials",
    "Unreadable",
    "ahead",
    "assess",
    "check",
    "documents",
    "report_in",
    "why",
]
