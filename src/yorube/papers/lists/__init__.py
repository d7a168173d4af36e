"""What is attached to requests and petitions: parties, sender information, posts, infringement, evidence, inquiry."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.lists.evidence import evidence_list
from yorube.papers.lists.infringement import infringement_table
from yorube.papers.lists.inquiry import bar_inquiry_note
from yorube.papers.lists.parties import party_list
from yorube.papers.lists.posts import post_list
from yorube.papers.lists.sender_information import sender_information_list

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    "post_list": post_list,
    "party_list": party_list,
    "sender_information_list": sender_information_list,
    "infringement_table": infringement_table,
    "evidence_list": evidence_list,
    "bar_inquiry_note": bar_inquiry_note,
}
