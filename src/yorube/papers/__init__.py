"""Papers: one pure function for each. A report, its outcome and what was filled in go in, a document comes out.

`write` makes any paper of the rulebook; `form` and `entries` tell what it is and what can be filled in, `checked` reads
what was. `handover` is what a lawyer is given (受任用一式), as a document and as data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from yorube.consult import Outcome, Report
from yorube.document import Block, Document
from yorube.document import masked as without_masked
from yorube.law.facts import UNKNOWN
from yorube.law.rulebook import Rulebook
from yorube.papers import court, lists, own, police, provider, removal
from yorube.papers.case import Case, asked_of
from yorube.papers.catalog import CONCEAL, Entry, Form, catalog
from yorube.papers.cover import cover, still_blank
from yorube.papers.filling import FillingError, checked
from yorube.papers.own.handover import handover
from yorube.papers.own.handover_data import handover_data
from yorube.papers.voice import Language

__all__ = [
    "Entry",
    "FillingError",
    "Form",
    "Language",
    "NotThisPaper",
    "all_entries",
    "checked",
    "entries",
    "form",
    "handover",
    "handover_data",
    "missing",
    "offered",
    "posts_asked",
    "write",
]

WRITERS: Mapping[str, Callable[[Case], Iterator[Block]]] = {
    **own.WRITERS,
    **removal.WRITERS,
    **court.WRITERS,
    **lists.WRITERS,
    **police.WRITERS,
    **provider.WRITERS,
}


# The one paper that hangs on what was filled in.
CONCEALMENT = "concealment_petition"
NOTHING: Mapping[str, str] = MappingProxyType({})


class NotThisPaper(ValueError):
    """This paper is not offered: it does not fit what was told."""


def write(
    id: str,
    report: Report,
    outcome: Outcome,
    book: Rulebook,
    language: Language,
    values: Mapping[str, str],
    *,
    masked: bool = False,
) -> Document:
    """One paper as a document. Raises NotThisPaper where it is not offered.

    `language` is the reader's: that of the cover note and of papers of one's own. `values` are checked values.
    `masked`: the copy for the other side.
    """
    case = case_of(id, report, outcome, book, language, values)
    blocks = tuple(WRITERS[id](case))
    voice = case.voice
    document = Document(
        title=voice.say("title") if case.form.own else voice.of(book.papers[id].label),
        lang=voice.lang,
        blocks=blocks,
        form=case.form.layout,
        footer=voice.say("footer") if case.form.own else "",
        cover=None if case.form.own else cover(case, blanks_of(case, blocks)),
    )
    return without_masked(document) if masked else document


def offered(
    report: Report, outcome: Outcome, book: Rulebook, values: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """The papers that can be written, each with the facts it lacks: those that the outcome lists; and where something
    goes to a court and name or address should not be known, the petition that asks for that."""
    found = {row["id"]: tuple(row["missing"]) for row in outcome["papers"]}
    if values.get(CONCEAL) == "yes" and found.keys() & court.PETITIONS:
        lacks = (
            path for path in book.papers[CONCEALMENT].needs if report.facts.get(path, UNKNOWN) == UNKNOWN
        )
        found.setdefault(CONCEALMENT, tuple(lacks))
    return found


def entries(
    id: str, report: Report, outcome: Outcome, book: Rulebook, values: Mapping[str, str] = NOTHING
) -> tuple[Entry, ...]:
    """What can be filled in on a paper, in order; the question of concealment before any name. `values`: what was
    filled in, where that offers the paper."""
    return tuple(case_of(id, report, outcome, book, "ja", values).entries)


def posts_asked(id: str, report: Report) -> tuple[str, ...]:
    """The posts that an entry of a post is asked of: an answer only of those that an inquiry came about."""
    return tuple(post.id for post in report.posts if asked_of(id, post.id, report))


def all_entries() -> Mapping[str, Entry]:
    """Everything that any paper asks for: what was filled in once serves every paper."""
    return catalog().entries


def missing(
    id: str, report: Report, outcome: Outcome, book: Rulebook, language: Language, values: Mapping[str, str]
) -> list[str]:
    """What is still blank on a paper, in order, in the reader's language."""
    case = case_of(id, report, outcome, book, language, values)
    return blanks_of(case, tuple(WRITERS[id](case)))


def blanks_of(case: Case, blocks: tuple[Block, ...]) -> list[str]:
    """What is blank on a paper made of these blocks, said in the reader's language."""
    if case.voice.language != case.language:
        case = replace(case, aloud=True)
        blocks = tuple(WRITERS[case.form.id](case))
    return list(still_blank(case, blocks))


def form(id: str) -> Form:
    """What a paper is."""
    return catalog().forms[id]


def case_of(
    id: str, report: Report, outcome: Outcome, book: Rulebook, language: Language, values: Mapping[str, str]
) -> Case:
    if id not in offered(report, outcome, book, values):
        raise NotThisPaper(id)
    return Case(catalog().forms[id], report, outcome, book, language, values)
