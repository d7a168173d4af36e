"""Papers for the police: sheet, notes for a damage report, criminal complaint."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.police.complaint import criminal_complaint
from yorube.papers.police.damage import damage_report_notes
from yorube.papers.police.sheet import police_sheet

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    "police_sheet": police_sheet,
    "damage_report_notes": damage_report_notes,
    "criminal_complaint": criminal_complaint,
}
