"""Requests and petitions: disclosure, provision, no erasure, provisional orders, concealment."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {}
