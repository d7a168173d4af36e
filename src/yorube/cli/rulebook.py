"""`yorube rulebook ...`: the law as data: valid, readable, comparable."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from yorube import law
from yorube.cli.common import Fault, a_day, book
from yorube.consult.citations import entry
from yorube.law import at
from yorube.law.expr import Node
from yorube.law.facts import Fact
from yorube.law.load import FOLDER
from yorube.law.parse import close_to
from yorube.law.rulebook import Defence, Ground, Rulebook
from yorube.law.text import Text


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser(
        "rulebook", help="the law as data: check, show, at, diff, gaps, sources, chart, review, book"
    )
    kinds = command.add_subparsers(dest="what", metavar="WHAT", required=True)
    what = {
        "check": ("every rule is typed, sourced and dated; exit status 1 when one is not", check),
        "show": ("one rule, desk, deadline, fact, article or decision in words", show),
        "at": ("the law of a day", show_at),
        "diff": ("what changes between two days", show_diff),
        "gaps": ("what is not known, and where to look", gaps),
        "sources": ("what every rule rests on, how sure, checked when", sources),
        "chart": ("the official chart of desks, unchanged", chart),
        "review": ("a checklist for the yearly review by a lawyer", review),
        "book": ("all questions and rules, to print for a lawyer's review", whole),
    }
    for name, (text, run) in what.items():
        one = kinds.add_parser(name, help=text)
        one.add_argument("--lang", choices=("ja", "en"), default="ja", help="language (default: ja)")
        one.set_defaults(run=run)
        if name == "check":
            one.add_argument("--folder", type=Path, default=FOLDER, help="another rulebook's folder")
        if name == "show":
            one.add_argument("id", metavar="ID")
        if name == "at":
            one.add_argument("day", type=a_day, metavar="DATE")
        if name == "diff":
            one.add_argument("before", type=a_day, metavar="DATE")
            one.add_argument("after", type=a_day, metavar="DATE")


def check(args: argparse.Namespace) -> int:
    """Load a rulebook; every mistake on a line of its own."""
    if not args.folder.is_dir():
        raise Fault(str(args.folder), Text("そのフォルダはありません", "no such folder"))
    try:
        rules = law.read(args.folder)
    except law.RulebookError as error:
        print(error)
        return 1
    counts = {
        "facts": rules.facts,
        "grounds": rules.grounds,
        "deadlines": rules.clocks,
        "desks": rules.desks,
        "actions": rules.actions,
        "papers": rules.papers,
        "cues": rules.cues,
        "platforms": rules.services,
        "articles": rules.articles,
        "decisions": rules.decisions,
        "sources": rules.sources,
        "gaps": rules.gaps,
    }
    print(f"rulebook {rules.version}: " + ", ".join(f"{len(rows)} {name}" for name, rows in counts.items()))
    return 0


def show(args: argparse.Namespace) -> int:
    """What has an id in the rulebook: one thing, or several of different kinds."""
    rules = book()
    known = index(rules)
    if args.id not in known:
        near = close_to(args.id, known.keys())
        why = Text("そのidはありません", "unknown id")
        raise Fault(args.id, Text(f"{why.ja}; {near}", f"{why.en}; {near}") if near else why)
    print("\n\n".join("\n".join(describe(thing, args.id, args.lang, rules)) for thing in known[args.id]))
    return 0


def index(rules: Rulebook) -> dict[str, list[Any]]:
    """Everything that has an id; things of different kinds may share one. A ground's element is `ground.element`, a
    source `src:id`."""
    found: dict[str, list[Any]] = {}
    for id, thing in things(rules):
        found.setdefault(id, []).append(thing)
    return found


def things(rules: Rulebook) -> Iterator[tuple[str, Any]]:
    """Each thing of the rulebook with its id."""
    lists = (rules.safety, rules.clocks, rules.readings, rules.factors, rules.steps, rules.costs, rules.times)
    for rows in (*lists, rules.posting, rules.saving, rules.removal, rules.research):
        yield from ((row.id, row) for row in rows)
    tables = (rules.facts, rules.rules, rules.papers, rules.actions, rules.desks, rules.articles)
    for table in (*tables, rules.decisions, rules.grounds, rules.cues):
        yield from table.items()
    prefixed = {"src": rules.sources, "gap": rules.gaps, "platform": rules.services, "quiet": rules.quiet}
    for prefix, named in prefixed.items():
        yield from ((f"{prefix}:{id}", row) for id, row in named.items())
    for ground in rules.grounds.values():
        yield from ((f"{ground.id}.{part.id}", part) for part in ground.parts)


def describe(thing: Any, id: str, lang: str, rules: Rulebook) -> Iterator[str]:
    """A thing in words, field by field; expressions as sentences, citations with what they say."""
    if isinstance(thing, Ground):
        yield from ground(thing, lang, rules)
        return
    yield f"{id}"
    for field in fields(thing):
        value = getattr(thing, field.name)
        if field.name in ("id", "made_out", "excluded") or value in (None, "", ()):
            continue
        yield from field_lines(field.name.rstrip("_"), value, lang, rules, "  ")


def field_lines(name: str, value: Any, lang: str, rules: Rulebook, indent: str) -> Iterator[str]:
    """One field; lists and nested tables are indented."""
    if isinstance(value, Text):
        yield f"{indent}{name}: {value[lang]}"
    elif isinstance(value, Node):
        yield f"{indent}{name}: {value.sentence(lang)}"
    elif name == "law":
        for cite in value:
            yield f"{indent}{name}: {citation(cite, lang, rules)}"
    elif isinstance(value, tuple) and all(isinstance(item, str | int) for item in value):
        yield f"{indent}{name}: {', '.join(map(str, value))}"
    elif isinstance(value, tuple):
        for item in value:
            yield from field_lines(name, item, lang, rules, indent)
    elif is_dataclass(value):
        said = [f for f in fields(value) if getattr(value, f.name) not in (None, "", ())]
        if hasattr(value, "text") and not isinstance(value, Fact):
            said = [f for f in said if f.name not in ("ja", "en", "easy")]
            yield f"{indent}{name}: {value.text[lang]}"
        else:
            yield f"{indent}{name}:"
        for f in said:
            yield from field_lines(f.name.rstrip("_"), getattr(value, f.name), lang, rules, f"{indent}  ")
    else:
        yield f"{indent}{name}: {value}"


def citation(cite: str, lang: str, rules: Rulebook, day: date | None = None) -> str:
    """A citation on one line: title, article of the day, how it was checked and when."""
    row = entry(cite, rules, day or rules.law_of)
    checked = rules.words[f"checked.{row['checked']}"][lang]
    article = f" {row['article']}" if "article" in row else ""
    return f"{row['title'][lang]}{article}（{checked} {row['checked_on'] or ''}）[{cite}]"


def ground(ground: Ground, lang: str, rules: Rulebook) -> Iterator[str]:
    """A ground as a lawyer reads it: about, versions, penalties, elements, defences, decisions, review."""
    head = ground.ground
    yield f"{head.id}  {head.label[lang]}"
    yield f"  {head.about[lang]}"
    if head.note:
        yield f"  ※ {head.note[lang]}"
    yield (
        f"  {'complaint offence' if lang == 'en' else '親告罪'}: {head.complaint}"
        if head.side == "crime"
        else "  civil"
    )
    for version in ground.version:
        yield f"  {span(version)}: " + "; ".join(
            citation(cite, lang, rules, version.to) for cite in version.law
        )
        if version.note:
            yield f"      ※ {version.note[lang]}"
    for penalty in ground.penalty:
        yield f"  {span(penalty)}: {penalty.text[lang]}; limitation {penalty.limitation.years} y"
    for part in ground.parts:
        kind = "defence" if isinstance(part, Defence) else "element"
        days = f" {span(part)}" if part.from_ or part.to else ""
        texture = rules.words[f"texture.{part.texture}"][lang]
        yield f"  [{kind}] {part.id}{days}: {part.label[lang]} ({texture}; {part.burden})"
        yield f"      {part.value.sentence(lang)}"
        for factor in part.factors:
            yield f"      - {factor[lang]}"
        if part.missing:
            yield f"      ! {part.missing[lang]}"
        for cite in part.law:
            yield f"      § {citation(cite, lang, rules)}"
        for decision in rules.decisions.values():
            if f"{head.id}.{part.id}" in decision.element:
                yield f"      {decision.points}: {citation(decision.id, lang, rules)} {decision.held[lang]}"
    yield f"  {'next review' if lang == 'en' else '次の見直し'}: {head.review}"


def span(dated: Any) -> str:
    """The days something holds."""
    return f"{dated.from_ or '...'} – {dated.to or '...'}"


def show_at(args: argparse.Namespace) -> int:
    """The law of a day."""
    rules = book()
    for id, state in at.at(rules, args.day).items():
        if state.part != "article":
            print(f"{id}  {state.of[args.lang]}: {state.words[args.lang]} ({state.since or '...'} –)")
    return 0


def show_diff(args: argparse.Namespace) -> int:
    """What changes between two days, as a note: what, before, after, source."""
    rules = book()
    found = at.diff(rules, args.before, args.after)
    english = args.lang == "en"
    print(
        f"{args.before} → {args.after}: " + (f"{len(found)} changes" if english else f"{len(found)}件の変更")
    )
    for change in found:
        state = change.after or change.before
        assert state is not None
        since = f" ({change.after.since})" if change.after and change.after.since else ""
        print(f"\n{change.id}  {state.of[args.lang]}{since}")
        for label, side in (
            (("before" if english else "前"), change.before),
            (("after" if english else "後"), change.after),
        ):
            nothing = "—" if side is None else side.words[args.lang]
            print(f"  {label}: {nothing}")
        for cite in state.law:
            print(f"  § {citation(cite, args.lang, rules, args.after)}")
    return 0


def gaps(args: argparse.Namespace) -> int:
    """What is not known: what, why it matters, where to look."""
    for gap in book().gaps.values():
        print(f"{gap.id}  {gap.what[args.lang]}")
        print(f"  {gap.why[args.lang]}")
        print(f"  → {gap.look} ({gap.since})" + (f"  {', '.join(gap.touches)}" if gap.touches else ""))
    return 0


def sources(args: argparse.Namespace) -> int:
    """Every source with how sure it makes us, when it was checked, and what rests on it."""
    rules = book()
    users = resting(rules)
    for source in rules.sources.values():
        checked = rules.words[f"checked.{source.checked}"][args.lang]
        print(f"src:{source.id}  {source.title[args.lang]}")
        print(f"  {checked}, {source.checked_on}: {source.checked_against[args.lang]}")
        print(f"  {source.url}")
        if source.note:
            print(f"  ※ {source.note[args.lang]}")
        print(f"  → {NEXT[source.checked][args.lang == 'en']}")
        print(f"  {len(users.get(source.id, ()))} rules: {', '.join(users.get(source.id, ())[:12])}")
    return 0


def resting(rules: Rulebook) -> dict[str, list[str]]:
    """For each source the ids of what rests on it."""
    found: dict[str, list[str]] = {}
    for id, thing in things(rules):
        cites = list(getattr(thing, "law", ()))
        if isinstance(thing, Ground):
            cites += [cite for version in thing.version for cite in version.law]
        for cite in cites:
            source = cite.removeprefix("src:").partition("#")[0]
            if cite.startswith("case:"):
                source = rules.decisions[cite].source.removeprefix("src:")
            if source and id not in found.setdefault(source, []):
                found[source].append(id)
    return found


def chart(args: argparse.Namespace) -> int:
    """The official charts of desks as they were published: each question, its answers and where they lead."""
    rules, lang = book(), args.lang
    for one in rules.charts:
        print(f"{one.title[lang]} ({one.published}; {one.publisher[lang]})")
        print(f"  {citation(one.law[0], lang, rules)}")
        leaves = {leaf.id: leaf.name[lang] for leaf in one.leaf}
        for node in one.node:
            print(f"\n{node.id}  {node.question[lang]}")
            for answer in node.answers:
                print(f"  {answer.text[lang]} → {leaves.get(answer.to, answer.to)}")
        for leaf in one.leaf:
            print(f"\n{leaf.name[lang]}  [{', '.join(leaf.desks)}]")
            for says in leaf.labels:
                print(f"  {says[lang]}")
        for footnote in one.footnote:
            print(f"\n※ {footnote.text[lang]} → {leaves.get(footnote.to, footnote.to)}")
        print(f"\n※ {one.note[lang]}")
    return 0


# What to do next with a source, by how it was checked.
NEXT = {
    "text": ("e-Govの最新の改正と読み合わせる", "read it again beside the newest revision on e-Gov"),
    "official": ("公式ページをもう一度見る", "look at the official page again"),
    "secondary": (
        "条文・判決・公式ページで確かめる",
        "check it against the text, the decision or the official page",
    ),
    "contract": ("法令で確かめる", "check it against the law"),
}


def review(args: argparse.Namespace) -> int:
    """What a lawyer goes through once a year: grounds by review day, sources to check, notes, gaps."""
    rules, lang = book(), args.lang
    print("# " + ("grounds, by day of review" if lang == "en" else "見直しの日の順"))
    for one in sorted(rules.grounds.values(), key=lambda ground: (ground.ground.review, ground.id)):
        notes = sum(part.note is not None for part in (*one.version, *one.penalty, *one.parts))
        print(
            f"[ ] {one.ground.review}  {one.id}  {one.ground.label[lang]}"
            + (f"  ({notes} ※)" if notes else "")
        )
    users = resting(rules)
    for checked, following in NEXT.items():
        print(f"\n# {rules.words[f'checked.{checked}'][lang]}: {following[lang == 'en']}")
        for source in rules.sources.values():
            if source.checked == checked:
                note = f"  ※ {source.note[lang]}" if source.note else ""
                rests = len(users.get(source.id, ()))
                print(
                    f"[ ] {source.checked_on}  src:{source.id}  {source.title[lang]}  ({rests})  {source.url}{note}"
                )
    print("\n# " + ("gaps" if lang == "en" else "分かっていないこと"))
    for gap in rules.gaps.values():
        print(f"[ ] {gap.id}  {gap.what[lang]} → {gap.look}")
    return 0


def whole(args: argparse.Namespace) -> int:
    """All questions and all rules, to print for a lawyer's review."""
    rules = book()
    print(f"Yorube {rules.version}\n{rules.statement[args.lang]}\n")
    for page in rules.pages:
        print(f"\n# {page.id}  {page.title[args.lang]} ({page.stage}, {page.scope})")
        for id in page.facts:
            fact = rules.facts[id]
            assert fact.ask is not None
            print(f"{id}: {fact.ask[args.lang]}")
            for label, text in (("why", fact.why), ("help", fact.help), ("example", fact.example)):
                if text:
                    print(f"    {label}: {text[args.lang]}")
            for value in fact.values:
                print(f"    - {value}: {fact.words(value)[args.lang]}")
    for title, things in (
        ("readings", {reading.id: reading for reading in rules.readings}),
        ("shared", rules.rules),
        ("grounds", rules.grounds),
        ("deadlines", {clock.id: clock for clock in rules.clocks}),
        ("safety", {rule.id: rule for rule in rules.safety}),
        ("actions", rules.actions),
        ("desks", rules.desks),
        ("papers", rules.papers),
        ("cues", rules.cues),
        ("before and after posting", {item.id: item for item in rules.posting}),
        ("what to save", {item.id: item for item in rules.saving}),
        ("quiet", rules.quiet),
        ("ways to removal", {item.id: item for item in rules.removal}),
        ("research", {item.id: item for item in rules.research}),
    ):
        print(f"\n# {title}")
        for id, thing in things.items():
            print("\n" + "\n".join(describe(thing, id, args.lang, rules)))
    return 0
