"""When a letter comes: what it is, by when to answer, and what an answer means as far as sources say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube import interview
from yorube.consult import ReportError
from yorube.interview import Answer
from yorube.interview.fold import EVENTS, POSTS, answered, post_ids
from yorube.web.clock import today
from yorube.web.consult.answer.case import Case
from yorube.web.consult.fields import is_day, number_in
from yorube.web.consult.happened import MOST
from yorube.web.consult.interview import book, noted, state_of
from yorube.web.consult.leaves import leaf
from yorube.web.consult.posting.rows import Json, as_writer, items, other, sources, world_of, wrote
from yorube.web.consult.twice import added_already, taken_already
from yorube.web.consult.twins import twin
from yorube.web.consult.visit import Visit, keep, visit_of

# What may have come, as the form names it, and the event that stands for it.
LETTERS = {
    "removal": "sender_inquiry_received",
    "disclosure": "disclosure_inquiry_received",
    "disclosed": "information_disclosed",
}
# Posts for which an inquiry about removal has a shorter time: the fact, and what it must hold.
SHORT = {
    "image": ("media", ["sexual_image"]),
    "candidate": ("content.election", "yes"),
}
# As many stand on one page.
PAGE = 8
# The clocks of the one who wrote; all others are the other side's.
OWN_CLOCKS = "sender_inquiry."


def letters(case: Case) -> list[Json]:
    """What has come, in the order it was told: the day, the date the rulebook counts, and the one that stands in it."""
    kinds = {event: kind for kind, event in LETTERS.items()}
    rows = [row for row in case.outcome["deadlines"] if row["id"].startswith(OWN_CLOCKS)]
    found = []
    for place, event in enumerate(case.report.get(EVENTS, ())):
        if event["kind"] not in kinds:
            continue
        on = str(event["on"]) if "on" in event else None
        told = {"kind": event["kind"], "on": on, "by": event.get("by")}
        row = next((r for r in rows if r["event"] == told and r["post"] == event.get("post")), None)
        stands = case.visit.until.get(on or "") if event["kind"] == LETTERS["disclosure"] else None
        due = stands or (row["due"] if row else None)
        found.append(
            {
                "place": place,
                "kind": kinds[event["kind"]],
                "label": book().facts["events.kind"].words(event["kind"]).data,
                "on": on,
                "deadline": row,
                "stands": stands,
                "left": (date.fromisoformat(due) - today()).days if due else None,
                "sources": sources(row["law"]) if row else [],
            }
        )
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, number: int = 1) -> HttpResponse:
    """What has come by letter or mail, by when to answer, and what an answer means as far as sources say."""
    visit = visit_of(request)
    if request.method != "POST":
        return letter_page(request, visit, {}, {}, number)
    if "remove" in request.POST:
        return taken_away(request, visit)
    if request.POST.get("kind") == "none":
        return HttpResponseRedirect(reverse("posting_answer" if wrote(visit) else "posting_after"))
    visit, errors = with_letter(as_writer(visit), request.POST)
    if errors:
        return letter_page(request, visit_of(request), request.POST, errors)
    return keep(request, HttpResponseRedirect(reverse("posting_letter")), visit)


def with_letter(visit: Visit, form: QueryDict) -> tuple[Visit, dict[str, str]]:
    """The visit with the letter a form tells of, and what could not be read: field -> the word that says so."""
    kind, on, until = (form.get(name, "").strip() for name in ("kind", "on", "until"))
    if kind not in LETTERS:
        return visit, {"kind": "posting.letter.error.kind"}
    if not on and not form.get("on.unknown"):
        return visit, {"on": "posting.letter.error.on"}
    event = {"kind": LETTERS[kind]} | ({"on": on} if on and not form.get("on.unknown") else {})
    if kind == "disclosure" and until:
        if not is_day(until) or until < event.get("on", until):
            return visit, {"until": "posting.letter.error.until"}
        came = event.get("on", "")
        visit = replace(visit, until=visit.until | {came: min(visit.until.get(came, until), until)})
    short = SHORT.get(form.get("about", "")) if kind == "removal" else None
    if short is not None:
        visit, event["post"] = about(visit, *short)
    before = [dict(one) for one in state_of(visit).report.get(EVENTS, ())]
    if added_already(form, before, [event]):
        return visit, {}
    events = [*before, event]
    if len(events) > MOST:
        return visit, {"kind": "posts.many"}
    visit = visit.with_answers(Answer(EVENTS, events))
    try:
        return noted(visit, state_of(visit)), {}
    except ReportError:
        return visit, {"on": "error.impossible"}


def about(visit: Visit, fact: str, value: object) -> tuple[Visit, str]:
    """The visit with a post of which this is told, and that post: one it is told of, else one where it is open, else
    a new one."""
    known = answered(visit.answers, book())
    told = {post: known.get(f"posts.{post}.{fact}") for post in post_ids(visit.answers)}
    for post, found in told.items():
        if found == value or (
            isinstance(found, list) and isinstance(value, list) and set(value) <= set(found)
        ):
            return visit, post
    left = [post for post, found in told.items() if found is None]
    if left:
        return visit.with_answers(Answer(f"posts.{left[0]}.{fact}", value)), left[0]
    new = interview.new_post(visit.answers)
    return visit.with_answers(Answer(POSTS, new), Answer(f"posts.{new}.{fact}", value)), new


def taken_away(request: HttpRequest, visit: Visit | None) -> HttpResponse:
    """Without one of the letters."""
    response = HttpResponseRedirect(reverse("posting_letter"))
    if visit is None or not wrote(visit):
        return response
    events = [dict(event) for event in state_of(visit).report.get(EVENTS, ())]
    place = number_in(request.POST["remove"], len(events) - 1)
    if place is None or taken_already(request.POST, events):
        return response
    del events[place]
    return keep(request, response, visit.with_answers(Answer(EVENTS, events or None)))


def letter_page(
    request: HttpRequest,
    visit: Visit | None,
    typed: QueryDict | dict[str, str],
    errors: dict[str, str],
    number: int = 1,
) -> HttpResponse:
    rows = letter_rows(visit)
    context = rows | {
        "leaf": leaf(rows["letters"], number, PAGE),
        "typed": typed,
        "unknown": typed.get("on.unknown"),
        "errors": errors,
        "wrote": wrote(visit),
        "other": other(visit),
        "there": len(state_of(visit).report.get(EVENTS, ())) if visit is not None and wrote(visit) else 0,
        "kinds": (*LETTERS, "none"),
        "abouts": (*SHORT, "neither"),
    }
    return render(request, "consult/posting_letter.html", context, status=422 if errors else 200)


def letter_rows(visit: Visit | None) -> Json:
    """What has come, and what is said of it."""
    own = visit if visit is not None and wrote(visit) else None
    return {
        "letters": letters(Case.of(own)) if own else [],
        "items": items("letter", world_of(own)),
    }


@require_safe
def letter_json(request: HttpRequest) -> HttpResponse:
    return twin(letter_rows(visit_of(request)))
