"""`yorube consult`: what is printed in each form and language, and what is refused."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from yorube.cli import consult as command
from yorube.cli import show
from yorube.cli.common import LANGUAGES, said
from yorube.cli.lines import CLOSING, OPENING, WIDTH, columns, wrap
from yorube.consult import Outcome, assess, check
from yorube.consult.near import Near, near
from yorube.law import Rulebook, shipped
from yorube.law.text import Text

CASES = Path(__file__).resolve().parent.parent / "acceptance"
CASE = CASES / "101-x-insult-real-name.report.toml"
DAY = date(2026, 11, 22)
GOOD = b'schema = "yorube.report/1"\nas_of = 2026-11-22\n'
ACCEPTED = sorted(CASES.glob("1[0-2]*.report.toml"))


def outcome_of(path: Path) -> Outcome:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return assess(check(table, shipped(), DAY), shipped())


OUTCOMES = {path.name[:3]: outcome_of(path) for path in ACCEPTED}
CASE_IDS = pytest.mark.parametrize("case", OUTCOMES)
IN_LANGUAGES = pytest.mark.parametrize("lang", LANGUAGES)


def shown(outcome: Outcome, lang: str = "ja", full: bool = False) -> list[str]:
    return list(show.outcome(outcome, lang, shipped(), full))


@cache
def printed(case: str, lang: str = "ja", full: bool = False) -> list[str]:
    """The same of a shared case."""
    return shown(OUTCOMES[case], lang, full)


def part(lines: list[str], id: str, lang: str = "ja") -> list[str]:
    """The lines below a heading."""
    heading = f"■ {said(shipped().words[id], lang)}"
    if heading not in lines:
        return []
    start = lines.index(heading) + 1
    ends = [place for place in range(start, len(lines)) if lines[place].startswith("■ ")]
    return [line for line in lines[start : ends[0] if ends else len(lines)] if line]


def glued(lines: list[str]) -> str:
    """Lines without the ends and indents that only the terminal needs."""
    return "".join(line.strip() for line in lines).replace(" ", "")


def holds(lines: list[str], text: str) -> bool:
    return text.replace(" ", "") in glued(lines)


# --- languages -------------------------------------------------------------------------------------------------------


@IN_LANGUAGES
def test_the_text_is_in_the_language_asked_for(run: Any, book: Rulebook, lang: str) -> None:
    status, out, err = run("consult", CASE, "--lang", lang)
    assert (status, err) == (0, "")
    for id in ("show.today", "show.clocks", "show.law", "show.desks"):
        assert f"■ {said(book.words[id], lang)}" in out.splitlines()


def test_without_a_language_it_is_japanese(run: Any) -> None:
    assert run("consult", CASE) == run("consult", CASE, "--lang", "ja")


def test_plain_japanese_falls_back_to_japanese_where_there_is_none() -> None:
    assert said(Text("日本語", "English", "にほんご"), "easy") == "にほんご"
    assert said(Text("日本語", "English"), "easy") == "日本語"
    assert said({"ja": "日本語", "en": "English"}, "easy") == "日本語"
    assert said({"ja": "日本語", "en": "English", "easy": "にほんご"}, "en") == "English"


@CASE_IDS
def test_plain_japanese_is_used_wherever_the_outcome_has_it(case: str) -> None:
    outcome = OUTCOMES[case]
    lines = printed(case, "easy", True)
    texts = [row["label"] for row in outcome["actions"]] + [row["name"] for row in outcome["desks"]]
    assert texts
    for text in texts:
        assert holds(lines, said(text, "easy"))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_trace_is_in_the_language_asked_for(run: Any, book: Rulebook, lang: str) -> None:
    out = run("consult", CASE, "--trace", "--lang", lang)[1]
    assert f"{book.grounds['crime.insult'].ground.label[lang]}: likely" in out
    assert said(book.words["status.met"], lang) in out


def test_a_trace_in_plain_japanese_keeps_the_sentences_of_the_rules(run: Any, book: Rulebook) -> None:
    out = run("consult", CASE, "--trace", "--lang", "easy")[1]
    element = book.grounds["crime.insult"].parts[0]
    assert element.value.sentence("ja").split("、")[0] in out


# --- the short form and the full one ---------------------------------------------------------------------------------


@CASE_IDS
def test_the_full_form_names_everything_the_outcome_holds(case: str) -> None:
    outcome = OUTCOMES[case]
    lines = printed(case, full=True)
    rows = [*outcome["findings"], *outcome["deadlines"], *outcome["actions"], *outcome["papers"]]
    texts = [row["label"] for row in rows] + [row["name"] for row in outcome["desks"]]
    texts += [why for row in outcome["actions"] for why in row["why"]]
    texts += [does for row in outcome["desks"] for does in row["does"]]
    texts += [note for row in outcome["deadlines"] for note in row.get("notes", [])]
    texts += [row["question"] for row in outcome["questions"]]
    missing = [text["ja"] for text in texts if not holds(lines, text["ja"])]
    assert missing == []
    assert all(row["url"].replace(" ", "") in glued(lines) for row in outcome["citations"].values())
    assert "--full" not in "".join(part(lines, "show.desks") + part(lines, "show.law"))


@CASE_IDS
@IN_LANGUAGES
def test_the_short_form_is_shorter_and_says_how_much_more_there_is(case: str, lang: str) -> None:
    outcome = OUTCOMES[case]
    lines = printed(case, lang)
    assert len(lines) < len(printed(case, lang, True))
    desks = part(lines, "show.desks", lang)
    first = [row for row in outcome["desks"] if re.search(rf"(?m)^  {row['rank']}\. ", "\n".join(desks))]
    safe = {id for row in outcome["safety"] for id in row["desks"]}
    assert {row["id"] for row in first} == {
        row["id"] for row in outcome["desks"] if row["rank"] <= show.DESKS or row["id"] in safe
    }
    rest = len(outcome["desks"]) - len(first)
    assert bool(rest) == holds(
        desks, said(shipped().words["show.more_desks"], lang).replace("{count}", str(rest))
    )


def test_a_desk_that_safety_names_is_shown_wherever_it_stands() -> None:
    outcome = next(one for one in OUTCOMES.values() if len(one["desks"]) > show.DESKS + 1)
    last = outcome["desks"][-1]
    warned = {**outcome, "safety": [{"id": "x", "desks": [last["id"]], "message": {"ja": "注", "en": "!"}}]}
    assert any(line.startswith(f"  {last['rank']}. ") for line in part(shown(warned), "show.desks"))
    calm = {**outcome, "safety": []}
    assert not any(line.startswith(f"  {last['rank']}. ") for line in part(shown(calm), "show.desks"))


def test_a_telephone_number_that_the_name_says_is_not_said_twice() -> None:
    view = show.View(OUTCOMES["101"], "ja", shipped(), False)
    contact = {"phone": "#9110", "url": "https://example.jp/"}
    assert (
        view.desk({"name": {"ja": "電話 #9110", "en": ""}, "contact": contact})
        == "電話 #9110  https://example.jp/"
    )
    assert (
        view.desk({"name": {"ja": "電話", "en": ""}, "contact": contact})
        == "電話  #9110  https://example.jp/"
    )


@CASE_IDS
def test_the_short_form_names_likely_grounds_and_those_something_points_to(case: str) -> None:
    outcome = OUTCOMES[case]
    lines = part(printed(case), "show.law")
    marked = glued([line for line in lines if line.lstrip().startswith(("●", "△"))])
    far = 0
    for row in outcome["findings"]:
        label = row["label"]["ja"].replace(" ", "")
        if row["status"] == "likely":
            assert f"●{label}" in marked
        elif near(row):
            assert f"△{label}" in marked
        elif row["status"] == "unclear":
            far += 1
    counted = re.findall(r"まだ分からないもの(\d+)件", glued(lines))
    assert sum(map(int, counted)) == far


@CASE_IDS
def test_the_short_form_shows_no_deadline_of_a_ground_that_is_far(case: str) -> None:
    outcome = OUTCOMES[case]
    lines = part(printed(case), "show.clocks")
    found = Near(outcome)
    hidden = [row for row in outcome["deadlines"] if row not in found.deadlines()]
    likely = {(r["post"], r["ground"]) for r in outcome["findings"] if r["status"] == "likely"}
    assert not [row for row in hidden if row["ground"] is None or (row["post"], row["ground"]) in likely]
    told = said(shipped().words["show.more_deadlines"], "ja").replace("{count}", str(len(hidden)))
    assert holds(lines, told) == bool(hidden)


def finding(*parts: dict[str, Any], status: str = "unclear") -> dict[str, Any]:
    return {"status": status, "elements": list(parts)}


def element(status: str, *used: tuple[str, str], open: list[str] | None = None, kind: str = "element") -> Any:
    because = [{"fact": fact, "value": value} for fact, value in used]
    return {"kind": kind, "status": status, "because": because} | ({"open": open} if open else {})


SPEAKS = element("met", ("posts.p1.content.insult", "severe"))
SCENE = element("met", ("posts.p1.place", "public"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (finding(status="likely"), True),
        (finding(SPEAKS, status="unlikely"), False),
        (finding(SPEAKS, element("unknown", open=["posts.p1.content.false"])), True),
        (finding(SCENE, element("unknown", open=["posts.p1.content.false"])), False),
        (finding(SPEAKS, element("unknown"), element("unknown", open=["sender.romantic_motive"])), False),
        (
            finding(
                SPEAKS, element("unknown", open=["target.kind"]), element("unknown", open=["posts.p1.form"])
            ),
            True,
        ),
        (finding(SPEAKS, *[element("unknown", ("posts.p1.content.insult", "mild"))] * 3), True),
        (finding(element("met", ("posts.p1.content.insult", "severe"), kind="defence")), False),
        (finding(element("met", ("target.kind", "individual"))), False),
        (finding(element("met", ("target.kind", "deceased"))), True),
        (finding(element("met", ("target.identifiable", "yes"))), False),
        (finding(element("met", ("posts.a.b.media", "face"))), True),
        (finding(element("met", ("posts.a.b.place", "public"))), False),
        (finding(element("met", ("person.prefecture", "群馬県"))), False),
        (finding(element("met", ("harm.effects", "work_lost"))), True),
        (finding(element("unknown", ("posts.p1.content.insult", "mild"))), True),
        (finding(element("unknown", ("posts.p1.content.insult", "none"))), False),
        (
            finding(element("unknown", ("target.kind", "organisation"), ("posts.p1.content.threat", "life"))),
            True,
        ),
        (finding(element("unknown", ("target.kind", "organisation"))), False),
        (
            finding(
                element("unknown", ("posts.p1.content.insult", "mild"), open=["posts.p1.content.threat"])
            ),
            False,
        ),
        (finding(element("unknown", ("posts.p1.content.public_interest", "yes"))), False),
        (finding(), False),
    ],
)
def test_a_ground_is_near_when_something_that_was_told_points_to_it(
    row: dict[str, Any], expected: bool
) -> None:
    assert near(row) is expected


def outcome_with(questions: list[list[str]], findings: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "findings": findings,
        "questions": [{"fact": str(place), "settles": row} for place, row in enumerate(questions)],
    }


def test_questions_that_only_settle_what_is_far_are_left_out() -> None:
    close = {"post": "p1", "ground": "crime.insult", **finding(SPEAKS)}
    far = {"post": "p1", "ground": "crime.copyright", **finding(SCENE)}
    rows = [
        ["findings.p1.crime.insult", "findings.p1.crime.copyright"],
        ["findings.p1.crime.copyright", "desks.sia_hotline"],
        ["findings.p1.crime.copyright", "safety.child_sexual_image"],
        ["findings.p1.crime.copyright", "deadlines.log.site"],
        ["order"],
        ["papers.plan"],
    ]
    kept = [row["fact"] for row in Near(outcome_with(rows, [close, far])).questions()]
    assert kept == ["0", "2", "3", "4", "5"]
    assert len(Near(outcome_with(rows, [far])).questions()) == len(rows), "nothing is near: all are asked"


@CASE_IDS
@pytest.mark.parametrize("full", [False, True])
def test_no_question_stands_twice_and_a_post_is_named(case: str, full: bool) -> None:
    outcome = OUTCOMES[case]
    lines = [line for line in part(printed(case, "en", full), "show.questions", "en") if "・" in line]
    assert lines
    assert len(lines) == len(set(lines))
    assert full or len(lines) <= show.QUESTIONS
    text = glued(part(printed(case, "en", True), "show.questions", "en"))
    for row in outcome["questions"]:
        post = re.match(r"posts\.(p\d+)\.", row["fact"])
        asked = row["question"]["en"].replace(" ", "")
        assert not post or re.search(rf"{re.escape(asked)}\[(p\d+,)*{post[1]}[,\]]", text), row["fact"]


@CASE_IDS
@IN_LANGUAGES
@pytest.mark.parametrize("full", [False, True])
def test_lines_are_whole(case: str, lang: str, full: bool) -> None:
    """No placeholder is left, no line is too wide for a terminal, none begins or ends as no line may."""
    for line in printed(case, lang, full):
        assert not re.search(r"\{\w*\}|None|\bnull\b", line), line
        assert columns(line) <= WIDTH or "http" in line, line
        begins = line.strip()[:1]
        assert begins in "・?!" or begins not in CLOSING, line  # a sign before an item may
        assert not line or line[-1] not in "（「『【〈《〔", line


def test_a_broken_line_keeps_words_and_marks_together() -> None:
    text = (
        "これは「引用」です。" * 12
        + " https://example.com/a/long/address 250条2項6号 (in brackets) ファースト"
    )
    lines = list(wrap(text, "> ", "  "))
    assert glued(lines).removeprefix(">") == text.replace(" ", "")
    assert lines[0].startswith("> ")
    assert all(line.startswith("  ") for line in lines[1:])
    for line in lines:
        assert columns(line) <= WIDTH
        assert line.strip()[-1] not in OPENING
        assert line.strip()[0] not in CLOSING
    assert list(wrap("", "  ")) == [""]
    assert any("https://example.com/a/long/address" in line for line in lines)


# --- what goes in ----------------------------------------------------------------------------------------------------


def as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(
        {"schema": "yorube.report/1", "as_of": "2026-11-22"} | data, ensure_ascii=False
    ).encode()


HOSTILE: dict[str, bytes] = {
    "cp932": GOOD + "title = '相談'".encode("cp932"),
    "not text": GOOD + b"title = '\xff\xc0'",
    "utf-16": GOOD.decode().encode("utf-16"),
    "nul in toml": GOOD + b"title = 'a\x00b'",
    "nul in json": as_json({"title": "a\x00b"}),
    "nul bytes": b"\0" * 10_000,
    "deep toml": b"x = " + b"[" * 100_000,
    "deep json": b'{"a":' * 100_000,
    "deep keys": b".".join([b"a"] * 5_000) + b" = 1",
    "a key twice in json": b'{"schema": "yorube.report/1", "schema": "yorube.report/1"}',
    "a key twice in toml": GOOD + b"title = 'a'\ntitle = 'b'",
    "a table twice": GOOD + b"[person]\n[person]",
    "impossible day": GOOD + b"[sender]\nknown_since = 2026-02-30",
    "future day": GOOD + b"[sender]\nknown_since = 2026-11-23",
    "future time by the day in Japan": GOOD + b"[[posts]]\nid = 'p1'\nposted_at = 2026-11-22T15:00:00Z",
    "a time without an offset": GOOD + b"[[posts]]\nid = 'p1'\nposted_at = 2026-11-20T15:00:00",
    "a number without end": b"x = " + b"9" * 10_000,
    "not a number": b'{"schema": NaN}',
    "a list": b"[]",
    "a word": b"hello",
    "nothing": b"",
    "another schema": b'schema = "yorube.report/2"',
    "an escape for the terminal": as_json({"\x1b[2J": 1}),
    "half of a pair": as_json({}).replace(b"2026-11-22", b"\\ud800"),
    "a post without an id": GOOD + b"[[posts]]\nplace = 'dm'",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_cannot_be_read_is_refused_in_one_line_of_the_language(run: Any, what: str) -> None:
    lines = {}
    for lang in LANGUAGES:
        status, out, err = run("consult", "-", "--lang", lang, data=HOSTILE[what])
        assert (status, out) == (2, "")
        assert err.startswith("-")
        assert err.endswith("\n")
        assert err[:-1].isprintable(), "one line, nothing that moves the terminal"
        assert len(err) < 1000
        lines[lang] = err
    assert re.search("[ぁ-ん]", lines["ja"])
    assert lines["easy"] == lines["ja"]
    assert not re.search("[ぁ-ん]", lines["en"])


def test_a_byte_order_mark_changes_nothing(run: Any) -> None:
    with_mark = run("consult", "-", "--json", data=b"\xef\xbb\xbf" + CASE.read_bytes())
    assert with_mark == run("consult", "-", "--json", data=CASE.read_bytes())
    assert with_mark[0] == 0


def test_windows_line_ends_change_nothing(run: Any) -> None:
    plain = run("consult", "-", "--json", data=CASE.read_bytes())
    assert run("consult", "-", "--json", data=CASE.read_bytes().replace(b"\n", b"\r\n")) == plain


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_a_file_that_cannot_be_opened_is_one_line_of_the_language(
    run: Any, tmp_path: Path, lang: str
) -> None:
    lines = []
    for name in (tmp_path / "none.toml", tmp_path):
        status, out, err = run("consult", name, "--lang", lang)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(f"{name}: ")
        lines.append(err.removeprefix(f"{name}: "))
    assert len(set(lines)) == 2
    assert all(bool(re.search("[ぁ-ん]", line)) == (lang == "ja") for line in lines)


def test_a_closed_standard_input_is_one_line(run: Any, capsys: Any, monkeypatch: Any) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m yorube.cli consult --lang en - <&-"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "-: standard input is closed\n")


def test_a_full_disk_is_one_line() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "yorube.cli", "consult", str(CASE)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.startswith("yorube: ")
    assert done.stderr.count("\n") == 1


def test_a_terminal_that_knows_no_japanese_is_no_reason_to_fail() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "yorube.cli", "consult", str(CASE)],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"},
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"#9110" in done.stdout or b"https://" in done.stdout


# --- the day, the forms, several reports -----------------------------------------------------------------------------


def test_without_a_day_it_is_today_in_japan(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "today", lambda: date(2026, 3, 4))
    out = run("consult", "-", "--json", data=b'schema = "yorube.report/1"')[1]
    assert json.loads(out)["as_of"] == "2026-03-04"


def test_the_day_of_the_call_stands_above_the_reports_and_is_checked_too(run: Any) -> None:
    status, out, err = run("consult", CASE, "--as-of", "2026-10-31")
    assert (status, out) == (2, "")
    assert "posts[0]" in err
    assert "2026-10-31" in err


@pytest.mark.parametrize("written", ["yesterday", "2026-13-01", "2026-11-31", ""])
def test_a_day_that_is_none_is_refused(run: Any, written: str) -> None:
    status, out, err = run("consult", CASE, "--as-of", written)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "--as-of" in err


def test_json_is_the_same_in_every_language_and_form(run: Any) -> None:
    forms = {
        run("consult", CASE, "--json", "--lang", lang, *more)
        for lang in LANGUAGES
        for more in ((), ("--full",))
    }
    ((status, out, err),) = forms
    assert (status, err) == (0, "")
    assert json.loads(out) == OUTCOMES["101"]


def test_traces_of_many_reports_are_json_lines(run: Any) -> None:
    status, out, _ = run("consult", "--trace", CASE, CASE)
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0
    assert [row["schema"] for row in rows] == ["yorube.trace/1"] * 2
    assert rows[0]["findings"]


def test_json_lines_from_standard_input_are_many_reports(run: Any) -> None:
    line = as_json({"wishes": ["delete"]})
    status, out, err = run("consult", "-", data=line + b"\n" + as_json({"wishes": ["fly"]}) + b"\n" + line)
    assert (status, len(out.splitlines())) == (2, 2)
    assert err.startswith("-:2: wishes[0]")


def test_one_line_in_a_file_of_json_lines_is_json_lines(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "one.jsonl"
    file.write_bytes(as_json({}))
    status, out, _ = run("consult", file)
    assert (status, out.count("\n")) == (0, 1)
    assert json.loads(out)["schema"] == "yorube.outcome/1"


def test_a_file_that_is_missing_costs_only_itself(run: Any, tmp_path: Path) -> None:
    status, out, err = run("consult", tmp_path / "none.toml", CASE)
    assert (status, err.count("\n")) == (2, 1)
    assert json.loads(out)["schema"] == "yorube.outcome/1"


def test_a_call_without_a_file_or_with_an_unknown_option_ends_with_two(run: Any) -> None:
    for call in (["consult"], ["consult", CASE, "--fast"], ["consult", CASE, "--lang", "fr"]):
        status, out, err = run(*call)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert err.startswith("yorube")
        assert "--help" in err


def test_help_lists_every_option(run: Any) -> None:
    status, out, _ = run("consult", "--help")
    assert status == 0
    assert set(re.findall(r"--[a-z-]+", out)) >= {"--json", "--full", "--trace", "--as-of", "--lang"}
    assert run()[0] == 0
