"""What must hold between the parts of a rulebook: references resolve, days neither overlap nor leave gaps, rules ask
only what they may ask. Each check is a function from the rulebook and its rows to mistakes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from yorube.law import expr
from yorube.law import rulebook as r
from yorube.law.build import Mistake, Row
from yorube.law.expr import Node
from yorube.law.facts import Fact
from yorube.law.parse import close_to

Built = Mapping[str, Sequence[tuple[Row, Any]]]

WORDS = {
    "texture": ("computed", "told", "judged"),
    "burden": ("prosecution", "claimant", "respondent"),
    "side": ("crime", "civil", "special"),
    "axis": ("act", "filing"),
    "checked": ("text", "official", "secondary", "contract"),
    "points": ("for", "against", "both"),
    "over": ("unknown", "told"),
}
CLOCK_WORDS = {
    "kind": ("statutory", "practice", "estimate"),
    "scope": ("ground", "post", "event"),
    "first_day": ("counted", "not_counted"),
    "last_day": ("stays", "next_working_day"),
}


def check(book: r.Rulebook, built: Built) -> list[Mistake]:
    """Every mistake between the parts."""
    found: list[Mistake] = []
    for rows in built.values():
        for row, value in rows:
            found += words(row, value)
            found += citations(book, row, value)
            found += scopes(row, value)
    found += days(built)
    found += names(book, built)
    return found


def words(row: Row, value: Any) -> Iterator[Mistake]:
    """Fields that take one of a few words."""
    allowed = WORDS | (CLOCK_WORDS if row.kind == "clock" else {})
    for key, known in allowed.items():
        word = getattr(value, key, None)
        if isinstance(word, str) and word and word not in known:
            yield row.mistake(f"{key} {word!r} is not known", close_to(word, known), key)
    if row.kind == "clock" and "first_day" not in row.table:
        yield row.mistake("the way of counting is not declared", "first_day and last_day")


# --- citations -------------------------------------------------------------------------------------------------------

# Kinds of rule that must name what they rest on.
CITED = (
    "element",
    "defence",
    "version",
    "penalty",
    "clock",
    "desk",
    "reading",
    "police_factor",
    "step",
    "cost",
    "payer",
)


def citations(book: r.Rulebook, row: Row, value: Any) -> Iterator[Mistake]:
    """Every citation resolves, and what must have one has one."""
    law = getattr(value, "law", None)
    if row.kind in CITED and not law:
        yield row.mistake("a source is missing", "law = [...]", "law")
    for cite in law or ():
        if not resolves(book, cite):
            known = [*book.articles, *book.decisions, *(f"src:{id}" for id in book.sources)]
            yield row.mistake(f"citation {cite!r} does not resolve", close_to(cite, known), cite)
    if row.kind == "article" and value.id.partition("#")[0] not in book.sources:
        yield row.mistake("no source has this id", "ids are source#article", "id")
    if row.kind == "decision":
        source = value.source.removeprefix("src:")
        if source and source not in book.sources:
            yield row.mistake(
                f"source {value.source!r} does not resolve", close_to(source, book.sources), "source"
            )
        if not source and not value.url:
            yield row.mistake("a decision names where it was read", "source or url")


def resolves(book: r.Rulebook, cite: str) -> bool:
    """Whether a citation names something the rulebook holds."""
    if cite.startswith("src:"):
        return cite.removeprefix("src:") in book.sources
    return cite in book.decisions if cite.startswith("case:") else cite in book.articles


# --- what an expression may ask --------------------------------------------------------------------------------------

# Rows whose expressions may use the facts of a post directly, since they are applied to one post at a time.
PER_POST = ("element", "defence", "reading", "clock", "rule")
# Rows whose expressions may ask what was told or found.
PROCESS = (
    "clock",
    "rule",
    "safety",
    "desk",
    "action",
    "paper",
    "police_factor",
    "step",
    "cost",
    "time",
    "payer",
    "unknown",
)


def scopes(row: Row, value: Any) -> Iterator[Mistake]:
    """Grounds never ask what was told or found; rules about the whole report reach posts by any_post."""
    for node in expressions(value):
        if row.kind not in PROCESS and expr.is_process(node):
            operators = sorted({type(n).__name__.lower() for n in node.walk() if n.told})
            yield row.mistake(
                f"a ground may not ask what was told or found ({', '.join(operators)})",
                "only rules that choose what to do may; filling in a fact must never turn yes into no",
            )
        if row.kind not in PER_POST and expr.needs_post(node):
            facts = sorted(id for id, fact in expr.facts_of([node]).items() if fact.scope == "post")
            yield row.mistake(
                f"facts of a post outside any_post: {', '.join(facts)}", "wrap it: { any_post = ... }"
            )


def expressions(value: Any) -> Iterator[Node]:
    """The expressions of a row, wherever they stand in it."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from expressions(item)
    elif hasattr(value, "__dataclass_fields__") and not isinstance(value, Fact):
        for name in value.__dataclass_fields__:
            yield from expressions(getattr(value, name))


# --- days ------------------------------------------------------------------------------------------------------------


def days(built: Built) -> Iterator[Mistake]:
    """Rows of one thing neither overlap nor leave a gap between them; penalties cover every version."""
    files: dict[str, dict[str, list[tuple[Row, Any]]]] = {}
    for kind in ("version", "penalty", "element", "defence"):
        for row, value in built.get(kind, ()):
            name = kind if kind in ("version", "penalty") else f"{kind} {value.id}"
            files.setdefault(row.file, {}).setdefault(name, []).append((row, value))
    for groups in files.values():
        for name, rows in groups.items():
            yield from sequence(name, rows)
        yield from covered(groups.get("version", []), groups.get("penalty", []))
    for row, article in built.get("article", ()):
        yield from sequence("number", [(row, number) for number in article.numbers])


def sequence(name: str, rows: Iterable[tuple[Row, Any]]) -> Iterator[Mistake]:
    """No overlap and no gap between dated rows."""
    ordered = sorted(rows, key=lambda pair: pair[1].from_ or date.min)
    for (_, one), (row, two) in pairwise(ordered):
        if one.to is None or two.from_ is None or two.from_ <= one.to:
            yield row.mistake(
                f"{name}: days overlap", f"the earlier row needs `to` before {two.from_}", "from"
            )
        elif two.from_ != one.to + timedelta(days=1):
            yield row.mistake(f"{name}: no row for {one.to + timedelta(days=1)}", "close the gap", "from")


def covered(versions: Sequence[tuple[Row, Any]], penalties: Sequence[tuple[Row, Any]]) -> Iterator[Mistake]:
    """Where penalties are given, they cover every day of the versions."""
    if not penalties or not versions:
        return
    first = min(version.from_ or date.min for _, version in versions)
    start, row = min(((p.from_ or date.min), row.index) for row, p in penalties)[0], penalties[0][0]
    if start > first:
        yield row.mistake(
            f"no penalty for {first}", "the first penalty starts with the first version", "from"
        )
    if all(version.to is None for _, version in versions[-1:]) and all(
        p.to is not None for _, p in penalties
    ):
        yield row.mistake("no penalty for today", "the last penalty has no `to`", "to")


# --- names -----------------------------------------------------------------------------------------------------------


def names(book: r.Rulebook, built: Built) -> Iterator[Mistake]:
    """Ids that rows of one kind use of another."""
    for row, value in (pair for rows in built.values() for pair in rows):
        for what, used, known in used_names(book, row, value):
            for name in used:
                if name not in known:
                    yield row.mistake(f"unknown {what} {name!r}", close_to(name, known), name)
    yield from elements_once(built)
    yield from pages(book, built)
    yield from filing(built)


def used_names(
    book: r.Rulebook, row: Row, value: Any
) -> Iterator[tuple[str, Iterable[str], Mapping[str, object]]]:
    """For a row: (what, the names it uses, the names there are)."""
    clocks = {clock.id: clock for clock in book.clocks}
    events = dict.fromkeys(book.facts["events.kind"].values)
    if row.kind == "safety":
        yield "desk", value.desks, book.desks
    elif row.kind == "action":
        yield "desk", value.desks, book.desks
        yield "paper", value.papers, book.papers
        yield "deadline", [by.partition(":")[2] for by in value.by if by != "today"], clocks
    elif row.kind == "paper":
        yield "fact", value.needs, book.facts
    elif row.kind == "page":
        yield "fact", value.facts, book.facts
        yield "stage", [value.stage], {stage.id: stage for stage in book.stages}
    elif row.kind == "reading":
        yield "fact", [value.fact], book.facts
    elif row.kind == "payer" and value.desk:
        yield "desk", [value.desk], book.desks
    elif row.kind == "unknown" and value.gap:
        yield "gap", [value.gap], book.gaps
    elif row.kind == "clock":
        yield "event", [e.event for e in value.ended_by] + ([value.event] if value.event else []), events
        yield "fact", start_facts(value.start), book.facts
    elif row.kind == "platform":
        yield "platform", [value.id], dict.fromkeys(book.facts["posts.platform"].values)


def start_facts(start: r.Start | None) -> Iterator[str]:
    """The facts a clock's start names."""
    for part in (*start.later, *start.first) if start else ():
        if isinstance(part, str):
            yield part
        else:
            yield from start_facts(part)


def elements_once(built: Built) -> Iterator[Mistake]:
    """A decision speaks to an element that exists."""
    heads = {row.file: value.id for row, value in built.get("ground", ())}
    known = {
        f"{heads.get(row.file, '')}.{value.id}": 1
        for kind in ("element", "defence")
        for row, value in built.get(kind, ())
    }
    for row, decision in built.get("decision", ()):
        for element in decision.element:
            ground = element.rpartition(".")[0]
            if ground in heads.values() and element not in known:
                yield row.mistake(f"unknown element {element!r}", close_to(element, known), element)


def pages(book: r.Rulebook, built: Built) -> Iterator[Mistake]:
    """Every asked fact stands on exactly one page, of its own scope."""
    where: dict[str, str] = {}
    for row, page in built.get("page", ()):
        for id in page.facts:
            fact = book.facts.get(id)
            if id in where:
                yield row.mistake(f"{id} is asked on page {where[id]} too", "a fact is asked once", id)
            where[id] = page.id
            if fact is not None and fact.scope != page.scope:
                yield row.mistake(f"{id} belongs to a page of scope {fact.scope!r}", "", id)
    if book.pages:
        for row, fact in built.get("fact", ()):
            if fact.asked and fact.id not in where:
                yield row.mistake("asked, but on no page", "add it to pages.toml or set asked = false")


def filing(built: Built) -> Iterator[Mistake]:
    """Penalties hang on the day of the act, so a crime's axis is the act; readings fit their fact."""
    for row, head in built.get("ground", ()):
        if head.side == "crime" and head.axis != "act":
            yield row.mistake("a crime is judged by the law of the day of the act", 'axis = "act"', "axis")
        if head.complaint and head.side != "crime":
            yield row.mistake("only crimes need a complaint", "", "complaint")
