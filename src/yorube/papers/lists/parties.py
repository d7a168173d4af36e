"""当事者目録: who asks, who acts for them, and every operator that is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from yorube.document import Block, Field, Heading, Title
from yorube.document.blocks import Blank, Piece
from yorube.papers.case import Case
from yorube.papers.catalog import CONCEAL, catalog
from yorube.papers.lists.posts import covered, names
from yorube.papers.told import Told

# A company under Japanese law carries its form in its name; one that does not is a foreign one, or not known well.
JAPANESE = re.compile("株式会社|有限会社|合同会社|合名会社|合資会社|法人")


def party_list(case: Case) -> Iterator[Block]:
    """The applicant and the operators. Names and addresses wait for the answer on concealment."""
    yield Title(case.say("parties.title"))
    yield Heading(case.say("parties.applicant"))
    yield from applicant(case)
    if lawyer(case) and represented(case):
        yield Heading(case.say("parties.guardian"))
        guardian = catalog().entries["agent.name"].instead if concealed(case) else guardian_name(case)
        yield Field(case.say("parties.agent_name"), guardian)
    if acts_for(case):
        by_law = represented(case) and not lawyer(case)
        yield Heading(case.say("parties.guardian" if by_law else "parties.agent"))
        # A lawyer's own name is not what is concealed.
        agent = case.entry if lawyer(case) else partial(named, case)
        yield Field(case.say("parties.address"), agent("agent.address"))
        yield Field(case.say("parties.agent_name"), agent("agent.name"))
    found = operators(case)
    for operator, posts in found.items():
        yield Heading(case.say("parties.other_side"))
        yield from other_side(case, operator, alone=len(found) == 1)
        yield Field(case.say("parties.about"), names(case, posts))


def applicant(case: Case) -> Iterator[Block]:
    yield Field(case.say("parties.address"), named(case, "applicant.address"))
    yield Field(case.say("parties.kana"), named(case, "applicant.kana"))
    yield Field(case.say("parties.name"), named(case, "applicant.name"))
    if case.value("target.kind") == "organisation" or case.filled("applicant.representative"):
        yield Field(case.say("parties.representative"), named(case, "applicant.representative"))


def concealed(case: Case) -> bool:
    """Whether concealment is asked for: then substitutes stand on every court paper from the start."""
    return case.chosen(CONCEAL) == "yes" or case.form.id == "concealment_petition"


def named(case: Case, id: str) -> Piece:
    """A name or an address as a court paper gives it."""
    return catalog().entries[id].instead if concealed(case) else case.entry(id)


def acts_for(case: Case) -> bool:
    """Whether somebody acts for the applicant: a parent for a minor, a lawyer, or whoever was filled in."""
    told = lawyer(case) or represented(case)
    return told or bool(case.filled("agent.name") or case.filled("agent.address"))


def represented(case: Case) -> bool:
    """Whether a legal representative acts: for a minor, or as whoever asks says. An adult's agent is none."""
    return bool(case.value("person.age") == "minor" or case.value("person.role") == "guardian")


def lawyer(case: Case) -> bool:
    return bool(case.value("person.role") == "lawyer")


def guardian_name(case: Case) -> Blank:
    """The legal representative beside a lawyer: of the two, only the lawyer is filled in."""
    return Blank(case.say("court.guardian_name"))


def operators(case: Case) -> dict[Piece, list[Told]]:
    """The operators of the posts' services, each with its posts; one that is not known by the host of the address."""
    found: dict[Piece, list[Told]] = {}
    for post in covered(case):
        operator = case.operator(post)
        host = site(post.url)
        if isinstance(operator, Blank) and host:
            operator = Blank(case.say("parties.of", name=host, label=operator.missing))
        found.setdefault(operator, []).append(post)
    return found


def site(url: str | None) -> str | None:
    """The host of an address; None where it has none."""
    try:
        return urlsplit(url or "").hostname
    except ValueError:  # such as an unfinished [address]
        return None


def other_side(case: Case, operator: Piece, *, alone: bool) -> Iterator[Block]:
    """One operator. What was filled in is that of the only one: which of several it belongs to nobody said."""
    yield Field(case.say("parties.address"), of(case, "provider.address", operator, alone=alone))
    yield Field(case.say("parties.operator"), operator)
    yield Field(
        case.say("parties.representative"), of(case, "provider.representative", operator, alone=alone)
    )
    foreign = not isinstance(operator, str) or JAPANESE.search(operator) is None
    if foreign or case.filled("provider.in_japan"):
        yield Field(case.say("parties.in_japan"), of(case, "provider.in_japan", operator, alone=alone))


def of(case: Case, id: str, operator: Piece, *, alone: bool) -> Piece:
    if alone:
        return case.entry(id)
    label = case.voice.of(catalog().entries[id].label)
    whose = operator.missing if isinstance(operator, Blank) else str(operator)
    return Blank(case.say("parties.of", name=whose, label=label))
