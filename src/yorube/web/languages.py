"""The forms a page can be read in, with their words and their days, and the cookie that remembers the choice.

`ja` Japanese, `easy` plain Japanese (やさしい日本語; where a text has none, Japanese), `en` English.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yorube.law.text import Text

LANGUAGES = {"ja": "日本語", "easy": "やさしい日本語", "en": "English"}
COOKIE = "lang"
WEEKDAYS = {"ja": "月火水木金土日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def words() -> Mapping[str, Text]:
    """Every text of the pages by its id, from web/words/*.toml. An id that stands there twice is an error."""
    found: dict[str, Text] = {}
    for file in sorted(files("yorube.web").joinpath("words").iterdir(), key=lambda file: file.name):
        for id, row in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if id in found:
                raise ValueError(f"{file.name}: {id} stands there twice")
            found[id] = Text(**row)
    return found


def in_language(text: Text | Mapping[str, str], language: str) -> str:
    """A text, or its `data` as outcomes give it, in one of the three forms."""
    row = text.data if isinstance(text, Text) else text
    return row.get("easy") or row["ja"] if language == "easy" else row[language]


def day_in(value: date | str, language: str) -> str:
    """A day with its weekday: 2026年11月23日（月）, Mon 23 Nov 2026."""
    one = date.fromisoformat(value) if isinstance(value, str) else value
    if language == "en":
        return f"{WEEKDAYS['en'][one.weekday()]} {one.day} {MONTHS[one.month - 1]} {one.year}"
    return f"{one.year}年{one.month}月{one.day}日（{WEEKDAYS['ja'][one.weekday()]}）"


def language_of(request: HttpRequest) -> str:
    """The form to write in: the one chosen, else Japanese or English by what the browser asks for."""
    chosen = request.COOKIES.get(COOKIE)
    if chosen in LANGUAGES:
        return chosen
    first = request.headers.get("Accept-Language", "ja").partition(",")[0].strip().lower()
    return "ja" if not first or first.startswith(("ja", "*")) else "en"


def chosen(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives every request its `language`."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.language = language_of(request)  # type: ignore[attr-defined]
        response = get_response(request)
        response.headers.setdefault("Content-Language", "en" if request.language == "en" else "ja")  # type: ignore[attr-defined]
        return response

    return answer


def remember(response: HttpResponse, language: str) -> None:
    """Keeps the choice until the browser is closed."""
    response.set_cookie(COOKIE, language, secure=settings.HTTPS, samesite="Strict", httponly=True)


def context(request: HttpRequest) -> dict[str, Any]:
    """What every template knows of the language."""
    language = getattr(request, "language", "ja")
    return {
        "language": language,
        "lang": "en" if language == "en" else "ja",
    }
