"""From TOML tables to typed expressions. Refuses what it does not know, with a hint."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import NoReturn, TypeVar

from yorube.law import expr
from yorube.law.expr import Node
from yorube.law.facts import Fact
from yorube.law.text import Text

T = TypeVar("T")


class Problem(Exception):
    """A mistake in the rulebook: what is wrong, what helps, and a word of the file near it."""

    def __init__(self, message: str, hint: str = "", near: str = "") -> None:
        super().__init__(message)
        self.message, self.hint, self.near = message, hint, near


STATUSES = ("likely", "unclear", "unlikely", "no_law_for_date")


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may speak of."""

    facts: Mapping[str, Fact]
    rules: Mapping[str, tuple[Text, Node]]
    grounds: Collection[str] = ()
    clocks: Collection[str] = ()
    actions: Collection[str] = ()
    desks: Collection[str] = ()


def close_to(word: str, known: Collection[str]) -> str:
    """A hint: the nearest known words, or all of them when there are few."""
    near = get_close_matches(word, known, 3, 0.5)
    if near:
        return f"did you mean {' or '.join(near)}?"
    return f"known: {', '.join(sorted(known))}" if len(known) <= 12 else ""


def _one_of(word: object, what: str, known: Collection[str]) -> str:
    """A name that must be among the known ones."""
    if not isinstance(word, str) or word not in known:
        unknown(what, word, known)
    return word


def unknown(what: str, word: object, known: Collection[str]) -> NoReturn:
    """Refuse a word that is not known."""
    raise Problem(f"unknown {what} {word!r}", close_to(str(word), known), str(word))


def parse(table: object, names: Names) -> Node:
    """One expression. Raises Problem."""
    if not isinstance(table, Mapping):
        raise Problem(f"an expression is a table, found {table!r}", "write { fact = ..., is = ... }")
    heads = [key for key in OPERATORS if key in table]
    if "at_least" in heads and "fact" in heads:
        raise Problem("`at_least` counts conditions", "for numbers write `from`", "at_least")
    if len(heads) != 1:
        if not heads:
            unknown("operator", next(iter(table), ""), OPERATORS)
        raise Problem(
            f"two operators in one table: {', '.join(heads)}", "wrap them in all = [...]", heads[-1]
        )
    head = heads[0]
    build, allowed = OPERATORS[head]
    for key in table:
        if key != head and key not in allowed:
            raise Problem(f"`{key}` does not go with `{head}`", close_to(key, allowed), key)
    return build(table, names)


def _several(table: Mapping[str, object], key: str, names: Names) -> tuple[Node, ...]:
    value = table.get(key)
    if not isinstance(value, list) or not value:
        raise Problem(f"`{key}` takes a list of expressions", "", key)
    return tuple(parse(item, names) for item in value)


def _all(table: Mapping[str, object], names: Names) -> Node:
    return expr.All(_several(table, "all", names))


def _any(table: Mapping[str, object], names: Names) -> Node:
    return expr.Any(_several(table, "any", names))


def _not(table: Mapping[str, object], names: Names) -> Node:
    return expr.Not((parse(table["not"], names),))


def _at_least(table: Mapping[str, object], names: Names) -> Node:
    parts = _several(table, "of", names)
    count = table["at_least"]
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= len(parts):
        raise Problem(f"`at_least` is a number from 1 to {len(parts)}, found {count!r}", "", "at_least")
    return expr.AtLeast(parts, count=count)


def _decide(table: Mapping[str, object], names: Names) -> Node:
    if "met" not in table or "not_met" not in table:
        raise Problem("`met` and `not_met` go together", "never holds: not_met = { always = false }", "met")
    return expr.Decide((parse(table["met"], names), parse(table["not_met"], names)))


def _fact(table: Mapping[str, object], names: Names) -> Node:
    fact = find_fact(table["fact"], names)
    tests = [key for key in table if key != "fact"]
    if len(tests) != 1:
        raise Problem(
            f"{fact.id}: one question at a time, found {tests}", "is, in, has, has_any, over ...", fact.id
        )
    test, value = tests[0], table[tests[0]]
    allowed = TESTS.get(fact.type, ())
    if test not in allowed:
        raise Problem(
            f"{fact.id} is a {fact.type}: `{test}` does not fit",
            f"use {', '.join(allowed) or 'told'}",
            fact.id,
        )
    if test in ("is", "in"):
        return expr.Is(fact, _values(fact, [value] if test == "is" else value))
    if test in ("has", "has_any", "has_all"):
        members = _values(fact, [value] if test == "has" else value)
        return expr.Has(fact, members, len(members) if test == "has_all" else 1)
    if test == "empty":
        return expr.Empty(fact, _typed(value, bool, "true or false", test))
    if test == "other_than":
        tag = _typed(value, str, "a language tag", test)
        if not re.fullmatch("[a-z]{2,3}", tag):
            raise Problem(
                f"`other_than` takes a language in small letters, found {tag!r}", "ja, not ja-JP", test
            )
        return expr.OtherThan(fact, tag)
    return expr.Compare(fact, test, _typed(value, int, "a whole number", test))


TESTS: Mapping[str, tuple[str, ...]] = {
    "yesno": ("is", "in"),
    "choice": ("is", "in"),
    "set": ("has", "has_any", "has_all", "empty"),
    "tags": ("other_than", "empty"),
    "number": tuple(expr.COMPARE),
    "date": (),
    "moment": (),
    "text": (),
}


def _values(fact: Fact, values: object) -> frozenset[str]:
    if not isinstance(values, list) or not values:
        raise Problem(f"{fact.id}: a list of values is needed, found {values!r}", "", fact.id)
    for value in values:
        if value not in fact.values:
            raise Problem(f"{fact.id} has no value {value!r}", close_to(str(value), fact.values), str(value))
    return frozenset(values)


def _typed(value: object, kind: type[T], what: str, key: str) -> T:
    if (
        not isinstance(value, kind)
        or isinstance(value, datetime)
        or (kind is int and isinstance(value, bool))
    ):
        raise Problem(f"`{key}` takes {what}, found {value!r}", "", key)
    return value


def find_fact(name: object, names: Names) -> Fact:
    """The fact of this id. Facts of events are read by `event`, never by `fact`."""
    if not isinstance(name, str) or name not in names.facts:
        unknown("fact", name, names.facts.keys())
    fact = names.facts[name]
    if fact.scope == "event":
        raise Problem(f"{name}: rules read events by {{ event = ... }}", "", name)
    return fact


def _day(name: object, names: Names) -> Fact:
    fact = find_fact(name, names)
    if fact.type not in ("date", "moment"):
        raise Problem(f"{fact.id} is a {fact.type}, not a day", "", fact.id)
    return fact


def _date(table: Mapping[str, object], names: Names) -> Node:
    fact = _day(table["date"], names)
    if ("from" in table) == ("before" in table):
        raise Problem("a day is compared by `from` or by `before`", "", fact.id)
    before = "before" in table
    bound = _typed(table["before" if before else "from"], date, "a date", "before" if before else "from")
    return expr.OnOrAfter(fact, bound, before)


def _days(table: Mapping[str, object], names: Names) -> Node:
    ops = [key for key in table if key in expr.COMPARE]
    if len(ops) != 1 or "to" not in table:
        raise Problem("days_from needs `to` and one of over, from, under, up_to", "", "days_from")
    bound = _typed(table[ops[0]], int, "a number of days", ops[0])
    return expr.DaysBetween(_day(table["days_from"], names), _day(table["to"], names), ops[0], bound)


def _rule(table: Mapping[str, object], names: Names) -> Node:
    name = _one_of(table["rule"], "rule", names.rules.keys())
    label, node = names.rules[name]
    return expr.Reference((node,), id=name, ja=label.ja, en=label.en)


def _judged(table: Mapping[str, object], names: Names) -> Node:
    if table["judged"] is not True:
        raise Problem("`judged` is always true", "", "judged")
    return expr.Constant(None)


def _always(table: Mapping[str, object], names: Names) -> Node:
    return expr.Constant(_typed(table["always"], bool, "true or false", "always"))


def _possible(table: Mapping[str, object], names: Names) -> Node:
    return expr.Possible((parse(table["possible"], names),))


def _surely(table: Mapping[str, object], names: Names) -> Node:
    return expr.Surely((parse(table["surely"], names),))


def _told(table: Mapping[str, object], names: Names) -> Node:
    return expr.Told(find_fact(table["told"], names))


def _event(table: Mapping[str, object], names: Names) -> Node:
    kind = names.facts["events.kind"]
    value = _one_of(table["event"], "event", kind.values)
    words = kind.words(value)
    return expr.Event(value, words.ja, words.en)


def _ground(table: Mapping[str, object], names: Names) -> Node:
    wanted = table["ground"] if isinstance(table["ground"], list) else [table["ground"]]
    value = table.get("status")
    statuses = value if isinstance(value, list) else [value]
    if not wanted or not statuses:
        raise Problem("`ground` and `status` name at least one each", "", "ground")
    grounds: set[str] = set()
    for name in wanted:
        found = {
            g
            for g in names.grounds
            if g == name or (str(name).endswith("*") and g.startswith(str(name)[:-1]))
        }
        if not found:
            unknown("ground", name, names.grounds)
        grounds |= found
    for status in statuses:
        if status not in STATUSES:
            unknown("status", status, STATUSES)
    return expr.Finding(frozenset(grounds), frozenset(map(str, statuses)))


def _any_post(table: Mapping[str, object], names: Names) -> Node:
    return expr.ForPosts((parse(table["any_post"], names),), every=False)


def _every_post(table: Mapping[str, object], names: Names) -> Node:
    return expr.ForPosts((parse(table["every_post"], names),), every=True)


def _platform(table: Mapping[str, object], names: Names) -> Node:
    kind = _one_of(table["platform"], "kind of platform", ("designated", "login", "open"))
    return expr.Platform(kind, names.facts["posts.platform"])


def _clock(table: Mapping[str, object], names: Names) -> Node:
    clock = _one_of(table["clock"], "deadline", names.clocks)
    return expr.Passed(clock, _typed(table.get("passed"), bool, "true or false", "passed"))


def _action(table: Mapping[str, object], names: Names) -> Node:
    return expr.Listed("action", _one_of(table["action"], "action", names.actions))


def _desk(table: Mapping[str, object], names: Names) -> Node:
    return expr.Listed("desk", _one_of(table["desk"], "desk", names.desks))


Builder = Callable[[Mapping[str, object], Names], Node]

# The operators: the key that names each, its builder, the other keys it takes.
OPERATORS: Mapping[str, tuple[Builder, tuple[str, ...]]] = {
    "all": (_all, ()),
    "any": (_any, ()),
    "not": (_not, ()),
    "at_least": (_at_least, ("of",)),
    "met": (_decide, ("not_met",)),
    "fact": (_fact, ("is", "in", "has", "has_any", "has_all", "empty", "other_than", *expr.COMPARE)),
    "date": (_date, ("from", "before")),
    "days_from": (_days, ("to", *expr.COMPARE)),
    "rule": (_rule, ()),
    "judged": (_judged, ()),
    "always": (_always, ()),
    "possible": (_possible, ()),
    "surely": (_surely, ()),
    "told": (_told, ()),
    "event": (_event, ()),
    "ground": (_ground, ("status",)),
    "any_post": (_any_post, ()),
    "every_post": (_every_post, ()),
    "platform": (_platform, ()),
    "clock": (_clock, ("passed",)),
    "action": (_action, ()),
    "desk": (_desk, ()),
}
