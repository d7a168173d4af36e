"""What the rulebook holds, as frozen values. `law/load.py` makes them from the TOML files and checks them.

Field names are the keys of the TOML tables (docs/rulebook.md describes each). An expression field is annotated
`Node`; a list is a tuple; a text for people is a `Text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from yorube.law.calendar import Calendar
from yorube.law.complete import Completion, completion
from yorube.law.expr import All, Decide, Has, Is, Node, Not, facts_of
from yorube.law.facts import Fact
from yorube.law.periods import Length
from yorube.law.sheets import Sheets, sheets
from yorube.law.table import Table, table_of
from yorube.law.text import Text

Cites = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something that holds from a day (`from`) to a day (`to`, included); left out: without end."""

    from_: date | None = None
    to: date | None = None

    def covers(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A text that is said when a condition holds (always, when there is none)."""

    ja: str
    en: str
    easy: str = ""
    when: Node | None = None
    text: Text = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", Text(self.ja, self.en, self.easy))


# --- what a rule rests on --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A statute, page or text: where it stands, what was read of it, when, and how sure that makes us."""

    id: str
    kind: str
    title: Text
    url: str
    checked: str
    checked_against: Text
    checked_on: date
    revision: date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Dated):
    """The number of an article during some days."""

    no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, its content in our own words, its numbers by day."""

    id: str
    says: Text
    numbers: tuple[Number, ...]
    checked: str = ""
    checked_from: str = ""
    url: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A court decision: what it turned on, which element it speaks to, which way it points."""

    id: str
    court: Text
    on: date | None = None
    kind: Text
    number: str = ""
    element: tuple[str, ...]
    points: str
    held: Text
    source: str = ""
    url: str = ""
    checked: str = ""
    checked_on: date | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something not known: what, what it would change, where to look."""

    id: str
    what: Text
    why: Text
    look: str
    touches: tuple[str, ...] = ()
    since: date


# --- grounds ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition several rules use."""

    id: str
    label: Text
    value: Node
    law: Cites = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A fact that is read as `as_` while `when` surely holds: over an unknown, or over what was told."""

    id: str
    fact: str
    as_: str | int
    over: str
    when: Node
    text: Text
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Version(Dated):
    """The days on which a ground exists as such."""

    law: Cites
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Maximum:
    """The heaviest penalty, as far as limitation asks: years of imprisonment, or only detention / petty fine."""

    years: int = 0
    detention: bool = False
    fine: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Penalty(Dated):
    """A penalty by the day of the act, with the limitation of prosecution that follows from it."""

    max: Maximum
    limitation: Length
    text: Text
    law: Cites
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Dated):
    """What elements and defences have in common."""

    id: str
    label: Text
    texture: str
    burden: str
    law: Cites
    factors: tuple[Text, ...] = ()
    missing: Text | None = None
    proof: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Element(Part):
    """One condition of a ground."""

    value: Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence(Part):
    """What the other side may show. `value` is yes when it is made out, no when it is excluded."""

    made_out: Node
    excluded: Node
    value: Node = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "value", Decide((self.made_out, self.excluded)))


@dataclass(frozen=True, slots=True, kw_only=True)
class GroundHead:
    """The `[ground]` table."""

    id: str
    side: str
    label: Text
    about: Text
    axis: str
    review: date
    complaint: bool = False
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """The elements and defences of a ground in force on some days, with their completion.

    `parts` are the elements, then the defences, `tables` theirs; `failing` is for each the value with which the ground
    fails.
    """

    elements: tuple[Element, ...]
    defences: tuple[Defence, ...]
    parts: tuple[Element | Defence, ...] = field(init=False, repr=False)
    whole: Completion = field(init=False, repr=False)
    tables: tuple[Table, ...] = field(init=False, repr=False, compare=False)
    failing: tuple[bool, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts: tuple[Element | Defence, ...] = (*self.elements, *self.defences)
        whole = All((*(e.value for e in self.elements), *(Not((d.value,)) for d in self.defences)))
        object.__setattr__(self, "parts", parts)
        object.__setattr__(self, "whole", completion(whole))
        object.__setattr__(self, "tables", tuple(table_of(part.value) for part in parts))
        object.__setattr__(self, "failing", tuple(isinstance(part, Defence) for part in parts))


@dataclass(frozen=True, slots=True)
class LawOn:
    """What a ground is on a day: its version and penalty, if there are any then, and what has to be examined."""

    version: Version | None
    penalty: Penalty | None
    rules: InForce


@dataclass(frozen=True, kw_only=True)
class Ground:
    """One ground: a wrong the law knows, with its versions, penalties, elements and defences."""

    ground: GroundHead
    version: tuple[Version, ...]
    element: tuple[Element, ...]
    defence: tuple[Defence, ...] = ()
    penalty: tuple[Penalty, ...] = ()

    @property
    def id(self) -> str:
        return self.ground.id

    @property
    def parts(self) -> tuple[Element | Defence, ...]:
        """The elements, then the defences."""
        return (*self.element, *self.defence)

    @cached_property
    def dated(self) -> bool:
        """Whether the elements differ from day to day."""
        return any(part.from_ or part.to for part in self.parts)

    @cached_property
    def _days(self) -> list[date]:
        """The days on which something of it begins, or has just ended."""
        several: list[Dated] = [*self.version, *self.penalty, *self.parts]
        begins = {one.from_ for one in several if one.from_}
        return sorted(begins | {one.to + timedelta(days=1) for one in several if one.to})

    @cached_property
    def laws(self) -> tuple[LawOn, ...]:
        """Its law before the first of these days, and from each of them on."""
        rules: dict[tuple[bool, ...], InForce] = {}
        found = []
        for day in (date.min, *self._days):
            covered = tuple(part.covers(day) for part in self.parts)
            if covered not in rules:
                elements = tuple(element for element in self.element if element.covers(day))
                defences = tuple(defence for defence in self.defence if defence.covers(day))
                rules[covered] = InForce(elements=elements, defences=defences)
            version = next((version for version in self.version if version.covers(day)), None)
            penalty = next((penalty for penalty in self.penalty if penalty.covers(day)), None)
            found.append(LawOn(version, penalty, rules[covered]))
        return tuple(found)

    def law_on(self, day: date) -> LawOn:
        """What it is for an act of this day."""
        return self.laws[bisect_right(self._days, day)]

    def in_force(self, day: date) -> InForce:
        """What has to be examined for an act of this day."""
        return self.law_on(day).rules

    def version_on(self, day: date) -> Version | None:
        return self.law_on(day).version

    def penalty_on(self, day: date) -> Penalty | None:
        return self.law_on(day).penalty


# --- what follows ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """The day a clock starts: the later of several, or the first that was told."""

    later: tuple[str | Start, ...] = ()
    first: tuple[str | Start, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedBy:
    """An event that ends a clock. `same`: of the same post, the post's provider, another provider, the same `by`."""

    event: str
    same: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A deadline: when a row exists, what starts it, how long it is, how it is counted, what ends it."""

    id: str
    label: Text
    kind: str
    scope: str
    first_day: str
    last_day: str
    law: Cites
    counting: Text
    length: Length | None = None
    by_limitation: bool = False
    grounds: str = ""
    event: str = ""
    when: Node | None = None
    start: Start | None = None
    runs_if: Node | None = None
    act_by: Length | None = None
    ended_by: tuple[EndedBy, ...] = ()
    notes: tuple[When, ...] = ()
    not_running: Text | None = None
    after: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What comes before everything else."""

    id: str
    when: Node
    desks: tuple[str, ...]
    message: Text
    law: Cites = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How a desk is reached. What is not known is left out."""

    url: str = ""
    phone: str = ""
    hours: Text | None = None
    cost: Text | None = None
    languages: tuple[str, ...] = ()
    channels: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Suits:
    """A case a desk fits, with its place among the desks (small: first)."""

    order: int
    when: Node
    ja: str
    en: str
    easy: str = ""
    text: Text = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", Text(self.ja, self.en, self.easy))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A place to turn to: what it does, what it does not do, for whom it fits, when it turns a case away."""

    id: str
    name: Text
    operator: Text | None = None
    does: tuple[Text, ...]
    does_not: tuple[Text, ...]
    who: Text | None = None
    contact: Contact
    suits: tuple[Suits, ...]
    turns_away: tuple[When, ...] = ()
    cautions: tuple[When, ...] = ()
    expected: Node | None = None
    opened: date | None = None
    closed: date | None = None
    checked_on: date
    law: Cites
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of an action in the plan while `when` holds (small: first)."""

    place: int
    when: Node | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do."""

    id: str
    label: Text
    when: Node
    order: tuple[Place, ...]
    why: tuple[When, ...]
    how: tuple[When, ...]
    by: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    law: Cites = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper that can be made, and the facts it cannot do without."""

    id: str
    label: Text
    when: Node
    needs: tuple[str, ...] = ()
    law: Cites = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    """Something the police look at."""

    id: str
    label: Text
    value: Node
    more: Text
    less: Text
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step on the way to the writer's name."""

    id: str
    order: int
    text: Text
    when: Node | None = None
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A range of cost or time, as told by its source."""

    id: str
    label: Text
    range: Text
    when: Node | None = None
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Payer:
    """Who can help to pay."""

    id: str
    label: Text
    text: Text
    when: Node | None = None
    desk: str = ""
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnown:
    """Something a person would like to know and nobody can say."""

    id: str
    text: Text
    when: Node | None = None
    gap: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """One row of the legal-aid table: yen, monthly net income and assets up to."""

    size: int
    income: int
    income_city: int
    assets: int
    rent: int = 0
    rent_city: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EachMore:
    """What each further member of the household adds, in yen."""

    income: int
    income_city: int
    assets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalAid:
    """The means test of legal aid, as published."""

    households: tuple[Household, ...]
    each_more: EachMore
    law: Cites
    note: Text
    text: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """Where a service takes removal requests."""

    url: str = ""
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A platform: operator, designation, kind, what is known of its logs and of what the police need."""

    id: str
    name: Text
    operator: Text | None = None
    service_kind: str = ""
    designated_on: date | None = None
    hosts: tuple[str, ...] = ()
    request: Request | None = None
    police: Text | None = None
    logs: Text | None = None
    log_days: int | None = None
    notes: Text | None = None
    law: Cites = ()
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """An access provider and how long its logs are said to be kept."""

    id: str
    name: Text
    logs: Text
    days: int | None = None
    law: Cites
    checked_on: date


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


# --- for a person who has posted something, or is about to -----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """Words at which a text that is about to be posted is worth a second look: a question, never a class.

    `forms` are found as they stand (`0`: any digit); `except_` are longer words that are passed over.
    """

    id: str
    kind: str
    label: Text
    forms: tuple[str, ...]
    except_: tuple[str, ...] = ()
    question: Text
    attaches: Text | None = None
    grounds: tuple[str, ...] = ()
    instead: tuple[Text, ...] = ()
    desks: tuple[str, ...] = ()
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Something a person should know before or after posting, said while `when`, if given, surely holds."""

    id: str
    stage: str
    title: Text
    text: tuple[When, ...]
    when: Node | None = None
    grounds: tuple[str, ...] = ()
    clocks: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    law: Cites


# --- what helps beside the plan --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """A line on keeping evidence. `part`: never, keep, how; `platforms`: only for posts there, empty for all."""

    id: str
    part: str
    label: Text
    text: Text
    when: Node | None = None
    platforms: tuple[str, ...] = ()
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A way to see or hear less of somebody on a service. `does`: mute, limit, block, report; `notices`: whether the
    other side learns of it."""

    does: str
    text: Text
    notices: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiet:
    """What a service offers against unwanted posts and messages; `id` is the platform's."""

    id: str
    controls: tuple[Control, ...]
    law: Cites
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A way to have a post removed, to be compared with the others. `actions`: those that say it fits the case."""

    id: str
    label: Text
    who: Text
    cost: Text
    time: Text
    needs: Text
    does: Text
    does_not: Text
    actions: tuple[str, ...]
    desk: str = ""
    law: Cites


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """Something studies found that may help to know."""

    id: str
    text: Text
    when: Node | None = None
    law: Cites


@dataclass(frozen=True, slots=True)
class Process:
    """An expression of a rule that chooses what to do."""

    kind: str
    id: str
    node: Node


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
    def entries(self) -> dict[date, dict[str, dict[str, Any]]]:
        """Citations already written out, by day and id: the same few hundred serve every outcome."""
        return {}

    @cached_property
    def ready(self) -> dict[object, dict[str, Any]]:
        """Rows of outcomes as far as they are the same in each, by what they are made of."""
        return {}

    @cached_property
    def sheets(self) -> Sheets:
        """The conditions of the rules of what to do, ready to be asked together."""
        return sheets(self)

    @cached_property
    def readings_of_report(self) -> tuple[Reading, ...]:
        """The readings of facts outside the posts."""
        return tuple(reading for reading in self.readings if self.facts[reading.fact].scope == "report")

    @cached_property
    def kinds_of_services(self) -> tuple[tuple[str, date | None, str], ...]:
        """For each service the day it was designated, and its kind."""
        return tuple((s.id, s.designated_on, s.service_kind) for s in self.services.values())

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
    def looked_at(self) -> Mapping[str, frozenset[str]]:
        """The facts that each ground looks at, by its id; those of `clocks` (days, services start them) and `desks`."""
        found = {id: frozenset(facts_of([*nodes_in(ground)])) for id, ground in self.grounds.items()}
        days = {fact.id for fact in self.facts.values() if fact.type in ("date", "moment")}
        clocks = facts_of([*nodes_in(self.clocks)]).keys() | days | {"posts.platform"}
        return found | {"clocks": frozenset(clocks), "desks": frozenset(facts_of([*nodes_in(self.desks)]))}

    @cached_property
    def named_values(self) -> Mapping[str, frozenset[str]]:
        """The choices that some rule of what to do names, by fact: such rules treat all others of that fact alike."""
        found: dict[str, set[str]] = {}
        rules = (self.grounds, self.rules, self.readings, self.clocks, self.safety, self.desks, self.actions)
        for node in nodes_in(rules):
            for part in node.walk():
                if isinstance(part, Is | Has):
                    found.setdefault(part.fact.id, set()).update(part.values)
        return {fact: frozenset(values) for fact, values in found.items()}

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
