"""侵害情報等: which right the signer says is infringed, and why. Drafted from their own answers; the rest is blank."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yorube.consult.near import near
from yorube.consult.questions import fact_of
from yorube.document.blocks import Blank, Piece, Text
from yorube.papers.case import Case
from yorube.papers.parts import Json
from yorube.papers.told import Told
from yorube.papers.voice import in_words

RIGHT, WHY = "removal.right", "why"
# Answers that say more than the condition they belong to, and that the writer may read: what the post holds and how it
# names the person. Nothing of the harm, of the person or of the scene.
OPEN = re.compile(r"posts\.[^.]+\.(content\..+|media)|target\.named_by")
TELLING = ("choice", "set")


def grounds(case: Case, post: Told) -> list[Json]:
    """The civil grounds that something told points to for a post, those with every condition met first."""
    rows = [row for row in case.outcome["findings"] if row["post"] == post.id and near(row)]
    civil = [row for row in rows if row["ground"].startswith("civil.")]
    return sorted(civil, key=lambda row: str(row["status"]) != "likely")


def right(case: Case, post: Told) -> Piece:
    """The right, as filled in, or those that the answers point to."""
    rows = grounds(case, post)
    if rows and not case.filled(RIGHT, post):
        return case.voice.listed(case.say(f"removal.right.{row['ground']}") for row in rows)
    return case.entry(RIGHT, post)


def reason(case: Case, post: Told) -> Text:
    """The reason in the signer's words, and what their answers say of each condition."""
    open = not case.filled(WHY, post)
    drafted = (piece for row in grounds(case, post) for piece in draft(case, post, row, open=open))
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
            yield Blank(case.of_post(post, case.say(explain, label=label)))


def answers(case: Case, part: Json) -> Iterator[str]:
    """The answers a condition was found met by, where the other side may read them."""
    for used in part["because"]:
        fact = fact_of(used["fact"], case.book)
        if fact and fact.type in TELLING and OPEN.fullmatch(used["fact"]):
            words = case.voice.listed(map(case.voice.of, in_words(fact, used["value"])))
            yield case.voice.about(case.voice.of(fact.label), words)
