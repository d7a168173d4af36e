"""`capture`: an address is opened as anybody would see it, brought to its end, and everything of it kept.

The address goes to the browser byte for byte. Whatever stops a capture early is a reason in its verdict; what was kept
until then is kept.
"""

from __future__ import annotations

import asyncio
import platform
import time
import unicodedata
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from yorube.evidence import frames, record
from yorube.evidence.browser import Browser
from yorube.evidence.browser_memory import bounded
from yorube.evidence.browser_pipe import BrowserError, Session
from yorube.evidence.capture_network import certificates, connections, messages, names
from yorube.evidence.capture_verdict import Seen, verdict
from yorube.evidence.capture_views import views
from yorube.evidence.egress import Egress, Resolve, system
from yorube.evidence.facts import of_address, once
from yorube.evidence.files_wacz import facts_in
from yorube.evidence.first import Image, first
from yorube.evidence.network import Recorder, header, port
from yorube.evidence.settle import Gone, Looking, Settled, settle
from yorube.evidence.warc import wacz
from yorube.seal import canonical, digest

WIDTH, HEIGHT = 1280, 900
CLOSE_SECONDS = 10.0
# Failures that say nothing of what is missing: the page itself let go.
LET_GO = ("net::ERR_ABORTED", "inspector", "csp", "mixed-content", "origin", "net::ERR_BLOCKED_BY_ORB")
RESOLVER = "system (time to live: not known)"
SIDES = ("width", "height")
STOPPED = {TimeoutError: "total_timeout", Gone: "page_left", BrowserError: "crashed"}
NO_WORKERS = """\
Object.defineProperty(Navigator.prototype, "serviceWorker", {
  get: () => ({ register: () => Promise.reject(new Error("none")), getRegistrations: async () => [],
    getRegistration: async () => undefined, addEventListener() {}, removeEventListener() {}, controller: null,
    ready: new Promise(() => {}) }),
});
"""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long each phase may take, in seconds, and how much a page may hold. `memory`: bytes of the browser with all
    its processes."""

    open: float = 20
    scroll: float = 60
    views: float = 30
    total: float = 120
    bytes: int = 200_000_000
    requests: int = 3_000
    height: int = 150_000
    width: int = 10_000
    memory: int = 2_500_000_000


@dataclass(frozen=True, slots=True)
class Network:
    """The ways out. Both fields are for tests alone; no command passes any."""

    allowed: frozenset[tuple[str, int]] = frozenset()
    resolve: Resolve = system


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture: its record, the files of the package (capture.json among them), what was done, in order."""

    record: record.Record
    files: Mapping[str, bytes]
    custody: tuple[Mapping[str, Any], ...]


class AddressError(ValueError):
    """An address that is none of the web: why, as an id of the words."""


def checked(url: str) -> str:
    """The address itself, unchanged. Raises AddressError."""
    if any(letter.isspace() or unicodedata.category(letter) == "Cc" for letter in url):
        raise AddressError("spaces")
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise AddressError("no_address") from None
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise AddressError("no_address")
    if "@" in parts.netloc:
        raise AddressError("password")
    return url


@dataclass
class Work:
    """What is known so far of a capture that is under way."""

    url: str
    bounds: Bounds
    recorder: Recorder
    deadline: float
    failed: str = ""
    full: bool = False
    cut: list[str] = field(default_factory=list)
    state: Mapping[str, Any] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    views: dict[str, bytes] = field(default_factory=dict)
    pictures: tuple[Mapping[str, Any], ...] = ()
    viewed: datetime | None = None
    changed: bool = False
    certificates: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)

    def left(self, most: float) -> float:
        """When a phase of so many seconds has to end."""
        return min(time.monotonic() + most, self.deadline)


async def capture(
    url: str,
    browser: Browser,
    *,
    image: Image,
    keep_copy: bool = False,
    last: bool = False,
    bounds: Bounds,
    network: Network,
    progress: Progress = lambda phase: None,
) -> Captured:
    """Captures an address. Raises ChildImage before anything is opened, AddressError, BrowserError when the browser
    is gone, but for the `last` try, of which is kept what came. `keep_copy` matters for sexual images of adults
    alone: without it only hashes are kept."""
    first(image)
    checked(url)
    start = datetime.now(UTC)
    work = Work(url, bounds, Recorder(bounds.requests, bounds.bytes), time.monotonic() + bounds.total)
    limit = asyncio.timeout(bounds.total)

    def full() -> None:
        work.full = True
        with suppress(RuntimeError):  # the visit is over already
            limit.reschedule(0)

    async with (
        Egress(bounds.bytes, network.allowed, network.resolve) as egress,
        bounded(browser.process, bounds.memory, full),
        browser.page(egress.port) as page,
    ):
        try:
            async with limit:
                await visit(page, work, progress)
        except (TimeoutError, Gone, BrowserError) as error:
            if not work.full:
                if not browser.running and not last:
                    raise BrowserError("the browser has ended") from error
                work.cut.append(STOPPED[type(error)] if browser.running else "crashed")
        if work.recorder.over or egress.over:
            work.cut.append(work.recorder.over or "bytes")
        with suppress(TimeoutError, BrowserError):
            async with asyncio.timeout(CLOSE_SECONDS):
                await work.recorder.bodies()
                work.certificates = await certificates(page, work.recorder)
    if work.full:
        work.cut.append("memory")
    work.recorder.headers()
    progress("write")
    return await asyncio.to_thread(written, work, egress, browser, image, start, keep_copy)


async def visit(page: Session, work: Work, progress: Progress) -> None:
    """Opens the page, scrolls it, makes its views, and looks whether it is still the same."""
    bounds, recorder = work.bounds, work.recorder
    loaded, frame = await prepared(page, recorder)
    progress("open")
    got: Mapping[str, Any] = {}
    try:
        async with asyncio.timeout(bounds.open):
            got = await page.send("Page.navigate", url=work.url)
            if not got.get("errorText"):
                await either(loaded, recorder)
    except TimeoutError:
        work.cut.append("open_timeout")
    if got.get("errorText"):
        work.failed = got["errorText"]
        return
    look = Looking(page, frame)
    for last in (False, False, True):
        if await attempt(page, look, work, progress, last=last):
            return
    work.cut.append("page_left")


async def attempt(page: Session, look: Looking, work: Work, progress: Progress, *, last: bool) -> bool:
    """Scrolls the page, makes its views, looks again. False where that has to be done once more: the page went
    elsewhere meanwhile, or it changed."""
    recorder = work.recorder
    progress("scroll")
    try:
        async with asyncio.timeout(work.bounds.scroll + CLOSE_SECONDS):
            settled = await settle(look, recorder, work.left(work.bounds.scroll), work.bounds.height)
        await looked(page, look, work, settled, progress)
        if settled.why or work.cut:
            work.cut += settled.why
            return True
        # What came meanwhile is taken in once more; what keeps changing is said.
        await look.call("settle.end()")
        await recorder.quiet(0.05, work.left(2))
        now = await look.call("settle.state()")
    except (Gone, BrowserError):
        if recorder.crashed or page.pipe.closed.is_set():
            raise
        await recorder.quiet(0.5, work.left(work.bounds.open))
        return False
    work.changed = rests(now) != rests(work.state)
    return last or not work.changed


async def looked(page: Session, look: Looking, work: Work, settled: Settled, progress: Progress) -> None:
    """The views and the content of a page at rest; of one that is not, as far as it came."""
    recorder = work.recorder
    work.state = settled.state
    progress("views")
    try:
        async with asyncio.timeout(work.bounds.views):
            if settled.state["height"] <= work.bounds.height:
                work.state = {**await look.call("settle.top(3000)"), "seen": settled.state["seen"]}
            # A letter may take four bytes.
            content = await look.call(f"settle.content({work.bounds.bytes // 4})")
            work.content = {**content, "frames_cut": await frames.cut(page, recorder.frames)}
    except TimeoutError:
        work.cut.append("views_timeout")
        return
    if work.content["large"]:
        work.cut.append("bytes")
        return
    work.viewed = datetime.now(UTC)
    shown = {**work.state, **{side: min(work.state[side], getattr(work.bounds, side)) for side in SIDES}}
    if work.state["width"] > work.bounds.width:
        work.cut.append("too_wide")
    made = await views(
        page, shown, work.state["address"], work.viewed, work.left(work.bounds.views) - time.monotonic()
    )
    work.views, work.pictures = dict(made.files), made.pictures
    work.cut += made.why


def rests(state: Mapping[str, Any]) -> tuple[Any, ...]:
    """What must be the same before and after the views were made."""
    return tuple(state[key] for key in ("address", "posts", "images", "loaded"))


async def prepared(page: Session, recorder: Recorder) -> tuple[asyncio.Event, str]:
    """A page that is recorded before it goes anywhere; the event of its loading, the id of its main frame."""
    loaded = asyncio.Event()
    page.on("Page.loadEventFired", lambda session, row: loaded.set())
    await page.send("Page.enable")
    await page.send("Inspector.enable")
    await recorder.attach(page, top=True)
    await page.send("Page.addScriptToEvaluateOnNewDocument", source=NO_WORKERS)
    await page.send(
        "Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False
    )
    await page.send("Emulation.setTimezoneOverride", timezoneId="Asia/Tokyo")
    await page.send("Emulation.setLocaleOverride", locale="ja-JP")
    await page.send("Emulation.setFocusEmulationEnabled", enabled=True)
    tree = await page.send("Page.getFrameTree")
    return loaded, tree["frameTree"]["frame"]["id"]


async def either(loaded: asyncio.Event, recorder: Recorder) -> None:
    """Waits until the page has loaded, or will not."""
    while not loaded.is_set() and not recorder.over and not recorder.crashed:
        recorder.changed.clear()
        waits = [asyncio.create_task(loaded.wait()), asyncio.create_task(recorder.changed.wait())]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()


# --- what is kept ------------------------------------------------------------------------------------------------


def written(
    work: Work, egress: Egress, browser: Browser, image: Image, start: datetime, keep_copy: bool
) -> Captured:
    """The files of a capture and its record."""
    recorder, content = work.recorder, work.content
    main = recorder.main
    last = main[-1] if main else None
    final = str(work.state.get("address") or (last.url if last else work.url))
    counted = counters(work, egress)
    address = urlsplit(last.url if last else work.url)
    decided, why = verdict(
        Seen(
            requested=work.url,
            final=final,
            status=last.status if last else 0,
            failed=work.failed
            or (last.failed if last and not last.status else "")
            or ("" if last else "nothing"),
            refused=egress.refusal(address.hostname or "", port(address.geturl())),
            cut=work.cut,
            counters=counted,
            title=content.get("title", ""),
            heading=content.get("heading", ""),
            text=content.get("text", "").strip(),
            password=content.get("password", False),
        )
    )
    software = f"Yorube {version('yorube')}"
    agent = browser.version["userAgent"]
    html = content.get("html", "")
    made: dict[str, bytes] = dict(work.views)
    if content:
        made["views/text.txt"] = content["text"].encode("utf-8", "surrogatepass")
    made["capture.wacz"] = wacz(
        recorder.exchanges,
        lambda url: egress.peer(urlsplit(url).hostname or "", port(url)),
        {"url": final, "title": content.get("title", ""), "text": content.get("text", "")},
        ("<!doctype html>" + html if html else "").encode("utf-8", "replace"),
        start,
        software,
        agent,
    )
    if recorder.messages:
        made["net/sockets.jsonl"] = lines(messages(recorder))
    net = {
        "net/connections.jsonl": lines(connections(egress, recorder, work.certificates)),
        "net/dns.jsonl": lines(names(egress)),
        **{f"net/certs/{digest(der)}.der": der for chain in work.certificates.values() for der in chain},
    }
    kept = image != "adult" or keep_copy
    tops = {str(row["name"]): row for row in work.pictures}
    rows = tuple(
        {"name": name, "sha256": digest(data), "bytes": len(data), "kept": kept, **tops.get(name, {})}
        for name, data in sorted(made.items())
    )
    if not kept:
        rows += tuple(
            {"url": one.url, "sha256": digest(one.body), "bytes": len(one.body), "kept": False}
            for one in recorder.exchanges
            if one.body
        )
    facts = list(of_address(final, record.NAME, "final_url"))
    if kept:
        facts += facts_in(made["capture.wacz"], "capture.wacz")
    end = datetime.now(UTC)
    utc, japan = record.moments(start)
    named = record.new_id(start)
    found = record.Record(
        id=named,
        source="server",
        verdict=decided,
        started=utc,
        started_japan=japan,
        ended=record.moments(end)[0],
        requested_url=work.url,
        final_url=final,
        redirects=tuple(
            {"url": one.url, "status": one.status, "location": header(one.told, "location") or None}
            for one in main[:-1]
        ),
        clock=clock(last.told if last else {}, start),
        why=why,
        counters=counted,
        tool={
            "yorube": version("yorube"),
            "browser": browser.version["product"],
            "user_agent": agent,
            "system": platform.platform(),
            "python": platform.python_version(),
            "viewport": f"{WIDTH}x{HEIGHT}",
            "locale": "ja-JP",
            "time_zone": "Asia/Tokyo",
            "resolver": RESOLVER,
            "failed": work.failed or None,
            "viewed": record.moments(work.viewed)[0] if work.viewed else None,
        },
        image=image,
        files=rows,
        facts=tuple(fact.row for fact in once(facts)),
    )
    files = {**net, **(made if kept else {}), record.NAME: found.data()}
    custody = (
        {"at": utc, "did": "capture", "id": named, "url": work.url, "verdict": decided},
        {"at": found.ended, "did": "seal", "files": len(files)},
    )
    return Captured(found, files, custody)


def lines(rows: Any) -> bytes:
    return b"".join(canonical(row) + b"\n" for row in rows)


def counters(work: Work, egress: Egress) -> dict[str, Any]:
    """Everything that was counted; a verdict rests on nothing else."""
    recorder, state, content = work.recorder, work.state, work.content
    rows = recorder.exchanges
    return {
        "posts": state.get("posts", 0),
        "posts_seen": max(state.get("seen", 0), state.get("posts", 0)),
        "images": {
            "found": state.get("images", 0),
            "loaded": state.get("loaded", 0),
            "broken": state.get("broken", 0),
            "pending": state.get("pending", 0),
            "not_shown": state.get("images", 0)
            - sum(state.get(key, 0) for key in ("loaded", "broken", "pending")),
        },
        "requests": {
            "sent": len(rows),
            "answered": sum(bool(one.status) for one in rows),
            "failed": sum(bool(one.failed) and not one.failed.startswith(LET_GO) for one in rows),
            "lost": sum(one.lost for one in rows),
            "open": len(recorder.unanswered()),
            "refused": sum(bool(row.refused) for row in egress.connections),
        },
        "bytes": egress.passed,
        "height": state.get("height", 0),
        "letters": len(content.get("text", "")),
        "frames": content.get("frames", 0),
        "frames_cut": content.get("frames_cut", 0),
        "videos": max(content.get("videos", 0), len({one.url for one in rows if one.kind == "Media"})),
        "sockets": len(recorder.sockets),
        "messages": len(recorder.messages),
        "dialogs": recorder.dialogs,
        "inner_scroll": content.get("inner", False),
        "changed_meanwhile": work.changed,
    }


def clock(told: Mapping[str, str], start: datetime) -> dict[str, Any]:
    """How our clock stands to the site's, where the site said its own; in whole seconds, as sites say it."""
    try:
        theirs = parsedate_to_datetime(header(told, "date"))
    except ValueError:
        return {"site_date": None, "ahead_seconds": None}
    return {
        "site_date": theirs.astimezone(UTC).isoformat(),
        "ahead_seconds": round((start - theirs).total_seconds()),
    }
