"""What the applicant claims, post by post: only what was told; what is open stays a blank to be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yorube.consult.near import Near
from yorube.document.blocks import Blank, Block, Item, Paragraph, Piece, Tick
from yorube.papers.case import Case
from yorube.papers.told import Told

Json = Mapping[str, Any]

RIGHTS = "civil."
# Which wish speaks for which reason to know the writer; the others are the applicant's to tick.
REASONS = {"damages": "compensate", "apology": None, "injunction": None, "removal": "delete", "other": None}
LOGIN = ("nothing_else", "too_little", "did_not_identify", "no")


def rights(case: Case) -> Mapping[str, list[Json]]:
    """For each post the rights that what was told points to, the likely first."""
    near = Near(case.outcome).grounds
    found: dict[str, list[Json]] = {post.id: [] for post in case.posts}
    for row in sorted(case.outcome["findings"], key=lambda row: row["status"] != "likely"):
        if row["ground"].startswith(RIGHTS) and (row["post"], row["ground"]) in near:
            found[row["post"]].append(row)
    return found


def right(case: Case, row: Json) -> str:
    """The right that a ground protects, as petitions call it."""
    return case.say(f"right.{row['ground']}")


def infringed(case: Case, about: list[Told], we: str, level: int) -> Iterator[Block]:
    """The claim for each post: which right, which circumstances that were told, why; what has to be explained."""
    found = rights(case)
    for post in about:
        yield Item(level, case.say("court.post", number=post.number))
        if post.child:
            yield Item(level + 1, case.say("court.claim.child", we=we, hidden=case.say("form.child")))
            continue
        if not found[post.id]:
            blank = Blank(case.of_post(post, case.say("court.right_open")))
            yield Item(level + 1, (case.say("court.claim.open", we=we), blank))
        for row in found[post.id]:
            yield Item(level + 1, (*claim(case, row, we), *explained(case, row, post)))
        if case.filled("why", post) or not found[post.id]:
            yield Item(level + 1, (case.say("court.why"), case.entry("why", post)))


def claim(case: Case, row: Json, we: str) -> Iterator[Piece]:
    yield case.say("court.claim", we=we, right=right(case, row))
    met = [part for part in row["elements"] if part["kind"] == "element" and part["status"] == "met"]
    if met:
        yield case.say("court.claim.met", we=we, points=points(case, met))
    against = [part for part in row["elements"] if part["kind"] == "defence" and part["status"] == "not_met"]
    if against:
        yield case.say("court.claim.no_defence", we=we, points=points(case, against))


def explained(case: Case, row: Json, post: Told) -> Iterator[Piece]:
    """What is open: a blank for each condition, unless the reasons were filled in."""
    if case.filled("why", post):
        return
    for part in row["elements"]:
        if part["status"] == "unknown":
            text = f"court.explain.{part['kind']}"
            yield Blank(case.of_post(post, case.say(text, point=case.voice.of(part["label"]))))


def points(case: Case, parts: list[Json]) -> str:
    return "".join(f"「{case.voice.of(part['label'])}」" for part in parts)


def reasons(case: Case) -> Iterator[Block]:
    """Why the applicant may know the writer: ticked as far as the wishes say so."""
    wishes = case.value("wishes") or ()
    for id, wish in REASONS.items():
        yield Tick(case.say(f"court.reason.{id}"), wish in wishes)


def login(case: Case) -> Iterator[Block]:
    """The test of log-in records, to be ticked where they are asked for."""
    chosen = case.chosen("login.records")
    for id in LOGIN:
        yield Tick(case.say(f"court.login.{id}", law=case.law("johopura#5.1.3")), chosen == id)


def traces(case: Case, about: list[Told]) -> Iterator[Block]:
    """What was disclosed of the communication of each post."""
    for post in about:
        yield Paragraph((case.say("court.trace", number=post.number), case.entry("trace", post)))
