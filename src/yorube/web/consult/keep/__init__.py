"""What a person takes along: a file of their own, the plan on paper, days for a calendar, a set for a lawyer.

Names of files, titles and addresses say nothing of what is in them.
"""

from yorube.web.consult.keep.dates import dates, dates_json, plan_ics
from yorube.web.consult.keep.file import keep, resume
from yorube.web.consult.keep.papers import lawyer, lawyer_json, lawyer_pdf, plan, plan_json, plan_pdf

__all__ = [
    "dates",
    "dates_json",
    "keep",
    "lawyer",
    "lawyer_json",
    "lawyer_pdf",
    "plan",
    "plan_ics",
    "plan_json",
    "plan_pdf",
    "resume",
]
