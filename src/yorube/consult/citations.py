"""What the outcome rests on: every law, decision and source it names, as numbered on the day of the consultation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from operator import itemgetter
from typing import Any

from yorube.consult.forms import Made, ready
from yorube.law.cited import Stretches
from yorube.law.frozen import frozen
from yorube.law.rulebook import Article, Decision, Number, Rulebook, Source


def citations(outcome: Mapping[str, Any], book: Rulebook, as_of: date) -> dict[str, Any]:
    """`citations{}`: one entry for every id under a `law` key of a row of the outcome."""
    findings, look = outcome["findings"], outcome["outlook"]
    rows = chain(
        *map(outcome.__getitem__, ROWS),
        *map(look.__getitem__, LOOKS),
        [look["legal_aid"]] if look["legal_aid"] else (),
        in_findings(findings),
    )
    return entries(union(rows), book, as_of)


# The parts of an outcome and of its outlook of which every row names what it rests on.
ROWS = ("safety", "findings", "deadlines", "desks", "not_suitable", "actions")
LOOKS = ("police", "steps", "services", "cost", "time", "payers")
LAW, ELEMENTS = itemgetter("law"), itemgetter("elements")


def in_findings(findings: Sequence[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    """What stands in findings and names what it rests on."""
    penalties = [finding["penalty"] for finding in findings if "penalty" in finding]
    return chain(penalties, chain.from_iterable(map(ELEMENTS, findings)))


def cited(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every citation of some rows of an outcome, those of a finding's elements and penalty included."""
    several = [*rows]
    findings = [row for row in several if "elements" in row]
    return union(chain((row for row in several if "law" in row), in_findings(findings)))


def union(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """The citations of rows that all name what they rest on."""
    return set().union(*map(LAW, rows))


# One citation as the outcome gives it.
Entry = dict[str, Any]


def entry(cite: str, book: Rulebook, as_of: date) -> Entry:
    """One citation: title, article as numbered on `as_of`, address, what it was checked against and when."""
    return of_day(as_of, book)[cite]


def entries(cites: Iterable[str], book: Rulebook, as_of: date) -> dict[str, Entry]:
    """The entries of these citations, in the order of their ids. They are shared by all outcomes."""
    ordered = sorted(cites)
    return dict(zip(ordered, map(of_day(as_of, book).__getitem__, ordered), strict=True))


def of_day(day: date, book: Rulebook) -> Mapping[str, Entry]:
    """Every citation there is, as numbered on this day, by id."""
    return ready(book, "citations", by_day).on(day)


def by_day(book: Rulebook) -> Stretches[Mapping[str, Entry]]:
    """The citations for the days between two on which an article gets another number, each written once."""
    numbers = [number for article in book.articles.values() for number in article.numbers]
    entries: Made[tuple[str, Number | None], Entry] = Made(lambda cited: frozen(written(*cited, book)))
    return Stretches(numbers, lambda day: Made(lambda cite: entries[cite, number_on(day, cite, book)]))


def number_on(day: date, cite: str, book: Rulebook) -> Number | None:
    """The number of an article on this day, its last one where it always had its numbers; None for what is none."""
    if cite not in book.articles:
        return None
    numbers = book.articles[cite].numbers
    if not any(number.from_ or number.to for number in numbers):
        return numbers[-1]
    return next((number for number in numbers if number.covers(day)), None)


def written(cite: str, number: Number | None, book: Rulebook) -> Entry:
    """One citation, an article under this number. Raises KeyError for what is none."""
    if cite in book.decisions:
        return decision(book.decisions[cite], book)
    if cite in book.articles:
        return article(book.articles[cite], number, book)
    return source(book.sources[cite.removeprefix("src:")])


def source(source: Source) -> dict[str, Any]:
    """A source as a whole."""
    found: dict[str, Any] = {
        "title": source.title.data,
        "kind": source.kind,
        "url": source.url,
        "checked": source.checked,
        "checked_against": source.checked_against.data,
        "checked_on": source.checked_on.isoformat(),
    }
    return found | ({"note": source.note.data} if source.note else {})


def article(article: Article, number: Number | None, book: Rulebook) -> dict[str, Any]:
    """An article under one of its numbers; None: on a day no number covers, which is said, with the nearest number."""
    found = source(book.sources[article.id.partition("#")[0]])
    found["article"] = (number or article.numbers[-1]).no
    if number is None:
        found["in_force"] = False
    found["says"] = article.says.data
    if article.checked:
        found["checked"] = article.checked
    if article.url:
        found["url"] = article.url
    if article.note:
        found["note"] = article.note.data
    return found


def decision(decision: Decision, book: Rulebook) -> dict[str, Any]:
    """A court decision: court, date, number as far as known, what it turned on, which way it points."""
    at = book.sources.get(decision.source.removeprefix("src:"))
    checked_on = decision.checked_on or (at.checked_on if at else None)
    found: dict[str, Any] = {
        "title": {
            lang: f"{decision.court[lang]} {decision.on.isoformat() if decision.on else '?'} {decision.kind[lang]}"
            + (f" {decision.number}" if decision.number else "")
            for lang in ("ja", "en")
        },
        "kind": "decision",
        "url": decision.url or (at.url if at else ""),
        "checked": decision.checked or (at.checked if at else "secondary"),
        "checked_against": at.title.data if at else {"ja": decision.url, "en": decision.url},
        "checked_on": checked_on.isoformat() if checked_on else None,
        "points": decision.points,
        "says": decision.held.data,
        "element": list(decision.element),
    }
    return found | ({"note": decision.note.data} if decision.note else {})
