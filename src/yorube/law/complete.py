"""Deciding by completing the unknowns.

Strong three-valued logic is sound but not complete: `a or not a` stays unknown while `a` is. Where an expression asks
about one fact more than once, and one way is at odds with another, the answers are tried one by one; when all of them
give the same value, that is the value. Bounded: more than `LIMIT` completions are not tried and the value stays
unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import chain, combinations, product
from math import prod

from yorube.law import expr
from yorube.law.expr import Atom, Node, facts_of, is_process
from yorube.law.facts import Fact, Value
from yorube.law.tri import Tri
from yorube.law.world import World

LIMIT = 4096
# The most worlds that are gone through when an expression is prepared.
FEW = 512

Facts = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Completion:
    """What to try: for each fact asked about in ways that are at odds, the answers that make a difference."""

    node: Node
    answers: Mapping[str, tuple[Value, ...]]
    first: Facts = field(init=False, repr=False, compare=False)
    last: Facts = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for name, place in (("first", 0), ("last", -1)):
            object.__setattr__(self, name, {fact: answers[place] for fact, answers in self.answers.items()})

    def value(self, world: World) -> Tri:
        """The value of the expression in every completion of the world, if they agree; else unknown."""
        value = self.node.value(world)
        if value is not None:
            return value
        unknown = self.unknown(self.answers.keys(), world.facts)
        return self.tried(lambda facts: self.node.value(world.with_facts(facts)), unknown, world.facts)

    def unknown(self, several: Set[str], told: Facts) -> Mapping[str, tuple[Value, ...]]:
        """The facts to complete with their answers; none where there would be too much to try. `several` are the
        facts that what is left undecided asks about in more than one way: of the others, strong three-valued logic has
        already said what all answers together give."""
        if several <= told.keys():
            return {}
        if prod([len(answers) for fact, answers in self.answers.items() if fact not in told]) > LIMIT:
            return {}
        return {
            fact: answers for fact, answers in self.answers.items() if fact in several and fact not in told
        }

    def tried(
        self, holds: Callable[[Facts], Tri], unknown: Mapping[str, tuple[Value, ...]], told: Facts
    ) -> Tri:
        """Whether what is left undecided of the expression holds in every completion of what was told, or fails in
        every one. `holds` is its value for some facts; `unknown` are the facts to complete."""
        if not unknown:
            return None
        one = holds({**self.first, **told})
        if one is None or holds({**self.last, **told}) is not one:  # these two tell most apart
            return None
        return one if all(holds(facts) is one for facts in completions(told, unknown)) else None


def completions(told: Facts, answers: Mapping[str, Sequence[Value]]) -> Iterator[Facts]:
    """What was told, with every one of these answers to these facts."""
    for chosen in product(*answers.values()):
        yield {**told, **dict(zip(answers, chosen, strict=True))}


def completion(node: Node) -> Completion:
    """Prepare an expression: find the facts it asks about in ways that are at odds. Days that are counted stay unknown,
    since no few answers stand for all of them."""
    asked: dict[str, list[tuple[Atom, bool]]] = {}
    seen: set[tuple[str, bool]] = set()
    for atom, positive in _atoms(node, True):
        if (atom.key(), positive) not in seen:
            seen.add((atom.key(), positive))
            asked.setdefault(atom.fact.id, []).append((atom, positive))
    left, process = counted(node), is_process(node)
    atoms = {fact: [atom for atom, _ in questions] for fact, questions in asked.items()}
    several = {
        fact: answers(atoms[fact])
        for fact, questions in asked.items()
        if len(questions) > 1 and fact not in left and (process or at_odds(questions))
    }
    found = Completion(node, several)
    return Completion(node, {}) if several and tells_nothing_new(found, atoms) else found


def at_odds(questions: Sequence[tuple[Atom, bool]]) -> bool:
    """Whether no answer to a fact meets all questions about it, or none fails them all. Each comes with whether a yes
    to it speaks for the expression.

    Otherwise there is nothing to try. Where three-valued logic leaves open what asks only what is told, the answer that
    meets them all cannot make it fail, and the one that fails them all cannot make it hold: so they never agree.
    """
    tests = [[atom.test(answer) for atom, _ in questions] for answer in answers([a for a, _ in questions])]
    ways = [positive for _, positive in questions]
    met = any(
        all(value is not (not way) for value, way in zip(values, ways, strict=True)) for values in tests
    )
    failed = any(all(value is not way for value, way in zip(values, ways, strict=True)) for values in tests)
    return not (met and failed)


def tells_nothing_new(completion: Completion, asked: Mapping[str, Sequence[Atom]]) -> bool:
    """Whether trying never gives more than three-valued logic alone: where all facts are choices, and their worlds few,
    these are gone through. `asked` are all questions of the expression, by their facts."""
    node = completion.node
    told = [(None, *answers(atoms)) for atoms in asked.values()]
    facts = facts_of([node])
    if prod(map(len, told)) > FEW or any(fact.type not in ("yesno", "choice") for fact in facts.values()):
        return False
    for chosen in product(*told):
        pairs = zip(asked, chosen, strict=True)
        world = World({fact: answer for fact, answer in pairs if answer is not None}, date.min)
        if completion.value(world) is not node.value(world):
            return False
    return True


def counted(node: Node) -> frozenset[str]:
    """The facts between which an expression counts days."""
    return frozenset().union(*(part.looks_at() for part in node.walk() if isinstance(part, expr.DaysBetween)))


def witness(node: Node, world: World, limit: int = LIMIT) -> Mapping[str, Value] | None:
    """Answers with which an expression holds, or None when there are none or `limit` steps do not find any."""
    asked: dict[str, list[Atom]] = {}
    for atom, _ in _atoms(node, True):
        asked.setdefault(atom.fact.id, []).append(atom)
    open_answers = [(fact, answers(atoms)) for fact, atoms in asked.items() if fact not in world.facts]
    waiting = [(world, 0)]
    for _ in range(limit):
        if not waiting:
            return None
        one, place = waiting.pop()
        value = node.value(one)
        if value is True:
            return {fact: one.facts[fact] for fact, _ in open_answers[:place]}
        if value is None and place < len(open_answers):
            fact, values = open_answers[place]
            waiting += [(one.with_facts({**one.facts, fact: value}), place + 1) for value in values]
    return None


def _atoms(node: Node, positive: bool) -> Iterator[tuple[Atom, bool]]:
    if isinstance(node, Atom):
        yield node, positive
    elif isinstance(node, expr.Decide):
        yield from _atoms(node.parts[0], positive)
        yield from _atoms(node.parts[1], not positive)
    else:
        for part in node.parts:
            yield from _atoms(part, positive is not isinstance(node, expr.Not))


def answers_to(fact: Fact, node: Node) -> tuple[Value, ...]:
    """The answers to one fact that an expression can tell apart; none where it does not ask about it."""
    atoms = [atom for atom, _ in _atoms(node, True) if atom.fact.id == fact.id]
    return answers(atoms) if atoms else ()


def answers(atoms: Sequence[Atom]) -> tuple[Value, ...]:
    """The answers to one fact that these questions can tell apart: each of its values, bounds and their neighbours."""
    fact = atoms[0].fact
    if fact.type in ("yesno", "choice"):
        return fact.values
    if fact.type == "set":
        named = sorted({v for atom in atoms if isinstance(atom, expr.Has) for v in atom.values})
        other = [v for v in fact.values if v not in named][:1]
        members = named + other
        subsets = chain.from_iterable(combinations(members, n) for n in range(len(members) + 1))
        return tuple(frozenset(subset) for subset in subsets)
    if fact.type == "tags":
        tags = sorted({atom.tag for atom in atoms if isinstance(atom, expr.OtherThan)})
        return (frozenset(), *(frozenset({tag}) for tag in [*tags, "und"]))
    if fact.type == "number":
        bounds = {
            atom.bound + step for atom in atoms if isinstance(atom, expr.Compare) for step in (-1, 0, 1)
        }
        least = fact.least or 0
        return tuple(sorted({least} | {bound for bound in bounds if bound > least}))
    day = timedelta(days=1)
    days = {
        atom.bound - step for atom in atoms if isinstance(atom, expr.OnOrAfter) for step in (day, 0 * day)
    }
    return tuple(sorted(days))
