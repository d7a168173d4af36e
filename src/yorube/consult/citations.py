"""What the outcome rests on: every law, decision and source it names, as numbered on the day of the consultation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain
from typing import Any

from yorube.law.rulebook import Article, Decision, Number, Rulebook, Source


def citations(outcome: Mapping[str, Any], book: Rulebook, as_of: date) -> dict[str, Any]:
    """`citations{}`: one entry for every id under a `law` key of a row of the outcome."""
    look = outcome["outlook"]
    rows = [row for key in ROWS for row in outcome[key]]
    rows += [row for key, several in look.items() if key != "legal_aid" for row in several]
    rows += [look["legal_aid"]] if look["legal_aid"] else []
    return entries(sorted(cited(rows)), book, as_of)


# The parts of an outcome whose rows name what they rest on, beside the outlook.
ROWS = ("safety", "findings", "deadlines", "desks", "not_suitable", "actions")


def cited(rows: Iterable[Mapping[str, Any]]) -> set[str]:
    """Every citation of some rows of an outcome, those of a finding's elements and penalty included."""
    laws: list[list[str]] = []
    for row in rows:
        if "law" in row:
            laws.append(row["law"])
        if "elements" in row:
            laws += [element["law"] for element in row["elements"]]
            if "penalty" in row:
                laws.append(row["penalty"]["law"])
    return set(chain.from_iterable(laws))


# For how many days the entries are kept written out.
KEPT = 16


def entry(cite: str, book: Rulebook, as_of: date) -> dict[str, Any]:
    """One citation: title, article as numbered on `as_of`, address, what it was checked against and when."""
    found: dict[str, Any] = entries([cite], book, as_of)[cite]
    return found


def entries(cites: Iterable[str], book: Rulebook, as_of: date) -> dict[str, Any]:
    """The entries of these citations. They are written once for a day and shared by all outcomes."""
    if as_of not in book.entries:
        if len(book.entries) >= KEPT:
            book.entries.clear()
        book.entries[as_of] = {}
    known = book.entries[as_of]
    return {cite: known.get(cite) or known.setdefault(cite, made(cite, book, as_of)) for cite in cites}


def made(cite: str, book: Rulebook, as_of: date) -> dict[str, Any]:
    """The entry of one citation. It is the same for every day on which an article has the same number."""
    number = None
    if cite in book.articles:
        number = next((number for number in book.articles[cite].numbers if number.covers(as_of)), None)
    key = cite, number and number.no
    return book.ready.get(key) or book.ready.setdefault(key, written(cite, number, book))


def written(cite: str, number: Number | None, book: Rulebook) -> dict[str, Any]:
    if cite.startswith("case:"):
        return decision(book.decisions[cite], book)
    if cite.startswith("src:"):
        return source(book.sources[cite.removeprefix("src:")])
    return article(book.articles[cite], number, book)


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
