"""From bytes to plain tables: what is read, and what is refused in one line that says where."""

import json
import time
from typing import Any

import pytest

from yorube.consult.reading import BOM, Unreadable, documents

REPORT = 'schema = "yorube.report/1"\ntitle = "脅しのDM"\n\n[sender]\nknown = "no"\n'
ASCII = 'schema = "yorube.report/1"\n'
TABLE = {"schema": "yorube.report/1", "title": "脅しのDM", "sender": {"known": "no"}}


def read(data: bytes, name: str = "report.toml") -> Any:
    ((_, parse),) = documents(data, name)
    return parse()


def refused(data: bytes, name: str = "report.toml") -> str:
    """The line that is said."""
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    said = str(caught.value)
    assert said.isprintable(), "not one line"
    assert len(said) < 300
    return said


def as_json(table: object = TABLE) -> bytes:
    return json.dumps(table, ensure_ascii=False).encode()


# --- what is read ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [b"", BOM], ids=["plain", "with-byte-order-mark"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["unix", "windows"])
def test_toml_and_json_in_utf8_are_read(before: bytes, ends: str) -> None:
    assert read(before + REPORT.replace("\n", ends).encode()) == TABLE
    pretty = json.dumps(TABLE, ensure_ascii=False, indent=1)
    assert read(before + pretty.replace("\n", ends).encode(), "report.json") == TABLE


@pytest.mark.parametrize(
    ("name", "data", "places"),
    [
        ("a.toml", REPORT.encode(), ["a.toml"]),
        ("a.json", as_json(), ["a.json"]),
        ("A.JSON", as_json(), ["A.JSON"]),
        ("-", REPORT.encode(), ["-"]),
        ("-", as_json(), ["-"]),
        ("-", b" \n" + as_json(), ["-"]),
        ("folder.v2/report", REPORT.encode(), ["folder.v2/report"]),
        ("a.jsonl", as_json() + b"\n" + as_json(), ["a.jsonl:1", "a.jsonl:2"]),
        ("a.ndjson", b"\n\n" + as_json() + b"\n\n" + as_json() + b"\n", ["a.ndjson:3", "a.ndjson:5"]),
        ("a.jsonl", as_json(), ["a.jsonl:1"]),
        ("a.jsonl", b"", []),
        ("-", as_json() + b"\r\n" + as_json() + b"\r\n", ["-:1", "-:2"]),
        ("a.json", json.dumps(TABLE, indent=1).encode(), ["a.json"]),
        ("-", json.dumps(TABLE, indent=1).encode(), ["-"]),
        ("-", b"", ["-"]),
    ],
)
def test_the_ending_of_the_name_or_the_first_character_tells_the_form(
    name: str, data: bytes, places: list[str]
) -> None:
    found = documents(data, name)
    assert [place for place, _ in found] == places
    assert all(parse() in (TABLE, {}) for _, parse in found)


def test_one_bad_line_does_not_take_the_others_with_it() -> None:
    (_, good), (place, bad), (_, last) = documents(as_json() + b'\n{"a": }\n' + as_json(), "a.jsonl")
    assert good() == last() == TABLE
    assert place == "a.jsonl:2"
    with pytest.raises(Unreadable, match="not JSON: Expecting value"):
        bad()


# --- bytes that are not the text of a report -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (REPORT.encode("cp932"), "line 2: not UTF-8 text (it looks like Shift_JIS / CP932); save the file as UTF-8"),
        (REPORT.encode("utf-16"), "line 1: not UTF-8 text (it looks like UTF-16); save the file as UTF-8"),
        (REPORT.encode("utf-16-be"), "line 1: not UTF-8 text (it looks like UTF-16); save the file as UTF-8"),
        (ASCII.encode("utf-16-le"), "line 1: not UTF-8 text (it looks like UTF-16)"),
        (ASCII.encode("utf-16-be"), "line 1: not UTF-8 text (it looks like UTF-16)"),
        (b'a = 1\nb = "\x81 "\n', "line 2: not UTF-8 text; save the file as UTF-8"),
        (b'a = "\xed\xa0\x80"\n', "line 1: not UTF-8 text"),
        (b"\x89PNG\r\n\x1a\n\0\0", "line 1: not UTF-8 text"),
    ],
    ids=["cp932", "utf-16", "utf-16-be", "ascii-in-utf-16-le", "ascii-in-utf-16-be", "neither", "surrogate", "picture"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["report.toml", "report.json", "-"])
def test_another_encoding_is_told_with_a_guess(data: bytes, says: str, name: str) -> None:
    assert refused(data, name).startswith(says)


@pytest.mark.parametrize("char", ["\0", "\x01", "\x1b", "\x7f"], ids=ascii)
def test_a_control_character_in_toml_is_refused_with_its_line(char: str) -> None:
    assert refused(f'a = 1\nb = "x{char}"\n'.encode()).startswith("not TOML: Illegal character ")
    assert "(at line 2, column " in refused(f'a = 1\nb = "x{char}"\n'.encode())
    assert "(at line 2, column " in refused(f"a = 1\n# {char}\n".encode())


@pytest.mark.parametrize("char", ["\0", "\x01", "\x1b", "\n"], ids=ascii)
def test_a_control_character_in_json_is_refused_with_its_line(char: str) -> None:
    said = refused(f'{{"a": 1,\n"b": "x{char}"}}'.encode(), "a.json")
    assert said.startswith("not JSON: Invalid control character at (line 2, column ")


def test_what_is_escaped_in_json_is_left_to_the_check_of_the_report() -> None:
    assert read(b'{"text": "\\u0000\\u001b\\ud800"}', "a.json") == {"text": "\0\x1b\ud800"}


# --- text that is not in its form ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("schema =\n", "not TOML: Invalid value (at line 1, column 9)"),
        ("[sender\n", "not TOML: Expected ']' at the end of a table declaration (at line 1, column 8)"),
        ('a = "x', "not TOML: "),
        ("a = 1\na = 2\n", "not TOML: Cannot overwrite a value (at line 2, column 6)"),
        ("[a]\n[b]\n[a]\n", "not TOML: Cannot declare ('a',) twice (at line 3, column 3)"),
        ('a = { b = 1, b = 2 }\n', "not TOML: Duplicate inline table key 'b'"),
        ('[[posts]]\nid = "p1"\nid = "p2"\n', "not TOML: Cannot overwrite a value (at line 3, column 10)"),
        ("a = nan\nb = " + "9" * 5000, "not TOML: a number with thousands of digits"),
        ('{"schema": 1}', "not TOML: Invalid statement (at line 1, column 1)"),
        ("とても困っています。\n", "not TOML: Invalid statement (at line 1, column 1)"),
    ],
)  # fmt: skip
def test_what_is_not_toml_is_refused_with_its_line(text: str, says: str) -> None:
    assert refused(text.encode()).startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("as_of = 2026-02-30\n", "line 1: as_of: impossible date or time; found 2026-02-30"),
        ("as_of = 2026-13-01 # soon\n", "line 1: as_of: impossible date or time; found 2026-13-01"),
        (
            "[sender]\nknown_since = 2025-02-29\n",
            "line 2: sender.known_since: impossible date or time; found 2025-02-29",
        ),
        (
            '[[posts]]\nid = "p1"\n[[posts]]\nid = "p2"\nposted_at = 2026-10-01T25:00:00+09:00\n',
            "line 5: posts[1].posted_at: impossible date or time; found 2026-10-01T25:00:00+09:00",
        ),
        (
            '[[posts]]\nid = "p1"\n[posts.content]\nwhen = 2026-02-30\n',
            "line 4: posts[0].content.when: impossible date or time; found 2026-02-30",
        ),
        ("as_of = 2026-11-22 2026\n", "not TOML: Expected newline or end of document after a statement (at line 1"),
    ],
)  # fmt: skip
def test_an_impossible_date_in_toml_is_refused_with_the_path_of_its_key(text: str, says: str) -> None:
    assert refused(text.encode()).startswith(says)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON: Expecting value (line 1, column 1)"),
        ('{"a": 1,\n}', "not JSON: Expecting property name enclosed in double quotes (line 2, column 1)"),
        ('{"a": 1} {"b": 2}', "not JSON: Extra data (line 1, column 10)"),
        ('{"a": 1, "a": 2}', "the key 'a' stands twice"),
        ('{"sender": {"known": "no", "known": "yes"}}', "the key 'known' stands twice"),
        ('{"posts": [{"a\\n\\u001b": 1, "a\\n\\u001b": 2}]}', "the key 'a\\n\\x1b' stands twice"),
        ('{"' + "k" * 9999 + '": 1, "' + "k" * 9999 + '": 2}', "the key 'kkk"),
        ('{"a": NaN}', "NaN is not a value of JSON"),
        ('{"a": Infinity}', "Infinity is not a value of JSON"),
        ('{"a": [-Infinity]}', "-Infinity is not a value of JSON"),
        ('{"a": ' + "9" * 5000 + "}", "not JSON: a number with thousands of digits"),
        ("schema = 1", "not JSON: Expecting value"),
    ],
)
def test_what_is_not_json_is_refused_with_its_place(text: str, says: str) -> None:
    assert refused(text.encode(), "a.json").startswith(says)


DEEP = 100_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("x = " + "[" * DEEP + "]" * DEEP, "a.toml"),
        ("x = " + "{ a = " * DEEP + "1" + " }" * DEEP, "a.toml"),
        ("a." * DEEP + "a = 1", "a.toml"),
        ("[" + "a." * DEEP + "a]", "a.toml"),
        ("[[" + "a . " * DEEP + "a]]", "a.toml"),
        ("x = { " + '"a".' * DEEP + "a = 1 }", "a.toml"),
        ("'a' .\t" * DEEP + "a = 1", "a.toml"),
        ("[" * DEEP + "]" * DEEP, "a.json"),
        ('{"a":' * DEEP + "1" + "}" * DEEP, "a.json"),
    ],
    ids=["arrays", "tables", "key", "header", "headers", "inline-key", "quoted-key", "json-arrays", "json-tables"],
)  # fmt: skip
def test_deep_nesting_is_refused_at_once(text: str, name: str) -> None:
    start = time.process_time()
    assert refused(text.encode(), name) == "nested too deeply"
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    ["a." * 1000 + "a", "…" * 1000, "w." * 500_000, '\\"' * 100_000, "# [" * 1000],
    ids=["dots", "ellipses", "a-million", "quotes", "marks"],
)
def test_a_text_may_look_like_anything(text: str) -> None:
    for quote in ('"', '"""'):
        whole = f"# {text}\ntext = {quote}{text}{quote} # {text}\n"
        assert read(whole.encode())["text"] == text.replace('\\"', '"')
    if "\\" not in text:
        assert read(f"text = '''{text}\n'{text}'''\n".encode())["text"] == f"{text}\n'{text}"


@pytest.mark.parametrize("name", ["a.toml", "a.json"])
def test_three_megabytes_are_read(name: str) -> None:
    text = "ことばとwords。" * 150_000
    data = f'text = """\n{text}"""\n'.encode() if name == "a.toml" else as_json({"text": text})
    assert len(data) > 3_000_000
    assert read(data, name) == {"text": text}


@pytest.mark.parametrize("data", ['"' * 30_001, "'" * 30_001, "a" * 300_000, ". " * 30_000, "a. \n" * 30_000])
def test_what_is_no_toml_at_all_is_refused_at_once(data: str) -> None:
    start = time.process_time()
    assert refused(data.encode()).startswith("not TOML: ")
    assert time.process_time() - start < 2
