"""The pages of the rulebook. Each has a twin in JSON at the same address with `.json`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from yorube.law import at
from yorube.law.rulebook import ChartLeaf
from yorube.law.text import Text
from yorube.web.clock import today
from yorube.web.languages import words
from yorube.web.rulebook import search as finding
from yorube.web.rulebook.catalog import Catalog, Thing, catalog
from yorube.web.rulebook.shown import address, cite, data, link, listed, plain, rows

# As many rows as a page holds.
PAGE, CHANGES = 40, 20
# What the law of a day is shown by.
PARTS = {
    "law": ("ground", "penalty", "platform", "desk"),
    "conditions": ("element", "defence"),
    "articles": ("article",),
}
# Which kind holds the thing that a state of the law speaks of.
HOLDS = {"platform": "platforms", "desk": "desks", "article": "articles"}


def twin(content: Any, status: int = 200) -> HttpResponse:
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


def page_of(request: HttpRequest, found: Sequence[Any], most: int = PAGE) -> Any:
    """One page of a list: the one asked for, else the nearest."""
    return Paginator(found, most).get_page(request.GET.get("page"))


@require_safe
def index(request: HttpRequest, json: bool = False) -> HttpResponse:
    """What there is: every kind with how many, the version, the day, ways in."""
    book = catalog()
    rules = book.book
    head = {
        "version": rules.version,
        "digest": rules.digest,
        "law_of": rules.law_of.isoformat(),
        "statement": rules.statement.data,
    }
    counts = {kind: len(things) for kind, things in book.kinds.items()}
    if json:
        return twin({**head, "kinds": counts})
    years = (rules.law_of.replace(year=rules.law_of.year - 1).isoformat(), rules.law_of.isoformat())
    context = {"rules": rules, "counts": counts.items(), "today": today().isoformat(), "years": years}
    return render(request, "rulebook/index.html", context)


@require_safe
def kind(request: HttpRequest, kind: str, json: bool = False) -> HttpResponse:
    """The things of one kind."""
    book = catalog()
    if kind not in book.kinds:
        raise Http404
    things = list(book.kinds[kind].values())
    if json:
        return twin({"kind": kind, "things": [listed(thing) | brief(thing) for thing in things]})
    page = page_of(request, things)
    context = {
        "kind": kind,
        "page": page,
        "things": [(thing, address(thing), cares(thing)) for thing in page],
    }
    return render(request, "rulebook/kind.html", context)


def cares(thing: Thing) -> dict[str, Any]:
    """What a list says of a source (how sure, checked when) and of a gap (what it would change) beside the name."""
    value = thing.value
    if thing.kind == "sources":
        checked = catalog().book.words[f"checked.{value.checked}"]
        return {"checked": checked, "on": value.checked_on, "url": value.url}
    return {"why": value.why, "look": value.look} if thing.kind == "gaps" else {}


def brief(thing: Thing) -> dict[str, Any]:
    """The same for the twin."""
    return {"fields": plain(thing.value)} if thing.kind in ("sources", "gaps") else {}


@require_safe
def thing(request: HttpRequest, kind: str, name: str, json: bool = False) -> HttpResponse:
    """One thing with all that is known of it."""
    book = catalog()
    found = book.by_slug.get(kind, {}).get(name)
    if found is None:
        raise Http404
    if json:
        return twin(data(found, book))
    context = {
        "thing": found,
        "rows": rows(found, book),
        "decisions": [(link(one), one.value) for one in book.decisions_of(found)],
        "gaps": [(link(one), one.value) for one in book.gaps_of(found)],
        "users": grouped(book.used_by(found)),
        "twin": f"{address(found)}.json",
    }
    return render(request, "rulebook/thing.html", context)


def grouped(things: Sequence[Thing]) -> dict[str, list[Any]]:
    """Things as links, by kind."""
    found: dict[str, list[Any]] = {}
    for one in things:
        found.setdefault(one.kind, []).append(link(one))
    return found


@require_safe
def search(request: HttpRequest, json: bool = False) -> HttpResponse:
    """What holds every word of `q`."""
    query = request.GET.get("q", "")
    long = len(query) > finding.LONGEST
    found = finding.search("" if long else query)
    if json:
        if long:
            return twin({"error": words()["rulebook.search.long"].data}, 400)
        return twin({"count": found.count, "things": [listed(one) for one in found.things]})
    context = {
        "query": "" if long else query,
        "long": long,
        "count": found.count,
        "shown": len(found.things),
        "found": [(one, address(one)) for one in found.things],
    }
    return render(request, "rulebook/search.html", context, status=400 if long else 200)


def a_day(written: str) -> date:
    """A day in an address; there is no page for anything else."""
    try:
        if len(written) == 10:
            return date.fromisoformat(written)
    except ValueError:
        pass
    raise Http404


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """From the day in a form to its page; from two days to what changes between them."""
    on, to = request.GET.get("on", ""), request.GET.get("to", "")
    day = a_day(on)
    if to:
        return HttpResponseRedirect(reverse("rulebook_diff", args=[day, a_day(to)]))
    return HttpResponseRedirect(reverse("rulebook_at", args=[day]))


@require_safe
def law_of(request: HttpRequest, day: str, json: bool = False) -> HttpResponse:
    """The law of a day."""
    on, book = a_day(day), catalog()
    states = at.at(book.book, on)
    if json:
        return twin({"day": day, "law": {id: state_data(state) for id, state in states.items()}})
    part = request.GET.get("part", "law")
    parts = PARTS.get(part, PARTS["law"])
    found = [(state, where(id, state, book)) for id, state in states.items() if state.part in parts]
    context = {"day": day, "part": part, "parts": PARTS, "page": page_of(request, found)}
    return render(request, "rulebook/at.html", context)


def state_data(state: at.State | None) -> dict[str, Any] | None:
    if state is None:
        return None
    return {
        "of": state.of.data,
        "part": state.part,
        "words": state.words.data,
        "law": list(state.law),
        "since": state.since.isoformat() if state.since else None,
    }


def where(id: str, state: at.State, book: Catalog) -> str:
    """The page of what a state speaks of."""
    if state.part in HOLDS:
        name = id if state.part == "article" else id.partition(".")[2]
        return address(book.get((HOLDS[state.part], name)))
    if state.part in PARTS["conditions"]:
        return address(book.get(("conditions", id)))
    return address(book.get(("grounds", id.removesuffix(".penalty"))))


@require_safe
def changed(request: HttpRequest, before: str, after: str, json: bool = False) -> HttpResponse:
    """What changes from one day to another."""
    one, two, book = a_day(before), a_day(after), catalog()
    found = at.diff(book.book, one, two)
    if json:
        sides = [
            {"id": change.id, "before": state_data(change.before), "after": state_data(change.after)}
            for change in found
        ]
        return twin({"from": before, "to": after, "changes": sides})
    page = page_of(request, found, CHANGES)
    changes = []
    for change in page:
        state = change.after or change.before
        changes.append((change, state, where(change.id, state, book), [cite(id, book) for id in state.law]))
    context = {"before": before, "after": after, "count": len(found), "page": page, "changes": changes}
    return render(request, "rulebook/diff.html", context)


@require_safe
def chart(request: HttpRequest, json: bool = False) -> HttpResponse:
    """The official charts of desks as they were published, with the desks of ours beside them."""
    book = catalog()
    if json:
        return twin({"charts": [plain(one) for one in book.book.charts]})
    charts = [
        {
            "chart": one,
            "source": cite(one.law[0], book),
            "nodes": [
                (node, [(answer.text, end_of(answer.to, one.leaf)) for answer in node.answers])
                for node in one.node
            ],
            "leaves": [(leaf, [link(book.get(("desks", id))) for id in leaf.desks]) for leaf in one.leaf],
            "notes": [(note.text, end_of(note.to, one.leaf)) for note in one.footnote],
        }
        for one in book.book.charts
    ]
    return render(request, "rulebook/chart.html", {"charts": charts})


def end_of(to: str, leaves: Sequence[ChartLeaf]) -> tuple[str, Text]:
    """Where an answer of a chart leads: the place on the page, and its words."""
    leaf = next((leaf for leaf in leaves if leaf.id == to), None)
    return to, leaf.name if leaf else Text(to, to)
