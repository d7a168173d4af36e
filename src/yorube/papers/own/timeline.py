"""経過表: what happened by day, and the time limits that follow from it, in one table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yorube.consult.near import Near
from yorube.document import Blank, Block, Field, Heading, Line, Paragraph, Strong, Table, Title
from yorube.document.blocks import Piece
from yorube.law.periods import in_japan
from yorube.papers.case import Case
from yorube.papers.happened import happened
from yorube.papers.parts import Json
from yorube.papers.told import Told

WIDTHS = (42, 103, 25)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `on` orders it, `day` is how it is written; rows of the same day and words are one for all posts."""

    on: date | None
    day: Piece
    what: tuple[Piece, ...]
    post: int | None = None


def timeline(case: Case) -> Iterator[Block]:
    """The table. No words of posts, and nothing of money or health, stand in it."""
    limits = Near(case.outcome).deadlines()
    yield Title(case.voice.of(case.book.papers["timeline"].label))
    yield Line(case.say("day", day=case.day(case.report.as_of)), "right")
    yield Paragraph(case.say("timeline.lead"))
    yield Table(
        WIDTHS,
        (case.say("timeline.day"), case.say("timeline.what"), case.say("timeline.post")),
        tuple((row.day, row.what, posts) for row, posts in merged(case, limits)),
    )
    waiting = {case.voice.of(row["label"]): row for row in limits if row["due"] is None}
    if waiting:
        yield Heading(case.say("timeline.waiting"))
    for label, row in waiting.items():
        missing = case.voice.labels(row.get("missing", ()))
        yield Field(
            label, case.voice.about(case.say("missing"), missing) if missing else case.say("not_running")
        )


def merged(case: Case, limits: Sequence[Json]) -> Iterator[tuple[Row, str]]:
    """The rows by day, each with the numbers of its posts; those without a day last."""
    found: dict[tuple[Piece, tuple[Piece, ...]], list[Row]] = {}
    for row in sorted(rows(case, limits), key=lambda row: (row.on is None, row.on or date.max)):
        found.setdefault((row.day, row.what), []).append(row)
    several = len(case.posts) > 1
    for same in found.values():
        numbers = sorted({row.post for row in same if row.post is not None})
        yield same[0], case.voice.spans(numbers) if several else ""


def rows(case: Case, limits: Sequence[Json]) -> Iterator[Row]:
    for post in case.posts:
        yield from of_post(case, post)
    known = case.value("sender.known_since") if case.sender_known else None
    if known:
        yield Row(known, case.day(known), (case.say("timeline.known"),))
    for event in happened(case):
        day = case.day(event.on) if event.on else Blank(case.say("timeline.day"))
        yield Row(event.on, day, (event.what,), event.post.number if event.post else None)
    yield Row(case.report.as_of, case.day(case.report.as_of), (case.say("timeline.today"),))
    days: dict[tuple[str, str, str], list[Json]] = {}
    for limit in limits:
        if limit["due"] and not limit.get("ended_by"):
            days.setdefault((limit["post"] or "", limit["id"], limit["due"]), []).append(limit)
    for same in days.values():
        yield of_limit(case, same)


def of_post(case: Case, post: Told) -> Iterator[Row]:
    """When a post was made, where it stands, when it was found."""
    what = case.say("timeline.child" if post.child else "timeline.posted")
    if post.service and not post.child:
        what += case.voice.noted(case.voice.of(post.service.name))
    if post.url:
        what += f"\n{post.url}"
    on = in_japan(post.at) if post.at else None
    yield Row(on, case.posted_at(post), (what,), post.number)
    found = case.value("posts.found_on", post)
    if found:
        yield Row(found, case.day(found), (case.say("timeline.found"),), post.number)


def of_limit(case: Case, same: Sequence[Json]) -> Row:
    """The last day of a time limit of one post, of whichever grounds, with what is to be known of it."""
    limit = same[0]
    due = date.fromisoformat(limit["due"])
    what = case.say("timeline.limit", label=case.voice.of(limit["label"]))
    grounds = [case.book.grounds[one["ground"]].ground.label for one in same if one["ground"]]
    marks = case.voice.listed([*map(case.voice.of, grounds), *marked(case, limit)])
    post = next((post.number for post in case.posts if post.id == limit["post"]), None)
    return Row(due, case.day(due), (Strong(what), case.voice.noted(marks) if marks else ""), post)


def marked(case: Case, limit: Json) -> Iterator[str]:
    """Passed, the day to start by, holidays not yet announced."""
    if limit["passed"]:
        yield case.voice.phrase("show.may_be_gone" if limit["kind"] == "estimate" else "show.passed")
    elif limit["act_by"]:
        late = limit["act_by"] < case.outcome["as_of"]
        start = case.say("start_by", day=case.day(date.fromisoformat(limit["act_by"])))
        yield start + (case.voice.noted(case.say("late")) if late else "")
    if limit.get("provisional"):
        yield case.voice.phrase("show.provisional")
