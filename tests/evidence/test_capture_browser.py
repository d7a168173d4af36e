"""Chromium as it is really started: in its sandbox, not as root, TLS checked by itself."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import signal
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.x509 import load_pem_x509_certificate

from tests.evidence.capturing import NO_SANDBOX, captured, chromium, members, setup
from tests.evidence.site import serving
from tests.seal.authority import openssl
from yorube.evidence import browser
from yorube.evidence.batch import Done, captures
from yorube.evidence.browser_memory import bounded, own
from yorube.evidence.browser_memory import members as processes_of
from yorube.evidence.capture import capture
from yorube.seal import digest, verify


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and a certificate for 127.0.0.1 that nobody trusts."""
    room = tmp_path_factory.mktemp("tls")
    new = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", 30, "-subj", "/CN=127.0.0.1"]
    files = ["-keyout", room / "key.pem", "-out", room / "certificate.pem"]
    openssl(*new, "-addext", "subjectAltName=IP:127.0.0.1", *files)
    return room


def context(room: Path) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(room / "certificate.pem", room / "key.pem")
    return made


def test_a_certificate_that_is_not_valid_is_an_error_and_never_passed_over(tls: Path, tmp_path: Path):
    with serving(context(tls)) as site:
        url = site.url("/p/0").replace("http:", "https:")
        one = captured([url], tmp_path, setup(site))[url]
    assert one.record is not None
    assert (one.record.verdict, one.record.why) == ("ERROR", ("certificate",))
    assert one.record.tool["failed"] == "net::ERR_CERT_AUTHORITY_INVALID"
    assert site.asked == []


def test_the_chain_of_the_connection_itself_is_kept(tls: Path, tmp_path: Path):
    certificate = load_pem_x509_certificate((tls / "certificate.pem").read_bytes())
    der = certificate.public_bytes(serialization.Encoding.DER)
    key = certificate.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    trusted = base64.b64encode(hashlib.sha256(key).digest()).decode()
    flags = (*NO_SANDBOX, f"--ignore-certificate-errors-spki-list={trusted}")
    with serving(context(tls)) as site:
        url = site.url("/m/1").replace("http:", "https:")
        one = captured([url], tmp_path, setup(site, unsafe_test_flags=flags))[url]
    files = members(one)
    assert one.record is not None
    assert one.record.verdict == "COMPLETE"
    assert files[f"net/certs/{digest(der)}.der"] == der
    (row, *_) = [json.loads(line) for line in files["net/connections.jsonl"].splitlines()]
    assert row["certificates"] == [digest(der)]
    assert row["tls"] in ("TLS 1.2", "TLS 1.3")
    assert row["peer"] == "127.0.0.1"


def test_nothing_of_a_page_is_kept_in_memory_when_it_is_over():
    async def work() -> int:
        how = setup(site)
        async with browser.started(how.chromium, unsafe_test_flags=NO_SANDBOX) as running:
            for path in ("/h/frame", "/h/frame"):
                await capture(site.url(path), running, image="no", bounds=how.bounds, network=how.network)
            return len(running.pipe._sessions)

    with serving() as site:
        assert asyncio.run(work()) == 0


def test_the_browser_has_no_pages_of_its_own_beside_that_of_a_capture():
    async def work() -> set[str]:
        async with browser.started(chromium(), unsafe_test_flags=NO_SANDBOX) as running, running.page(9):
            told = await running.pipe.browser.send("Target.getTargets", filter=[{}])
            return {one["url"] for one in told["targetInfos"]}

    assert asyncio.run(work()) == {"about:blank"}


@contextmanager
def holding(megabytes: int, group: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A process that holds so much memory; in a group, or at the head of its own."""
    call = [sys.executable, "-c", f"held = b'x' * ({megabytes} << 20); print(1, flush=True); input()"]
    with subprocess.Popen(
        call, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, process_group=group
    ) as process:
        try:
            assert process.stdout
            assert process.stdout.readline() == "1\n"
            yield process
        finally:
            process.kill()


def test_of_processes_that_hold_too_much_together_the_largest_is_ended():
    told: list[int] = []

    async def work(group: int, most: int) -> None:
        over = asyncio.Event()
        async with bounded(group, most, over.set), asyncio.timeout(20):
            await over.wait()
        told.append(most)

    with holding(30) as small, holding(90, small.pid) as large, holding(90) as other:
        assert set(processes_of(small.pid)) == {small.pid, large.pid}
        assert 90 << 20 < own(large.pid) < 120 << 20
        asyncio.run(work(small.pid, 110 << 20))
        assert large.wait(10) == -signal.SIGKILL
        assert small.poll() is None
        assert other.poll() is None
    assert told == [110 << 20]
    assert own(large.pid) == 0


def test_of_a_page_that_ends_every_browser_is_kept_what_came(tmp_path: Path):
    tries: list[str] = []

    def kill(url: str, phase: str) -> None:
        if phase == "views":
            tries.append(url)
            for file in Path("/proc").glob("[0-9]*/status"):
                with suppress(OSError):
                    text = file.read_text(encoding="utf-8", errors="replace")
                    if f"\nPPid:\t{os.getpid()}\n" in text and "chrom" in text.split("\n", 1)[0]:
                        os.kill(int(file.parent.name), signal.SIGKILL)

    async def work() -> list[Done]:
        made = captures([site.url("/m/1")], tmp_path, "no", setup(site), 1, kill)
        return [done async for done in made]

    with serving() as site:
        (one,) = asyncio.run(work())
        assert tries == [site.url("/m/1")] * 2
    assert one.record is not None, one.lost
    assert (one.record.verdict, one.record.why) == ("PARTIAL", ("crashed",))
    assert one.record.counters["posts"] == 60
    assert one.file is not None
    assert verify(one.file).whole == "intact"


def test_root_is_refused_before_anything_starts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(browser, "spawn", None)

    async def work() -> None:
        async with browser.started(chromium()):
            raise AssertionError("started as root")

    with pytest.raises(browser.NotAsRoot, match="runuser"):
        asyncio.run(work())


ORDINARY = """
import asyncio, os, sys
import yorube.cli, yorube.evidence.capture, concurrent.futures.thread, PIL.PngImagePlugin
import encodings.cp437, encodings.idna
from yorube.evidence import words
[words.words(part) for part in ("words", "capture")]
from yorube.evidence import capture_verdict, settle
capture_verdict.phrases(), settle.script()
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
sys.exit(yorube.cli.main(sys.argv[1:]))
"""


def test_the_command_itself_runs_sandboxed_and_reaches_nothing_on_this_machine():
    """No hook of the tests: what a person calls, as an ordinary user."""
    with serving() as site, tempfile.TemporaryDirectory() as room:
        Path(room).chmod(0o777)
        call = ["capture", site.url("/p/0"), "--image", "no", "--json", "-o", room]
        told = subprocess.run(
            [sys.executable, "-c", ORDINARY, *call],
            capture_output=True,
            text=True,
            env={"PATH": os.environ["PATH"], "HOME": room},
        )
        assert told.returncode == 1, told.stderr
        row = json.loads(told.stdout)
        assert verify(Path(row["package"])).whole == "intact"
    assert (row["verdict"], row["why"]) == ("BLOCKED", ["inward"])
    assert site.asked == []
