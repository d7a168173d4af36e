"""What has happened, as papers give it: the events of a report, by day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yorube.papers.case import Case
from yorube.papers.told import Told


@dataclass(frozen=True, slots=True)
class Happened:
    """One event in words. `on` is None where nobody told the day; `post` where it was about all of them."""

    on: date | None
    what: str
    post: Told | None


def happened(case: Case) -> list[Happened]:
    """The events that were told, the earliest first, those without a day last."""
    posts = {post.id: post for post in case.posts}
    found = [
        Happened(
            event.on,
            what(event.kind, event.by, case),
            posts.get(event.post) if event.post and len(posts) > 1 else None,
        )
        for event in case.report.events
    ]
    return sorted(found, key=lambda event: (event.on is None, event.on or date.max))


def what(kind: str, by: str | None, case: Case) -> str:
    """What happened, and with which service, court or office."""
    words = case.voice.of(case.book.facts["events.kind"].words(kind))
    service = case.book.services.get(by or "")
    name = case.voice.of(service.name) if service else by
    return words + (case.voice.noted(name) if name else "")
