"""The few words that the writers add themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from yorube.document.blocks import Blank, Lang, Masked, Strong, Text, pieces
from yorube.document.text import Ink, point


@dataclass(frozen=True, slots=True)
class Words:
    """In one language. `blank` takes what is missing, `unprinted` and `variants` take a list of code points."""

    blank: str
    withheld: str
    seal: str
    unprinted: str
    variants: str

    def signed(self, name: Text) -> Text:
        """A name with the place for the seal."""
        return (*pieces(name), f"\u3000\u3000{self.seal}")


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


def spelled(text: Text, words: Words) -> Iterator[tuple[str, bool]]:
    """The pieces of a text as they read, each with whether it is bold."""
    for piece in pieces(text):
        match piece:
            case Blank(missing=missing):
                yield words.blank.format(missing), False
            case Masked(text=plain):
                yield plain, False
            case Strong(text=bold):
                yield bold, True
            case str():
                yield piece, False


def notes(ink: Ink, words: Words) -> list[str]:
    """What stands at the end where something could not be printed as it was."""
    found = ((words.unprinted, ink.unprinted), (words.variants, ink.variants))
    return [note.format(", ".join(map(point, sorted(signs)))) for note, signs in found if signs]
