"""Requests and petitions: disclosure, provision, no erasure, provisional orders, concealment."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.court.concealment import concealment_petition
from yorube.papers.court.injunction import injunction_petition
from yorube.papers.court.petition import disclosure_petition, erasure_ban_petition, provision_petition
from yorube.papers.court.request import disclosure_request

# What opens a procedure in a court.
PETITIONS = ("disclosure_petition", "provision_petition", "erasure_ban_petition", "injunction_petition")
WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    "disclosure_request": disclosure_request,
    "disclosure_petition": disclosure_petition,
    "provision_petition": provision_petition,
    "erasure_ban_petition": erasure_ban_petition,
    "injunction_petition": injunction_petition,
    "concealment_petition": concealment_petition,
}
