"""侵害情報等: which right the signer says is infringed, and why. Drafted from their own answers; the rest is blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yorube.consult.near import near
from yorube.consult.questions import fact_of
from yorube.document.blocks import Piece, Text
from yorube.papers.case import Case
from yorube.papers.parts import Json
from yorube.papers.told import Told
from yorube.papers.voice import in_words

RIGHT, WHY = "removal.right", "why"
# Answers that say more than the condition they belong to, and that the writer may read: what the post holds and how it
# names the person. Nothing of the harm, of the person or of the scene.
OPEN = re.compile(r"posts\.[^.]+\.(content\..+|media)|target\.named_by")
TELLING = ("choice", "set")


def claims(case: Case) -> dict[str, list[Json]]:
    """For each post the civil grounds that something told points to, those with every condition met first."""
    found: dict[str, list[Json]] = {post.id: [] for post in case.posts}
    rows = (row for row in case.outcome["findings"] if row["ground"].startswith("civil.") and near(row))
    for row in sorted(rows, key=lambda row: str(row["status"]) != "likely"):
        found[row["post"]].append(row)
    return found


def right(case: Case, post: Told, grounds: list[Json]) -> Piece:
    """The right, as filled in, or those that the answers point to."""
    if grounds and not case.filled(RIGHT, post):
        return case.voice.listed(case.say(f"removal.right.{row['ground']}") for row in grounds)
    return case.entry(RIGHT, post)


def reason(case: Case, post: Told, grounds: list[Json]) -> Text:
    """The reason in the signer's words, and what their answers say of each condition."""
    open = not case.filled(WHY, post)
    drafted = (piece for row in grounds for piece in draft(case, post, row, open=open))
    return (case.entry(WHY, post), *drafted)


def draft(case: Case, post: Told, row: Json, *, open: bool) -> Iterator[Piece]:
    """One right: the conditions that appear met as the signer's view; the open ones as blanks to explain, while the
    signer has explained nothing."""
    yield "\n" + case.say("removal.claim", right=case.say(f"removal.right.{row['ground']}"))
    for part in row["elements"]:
        label = case.voice.of(part["label"])
        if part["kind"] == "element" and part["status"] == "met":
            told = case.voice.listed(answers(case, part))
            yield f"\n・{label}{case.voice.noted(told) if told else ''}"
        elif part["status"] == "unknown" and open:
            explain = "removal.explain" if part["kind"] == "element" else "removal.explain_not"
            yield "\n・"
            yield case.blank(case.say(explain, label=label), post)


def answers(case: Case, part: Json) -> Iterator[str]:
    """The answers a condition was found met by, where the other side may read them."""
    for used in part["because"]:
        fact = fact_of(used["fact"], case.book)
        if fact and fact.type in TELLING and OPEN.fullmatch(used["fact"]):
            words = case.voice.listed(map(case.voice.of, in_words(fact, used["value"])))
            yield case.voice.about(case.voice.of(fact.label), words)
