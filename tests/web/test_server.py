"""The site as `./run serve` starts it: its own process and file. What is told never gets where it does not belong."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest

MARKS = {
    "posts.p1.url": "https://x.com/MARKERURL/status/1",
    "posts.p1.text": "MARKERTEXT ひどい言葉",
}


@dataclass
class Site:
    """A running server, and a browser without pictures."""

    port: int
    process: subprocess.Popen[bytes]
    data: Path
    cookies: dict[str, str] = field(default_factory=dict)
    heads: list[str] = field(default_factory=list)

    def call(self, method: str, path: str, form: dict[str, object] | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode({**form, "csrfmiddlewaretoken": self.cookies["c"]}, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.body = answer.read()  # type: ignore[attr-defined]
        self.heads.append(f"{method} {path}\n{answer.headers}")
        for name, value in re.findall(r"(\w+)=([^;]*);", "\n".join(answer.headers.get_all("Set-Cookie", []))):
            self.cookies[name] = value
        return answer


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = tmp_path / "data"
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "yorube.cli", "serve", "--port", str(port)],
            env={**os.environ, "YORUBE_DATA": str(data)},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    found = Site(port, process, data)
    until = time.monotonic() + 60
    while True:
        try:
            found.call("GET", "/")
            break
        except OSError:
            assert process.poll() is None, (tmp_path / "log").read_text()
            assert time.monotonic() < until
            threading.Event().wait(0.1)
    yield found
    process.send_signal(signal.SIGINT)
    try:
        assert process.wait(timeout=60) == 0
    finally:
        with suppress(ProcessLookupError):  # a worker that did not end
            os.killpg(process.pid, signal.SIGKILL)


def test_what_is_told_is_in_no_address_title_log_or_file(site: Site, tmp_path: Path) -> None:
    place = site.call("GET", "/ask").headers["Location"]
    titles = set()
    while place != "/answer":
        page = site.call("GET", place)
        titles |= set(re.findall(r"<title>(.*?)</title>", page.body.decode(), re.S))  # type: ignore[attr-defined]
        names = set(re.findall(r'name="([\w.]+)"', page.body.decode()))  # type: ignore[attr-defined]
        form: dict[str, object] = {name: value for name, value in MARKS.items() if name in names}
        if "wishes" in names:
            form["wishes"] = ["identify", "punish"]
        place = site.call("POST", place, form).headers["Location"]
    for path in ("/answer", "/review", "/happened", "/posts", "/nothing/MARKERPATH", "/answer.json"):
        site.call("GET", path)
    with suppress(
        BrokenPipeError, ConnectionResetError
    ):  # the server may refuse before it has read all of it
        site.call("POST", "/ask/place/1", {"posts.p1.url": "x" * 2_000_000})
    kept = b"".join(file.read_bytes() for file in site.data.iterdir())
    log = (tmp_path / "log").read_bytes()
    for mark in ("MARKERURL", "MARKERTEXT"):
        assert mark.encode() not in kept
        assert mark.encode() not in log
        assert not [head for head in site.heads if mark in head]
        assert not [title for title in titles if mark in title]
    assert b"MARKERPATH" not in log
    assert site.cookies["s"].encode() not in kept


def test_no_connection_to_the_file_is_open_where_workers_are_forked(site: Site) -> None:
    place = site.call("GET", "/ask").headers["Location"]
    site.call("GET", place)
    assert site.call("POST", place, {"harm.danger": "no"}).status == 302
    assert not [link for link in files(site.process.pid) if "yorube.sqlite3" in link]
    assert [link for link in links(site.process.pid) if "yorube.sqlite3" in link]  # the workers have it open


STILL_LOADING = """
import signal, sys, types, yorube.web.serve, yorube.web.spread
signal.signal(signal.SIGTERM, lambda *_: None)  # what a worker inherits
class Loading(types.ModuleType):
    def __getattr__(self, name):
        print("loading", flush=True)
        sys.stdin.read()
sys.modules["yorube.web.wsgi"] = Loading("yorube.web.wsgi")
yorube.web.serve.loaded(yorube.web.spread.Load(1))
"""


def test_a_worker_that_still_loads_ends_when_it_is_told_to() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", STILL_LOADING], stdin=pipe, stdout=pipe) as worker:
        assert worker.stdout
        assert worker.stdout.readline() == b"loading\n"
        worker.terminate()
        assert worker.wait(timeout=60) == -signal.SIGTERM


def test_a_worker_with_more_in_work_parts_with_a_visitor_and_the_other_does_not(site: Site) -> None:
    site.call("GET", "/ask/danger")
    cookies = "; ".join(f"{name}={value}" for name, value in site.cookies.items())
    with socket.create_connection(("127.0.0.1", site.port)) as waiting:
        head = f"POST /ask/danger HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookies}\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 99\r\n\r\n"
        waiting.sendall((head + form).encode())  # a worker waits for the rest
        # A new connection falls on either worker: both are met before long.
        parted = {site.call("GET", "/").headers.get("Connection") for _ in range(500)}
    assert parted == {"close", None}


def test_a_visitor_alone_keeps_the_connection(site: Site) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)) as connection:
        for _ in range(20):
            connection.request("GET", "/")
            answer = connection.getresponse()
            answer.read()
            assert not answer.will_close


def test_the_files_are_the_owners_alone(site: Site) -> None:
    assert site.data.stat().st_mode & 0o077 == 0
    assert (site.data / "yorube.sqlite3").stat().st_mode & 0o077 == 0


def test_it_listens_on_this_machine_alone(site: Site) -> None:
    inodes = set(re.findall(r"socket:\[(\d+)\]", "\n".join(links(site.process.pid))))
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    local = {row[1] for row in rows if row[3] == "0A" and row[9] in inodes}
    assert local == {f"0100007F:{site.port:04X}"}


def links(pid: int) -> list[str]:
    """What the files of a process and its children lead to."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [link for process in (pid, *map(int, children)) for link in files(process)]


def files(pid: int) -> list[str]:
    """What the open files of a process lead to."""
    found = []
    for file in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(OSError):
            found.append(str(file.readlink()))
    return found


def test_a_port_that_is_taken_is_said_in_one_line(site: Site, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "yorube.cli", "serve", "--port", str(site.port)]
    environment = {**os.environ, "YORUBE_DATA": str(tmp_path / "other")}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert f"127.0.0.1:{site.port}" in line


def test_a_folder_that_cannot_be_made_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    environment = {**os.environ, "YORUBE_DATA": str(tmp_path / "file" / "data")}
    command = [sys.executable, "-m", "yorube.cli", "serve", "--port", "59999"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert str(tmp_path) in line


@pytest.mark.parametrize("port", ["0", "65536", "x", "-1"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    command = [sys.executable, "-m", "yorube.cli", "serve", "--port", port]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_two_forms_of_one_visit_at_once_both_count(site: Site) -> None:
    """Two workers, four threads each: whoever writes second reads anew."""
    place = site.call("GET", "/ask").headers["Location"]
    site.call("GET", place)
    site.call("POST", place, {"harm.danger": "no", "harm.self_harm": "no"})
    site.call("POST", "/ask/who", {"person.role": "self"})
    site.call("POST", "/ask/wishes", {"wishes": ["delete"]})
    events = [f"2026-0{month}-1{day}" for month in range(1, 5) for day in range(2)]
    answers: list[int] = []
    threads = [
        threading.Thread(
            target=lambda on=on: answers.append(
                site.call("POST", "/happened", {"kind": "removal_request_received", "on": on}).status
            )
        )
        for on in events
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [302] * len(events)
    kept = json.loads(site.call("GET", "/review.json").body)["events"]  # type: ignore[attr-defined]
    assert sorted(event["on"] for event in kept) == events


BEHIND_TLS = """
import re, django
django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)

def browser(host):
    return Client(enforce_csrf_checks=True, headers={"host": host, "x-forwarded-proto": "https"})

for host, origin in (
    ("site.example", "https://site.example"),
    ("site.example:8443", "https://site.example:8443"),
    ("site.example", "https://other.example"),
    ("site.example", "http://site.example"),
):
    client = browser(host)
    token = re.search(r'csrfmiddlewaretoken" value="(.*?)"', client.get("/ask/danger").content.decode())[1]
    form = {"harm.danger": "no", "csrfmiddlewaretoken": token}
    print(client.post("/ask/danger", form, headers={"origin": origin}).status_code)
client = browser("site.example")
token = re.search(r'csrfmiddlewaretoken" value="(.*?)"', client.get("/ask/danger").content.decode())[1]
client.post(
    "/ask/danger",
    {"harm.danger": "no", "csrfmiddlewaretoken": token},
    headers={"origin": "https://site.example"},
)
for name, cookie in sorted(client.cookies.items()):
    print(name, cookie["secure"], cookie["path"], cookie["domain"] or "-", cookie["samesite"])
for name, cookie in sorted(client.get("/exit").cookies.items()):
    print(name, cookie["secure"], cookie["path"], cookie["domain"] or "-", cookie["max-age"])
print(browser("other.example").get("/").status_code)
"""


def test_behind_tls_forms_work_and_cookies_are_bound_to_the_host(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEHIND_TLS],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "yorube.web.settings",
            "YORUBE_DATA": str(tmp_path),
            "YORUBE_HTTPS": "yes",
            "YORUBE_HOSTS": "site.example, www.site.example",
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.splitlines() == [
        "302",
        "302",
        "403",
        "403",
        "__Host-c True / - Strict",
        "__Host-s True / - Strict",
        "__Host-c True / - 0",
        "__Host-s True / - 0",
        "lang True / - 0",
        "400",
    ], done.stderr
