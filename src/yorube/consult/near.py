"""What of an outcome is near: only what something that was told points to. A short form shows this and no more.

Almost every ground stays open while little is told, since every post stands somewhere and concerns somebody. Such
facts set the scene; a ground is near when what the post holds, the writer or the harm speaks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

Json = Mapping[str, Any]

SCENE = re.compile(
    r"posts\.(.+\.)?(platform|place|audience|recipient|form|copies|posted_at|online|content\.public_\w+)"
    r"|target\.(identifiable|named_by|working_identity)|person\..+"
)
CONTENT = re.compile(r"posts\.(.+\.)?(content\..+|media)")
NOTHING: tuple[object, ...] = ("no", "none", [])
# Of whom it is written sets the scene too, unless it is one of these.
TELLING_KINDS = ("organisation", "deceased")
# A question that settles one of these always has its place.
ALWAYS = ("order", "safety", "deadlines")


def near(finding: Json) -> bool:
    """Whether a finding is likely; or open, with as many conditions that something speaks for as conditions nothing
    was told of."""
    if finding["status"] == "likely":
        return True
    conditions = [part for part in finding["elements"] if part["kind"] == "element"]
    speak = sum(map(speaks, conditions))
    silent = sum(part["status"] == "unknown" and untouched(part) for part in conditions)
    undecided: bool = finding["status"] == "unclear"
    return undecided and speak >= max(silent, 1)


def speaks(part: Json) -> bool:
    """Whether a condition appears met by something telling; or is open although all it looks at was told and the
    post holds it: a mild insult, a threat to a company."""
    used = part["because"]
    if part["status"] == "met":
        return any(map(telling, used))
    held = [
        row for row in used if telling(row) and CONTENT.match(row["fact"]) and row["value"] not in NOTHING
    ]
    others = [row for row in used if row not in held and row["fact"] != "target.kind"]
    return part["status"] == "unknown" and bool(held) and not others and not part.get("open")


def telling(used: Json) -> bool:
    """Whether a fact that was used says more than where a post stands and whom it concerns."""
    if used["fact"] == "target.kind":
        return str(used["value"]) in TELLING_KINDS
    return SCENE.fullmatch(used["fact"]) is None


def untouched(part: Json) -> bool:
    """Whether nothing was told of an open condition, the scene aside."""
    return not part["because"] and not (part.get("open") and all(map(sets_the_scene, part["open"])))


def sets_the_scene(fact: str) -> bool:
    return fact == "target.kind" or SCENE.fullmatch(fact) is not None


class Near:
    """What is near in one outcome."""

    def __init__(self, outcome: Json) -> None:
        self.outcome = outcome
        self.grounds = {(row["post"], row["ground"]) for row in outcome["findings"] if near(row)}

    def deadlines(self) -> list[Json]:
        """Deadlines of near grounds, and those of no ground."""
        return [
            row
            for row in self.outcome["deadlines"]
            if row["ground"] is None or (row["post"], row["ground"]) in self.grounds
        ]

    def questions(self) -> list[Json]:
        """Questions that do not only settle what is far; all of them while nothing is near."""
        rows: list[Json] = self.outcome["questions"]
        return [row for row in rows if self.worth(row["settles"])] if self.grounds else rows

    def worth(self, settles: Sequence[str]) -> bool:
        """Whether what a question settles (`findings.p1.crime.insult`, `desks.safeline`) is worth its place: something
        near, something of safety or time; or no ground at all."""
        grounds = {f"findings.{post}.{ground}" for post, ground in self.grounds}
        far = [settled for settled in settles if settled.startswith("findings.") and settled not in grounds]
        return (
            not far
            or not grounds.isdisjoint(settles)
            or any(settled.partition(".")[0] in ALWAYS for settled in settles)
        )

    def desks(self, most: int) -> list[Json]:
        """The first desks, and every desk that safety names."""
        safe = {id for row in self.outcome["safety"] for id in row["desks"]}
        return [row for row in self.outcome["desks"] if row["rank"] <= most or row["id"] in safe]
