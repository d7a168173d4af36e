"""Posts one by one; those of which the same is said together: where each stands, with its words, in a table, and the
rest once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from yorube.document.blocks import (
    MARGINS,
    Block,
    Field,
    Heading,
    Item,
    Paragraph,
    Piece,
    Table,
    Text,
    pieces,
    short,
)
from yorube.papers.case import Case
from yorube.papers.told import Told

# What is said of a post, block by block; and one thing of it that has a column of its own where there are several.
Said: TypeAlias = Callable[[Told], Iterable[Block]]
One: TypeAlias = Callable[[Told], Field | None]
# Millimetres of the column of numbers, and what part of the rest is for where a post stands, beside another column.
NUMBER, WHERE = 13, 0.48


def nothing(post: Told) -> None:
    """No column."""


def one_by_one(
    case: Case,
    posts: Iterable[Told],
    *,
    head: Callable[[Sequence[Told]], Heading | Item | Paragraph],
    own: Callable[[Told], Iterable[Field]],
    said: Said,
    words: One = nothing,
    apart: Callable[[Told], Hashable] = nothing,
    opening: Callable[[Sequence[Told]], Iterable[Block]] = lambda posts: (),
) -> Iterator[Block]:
    """Every post: its head and an opening, `own` (where it stands), `words`, and what else is `said` of it.

    Posts stand together where the same is said of them and `apart` gives the same; long words stand alone.
    """
    for group, rest in alike(case, posts, said, words, apart):
        yield head(group)
        yield from opening(group)
        if len(group) > 1:
            yield table(case, group, own, words)
            if rest:
                yield Paragraph(case.say("alike.each"))
        else:
            yield from own(group[0])
            if field := words(group[0]):
                yield field
        yield from rest


def alike(
    case: Case,
    posts: Iterable[Told],
    said: Said,
    words: One = nothing,
    apart: Callable[[Told], Hashable] = nothing,
) -> Iterator[tuple[list[Told], tuple[Block, ...]]]:
    """The posts of which the same is said, each time with that: its blanks are those of all of them."""
    groups: dict[Hashable, list[Told]] = {}
    same: dict[Hashable, tuple[Block, ...]] = {}
    for post in posts:
        field = words(post)
        long = field is not None and not short((field.value,))
        blocks = together(case, said(post), case.posts)
        key: Hashable = (blocks, field is None, apart(post), post.id if long else None)
        same[key] = blocks
        groups.setdefault(key, []).append(post)
    for key, group in groups.items():
        yield group, together(case, same[key], group)


def together(case: Case, blocks: Iterable[Block], posts: Sequence[Told]) -> tuple[Block, ...]:
    """What is said of one post, said of several."""
    return tuple(of_several(case, block, posts) for block in blocks)


def of_several(case: Case, block: Block, posts: Sequence[Told]) -> Block:
    if isinstance(block, Field):
        return replace(block, value=case.of_all(block.value, posts))
    return replace(block, text=case.of_all(block.text, posts)) if isinstance(block, Paragraph) else block


def table(
    case: Case, posts: Sequence[Told], own: Callable[[Told], Iterable[Field]], column: One = nothing
) -> Table:
    """Where each of several posts stands, and one thing more of each."""
    first = column(posts[0])
    rest = MARGINS[case.form.layout].width - NUMBER
    place = round(rest * WHERE) if first else rest
    more = (rest - place,) if first else ()
    head = (case.say("column.number"), case.say("column.where"), *([first.label] if first else []))
    return Table((NUMBER, place, *more), head, tuple(row(post, own, column) for post in posts))


def row(post: Told, own: Callable[[Told], Iterable[Field]], column: One) -> tuple[Text, ...]:
    """The number of a post, where it stands, line by line, and what stands beside that."""
    lines: list[Piece] = []
    for field in own(post):
        lines += ["\n"] if lines else []
        lines += pieces(field.value)
    beside = column(post)
    return (str(post.number), tuple(lines), *([beside.value] if beside else []))
