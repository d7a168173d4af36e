"""The interface for programs: a report in, an outcome out; answers in, the next screen out; and its description.

Nothing is kept, no cookie is read or set, nothing is logged. docs/api.md is the page for people.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from yorube import interview
from yorube.consult import ReportError, Unreadable, assess, check, documents
from yorube.consult.report import shown
from yorube.interview import Answer, Interview
from yorube.interview.fold import EVENTS, POSTS, TICKS, about, ticks_path
from yorube.interview.screens import Course, Screen, step_with_post
from yorube.law.facts import Fact
from yorube.law.rulebook import Rulebook
from yorube.law.text import Text
from yorube.web.clock import today
from yorube.web.consult.interview import book
from yorube.web.openapi import ANSWERS, BYTES, MOST_ANSWERS, MOST_EVENTS, MOST_POSTS, document

Json = dict[str, Any]
View = Callable[[HttpRequest], HttpResponse]

# What no answer may speak of: it names the thing itself.
OWN = ("posts.id", "schema", "as_of")
# No longer part of what was sent, or of what is allowed, stands in a refusal.
LONGEST = 600
# With more posts it takes too long to try every answer: whether the interview is settled is then not said.
SETTLED_POSTS = 2

NOT_JSON = Text("application/json（UTF-8）だけを読みます", "only application/json in UTF-8 is read")
EMPTY = Text("空です（Content-Length が要ります）", "empty (a Content-Length is needed)")
TOO_LARGE = Text("大きすぎます", "too large")
METHOD = Text("この方法では読めません", "not read by this method")
TOO_MANY = Text("多すぎます", "too many")
TOO_LONG = Text("長すぎます", "too long")
# The longest id of a post, and name of a provider in an event, in characters.
LONGEST_NAME = 200
AN_OBJECT = Text("report か、answers のある表", "a report, or an object with `answers`")
A_PAIR = Text("[パス, 値]", "[path, value]")
NO_PATH = Text("その名前の質問はありません", "no question has this path")
IDS = Text("行のidのリストか null", "a list of ids of its lines, or null")
TEXT_OR_NULL = Text("文字列か null", "a text or null")
WRONG = Text("型が違います", "wrong type")


class Refused(Exception):
    """A request that is refused: the status, and the error as it is answered."""

    def __init__(self, status: int, path: str, why: Text, **more: object) -> None:
        self.status, self.error = status, {"path": path, "why": why.data, **more}
        super().__init__(path)


def same(text: str) -> dict[str, str]:
    """Words that are the same in both languages, as an outcome gives a text."""
    return {"ja": text, "en": text}


def answered(data: object, status: int = 200) -> HttpResponse:
    """Data as JSON, in no one language."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(
        text, status=status, content_type="application/json", headers={"Content-Language": "ja, en"}
    )


def by(*methods: str) -> Callable[[View], View]:
    """A view for these methods only; a refusal is answered as `{error}`."""

    def wrap(view: View) -> View:
        @csrf_exempt  # there is no visit, and no cookie, that a forged form could use
        def one(request: HttpRequest) -> HttpResponse:
            try:
                if request.method not in methods:
                    raise Refused(405, "method", METHOD, allowed=same(", ".join(methods)))
                return view(request)
            except Refused as refused:
                response = answered({"error": refused.error}, refused.status)
                if refused.status == 405:
                    response.headers["Allow"] = ", ".join(methods)
                return response

        return one

    return wrap


@by("POST")
def consult(request: HttpRequest) -> HttpResponse:
    """`yorube.report/1` to `yorube.outcome/1`."""
    table = sent(request)
    try:
        few(table)
        return answered(assess(check(table, book(), today()), book()))
    except ReportError as error:
        raise refusal(error) from None


@by("POST")
def next_screen(request: HttpRequest) -> HttpResponse:
    """The answers so far, or a report, to the next screen."""
    table = sent(request)
    try:
        answers, day = told(table)
        state = step_with_post(answers, book(), day)
        return answered(where(state, day))
    except ReportError as error:
        raise refusal(error) from None


@by("GET", "HEAD")
def description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document."""
    return answered(described())


@cache
def described() -> Json:
    return document(book())


# --- what was sent ---------------------------------------------------------------------------------------------------


def sent(request: HttpRequest) -> Any:
    """The JSON of the body. Refused: another kind, too large, not JSON."""
    kind = request.content_type or ""
    charset = (request.content_params or {}).get("charset", "utf-8").strip('"').lower()
    if kind != "application/json" or charset not in ("utf-8", "utf8"):
        raise Refused(415, "Content-Type", NOT_JSON, allowed=same("application/json"))
    try:
        length = int(request.headers.get("Content-Length") or 0)
    except ValueError:
        length = 0
    if length > BYTES:
        raise Refused(413, "body", TOO_LARGE, allowed=same(f"{BYTES} bytes"))
    if not request.body:
        raise Refused(400, "body", EMPTY)
    try:
        ((_, parse),) = documents(request.body, "body.json")
        return parse()
    except Unreadable as error:
        raise Refused(400, "body", error.why) from None


def few(table: Any) -> None:
    """Refuses more posts or events than are worked through in one go, and names of posts that no post needs: an answer
    repeats them at every turn."""
    if isinstance(table, Mapping):
        for key, most in ((POSTS, MOST_POSTS), (EVENTS, MOST_EVENTS)):
            rows = table[key] if isinstance(table.get(key), list) else []
            if len(rows) > most:
                raise ReportError(key, TOO_MANY, allowed=f"{most}")
            for place, row in enumerate(rows):
                for name in ("id", "by"):
                    value = row.get(name) if isinstance(row, Mapping) else None
                    if isinstance(value, str) and len(value) > LONGEST_NAME:
                        raise ReportError(f"{key}[{place}].{name}", TOO_LONG, allowed=f"{LONGEST_NAME}")


def refusal(error: ReportError) -> Refused:
    """A refused report as an answer, short whatever was sent."""
    more: Json = {} if error.found is ... else {"found": shown(error.found)}
    if error.allowed:
        allowed = error.allowed
        short = allowed.data if isinstance(allowed, Text) else same(allowed)
        more["allowed"] = {lang: text[:LONGEST] for lang, text in short.items()}
    return Refused(400, error.path, error.why, **more)


def told(table: Any) -> tuple[tuple[Answer, ...], date]:
    """The answers of a request, and the day of the consultation."""
    if not isinstance(table, Mapping):
        raise ReportError("body", WRONG, table, AN_OBJECT)
    if "answers" not in table:
        few(table)
        report = check(table, book(), today())
        return interview.from_report(table, book()), report.as_of
    for key in table:
        if key not in ANSWERS["properties"]:
            raise ReportError(shown(key), Text("知らないキーです", "unknown key"), allowed=AN_OBJECT)
    rows = table["answers"]
    if not isinstance(rows, list):
        raise ReportError("answers", WRONG, rows, Text("リスト", "a list"))
    if len(rows) > MOST_ANSWERS:
        raise ReportError("answers", TOO_MANY, allowed=f"{MOST_ANSWERS}")
    answers = tuple(an_answer(row, f"answers[{place}]", book()) for place, row in enumerate(rows))
    few(interview.fold(answers, book()))
    as_of = {"schema": "yorube.report/1", **({"as_of": table["as_of"]} if "as_of" in table else {})}
    return answers, check(as_of, book(), today()).as_of


def an_answer(row: object, place: str, rules: Rulebook) -> Answer:
    """One answer. What it says of a fact is checked with the report it makes; that it names one, here."""
    if not isinstance(row, list) or len(row) != 2 or not isinstance(row[0], str):
        raise ReportError(place, WRONG, row, A_PAIR)
    path, value = row
    if path == POSTS:
        if value is not None and not isinstance(value, str):
            raise ReportError(place, WRONG, value, TEXT_OR_NULL)
    elif path.startswith(f"{TICKS}."):
        lines(path, value, place, rules)
    elif path != EVENTS and fact_at(path, rules) is None:
        raise ReportError(place, NO_PATH, path)
    return Answer(path, value)


def lines(path: str, value: object, place: str, rules: Rulebook) -> None:
    """Refuses the answer to a checklist that does not exist, or that is no list of lines."""
    _, id, *post = path.split(".", 2)
    if not post or not any(page.id == id and page.tick for page in rules.pages):
        raise ReportError(place, NO_PATH, path)
    if value is not None and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
        raise ReportError(place, WRONG, value, IDS)


def fact_at(path: str, rules: Rulebook) -> Fact | None:
    """The fact an answer may speak of: any of the report's, and of a post's."""
    try:
        fact, post = about(path, rules)
    except KeyError:
        return None
    nameless = fact.scope == "post" and (not post or path == fact.id)
    return None if nameless or fact.id in OWN or fact.scope == "event" else fact


# --- where the answers lead ------------------------------------------------------------------------------------------


def where(state: Interview, day: date) -> Json:
    """The next screen, whether today's plan is settled, what is left, and the answers to go on with."""
    rules = book()
    course = Course.of(state, rules, day)
    screen = course.following(more=True)
    settled: bool | None = screen is None
    if screen is not None and not screen.page.always:
        few_posts = len(state.report.get(POSTS, ())) <= SETTLED_POSTS
        settled = course.following() is None if few_posts else None
    return {
        "as_of": day.isoformat(),
        "answers": [[one.path, one.value] for one in state.answers],
        "settled": settled,
        "screen": None if screen is None else screen_data(screen, rules),
        "questions": state.outcome["questions"],
    }


def screen_data(screen: Screen, rules: Rulebook) -> Json:
    """A screen as a program shows it."""
    page = screen.page
    stage = next(stage for stage in rules.stages if stage.id == page.stage)
    found: Json = {
        "page": page.id,
        "stage": {"id": stage.id, "label": stage.label.data},
        "title": page.title.data,
        "post": screen.post,
        "checklist": None,
        "facts": [fact_data(path, fact) for path, fact in screen.facts],
    }
    if screen.checklist:
        rows = [{"id": tick.id, "text": tick.text.data} for tick in page.tick]
        found["checklist"] = {"path": ticks_path(page, screen.post or ""), "lines": rows}
    return found


def fact_data(path: str, fact: Fact) -> Json:
    """One question with everything that helps to answer it."""
    texts = {"why": fact.why, "help": fact.help, "example": fact.example, "unit": fact.unit}
    return {
        "path": path,
        "fact": fact.id,
        "type": fact.type,
        "ask": (fact.ask or fact.label).data,
        **{key: text.data for key, text in texts.items() if text is not None},
        **({"least": fact.least} if fact.least is not None else {}),
        "choices": [{"value": value, "text": fact.words(value).data} for value in fact.values],
    }
