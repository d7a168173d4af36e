"""The second door: for a person who posted something or is about to. It asks and shows; it never scolds, and never
says of a text what it is."""

from yorube.web.consult.posting.after import after, after_json, answer, answer_json
from yorube.web.consult.posting.before import before, before_json, checked, checked_json, erase, erased
from yorube.web.consult.posting.door import doors, helpers, helpers_json, unless_written
from yorube.web.consult.posting.letters import letter, letter_json

__all__ = [
    "after",
    "after_json",
    "answer",
    "answer_json",
    "before",
    "before_json",
    "checked",
    "checked_json",
    "doors",
    "erase",
    "erased",
    "helpers",
    "helpers_json",
    "letter",
    "letter_json",
    "unless_written",
]
