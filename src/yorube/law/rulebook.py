"""What the rulebook holds, as frozen values. `law/load.py` makes them from the TOML files and checks them.

Field names are the keys of the TOML tables (docs/rulebook.md describes each). An expression field is annotated
`Node`; a list is a tuple; a text for people is a `Text`. The kinds of rows stand in the modules whose names are
imported here, and are known to others by this one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import cached_property
from typing import Any

from yorube.law.calendar import Calendar
from yorube.law.cited import Article, Dated, Decision, Gap, Number, Source
from yorube.law.expr import Node
from yorube.law.facts import Fact
from yorube.law.following import (
    Action,
    Carrier,
    Clock,
    Contact,
    Desk,
    EachMore,
    EndedBy,
    Estimate,
    Factor,
    Household,
    LegalAid,
    NotKnown,
    Paper,
    Payer,
    Place,
    Request,
    Safety,
    Service,
    Start,
    Step,
    Suits,
    When,
)
from yorube.law.grounds import (
    Defence,
    Element,
    Ground,
    GroundHead,
    InForce,
    LawOn,
    Maximum,
    Part,
    Penalty,
    Reading,
    Rule,
    Version,
)
from yorube.law.pages import Chart, ChartLeaf, ChartNode, Leads, Page, Stage, Tick, Told, Word
from yorube.law.posting import Advice, Control, Cue, Quiet, Removal, Research, Saving
from yorube.law.sheets import Sheets, sheets
from yorube.law.table import Tables
from yorube.law.text import Text

__all__ = [
    "Action",
    "Advice",
    "Article",
    "Carrier",
    "Chart",
    "ChartLeaf",
    "ChartNode",
    "Clock",
    "Contact",
    "Control",
    "Cue",
    "Dated",
    "Decision",
    "Defence",
    "Desk",
    "EachMore",
    "Element",
    "EndedBy",
    "Estimate",
    "Factor",
    "Gap",
    "Ground",
    "GroundHead",
    "Household",
    "InForce",
    "LawOn",
    "Leads",
    "LegalAid",
    "Maximum",
    "NotKnown",
    "Number",
    "Page",
    "Paper",
    "Part",
    "Payer",
    "Penalty",
    "Place",
    "Process",
    "Quiet",
    "Reading",
    "Removal",
    "Request",
    "Research",
    "Rule",
    "Rulebook",
    "Safety",
    "Saving",
    "Service",
    "Source",
    "Stage",
    "Start",
    "Step",
    "Suits",
    "Tick",
    "Told",
    "Version",
    "When",
    "Word",
    "nodes_in",
]


@dataclass(frozen=True, slots=True)
class Process:
    """An expression of a rule that chooses what to do. `name` is what a question that it asks settles."""

    kind: str
    id: str
    node: Node
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"{self.kind}.{self.id}")


@dataclass(frozen=True, kw_only=True)
class Rulebook:
    """The whole rulebook, loaded and checked. `digest` is the SHA-256 over its files."""

    version: str
    law_of: date
    digest: str
    statement: Text
    facts: Mapping[str, Fact]
    readings: tuple[Reading, ...]
    rules: Mapping[str, Rule]
    grounds: Mapping[str, Ground]
    clocks: tuple[Clock, ...]
    calendar: Calendar
    safety: tuple[Safety, ...]
    desks: Mapping[str, Desk]
    actions: Mapping[str, Action]
    papers: Mapping[str, Paper]
    factors: tuple[Factor, ...]
    steps: tuple[Step, ...]
    costs: tuple[Estimate, ...]
    times: tuple[Estimate, ...]
    payers: tuple[Payer, ...]
    not_known: tuple[NotKnown, ...]
    legal_aid: LegalAid
    services: Mapping[str, Service]
    carriers: Mapping[str, Carrier]
    sources: Mapping[str, Source]
    articles: Mapping[str, Article]
    decisions: Mapping[str, Decision]
    gaps: Mapping[str, Gap]
    stages: tuple[Stage, ...]
    pages: tuple[Page, ...]
    words: Mapping[str, Text]
    charts: tuple[Chart, ...]
    cues: Mapping[str, Cue]
    posting: tuple[Advice, ...]
    saving: tuple[Saving, ...]
    quiet: Mapping[str, Quiet]
    removal: tuple[Removal, ...]
    research: tuple[Research, ...]

    @cached_property
    def ready(self) -> dict[str, Any]:
        """What other rooms make once of a rulebook, by its name."""
        return {}

    @cached_property
    def rules_of_grounds(self) -> Tables:
        """The rules of all grounds, ready to be asked together."""
        laws = [law for ground in self.grounds.values() for law in ground.laws]
        return Tables([table for law in laws for table in law.rules.tables], self.facts)

    @cached_property
    def sheets(self) -> Sheets:
        """The conditions of the rules of what to do, ready to be asked together."""
        return sheets(self)

    @cached_property
    def readings_of_report(self) -> tuple[Reading, ...]:
        """The readings of facts outside the posts."""
        return tuple(reading for reading in self.readings if self.facts[reading.fact].scope == "report")

    @cached_property
    def pages_in_order(self) -> tuple[Page, ...]:
        """The pages by their stage, in the order people fixed."""
        stages = [stage.id for stage in self.stages]
        return tuple(sorted(self.pages, key=lambda page: stages.index(page.stage)))

    @cached_property
    def tables(self) -> Mapping[str, Mapping[str, Fact | None]]:
        """The tables of a report by id path (`""`, `posts`, `posts.content`): each key's fact, None for a table."""
        found: dict[str, dict[str, Fact | None]] = {"": {}}
        for id, fact in self.facts.items():
            *path, key = id.split(".")
            for depth in range(len(path)):
                found.setdefault(".".join(path[:depth]), {}).setdefault(path[depth], None)
            found.setdefault(".".join(path), {})[key] = fact
        return found

    @cached_property
    def required(self) -> Mapping[str, tuple[str, ...]]:
        """The keys that have to be there, by the id path of their table."""
        return {
            path: tuple(key for key, fact in table.items() if fact is not None and fact.required)
            for path, table in self.tables.items()
        }

    @cached_property
    def processes(self) -> tuple[Process, ...]:
        """Every condition of safety, actions and desks."""
        found = [("safety", rule.id, rule.when) for rule in self.safety]
        found += [("actions", action.id, action.when) for action in self.actions.values()]
        for desk in self.desks.values():
            found += [("desks", desk.id, suit.when) for suit in desk.suits]
            found += [("desks", desk.id, rule.when) for rule in desk.turns_away if rule.when]
        return tuple(Process(*process) for process in found)

    @cached_property
    def processes_in_post(self) -> tuple[Process, ...]:
        """Every condition of the deadlines of posts and grounds."""
        clocks = [clock for clock in self.clocks if clock.scope != "event"]
        return tuple(Process("deadlines", clock.id, clock.when) for clock in clocks if clock.when)


def nodes_in(value: object) -> Iterator[Node]:
    """Every expression that stands anywhere in a value of the rulebook."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from nodes_in(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from nodes_in(one)
    elif is_dataclass(value):
        for one in fields(value):
            yield from nodes_in(getattr(value, one.name))
