"""相談シート: one page for any desk, so that nothing has to be told twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from unicodedata import east_asian_width

from yorube.consult.near import Near
from yorube.document import Block, Field, Line, Table, Title
from yorube.document.blocks import Piece, Text
from yorube.law.periods import in_japan
from yorube.papers.case import Case
from yorube.papers.catalog import CONCEAL
from yorube.papers.parts import Json
from yorube.papers.removal.told import SEXUAL, entry, holds, languages, site, steps, writer
from yorube.papers.told import Told

# What fits on one page. With more posts than that only their number and the days between are told.
POSTS, QUESTIONS = 3, 4
WORDS, ADDRESS, LINE = 45, 64, 50
WIDTHS = (16.0, 66.0, 88.0)
# Lines for all that differs in length; of them those of a post, of what is not known, and of the word that concealment
# is to be answered first; characters in a line.
ROOM, ROW, UNKNOWN_ROOM, UNANSWERED, COLUMN = 19, 4, 2, 2, 26
# Nobody is asked to tell a desk on paper how they feel or what they own.
NOT_ASKED = ("harm.", "person.household.")


def consultation_sheet(case: Case) -> Iterator[Block]:
    """Who, what was written, where and when, what is wanted, what was done, until when, what is not known."""
    yield Title(case.say("removal.consultation"))
    yield Line(case.say("day", day=case.day(case.report.as_of)), "right")
    yield Field(case.say("removal.who"), who(case))
    yield Field(case.say("removal.own_name"), case.entry("applicant.name"))
    for id in ("applicant.phone", "applicant.email"):
        yield entry(case, id)
    yield Field(case.say("removal.reach"), case.entry("removal.contact"))
    yield Field(case.say("removal.whom"), facts(case, "target.kind", "person.age", "target.named_by"))
    yield from written(case)
    yield Field(case.say("removal.wishes"), case.fact("wishes"))
    close = Near(case.outcome)
    room = ROOM - UNKNOWN_ROOM - ROW * min(len(case.posts), POSTS)
    if not case.chosen(CONCEAL):
        room -= UNANSWERED
    done = some(case, steps(case), room // 2, "removal.nothing_done")
    yield Field(case.say("removal.done"), done)
    yield Field(case.say("removal.wrote"), writer(case))
    yield Field(
        case.say("removal.until"), some(case, clocks(case, close), room - height(done), "clocks_none")
    )
    yield Field(case.say("removal.not_known"), not_known(case, close))


def who(case: Case) -> Text:
    """Who tells, from where, in which languages."""
    told = [case.fact("person.role"), case.fact("person.prefecture")]
    return joined([*told, *filter(None, [languages(case)])], "、")


def facts(case: Case, *ids: str) -> Text:
    """Told facts in one line."""
    return joined([case.fact(id) for id in ids], "、")


def joined(parts: list[Piece], between: str) -> Text:
    """Parts with something between them."""
    first, *others = parts
    return (first, *(piece for part in others for piece in (between, part)))


def written(case: Case) -> Iterator[Block]:
    """What was written, where and when."""
    if not 0 < len(case.posts) <= POSTS:
        yield Field(case.say("removal.posts"), many(case) if case.posts else case.say("handover.posts_none"))
        return
    head = tuple(case.say(f"column.{id}") for id in ("number", "words", "where"))
    yield Table(
        WIDTHS, head, tuple((str(post.number), words(case, post), where(case, post)) for post in case.posts)
    )


def many(case: Case) -> str:
    """More posts than the page holds: how many, on which services, between which days."""
    days = sorted(in_japan(post.at) for post in case.posts if post.at)
    ends = dict.fromkeys(case.day(day) for day in days[:1] + days[-1:])
    between = case.say("removal.to_day").join(ends) or case.say("handover.no_day")
    names = (name for name in map(partial(site, case), case.posts) if isinstance(name, str))
    sites = shortened(case.voice.listed(names), ADDRESS)
    return case.say("removal.many", count=len(case.posts), sites=sites, days=between)


def words(case: Case, post: Told) -> Piece:
    """The beginning of the words; none of a sexual image."""
    if post.child:
        return case.say("removal.child")
    if holds(case, post, SEXUAL):
        return case.say("removal.sexual")
    return shortened(post.text, WORDS) if post.text else case.text(post)


def where(case: Case, post: Told) -> Text:
    """Service, address, time. A message may have no address."""
    address: Piece = shortened(post.url, ADDRESS) if post.url else case.url(post)
    needed = post.url or not case.is_message(post)
    return joined([site(case, post), *([address] if needed else []), case.posted_at(post)], "\n")


def clocks(case: Case, close: Near) -> Iterator[str]:
    """The next day of each time limit that still runs, the next first."""
    running: dict[str, Json] = {}
    for row in sorted(close.deadlines(), key=lambda row: str(row["due"])):
        if row["due"] and not (row["passed"] or row.get("ended_by")):
            running.setdefault(row["id"], row)
    for row in running.values():
        due = case.say("due", day=case.day(date.fromisoformat(row["due"])))
        yield f"{due}　{case.voice.of(row['label'])}"


def some(case: Case, lines: Iterable[str], room: int, none: str) -> str:
    """As many of some lines as there is room for, and how many more there are."""
    all = [shortened(line, LINE) for line in lines]
    fitting = (count for count in range(len(all), 0, -1) if height("\n".join(all[:count])) < room)
    kept = next(fitting, 0)
    more = [case.say("removal.more", count=len(all) - kept)] if kept < len(all) else []
    return "\n".join(all[:kept] + more) or case.say(none)


def height(text: str) -> int:
    """About how many lines a text takes."""
    return sum(1 + int(width(line) / COLUMN) for line in text.split("\n"))


def width(line: str) -> float:
    """About how many Japanese characters a line is wide."""
    return sum(1 if east_asian_width(char) in "WFA" else 0.5 for char in line)


def not_known(case: Case, close: Near) -> str:
    """What is still to be asked, the most decisive first."""
    asked = [row["fact"] for row in close.questions() if not row["fact"].startswith(NOT_ASKED)]
    return case.voice.labels(asked[:QUESTIONS]) or case.say("handover.gaps_none")


def shortened(text: str, most: int) -> str:
    """A text in one line, cut where it is too long, which the mark shows."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"
