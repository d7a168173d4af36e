"""Template tags: the words of the pages and the texts of the rulebook, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from html import escape
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from yorube.law import shipped
from yorube.law.text import Text
from yorube.web.languages import LANGUAGES, day_in, in_language, words

register = template.Library()
NOTHING = SafeString("")


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], id: str, **values: object) -> SafeString:
    """A text of web/words by its id; `{name}` in it stands for a value."""
    text = in_language(words()[id], context["language"])
    return conditional_escape(text.format(**values) if values else text)


class Says(Node):
    """`{% t TEXT %}`, `{% t TEXT as NAME %}`: written out, since a page has hundreds of them."""

    def __init__(self, text: FilterExpression, name: str | None) -> None:
        self.text, self.name = text, name

    def render(self, context: Context) -> SafeString:
        said = in_words(self.text.resolve(context, ignore_failures=True), context["language"])
        if self.name is None:
            return said
        context[self.name] = said
        return NOTHING


@register.tag
def t(parser: Parser, token: Token) -> Says:
    """A text of the rulebook or of an outcome; nothing for None."""
    _, text, *name = token.split_contents()
    return Says(parser.compile_filter(text), name[1] if name else None)


def in_words(text: Text | Mapping[str, str] | None, language: str) -> SafeString:
    """A text as a page has it."""
    if not text:
        return NOTHING
    said = in_language(text, language)
    return said if isinstance(said, SafeString) else SafeString(escape(said))


@register.simple_tag(takes_context=True)
def languages(context: Mapping[str, Any]) -> SafeString:
    """The buttons that choose a language."""
    return buttons(context["language"])


@cache
def buttons(language: str) -> SafeString:
    current = ' aria-current="true"'
    return SafeString(
        "".join(
            f'<button name="language" value="{id}"{current if id == language else ""}'
            f' lang="{"en" if id == "en" else "ja"}">{label}</button>'
            for id, label in LANGUAGES.items()
        )
    )


@register.filter
def status(value: object, language: str) -> str:
    """A status of a finding in words; a day as the language writes it; nothing yet is a dash."""
    if value is None:
        return "-"
    text = shipped().words.get(f"finding.{value}")
    return in_language(text, language) if text else day_in(str(value), language)
