"""What was told of the posts, as papers give it: address, account, service, time, and words where they may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from yorube.consult import Report
from yorube.consult.report import Post
from yorube.consult.worlds import Read, read
from yorube.law.addresses import Shown, shown
from yorube.law.periods import in_japan
from yorube.law.rulebook import Rulebook, Service
from yorube.law.text import Text

CHILD_IMAGE = "plan.child_image"
# A name of the rulebook, with the country in brackets; one with more behind it is only said to be the operator's.
OPERATOR = re.compile(r"[^（]+(?:（[^）]*）)?")


@dataclass(frozen=True, slots=True)
class Told:
    """One post of a report. `at`: a time with its offset, or a day in Japan.

    `child`: a sexual image of a child, or of unknown age. Then there are no words, and only address, time and account
    may stand on a paper.
    """

    number: int
    post: Post
    child: bool
    url: str | None
    in_address: Shown | None
    service: Service | None
    at: datetime | date | None
    text: str | None

    @property
    def id(self) -> str:
        return self.post.id

    @property
    def account(self) -> str | None:
        """The account that the address shows."""
        return self.in_address.account if self.in_address else None

    @property
    def operator(self) -> Text | None:
        """Who runs the service, as the rulebook knows it for certain, without the country."""
        known = self.service.operator if self.service and self.service.hosts else None
        if known is None or not OPERATOR.fullmatch(known.ja):
            return None
        return Text(known.ja.partition("（")[0], known.en.partition(" (")[0])


def posts_of(report: Report, book: Rulebook) -> Iterator[Told]:
    """The posts of a report, in their order."""
    read_as = read(report, book)
    for number, post in enumerate(report.posts, 1):
        url, text = post.told.get("posts.url"), post.told.get("posts.text")
        at = post.told.get("posts.posted_at")
        child = is_child_image(post, read_as, book)
        address = shown(url) if isinstance(url, str) else None
        if address and address.made and in_japan(address.made) > report.as_of:  # no id is made tomorrow
            address = replace(address, made=None)
        yield Told(
            number=number,
            post=post,
            child=child,
            url=url if isinstance(url, str) else None,
            in_address=address,
            service=book.services.get(str(post.told.get("posts.platform"))),
            at=at if isinstance(at, date) else None,
            text=text if isinstance(text, str) and not child else None,
        )


def is_child_image(post: Post, read_as: Read, book: Rulebook) -> bool:
    """Whether this post carries a sexual image of a child, or of unknown age, by the rulebook's own rule."""
    own = tuple(world for world in read_as.whole.posts if world.post == post.id)
    return book.rules[CHILD_IMAGE].value.value(replace(read_as.whole, posts=own)) is True
