"""`yorube ask`: the interview in the terminal, one question at a time."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from unicodedata import normalize

from yorube import interview
from yorube.cli import show
from yorube.cli.common import Fault, a_day, book, read_input, today
from yorube.consult import ReportError, Unreadable, check, documents
from yorube.interview import Answer, Interview, Step
from yorube.law.facts import Fact
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

# Facts whose answers are shown masked in the review: the words themselves hurt.
MASKED = ("posts.text", "posts.url")


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser(
        "ask", help="the interview in the terminal: back, I don't know, review, save"
    )
    arguments(command)
    command.set_defaults(run=run)


def arguments(command: argparse.ArgumentParser) -> None:
    """Shared with `serve`."""
    command.add_argument("file", nargs="?", metavar="FILE", help="go on from a saved report (JSON or TOML)")
    command.add_argument("--as-of", type=a_day, metavar="DATE", help="the day of the consultation")
    command.add_argument("--lang", choices=("ja", "en"), default="ja", help="language (default: ja)")


def run(args: argparse.Namespace) -> int:
    """Asks until nothing more can change the outcome, then shows it."""
    rules = book()
    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(errors="surrogateescape")  # what is no text is an answer that cannot be read
    day = args.as_of or today()
    answers: tuple[Answer, ...] = ()
    if args.file:
        answers = saved(args.file, rules, day, args.lang)
    terminal = Terminal(rules, args.lang, day)
    state = terminal.ask(answers)
    print("\n".join(show.outcome(state.outcome, args.lang, rules)))
    return 0


def saved(name: str, rules: Rulebook, day: date, lang: str) -> tuple[Answer, ...]:
    """The answers of a saved report, which must stand on the day of this consultation too."""
    try:
        ((place, parse),) = documents(read_input(name), name)
        table = parse()
        check(table, rules, day)
        check({**table, "as_of": day}, rules, day)
    except ValueError:
        raise Fault(f"{name}: one report is needed") from None
    except Unreadable as error:
        raise Fault(f"{name}: {error}") from None
    except ReportError as error:
        raise Fault(f"{place}: {error.line(lang)}") from None
    return interview.from_report(table, rules)


class Terminal:
    """One interview: prints questions, reads answers. `read` returns a line, or None at the end of the input."""

    def __init__(
        self, rules: Rulebook, lang: str, day: date, read: Callable[[], str | None] | None = None
    ) -> None:
        self.rules, self.lang, self.day = rules, lang, day
        self.read = read or read_line

    def word(self, id: str) -> str:
        return self.rules.words[id][self.lang]

    def say(self, *lines: str) -> None:
        print(*lines, sep="\n", flush=True)

    def ask(self, answers: Sequence[Answer]) -> Interview:
        """The whole interview from these answers on."""
        self.say(self.rules.statement[self.lang], "", self.word("ask.danger"), self.word("ask.welcome"))
        state = interview.step(answers, self.rules, self.day)
        while state.next is not None:
            after = self.one(state, state.next)
            if after is None:
                break
            state = after
        else:
            self.say("", self.word("ask.settled"))
        return state

    def one(self, state: Interview, step: Step) -> Interview | None:
        """One question; the state after it, or None when the person ends."""
        self.question(step, bool(state.report.get("posts")))
        while True:
            line = self.read()
            if line is None or line == "q":
                return None
            if line == "b":
                return interview.step(back(state.answers), self.rules, self.day)
            if line == "r":
                return self.review(state)
            if line == "s":
                self.save(state)
                continue
            try:
                return interview.step(
                    (*state.answers, *self.answered(step, line, state)), self.rules, self.day
                )
            except ReportError as error:
                self.say(f"{self.word('ask.not_understood')} {error.line(self.lang)}")
            except ValueError:
                self.say(self.word("ask.not_understood"))

    def question(self, step: Step, posts: bool) -> None:
        """A question with why we ask, its choices and the keys."""
        if step.fact is None:
            self.say("", self.word("ask.another_post" if posts else "ask.first_post"), self.word("ask.keys"))
            return
        fact, of_post = step.fact, f" [{self.word('ask.post')} {step.post}]" if step.post else ""
        assert fact.ask is not None
        self.say("", f"■ {fact.ask[self.lang]}{of_post}")
        for text, head in ((fact.why, self.word("ask.why")), (fact.help, ""), (fact.example, "")):
            if text:
                self.say(f"  {head}{': ' if head else ''}{text[self.lang]}")
        for place, value in enumerate(fact.values, 1):
            self.say(f"  {place}. {fact.words(value)[self.lang]}")
        kinds = {"set": "ask.several", "date": "ask.day", "moment": "ask.day", "number": "ask.number"}
        if fact.type in kinds or not fact.values:
            self.say(f"  ({self.word(kinds.get(fact.type, 'ask.text'))})")
        self.say(self.word("ask.keys"))

    def answered(self, step: Step, line: str, state: Interview) -> list[Answer]:
        """The answers a line gives. Raises ValueError when it cannot be read."""
        if step.fact is None:
            more = {"1": True, "2": False, "": False}.get(normalize("NFKC", line).strip())
            if more is None:
                raise ValueError(line)
            return [Answer("posts", interview.new_post(state.answers) if more else None)]
        return [Answer(step.path, value_of(step.fact, line))]

    def review(self, state: Interview) -> Interview:
        """All answers; one can be changed, and what the change does is shown."""
        last = {answer.path: answer for answer in state.answers if answer.path not in ("posts", "events")}
        rows = list(last.values())
        self.say("", self.word("ask.review"))
        for place, answer in enumerate(rows, 1):
            self.say(f"  {place}. {self.answer_line(answer)}")
        line = self.read()
        if line is None or not line.isdecimal() or not 1 <= int(line) <= len(rows):
            return state
        answer = rows[int(line) - 1]
        fact, post = interview.about(answer.path, self.rules)
        self.question(Step(answer.path, fact, None, post), True)
        changed = self.read()
        if changed is None:
            return state
        try:
            after = interview.step(
                (*state.answers, Answer(answer.path, value_of(fact, changed))), self.rules, self.day
            )
        except (ValueError, ReportError):
            self.say(self.word("ask.not_understood"))
            return state
        self.say("", self.word("ask.changed"))
        rows_changed = interview.changes(state.outcome, after.outcome)
        for part, id, before, now in rows_changed:
            self.say(f"  {part} {id}: {before or '-'} → {now or '-'}")
        if not rows_changed:
            self.say(f"  {self.word('ask.nothing_changed')}")
        return after

    def answer_line(self, answer: Answer) -> str:
        """One answer in words; what hurts is masked."""
        fact, post = interview.about(answer.path, self.rules)
        if answer.value is None:
            words = self.word("ask.unknown")
        elif fact.id in MASKED:
            words = self.word("ask.masked")
        else:
            values = answer.value if isinstance(answer.value, list) else [answer.value]
            words = "、".join(fact.words(str(value))[self.lang] for value in values) or "0"
        return f"{fact.label[self.lang]}{f' [{post}]' if post else ''}: {words}"

    def save(self, state: Interview) -> None:
        """Keep the answers in a file of one's own, readable by nobody else; an existing file is never written over."""
        self.say(self.word("ask.where"))
        name = self.read()
        if not name:
            return
        report = {**state.report, "as_of": self.day}
        try:
            descriptor = os.open(Path(name).expanduser(), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            self.say(self.word("ask.exists"))
            return
        except (
            OSError,
            RuntimeError,
            ValueError,
        ) as error:  # no such folder; a home or a name that cannot be
            self.say(f"{name}: {getattr(error, 'strerror', None) or error}")
            return
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(report, file, ensure_ascii=False, indent=1, default=as_written)
        self.say(self.word("ask.saved"))


def as_written(value: object) -> str:
    """A day or time as a report writes it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value))


def read_line() -> str | None:
    """A line of the terminal without its end; None when there are no more."""
    line = sys.stdin.readline() if sys.stdin is not None else ""
    return line.strip() if line else None


def back(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Without the last answer: its question is the next again."""
    return tuple(answers[:-1])


def value_of(fact: Fact, line: str) -> object:
    """What a typed line says of a fact: choices by number or id; an empty line is None. Raises ValueError."""
    line = line.strip()
    if not line:
        return None
    if fact.type == "set":
        if line == "0":
            return []
        return [choice_of(fact, word) for word in line.replace(",", " ").replace("、", " ").split()]
    if fact.type == "tags":
        return line.replace(",", " ").split()
    if fact.values:
        return choice_of(fact, line)
    return int(line.replace(",", "")) if fact.type == "number" else line


def choice_of(fact: Fact, word: str) -> str:
    """A choice by its number, its id or its words."""
    if word.isdecimal() and 1 <= int(word) <= len(fact.values):
        return fact.values[int(word) - 1]
    for value in fact.values:
        text: Text = fact.words(value)
        if word in (value, text.ja, text.en):
            return value
    raise ValueError(word)
