"""What follows from what was found: deadlines, safety, desks, actions, papers, the outlook, services."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yorube.law.cited import Cites
from yorube.law.expr import Node
from yorube.law.periods import Length
from yorube.law.text import Text


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
