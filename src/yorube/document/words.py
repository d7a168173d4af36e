"""The few words that the writers add themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from yorube.document.blocks import Lang


@dataclass(frozen=True, slots=True)
class Words:
    """In one language. `blank` takes what is missing, `unprinted` and `variants` take a list of code points."""

    blank: str
    withheld: str
    seal: str
    unprinted: str
    variants: str


WORDS: Mapping[Lang, Words] = {
    "ja": Words(
        blank="＿＿＿＿＿＿［要記入：{}］",
        withheld="〔秘匿〕",
        seal="㊞",
        unprinted="〓は、この文書では印字できない文字があることを示します。かっこ内はその文字の番号（Unicode）です: {}",
        variants="次の文字は、指定された字形ではなく標準の字形で印字されています（Unicode）: {}",
    ),
    "en": Words(
        blank="____________ [to fill in: {}]",
        withheld="[withheld]",
        seal="(seal)",
        unprinted="〓 stands for a character that cannot be printed here; its Unicode number follows in brackets: {}",
        variants="These characters are printed in their standard shape, not in the variant asked for (Unicode): {}",
    ),
}
