"""The page before each paper: who gets it, what is still blank, which form it follows, what was not verified.

It speaks the reader's language, is not handed in, and is no part of the copy for the other side.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from yorube.consult.citations import entries
from yorube.document.blocks import Blank, Block, Cover, Heading, Paragraph, Title
from yorube.papers.case import BlankOf, Case
from yorube.papers.parts import source_lines
from yorube.papers.voice import Voice


def cover(case: Case, missing: Sequence[str]) -> Cover:
    """The cover note of a paper on which this is missing."""
    voice = Voice(case.language, case.book)
    return Cover(voice.lang, tuple(note(case, voice, missing)))


def note(case: Case, voice: Voice, missing: Sequence[str]) -> Iterator[Block]:
    form, paper = case.form, case.book.papers[case.form.id]
    yield Title(voice.say("cover.title"))
    yield Paragraph(voice.say("cover.lead", label=voice.of(paper.label)))
    if not form.own and case.language != "ja":
        yield Paragraph(voice.say("cover.japanese"))
    yield Heading(voice.say("cover.goes_to"))
    yield Paragraph(voice.of(form.goes_to))
    yield Heading(voice.say("cover.blanks"))
    yield Paragraph("\n".join(f"・{one}" for one in missing) or voice.say("cover.no_blanks"))
    seen = [voice.of(entry.label) for entry in case.entries if entry.other_side]
    if seen or form.other_side:
        yield Heading(voice.say("cover.other_side"))
        if seen:
            yield Paragraph(voice.listed(seen))
        if form.other_side:
            yield Paragraph(voice.say("cover.masked"))
    yield Heading(voice.say("cover.follows"))
    yield Paragraph(voice.of(form.follows))
    if form.unverified:
        yield Heading(voice.say("cover.unverified"))
        yield Paragraph(voice.of(form.unverified))
    cites = dict.fromkeys((*paper.law, *form.sources))
    if lines := source_lines(cites, entries(cites, case.book, case.report.as_of), voice):
        yield Heading(voice.say("sources"))
        yield Paragraph("\n".join(lines))
    about = case.outcome["rulebook"]
    yield Paragraph(voice.say("cover.filled", day=case.outcome["as_of"], version=about["version"]))
    yield Paragraph(voice.say("footer"))


def still_blank(case: Case, blocks: Iterable[Block]) -> Iterator[str]:
    """What is blank on a paper of these blocks, each once and in order; the same of several posts in one line."""
    found: dict[tuple[str, bool], set[int]] = {}
    for blank in blanks(tuple(blocks)):
        if isinstance(blank, BlankOf):
            found.setdefault((blank.label, True), set()).update(blank.numbers)
        else:
            found.setdefault((blank.missing, False), set())
    for (label, of_posts), numbers in found.items():
        yield case.blank_of(label, numbers).missing if of_posts else label


def blanks(value: Any) -> Iterator[Blank]:
    """The blanks in any part of a document, in order."""
    if isinstance(value, Blank):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from blanks(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from blanks(getattr(value, field.name))
