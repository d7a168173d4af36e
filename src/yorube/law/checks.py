"""What must hold between the parts of a rulebook: references resolve, days neither overlap nor leave gaps, rules ask
only what they may ask. Each check is a function from the rulebook and its rows to mistakes."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from yorube.law import expr
from yorube.law import rulebook as r
from yorube.law.build import Mistake, Row
from yorube.law.complete import witness
from yorube.law.expr import Node
from yorube.law.facts import Fact
from yorube.law.parse import close_to
from yorube.law.periods import Length
from yorube.law.text import Text
from yorube.law.world import World

Built = Mapping[str, Sequence[tuple[Row, Any]]]

# Fields that take one of a few words; some only in rows of one kind.
WORDS = {
    "texture": ("computed", "told", "judged"),
    "burden": ("prosecution", "claimant", "respondent"),
    "side": ("crime", "civil", "special"),
    "axis": ("act", "filing"),
    "checked": ("text", "official", "secondary", "contract"),
    "points": ("for", "against", "both"),
    "over": ("unknown", "told"),
    "service_kind": ("login", "open"),
}
WORDS_OF: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "clock": {
        "kind": ("statutory", "practice", "estimate"),
        "scope": ("ground", "post", "event"),
        "grounds": ("complaint", "crime"),
        "first_day": ("counted", "not_counted"),
        "last_day": ("stays", "next_working_day"),
    },
    "source": {
        "kind": (
            "statute",
            "ordinance",
            "court_rule",
            "decision_report",
            "official",
            "secondary",
            "contract",
        )
    },
    "page": {"scope": ("report", "post", "event")},
    "cue": {
        "kind": (
            "states_fact",
            "hearsay",
            "insults",
            "threatens",
            "demands",
            "exposes",
            "discriminates",
            "wishes_death",
            "spreads",
            "despair",
        )
    },
    "posting": {"stage": ("before", "after", "letter", "help")},
    "saving": {"part": ("never", "keep", "how")},
}
# What a service's control does, and whether the other side learns of it.
CONTROLS = ("mute", "limit", "block", "report")
NOTICES = ("no", "may", "yes", "unknown")
SAME = ("", "post", "provider", "other", "by")


def check(book: r.Rulebook, built: Built) -> list[Mistake]:
    """Every mistake between the parts."""
    found: list[Mistake] = []
    for rows in built.values():
        for row, value in rows:
            found += words(row, value)
            found += citations(book, row, value)
            nodes = [*expressions(value)]
            found += scopes(row, nodes)
            found += decisive(row, value, nodes)
    found += days(built)
    found += names(book, built)
    return found


def words(row: Row, value: Any) -> Iterator[Mistake]:
    """Fields that take one of a few words."""
    for key, known in {**WORDS, **WORDS_OF.get(row.kind, {})}.items():
        word = getattr(value, key, None)
        if isinstance(word, str) and (word or key in row.table) and word not in known:
            yield row.mistake(f"{key} {word!r} is not known", close_to(word, known), key)


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
    "time",
    "payer",
    "carrier",
    "legal_aid",
    "cue",
    "posting",
    "saving",
    "quiet",
    "removal",
    "research",
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
PER_POST = ("element", "defence", "reading", "clock", "rule", "page")
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
    "posting",
    "saving",
    "research",
)
# Of what may be asked there, what is told: a word to a person who posted is said without an outcome.
TOLD = (expr.Possible, expr.Surely, expr.Told, expr.Event, expr.ForPosts)


# Rows in which the plan is known: the desks that are listed, the actions that were chosen.
OUTLOOK = ("police_factor", "step", "cost", "time", "payer", "unknown", "rule")
LISTED = {"desk": ("action", "paper", *OUTLOOK), "action": ("paper", *OUTLOOK)}


def scopes(row: Row, nodes: Sequence[Node]) -> Iterator[Mistake]:
    """Grounds never ask what was told or found; rules about the whole report reach posts by any_post; nothing asks for
    what is found only after it."""
    for node in nodes:
        asks = {type(part) for part in node.walk() if part.told}
        if row.kind == "reading":
            asks -= {expr.Possible, expr.Surely}
        if row.kind not in PROCESS and asks:
            operators = sorted(operator.__name__.lower() for operator in asks)
            yield row.mistake(
                f"{row.kind}s may not ask what was told or found ({', '.join(operators)})",
                "only rules that choose what to do may; filling in a fact must never turn yes into no",
            )
        if row.kind not in PER_POST and expr.needs_post(node):
            facts = sorted(id for id, fact in expr.facts_of([node]).items() if fact.scope == "post")
            yield row.mistake(
                f"facts of a post outside any_post: {', '.join(facts)}", "wrap it: { any_post = ... }"
            )
        if row.kind == "posting" and (found := asks - {*TOLD}):
            operators = sorted(operator.__name__.lower() for operator in found)
            yield row.mistake(f"nothing is found yet ({', '.join(operators)})", "ask what was told", "when")
        for part in node.walk():
            if isinstance(part, expr.Listed) and row.kind not in LISTED[part.what]:
                hint = f"only {', '.join(LISTED[part.what])} rows may ask"
                yield row.mistake(f"which {part.what}s are listed is not known yet", hint, part.what)
            if isinstance(part, expr.Passed) and row.kind == "clock":
                yield row.mistake("a deadline may not ask for deadlines", "", "clock")
            if isinstance(part, expr.ForPosts) and (row.kind == "clock" or again(part)):
                yield row.mistake(
                    "any_post / every_post where one post is looked at", "use its facts directly", "any_post"
                )


def again(node: Node) -> bool:
    """Whether it goes through the posts again inside a post."""
    return any(isinstance(part, expr.ForPosts) for inner in node.parts for part in inner.walk())


def expressions(value: Any) -> Iterator[Node]:
    """The expressions written in a row, wherever they stand in it."""
    if isinstance(value, Node):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from expressions(item)
    elif is_dataclass(value) and not isinstance(value, Fact | Text):
        for part in fields(value):
            if part.init:
                yield from expressions(getattr(value, part.name))


def decisive(row: Row, value: Any, nodes: Sequence[Node]) -> Iterator[Mistake]:
    """`met` and `not_met`, `made_out` and `excluded` never hold together, as far as few worlds can tell."""
    found = [("met", part) for node in nodes for part in own(node) if isinstance(part, expr.Decide)]
    if row.kind == "defence":
        found.append(("made_out", value.value))
    for key, node in found:
        both = None if expr.is_process(node) else witness(expr.All(node.parts), World({}, date.min))
        if both is not None:
            other = "not_met" if key == "met" else "excluded"
            told = ", ".join(f"{fact} = {written(answer)}" for fact, answer in both.items()) or "always"
            yield row.mistake(
                f"`{key}` and `{other}` hold together: {told}", "they must never hold together", key
            )


def own(node: Node) -> Iterator[Node]:
    """The parts of an expression, without those of the shared conditions it names: they are rows of their own."""
    yield node
    for part in () if isinstance(node, expr.Reference) else node.parts:
        yield from own(part)


def written(answer: object) -> str:
    return ", ".join(sorted(answer)) or "none" if isinstance(answer, frozenset) else str(answer)


# --- days ------------------------------------------------------------------------------------------------------------


def days(built: Built) -> Iterator[Mistake]:
    """Rows of one thing neither overlap nor leave a gap between them; penalties cover every version."""
    files: dict[str, dict[str, list[tuple[Row, Any]]]] = {}
    for kind in ("version", "penalty", "element", "defence"):
        for row, value in built.get(kind, ()):
            name = kind if kind in ("version", "penalty") else f"condition {value.id}"
            files.setdefault(row.file, {}).setdefault(name, []).append((row, value))
    for groups in files.values():
        for name, rows in groups.items():
            yield from sequence(name, rows)
        yield from covered(groups.get("version", []), groups.get("penalty", []))
        for row, penalty in groups.get("penalty", []):
            if penalty.limitation != Length(years=limitation(penalty.max)):
                years = limitation(penalty.max)
                yield row.mistake("the limitation does not follow from `max`", f"{years} years", "limitation")
    for row, article in built.get("article", ()):
        yield from sequence("number", [(row, number) for number in article.numbers])
        if not article.numbers:
            yield row.mistake("an article has a number", "numbers = [{ from = ..., no = ... }]", "numbers")


def sequence(name: str, rows: Iterable[tuple[Row, Any]]) -> Iterator[Mistake]:
    """No overlap and no gap between dated rows, none that ends before it starts."""
    rows = list(rows)
    for row, one in rows:
        if one.from_ and one.to and one.to < one.from_:
            yield row.mistake(f"{name}: ends on {one.to}, before it starts", "`to` is the last day", "to")
    ordered = sorted(rows, key=begin)
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
    (row, one), (_, version) = min(penalties, key=begin), min(versions, key=begin)
    if begin((row, one)) != begin((row, version)):
        late = begin((row, one)) > begin((row, version))
        what = f"no penalty for {version.from_}" if late else f"a penalty before {version.from_}"
        yield row.mistake(what, "the first penalty starts with the first version", "from")
    (row, one), (_, version) = max(penalties, key=end), max(versions, key=end)
    if end((row, one)) != end((row, version)):
        early = end((row, one)) < end((row, version))
        what = f"no penalty after {one.to}" if early else f"a penalty after {version.to}"
        yield row.mistake(what, "the last penalty ends with the last version", "to")


def limitation(most: r.Maximum) -> int:
    """The years of limitation that follow from the heaviest penalty, death aside (刑訴法250条2項)."""
    if most.detention and not most.years and not most.fine:
        return 1
    return next(years for bound, years in ((5, 3), (10, 5), (15, 7), (100, 10)) if most.years < bound)


def begin(pair: tuple[Row, Any]) -> date:
    return pair[1].from_ or date.min


def end(pair: tuple[Row, Any]) -> date:
    return pair[1].to or date.max


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
    yield from fitting(book, built)
    yield from running(book, built)
    yield from forms(built)


def used_names(
    book: r.Rulebook, row: Row, value: Any
) -> Iterator[tuple[str, Iterable[str], Collection[str]]]:
    """For a row: (what, the names it uses, the names there are)."""
    clocks = [clock.id for clock in book.clocks]
    events = book.facts["events.kind"].values
    if row.kind == "chart":
        leads = dict.fromkeys([part.id for part in (*value.node, *value.leaf)])
        yield "desk", [desk for leaf in value.leaf for desk in leaf.desks], book.desks
        yield "leaf", [value.start, *(lead.to for node in value.node for lead in node.answers)], leads
    elif row.kind == "safety":
        yield "desk", value.desks, book.desks
    elif row.kind == "action":
        yield "desk", value.desks, book.desks
        yield "paper", value.papers, book.papers
        yield (
            "day",
            [by for by in value.by if by != "today"],
            [f"{d}:{c}" for d in ("act_by", "due") for c in clocks],
        )
    elif row.kind == "paper":
        yield "fact", value.needs, book.facts
    elif row.kind == "page":
        yield "fact", value.facts, book.facts
        yield "stage", [value.stage], [stage.id for stage in book.stages]
    elif row.kind == "reading":
        yield "fact", [value.fact], book.facts
    elif row.kind == "payer" and value.desk:
        yield "desk", [value.desk], book.desks
    elif row.kind == "unknown" and value.gap:
        yield "gap", [value.gap], book.gaps
    elif row.kind == "clock":
        yield "event", [e.event for e in value.ended_by] + ([value.event] if value.event else []), events
        yield "fact", start_facts(value.start), book.facts
    elif row.kind in ("cue", "posting"):
        yield "ground", value.grounds, book.grounds
        yield "desk", value.desks, book.desks
        yield "deadline", getattr(value, "clocks", ()), clocks
    elif row.kind == "platform":
        yield "platform", [value.id], book.facts["posts.platform"].values
    elif row.kind == "saving":
        yield "platform", value.platforms, book.services
    elif row.kind == "quiet":
        yield "platform", [value.id], book.services
        yield "control", [control.does for control in value.controls], CONTROLS
        yield "notice", [control.notices for control in value.controls], NOTICES
    elif row.kind == "removal":
        yield "action", value.actions, book.actions
        yield "desk", [value.desk] if value.desk else [], book.desks


def starts(start: r.Start | None) -> Iterator[r.Start]:
    """A clock's start and those inside it."""
    if start is not None:
        yield start
        for part in (*start.later, *start.first):
            if not isinstance(part, str):
                yield from starts(part)


def start_facts(start: r.Start | None) -> Iterator[str]:
    """The facts a clock's start names."""
    for one in starts(start):
        yield from (part for part in (*one.later, *one.first) if isinstance(part, str))


# What a decision speaks to when it is about no element: `procedure.complaint`, `procedure.damages` ...
PROCEDURE = "procedure."


def elements_once(built: Built) -> Iterator[Mistake]:
    """A decision speaks to an element that exists."""
    heads = {row.file: value.id for row, value in built.get("ground", ())}
    known = {
        f"{heads.get(row.file, '')}.{value.id}": 1
        for kind in ("element", "defence")
        for row, value in built.get(kind, ())
    }
    for row, decision in built.get("decision", ()):
        if not decision.element:
            yield row.mistake("a decision speaks to something", 'element = ["ground.element"]', "element")
        for element in decision.element:
            if element not in known and not element.startswith(PROCEDURE):
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
        if page.tick and page.scope != "post":
            yield row.mistake("only a page about a post can have a checklist", 'scope = "post"', "tick")
        for told in (told for tick in page.tick for told in (*tick.without, *tick.with_)):
            fact = book.facts.get(told.fact)
            if fact is None or fact.scope != "post":
                yield row.mistake(f"unknown fact {told.fact!r}", close_to(told.fact, book.facts), told.fact)
            elif told.is_ not in (("none",) if fact.type == "set" else fact.values):
                yield row.mistake(f"{told.fact} cannot be {told.is_!r}", ", ".join(fact.values), told.fact)
    if book.pages:
        for row, fact in built.get("fact", ()):
            if fact.asked and fact.id not in where:
                yield row.mistake("asked, but on no page", "add it to pages.toml or set asked = false")


def filing(built: Built) -> Iterator[Mistake]:
    """Penalties hang on the day of the act, so a crime's axis is the act; each says what the limitation hangs on."""
    for row, head in built.get("ground", ()):
        if head.side == "crime" and head.axis != "act":
            yield row.mistake("a crime is judged by the law of the day of the act", 'axis = "act"', "axis")
        if head.complaint and head.side != "crime":
            yield row.mistake("only crimes need a complaint", "", "complaint")
    for row, penalty in built.get("penalty", ()):
        if not (penalty.max.years or penalty.max.detention or penalty.max.fine):
            yield row.mistake("`max` says nothing", "years, detention or fine", "max")


def fitting(book: r.Rulebook, built: Built) -> Iterator[Mistake]:
    """What a reading reads fits its fact, and what it asks is at hand where it is applied."""
    for row, reading in built.get("reading", ()):
        fact = book.facts.get(reading.fact)
        if fact is None:
            continue
        number = fact.type == "number" and type(reading.as_) is int and reading.as_ >= (fact.least or 0)
        if not number and reading.as_ not in fact.values:
            hint = (
                close_to(str(reading.as_), fact.values)
                if fact.values
                else "only choices, yes / no and numbers are read"
            )
            yield row.mistake(f"{fact.id} is never {reading.as_!r}", hint, "as")
        if fact.scope == "event":
            yield row.mistake(f"{fact.id} is a fact of an event", "events are not read otherwise", "fact")


def running(book: r.Rulebook, built: Built) -> Iterator[Mistake]:
    """A clock has what its scope needs: an event or a start made of days, and one length."""
    for row, clock in built.get("clock", ()):
        if (clock.scope == "event") is not bool(clock.event):
            yield row.mistake("`event` goes with scope `event`", "the event that starts the clock", "event")
        if (clock.scope == "event") is not (clock.start is None):
            yield row.mistake("`start` goes with the scopes `ground` and `post`", "", "start")
        if (clock.scope == "ground") is not bool(clock.grounds):
            yield row.mistake("`grounds` goes with scope `ground`", "complaint or crime", "grounds")
        if any(bool(start.later) is bool(start.first) for start in starts(clock.start)):
            yield row.mistake("a start has either `later` or `first`", "and names at least one day", "start")
        if clock.by_limitation and clock.scope != "ground":
            yield row.mistake("only a ground has a limitation", "", "length")
        if (clock.length is None) is not clock.by_limitation:
            yield row.mistake("`length` is missing", "days, months or years", "length")
        for id in start_facts(clock.start):
            if id in book.facts and book.facts[id].type not in ("date", "moment"):
                yield row.mistake(f"{id} is a {book.facts[id].type}, not a day", "", id)
        for rule in clock.ended_by:
            if rule.same not in SAME:
                yield row.mistake(f"same {rule.same!r} is not known", close_to(rule.same, SAME[1:]), "same")


# --- the words of cues -----------------------------------------------------------------------------------------------

# The longest form; what a search costs at each place of a text is bounded by it.
LONGEST = 24


def forms(built: Built) -> Iterator[Mistake]:
    """A cue's forms can be found as they are written, and each stands once; an exception holds one of them."""
    stands: dict[str, str] = {}
    for row, cue in built.get("cue", ()):
        if not cue.forms:
            yield row.mistake("a cue has forms", 'forms = ["..."]', "forms")
        for form in (*cue.forms, *cue.except_):
            if wrong := unfindable(form):
                yield row.mistake(f"form {form!r} is never found", wrong, form)
            if form in stands:
                yield row.mistake(f"form {form!r} stands twice", f"in cue {stands[form]} too", form)
            stands[form] = cue.id
        for word in cue.except_:
            if not any(form in word for form in cue.forms):
                yield row.mistake(f"exception {word!r} holds no form of this cue", "leave it out", word)


def unfindable(form: str) -> str:
    """Why a form can never be found in a text, with what helps; nothing when it can."""
    if not 2 <= len(form) <= LONGEST or form != form.strip():
        return f"2 to {LONGEST} characters, no space around them"
    if form != unicodedata.normalize("NFKC", form).casefold():
        return "write it in normal width and lower case"
    if any(character.isdecimal() and character != "0" for character in form):
        return "0 stands for any digit"
    return ""
