"""The questions as the one who wrote is asked them: what the rulebook says to the person written about, said anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yorube.interview.screens import Screen
from yorube.law.facts import Fact
from yorube.law.rulebook import Page
from yorube.law.text import Text
from yorube.web.languages import words

AREA = "wrote"
# The texts of a question.
PARTS = ("ask", "help", "why", "example")


def by_writer(known: Mapping[str, object]) -> bool:
    """Whether these answers are those of the one who wrote."""
    return known.get("person.role") == "poster"


def to_writer(screen: Screen) -> Screen:
    """A screen whose words speak to the one who wrote."""
    facts = tuple((path, fact_to_writer(fact)) for path, fact in screen.facts)
    return replace(screen, page=page_to_writer(screen.page), facts=facts)


def fact_to_writer(fact: Fact) -> Fact:
    found = {part: text for part in PARTS if (text := words().get(f"{AREA}.{fact.id}.{part}"))}
    return replace(fact, **found)


def page_to_writer(page: Page) -> Page:
    def said(id: str, text: Text) -> Text:
        return words().get(f"{AREA}.page.{page.id}.{id}", text)

    ticks = tuple(replace(tick, **said(tick.id, tick.text).data) for tick in page.tick)
    return replace(page, title=said("title", page.title), tick=ticks)
