"""Days, telephone numbers, articles and citations as the answer writes them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from yorube.law import shipped
from yorube.law.text import Text
from yorube.web.languages import day_in, in_language, words

register = template.Library()

NUMBERED = re.compile(r"(?:^|\s|(?<=[。．.]))\d{1,2}\)(?:\s|(?=「))")
# Longer numbers and #9110 are desks.
EMERGENCY = re.compile(r"(?<![#\d])(110|119)(?!\d)")
ARTICLE = re.compile(r"(\d+)条(?:の(\d+))?(?:第?(\d+)項)?(?:第?(\d+)号)?")


@register.filter
def day(value: date | str | None, language: str) -> str:
    """A day as the language writes it. Nothing for None."""
    return day_in(value, language) if value else ""


@register.filter
def call(number: str) -> str:
    """The address that calls a number."""
    return "tel:" + "".join("%23" if c == "#" else c for c in number if c.isdigit() or c in "#+")


@register.filter
def numbered(number: str, language: str) -> str:
    """The number of an article: 250条2項6号 is Art. 250(2)(6) in English."""
    found = ARTICLE.fullmatch(number) if language == "en" else None
    if found is None:
        return number
    article, sub, paragraph, item = found.groups()
    parts = "".join(f"({part})" for part in (paragraph, item) if part)
    return f"Art. {article}{f'-{sub}' if sub else ''}{parts}"


@register.filter
def cited(law: list[str], cites: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The citations of a row, from those of the outcome."""
    return [cites[cite] for cite in law if cite in cites]


@register.filter
def word(id: str, prefix: str) -> Text:
    """A text of the pages by the two halves of its id."""
    return words()[f"{prefix}.{id}"]


@lru_cache(maxsize=256)
def way(text: str) -> tuple[str, ...]:
    """A way of the rulebook: what it says before its first step, then its steps."""
    return tuple(part.strip() for part in NUMBERED.split(text))


@register.filter
def lead(text: str) -> str:
    """What a way says before its first step, or all of it where it has none."""
    found = way(str(text))[0]
    return mark_safe(found) if isinstance(text, SafeString) else found


@register.filter
def steps(text: str) -> list[str]:
    """A way written as `1) ... 2) ...` as its steps."""
    found = way(str(text))[1:]
    return [mark_safe(step) for step in found] if isinstance(text, SafeString) else list(found)


@register.filter
def urgent(row: dict[str, Any]) -> list[str]:
    """The emergency numbers that a message of safety names and none of its desks has."""
    have = {
        desk["contact"].get("phone") if isinstance(desk, dict) else desk.contact.phone
        for desk in row["desks"]
    }
    return [number for number in EMERGENCY.findall(in_language(row["message"], "ja")) if number not in have]


@register.filter
def calls(rows: list[dict[str, Any]]) -> list[tuple[str, Text]]:
    """The numbers that messages of safety name, and their desks: each once, in their order."""
    found: dict[str, Text] = {}
    for row in rows:
        for number in urgent(row):
            found.setdefault(number, words()[f"urgent.{number}"])
        for desk in row["desks"]:
            if desk.contact.phone:
                found.setdefault(desk.contact.phone, desk.name)
    return list(found.items())


@register.filter
def how_checked(row: dict[str, Any]) -> Text:
    """The words for how a citation was checked."""
    return shipped().words[f"checked.{row['checked']}"]
