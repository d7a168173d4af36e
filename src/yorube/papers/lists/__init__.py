"""What is attached to requests and petitions: parties, sender information, posts, infringement, evidence, inquiry."""

from collections.abc import Callable, Iterator, Mapping

from yorube.document import Block
from yorube.papers.case import Case
from yorube.papers.lists.posts import post_list

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {"post_list": post_list}
