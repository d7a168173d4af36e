"""What one more answer would do to the plan: the same rules, worked out anew only where they look at that answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from yorube.consult import clocks, desks, plan
from yorube.consult.findings import DATE, LIKELY, Finding, bearing, examine, together
from yorube.consult.outcome import decide
from yorube.consult.report import Report
from yorube.consult.sight import sees, sight_of
from yorube.consult.worlds import Read, read
from yorube.law.facts import Fact, Value
from yorube.law.rulebook import Rulebook
from yorube.law.table import Table
from yorube.law.tri import Tri
from yorube.law.world import Row, World


class Trials:
    """A checked report, what to do by it, and what to do with one more answer.

    Grows with the rules that look at the fact that is tried; the report itself stays as it is.
    """

    def __init__(self, report: Report, book: Rulebook) -> None:
        self.report, self.sight = report, sight_of(book)
        self.book = self.sight.book
        self.base = decide(report, self.book)
        # What was found, as the worlds know it.
        world = self.base.world
        self.statuses, self.rows, self.desks = world.findings, world.rows, world.desks
        # The ids of `actions[]` as things stand, in their order.
        self.actions = tuple([action.id for action in self.base.actions])
        # For each fact the places of the findings that hang on it; and all facts that the plan hangs on.
        self.hanging: dict[str, list[int]] = {}
        for place, finding in enumerate(self.base.findings):
            for id in sees(finding):
                self.hanging.setdefault(id, []).append(place)
        self.eyes = self.sight.of_clocks.union(self.sight.of_actions, self.hanging)

    def matters(self, fact: Fact) -> bool:
        """Whether any answer to a fact could change what to do."""
        return not self.eyes.isdisjoint(self.sight.reach[fact.id])

    def actions_with(self, fact: Fact, post: str | None, value: Value) -> tuple[str, ...]:
        """The ids of `actions[]` with this answer to this fact (of this post)."""
        if not self.matters(fact):
            return self.actions
        told, changed = self.told_with(fact, post, value)
        others = self.others(told, changed)
        found = with_statuses(self.statuses, others.values())
        rows = self.rows_with(told, changed, others, found)
        same = not others and rows is self.rows
        if same and changed.isdisjoint(self.sight.of_actions):
            return self.actions
        # The desks as they were: no desk asks for desks, and the actions do where these are the same.
        world = told.whole.with_found(findings=found, rows=rows, desks=self.desks)
        world = knowing(world, self.base.world)
        if not (same and changed.isdisjoint(self.sight.of_desks)):
            listed, _ = desks.choose(world, self.book)
            world.learn(desks=frozenset([one.desk.id for one in listed]))
        _, actions = plan.chosen(world, self.book)
        return tuple([action.id for action in actions])

    def rows_with(
        self,
        told: Read,
        changed: frozenset[str],
        others: Mapping[int, Finding],
        found: Mapping[str, Mapping[str, str]],
    ) -> tuple[Row, ...]:
        """The deadlines as rules see them; the very ones there were, where they are the same."""
        old = self.base.findings
        concerned = any(
            len(clocks.concerned([old[at]])) != len(clocks.concerned([now])) for at, now in others.items()
        )
        if not concerned and changed.isdisjoint(self.sight.of_clocks):
            return self.rows
        findings = [*old]
        for at, now in others.items():
            findings[at] = now
        world = knowing(told.whole.with_found(findings=found), self.base.world)
        rows = clocks.as_rows(clocks.deadlines(self.report, world, findings, self.book))
        return self.rows if rows == self.rows else rows

    def told_with(self, fact: Fact, post: str | None, value: Value) -> tuple[Read, frozenset[str]]:
        """The worlds with this answer, and the facts that are then not the same in some of them."""
        if fact.id in self.sight.read_as_told:
            return telling(self.base.told, fact, post, value), frozenset((fact.id,))
        told = read(with_fact(self.report, fact, post, value), self.book)
        return told, differing(self.base.told, told, self.sight.reach[fact.id])

    def others(self, told: Read, changed: frozenset[str]) -> dict[int, Finding]:
        """The findings that are no longer as they were, by their places: only those that hang on what changed are
        looked at."""
        values = {post.post: Values(post) for post in told.whole.posts}
        found = {}
        for place in {place for fact in changed for place in self.hanging.get(fact, ())}:
            old = self.base.findings[place]
            now = again(old, values[old.post.post], changed)
            if now is not old:
                found[place] = now
        return found


def knowing(world: World, before: World) -> World:
    """A world that nobody else has yet, which knows of what was found as before what was already looked up there."""
    pairs = zip((world, *world.posts), (before, *before.posts), strict=True)
    for one, same in pairs:
        if one.findings is same.findings:
            one.came_out = same.came_out
        if one.rows is same.rows:
            one.passed = same.passed
    return world


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
        line.status if table.facts.isdisjoint(changed) else values[table]
        for line, table in zip(old.lines, rules.tables, strict=True)
    ]
    whole = together(rules, bearing(rules, now), values.post)
    status = "unclear" if whole is None else LIKELY[whole]
    return old if status == old.status else replace(old, status=status)


def with_statuses(
    before: Mapping[str, Mapping[str, str]], others: Collection[Finding]
) -> Mapping[str, Mapping[str, str]]:
    """Status by post and ground, of these findings anew."""
    if not others:
        return before
    found = {post: {**of_post} for post, of_post in before.items()}
    for one in others:
        found[one.post.post or ""][one.ground.id] = one.status
    return found


def differing(before: Read, after: Read, among: Iterable[str]) -> frozenset[str]:
    """Which of these facts are not the same in some world of a report and another with the same posts."""
    worlds = zip((before.whole, *before.whole.posts), (after.whole, *after.whole.posts), strict=True)
    pairs = [(one.facts, other.facts) for one, other in worlds]
    return frozenset(fact for fact in among if any(one.get(fact) != other.get(fact) for one, other in pairs))


def telling(told: Read, fact: Fact, post: str | None, value: Value) -> Read:
    """The worlds with one more answer, to a fact that readings have nothing to do with."""

    def more(world: World) -> World:
        return world.with_facts({**world.facts, fact.id: value})

    whole = told.whole
    if fact.scope == "post":
        posts = [more(one) if one.post == post else one for one in whole.posts]
        world = whole.with_facts(whole.facts)
    else:
        posts = [more(one) for one in whole.posts]
        world = more(whole)
    world.posts = tuple(posts)
    return Read(world, told.readings)


def with_fact(report: Report, fact: Fact, post: str | None, value: Value) -> Report:
    """The report with one more answer."""
    if fact.scope != "post":
        return replace(report, facts={**report.facts, fact.id: value})
    posts = tuple(
        replace(one, facts={**one.facts, fact.id: value}) if one.id == post else one for one in report.posts
    )
    return replace(report, posts=posts)
