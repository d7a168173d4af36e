"""The interview's pages, official charts of desks, fixed phrases."""

from __future__ import annotations

from dataclasses import dataclass

from yorube.law.cited import Cites
from yorube.law.expr import Node
from yorube.law.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A part of the interview."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact with a value; `none` of a set means that it is empty."""

    fact: str
    is_: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A line of a checklist. Left out, it says `without`; ticked, it says `with` and leaves the rest to be asked."""

    id: str
    ja: str
    en: str
    easy: str = ""
    without: tuple[Told, ...]
    with_: tuple[Told, ...] = ()

    @property
    def text(self) -> Text:
        return Text(self.ja, self.en, self.easy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the interview: a few facts that belong together; shown only while `when`, if given, surely holds.

    `tick` is a checklist asked before the facts, where pages are shown whole: one page in place of many. `always`: it
    is asked before the answer is shown, as long as it matters for anything.
    """

    id: str
    scope: str
    facts: tuple[str, ...]
    title: Text
    stage: str
    when: Node | None = None
    tick: tuple[Tick, ...] = ()
    always: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    """An answer or a footnote of a chart: its words, and the `to` it leads to."""

    to: str
    ja: str
    en: str

    @property
    def text(self) -> Text:
        return Text(self.ja, self.en)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartNode:
    """A question of a chart."""

    id: str
    question: Text
    answers: tuple[Leads, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartLeaf:
    """Where a chart ends: a desk as the chart names it, and the rulebook's desks it stands for."""

    id: str
    name: Text
    desks: tuple[str, ...]
    url: str = ""
    url_printed: str = ""
    phone: str = ""
    heading: Text | None = None
    labels: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """An official chart of desks, as it was published: history, and a cross-check of our own desks."""

    id: str
    title: Text
    publisher: Text
    published: str
    complete: bool
    start: str
    law: Cites
    note: Text
    node: tuple[ChartNode, ...]
    leaf: tuple[ChartLeaf, ...]
    footnote: tuple[Leads, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A fixed phrase of the outcome or the terminal."""

    id: str
    ja: str
    en: str
    easy: str = ""

    @property
    def text(self) -> Text:
        return Text(self.ja, self.en, self.easy)
