"""The answer: one page to begin with, and a page for each thing a person may want to know more of.

Everything shown comes from the outcome and the rulebook; nothing is decided here.
"""

from yorube.web.consult.answer.pages import (
    answer,
    answer_json,
    conditions_json,
    conditions_of,
    ground,
    part,
    part_json,
)

__all__ = ["answer", "answer_json", "conditions_json", "conditions_of", "ground", "part", "part_json"]
