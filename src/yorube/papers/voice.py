"""One language of a paper: its own words, the rulebook's texts, and facts in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from yorube.consult.questions import fact_of
from yorube.document.blocks import Lang
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text
from yorube.papers.catalog import catalog

# `easy` is plain Japanese; a text that has none is said in Japanese.
Language: TypeAlias = Literal["ja", "easy", "en"]


def words() -> Mapping[str, Text]:
    """The words of the papers by their id."""
    return catalog().words


@dataclass(frozen=True, slots=True)
class Voice:
    """How a paper speaks."""

    language: Language
    book: Rulebook

    @property
    def lang(self) -> Lang:
        """The language of the document."""
        return "en" if self.language == "en" else "ja"

    def say(self, id: str, **values: object) -> str:
        """A text of the papers; `{name}` in it stands for a value."""
        text = self.of(words()[id])
        return text.format(**values) if values else text

    def phrase(self, id: str) -> str:
        """A fixed phrase of the rulebook."""
        return self.of(self.book.words[id])

    def of(self, text: Text | Mapping[str, str]) -> str:
        """A text of the rulebook or of an outcome."""
        row = text.data if isinstance(text, Text) else text
        return row.get(self.language) or row["ja"]

    def listed(self, parts: Iterable[str]) -> str:
        return (", " if self.lang == "en" else "、").join(dict.fromkeys(parts))

    def spans(self, numbers: Sequence[int]) -> str:
        """Ascending numbers, from three in a row on as the first and the last of them."""
        rows: list[list[int]] = []
        for number in numbers:
            if rows and number == rows[-1][-1] + 1:
                rows[-1].append(number)
            else:
                rows.append([number])
        to = "-" if self.lang == "en" else "〜"
        return self.listed(
            f"{row[0]}{to}{row[-1]}" if len(row) > 2 else self.listed(map(str, row)) for row in rows
        )

    def posts(self, numbers: Sequence[int]) -> str:
        """Posts by their ascending numbers."""
        if len(numbers) == 1:
            return self.say("post", number=numbers[0])
        return self.say("posts", numbers=self.spans(numbers))

    def sentences(self, parts: Iterable[str]) -> str:
        return (" " if self.lang == "en" else "").join(parts)

    def about(self, label: str, text: str) -> str:
        """A text with what it is about before it."""
        return f"{label}: {text}" if self.lang == "en" else f"{label}：{text}"

    def noted(self, note: str) -> str:
        """A note in brackets."""
        return f" ({note})" if self.lang == "en" else f"（{note}）"

    def labels(self, paths: Iterable[str]) -> str:
        """The facts of some paths by their labels, each once."""
        found = ((path, fact_of(path, self.book)) for path in paths)
        return self.listed(self.of(fact.label) if fact else path for path, fact in found)


def in_words(fact: Fact, value: object) -> list[Text]:
    """A told value in words, one for each member of a set."""
    if isinstance(value, list | tuple | frozenset):
        return [text for one in sorted(value) for text in in_words(fact, one)] or [words()["none"]]
    if value == UNKNOWN:
        return [words()["unknown"]]
    if fact.type in ("yesno", "choice", "set"):
        return [fact.words(str(value))]
    unit = fact.unit
    if unit is not None:
        return [Text(f"{value}{unit.ja}", f"{value} {unit.en}", f"{value}{unit.easy or unit.ja}")]
    return [Text(str(value), str(value))]
