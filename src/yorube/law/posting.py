"""What is said to a person who has posted something or is about to, and what helps beside the plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yorube.law.cited import Cites
from yorube.law.expr import Node
from yorube.law.following import When
from yorube.law.text import Text


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
