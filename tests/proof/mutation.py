"""Mutation of the rule tree: a rulebook with one mistake must fail some case.

Mutants: `all` and `any` swapped, an operand dropped, a value of a choice dropped or turned round, a bound moved by
one, a date of a version, a penalty or an element moved by a day, a length by one, a way of counting turned round, a
clock's end dropped. The loader may refuse it; else the cases are tried: findings and deadlines.

    python -m tests.proof.mutation
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as _replace
from datetime import date, timedelta
from typing import Any

from tests.proof.cases import Case, beside, cases
from yorube.consult import clocks
from yorube.consult.finding_rows import STATUS
from yorube.consult.findings import Finding, examine, find, statuses
from yorube.consult.worlds import Read, read
from yorube.law import Mistake, Rulebook, checks, expr, shipped
from yorube.law.build import Row
from yorube.law.complete import witness
from yorube.law.expr import Node
from yorube.law.periods import Length
from yorube.law.rulebook import Clock, Ground, Start
from yorube.law.world import World

DAY = timedelta(days=1)


def replace(value: Any, /, **changes: Any) -> Any:
    """`dataclasses.replace` for fields that are named at run time."""
    return _replace(value, **changes)


# --- mutants of an expression ----------------------------------------------------------------------------------------


def mutants(node: Node) -> Iterator[tuple[str, Node]]:
    """Every expression that differs in one place, with what was done."""
    yield from here(node)
    for index, part in enumerate(node.parts):
        for what, changed in mutants(part):
            parts = (*node.parts[:index], changed, *node.parts[index + 1 :])
            yield what, replace(node, parts=parts)


def here(node: Node) -> Iterator[tuple[str, Node]]:
    """The mutants of this node itself."""
    words = node.sentence("en")
    if isinstance(node, expr.All | expr.Any):
        if len(node.parts) > 1:
            other = expr.Any if isinstance(node, expr.All) else expr.All
            yield f"swap all/any: {words}", other(node.parts)
        for index, part in enumerate(node.parts if len(node.parts) > 1 else ()):
            rest = (*node.parts[:index], *node.parts[index + 1 :])
            yield f"drop “{part.sentence('en')}” of: {words}", replace(node, parts=rest)
    elif isinstance(node, expr.Not):
        yield f"drop not: {words}", node.parts[0]
    elif isinstance(node, expr.Is | expr.Has) and len(node.values) > 1:
        for value in sorted(node.values):
            yield f"drop value {value}: {words}", replace(node, values=node.values - {value})
    elif isinstance(node, expr.Is) and len(node.fact.values) == 2:
        turned = frozenset(node.fact.values) - node.values
        yield f"turn round: {words}", replace(node, values=turned)
    elif isinstance(node, expr.Empty):
        yield f"turn round: {words}", replace(node, wanted=not node.wanted)
    elif isinstance(node, expr.Compare):
        yield f"bound + 1: {words}", replace(node, bound=node.bound + 1)
    elif isinstance(node, expr.OnOrAfter):
        yield f"a day later: {words}", replace(node, bound=node.bound + DAY)


@dataclass(frozen=True)
class Mutant:
    """One mistaken rulebook, by what was changed."""

    place: str
    what: str
    grounds: Mapping[str, Ground]
    clock: Clock | None = None


def of_rules(book: Rulebook) -> Iterator[Mutant]:
    """Mutants of shared conditions, each in every ground that uses it."""
    for id, rule in book.rules.items():
        used = {g.id: g for g in book.grounds.values() if any(uses(part.value, id) for part in g.parts)}
        if used:
            for what, changed in mutants(rule.value):
                yield Mutant(
                    f"rule {id}",
                    what,
                    {name: with_rule(ground, id, changed) for name, ground in used.items()},
                )


def uses(node: Node, id: str) -> bool:
    return any(isinstance(part, expr.Reference) and part.id == id for part in node.walk())


def with_rule(ground: Ground, id: str, value: Node) -> Ground:
    """The ground with another condition under a shared id."""
    elements = tuple(replace(e, value=swapped(e.value, id, value)) for e in ground.element)
    defences = tuple(
        replace(d, made_out=swapped(d.made_out, id, value), excluded=swapped(d.excluded, id, value))
        for d in ground.defence
    )
    return _replace(ground, element=elements, defence=defences)


def swapped(node: Node, id: str, value: Node) -> Node:
    if isinstance(node, expr.Reference) and node.id == id:
        return _replace(node, parts=(value,))
    if not node.parts:
        return node
    changed: Node = replace(node, parts=tuple(swapped(part, id, value) for part in node.parts))
    return changed


def of_grounds(book: Rulebook) -> Iterator[Mutant]:
    """Mutants of elements, defences, versions and penalties."""
    for ground in book.grounds.values():
        for changed, place, what in in_ground(ground):
            yield Mutant(f"{ground.id}{place}", what, {ground.id: changed})


def in_ground(ground: Ground) -> Iterator[tuple[Ground, str, str]]:
    for index, element in enumerate(ground.element):
        rest = (*ground.element[:index], *ground.element[index + 1 :])
        yield replace(ground, element=rest), f".{element.id}", "drop the element"
        for what, value in own(element.value):
            changed = with_part(ground.element, index, replace(element, value=value))
            yield replace(ground, element=changed), f".{element.id}", what
        for what, dated in days(element):
            yield replace(ground, element=with_part(ground.element, index, dated)), f".{element.id}", what
    for index, defence in enumerate(ground.defence):
        rest_d = (*ground.defence[:index], *ground.defence[index + 1 :])
        yield replace(ground, defence=rest_d), f".{defence.id}", "drop the defence"
        for side in ("made_out", "excluded"):
            for what, value in own(getattr(defence, side)):
                changed_d = with_part(ground.defence, index, replace(defence, **{side: value}))
                yield replace(ground, defence=changed_d), f".{defence.id}.{side}", what
    for name in ("version", "penalty"):
        rows: tuple[Any, ...] = getattr(ground, name)
        for index, row in enumerate(rows):
            for what, dated in days(row):
                yield replace(ground, **{name: with_part(rows, index, dated)}), f" {name}", what
            if name == "penalty":
                longer = replace(row, limitation=Length(years=row.limitation.years + 1))
                yield (
                    replace(ground, penalty=with_part(rows, index, longer)),
                    " penalty",
                    f"limitation + 1 from {row.from_}",
                )


def own(node: Node) -> Iterator[tuple[str, Node]]:
    """The mutants of an expression outside its shared conditions, which are tried on their own."""
    yield from here(node)
    if isinstance(node, expr.Reference):
        return
    for index, part in enumerate(node.parts):
        for what, changed in own(part):
            parts = (*node.parts[:index], changed, *node.parts[index + 1 :])
            yield what, replace(node, parts=parts)


def with_part(rows: tuple[Any, ...], index: int, row: Any) -> tuple[Any, ...]:
    return (*rows[:index], row, *rows[index + 1 :])


def days(row: Any) -> Iterator[tuple[str, Any]]:
    """A dated row whose first or last day is moved by one."""
    if row.from_ is not None:
        yield f"from a day later than {row.from_}", replace(row, from_=row.from_ + DAY)
        yield f"from a day earlier than {row.from_}", replace(row, from_=row.from_ - DAY)
    if row.to is not None:
        yield f"to a day earlier than {row.to}", replace(row, to=row.to - DAY)


def of_clocks(book: Rulebook) -> Iterator[Mutant]:
    """Mutants of deadlines: length, way of counting, start, conditions, ends."""
    for clock in book.clocks:
        for what, changed in in_clock(clock):
            yield Mutant(f"clock {clock.id}", what, {}, changed)


def in_clock(clock: Clock) -> Iterator[tuple[str, Clock]]:
    for name in ("length", "act_by"):
        length: Length | None = getattr(clock, name)
        if length:
            ((unit, count),) = [
                (u, getattr(length, u)) for u in ("days", "months", "years") if getattr(length, u)
            ]
            yield f"{name} + 1", replace(clock, **{name: Length(**{unit: count + 1})})
    other = {
        "counted": "not_counted",
        "not_counted": "counted",
        "stays": "next_working_day",
        "next_working_day": "stays",
    }
    for name in ("first_day", "last_day"):
        yield f"{name} turned round", replace(clock, **{name: other[getattr(clock, name)]})
    for index, rule in enumerate(clock.ended_by):
        yield (
            f"not ended by {rule.event}",
            replace(clock, ended_by=(*clock.ended_by[:index], *clock.ended_by[index + 1 :])),
        )
    if clock.when is not None:
        yield "no condition", replace(clock, when=None)
    if clock.runs_if is not None:
        yield "runs always", replace(clock, runs_if=None)
    if clock.start and clock.start.later:
        for index in range(len(clock.start.later)):
            rest = (*clock.start.later[:index], *clock.start.later[index + 1 :])
            if rest:
                yield f"start without {clock.start.later[index]}", replace(clock, start=Start(later=rest))
    if clock.grounds == "complaint":
        yield "for every crime", replace(clock, grounds="crime")


# --- trying them -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Prepared:
    """A case with what does not change from mutant to mutant."""

    case: Case
    told: Read
    findings: tuple[Finding, ...]


def prepare(book: Rulebook) -> list[Prepared]:
    """Every case that passes without a mutant: one that did not would seem to notice everything."""
    told = [(case, read(case.report, book)) for case in cases()]
    found = [Prepared(case, one, tuple(find(one, book))) for case, one in told]
    return [one for one in found if not failures(one, one.findings, Mutant("", "nothing", {}), book)]


def refused(mutant: Mutant) -> str | None:
    """What the loader itself says of a mutant: days that overlap or leave a gap, `met` and `not_met` together."""
    row = Row("mutant.toml", "", 0, {}, "")
    for ground in mutant.grounds.values():
        versions = [(row, version) for version in ground.version]
        penalties = [(row, penalty) for penalty in ground.penalty]
        found = [*checks.sequence("version", versions), *checks.sequence("penalty", penalties)]
        found += checks.covered(versions, penalties)
        for part in ground.parts:
            found += both(part.value)
        if found:
            return str(found[0])
    return None


def both(node: Node) -> Iterator[Mistake]:
    """Whether `met` and `not_met` of an expression, shared conditions included, can hold together."""
    for part in node.walk():
        if isinstance(part, expr.Decide) and witness(expr.All(part.parts), World({}, date.min)) is not None:
            yield Mistake("mutant.toml", 1, f"met and not_met hold together: {part.sentence('en')}")


def killed(mutant: Mutant, book: Rulebook, prepared: list[Prepared]) -> str | None:
    """The first thing that notices a mutant, the loader or an expectation; None when nothing does."""
    if mutant.grounds and (said := refused(mutant)) is not None:
        return said
    for one in prepared:
        # A fresh world: the old one remembers the values of shared conditions.
        findings = tuple(
            examine(mutant.grounds[f.ground.id], replace(f.post)) if f.ground.id in mutant.grounds else f
            for f in one.findings
        )
        if mutant.clock is None and same(findings, one.findings):
            continue  # nothing that an expectation could see has changed
        failed = failures(one, findings, mutant, book)
        if failed:
            return failed[0]
    return None


def same(one: tuple[Finding, ...], two: tuple[Finding, ...]) -> bool:
    """Whether findings agree in status, in every element, and in the limitation that follows."""
    return all(
        a.status == b.status
        and [(p.rule.id, p.status) for p in a.parts] == [(p.rule.id, p.status) for p in b.parts]
        and (a.penalty and a.penalty.limitation) == (b.penalty and b.penalty.limitation)
        for a, b in zip(one, two, strict=True)
    )


def failures(one: Prepared, findings: tuple[Finding, ...], mutant: Mutant, book: Rulebook) -> list[str]:
    """What a case expects of findings, deadlines and single elements and a mutant does not give."""
    world = one.told.whole.with_found(findings=statuses(list(findings)))
    outcome = {
        "findings": [{"ground": f.ground.id, "post": f.post.post, "status": f.status} for f in findings],
        "deadlines": clocks.data(rows(mutant, one, world, findings, book)),
    }
    wrong = [
        f"{one.case.name}: {row}"
        for row in beside().get(one.case.name, [])
        if not (ended(row, outcome["deadlines"]) if row["kind"] == "ended" else came_out(row, findings))
    ]
    return [*one.case.failures(outcome, ("finding", "deadline")), *wrong]


def came_out(row: Mapping[str, Any], findings: Iterable[Finding]) -> bool:
    """Whether an element came out as a row of `elements.toml` says."""
    return any(
        part.rule.id == row["element"] and STATUS[part.status] == row["status"]
        for finding in findings
        if (finding.ground.id, finding.post.post) == (row["ground"], row["post"])
        for part in finding.parts
    )


def ended(row: Mapping[str, Any], deadlines: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a deadline was ended by the event a row of `elements.toml` names."""
    return any(
        (line["id"], line["post"], line.get("ended_by", {}).get("kind"))
        == (row["id"], row["post"], row["by"])
        for line in deadlines
    )


def rows(
    mutant: Mutant, one: Prepared, world: World, findings: tuple[Finding, ...], book: Rulebook
) -> list[clocks.Deadline]:
    changed = mutant.clock
    if changed is not None:
        book = replace(book, clocks=tuple(changed if c.id == changed.id else c for c in book.clocks))
    return clocks.deadlines(one.case.report, world, findings, book)


def every(book: Rulebook) -> list[Mutant]:
    """All mutants, in a fixed order."""
    return [*of_rules(book), *of_grounds(book), *of_clocks(book)]


def survivors(book: Rulebook, some: list[Mutant]) -> list[Mutant]:
    """The mutants that no case notices."""
    prepared = prepare(book)
    return [mutant for mutant in some if killed(mutant, book, prepared) is None]


def main() -> int:
    """Print the survivors and the share killed; exit status 1 under 90 %."""
    book = shipped()
    tried = every(book)
    alive = survivors(book, tried)
    for mutant in alive:
        print(f"{mutant.place}: {mutant.what}")
    share = 1 - len(alive) / len(tried)
    print(f"{len(tried) - len(alive)} of {len(tried)} mutants killed ({share:.1%})")
    return 0 if share >= 0.9 else 1


if __name__ == "__main__":
    sys.exit(main())
