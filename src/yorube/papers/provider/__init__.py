"""Papers of the operator of a site and of the one who wrote: inquiries, replies, notices."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {}
