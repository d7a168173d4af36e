"""The report: what a person told, checked against the vocabulary, as frozen values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import partial
from typing import Any, NamedTuple, NoReturn

from yorube.consult.forms import ready
from yorube.law.facts import UNKNOWN, Fact, Value
from yorube.law.periods import in_japan
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

SCHEMA = "yorube.report/1"
# Every period that starts by then ends before the calendar does.
LAST_YEAR = 9000
# The largest number that is read.
MOST = 10**15
# The lists, and the schema, which is known once it is right.
READ_APART = ("schema", "posts", "events")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:[0-5]\d)?)?", re.A | re.I)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.A)
KEY = re.compile(r"[\w-]{1,60}")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|unknown")
# Most tables are dicts, which is quicker to ask than whether they are some mapping.
TABLE = (dict, Mapping)
# A told value and its place, read.
Reader = Callable[[object, str], Value | None]
Shapes = Mapping[str, "Shape"]
# How a key of a table is read: its fact, the words that are kept as they are told, and what reads any other value but
# `unknown`. For a table inside: no fact, no words, and its shape. (A plain tuple is the quickest to take apart.)
Key = tuple[str, tuple[str, ...], "Reader | Shape"]
# The place of a told day, the day in Japan, and what was told.
Day = tuple[str, date, date]


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
    if not isinstance(table, TABLE):
        raise ReportError("report", WRONG_TYPE, table, A_TABLE)
    if table.get("schema") != SCHEMA:
        if "schema" not in table:
            raise ReportError("schema", MISSING, allowed=SCHEMA)
        raise ReportError("schema", NOT_ALLOWED, table["schema"], SCHEMA)
    shapes = ready(book, "report", shapes_of)
    days: list[Day] = []
    told = {key: value for key, value in table.items() if key not in READ_APART}
    facts = Telling(days).read(told, shapes[""], "").facts
    as_of = facts.pop("as_of", today)
    assert isinstance(as_of, date)
    if as_of.year > LAST_YEAR:
        raise ReportError("as_of", IMPOSSIBLE, as_of, UP_TO_YEAR)
    posts = tuple([post(one) for one in listed(table, "posts", shapes, days)])
    events = tuple([event(one.facts) for one in listed(table, "events", shapes, days)])
    ids_agree(posts, events)
    for place, day, value in days:
        if day > as_of:
            raise ReportError(place, FUTURE, value, Text(f"{as_of} まで", f"up to {as_of}"))
    return Report(as_of, facts, posts, events)


def listed(table: Mapping[str, Any], key: str, shapes: Shapes, days: list[Day]) -> list[Telling]:
    """The tables of a list, read at their places: `posts[0]`, `posts[1]` ..."""
    rows = table.get(key, [])
    if not isinstance(rows, list):
        raise ReportError(key, WRONG_TYPE, rows, TABLES)
    shape = shapes[key]
    return [Telling(days).read(row, shape, f"{key}[{index}].") for index, row in enumerate(rows)]


class Telling:
    """What is read of one told table: the facts as rules see them, and the times, which they see as days in Japan.

    `days` are those of the whole report, to be compared with its own once all else is right.
    """

    __slots__ = ("days", "facts", "times")

    def __init__(self, days: list[Day]) -> None:
        self.facts: dict[str, Value] = {}
        self.times: dict[str, date] = {}
        self.days = days

    def read(self, table: object, shape: Shape, before: str) -> Telling:
        """Read a table and those inside it; the path of its keys begins with `before`."""
        if not isinstance(table, TABLE):
            raise ReportError(before[:-1], WRONG_TYPE, table, A_TABLE)
        keys, facts = shape.keys, self.facts
        for key, value in table.items():
            if key not in keys:
                raise ReportError(before + named(key), UNKNOWN_KEY, key, keys_like(key, list(keys)))
            fact, words, reader = keys[key]
            if value in words:
                facts[fact] = value
            elif isinstance(reader, Shape):
                self.read(value, reader, f"{before}{key}.")
            elif value != UNKNOWN:
                told = reader(value, before + key)
                if isinstance(told, date):
                    told = self.day(fact, told, before + key)
                if told is not None:
                    facts[fact] = told
        for key in shape.required:
            if key not in table:
                raise ReportError(before + key, MISSING)
        return self

    def day(self, id: str, told: date, place: str) -> date:
        """The day in Japan of a day or a time, which is kept."""
        try:
            day = in_japan(told)
        except ValueError:
            raise ReportError(place, IMPOSSIBLE, told, A_MOMENT) from None
        if day is not told:
            self.times[id] = told
        self.days.append((place, day, told))
        return day


def post(told: Telling) -> Post:
    """A post from its facts."""
    facts, times = told.facts, told.times
    return Post(str(facts["posts.id"]), facts, {**facts, **times} if times else facts)


def event(facts: Mapping[str, Value]) -> Event:
    """An event from its facts."""
    on, by, post = facts.get("events.on"), facts.get("events.by"), facts.get("events.post")
    assert on is None or isinstance(on, date)
    return Event(
        str(facts.get("events.kind", UNKNOWN)),
        on,
        str(by) if by is not None else None,
        str(post) if post is not None else None,
    )


def ids_agree(posts: Sequence[Post], events: Sequence[Event]) -> None:
    """Refuse two posts with one id, and an event of a post that is not there."""
    ids: set[str] = set()
    for index, post in enumerate(posts):
        if post.id in ids:
            raise ReportError(f"posts[{index}].id", TWICE, post.id)
        ids.add(post.id)
    for index, event in enumerate(events):
        if event.post is not None and event.post not in ids:
            raise ReportError(f"events[{index}].post", NO_POST, event.post, ", ".join(sorted(ids)))


# --- the shape of a report, made once of a rulebook ------------------------------------------------------------------


class Shape(NamedTuple):
    """The keys a table may hold, and those that have to be there."""

    keys: Mapping[str, Key]
    required: tuple[str, ...]


def shapes_of(book: Rulebook) -> Shapes:
    """The vocabulary as the shape of a report, by id path (`""`, `posts`, `posts.content`)."""
    found: dict[str, Shape] = {}
    for path in sorted(book.tables, reverse=True):  # a table inside another comes before it
        keys = {
            key: key_of(fact) if fact else ("", (), found[f"{path}.{key}" if path else key])
            for key, fact in book.tables[path].items()
        }
        found[path] = Shape(keys, book.required[path])
    return found


def key_of(fact: Fact) -> Key:
    """The key of a fact. A text that has to be there may say `unknown`."""
    words: tuple[str, ...] = ()
    if fact.type in ("yesno", "choice"):
        words = fact.values
    elif fact.type == "text" and fact.required:
        words = (UNKNOWN,)
    return (fact.id, words, partial(READERS[fact.type], fact))


def keys_like(key: object, known: Sequence[str]) -> Text:
    """The keys there are, the nearest ones first."""
    near = get_close_matches(named(key), known, 3, 0.5)
    listed = ", ".join(known)
    return (
        Text(f"{'、'.join(near)} か。{listed}", f"{' or '.join(near)}? {listed}")
        if near
        else Text(listed, listed)
    )


def choice(fact: Fact, value: object, place: str) -> NoReturn:
    """Refuse what is no word of a choice."""
    why = NOT_ALLOWED if isinstance(value, str) else WRONG_TYPE
    raise ReportError(place, why, value, ", ".join((*fact.values, UNKNOWN)))


def members(fact: Fact, value: object, place: str) -> frozenset[str] | None:
    """A list of choices; `unknown` among them means there may be more, alone nothing is known."""
    if not isinstance(value, list):
        raise ReportError(place, WRONG_TYPE, value, A_LIST)
    for index, item in enumerate(value):
        if item not in fact.values and item != UNKNOWN:
            if not isinstance(item, str):
                raise ReportError(f"{place}[{index}]", WRONG_TYPE, item, A_TEXT)
            raise ReportError(f"{place}[{index}]", NOT_ALLOWED, item, ", ".join((*fact.values, UNKNOWN)))
    return None if value == [UNKNOWN] else frozenset(value)


def tags(fact: Fact, value: object, place: str) -> frozenset[str] | None:
    """A list of language tags; `unknown` as in other lists."""
    if not isinstance(value, list):
        raise ReportError(place, WRONG_TYPE, value, A_LIST)
    for index, item in enumerate(value):
        if not isinstance(item, str):
            raise ReportError(f"{place}[{index}]", WRONG_TYPE, item, A_TEXT)
        if not TAG.fullmatch(item):
            raise ReportError(f"{place}[{index}]", NOT_ALLOWED, item, A_TAG)
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
    # What can be printed holds none: that is quicker to ask.
    if not value.isprintable() and (found := CONTROLS.search(value)):
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
    if not isinstance(value, date):
        raise ReportError(place, WRONG_TYPE, value, allowed)
    if isinstance(value, datetime):
        if not moment:
            raise ReportError(place, WRONG_TYPE, value, allowed)
        if value.utcoffset() is None:
            raise ReportError(place, NO_OFFSET, value, allowed)
    return value


# How one told value is read as it is kept (a moment keeps its time), by the type of its fact: None when it is unknown.
# Each raises ReportError.
READERS: Mapping[str, Callable[[Fact, object, str], Value | None]] = {
    "yesno": choice,
    "choice": choice,
    "set": members,
    "tags": tags,
    "number": number,
    "text": plain,
    "date": day,
    "moment": day,
}
