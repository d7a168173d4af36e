"""Papers of the operator of a site and of the one who wrote: inquiries, replies, notices."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.provider.inquiry import opinion_inquiry
from yorube.papers.provider.notices import platform_notice, sender_notice
from yorube.papers.provider.reply import opinion_reply

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    "opinion_inquiry": opinion_inquiry,
    "opinion_reply": opinion_reply,
    "platform_notice": platform_notice,
    "sender_notice": sender_notice,
}
