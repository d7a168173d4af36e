"""相談シート: one page for any desk, so that nothing has to be told twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from yorube.consult.near import Near
from yorube.document import Block, Field, Line, Table, Title
from yorube.document.blocks import Piece, Text
from yorube.law.periods import in_japan
from yorube.papers.case import Case
from yorube.papers.parts import Json
from yorube.papers.removal.told import SEXUAL, entry, holds, site, steps, tongues, writer
from yorube.papers.told import Told

# What fits on one page. With more posts than that only their number and the days between are told.
POSTS, LINES, QUESTIONS = 4, 4, 5
WORDS, ADDRESS, LINE = 60, 90, 60
WIDTHS = (12.0, 78.0, 80.0)
# Nobody is asked to tell a desk on paper how they feel or what they own.
NOT_ASKED = ("harm.", "person.household.")


def consultation_sheet(case: Case) -> Iterator[Block]:
    """Who, what was written, where and when, what is wanted, what was done, until when, what is not known."""
    yield Title(case.say("removal.consultation"))
    yield Line(case.say("day", day=case.day(case.report.as_of)), "right")
    yield Field(case.say("removal.who"), facts(case, "person.role", "person.prefecture"))
    for id in ("applicant.name", "applicant.phone", "applicant.email", "removal.contact"):
        yield entry(case, id)
    yield from tongues(case)
    yield Field(case.say("removal.whom"), facts(case, "target.kind", "person.age", "target.named_by"))
    yield from written(case)
    yield Field(case.say("removal.wishes"), case.fact("wishes"))
    yield Field(case.say("removal.done"), some(case, steps(case), "removal.nothing_done"))
    yield from writer(case)
    yield Field(case.say("removal.until"), some(case, clocks(case), "clocks_none"))
    yield Field(case.say("removal.not_known"), not_known(case))


def facts(case: Case, *ids: str) -> Text:
    """Told facts in one line."""
    first, *others = (case.fact(id) for id in ids)
    return (first, *(piece for fact in others for piece in ("、", fact)))


def written(case: Case) -> Iterator[Block]:
    """What was written, where and when."""
    if len(case.posts) > POSTS:
        yield Field(case.say("removal.posts"), many(case))
        return
    head = tuple(case.say(f"removal.column.{id}") for id in ("number", "words", "where"))
    yield Table(
        WIDTHS, head, tuple((str(post.number), words(case, post), where(case, post)) for post in case.posts)
    )


def many(case: Case) -> Text:
    """More posts than the page holds: how many, on which services, between which days."""
    days = sorted(in_japan(post.at) for post in case.posts if post.at)
    between = [case.day(day) for day in (days[:1] + days[-1:])] or [case.say("handover.no_day")]
    sites = case.voice.listed(
        str(one) for one in map(partial(site, case), case.posts) if isinstance(one, str)
    )
    return case.say(
        "removal.many", count=len(case.posts), sites=sites, days=case.say("removal.to_day").join(between)
    )


def words(case: Case, post: Told) -> Piece:
    """The beginning of the words; none of a sexual image."""
    if post.child or not post.text:
        return case.text(post)
    return case.say("removal.sexual") if holds(case, post, SEXUAL) else shortened(post.text, WORDS)


def where(case: Case, post: Told) -> Text:
    """Service, address, time."""
    address = shortened(post.url, ADDRESS) if post.url else case.url(post)
    return (site(case, post), "\n", address, "\n", case.posted_at(post))


def clocks(case: Case) -> Iterator[str]:
    """The next day of each time limit that still runs, the next first."""
    running: dict[str, Json] = {}
    for row in sorted(Near(case.outcome).deadlines(), key=lambda row: str(row["due"])):
        if row["due"] and not (row["passed"] or row.get("ended_by")):
            running.setdefault(row["id"], row)
    for row in running.values():
        due = case.say("due", day=case.day(date.fromisoformat(row["due"])))
        yield f"{due}　{case.voice.of(row['label'])}"


def some(case: Case, lines: Iterable[str], none: str) -> str:
    """The first lines, each no longer than fits, and how many more there are."""
    all = list(dict.fromkeys(shortened(line, LINE) for line in lines))
    more = [case.say("removal.more", count=len(all) - LINES)] if len(all) > LINES else []
    return "\n".join(all[:LINES] + more) or case.say(none)


def not_known(case: Case) -> str:
    """What is still to be asked, the most decisive first."""
    asked = [row["fact"] for row in Near(case.outcome).questions() if not row["fact"].startswith(NOT_ASKED)]
    return case.voice.labels(asked[:QUESTIONS]) or case.say("handover.gaps_none")


def shortened(text: str, most: int) -> str:
    """A text in one line, cut where it is too long, which the mark shows."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
