"""Further posts, without telling everything again."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube import interview
from yorube.interview import Answer
from yorube.interview.fold import POSTS, TICKS, answered, post_ids
from yorube.web.consult.ask import to_next
from yorube.web.consult.fields import Refused, cleaned, platform_of
from yorube.web.consult.interview import book, noted, state_of
from yorube.web.consult.twice import added_already
from yorube.web.consult.visit import Visit, keep, visit_of

# How many can be added in one go.
MOST = 200
# What is each post's own even where the rest is the same.
OWN = ("url", "text", "posted_at", "found_on")
# What stays the same for another post in the same place with other words.
PLACE = ("platform", "place", "audience", "recipient")


@require_http_methods(["GET", "HEAD", "POST"])
def posts(request: HttpRequest) -> HttpResponse:
    """Adds one post for each address given (or one without), told as the post it is like, or anew."""
    visit = visit_of(request)
    if visit is None:
        return HttpResponseRedirect(reverse("home"))
    ids = post_ids(visit.answers)
    if request.method != "POST":
        return render(request, "consult/posts.html", {"count": len(ids), "most": MOST})
    lines = request.POST.get("urls", "").splitlines()
    try:
        urls = [url for line in lines if (url := cleaned(line.strip()))] or [""]
    except Refused as refused:
        return again(request, len(ids), str(refused))
    if len(urls) + len(ids) > MOST:
        return again(request, len(ids), "posts.many")
    if added_already(request.POST, addresses(visit, ids), urls):
        return to_next(visit, state_of(visit))
    like = ids[0] if ids else None
    for url in urls:
        visit = added(visit, url, like, same=request.POST.get("same") == "yes")
    state = state_of(visit)
    visit = replace(noted(visit, state), more=True)
    return keep(request, to_next(visit, state), visit)


def addresses(visit: Visit, ids: list[str]) -> list[str]:
    """The address of each post, empty where none was given."""
    known = answered(visit.answers, book())
    return [str(known.get(f"{POSTS}.{post}.url") or "") for post in ids]


def again(request: HttpRequest, count: int, error: str) -> HttpResponse:
    """The form once more, and why."""
    context = {"count": count, "most": MOST, "error": error}
    return render(request, "consult/posts.html", context, status=422)


def added(visit: Visit, url: str, like: str | None, *, same: bool) -> Visit:
    """The visit with one more post; `same`: it says the same as the post `like` says."""
    post = interview.new_post(visit.answers)
    answers = [Answer(POSTS, post)]
    if like is not None:
        answers += copied(visit, like, post, same=same)
    if url:
        answers.append(Answer(f"posts.{post}.url", url))
        platform = platform_of(url, book())
        if platform:
            answers.append(Answer(f"posts.{post}.platform", platform))
    return visit.with_answers(*answers)


def copied(visit: Visit, like: str, post: str, *, same: bool) -> list[Answer]:
    """What was told of one post, for another: all but its own things, or only the place."""
    start, found = f"posts.{like}.", []
    for answer in visit.answers:
        if answer.path.startswith(start):
            key = answer.path.removeprefix(start)
            if (same and key not in OWN) or (not same and key in PLACE):
                found.append(Answer(f"posts.{post}.{key}", answer.value))
        elif same and answer.path.startswith(f"{TICKS}.") and answer.path.endswith(f".{like}"):
            found.append(Answer(f"{answer.path.removesuffix(like)}{post}", answer.value))
    return found
