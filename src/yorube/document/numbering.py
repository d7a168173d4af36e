"""The numbers of items, as both writers print them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from yorube.document.blocks import LEVELS, Block, Item, Lang, PageBreak, Title

KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


def numbers(blocks: Iterable[Block]) -> list[int]:
    """The count of each item on its level, 0 for all other blocks.

    A level starts anew after an item of a higher level, all levels after a title.
    """
    counts = [0] * LEVELS
    found = []
    for block in blocks:
        if isinstance(block, Title):
            counts = [0] * LEVELS
        if isinstance(block, Item):
            counts[block.level - 1] += 1
            counts[block.level :] = [0] * (LEVELS - block.level)
        found.append(counts[block.level - 1] if isinstance(block, Item) else 0)
    return found


def label(lang: Lang, level: int, count: int) -> str:
    """What is printed before the item."""
    return LABELS[lang][level - 1](count)


def repeated(signs: str) -> Callable[[int], str]:
    """After the last sign the first comes twice, as word processors do it."""
    return lambda count: signs[(count - 1) % len(signs)] * ((count - 1) // len(signs) + 1)


def roman(count: int) -> str:
    signs = (
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    )
    text = ""
    for value, sign in signs:
        text, count = text + sign * (count // value), count % value
    return text


LABELS: Mapping[Lang, tuple[Callable[[int], str], ...]] = {
    "ja": (
        lambda n: f"第{str(n).translate(WIDE)}",
        lambda n: str(n).translate(WIDE),
        lambda n: f"({n})",
        repeated(KANA),
    ),
    "en": (
        lambda n: f"{n}.",
        lambda n: f"({n})",
        lambda n: f"({repeated(LETTERS)(n)})",
        lambda n: f"({roman(n)})",
    ),
}


def leads(item: Item, following: Block | None) -> bool:
    """Whether what follows an item belongs to it, so that they should stand on one page."""
    if isinstance(following, Item):
        return following.level > item.level
    return following is not None and not isinstance(following, Title | PageBreak)
