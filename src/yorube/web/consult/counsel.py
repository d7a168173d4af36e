"""The third door: what is there for those who are asked for help, and the whole report on one page with its trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count, takewhile
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube import interview
from yorube.consult import ReportError, check
from yorube.consult.findings import Finding, examine
from yorube.consult.questions import fact_of
from yorube.consult.why import trace, would_change
from yorube.consult.worlds import read as read_report
from yorube.interview import Answer
from yorube.interview.fold import EVENTS, POSTS, TICKS, about, post_ids
from yorube.law.facts import Fact, in_post
from yorube.law.text import Text
from yorube.web.clock import today
from yorube.web.consult import fields as form_fields
from yorube.web.consult.answer import conditions
from yorube.web.consult.answer.case import Case
from yorube.web.consult.answer.conditions import SIGNS
from yorube.web.consult.answer.conditions import finding as in_words
from yorube.web.consult.ask import answered_as_sent
from yorube.web.consult.fields import LIST, Field, Option, Refused, number_in
from yorube.web.consult.happened import service
from yorube.web.consult.interview import book, noted, state_of
from yorube.web.consult.leaves import Leaf, leaf
from yorube.web.consult.posts import MOST
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import COUNSEL, Visit, keep, visit_of

# What stands before the first part of the interview: it is asked of nobody, but belongs to the report.
HEAD = ("as_of", "title")
# As many posts, and as many events, stand on one page.
PAGE, EVENTS_PAGE = 3, 20
# The fields that name the posts of a form, the place of its first event, and how many events it shows.
POSTS_HERE, EVENTS_HERE, EVENTS_TOLD = "here", "first", "told"
# The facts of an event, in the order of a row.
EVENT = ("kind", "on", "by", "post")

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Slot:
    """A field with its number on the page."""

    index: int
    field: Field


@dataclass(frozen=True, slots=True)
class Group:
    """Fields of one part of the interview."""

    title: Text | None
    slots: tuple[Slot, ...]


@require_safe
def counsel(request: HttpRequest) -> HttpResponse:
    """What is there today, and which of it serves whom."""
    return render(request, "consult/counsel.html", {"open": visit_of(request) is not None})


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int = 1) -> HttpResponse:
    """The whole report to fill in, and what it leads to; of many posts a few on each page."""
    visit = visit_of(request)
    begun = visit or Visit(door=COUNSEL, answers=(Answer(POSTS, interview.new_post(())),))
    if request.method != "POST":
        return show(request, begun, answered_as_sent(begun), {}, number, done=visit is not None)
    answers, typed, errors = read(request.POST, begun)
    if not errors:
        try:
            told = replace(begun, door=COUNSEL, answers=answers, changed=None)
            after, there = with_deed(told, request.POST, number)
            after = noted(after, state_of(after))
        except ReportError as error:
            errors = {field_of(error.path, begun): "error.impossible"}
        else:
            return keep(request, HttpResponseRedirect(there), after)
    return show(request, begun, typed, errors, number, done=False, status=422)


def with_deed(visit: Visit, form: QueryDict, number: int) -> tuple[Visit, str]:
    """The visit after a post was added or taken away, if a button said so, and where to go on. A button pressed twice
    did it once: it names the post, or how many there were."""
    deed, _, what = form.get("do", "").partition(":")
    posts = post_ids(visit.answers)
    if deed == "add" and len(posts) < MOST:
        if what == str(len(posts)):
            visit = visit.with_answers(Answer(POSTS, interview.new_post(visit.answers)))
        last = len(post_ids(visit.answers))
        return visit, f"{page_of(last)}#post{last}"
    if deed == "remove" and what in posts:
        return without(visit, what), f"{page_of(min(len(posts) - 1, (number - 1) * PAGE + 1))}#report"
    return visit, f"{page_at(number)}#outcome"


def page_of(post: int) -> str:
    """Where the post of this number stands."""
    return page_at(max(1, -(-post // PAGE)))


def page_at(number: int) -> str:
    return reverse("counsel_report", args=[number] if number > 1 else [])


def without(visit: Visit, post: str) -> Visit:
    """The visit without a post and the events about it."""
    kept: list[Answer] = []
    for answer in visit.answers:
        if answer.path == EVENTS and isinstance(answer.value, list):
            answer = Answer(EVENTS, [event for event in answer.value if event.get("post") != post])
        about_it = answer == Answer(POSTS, post) or post_of(answer.path) == post
        kept += [] if about_it else [answer]
    return replace(visit, answers=tuple(kept))


def field_of(path: str, visit: Visit) -> str:
    """The field a refusal is about: `posts[0].posted_at` is the first post's."""
    head, _, rest = path.partition("[")
    place, _, key = rest.partition("].")
    if head == POSTS and place.isdecimal():
        return f"{POSTS}.{post_ids(visit.answers)[int(place)]}.{key}"
    return f"{EVENTS}.{place}.{key}" if head == EVENTS and place.isdecimal() else path


# --- the form --------------------------------------------------------------------------------------------------------


def asked(posts: Sequence[str]) -> Iterator[tuple[str, Fact]]:
    """Every fact of the report and of these posts, with its path."""
    rules = book()
    for fact in rules.facts.values():
        if fact.scope == "report" and fact.id != "schema":
            yield fact.id, fact
    for post in posts:
        for fact in rules.facts.values():
            if fact.scope == "post" and fact.id != "posts.id":
                yield in_post(fact.id, post), fact


def read(form: QueryDict, visit: Visit) -> tuple[tuple[Answer, ...], Json, dict[str, str]]:
    """The answers a sent form gives, what to show again, and what could not be read. What was left open is no answer:
    all that stands on the page is told anew each time, and what stands on other pages stays."""
    known = answered_as_sent(visit)
    errors: dict[str, str] = {}
    told: list[Answer] = []
    here = [post for post in post_ids(visit.answers) if post in form.getlist(POSTS_HERE)]
    for path, fact in asked(here):
        try:
            told.append(Answer(path, form_fields.value_of(path, fact, form, known)))
        except Refused as refused:
            errors[path] = str(refused)
    told = form_fields.with_platform(told, book())
    events = list(read_events(form, known, post_ids(visit.answers)))
    for place, event in enumerate(events):
        if "kind" not in event:
            errors[f"{EVENTS}.{place}.kind"] = "error.kind"
    others = set(post_ids(visit.answers)) - set(here)
    kept = [answer for answer in visit.answers if post_of(answer.path) in others]
    posts = [Answer(POSTS, post) for post in post_ids(visit.answers)]
    answers = (*posts, *kept, *(answer for answer in told if answer.value is not None))
    if events:
        answers = (*answers, Answer(EVENTS, events))
    shown = {answer.path: answer.value for answer in (*told, Answer(EVENTS, events))}
    return answers, known | shown, errors


def post_of(path: str) -> str | None:
    """The post an answer is about, a checklist's too."""
    if path.startswith(f"{TICKS}."):
        return path.split(".", 2)[2]
    return about(path, book())[1] if path.startswith(f"{POSTS}.") else None


def read_events(form: QueryDict, known: Json, posts: list[str]) -> Iterator[dict[str, str]]:
    """The events as a form tells them: its rows, those of other pages, and what was added since it was shown."""
    before: list[dict[str, str]] = known.get(EVENTS) or []
    first = number_in(form.get(EVENTS_HERE, ""), len(before)) or 0
    told = number_in(form.get(EVENTS_TOLD, ""), len(before) - first)
    since = first + told if told is not None else len(before)
    yield from before[:first]
    yield from filter(None, (row_in(form, place, posts) for place in range(first, since)))
    yield from before[since:]
    rows = takewhile(lambda place: f"{EVENTS}.{place}.kind" in form, count(since))
    new = [row for place in rows if (row := row_in(form, place, posts))]
    if new != before[since : since + len(new)]:  # the form was sent twice
        yield from new


def row_in(form: QueryDict, place: int, posts: list[str]) -> dict[str, str]:
    """What a row of a form tells of an event; nothing when it is empty."""
    given = {key: form.get(f"{EVENTS}.{place}.{key}", "").strip() for key in EVENT}
    given["by"] = service(given["by"])
    given = {key: value for key, value in given.items() if value and value != "unknown"}
    number = number_in(given.pop("post", ""), len(posts))
    return given | ({"post": posts[number - 1]} if number else {})


def slots(
    known: Mapping[str, object],
    errors: Mapping[str, str],
    pairs: list[tuple[str, Fact]],
    number: Iterator[int],
) -> tuple[Slot, ...]:
    return tuple(
        Slot(next(number), form_fields.field(path, fact, known, errors.get(path, ""))) for path, fact in pairs
    )


def groups(known: Json, errors: Mapping[str, str], post: str | None, number: Iterator[int]) -> list[Group]:
    """The fields of the report, or of one post, by the parts of the interview."""
    rules = book()
    found = []
    if post is None:
        found.append(Group(None, slots(known, errors, [(id, rules.facts[id]) for id in HEAD], number)))
    for stage in rules.stages:
        pairs = [
            (in_post(id, post) if post else id, rules.facts[id])
            for page in rules.pages
            if page.stage == stage.id and page.scope == ("post" if post else "report")
            for id in page.facts
        ]
        if pairs:
            found.append(Group(stage.label, slots(known, errors, pairs, number)))
    return found


def event_rows(
    events: Leaf[Json], errors: Mapping[str, str], posts: list[str], number: Iterator[int]
) -> list[Group]:
    """A row for each event of a page."""
    rules = book()
    found = []
    for place, event in enumerate(events.rows, events.first):
        row = []
        for key in EVENT:
            path, fact = f"{EVENTS}.{place}.{key}", rules.facts[f"{EVENTS}.{key}"]
            one = form_fields.field(
                path, fact, {path: event[key]} if key in event else {}, errors.get(path, "")
            )
            if key == "post":
                one = by_number(one, posts, event.get(key))
            row.append(Slot(next(number), one))
        found.append(Group(None, tuple(row)))
    return found


def by_number(field: Field, posts: list[str], chosen: str | None) -> Field:
    """The field for the post an event is about: its number, to choose or, of many, to write."""
    number = posts.index(chosen) + 1 if chosen in posts else None
    if len(posts) > LIST:
        return replace(field, kind="number", value=str(number or ""))
    options = (Option(f"{n}", Text(f"{n}", f"{n}"), n == number) for n in range(1, len(posts) + 1))
    return replace(field, kind="list", options=tuple(options))


def show(
    request: HttpRequest,
    visit: Visit,
    known: Json,
    errors: Mapping[str, str],
    number: int,
    *,
    done: bool,
    status: int = 200,
) -> HttpResponse:
    """The form, and beside it what the report leads to."""
    posts, index = post_ids(visit.answers), count(1)
    rows = [*(known.get(EVENTS) or []), {}]  # an empty one for the next
    pages = max(-(-len(posts) // PAGE), -(-len(rows) // EVENTS_PAGE), 1)
    if number > pages:
        raise Http404
    here = leaf(posts, number, PAGE, pages)
    told = leaf(rows, number, EVENTS_PAGE, pages)
    whole = groups(known, errors, None, index)
    each = [
        (place, post, groups(known, errors, post, index))
        for place, post in enumerate(here.rows, here.first + 1)
    ]
    events = event_rows(told, errors, posts, index)
    everything = [
        slot for group in (*whole, *(g for _, _, gs in each for g in gs), *events) for slot in group.slots
    ]
    context = {
        "groups": whole,
        "posts": each,
        "events": events,
        "wrong": [slot for slot in everything if slot.field.error],
        "errors": errors,
        "leaf": here,
        "here": here.rows,
        "first": told.first,
        "told": len([row for row in told.rows if row]),
        "count": len(posts),
        "more": len(posts) < MOST,
        "outcome": outcome(Case.of(visit), here) if done else None,
    }
    return render(request, "consult/counsel_report.html", context, status=status)


# --- what it leads to ------------------------------------------------------------------------------------------------


def opened(case: Case, posts: Sequence[str] | None = None) -> dict[tuple[str, str], Finding]:
    """The findings for these posts (None: all) with the way to them, by post and ground."""
    whole = read_report(check(case.report, case.book, today()), case.book).whole
    return {
        (str(post.post), ground.id): examine(ground, post)
        for post in whole.posts
        if posts is None or post.post in posts
        for ground in case.book.grounds.values()
    }


def outcome(case: Case, here: Leaf[str]) -> Json:
    """What the page shows beside the report: of the posts, those that stand on it."""
    rows, ways = case.outcome["findings"], opened(case, here.rows)
    posts = []
    for number, post in enumerate(here.rows, here.first + 1):
        own = case.of_post[post]
        near = [row for row in own if (post, row["ground"]) in case.near.grounds]
        posts.append(
            {
                "number": number,
                "near": [traced(row, ways[post, row["ground"]], case) for row in near],
                "open": [row for row in own if row not in near and row["status"] == "unclear"],
                "other": [row for row in own if row not in near and row["status"] != "unclear"],
            }
        )
    o = case.outcome
    labels = {row["ground"]: row["label"] for row in rows}
    return {
        "safety": case.safety(),
        "actions": case.actions(),
        "posts": posts,
        "deadlines": [
            {**row, "of": labels.get(row["ground"]), "number": case.numbers.get(row["post"])}
            for row in case.near.deadlines()
            if row["post"] is None or row["post"] in here.rows
        ],
        "desks": o["desks"],
        "not_suitable": o["not_suitable"],
        "papers": [{**row, "missing": case.facts(row["missing"])} for row in o["papers"]],
        "questions": case.near.questions(),
        "citations": list(o["citations"].items()),
        "statement": o["rulebook"]["statement"],
        "version": o["rulebook"]["version"],
        "as_of": o["as_of"],
    }


def traced(row: Mapping[str, Any], way: Finding, case: Case) -> Json:
    """A finding with the rule of each condition in words, and what each open answer would make of it."""
    told = in_words(row, case)
    rules = {rule["rule"]: rule for rule in trace(way)["rules"]}
    for part in told["elements"]:
        part |= in_full(rules[part["id"]], part["label"], case)
    return {**told, "changes": changes(way, case)}


def changes(way: Finding, case: Case) -> list[Json]:
    """For each open fact its answers and the status each would give."""
    found = []
    for path, follows in would_change(way, case.book).items():
        fact = fact_of(path, case.book)
        assert fact is not None
        found.append(
            {
                "fact": fact.label,
                "answers": [(spoken(fact, answer), status) for answer, status in follows.items()],
            }
        )
    return found


def spoken(fact: Fact, answer: str) -> Text:
    """An answer as `would_change` writes it, in words; a set is written as the list of its members."""
    if fact.type not in ("set", "tags"):
        return fact.words(answer)
    members = [fact.words(one) for one in answer.strip("[]'").split("', '") if one]
    if not members:
        return form_fields.NONE_OF_THESE
    return Text("、".join(m.ja for m in members), ", ".join(m.en for m in members))


@require_safe
def way(request: HttpRequest, number: int, ground: str) -> HttpResponse:
    """One finding opened down to the single questions."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("counsel"))
    case = Case.of(visit)
    row, found = one(case, number, ground)
    kinds = {part["id"]: part for part in in_words(row, case)["elements"]}
    context = {
        "number": number,
        "page": page_of(number),
        "posts": len(case.numbers),
        "row": row,
        "ground": case.book.grounds[ground].ground,
        "rules": [
            {
                "condition": kinds.get(rule["rule"]),
                "id": f"{ground}.{rule['rule']}",
                **in_full(rule, kinds[rule["rule"]]["label"] if rule["rule"] in kinds else None, case),
            }
            for rule in trace(found)["rules"]
        ],
        "changes": changes(found, case),
    }
    return render(request, "consult/counsel_way.html", context)


@require_safe
def way_json(request: HttpRequest, number: int, ground: str) -> HttpResponse:
    """The finding, and the way to it."""
    visit = visit_of(request)
    if visit is None:
        return nothing_open()
    case = Case.of(visit)
    row, found = one(case, number, ground)
    return twin({"as_of": case.outcome["as_of"], "finding": row, "trace": traces(found, case)})


def one(case: Case, number: int, ground: str) -> tuple[Mapping[str, Any], Finding]:
    """The finding on a ground for the post of this number, as the outcome tells it and as it was found."""
    for row in conditions.rows(case, number):
        if row["ground"] == ground:
            return row, opened(case, [row["post"]])[row["post"], ground]
    raise Http404


def traces(found: Finding, case: Case) -> Json:
    """The trace of a finding, and what each open answer would make of it."""
    return trace(found) | {"would_change": would_change(found, case.book)}


def in_full(rule: Json, label: Json | None, case: Case) -> Json:
    """A rule in words, unless its label says the same, and the questions below it."""
    nodes = tree(rule, case)
    if len(nodes) == 1 and nodes[0]["sentence"] == rule["sentence"] and nodes[0]["parts"]:
        nodes = nodes[0]["parts"]
    known = label is not None and all(label[lang] == text for lang, text in rule["sentence"].items())
    single = [node["sentence"] for node in nodes] == [rule["sentence"]]
    return {"rule": None if known or single else rule["sentence"], "tree": nodes}


def tree(node: Json, case: Case) -> list[Json]:
    """The single questions of a trace, those of a shared rule below its name; each with its sign and what was told."""
    parts = [below for part in node.get("parts", ()) for below in tree(part, case)]
    if parts and "shared" not in node:
        return parts
    css, sign = SIGNS["element", node["status"]]
    facts = [(case.book.facts[id], value) for id, value in node.get("facts", {}).items()]
    leaf = {
        "css": css,
        "sign": sign,
        "says": case.book.words[f"status.{node['status']}"],
        "sentence": node["sentence"],
        "facts": [(fact.label, said(fact, value)) for fact, value in facts if fact.type != "text"],
        "parts": parts,
    }
    return [leaf]


def said(fact: Fact, value: object) -> list[Text]:
    """The value of a fact in words."""
    return [fact.words(str(one)) for one in (value if isinstance(value, list) else [value])]


@require_safe
def report_json(request: HttpRequest) -> HttpResponse:
    """The report, its outcome, and the way to each near finding."""
    visit = visit_of(request)
    if visit is None:
        return nothing_open()
    case = Case.of(visit)
    near = [one for name, one in opened(case).items() if name in case.near.grounds]
    data = {
        "report": case.report,
        "outcome": case.outcome,
        "trace": [traces(one, case) for one in near],
    }
    return twin(data)
