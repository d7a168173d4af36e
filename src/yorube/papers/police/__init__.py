"""Papers for the police: sheet, notes for a damage report, criminal complaint."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {}
