"""A visit's outcome, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from yorube.consult import check
from yorube.consult.beside import beside
from yorube.consult.near import Near
from yorube.consult.questions import fact_of
from yorube.interview import Interview
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text
from yorube.web.consult.interview import book, next_screen, state_of
from yorube.web.consult.leaves import runs
from yorube.web.consult.review import label_of
from yorube.web.consult.visit import Visit

Json = Mapping[str, Any]
# With more posts than this, what is to be done after today stands on the first page in short.
PILE = 5
# How many are shown at first: things for today, then those of a pile, desks, questions, things a question settles.
TODAY, LATER, DESKS, QUESTIONS, SETTLES = 3, 4, 5, 3, 3


@dataclass(frozen=True)
class Case:
    """The outcome of one visit."""

    visit: Visit
    state: Interview
    book: Rulebook

    @classmethod
    def of(cls, visit: Visit) -> Case:
        return cls(visit, state_of(visit), book())

    @property
    def outcome(self) -> dict[str, Any]:
        return self.state.outcome

    @property
    def report(self) -> Json:
        return self.state.report

    @property
    def harmed(self) -> bool:
        """Whether the case is told from the side of the person harmed: days to start by are theirs."""
        return self.report.get("person", {}).get("role") not in ("poster", "provider")

    @cached_property
    def near(self) -> Near:
        return Near(self.outcome)

    @cached_property
    def beside(self) -> dict[str, Any]:
        """What helps beside the plan."""
        day = date.fromisoformat(self.outcome["as_of"])
        return beside(check(self.report, self.book, day), self.book)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each post, as the pages name it: the first is 1."""
        return {post["id"]: number for number, post in enumerate(self.report.get("posts", ()), 1)}

    @cached_property
    def of_post(self) -> dict[str, list[Json]]:
        """The findings of each post."""
        found: dict[str, list[Json]] = {post: [] for post in self.numbers}
        for row in self.outcome["findings"]:
            found[row["post"]].append(row)
        return found

    @cached_property
    def desks(self) -> dict[str, Json]:
        return {row["id"]: row for row in self.outcome["desks"]}

    def facts(self, paths: Iterable[str]) -> list[Text]:
        """Facts by their labels, each once."""
        found: dict[str, Text] = {}
        for path in paths:
            fact = fact_of(path, self.book)
            found.setdefault(fact.id if fact else path, fact.label if fact else Text(path, path))
        return list(found.values())

    # --- the parts of the first page -------------------------------------------------------------------------------

    def safety(self) -> list[dict[str, Any]]:
        """What comes first, each with its desks."""
        return [
            {"message": row["message"], "desks": [self.desks[id] for id in row["desks"] if id in self.desks]}
            for row in self.outcome["safety"]
        ]

    def actions(self) -> list[dict[str, Any]]:
        """What to do, in order, each with its desk and the names of its papers."""
        papers = {row["id"]: row["label"] for row in self.outcome["papers"]}
        return [
            {
                **row,
                "today": row["by"] == self.outcome["as_of"],
                "first": row["why"][:1],
                "rest": row["why"][1:],
                "desk": self.desks.get(row["desk"]),
                "papers": [papers[id] for id in row["papers"]],
            }
            for row in self.outcome["actions"]
        ]

    def first_desks(self) -> list[Json]:
        """The desks that fit best, and those that safety names."""
        return self.near.desks(DESKS)

    def nearest(self) -> list[dict[str, Any]]:
        """What appears met and what is open, for posts of which the same is found together."""
        groups: dict[tuple[tuple[str, str], ...], list[int]] = {}
        for post, number in self.numbers.items():
            near = [row for row in self.of_post[post] if (post, row["ground"]) in self.near.grounds]
            groups.setdefault(tuple((row["ground"], row["status"]) for row in near), []).append(number)
        return [
            {
                "numbers": runs(numbers),
                "likely": [self.label(ground) for ground, status in found if status == "likely"],
                "open": [self.label(ground) for ground, status in found if status == "unclear"],
            }
            for found, numbers in groups.items()
        ]

    def alike(self) -> list[list[int]]:
        """The numbers of the posts, those together of which every condition is found the same."""
        groups: dict[object, list[int]] = {}
        for post, number in self.numbers.items():
            found = tuple(
                (
                    row["ground"],
                    row["status"],
                    row["law_of"],
                    *((p["id"], p["status"]) for p in row["elements"]),
                )
                for row in self.of_post[post]
            )
            groups.setdefault(found, []).append(number)
        return list(groups.values())

    def label(self, ground: str) -> Text:
        return self.book.grounds[ground].ground.label

    def questions(self) -> dict[str, Any] | None:
        """What could still be told: how many things, and those that would change most. None: nothing is left."""
        if next_screen(replace(self.visit, more=True), self.state) is None:
            return None
        rows: dict[str, list[Json]] = {}
        for row in self.near.questions():
            fact = fact_of(row["fact"], self.book)
            rows.setdefault(fact.id if fact else row["fact"], []).append(row)
        return {
            "count": len(rows),
            "first": [self.question(same) for same in list(rows.values())[:QUESTIONS]],
        }

    def question(self, rows: list[Json]) -> dict[str, Any]:
        """One question, be it about several posts, and the first things that it settles."""
        settles = dict.fromkeys(self.settled(what) for row in rows for what in row["settles"])
        return {"text": rows[0]["question"], "settles": [text for text in settles if text][:SETTLES]}

    def settled(self, what: str) -> Text | None:
        """The words for what an answer settles: `findings.p1.crime.insult`, `desks.safeline`, `actions.hide`."""
        part, _, id = what.partition(".")
        if part == "findings":
            ground = next((g for g in self.book.grounds if id.endswith(f".{g}")), None)
            return self.label(ground) if ground else None
        return label_of(part, id) if part in ("actions", "desks", "deadlines") else None
