"""What one more answer would do to the plan: the same rules, worked out anew only where they look at that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from operator import is_

from yorube.consult import clocks, desks, plan
from yorube.consult.findings import DATE, LIKELY, Finding, examine, statuses, together
from yorube.consult.outcome import decide
from yorube.consult.report import Report
from yorube.consult.sight import sees, sight_of
from yorube.consult.worlds import Read, read
from yorube.law.facts import Fact, Value
from yorube.law.rulebook import Rulebook
from yorube.law.table import Table
from yorube.law.tri import Tri
from yorube.law.world import World


class Trials:
    """A checked report, what to do by it, and what to do with one more answer.

    Grows with the rules that look at the fact that is tried; the report itself stays as it is.
    """

    def __init__(self, report: Report, book: Rulebook) -> None:
        self.report, self.sight = report, sight_of(book)
        self.book = self.sight.book
        self.base = decide(report, self.book)
        self.statuses = statuses(self.base.findings)
        self.concerned = concerned(self.base.findings)
        self.rows = clocks.as_rows(self.base.deadlines)
        # The ids of `actions[]` as things stand, in their order.
        self.actions = tuple([action.id for action in self.base.actions])
        # The facts that each finding hangs on, and all that the plan does.
        self.seen = [sees(finding) for finding in self.base.findings]
        self.eyes = self.sight.of_clocks.union(self.sight.of_actions, *self.seen)

    def matters(self, fact: Fact) -> bool:
        """Whether any answer to a fact could change what to do."""
        return not self.eyes.isdisjoint(self.sight.reach[fact.id])

    def actions_with(self, fact: Fact, post: str | None, value: Value) -> tuple[str, ...]:
        """The ids of `actions[]` with this answer to this fact (of this post)."""
        if not self.matters(fact):
            return self.actions
        if fact.id in self.sight.read_as_told:
            told, changed = telling(self.base.told, fact, post, value), frozenset((fact.id,))
        else:
            told = read(with_fact(self.report, fact, post, value), self.book)
            changed = differing(self.base.told, told)
        findings, rows = self.findings(told, changed), self.rows
        same = findings is self.base.findings
        found = self.statuses if same else statuses(findings)
        if not changed.isdisjoint(self.sight.of_clocks) or not (
            same or concerned(findings) == self.concerned
        ):
            world = told.whole.with_found(findings=found)
            rows = clocks.as_rows(clocks.deadlines(self.report, world, findings, self.book))
        if same and rows == self.rows and changed.isdisjoint(self.sight.of_actions):
            return self.actions
        world = told.whole.with_found(findings=found, rows=rows)
        listed, _ = desks.choose(world, self.book)
        world.learn(desks=frozenset([listing.desk.id for listing in listed]))
        _, actions = plan.chosen(world, self.book)
        return tuple([action.id for action in actions])

    def findings(self, told: Read, changed: frozenset[str]) -> list[Finding]:
        """Every ground for every post; those that hang on nothing that changed, as they were."""
        values = {post.post: Values(post) for post in told.whole.posts}
        found = [
            old if changed.isdisjoint(facts) else again(old, values[old.post.post], changed)
            for old, facts in zip(self.base.findings, self.seen, strict=True)
        ]
        same = all(map(is_, found, self.base.findings))
        return self.base.findings if same else found


class Values(dict[Table, Tri]):
    """What the tables come to for one post, each asked once."""

    def __init__(self, post: World) -> None:
        self.post = post

    def __missing__(self, table: Table) -> Tri:
        value = self[table] = table.status(self.post.facts, self.post.as_of)
        return value


def again(old: Finding, values: Values, changed: frozenset[str]) -> Finding:
    """A ground for a post of which these facts changed: as it was, or with another status. What it leaves open is not
    worked out anew."""
    if DATE in changed:
        return examine(old.ground, values.post)
    rules = old.law.rules
    now = [
        line[0] if table.facts.isdisjoint(changed) else values[table]
        for line, table in zip(old.lines, rules.tables, strict=True)
    ]
    whole = together(rules, now, values.post)
    status = "unclear" if whole is None else LIKELY[whole]
    return old if status == old.status else old._replace(status=status)


def concerned(findings: list[Finding]) -> list[tuple[str | None, str]]:
    """The posts and grounds that a clock can run for."""
    return [(one.post.post, one.ground.id) for one in findings if clocks.concerned(one)]


def differing(before: Read, after: Read) -> frozenset[str]:
    """The facts that are not the same in some world of a report and another with the same posts."""
    pairs = zip((before.whole, *before.whole.posts), (after.whole, *after.whole.posts), strict=True)
    return frozenset().union(*(keys(one.facts, other.facts) for one, other in pairs))


def keys(one: Mapping[str, Value], other: Mapping[str, Value]) -> set[str]:
    return {key for key, _ in one.items() ^ other.items()}


def telling(told: Read, fact: Fact, post: str | None, value: Value) -> Read:
    """The worlds with one more answer, to a fact that readings have nothing to do with."""

    def more(world: World) -> World:
        return world.with_facts({**world.facts, fact.id: value})

    whole = told.whole
    if fact.scope == "post":
        posts = tuple([more(one) if one.post == post else one for one in whole.posts])
        return replace(told, whole=replace(whole, posts=posts))
    return replace(told, whole=replace(more(whole), posts=tuple(map(more, whole.posts))))


def with_fact(report: Report, fact: Fact, post: str | None, value: Value) -> Report:
    """The report with one more answer."""
    if fact.scope != "post":
        return replace(report, facts={**report.facts, fact.id: value})
    posts = tuple(
        replace(one, facts={**one.facts, fact.id: value}) if one.id == post else one for one in report.posts
    )
    return replace(report, posts=posts)
