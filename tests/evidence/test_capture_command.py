"""`yorube capture`: the first question before anything, a list, going on where it stopped, what it says and returns."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import string
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.evidence.capturing import captured, setup
from tests.evidence.site import Site, serving
from tests.seal.authority import Keys
from tests.seal.authority import serving as stamping
from yorube import cli
from yorube.cli import capture as command
from yorube.evidence import batch, capture_verdict, settle
from yorube.evidence.capture import capture
from yorube.evidence.first import NEVER, ChildImage
from yorube.evidence.words import words
from yorube.seal import verify

ROOT = Path(__file__).parents[2]
URL = "https://example.test/1"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """The site, and the command let through to it."""
    with serving() as site:
        monkeypatch.setattr(command, "SETUP", setup(site))
        yield site


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever asks for a browser fails the test."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a browser was started")

    monkeypatch.setattr(batch, "started", never)


# --- the first question ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ja", "easy", "en"])
@pytest.mark.parametrize("image", NEVER)
@pytest.mark.usefixtures("no_browser")
def test_images_of_children_are_not_captured(
    image: str, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    status = cli.main(["capture", URL, "--image", image, "--lang", lang, "-o", str(tmp_path / "new")])
    told = capsys.readouterr()
    assert status == 1
    assert told.out.strip() == words()["first.refused"].data[lang]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("image", NEVER)
@pytest.mark.usefixtures("no_browser")
def test_whoever_calls_for_them_gets_none_either(image: str, tmp_path: Path):
    with pytest.raises(ChildImage):
        captured([URL], tmp_path, batch.Setup("chromium"), image=image)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("no_browser")
def test_without_a_terminal_the_question_must_be_answered_in_the_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.stdin", io.StringIO("no\n"))
    assert cli.main(["capture", URL]) == 2
    told = capsys.readouterr()
    assert "--image" in told.err
    assert told.err.count("\n") == 1


class Terminal:
    """Somebody at a terminal who gives these answers."""

    def __init__(self, *answers: str) -> None:
        self._answers = iter(answers)

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return next(self._answers, "")


@pytest.mark.usefixtures("no_browser")
def test_on_a_terminal_it_is_asked_until_it_is_answered(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setattr("sys.stdin", Terminal("what?\n", "minor\n"))
    assert cli.main(["capture", URL]) == 1
    told = capsys.readouterr()
    assert words()["first.question"].ja in told.err
    assert told.err.count("[no/adult/minor/unknown]") == 2
    monkeypatch.setattr("sys.stdin", Terminal())
    assert cli.main(["capture", URL]) == 2


# --- what is refused -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        [],
        [URL, "--list", "x"],
        ["file:///etc/passwd"],
        ["view-source:https://example.test/"],
        ["data:text/html,x"],
        ["javascript:alert(1)"],
        ["example.test/1"],
        ["https://"],
        ["https://example.test:x/"],
        ["https://a:b@example.test/"],
        ["https://example.test/a b"],
        ["https://example.test/\nx"],
        [URL, "--concurrency", "9"],
        [URL, "--concurrency", "0"],
        [URL, "-o", os.devnull],
        ["--list", "/nowhere/list"],
    ],
    ids=str,
)
@pytest.mark.usefixtures("no_browser")
def test_a_call_at_fault_is_one_line(call: list[str], capsys: pytest.CaptureFixture[str]):
    assert cli.main(["capture", *call, "--image", "no"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    assert len(told.err.rstrip("\n").splitlines()) <= 2  # an address may hold a line end


@pytest.mark.usefixtures("no_browser")
def test_without_chromium_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert cli.main(["capture", URL, "--image", "no"]) == 3
    told = capsys.readouterr()
    assert "apt-get install chromium" in told.err
    assert told.err.count("\n") == 1
    monkeypatch.setenv("YORUBE_CHROMIUM", "nothing-of-that-name")
    assert cli.main(["capture", URL, "--image", "no"]) == 3
    assert "nothing-of-that-name" in capsys.readouterr().err


def test_a_browser_that_does_not_start_is_said(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("YORUBE_CHROMIUM", "/bin/false")
    assert cli.main(["capture", site.url("/m/1"), "--image", "no", "-o", str(tmp_path)]) == 3
    assert "/bin/false" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text",
    ["", "url = 1\nroots = ''", "url = 'ftp://x'\nroots = 'r.pem'", "url = 'http://x/'\nroots = 'none.pem'"],
)
@pytest.mark.usefixtures("no_browser")
def test_an_authority_that_cannot_be_used_is_said_before_anything(
    text: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    (tmp_path / "one.toml").write_text(text)
    monkeypatch.setenv("YORUBE_TSA", str(tmp_path))
    assert cli.main(["capture", URL, "--image", "no"]) == 2
    assert "one.toml" in capsys.readouterr().err


# --- what it does ----------------------------------------------------------------------------------------------------


def test_a_list_with_stamps_and_going_on_where_it_stopped(
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
):
    keys = Keys.make(tmp_path / "keys", "one")
    settings, out = tmp_path / "tsa", tmp_path / "out"
    settings.mkdir()
    (settings / "roots.pem").write_bytes(keys.root)
    monkeypatch.setenv("YORUBE_TSA", str(settings))
    whole, part, lost = site.url("/m/1"), site.url("/h/broken"), site.url("/fail")
    listed = tmp_path / "list.txt"
    listed.write_text(f"# mine\n{whole}\n\n{part}\n{lost}\n{whole}\n", encoding="utf-8")
    call = ["capture", "--list", str(listed), "--image", "no", "-o", str(out), "--json", "--concurrency", "2"]
    with stamping(keys, "one") as authority:
        (settings / "one.toml").write_text(f'url = "{authority.url}"\nroots = "roots.pem"\n')
        assert cli.main(call) == 1
        rows = {row["url"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
        assert {url: row["verdict"] for url, row in rows.items()} == {
            whole: "COMPLETE",
            part: "PARTIAL",
            lost: "ERROR",
        }
        assert all(row["stamps"] == ["one"] for row in rows.values())
        # One is gone, one is spoilt, one was never finished: only what is whole is left out.
        packages = {url: Path(row["package"]) for url, row in rows.items()}
        spoilt = bytearray(packages[part].read_bytes())
        spoilt[len(spoilt) // 2] ^= 1
        packages[part].unlink()
        packages[part].write_bytes(spoilt)
        (out / "EV-20260101-00000000.zip.part").write_bytes(b"half")
        site.asked.clear()
        assert cli.main([*call, "--resume"]) == 1
    again = {row["url"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert again[whole] == {"url": whole, "skipped": True, "package": str(packages[whole])}
    assert again[part]["verdict"] == "PARTIAL"
    assert again[lost]["verdict"] == "ERROR"
    assert "/m/1" not in site.asked


class Shown(io.StringIO):
    """A terminal that shows this."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_each_step_is_shown_on_one_line(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    shown = Shown()
    monkeypatch.setattr("sys.stderr", shown)
    assert cli.main(["capture", site.url("/m/4"), "--image", "no", "-o", str(tmp_path)]) == 0
    steps = [step.removeprefix("[1/1] ") for step in shown.getvalue().split("\r\x1b[K") if step]
    phases = ("open", "scroll", "views", "write", "seal")
    assert list(dict.fromkeys(steps)) == [words("capture")[f"phase.{phase}"].ja for phase in phases]
    assert "\n" not in shown.getvalue()
    assert "\x1b" not in capsys.readouterr().out


def test_an_authority_that_does_not_answer_leaves_a_package_that_says_so(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    keys = Keys.make(tmp_path / "keys", "one")
    (tmp_path / "roots.pem").write_bytes(keys.root)
    (tmp_path / "one.toml").write_text(f'url = "http://127.0.0.1:9/{site.port}"\nroots = "roots.pem"\n')
    monkeypatch.setenv("YORUBE_TSA", str(tmp_path))
    url = site.url("/m/2")
    assert cli.main(["capture", url, "--image", "no", "-o", str(tmp_path / "out"), "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "no time stamp from one" in told
    assert "no time stamp: on its own" in told
    assert "complete" in told
    assert "60 posts" in told
    assert "Do not republish." in told
    (package,) = (tmp_path / "out").iterdir()
    found = verify(package)
    assert (found.whole, found.time) == ("intact", "none")
    assert found.manifest in told
    assert any(row.get("did") == "stamp refused" for row in found.custody)


def test_a_browser_that_goes_away_is_started_again(
    site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    real = capture
    killed: list[str] = []

    async def once(url, browser, **more):
        if not killed:
            killed.append(url)
            await browser.pipe.browser.send("Browser.close")
            await browser.pipe.closed.wait()
        return await real(url, browser, **more)

    monkeypatch.setattr(batch, "capture", once)
    assert cli.main(["capture", site.url("/m/3"), "--image", "no", "-o", str(tmp_path)]) == 0
    assert killed
    assert "全部取得" in capsys.readouterr().out


TOLD_TO_END = """
import sys
from tests.evidence.capturing import captured, setup
from tests.evidence.site import Site
from yorube import cli
from yorube.cli import capture
capture.SETUP = setup(Site(int(sys.argv[1])))
sys.exit(cli.main(["capture", f"http://127.0.0.1:{sys.argv[1]}/h/slow", "--image", "no", "-o", sys.argv[2]]))
"""


@contextmanager
def under_way(room: Path, *before: str) -> Iterator[tuple[subprocess.Popen[bytes], Site]]:
    """The command as a process of its own in the midst of a page that does not end; its temporary folder is `room`."""
    with serving() as site:
        # Tests that run in the background may have been told not to mind these signals; the command is to mind them.
        own = ["env", "--default-signal=HUP,INT", *before]
        call = [*own, sys.executable, "-c", TOLD_TO_END, str(site.port), str(room.with_name("out"))]
        with subprocess.Popen(call, env={**os.environ, "TMPDIR": str(room)}, cwd=ROOT) as process:
            try:
                until(lambda: "/slow.jpg" in site.asked)
                assert processes_in(room)
                assert list(room.iterdir())
                yield process, site
            finally:
                process.kill()


def until(so: Callable[[], object]) -> None:
    """Waits for something to be so."""
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        time.sleep(0.01)


def processes_in(room: Path) -> list[str]:
    """The processes that were started with this folder."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(room).encode() in (line := file.read_bytes()):
                found.append(line.decode())
    return found


@pytest.mark.parametrize(
    "number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT], ids=lambda number: number.name
)
def test_told_to_end_it_leaves_no_browser_and_nothing_of_its_profile(number: signal.Signals, tmp_path: Path):
    room = tmp_path / "temporary"
    room.mkdir()
    with under_way(room) as (process, _):
        process.send_signal(number)
        assert process.wait(60) == 128 + number
        until(lambda: not processes_in(room))
    assert list(room.iterdir()) == []


def test_a_terminal_that_closes_does_not_end_it_where_it_was_told_not_to_mind(tmp_path: Path):
    room = tmp_path / "temporary"
    room.mkdir()
    with under_way(room, "nohup") as (process, site):
        process.send_signal(signal.SIGHUP)
        site.go.set()
        assert process.wait(100) == 0
    assert list(room.iterdir()) == []
    assert len(list((tmp_path / "out").glob("*.zip"))) == 1


# --- words -----------------------------------------------------------------------------------------------------------


def test_every_verdict_reason_and_phase_has_words_in_each_language():
    said = words("capture")
    source = "".join(
        Path(str(module.__file__)).read_text(encoding="utf-8") for module in (capture_verdict, settle, batch)
    ) + Path(str(settle.__file__)).with_name("capture.py").read_text(encoding="utf-8")
    reasons = {id.partition(".")[2] for id in said if id.startswith("why.")}
    for reason in reasons - {"picture_size", "views_timeout", "requests", "bytes"}:
        assert f'"{reason}"' in source, reason
    for phase in re.findall(r'progress\((?:url, )?"(\w+)"\)', source):
        assert f"phase.{phase}" in said
    for text in said.values():
        assert text.ja
        assert text.en
        assert not re.search("違法", text.ja)
        fields = {name for _, name, _, _ in string.Formatter().parse(text.ja) if name}
        assert fields == {name for _, name, _, _ in string.Formatter().parse(text.en) if name}


def test_what_is_said_of_a_capture_is_said_in_plain_japanese_too():
    for id, text in words("capture").items():
        if id.startswith(("phase.", "verdict.", "why.")):
            assert text.easy, id
