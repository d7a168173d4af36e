"""Sealing what a person saved: the first question, then the files; the package leaves with the answer to the form."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yorube.evidence.authorities import configured
from yorube.evidence.facts_told import told_of
from yorube.evidence.files import Said, sealed
from yorube.evidence.first import IMAGES, Image
from yorube.law.periods import JAPAN
from yorube.seal import Sealed, stamped
from yorube.web import clock
from yorube.web.consult import visit as visits
from yorube.web.consult.fields import Refused as NotText
from yorube.web.consult.fields import cleaned
from yorube.web.consult.keep.opened import Opened, opened, watched
from yorube.web.evidence.first import never
from yorube.web.evidence.kept import Kept, may_send
from yorube.web.evidence.receipts import receipt_of
from yorube.web.evidence.uploads import LARGEST, MOST, TOTAL, Refused, memory, readable, sent

# One after the other: copies of pictures take memory. Who waits longer is asked to come again.
ONE = Lock()
SECONDS = 20
LONGEST = 2000
# What readers of files raise for one that is broken off or changed inside.
DAMAGED = (OSError, EOFError, struct.error, zlib.error)
ADULT: Image = "adult"


@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest) -> HttpResponseBase:
    """The question, or what to do instead, or the form for files; sent, the next of them, or the package."""
    found = opened(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    if request.method != "POST":
        return show(request, found)
    form = request.POST.get("form")
    if form == "first":
        return answered(request, found)
    if form == "again":
        return kept(request, found, replace(Kept.of(found.visit), image=""))
    if not may_send(request) or refused_by_report(found):
        return HttpResponseRedirect(reverse("evidence_seal"))
    try:
        return package(request, found)
    except Refused as refused:
        return show(request, found, refused)


def refused_by_report(found: Opened) -> bool:
    """Whether the files are of a post of which nothing may be kept."""
    own = Kept.of(found.visit)
    return never(own.image, found.report, own.post)


def show(request: HttpRequest, found: Opened, refused: Refused | None = None) -> HttpResponse:
    """The page, as far as the first question was answered."""
    own = Kept.of(found.visit)
    context = {
        "kept": own,
        "posts": {post.id: number for number, post in enumerate(found.report.posts, 1)},
        "never": own.image != "" and refused_by_report(found),
        "images": IMAGES,
        "refused": refused,
        "authorities": [one.name for one in configured(os.environ)],
        "watched": watched(found.report),
        "most": MOST,
        "largest": LARGEST // 1_000_000,
        "total": TOTAL // 1_000_000,
        "next": own.count + 1,
    }
    return render(request, "evidence/seal.html", context, status=422 if refused else 200)


def kept(request: HttpRequest, found: Opened, own: Kept) -> HttpResponse:
    """Keeps an answer to the first question, and leads on."""
    there = HttpResponseRedirect(reverse("evidence_seal"))
    return visits.keep(request, there, own.into(found.visit))


def answered(request: HttpRequest, found: Opened) -> HttpResponse:
    """The first question, answered."""
    image, post = request.POST.get("image", ""), request.POST.get("post", "")
    if image not in IMAGES:
        return show(request, found, Refused("image"))
    known = post if post in {one.id for one in found.report.posts} else ""
    return kept(request, found, replace(Kept.of(found.visit), image=image, post=known))


def package(request: HttpRequest, found: Opened) -> FileResponse:
    """The package as a file, its receipt kept. Raises Refused."""
    own = Kept.of(found.visit)
    said = said_of(request, found, own.post)
    files = sent(request, MOST)
    with alone():
        readable(files)
        copy = own.image != ADULT or request.POST.get("copy") == "yes"
        made = sealed(files, cast(Image, own.image), said, clock.now(), keep_copy=copy)
        made = stamped(made, configured(os.environ), clock.now())
        visit = own.with_receipt(receipt_of(made, own.count + 1, own.post)).into(found.visit)
        return visits.keep(request, download(made, own.count + 1), visit)


@contextmanager
def alone() -> Iterator[None]:
    """While no other file is worked on. Raises Refused: for a file that is damaged, and where the wait is too long."""
    if not ONE.acquire(timeout=SECONDS):
        raise Refused("busy")
    try:
        yield
    except DAMAGED:
        raise Refused("damaged") from None
    finally:
        ONE.release()


def download(made: Sealed, number: int) -> FileResponse:
    """The package, from memory."""
    file = memory()
    made.write_to(file)
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=f"notes-{number}.zip", content_type="application/zip"
    )
    response.headers["Content-Encoding"] = "identity"  # packing pictures again would only take time
    return response


def said_of(request: HttpRequest, found: Opened, post: str) -> Said:
    """What the person says of the files: in this form, and of the post they chose. Raises Refused."""
    told: list[dict[str, Any]] = [
        {**one.told, "posts.id": one.id} for one in found.report.posts if one.id == post
    ]
    address = next((str(one["posts.url"]) for one in told if "posts.url" in one), None)
    try:
        url = cleaned(request.POST.get("url", "")).strip()[:LONGEST]
    except NotText:
        raise Refused("url") from None
    return Said(url=url or address, seen_at=seen_at(request.POST.get("seen", "")), posts=told_of(told))


def seen_at(written: str) -> datetime | None:
    """A moment in Japan, as a form sends it. Raises Refused."""
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written).replace(tzinfo=JAPAN)
    except ValueError:
        raise Refused("seen") from None
    if at > clock.now():
        raise Refused("seen")
    return at
