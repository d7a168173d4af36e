"""受任用一式 as plain data: posts, time limits, findings with decisions, what was told and what is not known.

Of a sexual image of a child, or of unknown age, only address, time and account are given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from yorube.consult import Outcome, Report
from yorube.law.periods import JAPAN
from yorube.law.rulebook import Rulebook
from yorube.papers.parts import Json
from yorube.papers.told import Told, posts_of
from yorube.papers.voice import in_words, words

SCHEMA = "yorube.handover/1"
# Told for other ends than these: nobody hands them on by the way.
LEFT_OUT = (
    "title",
    "harm.self_harm",
    "person.household.size",
    "person.household.monthly_income",
    "person.household.assets",
)
# Of a post, given at its place in the list of posts.
LISTED = ("posts.place", "posts.form", "posts.found_on", "posts.online", "posts.saved", "posts.copies")
LISTED_OF_CHILD = ("posts.found_on",)
ELSEWHERE = ("posts.id", "posts.url", "posts.platform", "posts.posted_at", "posts.text", *LISTED)
# Who tells, and what identifies the person who is meant.
TELLER = "person.role"
MEANT = ("target.kind", "target.named_by", "target.identifiable", "target.working_identity")
STATUSES = ("likely", "unclear", "no_law_for_date", "unlikely")


def handover_data(report: Report, outcome: Outcome, book: Rulebook, *, wording: bool) -> dict[str, Any]:
    """The set as plain data. `wording`: with the words of the posts, as the person chose.

    Of a sexual image of a child, or of unknown age, only address, time and account are given, whatever was chosen.
    """
    posts = list(posts_of(report, book))
    child = {post.id for post in posts if post.child}
    findings = [finding(row, book, child=row["post"] in child) for row in outcome["findings"]]
    speak = dict.fromkeys(id for row in findings for part in row["elements"] for id in part["decisions"])
    return {
        "schema": SCHEMA,
        "as_of": outcome["as_of"],
        "rulebook": outcome["rulebook"],
        "wording": wording,
        "told_by": told(TELLER, report.facts, book),
        "meant": [told(id, report.facts, book) for id in MEANT],
        "posts": [one_post(post, book, wording=wording) for post in posts],
        "told": all_told(report.facts, (*LEFT_OUT, TELLER, *MEANT), book),
        "told_of_posts": {
            post.id: all_told(post.post.told, ELSEWHERE, book) for post in posts if not post.child
        },
        "events": [
            {"kind": one.kind, "on": plain(one.on), "by": one.by, "post": one.post} for one in report.events
        ],
        "deadlines": outcome["deadlines"],
        "findings": sorted(findings, key=lambda row: STATUSES.index(row["status"])),
        "decisions": {id: decision(id, book) for id in speak},
        "questions": [row for row in outcome["questions"] if row["fact"] not in LEFT_OUT],
        "papers": [row for row in outcome["papers"] if row["missing"]],
        "citations": outcome["citations"],
    }


def told(id: str, facts: Mapping[str, object], book: Rulebook) -> dict[str, Any]:
    """One fact with what was told of it, in words; nothing told has the value None."""
    fact, value = book.facts[id], plain(facts.get(id))
    said = [words()["unknown"]] if value is None else in_words(fact, value)
    return {
        "fact": id,
        "label": fact.label.data,
        "value": value,
        "words": [text.data for text in said],
    }


def all_told(facts: Mapping[str, object], without: Iterable[str], book: Rulebook) -> list[dict[str, Any]]:
    """What was told, in the order of the vocabulary."""
    return [told(id, facts, book) for id in book.facts if id in facts and id not in without]


def finding(row: Json, book: Rulebook, *, child: bool) -> dict[str, Any]:
    """A finding whose conditions name the court decisions that speak to them; of a child's image without the answers
    that were used."""
    elements = []
    for part in row["elements"]:
        about = f"{row['ground']}.{part['id']}"
        speak = [cite for cite in part["law"] if cite.startswith("case:")]
        speak += [one.id for one in book.decisions.values() if about in one.element]
        because = [] if child else part["because"]
        elements.append({**part, "because": because, "decisions": list(dict.fromkeys(speak))})
    return {**row, "elements": elements}


def decision(id: str, book: Rulebook) -> dict[str, Any]:
    """A court decision: which, what it held, which way it points."""
    found = book.decisions[id]
    return {
        "court": found.court.data,
        "on": plain(found.on),
        "kind": found.kind.data,
        "number": found.number or None,
        "points": found.points,
        "held": found.held.data,
        "note": found.note.data if found.note else None,
    }


def one_post(post: Told, book: Rulebook, *, wording: bool) -> dict[str, Any]:
    """One post: where it is, when, what its address shows, and what was kept of it."""
    found, told_of = post.in_address, post.post.told
    row: dict[str, Any] = {
        "number": post.number,
        "id": post.id,
        "child_image": post.child,
        "url": post.url,
        "in_address": {"id": found.id, "account": found.account} if found else None,
        "posted_at": moment(post.at),
        "made": {**moment(found.made), "computed": True} if found and found.made else None,
        "told": [told(id, told_of, book) for id in (LISTED_OF_CHILD if post.child else LISTED)],
    }
    if post.child:
        return row
    service = post.service
    row["service"] = {
        "id": told_of.get("posts.platform"),
        "name": service.name.data if service else None,
        "operator": service.operator.data if service and service.operator else None,
    }
    if wording:
        row["text"] = post.text
    return row


def moment(value: object) -> dict[str, Any]:
    """A time in UTC and in Japan; a day as the day that was told."""
    if isinstance(value, datetime):
        return {zone: value.astimezone(at).isoformat() for zone, at in (("utc", UTC), ("japan", JAPAN))}
    return {"day": plain(value)}


def plain(value: object) -> Any:
    """A told value as plain data."""
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
