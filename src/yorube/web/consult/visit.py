"""One visit: what a person has told so far, sealed under the key in their cookie."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from yorube.interview import Answer
from yorube.interview.fold import POSTS, TICKS, post_ids
from yorube.web import languages
from yorube.web.vault import rows
from yorube.web.vault.seal import Key

Response = TypeVar("Response", bound=HttpResponseBase)
# The doors of the home page.
HURT, POSTED, COUNSEL = "hurt", "posted", "counsel"
# The most that is kept of one visit: about as much as a file that can be opened again.
MOST_BYTES = 1_000_000
# A post's id from a file stands in every row about the post: a long one would make the answer a thousand times longer.
LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """The answers of one visit and how the pages are to behave. `changed`: what the last changed answer did, as rows
    (part, id, before, after). `more`: the person goes on answering after the answer is settled. `helper`: somebody
    reads the posts for the person. `wanted` and `safety` are what the answers leave open and what comes before
    everything, as long as `stamp` fits."""

    door: str = HURT
    answers: tuple[Answer, ...] = ()
    more: bool = False
    helper: bool = False
    changed: tuple[tuple[str, str, Any, Any], ...] | None = None
    # The text of the second door, while it is being looked at.
    draft: str = field(default="", repr=False)
    wanted: tuple[str, ...] = ()
    safety: tuple[str, ...] = ()
    stamp: str = ""
    # The day that stands in an inquiry about disclosure, by the day it came; a report has no place for it.
    until: dict[str, str] = field(default_factory=dict)
    # What was filled in on papers, by entry; that of a post by `ENTRY@POST`.
    papers: dict[str, str] = field(default_factory=dict, repr=False)
    # The first question about files, receipts of packages, what a check found; never a file (web/evidence/kept.py).
    evidence: dict[str, Any] = field(default_factory=dict, repr=False)

    def with_answers(self, *answers: Answer) -> Visit:
        return replace(self, answers=lasting((*self.answers, *answers)))

    def data(self) -> bytes:
        table = {
            "door": self.door,
            "answers": [[answer.path, answer.value] for answer in self.answers],
            "more": self.more,
            "helper": self.helper,
            "changed": self.changed,
            "draft": self.draft,
            "wanted": self.wanted,
            "safety": self.safety,
            "stamp": self.stamp,
            "until": self.until,
            "papers": self.papers,
            "evidence": self.evidence,
        }
        return written(table)

    @classmethod
    def read(cls, data: bytes) -> Visit:
        """A visit as it was kept, also by a version of the site that knew less of it, or more."""
        table = {key: value for key, value in json.loads(data).items() if key in cls.__dataclass_fields__}
        answers = tuple(Answer(path, value) for path, value in table.pop("answers", ()))
        changed = table.pop("changed", None)
        rows = None if changed is None else tuple(tuple(row) for row in changed)
        wanted, safety = tuple(table.pop("wanted", ())), tuple(table.pop("safety", ()))
        return cls(answers=answers, changed=rows, wanted=wanted, safety=safety, **table)

    def without_strays(self) -> Visit:
        """The visit without what was filled in for posts that are no longer told of."""
        posts = {*post_ids(self.answers), ""}
        kept = {place: value for place, value in self.papers.items() if place.partition("@")[2] in posts}
        return self if kept == self.papers else replace(self, papers=kept)

    def fingerprint(self) -> str:
        """What stands for the answers where it matters only whether they are the same."""
        return sha256(written([[answer.path, answer.value] for answer in self.answers])).hexdigest()[:32]


def lasting(answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """The answers without those that a later one to the same question stands above; posts and checklists, whose order
    matters, are all kept."""
    last = {answer.path: place for place, answer in enumerate(answers)}
    return tuple(
        answer
        for place, answer in enumerate(answers)
        if last[answer.path] == place or answer.path == POSTS or answer.path.startswith(f"{TICKS}.")
    )


def written(table: object) -> bytes:
    """Plain data as JSON, days and times as a report writes them."""
    text = json.dumps(
        table, ensure_ascii=False, separators=(",", ":"), default=lambda value: value.isoformat()
    )
    return text.encode()


def key_of(request: HttpRequest) -> Key | None:
    """The key the browser holds."""
    return Key.read(request.COOKIES.get(settings.COOKIE, ""))


def seen_of(request: HttpRequest) -> bytes | None:
    """The sealed box under the browser's key, as this request first saw it; None: there is none, or it was erased."""
    if not hasattr(request, "seen"):
        key = key_of(request)
        request.seen = rows.box(key) if key else None  # type: ignore[attr-defined]
    return cast("bytes | None", request.seen)  # type: ignore[attr-defined]


def visit_of(request: HttpRequest) -> Visit | None:
    """The visit that is open in this browser; None: there is none, or it was erased."""
    key, seen = key_of(request), seen_of(request)
    data = key.open(seen) if key and seen is not None else None
    return Visit.read(data) if data is not None else None


class Moved(Exception):
    """Another form was answered since this one read the visit: read it anew."""


class Full(Exception):
    """More than one visit holds."""


class Ended(Exception):
    """The visit that this form belongs to was left or erased: it does not come back."""


def keep(request: HttpRequest, response: Response, visit: Visit) -> Response:
    """Seals the visit under the browser's key; the first time, under a new one that the response carries. Raises Moved,
    Ended and Full, which the site answers for every form (leave.Forms)."""
    key, seen, data = key_of(request), seen_of(request), visit.without_strays().data()
    if len(data) > MOST_BYTES or any(len(id) > LONGEST_ID for id in post_ids(visit.answers)):
        raise Full
    if key is None:
        key = Key.new()
        rows.write(key, data)
        response.set_cookie(
            settings.COOKIE, key.cookie(), secure=settings.HTTPS, httponly=True, samesite="Strict"
        )
    elif seen is None:
        raise Ended
    elif not rows.replace(key, seen, data):
        raise Moved
    return response


def leave(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Erases the visit on the server and in the browser. A database that is busy holds nobody back: then the row stays,
    sealed under a key that the browser forgets, until the sweep."""
    key = key_of(request)
    if key is not None:
        with suppress(DatabaseError):
            rows.erase(key)
    for name in (settings.COOKIE, settings.CSRF_COOKIE_NAME, languages.COOKIE):
        forget(response, name)
    response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def forget(response: HttpResponse, name: str) -> None:
    """Has the browser drop a cookie; one with `__Host-` only listens to the attributes it was set with."""
    response.delete_cookie(name, samesite="Strict")
    response.cookies[name]["secure"] = settings.HTTPS
