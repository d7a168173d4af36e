"""A text for people, in Japanese and English, with plain Japanese (やさしい日本語) where there is one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """`ja` and `en` are always there; `easy` may be empty."""

    ja: str
    en: str
    easy: str = ""

    def __getitem__(self, lang: str) -> str:
        return self.en if lang == "en" else self.ja

    @property
    def data(self) -> dict[str, str]:
        """As the outcome gives it: `{ja, en}` and `easy` where there is one."""
        return {"ja": self.ja, "en": self.en} | ({"easy": self.easy} if self.easy else {})
