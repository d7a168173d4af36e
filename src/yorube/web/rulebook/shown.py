"""A thing of the rulebook as a page shows it, and as plain data for its twin."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from yorube.consult.citations import entry
from yorube.law.expr import Node
from yorube.law.facts import Choice, Fact
from yorube.law.rulebook import Article, Defence, Element, Ground
from yorube.law.text import Text
from yorube.web.consult.fields import LANGUAGES
from yorube.web.languages import words
from yorube.web.rulebook.catalog import PASSED_OVER, Catalog, Thing, cited, named

YES, NO = Text("はい", "yes"), Text("いいえ", "no", "いいえ")


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field: a text, with where it leads, an address outside, and what stands below it."""

    text: Text
    href: str = ""
    url: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A field: the id of the word for it, its values; `long` where they are folded away at first."""

    word: str
    values: tuple[Value, ...]
    long: bool = field(default=False)


def same(text: object) -> Text:
    return Text(str(text), str(text))


def address(thing: Thing) -> str:
    return reverse("rulebook_thing", args=[thing.kind, thing.slug])


def link(thing: Thing) -> Value:
    return Value(thing.label, address(thing))


def rows(thing: Thing, book: Catalog) -> list[Row]:
    """The fields of a thing."""
    value = thing.value
    head = value.ground if isinstance(value, Ground) else value
    found = [row for row in of(head, book) if row.values != (Value(thing.label),)]
    if isinstance(value, Ground):
        return [*found, *ground(thing, value, book)]
    if isinstance(value, Article):
        source = book.kinds["sources"][value.id.partition("#")[0]]
        found.insert(0, Row("field.source", (cite(value.id, book, whole=source),)))
    if isinstance(value, Fact):
        found.append(Row("field.scope", (code("scope", value.scope),)))
    if isinstance(value, Element | Defence):
        head = book.kinds["grounds"][
            next(id for id in book.kinds["grounds"] if thing.id.startswith(f"{id}."))
        ]
        found.insert(0, Row("field.ground", (link(head),)))
    return found


def ground(thing: Thing, value: Ground, book: Catalog) -> Iterator[Row]:
    """Versions, penalties, and the conditions with their sentences, each a page of its own."""
    for name, parts in (("version", value.version), ("penalty", value.penalty)):
        if parts:
            yield Row(
                f"field.{name}", tuple(Value(days(part), rows=tuple(undated(part, book))) for part in parts)
            )
    for name, conditions in (("element", value.element), ("defence", value.defence)):
        if conditions:
            yield Row(
                f"field.{name}",
                tuple(
                    Value(
                        part.label,
                        address(book.get(("conditions", f"{thing.id}.{part.id}"))),
                        rows=(Row("field.value", (Value(sentence(part.value)),)),),
                    )
                    for part in conditions
                ),
            )


def undated(part: Any, book: Catalog) -> Iterator[Row]:
    """The fields of a part whose days stand above it."""
    yield from (row for row in of(part, book) if row.word not in ("field.from", "field.to"))


def days(dated: Any) -> Text:
    """The days something holds."""
    return same(f"{dated.from_ or '…'} – {dated.to or '…'}")


def sentence(node: Node) -> Text:
    return Text(node.sentence("ja"), node.sentence("en"))


def of(value: Any, book: Catalog) -> Iterator[Row]:
    """The fields of a value that say something."""
    for one in fields(value):
        content = getattr(value, one.name)
        if one.name in PASSED_OVER or content in (None, "", (), False):
            continue
        name = one.name.rstrip("_")
        listed = content if isinstance(content, tuple) else (content,)
        yield Row(f"field.{name}", tuple(shown(one.name, item, book) for item in listed), name == "forms")


def shown(name: str, value: Any, book: Catalog) -> Value:
    """One value of a field."""
    if isinstance(value, Text):
        return Value(value)
    if isinstance(value, Node):
        return Value(sentence(value))
    if isinstance(value, str):
        return word(name, value, book)
    if isinstance(value, bool):
        return Value(YES if value else NO)
    if isinstance(value, Choice):
        return Value(
            Text(f"{value.ja}（{value.id}）", f"{value.en} ({value.id})", f"{value.easy}（{value.id}）")
        )
    if is_dataclass(value):
        text = getattr(value, "text", None)
        below = [row for row in of(value, book) if text is None or row.word != "field.text"]
        return Value(text if isinstance(text, Text) else same(getattr(value, "id", "")), rows=tuple(below))
    return Value(same(value))


def word(name: str, value: str, book: Catalog) -> Value:
    """A word: the name of a thing, a citation, an address, a code with words of its own, or only a word."""
    other = named(name, value, book.known)
    if other is not None:
        return cite(value, book) if name in ("law", "source") else link(book.get(other))
    if value.startswith(("https://", "http://")):
        return Value(same(value), url=value)
    if name == "by":
        kind, _, clock = value.partition(":")
        known = book.kinds["deadlines"].get(clock)
        return Value(known.label if known else words()[f"code.by.{kind}"], address(known) if known else "")
    if name == "event":
        return Value(book.book.facts["events.kind"].words(value))
    if name == "languages" and value in LANGUAGES:
        return Value(same(LANGUAGES[value]))
    return code(name.rstrip("_"), value)


def code(name: str, value: str) -> Value:
    """A code in words, where there are words for it."""
    for id in (f"code.{name}.{value}", f"code.{value}"):
        if id in words():
            return Value(words()[id])
    return Value(same(value))


def cite(id: str, book: Catalog, whole: Thing | None = None) -> Value:
    """A citation: what it names, how it was checked, when."""
    row = entry(id, book.book, book.book.law_of)
    checked = book.book.words[f"checked.{row['checked']}"]
    target = whole or book.get(cited(id))
    on = row["checked_on"] or ""
    ja, en = target.label.ja, target.label.en
    easy = f"{ja}（{checked.easy} {on}）"
    return Value(Text(f"{ja}（{checked.ja} {on}）", f"{en} ({checked.en} {on})", easy), address(target))


# --- the twin --------------------------------------------------------------------------------------------------------


def data(thing: Thing, book: Catalog) -> dict[str, Any]:
    """A thing as plain data, with what rests on it."""
    return {
        **listed(thing),
        "fields": plain(thing.value),
        "used_by": [listed(one) for one in book.used_by(thing)],
        "decisions": [listed(one) for one in book.decisions_of(thing)],
        "gaps": [listed(one) for one in book.gaps_of(thing)],
    }


def listed(thing: Thing) -> dict[str, Any]:
    """A thing as a list names it."""
    return {"kind": thing.kind, "id": thing.id, "label": thing.label.data, "address": address(thing)}


def plain(value: Any) -> Any:
    """A value of the rulebook as JSON can hold it; a condition is its sentence."""
    if isinstance(value, Text):
        return value.data
    if isinstance(value, Node):
        return {"sentence": sentence(value).data}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name.rstrip("_"): getattr(value, one.name) for one in fields(value)}
        return {name: plain(content) for name, content in said.items() if content not in (None, "", ())}
    return value
