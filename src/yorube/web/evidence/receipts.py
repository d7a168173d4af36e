"""The receipt of a package: its hashes and times, what it shows and what not. As page, PDF and data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from yorube.document import Block, Document, Field, Heading, Paragraph, Title, pdf
from yorube.document.blocks import Lang
from yorube.evidence.files_copy import unstripped
from yorube.evidence.record import NAME, read
from yorube.evidence.words import words as evidence_words
from yorube.interview import Answer
from yorube.interview.fold import post_ids
from yorube.law.periods import JAPAN
from yorube.law.text import Text
from yorube.seal import Sealed
from yorube.seal.log import read as log_of
from yorube.seal.sealed import CUSTODY, LATER
from yorube.web.consult import visit as visits
from yorube.web.consult.interview import told
from yorube.web.consult.keep.opened import download, language_of
from yorube.web.consult.twins import nothing_open, twin
from yorube.web.consult.visit import Visit, visit_of
from yorube.web.evidence.kept import Kept, Receipt
from yorube.web.languages import in_language, words

# Of an address, and of what differs, so much stands on the receipt; the package holds all.
ADDRESS, DIFFERENCES = 300, 10


# --- what it holds ---------------------------------------------------------------------------------------------------


def receipt_of(made: Sealed, number: int, post: str) -> Receipt:
    """The receipt of a package just made, as plain data."""
    members = made.package.members
    record = read(members[NAME])
    log = log_of(members[CUSTODY] + members.get(LATER, b""))
    return {
        "number": number,
        "id": record.id,
        "post": post,
        "manifest": made.manifest,
        "made": record.started,
        "source": record.source,
        "hash_only": "hash_only" in record.why,
        "files": [file_of(row) for row in record.files],
        "stamps": [
            {"authority": row["authority"], "at": row["stamped"]} for row in log if row.get("did") == "stamp"
        ],
        "refused": [name for name, _ in made.refused],
        "differences": [
            {key: str(row[key] or "")[:ADDRESS] for key in ("what", "told", "kept")}
            for row in record.differences[:DIFFERENCES]
        ],
    }


def file_of(row: Any) -> dict[str, Any]:
    """One file on the receipt."""
    return {
        **{key: row[key] for key in ("name", "kind", "bytes", "sha256", "source", "at")},
        "url": (row["url"] or "")[:ADDRESS],
        "at_from": str(row["said"].get("at_from", ""))[:ADDRESS],
        "offset": not row["said"].get("no_offset", False),
        "unstripped": unstripped(row),
        "place": ("cleared" if row["working"] else "kept") if row["said"].get("place") else "",
    }


def carried(row: Mapping[str, Any]) -> str:
    """The word on what a file carries along beside what it shows; nothing where that is nothing."""
    if row["place"]:
        return "seal.place" if row["place"] == "cleared" else "seal.place_kept"
    return "seal.not_stripped" if row["unstripped"] else ""


def of(request: HttpRequest, number: int) -> tuple[Visit, Receipt] | None:
    """The receipt of this number, and the visit that holds it; None: no visit is open. Raises Http404."""
    visit = visit_of(request)
    if visit is None:
        return None
    receipt = Kept.of(visit).receipt(number)
    if receipt is None:
        raise Http404
    return visit, receipt


# --- pages -----------------------------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, number: int) -> HttpResponse:
    """One receipt; sent, its post is marked as saved, or the receipt is erased."""
    found = of(request, number)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    visit, receipt = found
    if request.method != "POST":
        return render(request, "evidence/receipt.html", shown(visit, receipt))
    if request.POST.get("do") == "erase":
        visit = Kept.of(visit).without(number).into(visit)
        return visits.keep(request, HttpResponseRedirect(reverse("evidence")), visit)
    if receipt["post"] in post_ids(visit.answers):
        visit, _ = told(visit, [saved(receipt)])
        visit = replace(visit, papers={saved_on(receipt): day(receipt)} | visit.papers)
    there = HttpResponseRedirect(reverse("evidence_receipt", args=[number]))
    return visits.keep(request, there, visit)


def saved(receipt: Receipt) -> Answer:
    """What the report then says of the post."""
    return Answer(f"posts.{receipt['post']}.saved", "yes")


def saved_on(receipt: Receipt) -> str:
    """Where the list of evidence asks for the day on which the post was kept."""
    return f"evidence.saved_on@{receipt['post']}"


def day(receipt: Receipt) -> str:
    """The day in Japan on which the package was made."""
    return f"{datetime.fromisoformat(receipt['made']).astimezone(JAPAN):%Y-%m-%d}"


def shown(visit: Visit, receipt: Receipt) -> dict[str, Any]:
    """The receipt with what its page adds: the number of the post, and whether it is marked."""
    posts = post_ids(visit.answers)
    post = posts.index(receipt["post"]) + 1 if receipt["post"] in posts else None
    return {
        "one": receipt,
        "made": times(receipt["made"]),
        "stamps": [(row["authority"], times(row["at"])) for row in receipt["stamps"]],
        "files": [(row, moment(row), carried(row)) for row in receipt["files"]],
        "sources": sorted({row["source"] for row in receipt["files"]}),
        "post": post,
        "marked": saved(receipt) in visit.answers,
    }


@require_safe
def as_json(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt as data."""
    try:
        found = of(request, number)
    except Http404:
        return twin({"error": "no such receipt"}, status=404)
    return nothing_open() if found is None else twin(found[1])


@require_safe
def as_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The receipt on paper."""
    found = of(request, number)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    return download(pdf(document(found[1], language_of(request))), f"notes-{number}.pdf", "application/pdf")


def times(written: str) -> str:
    """A moment in Japan, and in UTC."""
    at = datetime.fromisoformat(written)
    return f"{at.astimezone(JAPAN):%Y-%m-%d %H:%M:%S} JST ({at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC)"


def moment(row: Mapping[str, Any]) -> str:
    """The time in a file; where it does not say from where it counts, as it stands there."""
    if not row["at"]:
        return ""
    return times(row["at"]) if row["offset"] else row["at"].replace("T", " ")


# --- paper -----------------------------------------------------------------------------------------------------------


def document(receipt: Receipt, language: str) -> Document:
    """The receipt as a document in the language of its reader."""
    told = evidence_words("files")

    def say(id: str, **values: object) -> str:
        return in_language(words()[f"evidence.{id}"], language).format(**values)

    def of(text: Text) -> str:
        return in_language(text, language)

    def blocks() -> Iterator[Block]:
        yield Title(say("receipt.title"))
        yield Paragraph(say("handle"))
        yield Field(say("receipt.id"), receipt["id"])
        yield Field(say("receipt.made"), times(receipt["made"]))
        yield Field(say("receipt.manifest"), receipt["manifest"])
        for row in receipt["stamps"]:
            yield Field(say("receipt.stamp"), f"{row['authority']}: {times(row['at'])}")
        for name in receipt["refused"]:
            yield Field(say("receipt.stamp"), say("receipt.refused", name=name))
        if not receipt["stamps"]:
            yield Paragraph(say("receipt.unstamped"))
        yield Heading(say("receipt.files"))
        for number, row in enumerate(receipt["files"], 1):
            yield Field(say("receipt.file", number=number), row["name"])
            yield Field(say("receipt.kind"), f"{of(told['kind.' + row['kind']])}, {row['bytes']:,} B")
            yield Field("SHA-256", row["sha256"])
            yield Field(say("receipt.source"), of(told["source." + row["source"]]))
            if row["url"]:
                yield Field(of(told["seal.url"]), row["url"])
            if moment(row):
                note = "" if row["offset"] else f" ({of(told['seal.no_offset'])})"
                yield Field(of(told["seal.at"]).format(**{"from": row["at_from"]}), moment(row) + note)
            if word := carried(row):
                yield Paragraph(of(told[word]))
        if receipt["hash_only"]:
            yield Paragraph(say("receipt.hash_only"))
        if receipt["differences"]:
            yield Heading(of(told["seal.differs"]))
        for row in receipt["differences"]:
            kept = row["kept"] or of(told["seal.absent"])
            what = of(told["fact." + row["what"]])
            yield Paragraph(of(told["seal.difference"]).format(what=what, told=row["told"], kept=kept))
        yield Heading(say("receipt.sources"))
        for source in sorted({row["source"] for row in receipt["files"]}):
            yield Paragraph(of(told[f"source.{source}.means"]))
        for part in ("shows", "not", "how"):
            yield Heading(say(f"receipt.{part}"))
            yield Paragraph(say(f"receipt.{part}.text"))

    lang: Lang = "en" if language == "en" else "ja"
    return Document(say("receipt.title"), lang, tuple(blocks()), footer=say("handle"))
