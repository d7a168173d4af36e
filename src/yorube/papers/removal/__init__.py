"""Requests for removal, and sheets for the desks that ask for it."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.removal.consultation import consultation_sheet
from yorube.papers.removal.request import removal_request
from yorube.papers.removal.sheets import ihaho_sheet, moj_sheet, safeline_sheet, sia_sheet

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    "removal_request": removal_request,
    "moj_sheet": moj_sheet,
    "sia_sheet": sia_sheet,
    "safeline_sheet": safeline_sheet,
    "ihaho_sheet": ihaho_sheet,
    "consultation_sheet": consultation_sheet,
}
