"""Requests for removal, and sheets for the desks that ask for it."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {}
