"""The words of the evidence room on pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from yorube.evidence.checking_words import because
from yorube.evidence.words import words
from yorube.web.languages import in_language

register = template.Library()


@register.simple_tag(takes_context=True)
def of(context: Mapping[str, Any], *parts: str) -> SafeString:
    """A text by the parts of its id: `{% of "kind" "png" %}`."""
    return conditional_escape(in_language(words("files")[".".join(parts)], context["language"]))


@register.simple_tag(takes_context=True)
def why(context: Mapping[str, Any], reason: Mapping[str, Any]) -> SafeString:
    """Why something does not hold, as a sentence: `{% why reason %}`."""
    return conditional_escape(because(reason, context["language"]))
