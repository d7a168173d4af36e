"""What the applicant claims, post by post: only what was told; what is open stays a blank to be explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yorube.consult.near import Near
from yorube.document.blocks import Block, Item, Paragraph, Piece, Tick
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
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
    """The claims: which right, which circumstances that were told, why; what has to be explained.

    Posts of which the same is claimed stand together.
    """
    found = rights(case)
    groups: dict[Any, list[Told]] = {}
    for post in about:
        groups.setdefault(post.child or same(found[post.id]), []).append(post)
    for posts in groups.values():
        named = case.say("court.post", numbers=case.voice.spans([post.number for post in posts]))
        yield Item(level, named)
        if posts[0].child:
            yield Item(
                level + 1, case.say("court.claim.child", we=we, posts=named, hidden=case.say("form.child"))
            )
            continue
        rows = found[posts[0].id]
        left = [post for post in posts if not case.filled("why", post)]
        for row in rows:
            said = (*claim(case, row, we, named), *(explained(case, row, left) if left else ()))
            yield Item(level + 1, said)
        if not rows:
            blank = case.blank(case.say("court.right_open"), *posts)
            yield Item(level + 1, (case.say("court.claim.open", we=we, posts=named), blank))
        for post in posts:
            if case.filled("why", post):
                yield Item(level + 1, (case.say("court.why", number=post.number), case.entry("why", post)))
        if left and not rows:
            label = case.voice.of(catalog().entries["why"].label)
            yield Item(level + 1, case.blank(label, *left))


def same(rows: list[Json]) -> tuple[Any, ...]:
    """What is claimed of a post, and how far it stands."""
    return tuple((row["ground"], *((part["id"], part["status"]) for part in row["elements"])) for row in rows)


def claim(case: Case, row: Json, we: str, posts: str) -> Iterator[Piece]:
    yield case.say("court.claim", we=we, posts=posts, right=right(case, row))
    met = [part for part in row["elements"] if part["kind"] == "element" and part["status"] == "met"]
    if met:
        yield case.say("court.claim.met", we=we, points=points(case, met))
    against = [part for part in row["elements"] if part["kind"] == "defence" and part["status"] == "not_met"]
    if against:
        yield case.say("court.claim.no_defence", points=points(case, against))


def explained(case: Case, row: Json, posts: list[Told]) -> Iterator[Piece]:
    """What is open: a blank for each condition."""
    for part in row["elements"]:
        if part["status"] == "unknown":
            text = f"court.explain.{part['kind']}"
            yield case.blank(case.say(text, point=case.voice.of(part["label"])), *posts)


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
