"""The person's own papers: plan, time line, costs, legal aid; and what a lawyer is given."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.own.costs import costs
from yorube.papers.own.legal_aid import legal_aid_check
from yorube.papers.own.plan import plan
from yorube.papers.own.timeline import timeline

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    "plan": plan,
    "timeline": timeline,
    "costs": costs,
    "legal_aid_check": legal_aid_check,
}
