"""A text for people, in Japanese and English, with plain Japanese (やさしい日本語) where there is one."""

from __future__ import annotations

from dataclasses import dataclass, field

from yorube.law.frozen import FrozenDict


@dataclass(frozen=True, slots=True)
class Text:
    """`ja` and `en` are always there; `easy` may be empty.

    `data` is the text as outcomes give it: `{ja, en}`, and `easy` where there is one. It is made once and shared by
    every outcome that says it.
    """

    ja: str
    en: str
    easy: str = ""
    data: FrozenDict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        easy = {"easy": self.easy} if self.easy else {}
        object.__setattr__(self, "data", FrozenDict(ja=self.ja, en=self.en, **easy))

    def __reduce__(self) -> tuple[type[Text], tuple[str, str, str]]:
        return Text, (self.ja, self.en, self.easy)

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.ja
