"""The third door: what is there for those who are asked for help, and the whole report on one page with its trace."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube import interview
from yorube.consult import ReportError, check
from yorube.consult.findings import Finding, find
from yorube.consult.questions import fact_of
from yorube.consult.why import trace, would_change
from yorube.consult.worlds import read as read_report
from yorube.interview import Answer
from yorube.interview.fold import EVENTS, POSTS, post_ids
from yorube.law.facts import Fact, in_post
from yorube.law.text import Text
from yorube.web.clock import today
from yorube.web.consult import fields as form_fields
from yorube.web.consult.answer.case import Case
from yorube.web.consult.answer.conditions import SIGNS
from yorube.web.consult.answer.conditions import finding as in_words
from yorube.web.consult.ask import answered_as_sent
from yorube.web.consult.fields import Field, Option, Refused, number_in
from yorube.web.consult.happened import service
from yorube.web.consult.interview import book, noted, state_of
from yorube.web.consult.posts import MOST
from yorube.web.consult.visit import COUNSEL, Visit, keep, visit_of

# What stands before the first part of the interview: it is asked of nobody, but belongs to the report.
HEAD = ("as_of", "title")
# No more events are read from one form.
EVENTS_MOST = 100
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
def report(request: HttpRequest) -> HttpResponse:
    """The whole report to fill in, and what it leads to."""
    visit = visit_of(request)
    begun = visit or Visit(door=COUNSEL, answers=(Answer(POSTS, interview.new_post(())),))
    if request.method != "POST":
        return show(request, begun, answered_as_sent(begun), {}, done=visit is not None)
    answers, typed, errors = read(request.POST, begun)
    if not errors:
        try:
            after, place = with_deed(
                replace(begun, door=COUNSEL, answers=answers, changed=None), request.POST
            )
            after = noted(after, state_of(after))
        except ReportError as error:
            errors = {field_of(error.path, begun): "error.impossible"}
        else:
            return keep(request, HttpResponseRedirect(reverse("counsel_report") + place), after)
    return show(request, begun, typed, errors, done=False, status=422)


def with_deed(visit: Visit, form: QueryDict) -> tuple[Visit, str]:
    """The visit after a post was added or taken away, if a button said so, and the place on the page to go to."""
    deed, _, number = form.get("do", "").partition(":")
    posts = post_ids(visit.answers)
    if deed == "add" and len(posts) < MOST:
        return visit.with_answers(Answer(POSTS, interview.new_post(visit.answers))), f"#post{len(posts) + 1}"
    place = number_in(number, len(posts))
    if deed == "remove" and place:
        return without(visit, posts[place - 1]), "#report"
    return visit, "#outcome"


def without(visit: Visit, post: str) -> Visit:
    """The visit without a post and the events about it."""
    kept: list[Answer] = []
    for answer in visit.answers:
        if answer.path == EVENTS and isinstance(answer.value, list):
            answer = Answer(EVENTS, [event for event in answer.value if event.get("post") != post])
        about_it = answer == Answer(POSTS, post) or answer.path.startswith(f"{POSTS}.{post}.")
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


def asked(visit: Visit) -> Iterator[tuple[str, Fact]]:
    """Every fact of the report and of each post, with its path."""
    rules = book()
    for fact in rules.facts.values():
        if fact.scope == "report" and fact.id != "schema":
            yield fact.id, fact
    for post in post_ids(visit.answers):
        for fact in rules.facts.values():
            if fact.scope == "post" and fact.id != "posts.id":
                yield in_post(fact.id, post), fact


def read(form: QueryDict, visit: Visit) -> tuple[tuple[Answer, ...], Json, dict[str, str]]:
    """The answers a sent form gives, what to show again, and what could not be read. What was left open is no answer:
    the whole report is told anew each time."""
    known = answered_as_sent(visit)
    errors: dict[str, str] = {}
    told: list[Answer] = []
    for path, fact in asked(visit):
        try:
            told.append(Answer(path, form_fields.value_of(path, fact, form, known)))
        except Refused as refused:
            errors[path] = str(refused)
    told = form_fields.with_platform(told, book())
    events = list(read_events(form, visit))
    for place, event in enumerate(events):
        if "kind" not in event:
            errors[f"{EVENTS}.{place}.kind"] = "error.kind"
    posts = [Answer(POSTS, post) for post in post_ids(visit.answers)]
    answers = (*posts, *(answer for answer in told if answer.value is not None))
    if events:
        answers = (*answers, Answer(EVENTS, events))
    return answers, {answer.path: answer.value for answer in (*told, Answer(EVENTS, events))}, errors


def read_events(form: QueryDict, visit: Visit) -> Iterator[dict[str, str]]:
    """The rows of events with something in them."""
    posts = post_ids(visit.answers)
    for place in range(EVENTS_MOST):
        if f"{EVENTS}.{place}.kind" not in form:
            return
        given = {key: form.get(f"{EVENTS}.{place}.{key}", "").strip() for key in EVENT}
        given["by"] = service(given["by"])
        given = {key: value for key, value in given.items() if value and value != "unknown"}
        if given.get("post") not in posts:
            given.pop("post", None)
        if given:
            yield given


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
    known: Json, errors: Mapping[str, str], posts: list[str], number: Iterator[int]
) -> list[Group]:
    """A row for each event, and an empty one for the next."""
    rules = book()
    found = []
    for place, event in enumerate([*(known.get(EVENTS) or []), {}]):
        row = []
        for key in EVENT:
            path, fact = f"{EVENTS}.{place}.{key}", rules.facts[f"{EVENTS}.{key}"]
            one = form_fields.field(
                path, fact, {path: event[key]} if key in event else {}, errors.get(path, "")
            )
            if key == "post":
                names = [Text(f"{n}", f"{n}", f"{n}") for n in range(1, len(posts) + 1)]
                options = (
                    Option(id, text, id == event.get(key)) for id, text in zip(posts, names, strict=True)
                )
                one = replace(one, kind="list", options=tuple(options))
            row.append(Slot(next(number), one))
        found.append(Group(None, tuple(row)))
    return found


def show(
    request: HttpRequest,
    visit: Visit,
    known: Json,
    errors: Mapping[str, str],
    *,
    done: bool,
    status: int = 200,
) -> HttpResponse:
    """The form, and beside it what the report leads to."""
    posts, number = post_ids(visit.answers), count(1)
    whole = groups(known, errors, None, number)
    each = [(place, groups(known, errors, post, number)) for place, post in enumerate(posts, 1)]
    events = event_rows(known, errors, posts, number)
    everything = [
        slot for group in (*whole, *(g for _, gs in each for g in gs), *events) for slot in group.slots
    ]
    context = {
        "groups": whole,
        "posts": each,
        "events": events,
        "wrong": [slot for slot in everything if slot.field.error],
        "errors": errors,
        "more": len(posts) < MOST,
        "outcome": outcome(Case.of(visit)) if done else None,
    }
    return render(request, "consult/counsel_report.html", context, status=status)


# --- what it leads to ------------------------------------------------------------------------------------------------


def opened(case: Case) -> dict[tuple[str, str], Finding]:
    """The findings of a case with the way to them, by post and ground."""
    found = find(read_report(check(case.report, case.book, today()), case.book), case.book)
    return {(str(one.post.post), one.ground.id): one for one in found}


def outcome(case: Case) -> Json:
    """What the page shows beside the report."""
    rows, ways = case.outcome["findings"], opened(case)
    posts = []
    for post, number in case.numbers.items():
        own = [row for row in rows if row["post"] == post]
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
    return {
        "safety": case.safety(),
        "actions": case.actions(),
        "posts": posts,
        "deadlines": case.near.deadlines(),
        "desks": o["desks"],
        "not_suitable": o["not_suitable"],
        "papers": [{**row, "missing": case.facts(row["missing"])} for row in o["papers"]],
        "questions": case.near.questions(),
        "citations": list(o["citations"].items()),
        "statement": o["rulebook"]["statement"],
        "version": o["rulebook"]["version"],
        "as_of": o["as_of"],
    }


def traced(row: Json, way: Finding, case: Case) -> Json:
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
    post = next((id for id, own in case.numbers.items() if own == number), None)
    row = next((r for r in case.outcome["findings"] if (r["post"], r["ground"]) == (post, ground)), None)
    if row is None:
        raise Http404
    found = opened(case)[str(post), ground]
    kinds = {part["id"]: part for part in in_words(row, case)["elements"]}
    context = {
        "number": number,
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
        return JsonResponse({"error": "no visit is open"}, status=404)
    case = Case.of(visit)
    near = [one for name, one in opened(case).items() if name in case.near.grounds]
    data = {
        "report": case.report,
        "outcome": case.outcome,
        "trace": [trace(one) | {"would_change": would_change(one, case.book)} for one in near],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False})
