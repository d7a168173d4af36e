"""`yorube ask`: the interview in the terminal, one question at a time."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Any
from unicodedata import normalize

from yorube import interview
from yorube.cli import show
from yorube.cli.common import Fault, book, in_a_language, not_opened, on_a_day, read_input, said, today
from yorube.cli.lines import wrap
from yorube.consult import Outcome, ReportError, Unreadable, check, documents, report_in
from yorube.consult.near import Near
from yorube.interview import Answer, Interview, Step
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text

# Facts whose answers are shown masked in the review: the words themselves hurt.
MASKED = ("posts.text", "posts.url")
# Whether there is a post, as a question with yes and no.
A_POST = Fact(id="posts", type="yesno", label=Text("", ""))
# A day as people write it, with a time or without: 2026/10/1, 2026年10月1日 21:14.
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d\d))?", re.A)


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
    on_a_day(command)
    in_a_language(command)


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
    print("", *show.outcome(state.outcome, args.lang, rules), sep="\n")
    terminal.end(state)
    return 0


def saved(name: str, rules: Rulebook, day: date, lang: str) -> tuple[Answer, ...]:
    """The answers of a saved report, which must stand on the day of this consultation too."""
    try:
        ((_, parse),) = documents(read_input(name), name)
        table = report_in(parse())
        check(table, rules, day)
        check({**table, "as_of": day}, rules, day)
    except ValueError:
        raise Fault(name, Text("一つの相談だけを読めます", "one report is needed")) from None
    except (Unreadable, ReportError) as error:
        raise Fault(name, error.line(lang)) from None
    return interview.from_report(table, rules)


class Terminal:
    """One interview: prints questions, reads answers. `read` returns a line, or None at the end of the input."""

    def __init__(
        self, rules: Rulebook, lang: str, day: date, read: Callable[[], str | None] | None = None
    ) -> None:
        self.rules, self.lang, self.day = rules, lang, day
        self.read = read or read_line
        self.warned: set[str] = set()

    def word(self, id: str) -> str:
        return said(self.rules.words[id], self.lang)

    def say(self, *lines: str) -> None:
        for line in lines:
            print(*wrap(line, "", "  "), sep="\n", flush=True)

    def step(self, answers: Sequence[Answer]) -> Interview:
        """Where answers lead. What safety asks for is said at once, not at the end."""
        state = interview.step(answers, self.rules, self.day)
        view = show.View(state.outcome, self.lang, self.rules, False)
        print(*view.safety(self.warned), sep="\n", end="", flush=True)
        now = {row["id"] for row in state.outcome["safety"]}
        if now - self.warned:
            self.say("")
        self.warned = now
        return state

    def ask(self, answers: Sequence[Answer]) -> Interview:
        """The whole interview from these answers on, with a review before the end."""
        self.say(said(self.rules.statement, self.lang), "", self.word("ask.danger"), self.word("ask.welcome"))
        state, kept = self.step(answers), len(answers)
        while True:
            if state.next is not None:
                after = self.one(state, state.next, kept)
                if after is None:
                    return state
            else:
                self.say("", self.word("ask.settled"))
                after = self.review(state)
                if after is state:
                    return state
            state = after

    def one(self, state: Interview, step: Step, kept: int) -> Interview | None:
        """One question; the state after it, or None when the person ends. The first `kept` answers come from a file:
        `b` does not take them away."""
        self.question(step, len(state.report.get("posts", ())))
        while True:
            line = self.read()
            key = None if line is None else plain(line).lower()
            if key is None or key == "q":
                return None
            if key == "b" and len(state.answers) > kept:
                return self.step(state.answers[:-1])
            if key == "b":
                self.say(self.word("ask.no_back"))
            elif key == "r":
                return self.review(state)
            elif key == "s":
                self.save(state)
            else:
                try:
                    return self.step((*state.answers, *self.answered(step, line or "", state)))
                except (ValueError, ReportError) as error:
                    self.not_understood(error)

    def not_understood(self, error: ValueError | ReportError) -> None:
        """Says that an answer could not be read, and why where that is known."""
        why = error.line(self.lang).removeprefix(f"{error.path}: ") if isinstance(error, ReportError) else ""
        self.say(f"{self.word('ask.not_understood')} {why}".rstrip())

    def question(self, step: Step, posts: int) -> None:
        """A question with why we ask, its choices and the keys; its post, where there are several."""
        if step.fact is None:
            which = self.word("ask.another_post" if posts else "ask.first_post")
            self.say("", f"■ {which}", self.word("ask.short_keys"))
            return
        fact, of_post = (
            step.fact,
            f" [{self.word('ask.post')} {step.post}]" if step.post and posts > 1 else "",
        )
        assert fact.ask is not None
        self.say("", f"■ {said(fact.ask, self.lang)}{of_post}")
        why, example = f"{self.word('ask.why')}: ", f"{self.word('ask.example')}: "
        for text, head in ((fact.why, why), (fact.help, ""), (fact.example, example)):
            if text:
                print(*wrap(f"{head}{said(text, self.lang)}", "  "), sep="\n")
        for place, value in enumerate(fact.values, 1):
            self.say(f"  {place}. {said(fact.words(value), self.lang)}")
        kinds = {"set": "ask.several", "date": "ask.day", "moment": "ask.day", "number": "ask.number"}
        if fact.type in kinds or not fact.values:
            self.say(f"  ({self.word(kinds.get(fact.type, 'ask.text'))})")
        self.say(self.word("ask.keys" if fact.values else "ask.written_keys"))

    def answered(self, step: Step, line: str, state: Interview) -> list[Answer]:
        """The answers a line gives. Raises ValueError when it cannot be read."""
        if self.not_known(line):
            return [Answer(step.path, None)]
        if step.fact is None:
            more = choice_of(A_POST, plain(line)) == "yes"
            return [Answer("posts", interview.new_post(state.answers) if more else None)]
        return [Answer(step.path, value_of(step.fact, line))]

    def not_known(self, line: str) -> bool:
        """Whether a line says "I don't know": empty, a question mark, or the words."""
        words = self.rules.words["ask.unknown"]
        known = {plain(text).lower() for text in (*words.data.values(), "分からない", "")}
        return plain(line).lower() in known | {"?", UNKNOWN}

    def review(self, state: Interview) -> Interview:
        """All answers; one can be changed, and what the change does is shown. The same state when none is."""
        rows = [answer for answer in state.answers if answer.path not in ("posts", "events")]
        self.say("", self.word("ask.review"))
        for place, answer in enumerate(rows, 1):
            self.say(f"  {place}. {self.answer_line(answer)}")
        line = self.read()
        if line is None or not line.isdecimal() or not 1 <= int(line) <= len(rows):
            return state
        answer = rows[int(line) - 1]
        fact, post = interview.about(answer.path, self.rules)
        self.question(Step(answer.path, fact, None, post), len(state.report.get("posts", ())))
        changed = self.read()
        if changed is None:
            return state
        try:
            now = Answer(answer.path, None if self.not_known(changed) else value_of(fact, changed))
            after = self.step([now if one.path == now.path else one for one in state.answers])
        except (ValueError, ReportError) as error:
            self.not_understood(error)
            return state
        self.say("", self.word("ask.changed"))
        for row in [*self.changed(state.outcome, after.outcome)] or [self.word("ask.nothing_changed")]:
            self.say(f"  {row}")
        return after

    def changed(self, before: Outcome, after: Outcome) -> Iterator[str]:
        """What a changed answer did, in words: of the law only what is near, before or after. Safety speaks for
        itself, see `step`."""
        grounds = Near(before).grounds | Near(after).grounds
        near = {"", *(ground for _, ground in grounds)}
        for part, id, was, now in interview.changes(before, after):
            *rest, last = id.split(" ")
            if part == "findings" and last in near:
                label = f"{said(self.rules.grounds[last].ground.label, self.lang)} [{' '.join(rest)}]"
                yield f"{label}: {self.word(f'finding.{now}')}"
            elif part == "deadlines":
                clock = next(clock for clock in self.rules.clocks if clock.id in (last, *rest[-1:]))
                ground = self.rules.grounds[last].ground if last in self.rules.grounds else None
                of = f" — {said(ground.label, self.lang)}" if ground else ""
                if ground is None or last in near:
                    yield f"{said(clock.label, self.lang)}{of}: {was or '—'} → {now or '—'}"
            elif part in ("actions", "desks"):
                texts = {row.id: row.label for row in self.rules.actions.values()}
                texts |= {row.id: row.name for row in self.rules.desks.values()}
                yield f"{said(texts[id], self.lang)}: {self.word('ask.added' if now else 'ask.gone')}"

    def end(self, state: Interview) -> None:
        """After the outcome: the answers can still be kept."""
        self.say("", self.word("ask.keep"))
        line = self.read()
        if line is not None and plain(line).lower() == "s":
            self.save(state)

    def answer_line(self, answer: Answer) -> str:
        """One answer in words; what hurts is masked."""
        fact, post = interview.about(answer.path, self.rules)
        if answer.value is None:
            words = self.word("ask.unknown")
        elif fact.id in MASKED:
            words = self.word("ask.masked")
        else:
            values = answer.value if isinstance(answer.value, list) else [answer.value]
            listed = ", " if self.lang == "en" else "、"
            words = listed.join(said(fact.words(str(value)), self.lang) for value in values) or "0"
        return f"{said(fact.label, self.lang)}{f' [{post}]' if post else ''}: {words}"

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
        # No such folder; a home or a name that cannot be.
        except (OSError, RuntimeError, ValueError) as error:
            why = not_opened(error) if isinstance(error, OSError) else Text(str(error), str(error))
            self.say(f"{name}: {said(why, self.lang)}")
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


def plain(line: str) -> str:
    """A line without full-width letters and digits, and without blanks around it."""
    return normalize("NFKC", line).strip()


def value_of(fact: Fact, line: str) -> object:
    """What a typed line says of a fact: choices by number, id or words. Raises ValueError."""
    if fact.type == "text":
        return line.strip()
    line = plain(line)
    if fact.type in ("set", "tags"):
        words = re.split(r"[\s,、]+", line.strip(",、"))
        if fact.type == "tags":
            return words
        return [] if words == ["0"] else [choice_of(fact, word) for word in words]
    if fact.values:
        return choice_of(fact, line)
    if fact.type == "number":
        return int(line.replace(",", ""))
    day = DAY.fullmatch(line)
    if day is None:
        return line
    time = (
        f"T{day[4]:0>2}:{day[5]}+09:00" if day[4] else ""
    )  # the question says that times are those of Japan
    return f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}{time}"


def choice_of(fact: Fact, word: str) -> str:
    """A choice by its number, its id or its words."""
    if word.isdecimal() and 1 <= int(word) <= len(fact.values):
        return fact.values[int(word) - 1]
    for value in fact.values:
        if word in (value, *map(plain, fact.words(value).data.values())):
            return value
    raise ValueError(word)
