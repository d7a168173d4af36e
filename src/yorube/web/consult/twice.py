"""Forms sent twice by a double click: each holds how many entries there were when it was shown."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict

from yorube.web.consult.fields import number_in

# The field that holds it.
THERE = "there"


def added_already(form: QueryDict, now: Sequence[object], new: Sequence[object]) -> bool:
    """Whether what a form adds stands where it would have put it."""
    place = number_in(form.get(THERE, ""), len(now))
    return place is not None and len(new) > 0 and list(now[place : place + len(new)]) == list(new)


def taken_already(form: QueryDict, now: Sequence[object]) -> bool:
    """Whether entries were taken away or added since the form was shown: its places are those of another list."""
    return THERE in form and form[THERE] != str(len(now))
