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


def by_writer(known: Mapping[str, object]) -> bool:
    """Whether these answers are those of the one who wrote."""
    return known.get("person.role") == "poster"


def to_writer(screen: Screen) -> Screen:
    """A screen whose words speak to the one who wrote."""
    facts = tuple((path, fact_to_writer(fact)) for path, fact in screen.facts)
    return replace(screen, page=page_to_writer(screen.page), facts=facts)


def fact_to_writer(fact: Fact) -> Fact:
    def said(part: str, text: Text | None) -> Text | None:
        return words().get(f"{AREA}.{fact.id}.{part}", text)

    return replace(
        fact,
        ask=said("ask", fact.ask),
        help=said("help", fact.help),
        why=said("why", fact.why),
        example=said("example", fact.example),
    )


def page_to_writer(page: Page) -> Page:
    def said(id: str, text: Text) -> Text:
        return words().get(f"{AREA}.page.{page.id}.{id}", text)

    ticks = []
    for tick in page.tick:
        text = said(tick.id, tick.text)
        ticks.append(replace(tick, ja=text.ja, en=text.en, easy=text.easy))
    return replace(page, title=said("title", page.title), tick=tuple(ticks))
