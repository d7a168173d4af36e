"""Posts one by one; those of which the same is said together: where each stands, with its words, in a table, and the
rest once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from yorube.document.blocks import MARGINS, Block, Field, Paragraph, Piece, Table, Text
from yorube.papers.case import Case
from yorube.papers.told import Told

# What is said of a post, block by block.
Said: TypeAlias = Callable[[Told], Iterable[Block]]
# What else tells a post apart, where a paper asks for it.
PLACE = "removal.place"
# Millimetres of the column of numbers, and what part of the rest is for where a post stands, with its words beside it.
NUMBER, WHERE = 13, 0.48


def one_by_one(
    case: Case, posts: Iterable[Told], *, head: Callable[[str], Block], own: Said, words: Said, said: Said
) -> Iterator[Block]:
    """Every post: its head with its number, `own` (where it stands), `words` (its words, or nothing), `said`."""
    for group, rest in alike(case, posts, said, words):
        yield head(case.voice.spans([post.number for post in group]))
        if len(group) == 1:
            yield from own(group[0])
            yield from words(group[0])
        else:
            yield table(case, group, words)
        yield from rest


def alike(
    case: Case, posts: Iterable[Told], said: Said, words: Said
) -> Iterator[tuple[list[Told], tuple[Block, ...]]]:
    """The posts of which the same is said, each time with that: its blanks are those of all of them."""
    groups: dict[tuple[bool, tuple[Block, ...]], list[Told]] = {}
    for post in posts:
        same = of_all(case, said(post), case.posts)
        groups.setdefault((any(True for _ in words(post)), same), []).append(post)
    for (_, same), group in groups.items():
        yield group, of_all(case, same, group)


def of_all(case: Case, blocks: Iterable[Block], posts: Sequence[Told]) -> tuple[Block, ...]:
    """What is said of one post, said of several."""
    return tuple(of_several(case, block, posts) for block in blocks)


def of_several(case: Case, block: Block, posts: Sequence[Told]) -> Block:
    if isinstance(block, Field):
        return replace(block, value=case.of_all(block.value, posts))
    return replace(block, text=case.of_all(block.text, posts)) if isinstance(block, Paragraph) else block


def table(case: Case, posts: Sequence[Told], words: Said) -> Table:
    """Where each of several posts stands; its words, where there are any to give."""
    head: list[Text] = [case.say("column.number"), case.say("column.where")]
    columns = [field for field in words(posts[0]) if isinstance(field, Field)]
    head += [field.label for field in columns]
    rest = MARGINS[case.form.layout].width - NUMBER
    place = round(rest * WHERE) if columns else rest
    widths = (NUMBER, place, rest - place) if columns else (NUMBER, place)
    rows = ((str(post.number), tuple(where(case, post)), *of(words(post))) for post in posts)
    return Table(widths, tuple(head), tuple(rows))


def of(blocks: Iterable[Block]) -> Iterator[Text]:
    """The values of some fields."""
    return (block.value for block in blocks if isinstance(block, Field))


def where(case: Case, post: Told) -> Iterator[Piece]:
    """Address, account, time, line by line; what else tells a post apart. A message may have no address."""
    if post.url or not case.is_message(post):
        yield case.url(post)
        yield "\n"
    if post.account:
        yield f"@{post.account}\n"
    yield case.posted_at(post)
    if PLACE in case.form.entries and case.filled(PLACE, post) and not post.child:
        yield f"\n{case.filled(PLACE, post)}"
