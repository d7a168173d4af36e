"""How the list of papers shortens a text."""

from __future__ import annotations

import re

from django import template

from yorube.law.text import Text

register = template.Library()

SENTENCE = re.compile(r".+?(?:。|[.!?](?=\s|$)|$)", re.DOTALL)


@register.filter
def first_sentence(text: Text) -> dict[str, str]:
    """A text in each of its forms, up to the end of the first sentence."""
    return {form: SENTENCE.match(whole)[0] for form, whole in text.data.items()}  # type: ignore[index]
