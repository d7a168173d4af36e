"""投稿記事目録: the posts that a request or a petition is about."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.document import Block, Field, Heading, Paragraph, Title
from yorube.papers.case import Case
from yorube.papers.told import Told


def post_list(case: Case) -> Iterator[Block]:
    """Every post with where and when; its words, except of a child's image."""
    yield Title(case.say("lists.posts"))
    for post in case.posts:
        yield Heading(case.say("lists.post", number=post.number))
        yield from one(case, post)


def one(case: Case, post: Told) -> Iterator[Block]:
    yield Field(case.say("lists.url"), case.url(post))
    if not post.child:
        yield Field(case.say("lists.service"), case.service(post))
    if post.account:
        yield Field(case.say("lists.account"), case.account(post))
    yield Field(case.say("lists.at"), case.posted_at(post))
    if post.child:
        yield Paragraph(case.say("form.child"))
    else:
        yield Field(case.say("lists.text"), case.text(post))
