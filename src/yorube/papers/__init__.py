"""Papers: one pure function for each. A report, its outcome and what was filled in go in, a document comes out.

`write` makes any paper of the rulebook; `form` and `entries` tell what it is and what can be filled in, `checked` reads
what was. `handover` is what a lawyer is given (受任用一式), as a document and as data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from yorube.consult import Outcome, Report
from yorube.document import Block, Document
from yorube.document import masked as without_masked
from yorube.law.rulebook import Rulebook
from yorube.papers import court, lists, own, police, provider, removal
from yorube.papers.case import Case
from yorube.papers.catalog import Entry, Form, catalog
from yorube.papers.cover import blanks, cover
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


class NotThisPaper(ValueError):
    """The outcome does not list this paper: it does not fit what was told."""


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
    """One paper as a document. Raises NotThisPaper where the outcome does not list it.

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


def entries(id: str, report: Report, outcome: Outcome, book: Rulebook) -> tuple[Entry, ...]:
    """What can be filled in on a paper, in order; the question of concealment before any name."""
    return tuple(case_of(id, report, outcome, book, "ja", {}).entries)


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
        blocks = tuple(WRITERS[case.form.id](replace(case, aloud=True)))
    return list(dict.fromkeys(blanks(blocks)))


def form(id: str) -> Form:
    """What a paper is."""
    return catalog().forms[id]


def case_of(
    id: str, report: Report, outcome: Outcome, book: Rulebook, language: Language, values: Mapping[str, str]
) -> Case:
    if id not in {row["id"] for row in outcome["papers"]}:
        raise NotThisPaper(id)
    return Case(catalog().forms[id], report, outcome, book, language, values)
