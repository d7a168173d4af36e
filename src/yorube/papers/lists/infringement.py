"""権利侵害の説明: for each post and right, condition by condition, what was told and what the signer has to add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from yorube.consult.near import Near
from yorube.consult.questions import fact_of
from yorube.document import Block, Field, Heading, PageBreak, Paragraph, Table, Title
from yorube.document.blocks import Blank, Piece, Text
from yorube.papers.case import Case
from yorube.papers.lists.posts import name, sexual, where
from yorube.papers.own.handover_data import decision, finding
from yorube.papers.parts import Json
from yorube.papers.told import Told
from yorube.papers.voice import in_words

# What is asked for rests on civil law: disclosure, removal, damages.
CIVIL = "civil."
CLEAR = "johopura#5.1.1"


def infringement_table(case: Case) -> Iterator[Block]:
    """The signer's account of each post: a claim where the own answers carry it, a blank where something is open."""
    yield Title(case.say("infringement.title"))
    disclosure = any(row["id"] == "sender_information_list" for row in case.outcome["papers"])
    lead = (
        case.say("infringement.lead.clear", law=case.law(CLEAR))
        if disclosure
        else case.say("infringement.lead")
    )
    yield Paragraph(lead)
    found = grounds(case)

    def same(post: Told) -> tuple[bool, tuple[Block, ...]]:
        return post.child, tuple(rights(case, [post], found[post.id]))

    # Posts in a row of which the same is said stand together: a pile-on would fill hundreds of pages.
    for (child, _), together in groupby(case.posts, same):
        posts = list(together)
        for post in posts:
            yield from told(case, post)
        if not child:
            yield from rights(case, posts, found[posts[0].id], of=about(case, posts))
    yield from decisions(case, [row for rows in found.values() for row in rows])


def told(case: Case, post: Told) -> Iterator[Block]:
    """One post with the signer's own words; of a child's image neither."""
    yield Heading(name(case, post))
    yield from where(case, post)
    if post.child:
        yield Paragraph(case.say("form.child"))
    else:
        yield Field(case.say("lists.text"), case.text(post))
        yield Field(case.say("infringement.reason"), case.entry("why", post))


def about(case: Case, posts: Sequence[Told]) -> str:
    """Which posts in a row, where there are others; nothing to be said of the only one."""
    if len(case.posts) == 1:
        return ""
    first, last = posts[0], posts[-1]
    if first is last:
        return name(case, first)
    return case.say("infringement.posts", first=first.number, last=last.number)


def grounds(case: Case) -> dict[str, list[Json]]:
    """For each post the civil grounds that something told points to, with the decisions on each condition. Of a
    child's image none: its conditions speak of what it shows."""
    near = Near(case.outcome).grounds
    found: dict[str, list[Json]] = {post.id: [] for post in case.posts}
    child = {post.id for post in case.posts if post.child}
    for row in case.outcome["findings"]:
        civil = row["ground"].startswith(CIVIL) and (row["post"], row["ground"]) in near
        if civil and row["post"] not in child:
            found[row["post"]].append(finding(row, case.book, child=False))
    return found


def rights(case: Case, posts: Sequence[Told], rows: Sequence[Json], of: str = "") -> Iterator[Block]:
    """Each right, condition by condition, with the answers and what the signer says or has to say. `of`: the posts by
    name, for what is to be filled in."""
    head = tuple(case.say(f"infringement.{column}") for column in ("condition", "told", "says"))
    copies = not any(sexual(case, post) for post in posts)
    for row in rows:
        label = case.voice.of(row["label"])
        yield Heading(label + (case.voice.noted(of) if len(posts) > 1 else ""), 2)
        yield Field(case.say("infringement.law"), case.parts.rests_on(row["law"]))
        lines = (
            (condition(case, part), answers(case, part["because"]), claim(case, part, of, copies=copies))
            for part in row["elements"]
        )
        yield Table((44, 52, 64), head, tuple(lines))
    if not rows:
        label = case.say("infringement.right")
        yield Field(label, blank(case, of, label))


def blank(case: Case, of: str, label: str) -> Blank:
    return Blank(case.say("infringement.of", posts=of, label=label) if of else label)


def condition(case: Case, part: Json) -> str:
    label = case.voice.of(part["label"])
    return case.say("infringement.defence", label=label) if part["kind"] == "defence" else label


def answers(case: Case, because: Iterable[Json]) -> str:
    """The answers that a condition was looked at with."""
    lines = []
    for used in because:
        fact = fact_of(used["fact"], case.book)
        if fact:
            words = case.voice.listed(map(case.voice.of, in_words(fact, used["value"])))
            lines.append(case.voice.about(case.voice.of(fact.label), words))
    return "\n".join(lines)


def claim(case: Case, part: Json, of: str, *, copies: bool) -> Text:
    """What the signer claims of a condition where the answers carry it; else what is left to explain. `copies`: what
    shows it may be named."""
    label, defence = case.voice.of(part["label"]), part["kind"] == "defence"
    if part["status"] == "unknown":
        missing = case.say("infringement.explain_not" if defence else "infringement.explain", label=label)
        said: list[Piece] = [blank(case, of, missing)]
        if part.get("open"):
            said.append("\n" + case.say("infringement.open", facts=case.voice.labels(part["open"])))
    else:
        said = [case.say("infringement.claims_not" if defence else "infringement.claims")]
    if copies and part.get("proof"):
        said.append("\n" + case.say("infringement.proof", proof=case.voice.of(part["proof"])))
    return tuple(said)


def decisions(case: Case, rows: Iterable[Json]) -> Iterator[Block]:
    """Decisions that speak to these conditions, each once, on a page that can be left out."""
    speak: dict[str, list[str]] = {}
    for row in rows:
        for part in row["elements"]:
            for id in part["decisions"]:
                speak.setdefault(id, []).append(case.voice.of(part["label"]))
    if not speak:
        return
    yield PageBreak()
    yield Title(case.say("infringement.decisions"))
    yield Paragraph(case.say("infringement.decisions_lead"))
    head = tuple(case.say(f"infringement.{column}") for column in ("decision", "held", "speaks_to"))
    lines = tuple((*held(case, id), case.voice.listed(labels)) for id, labels in speak.items())
    yield Table((44, 72, 44), head, lines)


def held(case: Case, id: str) -> tuple[str, str]:
    """Which decision, and what it held, for or against."""
    row = decision(id, case.book)
    on = case.book.decisions[id].on
    named = " ".join(filter(None, (case.voice.of(row["court"]), case.day(on) if on else "", row["number"])))
    points = case.say(f"handover.points.{row['points']}")
    return named, case.voice.of(row["held"]) + case.voice.noted(points)
