"""Questions said anew for whom they are asked: to the one who wrote, where the rulebook speaks to the person written
about; to that person, where it speaks of them to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yorube.interview.screens import Screen
from yorube.law.facts import Fact
from yorube.law.rulebook import Page
from yorube.law.text import Text
from yorube.web.languages import words

# The words for each role: `AREA.FACT.ask` ...
AREAS = {"poster": "wrote", "self": "own"}


def by_writer(known: Mapping[str, object]) -> bool:
    """Whether these answers are those of the one who wrote."""
    return known.get("person.role") == "poster"


def spoken(screen: Screen, known: Mapping[str, object]) -> Screen:
    """A screen with the words for whoever gave these answers."""
    area = AREAS.get(str(known.get("person.role")))
    if area is None:
        return screen
    facts = tuple((path, fact_in(area, fact)) for path, fact in screen.facts)
    return replace(screen, page=page_in(area, screen.page), facts=facts)


def fact_in(area: str, fact: Fact) -> Fact:
    def said(part: str, text: Text | None) -> Text | None:
        return words().get(f"{area}.{fact.id}.{part}", text)

    return replace(
        fact,
        ask=said("ask", fact.ask),
        help=said("help", fact.help),
        why=said("why", fact.why),
        example=said("example", fact.example),
    )


def page_in(area: str, page: Page) -> Page:
    def said(id: str, text: Text) -> Text:
        return words().get(f"{area}.page.{page.id}.{id}", text)

    ticks = []
    for tick in page.tick:
        text = said(tick.id, tick.text)
        ticks.append(replace(tick, ja=text.ja, en=text.en, easy=text.easy))
    return replace(page, title=said("title", page.title), tick=tuple(ticks))
