"""What one more answer would do to the plan: the same rules, worked out anew only where they look at that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yorube.consult import clocks, desks, plan
from yorube.consult.findings import DATE, Finding, Lines, examine, statuses
from yorube.consult.outcome import decide
from yorube.consult.report import Report
from yorube.consult.worlds import Read, read
from yorube.law.facts import Fact, Value
from yorube.law.rulebook import Rulebook


class Trials:
    """A checked report, what follows from it, and what would follow with one more answer.

    Grows with the rules that look at the fact that is tried; the report itself stays as it is.
    """

    def __init__(self, report: Report, book: Rulebook) -> None:
        self.report, self.book = report, book
        self.base = decide(report, book)
        self.statuses = statuses(self.base.findings)
        self.rows = clocks.as_rows(self.base.deadlines)
        # The ids of `actions[]` as things stand, in their order.
        self.actions = tuple([action.id for action in self.base.actions])

    def actions_with(self, fact: Fact, post: str | None, value: Value) -> tuple[str, ...]:
        """The ids of `actions[]` with this answer to this fact (of this post)."""
        report = with_fact(self.report, fact, post, value)
        told = read(report, self.book)
        changed = differing(self.base.told, told)
        looks = self.book.looked_at
        findings = self.findings(told, changed)
        found = self.statuses if findings is self.base.findings else statuses(findings)
        world = told.whole.with_found(findings=found)
        same = found == self.statuses
        if same and changed.isdisjoint(looks["clocks"]):
            rows = self.rows
        else:
            rows = clocks.as_rows(clocks.deadlines(report, world, findings, self.book))
        same = same and rows == self.rows
        if same and changed.isdisjoint(looks["actions"]):
            return self.actions
        world = world.with_found(rows=rows)
        if same and changed.isdisjoint(looks["desks"]):
            listed = self.base.listed
        else:
            listed, _ = desks.choose(world, self.book)
        world = world.with_found(desks=frozenset([listing.desk.id for listing in listed]))
        _, actions = plan.chosen(world, self.book)
        return tuple([action.id for action in actions])

    def findings(self, told: Read, changed: frozenset[str]) -> list[Finding]:
        """Every ground for every post; those that do not look at what changed, as they were."""
        looks = self.book.looked_at
        anew = {
            ground.id
            for ground in self.book.grounds.values()
            if DATE in changed or not changed.isdisjoint(looks[ground.id])
        }
        if not anew:
            return self.base.findings
        lines = {post.post: Lines(post) for post in told.whole.posts}
        return [
            examine(old.ground, lines[old.post.post].post, lines[old.post.post])
            if old.ground.id in anew
            else old
            for old in self.base.findings
        ]


def differing(before: Read, after: Read) -> frozenset[str]:
    """The facts that are not the same in some world of a report and another with the same posts."""
    pairs = zip((before.whole, *before.whole.posts), (after.whole, *after.whole.posts), strict=True)
    return frozenset().union(*(keys(one.facts, other.facts) for one, other in pairs))


def keys(one: Mapping[str, Value], other: Mapping[str, Value]) -> set[str]:
    return {key for key, _ in one.items() ^ other.items()}


def with_fact(report: Report, fact: Fact, post: str | None, value: Value) -> Report:
    """The report with one more answer."""
    if fact.scope != "post":
        return replace(report, facts={**report.facts, fact.id: value})
    posts = tuple(
        replace(one, facts={**one.facts, fact.id: value}) if one.id == post else one for one in report.posts
    )
    return replace(report, posts=posts)
