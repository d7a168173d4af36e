"""Every way from one kind of page to another is walked: by each link that stands on a page, and by each button.

The pages say themselves where they lead. From a few visits the walk opens what it is offered, until nothing is left;
a way that leads nowhere, and one that was never walked, fails with its name. What frames every page (leaving,
language, the pages about the site) is walked once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, resolve

from yorube.interview import from_report
from yorube.law import shipped
from yorube.web.consult.visit import COUNSEL, HURT, POSTED, Visit
from yorube.web.vault import rows
from yorube.web.vault.seal import Key

from .conftest import SEALED, case, sealed
from .test_twins import routes

Sent = dict[str, Any]

# What frames every page.
FRAME = {"", "exit", "language", "safer", "privacy", "accessibility"}
PARTS = "answer/<slug:name>"
# Addresses that lead on and show no page of their own.
LEADING = {"ask", "more", "posting/erase", "rulebook/at"}
# Nothing to walk: data and files, which other tests hold.
FILES = (".json", ".pdf", ".docx", ".ics", ".png")


EVERY = {
    route
    for route in routes(get_resolver())
    if not route.startswith("api/") and not re.search(r"\.\w+$", route)
}


@dataclass(frozen=True)
class Offer:
    """A way that stands on a page: where it leads, or what is sent where by which button."""

    kind: str
    action: str
    button: str = ""
    sent: tuple[tuple[str, str], ...] = ()
    press: tuple[str, str] | None = None

    def name(self, start: str) -> tuple[str, str, str]:
        """The kinds of page it joins, and the button."""
        return start, f"{self.kind} {kind_of(self.action)}", self.button


def route(address: str) -> str:
    return str(resolve(urlsplit(address).path).route)


def kind_of(address: str) -> str:
    """The kind of a page: its route; each part of the answer is a kind of its own."""
    found = route(address)
    return urlsplit(address).path[1:] if found == PARTS else found


class Ways(HTMLParser):
    """The ways that stand on a page, its frame left out."""

    def __init__(self, address: str, page: str) -> None:
        super().__init__()
        self.address, self.offers = address, list[Offer]()
        self.action, self.sent, self.select, self.area = "", list[tuple[str, str]](), "", ""
        self.buttons: list[tuple[str, str, str]] = []
        self.feed(re.sub(r"<header.*?</header>|<footer.*?</footer>", "", page, flags=re.S))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "a" and given.get("href", "").startswith("/"):
            if not urlsplit(given["href"]).path.endswith(FILES):
                self.offers.append(Offer("GET", given["href"]))
        elif tag == "form":
            self.action, self.method = given.get("action") or self.address, given.get("method", "get").upper()
            self.sent, self.buttons = [], []
        elif tag == "button" and self.action:
            self.buttons.append((name, value, given.get("formaction") or self.action))
        elif tag == "select":
            self.select = name
        elif tag == "option" and self.select:
            if "selected" in given or self.select not in dict(self.sent):
                self.sent.append((self.select, value))
        elif tag == "textarea":
            self.sent.append((name, ""))
        elif (
            tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given)
        ):
            self.sent.append((name, value))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        if tag == "form":
            for name, value, action in self.buttons:
                kind = value if name != "do" else value.partition(":")[0]
                button = "" if not name else f"{name}={'' if kind.isdecimal() else kind}"
                if self.method == "GET":
                    button = ",".join(name for name, _ in self.sent)
                press = (name, value) if name else None
                self.offers.append(Offer(self.method, action, button, tuple(self.sent), press))
            self.action = ""


@dataclass
class Walk:
    """What was opened, what was offered on it, and which of it was walked."""

    offered: set[tuple[str, str, str]] = field(default_factory=set)
    walked: dict[tuple[str, str, str], str] = field(default_factory=dict)
    failed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)

    def from_visit(self, visit: Visit | None, start: str, *, wide: bool = False) -> None:
        """Walks every way that was not walked yet, from this page on; `wide`: pages known from elsewhere are opened
        too, since this visit may show more on them."""
        left: list[tuple[bytes | None, str]] = [(visit.data() if visit else None, start)]
        seen = set[tuple[str, bool]]()
        while left:
            kept, address = left.pop(0)
            if (kind_of(address), kept is not None) in seen:
                continue
            seen.add((kind_of(address), kept is not None))
            client = with_visit(kept)
            page = client.get(address)
            if page.status_code == 302:
                left.append((visit_in(client), page.headers["Location"]))
                continue
            assert page.status_code == 200, address
            self.opened.add(kind_of(address))
            for way in FRAME:
                assert f'="/{way}"' in page.content.decode(), (way, address)
            left += self.ways_of(address, kept, page.content.decode(), wide=wide)

    def ways_of(
        self, address: str, kept: bytes | None, page: str, *, wide: bool
    ) -> Iterator[tuple[bytes | None, str]]:
        """Walks the ways of one page; the pages they lead to."""
        for offer in Ways(address, page).offers:
            name = offer.name(kind_of(address))
            if name[1].partition(" ")[2] in FRAME:
                continue
            self.offered.add(name)
            if name in self.walked:
                if (
                    offer.kind == "GET"
                    and not offer.sent
                    and (wide or kind_of(offer.action) not in self.opened)
                ):
                    yield kept, bare(offer.action)
                continue
            client = with_visit(kept)
            there = follow(client, offer, route(address))
            if there is None:
                self.failed[name] = offer.action
                continue
            self.failed.pop(name, None)
            self.walked[name] = there
            if there and not urlsplit(there).path.endswith(FILES):
                yield visit_in(client), bare(there)


def bare(address: str) -> str:
    """An address without the place on its page."""
    return address.partition("#")[0]


def follow(client: Client, offer: Offer, start: str) -> str | None:
    """Walks one way: the address it leads to, empty for a file; None: it leads nowhere."""
    if offer.kind == "GET":
        data = dict(offer.sent)
        response = client.get(offer.action, data) if data else client.get(offer.action)
        there = response.headers.get("Location", response.wsgi_request.get_full_path())
        return there if response.status_code in (200, 302) else None
    sent: Sent = {}
    for name, value in offer.sent:
        sent.setdefault(name, []).append(value)
    filled = FILLED.get((start, route(offer.action), offer.button), {})
    sent |= filled() if callable(filled) else filled
    if offer.press:
        sent[offer.press[0]] = offer.press[1]
    response = client.post(offer.action, sent)
    if response.status_code == 200 and "attachment" in response.headers.get("Content-Disposition", ""):
        return ""
    return response.headers["Location"] if response.status_code in (302, 303) else None


def with_visit(kept: bytes | None) -> Client:
    """A browser of its own with this visit."""
    client = Client()
    if kept is not None:
        client.cookies[settings.COOKIE] = sealed(Visit.read(kept))
    return client


def visit_in(client: Client) -> bytes | None:
    """What the site keeps for this browser."""
    cookie = client.cookies.get(settings.COOKIE)
    key = Key.read(cookie.value) if cookie else None
    return rows.read(key) if key else None


def memo() -> Sent:
    return {"file": SimpleUploadedFile("memo.json", b'{"schema": "yorube.report/1", "wishes": ["delete"]}')}


def saved() -> Sent:
    return {"file": SimpleUploadedFile("page.html", b"<!doctype html><title>x</title>")}


# What a person writes into a form before it leads on: by the page, where it is sent, and the button.
FILLED: Mapping[tuple[str, str, str], Sent | Callable[[], Sent]] = {
    ("happened", "happened", ""): {"kind": "consulted", "on": "2026-11-20"},
    ("happened/<int:number>", "happened", ""): {"kind": "consulted", "on": "2026-11-20"},
    ("keep", "keep", "form=sealed"): {"one": "雨 靴 correct horse", "two": "雨 靴 correct horse"},
    ("resume", "resume", ""): memo,
    ("papers/<int:number>/fill/<int:leaf>", "papers/<int:number>/fill/<int:leaf>", ""): {"conceal": "no"},
    ("posting/before", "posting/before", ""): {"text": "あいつは店の金を盗んだ。"},
    ("evidence/seal", "evidence/seal", "form=first"): {"image": "no"},
    ("evidence/seal", "evidence/seal", "form=seal"): saved,
    ("evidence/check", "evidence/check", ""): saved,
    ("posting/letter", "posting/letter", ""): {"kind": "disclosure", "on": "2026-11-20"},
    ("posting/letter/<int:number>", "posting/letter", ""): {"kind": "disclosure", "on": "2026-11-20"},
}


def told(name: str, **more: Any) -> Visit:
    return Visit(answers=from_report(case(name), shipped()), **more)


# Told of some posts and not of others, so that no two posts are alike.
TOLD = tuple(enumerate(("asserts_fact", "lowers_reputation", "false", "alleges_crime")))


def several(name: str, door: str = HURT) -> Visit:
    """A case with so many posts and events that lists and papers have pages."""
    report = case(name)
    like = report["posts"][0]
    report["posts"] = [
        {
            **like,
            "id": f"p{n}",
            "posted_at": f"2026-10-{n:02}",
            "content": {
                "threat": ("life", "body")[n % 2],
                **{fact: "yes" for at, fact in TOLD if n >> at & 1},
            },
        }
        for n in range(1, 13)
    ]
    report["events"] = [{"kind": "consulted", "on": f"2026-10-{1 + n % 30:02}"} for n in range(60)]
    return Visit(answers=from_report(report, shipped()), door=door)


# From here every page is opened again: with several posts it shows more.
WIDE = ("/answer", "/posting/letter")


def starts() -> Mapping[str, tuple[Visit | None, str]]:
    """A few visits, and the page each is opened on."""
    came = [{"kind": "sender_inquiry_received", "on": f"2026-11-{day}"} for day in range(10, 21)]
    letters = case("124") | {"events": came}
    few = {
        "schema": "yorube.report/1",
        "harm": {"danger": "no"},
        "wishes": ["delete"],
        "posts": [{"id": "p1"}],
    }
    return {
        "nothing told": (None, "/"),
        "the second door": (None, "/posting"),
        "the third door": (None, "/counsel"),
        "the rulebook": (None, "/rulebook"),
        "an insult": (told("101"), "/"),
        "few answers": (Visit(answers=from_report(few, shipped())), "/ask/danger"),
        "read by somebody else": (told("101", helper=True), "/ask/contents/1"),
        "a former partner": (told("106"), "/keep"),
        "many posts": (several("101"), "/answer"),
        "many posts, page by page": (several("101"), "/review/2"),
        "who posted": (told("124", door=POSTED, draft="ばか。死ね。"), "/posting"),
        "letters": (Visit(answers=from_report(letters, shipped()), door=POSTED), "/posting/letter"),
        "the whole report": (several("101", door=COUNSEL), "/counsel/report"),
        "papers": (told("101"), "/papers/11"),
        "a receipt": (told("101", evidence=SEALED), "/evidence/receipt/1"),
        "a child's image": (told("101", evidence={"image": "minor"}), "/evidence/seal"),
    }


def test_every_way_from_page_to_page_is_walked(on: Callable[[date], None], db: None) -> None:
    on(date(2026, 11, 22))
    walk = Walk()
    for visit, address in starts().values():
        walk.from_visit(visit, address, wide=address in WIDE)
    unwalked = {name: walk.failed.get(name, "") for name in walk.offered - walk.walked.keys()}
    assert unwalked == {}
    opened = {PARTS if kind.startswith("answer/") and "<" not in kind else kind for kind in walk.opened}
    assert opened | FRAME | LEADING == EVERY


def test_what_frames_every_page_is_walked(on: Callable[[date], None], db: None) -> None:
    on(date(2026, 11, 22))
    client = with_visit(told("101").data())
    for way in FRAME - {"exit", "language"}:
        assert client.get(f"/{way}").status_code == 200
    there = client.post("/language", {"language": "en", "next": "/answer"})
    assert there.headers["Location"] == "/answer"
    assert client.get("/exit").headers["Location"] == settings.EXIT_TO
    assert client.get("/answer").headers["Location"] == "/"


def test_a_way_that_leads_nowhere_is_seen(client: Client, on: Callable[[date], None], db: None) -> None:
    """A link to no page, a form that is refused, a button whose form goes elsewhere: none of them counts as walked."""
    on(date(2026, 11, 22))
    page = """<main><a href="/answer/nothing">x</a><a href="/safer">y</a><a href="/answer.json">data</a>
    <form method="post" action="/happened"><input name="kind" value="no such"><button name="a" value="1">z</button>
    <button formaction="/keep" name="form" value="plain">k</button></form></main>"""
    visit = told("101").data()
    offers = Ways("/answer", page).offers
    assert [offer.name("x")[1:] for offer in offers] == [
        ("GET answer/nothing", ""),
        ("GET safer", ""),
        ("POST happened", "a="),
        ("POST keep", "form=plain"),
    ]
    found = [follow(with_visit(visit), offer, "x") for offer in offers]
    assert found == [None, "/safer", None, ""]
