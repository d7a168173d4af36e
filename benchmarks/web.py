"""The web with its production server: questions and answers at several clients, and what a page weighs."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from statistics import median
from urllib.parse import urlencode

from benchmarks.measure import Goal, Report, ms

CLIENTS = 8
# The limits of issue and plan: seconds, pages a second, kilobytes.
QUESTION, PAGES, ANSWER, WEIGHT = 0.050, 300, 0.100, 60
# What a person tells on the way, by the name of the page; other pages are left with "I don't know".
TOLD: dict[str, dict[str, object]] = {
    "danger": {"harm.danger": "no", "harm.self_harm": "no"},
    "who": {"person.role": "self", "person.age": "adult"},
    "wishes": {"wishes": ["identify", "compensate"]},
    "place": {"posts.p1.url": "https://x.com/i/status/1", "posts.p1.place": "public"},
    "time": {"posts.p1.posted_at": "2026-10-01", "posts.p1.found_on": "2026-10-02"},
    "evidence": {"posts.p1.saved": "no", "posts.p1.online": "yes"},
    "contents": {"ticks.contents.p1": ["fact", "insult"]},
}


class Client:
    """One browser: a connection that is kept for a consultation, and its cookies."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self.cookies: dict[str, str] = {}
        self.times: dict[str, list[float]] = {"question": [], "sent": [], "answer": [], "page": []}

    def get(self, path: str, kind: str) -> tuple[int, str, bytes]:
        return self.call("GET", path, None, kind)

    def post(self, path: str, form: dict[str, object], kind: str) -> tuple[int, str, bytes]:
        sent = urlencode({**form, "csrfmiddlewaretoken": self.cookies["c"]}, doseq=True)
        return self.call("POST", path, sent, kind)

    def call(self, method: str, path: str, body: str | None, kind: str) -> tuple[int, str, bytes]:
        """Status, where it leads, body; the time goes to `kind`."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        started = time.perf_counter()
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        self.times[kind].append(time.perf_counter() - started)
        for name, value in re.findall(r"(\w+)=([^;]*);", "\n".join(answer.headers.get_all("Set-Cookie", []))):
            if len(name) == 1:
                self.cookies[name] = value
        return answer.status, answer.headers.get("Location", ""), data

    def journey(self) -> None:
        """From the first question to the answer, as somebody who was not there before: with a connection of their own,
        which the system gives to either worker."""
        self.connection.close()  # the next call opens another
        self.cookies.clear()
        _, place, _ = self.get("/ask", "page")
        while place != "/answer":
            status, _, _ = self.get(place, "question")
            assert status == 200, place
            page = place.split("/")[2]
            status, place, _ = self.post(place, dict(TOLD.get(page) or {}), "sent")
            assert status == 302, page
        status, _, _ = self.get("/answer", "answer")
        assert status == 200


def run(quick: bool) -> Report:
    report = Report("web: the site with its production server")
    with tempfile.TemporaryDirectory() as folder:
        port = free_port()
        server = started(port, folder)
        try:
            journeys(report, port, 2 if quick else 12)
            pages(report, port, 1.0 if quick else 8.0)
            weight(report, port)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=20)
    return report


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(port: int, folder: str) -> subprocess.Popen[bytes]:
    """`yorube serve`, once it answers."""
    environment = {**os.environ, "YORUBE_DATA": folder}
    command = [sys.executable, "-m", "yorube.cli", "serve", "--port", str(port)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and server.poll() is None:
        try:
            Client(port).get("/", "page")
        except OSError:
            threading.Event().wait(0.1)
        else:
            return server
    server.kill()
    raise RuntimeError("yorube serve does not answer")


def at_once(port: int, work: Callable[[Client], object]) -> tuple[list[Client], float]:
    """Several clients at the same work; they, and how long it took."""
    clients = [Client(port) for _ in range(CLIENTS)]
    faults: list[BaseException] = []

    def one(client: Client) -> None:
        try:
            work(client)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=one, args=(client,)) for client in clients]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return clients, time.perf_counter() - begun


def several(client: Client, times: int) -> None:
    for _ in range(times):
        client.journey()


def of(clients: list[Client], kind: str) -> list[float]:
    return sorted(seconds for client in clients for seconds in client.times[kind])


def p95(seconds: list[float]) -> float:
    return seconds[int(len(seconds) * 0.95)] if seconds else 0.0


def journeys(report: Report, port: int, each: int) -> None:
    """Whole consultations: every question shown and answered, then the answer."""
    Client(port).journey()
    clients, took = at_once(port, lambda client: several(client, each))
    rows = []
    for kind, words in (
        ("question", "a question shown"),
        ("sent", "a question answered"),
        ("answer", "the answer"),
    ):
        found = of(clients, kind)
        rows.append((words, str(len(found)), ms(median(found)), ms(p95(found)), ms(found[-1])))
        report.figures[kind] = {"count": len(found), "median": median(found), "p95": p95(found)}
    report.add(
        f"  {CLIENTS} clients, {each} consultations each, {took:.1f} s by the clock on the wall; milliseconds."
    )
    report.table(("page", "count", "median", "p95", "most"), rows)
    both = sorted(of(clients, "question") + of(clients, "sent"))
    report.goals.append(Goal("a question, shown or answered, p95", p95(both) * 1e3, QUESTION * 1e3, "ms"))
    report.goals.append(Goal("the answer, p95", p95(of(clients, "answer")) * 1e3, ANSWER * 1e3, "ms"))


def pages(report: Report, port: int, seconds: float) -> None:
    """One question again and again, each client in a visit of its own."""

    def work(client: Client) -> None:
        client.get("/ask/danger", "page")
        client.post("/ask/danger", dict(TOLD["danger"]), "page")
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            assert client.get("/ask/who", "question")[0] == 200

    clients, took = at_once(port, work)
    found = of(clients, "question")
    rate = len(found) / took
    report.add(f"  one question, {CLIENTS} clients: {rate:.0f} pages a second, p95 {ms(p95(found))} ms")
    report.figures["pages"] = {"rate": rate, "p95": p95(found)}
    report.goals.append(Goal(f"seconds for {PAGES} pages", PAGES / rate, 1.0, "s"))


def weight(report: Report, port: int) -> None:
    """What the pages weigh with style and script, uncompressed."""
    client = Client(port)
    shared = sum(
        len(client.get(f"/static/{name}", "page")[2])
        for name in ("yorube.css", "yorube.js", "vendor/tokens.css")
    )
    client.journey()
    found = {path: len(client.get(path, "page")[2]) for path in ("/", "/ask/wishes", "/review", "/answer")}
    rows = [(path, f"{size / 1e3:.1f}", f"{(size + shared) / 1e3:.1f}") for path, size in found.items()]
    report.add(f"  kilobytes, uncompressed; style and script {shared / 1e3:.1f}")
    report.table(("page", "alone", "with style and script"), rows)
    report.figures["kilobytes"] = {path: (size + shared) / 1e3 for path, size in found.items()}
    report.goals.append(Goal("the heaviest page", (max(found.values()) + shared) / 1e3, WEIGHT, "kB"))
