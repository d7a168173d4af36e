"""Words of the rulebook's pages that are named by what they are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from yorube.web.languages import in_language, words

register = template.Library()


@register.simple_tag(takes_context=True)
def word(context: Mapping[str, Any], area: str, id: str) -> str:
    """The word for an id of an area: `kind` and `grounds` is `kind.grounds`."""
    return in_language(words()[f"{area}.{id}"], context["language"])
