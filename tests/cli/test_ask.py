"""`yorube ask`: the interview as the person in front of the terminal meets it."""

from __future__ import annotations

import json
import re
import stat
import sys
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from yorube import interview
from yorube.cli import main
from yorube.cli.ask import Terminal, saved, value_of
from yorube.cli.common import LANGUAGES, said
from yorube.interview import Interview, Step
from yorube.law import Rulebook, shipped

CASES = Path(__file__).resolve().parent.parent / "acceptance"
CASE = CASES / "101-x-insult-real-name.report.toml"
ACCEPTED = sorted(CASES.glob("1[0-2]*.report.toml"))
DAY = date(2026, 11, 22)
FIRST = "harm.danger"
IN_LANGUAGES = pytest.mark.parametrize("lang", LANGUAGES)


def word(id: str, lang: str = "ja") -> str:
    return said(shipped().words[id], lang)


def asked(fact: str, lang: str = "ja") -> str:
    ask = shipped().facts[fact].ask
    assert ask is not None
    return f"■ {said(ask, lang)}"


@pytest.fixture
def ask(run: Any) -> Any:
    """The interview with these lines typed; what is printed."""

    def call(lines: str, *args: object) -> str:
        status, out, err = run("ask", "--as-of", DAY, *args, data=lines.encode())
        assert (status, err) == (0, "")
        assert isinstance(out, str)
        return out

    return call


class Person(Terminal):
    """Somebody who answers each question by its fact; what is not given is not known. `asked` holds the paths."""

    def __init__(self, answers: Mapping[str, str], posts: int = 0, after: str | None = None) -> None:
        super().__init__(shipped(), "ja", DAY, self.answer)
        self.answers, self.posts, self.after = answers, posts, after
        self.asked: list[str] = []

    def question(self, step: Step, posts: int) -> None:
        super().question(step, posts)
        self.asked.append(step.path)

    def review(self, state: Interview) -> Interview:
        self.asked.append("review")
        return super().review(state)

    def answer(self) -> str | None:
        path = self.asked[-1]
        if path == "review":
            return ""
        if path == "posts":
            self.posts -= 1
            return "1" if self.posts >= 0 else "2"
        return self.answers.get(path, "")


# --- safety ----------------------------------------------------------------------------------------------------------


@IN_LANGUAGES
def test_before_any_question_it_is_said_where_help_is(ask: Any, lang: str) -> None:
    out = ask("q\n", "--lang", lang)
    joined = out.replace("\n  ", "").replace(" ", "")
    first = asked(FIRST, lang).replace(" ", "")
    assert joined.index(word("ask.danger", lang).replace(" ", "")) < joined.index(first)
    assert "110" in out[: out.index(asked(FIRST, lang))]


@pytest.mark.parametrize(("line", "id"), [("1", "danger_now"), ("2", "danger_feared")])
def test_danger_is_answered_before_the_next_question(ask: Any, book: Rulebook, line: str, id: str) -> None:
    out = ask(f"{line}\nq\n")
    rule = next(rule for rule in book.safety if rule.id == id)
    told = out.index(f"■ {word('show.safety')}")
    assert told < out.index(asked("harm.self_harm"))
    between = out[told : out.index(asked("harm.self_harm"))]
    assert said(book.desks[rule.desks[0]].name, "ja") in between


def test_safety_is_said_once_while_asking_and_again_in_the_outcome(ask: Any) -> None:
    out = ask("2\n2\n1\n1\nq\n")
    questions, _, outcome = out.partition(word("show.title"))
    heading = f"■ {word('show.safety')}"
    assert (questions.count(heading), outcome.count(heading)) == (1, 1)


def test_where_nothing_is_told_of_danger_no_alarm_is_raised(ask: Any) -> None:
    assert f"■ {word('show.safety')}" not in ask("3\n2\n\n\nq\n")


# --- questions and answers -------------------------------------------------------------------------------------------


def test_every_question_says_why_it_is_asked_and_that_not_knowing_is_an_answer() -> None:
    person = Person({}, posts=1)
    person.ask(())
    facts = [interview.about(path, shipped())[0] for path in person.asked if path not in ("posts", "review")]
    assert len(facts) > 20
    assert [fact.id for fact in facts if fact.why is None] == []


@IN_LANGUAGES
def test_a_question_shows_its_reason_its_choices_and_the_keys(ask: Any, book: Rulebook, lang: str) -> None:
    out = ask("q\n", "--lang", lang)
    question = out[out.index(asked(FIRST, lang)) :]
    fact = book.facts[FIRST]
    assert fact.why is not None
    assert f"  {word('ask.why', lang)}: {said(fact.why, lang)}" in question
    for place, value in enumerate(fact.values, 1):
        assert f"  {place}. {said(fact.words(value), lang)}\n" in question
    assert "b = " in question


@pytest.mark.parametrize(
    "line",
    ["", " ", "\u3000", "?", "？", "わからない", "分からない", "unknown", "I don't know", "i DON'T know"],
)
def test_i_do_not_know_is_always_an_answer(ask: Any, tmp_path: Path, line: str) -> None:
    file = tmp_path / "kept.json"
    out = ask(f"{line}\ns\n{file}\nq\n")
    assert asked("harm.self_harm") in out
    assert word("ask.not_understood") not in out
    assert "harm" not in json.loads(file.read_text(encoding="utf-8"))


def test_there_are_no_questions_about_a_post_when_there_is_none() -> None:
    person = Person({"wishes": "1"}, posts=0)
    state = person.ask(())
    assert state.next is None
    assert not [path for path in person.asked if path.startswith("posts.")]
    assert "posts" not in state.report


@pytest.mark.parametrize("number", [1, 2, 3])
def test_several_posts_are_asked_one_after_the_other(capsys: Any, number: int) -> None:
    person = Person({"harm.danger": "3", "harm.self_harm": "2", "wishes": "3"}, posts=number)
    state = person.ask(())
    assert [post["id"] for post in state.report["posts"]] == [f"p{n}" for n in range(1, number + 1)]
    order = [path.split(".")[1] for path in person.asked if path.startswith("posts.")]
    assert order == sorted(order)
    named = re.findall(
        rf"\[{word('ask.post')} (p\d)\]", capsys.readouterr().out.partition(word("ask.settled"))[0]
    )
    assert set(named) == ({f"p{n}" for n in range(2, number + 1)} if number > 1 else set())


@pytest.mark.parametrize("yes", ["1", "１", "はい", "yes"])
def test_a_post_can_be_told_of_in_words(capsys: Any, yes: str) -> None:
    lines = iter([yes, None])
    person = Terminal(shipped(), "ja", DAY, lambda: next(lines))
    state = person.one(person.step([]), Step("posts", None, None), 0)
    assert state is not None
    assert state.report["posts"] == [{"id": "p1"}]


@pytest.mark.parametrize(
    ("fact", "line", "value"),
    [
        ("harm.danger", "1", "now"),
        ("harm.danger", "１", "now"),
        ("harm.danger", " 3 ", "no"),
        ("harm.danger", "now", "now"),
        ("wishes", "1 3", ["listen", "delete"]),
        ("wishes", "1、3", ["listen", "delete"]),
        ("wishes", "１，３", ["listen", "delete"]),
        ("wishes", "delete,stop", ["delete", "stop"]),
        ("wishes", "0", []),
        ("person.languages", "ja, pt-BR", ["ja", "pt-BR"]),
        ("person.household.size", "２", 2),
        ("person.household.monthly_income", "170,000", 170000),
        ("posts.posted_at", "2026-10-01", "2026-10-01"),
        ("posts.posted_at", "2026/10/1", "2026-10-01"),
        ("posts.posted_at", "2026年10月1日", "2026-10-01"),
        ("posts.posted_at", "２０２６年１０月１日", "2026-10-01"),
        ("posts.posted_at", "2026-10-01 9:05", "2026-10-01T09:05+09:00"),
        ("posts.posted_at", "2026-10-01T21:14+09:00", "2026-10-01T21:14+09:00"),
        ("posts.url", "https://example.com/１", "https://example.com/１"),
    ],
)
def test_an_answer_is_read_as_people_write_it(fact: str, line: str, value: object) -> None:
    assert value_of(shipped().facts[fact], line) == value


@IN_LANGUAGES
def test_the_words_of_a_choice_are_an_answer(lang: str) -> None:
    for fact in shipped().facts.values():
        for value in fact.values if fact.type in ("yesno", "choice") and fact.asked else ():
            assert value_of(fact, said(fact.words(value), lang)) == value, (fact.id, value)


@pytest.mark.parametrize(
    ("fact", "line"),
    [
        ("harm.danger", "0"),
        ("harm.danger", "4"),
        ("harm.danger", "1 2"),
        ("wishes", "0 1"),
        ("wishes", "1 99"),
        ("person.household.size", "two"),
        ("person.household.size", "1.5"),
    ],
)
def test_what_is_no_answer_is_never_guessed(fact: str, line: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        value_of(shipped().facts[fact], line)


@pytest.mark.parametrize("line", ["2026-02-30", "yesterday", "2026-11-23", "1850年"])
def test_a_day_that_cannot_stand_is_told_why_and_asked_again(capsys: Any, line: str) -> None:
    lines = iter([line, "2026-11-01"])
    person = Terminal(shipped(), "ja", DAY, lambda: next(lines))
    fact = shipped().facts["posts.posted_at"]
    state = person.step([interview.Answer("posts", "p1")])
    after = person.one(state, Step("posts.p1.posted_at", fact, None, "p1"), 0)
    out = capsys.readouterr().out
    assert word("ask.not_understood")[:8] in out
    assert "posts[0]" not in out, "the place in a report means nothing to a person who was just asked"
    assert after is not None
    assert after.report["posts"] == [{"id": "p1", "posted_at": "2026-11-01"}]


# --- back, review, end -----------------------------------------------------------------------------------------------


def test_back_at_the_first_question_says_so(ask: Any) -> None:
    out = ask("b\nb\n3\nq\n")
    assert out.count(word("ask.no_back")) == 2
    assert asked("harm.self_harm") in out


@pytest.mark.parametrize("key", ["b", "B", "ｂ", " b "])
def test_back_asks_the_question_again_and_takes_the_answer_back(ask: Any, tmp_path: Path, key: str) -> None:
    file = tmp_path / "kept.json"
    out = ask(f"1\n1\n{key}\n{key}\n3\ns\n{file}\nq\n")
    assert out.count(asked(FIRST)) == 2
    assert out.count(asked("harm.self_harm")) == 3
    assert json.loads(file.read_text(encoding="utf-8"))["harm"] == {"danger": "no"}


def test_back_does_not_take_away_what_came_from_a_file(ask: Any, tmp_path: Path) -> None:
    file, again = tmp_path / "kept.json", tmp_path / "again.json"
    ask(f"3\n2\n1\ns\n{file}\nq\n")
    out = ask(f"b\n1\nb\nb\ns\n{again}\nq\n", file)
    assert out.count(word("ask.no_back")) == 2
    assert json.loads(again.read_text(encoding="utf-8")) == json.loads(file.read_text(encoding="utf-8"))


def test_a_review_shows_every_answer_in_words(ask: Any, book: Rulebook) -> None:
    out = ask("3\n?\n1\nr\n\nq\n")
    rows = [("harm.danger", "no"), ("harm.self_harm", None), ("person.role", "self")]
    for place, (id, value) in enumerate(rows, 1):
        told = word("ask.unknown") if value is None else book.facts[id].words(value).ja
        assert f"  {place}. {book.facts[id].label.ja}: {told}\n" in out


def test_the_words_and_the_address_of_a_post_are_masked_in_a_review(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "told.json"
    post = {"id": "p1", "text": "ひどい言葉", "url": "https://example.com/secret", "place": "public"}
    report = {"schema": "yorube.report/1", "as_of": "2026-11-22", "posts": [post]}
    file.write_text(json.dumps(report), encoding="utf-8")
    out = ask("r\n\nq\n", file)
    assert out.count(word("ask.masked")) == 2
    assert "ひどい言葉" not in out
    assert "example.com/secret" not in out


def test_a_changed_answer_says_what_it_did_in_words(ask: Any, book: Rulebook) -> None:
    lines = "r\n{row}\n{answer}\nq\n"
    report = tomllib.loads(CASE.read_text(encoding="utf-8"))
    answers = interview.from_report(report, book)
    rows = [answer.path for answer in answers if answer.path not in ("posts", "events")]
    row = rows.index("posts.p1.place") + 1
    out = ask(lines.format(row=row, answer="dm"), CASE)
    changed = out[out.index(word("ask.changed")) :].partition("■ ")[0].partition(word("show.title"))[0]
    label = book.grounds["crime.insult"].ground.label.ja
    assert f"  {label} [p1]: {word('finding.unlikely')}" in changed
    assert word("ask.gone") in changed
    assert "crime." not in changed, "ids mean nothing to the person"
    assert not re.search(r"None|True|→ +\n", changed)


def test_a_change_that_changes_nothing_says_so(ask: Any) -> None:
    assert word("ask.nothing_changed") in ask("3\n2\nr\n1\n3\nq\n")


def test_an_answer_can_be_changed_to_not_known(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "kept.json"
    ask(f"1\n2\nr\n1\n\ns\n{file}\nq\n")
    assert json.loads(file.read_text(encoding="utf-8"))["harm"] == {"self_harm": "no"}


def test_a_changed_answer_stands_where_the_first_one_stood(ask: Any, tmp_path: Path) -> None:
    """So that going back afterwards takes the last question, not the change."""
    file = tmp_path / "kept.json"
    ask(f"3\n2\nr\n1\n1\nb\ns\n{file}\nq\n")
    assert json.loads(file.read_text(encoding="utf-8"))["harm"] == {"danger": "now"}


@pytest.mark.parametrize("lines", ["r\n9\nq\n", "r\n0\nq\n", "r\nx\nq\n", "r\n²\nq\n", "r\n1\n99\nq\n"])
def test_a_review_that_cannot_be_read_changes_nothing(ask: Any, lines: str) -> None:
    out = ask("3\n2\n" + lines)
    assert word("ask.changed") not in out
    assert out.count(asked("person.role")) == 2


def test_when_nothing_is_left_to_ask_all_answers_are_shown_before_the_end(capsys: Any) -> None:
    person = Person({"harm.danger": "3", "harm.self_harm": "2", "wishes": "1"})
    state = person.ask(())
    out = capsys.readouterr().out
    assert state.next is None
    assert person.asked[-1] == "review"
    assert out.index(word("ask.settled")) < out.index(word("ask.review"))


def test_a_change_in_the_last_review_goes_on_asking() -> None:
    class Changing(Person):
        changes = 1

        def answer(self) -> str | None:
            if self.asked[-1] == "review" and self.changes:
                self.changes = 0
                rows = [path for path in self.asked if path not in ("posts", "review")]
                self.answers = {**self.answers, "wishes": "3"}
                return str(rows.index("wishes") + 1)
            return super().answer()

    person = Changing({"harm.danger": "3", "harm.self_harm": "2", "wishes": "1"})
    state = person.ask(())
    assert state.report["wishes"] == ["delete"]
    assert person.asked.count("review") == 2


@pytest.mark.parametrize("lines", ["", "3", "3\nr", "3\nr\n1\n", "s\n", "s", "b\n", "q", "q\ns\n"])
def test_the_end_of_the_input_is_a_good_end_anywhere(ask: Any, lines: str) -> None:
    assert word("show.title") in ask(lines)


def test_bytes_that_are_no_text_are_asked_again(run: Any) -> None:
    status, out, err = run("ask", "--as-of", DAY, data=b"\xff\xfe\x00\n3\nq\n")
    assert (status, err) == (0, "")
    assert word("ask.not_understood")[:8] in out
    assert asked("harm.self_harm") in out


def test_a_very_long_answer_is_asked_again(ask: Any) -> None:
    assert word("ask.not_understood")[:8] in ask("9" * 100_000 + "\n3\nq\n")


def test_without_an_input_it_ends_with_the_outcome(monkeypatch: Any, capsys: Any) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert main(["ask", "--as-of", str(DAY)]) == 0
    assert word("show.title") in capsys.readouterr().out


# --- save and go on --------------------------------------------------------------------------------------------------


def test_a_file_of_that_name_is_never_written_over(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text("mine", encoding="utf-8")
    link = tmp_path / "link.json"
    link.symlink_to(file)
    for name in (file, link):
        assert word("ask.exists") in ask(f"1\ns\n{name}\nq\n")
        assert file.read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_saved_is_told_and_the_interview_goes_on(ask: Any, tmp_path: Path) -> None:
    for name in (tmp_path / "no" / "such.json", "~nobody-of-that-name/x.json", "a\0b"):
        out = ask(f"1\ns\n{name}\n2\nq\n")
        assert word("ask.saved") not in out.replace("\n  ", "")
        assert asked("person.role") in out
    assert ask("s\n\n3\nq\n").count(asked("harm.self_harm")) == 1


def test_after_the_outcome_the_answers_can_still_be_kept(ask: Any, tmp_path: Path) -> None:
    file = tmp_path / "late.json"
    out = ask(f"3\nq\ns\n{file}\n")
    assert out.index(word("show.title")) < out.index(word("ask.where"))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert kept == {"schema": "yorube.report/1", "harm": {"danger": "no"}, "as_of": "2026-11-22"}


def test_nothing_is_kept_without_being_asked(ask: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    ask("1\n1\n1\nq\n\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", ACCEPTED, ids=lambda path: path.name[:3])
def test_a_report_goes_on_and_is_saved_without_loss(run: Any, tmp_path: Path, path: Path) -> None:
    """`ask FILE` knows all that `consult FILE` knows, and what it saves is the same report."""
    expected = run("consult", path, "--as-of", DAY)[1]
    file = tmp_path / "again.json"
    status, out, _ = run("ask", path, "--as-of", DAY, data=f"s\n{file}\nq\n".encode())
    if not file.exists():  # nothing was left to ask: the first `s` was the answer to the review
        status, out, _ = run("ask", path, "--as-of", DAY, data=f"\ns\n{file}\n".encode())
    assert status == 0
    assert expected in out
    assert run("consult", file) == (0, expected, "")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_what_is_no_saved_report_is_one_line(run: Any, tmp_path: Path, lang: str) -> None:
    bad: dict[str, bytes] = {
        "two.jsonl": b'{"schema": "yorube.report/1"}\n{"schema": "yorube.report/1"}\n',
        "none.jsonl": b"",
        "broken.toml": b"x = [",
        "key.json": b'{"schema": "yorube.report/1", "wish": []}',
        "future.json": b'{"schema": "yorube.report/1", "as_of": "2026-12-24", "sender": {"known_since": "2026-12-01"}}',
        "sjis.toml": "title = '相談'".encode("cp932"),
    }
    for name, data in bad.items():
        (tmp_path / name).write_bytes(data)
    for name in (*bad, "missing.json", "."):
        status, out, err = run("ask", tmp_path / name, "--as-of", DAY, "--lang", lang)
        assert (status, out, err.count("\n")) == (2, "", 1), name
        assert err.startswith(f"{tmp_path / name}: ")
        assert bool(re.search("[ぁ-ん]", err.removeprefix(str(tmp_path)))) == (lang == "ja"), err


def test_events_of_a_saved_report_stay(book: Rulebook, tmp_path: Path) -> None:
    file = tmp_path / "events.json"
    event = {"kind": "removal_request_received", "on": "2026-11-10", "by": "x", "post": "p1"}
    report = {"schema": "yorube.report/1", "as_of": "2026-11-22", "posts": [{"id": "p1"}], "events": [event]}
    file.write_text(json.dumps(report), encoding="utf-8")
    answers = saved(str(file), book, DAY, "ja")
    assert interview.step(answers, book, DAY).report["events"] == [event]
