"""The report: what a person told, checked against the vocabulary, as frozen values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from typing import Any

from yorube.law.facts import UNKNOWN, Fact, Value
from yorube.law.periods import in_japan
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

SCHEMA = "yorube.report/1"
# Every period that starts by then ends before the calendar does.
LAST_YEAR = 9000
# The largest number that is read.
MOST = 10**15
LISTS = ("posts", "events")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:[0-5]\d)?)?", re.A | re.I)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.A)
KEY = re.compile(r"[\w-]{1,60}")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|unknown")


@dataclass(frozen=True, slots=True)
class Post:
    """One post: its id, the facts as rules see them (days in Japan), and as they were told (with time and offset)."""

    id: str
    facts: Mapping[str, Value]
    told: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that already happened; what was not told is None."""

    kind: str
    on: date | None
    by: str | None
    post: str | None


@dataclass(frozen=True, slots=True)
class Report:
    """A checked report. `facts` holds everything outside posts and events; an absent fact is unknown."""

    as_of: date
    facts: Mapping[str, Value]
    posts: tuple[Post, ...]
    events: tuple[Event, ...]


class ReportError(Exception):
    """The report is refused: `path` of the key, what was `found`, what is `allowed`, and why, in both languages."""

    def __init__(self, path: str, why: Text, found: object = ..., allowed: Text | str = "") -> None:
        self.path, self.why, self.found, self.allowed = path, why, found, allowed
        super().__init__(self.line("en"))

    def line(self, lang: str) -> str:
        """The refusal on one line."""
        parts = [f"{self.path}: {self.why[lang]}"]
        if self.found is not ...:
            parts.append(("found " if lang == "en" else "書かれていたもの ") + shown(self.found))
        if self.allowed:
            allowed = self.allowed[lang] if isinstance(self.allowed, Text) else self.allowed
            parts.append(("allowed: " if lang == "en" else "書けるもの: ") + allowed)
        return "; ".join(parts)


def shown(value: object) -> str:
    """What was found, short and on one line, control characters made visible; tables and lists as such."""
    if isinstance(value, Mapping | list):
        return ("{...}" if isinstance(value, Mapping) else "[...]") if value else repr(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()
    if isinstance(value, int) and value.bit_length() > 64:
        return f"{hex(value)[:20]}..."
    written = (
        value.isoformat()
        if isinstance(value, date | time)
        else repr(value[:80] if isinstance(value, str) else value)
    )
    safe = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else f"\\u{ord(c):04x}"
        for c in written[:80]
    )
    return safe if len(safe) <= 80 and safe == written else safe[:77] + "..."


def named(key: object) -> str:
    """A key as a path shows it: as it is when it is plain, else quoted, so that the path stays one line."""
    return key if isinstance(key, str) and KEY.fullmatch(key) else shown(key)


UNKNOWN_KEY = Text("知らないキーです", "unknown key")
WRONG_TYPE = Text("型が違います", "wrong type")
NOT_ALLOWED = Text("選べない値です", "not among the choices")
NO_OFFSET = Text("時刻に時差がありません（推測しません）", "a time without an offset (never guessed)")
IMPOSSIBLE = Text("ありえない日付・時刻です", "impossible date or time")
FUTURE = Text("相談の日より後です", "after the day of the consultation (as_of)")
CONTROL = Text("制御文字があります", "control character")
TWICE = Text("同じ番号の投稿が二つあります", "two posts have the same id")
MISSING = Text("書かれていません", "missing")
TOO_SMALL = Text("小さすぎる数です", "too small")
TOO_LARGE = Text("大きすぎる数です", "too large")
NO_POST = Text("その番号の投稿はありません", "no post has this id")
EMPTY = Text("空です", "empty")
A_TABLE = Text("表（キーと値）", "a table")
A_LIST = Text("リスト", "a list")
TABLES = Text("表のリスト", "a list of tables")
A_TEXT = Text("文字列", "a text")
A_TAG = Text('言語タグ（BCP 47）。たとえば "ja"、"pt-BR"', 'a language tag (BCP 47), such as "ja" or "pt-BR"')
A_DAY = Text("2026-10-01 の形", "2026-10-01")
A_MOMENT = Text("2026-10-01 か 2026-10-01T21:14:00+09:00 の形", "2026-10-01 or 2026-10-01T21:14:00+09:00")
LINE_ENDS = Text("タブと改行だけ", "tab and line ends only")
UP_TO_YEAR = Text(f"{LAST_YEAR}年まで", f"up to the year {LAST_YEAR}")


def check(table: object, book: Rulebook, today: date) -> Report:
    """A report from plain tables. `today` is the day of the consultation where `as_of` is left out.

    Raises ReportError for the first key that is refused; nothing is half-processed.
    """
    if not isinstance(table, Mapping):
        raise ReportError("report", WRONG_TYPE, table, A_TABLE)
    shape = Shape(book.tables, book.required)
    if table.get("schema") != SCHEMA:
        if "schema" not in table:
            raise ReportError("schema", MISSING, allowed=SCHEMA)
        raise ReportError("schema", NOT_ALLOWED, table["schema"], SCHEMA)
    told = {key: value for key, value in table.items() if key not in LISTS}
    facts = shape.table(told, "", "")
    as_of = facts.pop("as_of", today)
    assert isinstance(as_of, date)
    if as_of.year > LAST_YEAR:
        raise ReportError("as_of", IMPOSSIBLE, as_of, UP_TO_YEAR)
    facts.pop("schema", None)
    posts = [shape.table(item, "posts", place) for item, place in items(table, "posts")]
    events = [shape.table(item, "events", place) for item, place in items(table, "events")]
    report = Report(
        as_of=as_of,
        facts=for_rules(facts),
        posts=tuple(Post(str(post["posts.id"]), for_rules(post), post) for post in posts),
        events=tuple(event(row) for row in events),
    )
    ids_once(report.posts)
    posts_exist(report)
    not_after(as_of, facts, posts, events)
    return report


def items(table: Mapping[str, Any], key: str) -> Iterator[tuple[Any, str]]:
    """The tables of a list with their places: `posts[0]`, `posts[1]` ..."""
    rows = table.get(key, [])
    if not isinstance(rows, list):
        raise ReportError(key, WRONG_TYPE, rows, TABLES)
    for index, row in enumerate(rows):
        yield row, f"{key}[{index}]"


@dataclass(frozen=True, slots=True)
class Shape:
    """The vocabulary as the shape of a report: each table's keys by its id path, and those that have to be there."""

    tables: Mapping[str, Mapping[str, Fact | None]]
    required: Mapping[str, tuple[str, ...]]

    def table(self, table: object, at: str, place: str) -> dict[str, Value]:
        """The facts of one table: `at` is its id path (`posts.content`), `place` its place in the file."""
        if not isinstance(table, Mapping):
            raise ReportError(place or at, WRONG_TYPE, table, A_TABLE)
        known = self.tables[at]
        before = f"{place}." if place else ""
        found: dict[str, Value] = {}
        for key, value in table.items():
            if key not in known:
                raise ReportError(before + named(key), UNKNOWN_KEY, key, keys_like(key, list(known)))
            fact = known[key]
            if fact is None:
                found |= self.table(value, f"{at}.{key}" if at else key, before + key)
            elif value != UNKNOWN or (fact.type == "text" and fact.required):
                read = READERS[fact.type](fact, value, before + key)
                if read is not None:
                    found[fact.id] = read
        for key in self.required[at]:
            if key not in table:
                raise ReportError(before + key, MISSING)
        return found


def keys_like(key: object, known: Sequence[str]) -> Text:
    """The keys there are, the nearest ones first."""
    near = get_close_matches(named(key), known, 3, 0.5)
    listed = ", ".join(known)
    return (
        Text(f"{'、'.join(near)} か。{listed}", f"{' or '.join(near)}? {listed}")
        if near
        else Text(listed, listed)
    )


def choice(fact: Fact, value: object, place: str) -> str:
    """A value of a choice."""
    if not isinstance(value, str) or value not in fact.values:
        why = NOT_ALLOWED if isinstance(value, str) else WRONG_TYPE
        raise ReportError(place, why, value, ", ".join((*fact.values, UNKNOWN)))
    return value


def members(fact: Fact, value: object, place: str) -> frozenset[str] | None:
    """A list of choices or language tags; `unknown` among them means there may be more, alone nothing is known."""
    if not isinstance(value, list):
        raise ReportError(place, WRONG_TYPE, value, A_LIST)
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise ReportError(f"{place}[{index}]", WRONG_TYPE, item, A_TEXT)
        if fact.type == "tags" and not TAG.fullmatch(item):
            raise ReportError(f"{place}[{index}]", NOT_ALLOWED, item, A_TAG)
        if fact.type == "set" and item not in fact.values and item != UNKNOWN:
            raise ReportError(f"{place}[{index}]", NOT_ALLOWED, item, ", ".join((*fact.values, UNKNOWN)))
    return None if value == [UNKNOWN] else frozenset(value)


def number(fact: Fact, value: object, place: str) -> int:
    """A whole number, not below the least the fact allows."""
    least = fact.least if fact.least is not None else 0
    if isinstance(value, int) and not isinstance(value, bool):
        if least <= value <= MOST:
            return value
        why = TOO_SMALL if value < least else TOO_LARGE
    else:
        why = WRONG_TYPE
    allowed = Text(f"{least} から 10^15 までの整数", f"a whole number from {least} to 10^15")
    raise ReportError(place, why, value, allowed)


def plain(fact: Fact, value: object, place: str) -> str:
    """A text without control characters other than tab and line ends."""
    if not isinstance(value, str):
        raise ReportError(place, WRONG_TYPE, value, A_TEXT)
    if found := CONTROLS.search(value):
        at = found.start() + 1
        why = Text(f"{CONTROL.ja}（{at}文字目）", f"{CONTROL.en} at character {at}")
        raise ReportError(place, why, f"U+{ord(found[0]):04X}", LINE_ENDS)
    if fact.required and not value.strip():
        raise ReportError(place, EMPTY, value, A_TEXT)
    return value


def day(fact: Fact, value: object, place: str) -> date:
    """A day, or for a moment also a time with its offset."""
    moment = fact.type == "moment"
    allowed = A_MOMENT if moment else A_DAY
    if isinstance(value, str):
        if not (MOMENT if moment else DAY).fullmatch(value):
            raise ReportError(place, WRONG_TYPE, value, allowed)
        try:
            value = datetime.fromisoformat(value.upper()) if len(value) > 10 else date.fromisoformat(value)
        except ValueError:
            raise ReportError(place, IMPOSSIBLE, value, allowed) from None
    if isinstance(value, datetime):
        if not moment:
            raise ReportError(place, WRONG_TYPE, value, allowed)
        if value.utcoffset() is None:
            raise ReportError(place, NO_OFFSET, value, allowed)
        try:
            in_japan(value)
        except ValueError:
            raise ReportError(place, IMPOSSIBLE, value, allowed) from None
        return value
    if not isinstance(value, date):
        raise ReportError(place, WRONG_TYPE, value, allowed)
    return value


# How one told value is read as it is kept (a moment keeps its time), by the type of its fact: None when it is unknown.
# Each raises ReportError.
READERS: Mapping[str, Callable[[Fact, object, str], Value | None]] = {
    "yesno": choice,
    "choice": choice,
    "set": members,
    "tags": members,
    "number": number,
    "text": plain,
    "date": day,
    "moment": day,
}


def for_rules(told: Mapping[str, Value]) -> dict[str, Value]:
    """The facts as rules see them: a time becomes its day in Japan."""
    return {id: in_japan(value) if isinstance(value, datetime) else value for id, value in told.items()}


def event(row: Mapping[str, Value]) -> Event:
    """An event from its facts."""
    on, by, post = row.get("events.on"), row.get("events.by"), row.get("events.post")
    assert on is None or isinstance(on, date)
    return Event(
        str(row.get("events.kind", UNKNOWN)),
        on,
        str(by) if by is not None else None,
        str(post) if post is not None else None,
    )


def ids_once(posts: Sequence[Post]) -> None:
    """Refuse two posts with one id."""
    seen: set[str] = set()
    for index, post in enumerate(posts):
        if post.id in seen:
            raise ReportError(f"posts[{index}].id", TWICE, post.id)
        seen.add(post.id)


def posts_exist(report: Report) -> None:
    """Refuse an event of a post that is not there."""
    ids = {post.id for post in report.posts}
    for index, one in enumerate(report.events):
        if one.post is not None and one.post not in ids:
            raise ReportError(f"events[{index}].post", NO_POST, one.post, ", ".join(sorted(ids)))


def not_after(
    as_of: date,
    facts: Mapping[str, Value],
    posts: Sequence[Mapping[str, Value]],
    events: Sequence[Mapping[str, Value]],
) -> None:
    """Refuse a day after the day of the consultation, by the day in Japan."""
    places = [("", facts)]
    places += [(f"posts[{i}]", row) for i, row in enumerate(posts)]
    places += [(f"events[{i}]", row) for i, row in enumerate(events)]
    for place, row in places:
        for id, value in row.items():
            if isinstance(value, date) and in_japan(value) > as_of:
                key = id.partition(".")[2] if place else id
                raise ReportError(
                    f"{place}.{key}" if place else key, FUTURE, value, Text(f"{as_of} まで", f"up to {as_of}")
                )
