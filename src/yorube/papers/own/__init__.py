"""The person's own papers: plan, time line, costs, legal aid; and what a lawyer is given."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.own.plan import plan

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {"plan": plan}
