"""What to say to a person before and after posting, and what the law attaches on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from yorube.law.rulebook import Advice, Ground, Penalty, Rulebook
from yorube.law.text import Text
from yorube.law.world import World


@dataclass(frozen=True, slots=True)
class Said:
    """One item with those of its texts that are said."""

    item: Advice
    texts: tuple[Text, ...]


def advice(stage: str, world: World, book: Rulebook) -> tuple[Said, ...]:
    """What is said at a stage (`before`, `after`, `letter`, `help`), in the order of the rulebook.

    `world` holds what was told, after the readings; one without facts will do.
    """
    chosen = [item for item in book.posting if item.stage == stage]
    said = [
        Said(
            item,
            tuple(text.text for text in item.text if text.when is None or text.when.value(world) is True),
        )
        for item in chosen
        if item.when is None or item.when.value(world) is True
    ]
    return tuple(one for one in said if one.texts)


def attached(grounds: Iterable[str], day: date, book: Rulebook) -> tuple[tuple[Ground, Penalty | None], ...]:
    """The grounds that exist on a day, each with its penalty of that day (None: a claim, no crime)."""
    known = [book.grounds[id] for id in grounds]
    return tuple((ground, ground.penalty_on(day)) for ground in known if ground.version_on(day))
