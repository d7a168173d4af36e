"""Who files against whom, and about which posts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yorube.document.blocks import Blank, Block, Piece, Signature, Text
from yorube.papers.case import Case
from yorube.papers.catalog import catalog
from yorube.papers.lists.parties import JAPANESE, concealed, guardian_name, lawyer, named, represented
from yorube.papers.lists.posts import covered
from yorube.papers.told import Told

# What stands after it in a name of the rulebook is the country.
BRACKET = "（"


@dataclass(frozen=True, slots=True)
class Names:
    """What the two sides are called in a procedure."""

    we: str
    they: str


def names(case: Case, procedure: str = "petition") -> Names:
    return Names(case.say(f"court.we.{procedure}"), case.say(f"court.they.{procedure}"))


def subject(case: Case) -> list[Told]:
    """The posts it is about: those of the operator that was filled in, where it is one the rulebook knows; else all."""
    name, all_ = case.filled("provider.name"), covered(case)
    return [post for post in all_ if name and run_by(post, name)] or all_


def run_by(post: Told, name: str) -> bool:
    """Whether the operator of a post's service goes by this name, with or without what stands in brackets after it."""
    operator = post.service.operator if post.service else None
    if operator is None:
        return False
    return any(
        text.partition(BRACKET)[0] == name.partition(BRACKET)[0] for text in (operator.ja, operator.en)
    )


def these(case: Case, about: list[Told]) -> str:
    """Posts by their numbers in the list of posts; all of them together."""
    if about == covered(case):
        return case.say("court.posts.all")
    return case.say("court.posts.some", numbers=case.voice.spans([post.number for post in about]))


def addressee(case: Case) -> str | None:
    """`site` or `access`; None while it was not said."""
    return case.chosen("court.addressee")


def opponent(case: Case) -> Piece:
    """Who it goes against: as filled in; the operator of the site where there is only one and it is the site."""
    if case.filled("provider.name"):
        return case.filled("provider.name")
    label = case.voice.of(catalog().entries["provider.name"].label)
    operators = dict.fromkeys(case.operator(post) for post in covered(case))
    known = [one for one in operators if isinstance(one, str)]
    if len(operators) > 1:
        return Blank(case.say("court.several", label=label))
    if "court.addressee" in case.form.entries and addressee(case) != "site":
        hint = case.say("court.if_site", label=label, operator=known[0]) if known else label
        return Blank(hint if addressee(case) is None else label)
    return next(iter(operators), Blank(label))


def foreign(case: Case) -> bool | None:
    """Whether the other side is a foreign company, by its name; None where that does not tell."""
    name = opponent(case)
    if isinstance(name, Blank):
        return None
    if JAPANESE.search(str(name)):
        return False
    return True if any(run_by(post, str(name)) for post in covered(case)) else None


def organisation(case: Case) -> bool:
    return bool(case.value("target.kind") == "organisation")


def signed(case: Case, we: str) -> Iterator[Block]:
    """Who files, and who signs for them: a lawyer, a legal representative, whoever represents a company."""
    applicant = named(case, "applicant.name")
    for_company = organisation(case) or bool(case.filled("applicant.representative"))
    by_agent = lawyer(case) or represented(case) or bool(case.filled("agent.name"))
    lines: list[tuple[Piece, ...]] = [(f"{we}　", applicant)]
    if for_company:
        lines.append((case.say("court.signs.representative", we=we), named(case, "applicant.representative")))
    if lawyer(case) and represented(case):
        guardian = catalog().entries["agent.name"].instead if concealed(case) else guardian_name(case)
        lines.append((case.say("court.signs.guardian", we=we), guardian))
    if by_agent:
        # A lawyer's own name is not what is concealed.
        agent = case.entry("agent.name") if lawyer(case) else named(case, "agent.name")
        role = "lawyer" if lawyer(case) else "guardian" if represented(case) else "agent"
        lines.append((case.say(f"court.signs.{role}", we=we), agent))
    joined = [piece for line in lines for piece in ("\n", *line)][1:]
    yield Signature(case.entry("date"), tuple(joined))


def who(case: Case, about: list[Told], names: Names) -> Iterator[Text]:
    """What the applicant is to the posts."""
    kind = case.value("target.kind")
    said = kind if kind in ("organisation", "deceased") else "individual"
    text = case.say(f"court.who.{said}", we=names.we, posts=these(case, about))
    yield (text, Blank(case.say("court.relation"))) if said == "deceased" else text
    if represented(case):
        yield case.say("court.who.represented", we=names.we)
