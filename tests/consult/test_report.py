"""What a report may hold, and every refusal: one line with the key's path, what was found and what is allowed."""

import json
import time
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yorube.consult.reading import documents
from yorube.consult.report import SCHEMA, Report, ReportError, check
from yorube.law import shipped
from yorube.law.facts import UNKNOWN, Fact

BOOK = shipped()
TODAY = date(2026, 11, 22)
CASES = sorted((Path(__file__).parents[1] / "acceptance").glob("*.report.toml"))

Table = dict[str, Any]


def report(**more: Any) -> Table:
    """A small report with a post and an event."""
    posts = [{"id": "p1", "place": "public", "content": {"sexual": {}}}]
    events = [{"kind": "removed", "post": "p1"}]
    return {"schema": SCHEMA, "as_of": "2026-11-22", "posts": posts, "events": events, **more}


def at(whole: Any, place: str) -> tuple[Any, str]:
    """The table of a place (`sender.known`, `posts[0].content.false`), and the key in it."""
    *tables, key = place.replace("[0]", ".0").split(".")
    for name in tables:
        whole = whole[0] if name == "0" else whole.setdefault(name, {})
    return whole, key


def placed(place: str, value: Any) -> Table:
    """The small report with a value at a place."""
    whole = report()
    table, key = at(whole, place)
    table[key] = value
    return whole


def without(place: str) -> Table:
    """The small report without what stands at a place."""
    whole = report()
    table, key = at(whole, place)
    table.pop(key, None)
    return whole


def place_of(fact: Fact) -> str:
    """Where a fact stands in the small report."""
    return fact.id.replace("posts.", "posts[0].").replace("events.", "events[0].")


def refused(table: object) -> ReportError:
    with pytest.raises(ReportError) as caught:
        check(table, BOOK, TODAY)
    for lang in ("ja", "en"):
        assert caught.value.line(lang).isprintable(), "not one line"
        assert len(caught.value.line(lang)) < 2000
    return caught.value


def taken(table: Table) -> Report:
    return check(table, BOOK, TODAY)


FACTS = [fact for fact in BOOK.facts.values() if fact.id != "schema"]
by_fact = pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.id)


# --- what is allowed -------------------------------------------------------------------------------------------------


def test_the_smallest_report_tells_nothing() -> None:
    assert taken({"schema": SCHEMA}) == Report(TODAY, {}, (), ())


@pytest.mark.parametrize("fact", [f for f in FACTS if f.id != "posts.id"], ids=lambda fact: fact.id)
def test_unknown_is_always_allowed_and_is_the_same_as_left_out(fact: Fact) -> None:
    told = taken(placed(place_of(fact), UNKNOWN))
    assert all(fact.id not in facts for facts in (told.facts, told.posts[0].facts, told.posts[0].told))
    if fact.id == "events.kind":
        assert told.events[0].kind == UNKNOWN
    else:
        assert told == taken(without(place_of(fact)))


def good(fact: Fact) -> list[Any]:
    """Values a fact takes."""
    if fact.type in ("yesno", "choice"):
        return [*fact.values]
    if fact.type == "set":
        return [[], [fact.values[0]], [*fact.values], [fact.values[0], UNKNOWN]]
    if fact.type == "tags":
        return [[], ["ja"], ["pt-BR", "zh-Hant-TW", UNKNOWN]]
    if fact.type == "number":
        return [fact.least or 0, 3, 10**15]
    if fact.type == "text":
        return ["p1"] if fact.id in ("posts.id", "events.post") else ["言葉\n\tと\r\nwords", "x", "𠮷"]
    if fact.type == "date":
        return ["2026-11-22", date(2026, 11, 22)]
    return ["2026-11-22", date(2026, 11, 22), "2026-11-22T12:00:00+09:00", "2026-11-22 12:00Z"]


@by_fact
def test_a_fact_takes_its_values(fact: Fact) -> None:
    for value in good(fact):
        told = taken(placed(place_of(fact), value))
        kept = [told.facts, *(post.facts for post in told.posts)]
        assert fact.scope == "event" or fact.id == "as_of" or any(fact.id in facts for facts in kept)


def test_an_empty_list_means_none_and_unknown_among_members_means_perhaps_more() -> None:
    assert taken(report(wishes=[])).facts["wishes"] == frozenset()
    assert taken(report(wishes=["stop", "stop"])).facts["wishes"] == frozenset({"stop"})
    assert taken(report(wishes=["stop", UNKNOWN])).facts["wishes"] == frozenset({"stop", UNKNOWN})
    assert "wishes" not in taken(report(wishes=[UNKNOWN])).facts
    assert taken(report(posts=[], events=[])) == taken({"schema": SCHEMA})


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-11-20T23:30:00+09:00", date(2026, 11, 20)),
        ("2026-11-20T23:30:00Z", date(2026, 11, 21)),
        ("2026-11-20t23:30:00z", date(2026, 11, 21)),
        ("2026-11-20 14:59Z", date(2026, 11, 20)),
        ("2026-11-20T15:00:00.5+00:00", date(2026, 11, 21)),
        ("2026-11-20T00:30:00+14:00", date(2026, 11, 19)),
        (datetime(2026, 11, 20, 10, tzinfo=timezone(timedelta(hours=-5))), date(2026, 11, 21)),
        (date(2026, 11, 20), date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
    ],
)
def test_a_time_counts_as_its_day_in_japan_and_is_kept_as_told(written: Any, day: date) -> None:
    post = taken(placed("posts[0].posted_at", written)).posts[0]
    assert post.facts["posts.posted_at"] == day
    assert isinstance(post.told["posts.posted_at"], date)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2026, 11, 20)), st.integers(-12 * 60, 14 * 60))
def test_the_offset_of_a_time_does_not_matter(japan: datetime, offset: int) -> None:
    moment = japan.replace(tzinfo=timezone(timedelta(hours=9)))
    other = moment.astimezone(timezone(timedelta(minutes=offset)))
    for written in (other, other.isoformat()):
        assert taken(placed("posts[0].posted_at", written)).posts[0].facts["posts.posted_at"] == japan.date()


@pytest.mark.parametrize(
    "key", ["title", "posts[0].text", "posts[0].url", "events[0].by"], ids=lambda key: key
)
def test_three_megabytes_of_text_are_taken_in_less_than_a_second(key: str) -> None:
    text = "ことば\n" * 300_000
    assert len(text.encode()) == 3_000_000
    whole = placed(key, text)
    start = time.process_time()
    taken(whole)
    assert time.process_time() - start < 1


def test_a_thousand_posts_are_taken() -> None:
    posts = [{"id": f"p{n}", "text": "ことば", "content": {"insult": "mild"}} for n in range(1000)]
    assert len(taken(report(posts=posts, events=[])).posts) == 1000


# --- unknown keys, wrong types ---------------------------------------------------------------------------------------

TABLES = [
    "", "person", "person.household", "target", "sender", "harm", "posts[0]", "posts[0].content",
    "posts[0].content.sexual", "events[0]",
]  # fmt: skip


def test_the_tables_above_are_all_there_are() -> None:
    tables = {id.rpartition(".")[0] for id in BOOK.facts}
    assert {place.replace("[0]", "") for place in TABLES} == tables


@pytest.mark.parametrize("table", TABLES)
def test_an_unknown_key_is_refused_at_every_level_with_the_keys_there_are(table: str) -> None:
    place = f"{table}.nothing" if table else "nothing"
    error = refused(placed(place, "no"))
    assert error.path == place
    assert "unknown key; found 'nothing'; allowed: " in error.line("en")
    assert "知らないキーです" in error.line("ja")
    here = f"{table.replace('[0]', '')}." if table else ""
    for id in BOOK.facts:
        if id.startswith(here):
            assert id.removeprefix(here).partition(".")[0] in error.line("en")


@pytest.mark.parametrize(
    ("place", "near"),
    [
        ("sender.relatoin", "relation? known, "),
        ("titel", "title? "),
        ("posts[0].contents", "content"),
        ("posts[0].content.sexuel", "sexual"),
        ("events[0].kinds", "kind? "),
    ],
)
def test_a_misspelt_key_gets_a_hint(place: str, near: str) -> None:
    assert f"allowed: {near}" in refused(placed(place, "no")).line("en")


@pytest.mark.parametrize(
    "key",
    ["a\nb", "\x1b[31mred", "a" * 100_000, "\ud800", "", "a.b", "ｋｎｏｗｎ", 3, None, ("a",)],
    ids=repr,
)
def test_a_key_that_is_no_key_is_shown_on_one_short_line(key: Any) -> None:
    assert len(refused({**report(), key: 1}).path) <= 100
    error = refused(report(sender={key: 1}))
    assert error.path.startswith("sender.")
    assert len(error.path) <= 100


BAD: list[Any] = [True, False, 1, -1, 1.5, 1.0, float("nan"), None, "zzz", "", [], [1], ["zzz"], {}, {"a": 1}]
BAD += [
    date(2020, 1, 1),
    datetime(2020, 1, 1),
    datetime(2020, 1, 1).time(),
    b"yes",
    object(),
    ("ja",),
    {"ja"},
]


def fits(fact: Fact, value: Any) -> bool:
    """Whether one of the values above is one the fact takes."""
    if fact.type == "number":
        return type(value) is int and value >= (fact.least or 0)
    if fact.type in ("set", "tags"):
        return value == [] or (fact.type == "tags" and value == ["zzz"])
    if fact.type in ("date", "moment"):
        return type(value) is date
    return fact.type == "text" and isinstance(value, str) and (value != "" or not fact.required)


@by_fact
def test_a_value_of_another_type_is_refused_with_its_place(fact: Fact) -> None:
    place = place_of(fact)
    for value in BAD:
        if not fits(fact, value) and fact.id not in ("events.post",):
            error = refused(placed(place, value))
            assert error.path in (place, f"{place}[0]")
            assert "allowed: " in error.line("en")
            assert "found " in error.line("en")


@pytest.mark.parametrize("table", TABLES[1:])
@pytest.mark.parametrize("value", [3, "yes", UNKNOWN, True, None, [], ["a"]], ids=repr)
def test_a_table_is_a_table(table: str, value: Any) -> None:
    whole = report(**{table[:-3]: [value]}) if table.endswith("]") else placed(table, value)
    error = refused(whole)
    assert error.path == table
    assert error.line("en").endswith("allowed: a table")


@pytest.mark.parametrize("key", ["posts", "events"])
@pytest.mark.parametrize("value", [{}, {"id": "p1"}, "unknown", 1, None], ids=repr)
def test_posts_and_events_are_lists(key: str, value: Any) -> None:
    error = refused(report(**{key: value}))
    assert (error.path, error.line("en").partition("allowed: ")[2]) == (key, "a list of tables")


@pytest.mark.parametrize(
    "fact", [fact for fact in BOOK.facts.values() if fact.type == "set"], ids=lambda fact: fact.id
)
def test_one_choice_is_no_list_of_choices(fact: Fact) -> None:
    place = fact.id.replace("posts.", "posts[0].").replace("events.", "events[0].")
    error = refused(placed(place, fact.values[0]))
    assert (error.path, error.line("en").partition("allowed: ")[2]) == (place, "a list")


@pytest.mark.parametrize("value", [[], "report", None, 3, [report()]], ids=lambda value: repr(value)[:20])
def test_a_report_is_a_table(value: object) -> None:
    assert refused(value).line("en").startswith("report: wrong type; ")


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ({}, "schema: missing; allowed: yorube.report/1"),
        ({"schema": "v2"}, "schema: not among the choices; found 'v2'; allowed: yorube.report/1"),
        ({"schema": 1}, "schema: not among the choices; found 1; allowed: yorube.report/1"),
        (report(posts=[{}]), "posts[0].id: missing"),
        (report(posts=[{"id": "a"}, {"place": "dm"}], events=[]), "posts[1].id: missing"),
        (report(posts=[{"id": " \n"}], events=[]), "posts[0].id: empty; found ' \\n'; allowed: a text"),
        (report(events=[{"on": "2026-11-01"}]), "events[0].kind: missing"),
    ],
)  # fmt: skip
def test_what_every_report_says(table: Table, says: str) -> None:
    assert refused(table).line("en") == says


# --- choices, numbers, texts -----------------------------------------------------------------------------------------


def test_a_choice_that_is_not_there_is_refused_with_those_that_are() -> None:
    assert refused(placed("posts[0].place", "timeline")).line("en") == (
        "posts[0].place: not among the choices; found 'timeline'; allowed: public, group, dm, email, unknown"
    )
    assert refused(placed("sender.known", "Yes")).line("en") == (
        "sender.known: not among the choices; found 'Yes'; allowed: yes, no, unknown"
    )
    assert (
        refused(report(wishes=["stop", "erase"]))
        .line("en")
        .startswith("wishes[1]: not among the choices; found 'erase'; allowed: listen, ")
    )
    assert (
        refused(placed("person.prefecture", "群馬"))
        .line("ja")
        .startswith("person.prefecture: 選べない値です; 書かれていたもの '群馬'; 書けるもの: 北海道, ")
    )


@pytest.mark.parametrize("tag", ["j", "japanese", "ja_JP", "ja-", "", "ja JP", "にほんご", "ja\n"])
def test_a_language_is_a_tag(tag: str) -> None:
    error = refused(placed("person.languages", ["ja", tag]))
    assert error.path == "person.languages[1]"
    assert 'such as "ja" or "pt-BR"' in error.line("en")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (-1, "too small; found -1"),
        (10**15 + 1, "too large; found 1000000000000001"),
        (10**5000, "too large; found 0x"),
        (-(10**5000), "too small; found -0x"),
        (True, "wrong type; found true"),
        (3.0, "wrong type; found 3.0"),
        ("3", "wrong type; found '3'"),
        ("３", "wrong type; found '３'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_number_is_whole_and_neither_negative_nor_endless(value: Any, says: str) -> None:
    place = "person.household.assets"
    line = refused(placed(place, value)).line("en")
    assert line.startswith(f"{place}: {says}")
    assert line.endswith("; allowed: a whole number from 0 to 10^15")


CONTROL = [
    "\0",
    "\x01",
    "\b",
    "\v",
    "\f",
    "\x0e",
    "\x1b",
    "\x1f",
    "\x7f",
    "\x80",
    "\x85",
    "\x9f",
    "\ud800",
    "\udfff",
]


@pytest.mark.parametrize("char", CONTROL, ids=ascii)
def test_a_control_character_is_refused_with_its_place(char: str) -> None:
    for fact in FACTS:
        if fact.type == "text":
            error = refused(placed(place_of(fact), f"ことば{char}"))
            assert error.path == place_of(fact)
            says = f"control character at character 4; found 'U+{ord(char):04X}'; allowed: tab and line ends only"
            assert error.line("en") == f"{error.path}: {says}"


@pytest.mark.parametrize("char", CONTROL, ids=ascii)
def test_a_control_character_in_a_choice_or_a_day_is_shown_but_not_printed(char: str) -> None:
    for place in ("sender.known", "posts[0].posted_at", "sender.known_since"):
        assert refused(placed(place, f"yes{char}")).path == place
    assert refused(report(wishes=[char])).path == "wishes[0]"


def test_line_ends_and_tabs_and_all_other_characters_are_text() -> None:
    text = "\t\n\r\u00a0\u2028\u200b\ufeff\U0001f600\U000e0041"
    assert taken(placed("posts[0].text", text)).posts[0].facts["posts.text"] == text


# --- days ------------------------------------------------------------------------------------------------------------

A_DAY, A_MOMENT = "sender.known_since", "posts[0].posted_at"


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (A_DAY, "2026-02-30", "impossible date or time; found '2026-02-30'; allowed: 2026-10-01"),
        (A_DAY, "2026-13-01", "impossible date or time; found '2026-13-01'"),
        (A_DAY, "2025-02-29", "impossible date or time; found '2025-02-29'"),
        (A_DAY, "0000-01-01", "impossible date or time"),
        (A_DAY, "2026/10/01", "wrong type; found '2026/10/01'; allowed: 2026-10-01"),
        (A_DAY, "20261001", "wrong type"),
        (A_DAY, "2026-W40-4", "wrong type"),
        (A_DAY, "2026-1-1", "wrong type"),
        (A_DAY, "２０２６-１０-０１", "wrong type"),
        (A_DAY, "令和8年10月1日", "wrong type"),
        (A_DAY, " 2026-10-01", "wrong type"),
        (A_DAY, "2026-10-01\n", "wrong type"),
        (A_DAY, "", "wrong type"),
        (A_DAY, "2026-10-01T10:00:00+09:00", "wrong type; found '2026-10-01T10:00:00+09:00'; allowed: 2026-10-01"),
        (A_DAY, datetime(2026, 10, 1, tzinfo=UTC), "wrong type; found 2026-10-01T00:00:00+00:00"),
        (A_DAY, 20261001, "wrong type; found 20261001"),
        (A_MOMENT, "2026-02-30T10:00:00+09:00", "impossible date or time"),
        (A_MOMENT, "2026-10-01T24:00:00+09:00", "impossible date or time"),
        (A_MOMENT, "2026-10-01T23:59:60+09:00", "impossible date or time"),
        (A_MOMENT, "2026-10-01T10:00:00+24:00", "impossible date or time"),
        (A_MOMENT, "0001-01-01T00:00:00+14:00", "impossible date or time"),
        (A_MOMENT, "2026-10-01T10:00:00+09:60", "wrong type"),
        (A_MOMENT, "2026-10-01T10:00:00+0900", "wrong type"),
        (A_MOMENT, "2026-10-01T10", "wrong type"),
        (A_MOMENT, "2026-10-01T10:00:00 JST", "wrong type"),
        (A_MOMENT, "2026-10-01T21:14:00", "a time without an offset (never guessed); found 2026-10-01T21:14:00"),
        (A_MOMENT, "2026-10-01 21:14", "a time without an offset (never guessed)"),
        (A_MOMENT, datetime(2026, 10, 1, 21, 14), "a time without an offset (never guessed); found 2026-10-01"),
        ("as_of", "2026-11-31", "impossible date or time; found '2026-11-31'"),
        ("as_of", date(9001, 1, 1), "impossible date or time; found 9001-01-01; allowed: up to the year 9000"),
        ("as_of", date.max, "impossible date or time"),
    ],
)  # fmt: skip
def test_a_day_or_time_that_cannot_be_is_refused(place: str, value: Any, says: str) -> None:
    assert refused(placed(place, value)).line("en").startswith(f"{place}: {says}")


DATED = [fact for fact in FACTS if fact.type in ("date", "moment") and fact.id != "as_of"]


@pytest.mark.parametrize("fact", DATED, ids=lambda fact: fact.id)
def test_a_day_after_the_consultation_is_refused(fact: Fact) -> None:
    for value in ("2026-11-23", date(2026, 11, 23), "2999-01-01"):
        error = refused(placed(place_of(fact), value))
        assert error.path == place_of(fact)
        assert "after the day of the consultation (as_of)" in error.line("en")
        assert error.line("en").endswith("allowed: up to 2026-11-22")
    taken(placed(place_of(fact), "2026-11-22"))


@pytest.mark.parametrize("lifted", [False, True])
def test_the_day_of_a_time_is_that_in_japan(lifted: bool) -> None:
    """23:30 UTC on the day of the consultation is the next day in Japan."""
    late, just = "2026-11-22T23:30:00Z", "2026-11-22T14:59:59Z"
    for written in (late, "2026-11-22T15:00:00Z", "2026-11-22T00:30:00-15:00"):
        value = datetime.fromisoformat(written) if lifted else written
        assert refused(placed(A_MOMENT, value)).path == A_MOMENT
    taken(placed(A_MOMENT, datetime.fromisoformat(just) if lifted else just))
    taken(placed(A_MOMENT, "2026-11-23T00:30:00+14:00"))


def test_the_day_of_the_consultation_is_today_where_it_is_left_out() -> None:
    table = placed("sender.known_since", "2026-11-23")
    del table["as_of"]
    assert refused(table).path == "sender.known_since"
    assert check(table, BOOK, date(2026, 11, 23)).as_of == date(2026, 11, 23)
    assert check({**table, "as_of": UNKNOWN}, BOOK, date(2026, 11, 23)).as_of == date(2026, 11, 23)


# --- between the parts -----------------------------------------------------------------------------------------------


def test_two_posts_with_one_id_are_refused() -> None:
    posts = [{"id": "p1"}, {"id": "p2"}, {"id": "p1"}]
    assert refused(report(posts=posts)).line("en") == "posts[2].id: two posts have the same id; found 'p1'"


def test_an_event_of_a_post_that_is_not_there_is_refused() -> None:
    events = [{"kind": "removed"}, {"kind": "removed", "post": "p9"}]
    assert refused(report(events=events)).line("en") == (
        "events[1].post: no post has this id; found 'p9'; allowed: p1"
    )
    assert taken(report(events=[{"kind": "removed", "post": UNKNOWN}])).events[0].post is None


def test_every_post_and_event_is_looked_at() -> None:
    posts = [{"id": f"p{n}"} for n in range(20)]
    posts[17]["place"] = "nowhere"
    assert refused(report(posts=posts)).path == "posts[17].place"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name.removesuffix(".report.toml"))
def test_a_refused_report_stays_as_it_was(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    table["sender"] = {**table.get("sender", {}), "nothing": 1}
    before = deepcopy(table)
    refused(table)
    assert table == before


def deep(levels: int) -> Table:
    table: Table = {}
    for _ in range(levels):
        table = {"a": table}
    return table


def nested(levels: int) -> list[Any]:
    found: list[Any] = []
    for _ in range(levels):
        found = [found]
    return found


@pytest.mark.parametrize("fact", [*{fact.type: fact for fact in FACTS}.values()], ids=lambda fact: fact.id)
def test_deep_nesting_is_refused_and_not_a_crash(fact: Fact) -> None:
    for value in (deep(100_000), nested(100_000)):
        assert refused(placed(place_of(fact), value)).path in (place_of(fact), f"{place_of(fact)}[0]")


@pytest.mark.parametrize("table", TABLES[1:])
def test_deep_nesting_is_refused_in_every_table(table: str) -> None:
    assert refused(placed(f"{table}.nothing", deep(100_000))).path == f"{table}.nothing"


# --- TOML and JSON ---------------------------------------------------------------------------------------------------


def as_json(table: object) -> str:
    return json.dumps(table, ensure_ascii=False, default=lambda value: value.isoformat())


def accepted() -> Iterator[Path]:
    for path in CASES:
        try:
            check(tomllib.loads(path.read_text(encoding="utf-8")), BOOK, TODAY)
        except (ReportError, ValueError):
            continue
        yield path


@pytest.mark.parametrize("path", [*accepted()], ids=lambda path: path.name.removesuffix(".report.toml"))
def test_a_report_is_the_same_in_toml_and_in_json(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    told = []
    for name, data in (("report.toml", path.read_bytes()), ("report.json", as_json(table).encode())):
        ((place, parse),) = documents(data, name)
        assert place == name
        told.append(check(parse(), BOOK, TODAY))
    assert told[0] == told[1]
