"""Template tags: the words of the pages and the texts of the rulebook, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from yorube.law import shipped
from yorube.law.text import Text
from yorube.web.languages import day_in, in_language, words

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Mapping[str, Any], id: str, **values: object) -> SafeString:
    """A text of web/words by its id; `{name}` in it stands for a value."""
    text = in_language(words()[id], context["language"])
    return conditional_escape(text.format(**values) if values else text)


@register.simple_tag(takes_context=True)
def t(context: Mapping[str, Any], text: Text | Mapping[str, str] | None) -> SafeString:
    """A text of the rulebook or of an outcome; nothing for None."""
    return conditional_escape(in_language(text, context["language"])) if text else mark_safe("")


@register.filter
def status(value: object, language: str) -> str:
    """A status of a finding in words; a day as the language writes it; nothing yet is a dash."""
    if value is None:
        return "-"
    text = shipped().words.get(f"finding.{value}")
    return in_language(text, language) if text else day_in(str(value), language)
