"""Chromium: found, started as an ordinary user in its sandbox with a profile that is thrown away, and ended."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from fcntl import F_DUPFD_CLOEXEC, fcntl
from pathlib import Path
from typing import Any

from yorube.evidence.browser_pipe import BrowserError, Pipe, Session

SETTING = "YORUBE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
INSTALL = "apt-get install chromium fonts-noto-cjk"
START_SECONDS = 60
END_SECONDS = 5
# Outside a capture's own proxy nothing is reachable: the port is none, and the browser resolves no name.
NOWHERE = "http://127.0.0.1:9"
FLAGS = (
    "--headless",
    "--remote-debugging-pipe",
    f"--proxy-server={NOWHERE}",
    "--proxy-bypass-list=<-loopback>",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--disable-gpu",  # very tall pictures are right only when drawn without it
    "--hide-scrollbars",
    "--no-startup-window",  # each capture opens its own
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-extensions",
    "--disable-sync",
    "--disable-breakpad",
    "--disable-dev-shm-usage",
    # An address stays as it was given, the browser says nothing to its maker on its own, and it loads no pages of its
    # own behind each window: two stand ready for an address bar nobody sees, and cost as much as a small page.
    "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,Translate,MediaRouter,OptimizationHints,"
    "AutofillServerCommunication,CertificateTransparencyComponentUpdater,InterestFeedContentSuggestions,"
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    "--lang=ja-JP",
)


class NoBrowser(Exception):
    """No Chromium that can be started: why, in one line, with the command that helps."""


class NotAsRoot(Exception):
    """Chromium has no sandbox as root, so it is not started."""

    def __init__(self) -> None:
        super().__init__("must not run as root; as an ordinary user: runuser -u USER -- yorube capture ...")


def found(environment: Mapping[str, str]) -> str:
    """Where Chromium is: as the setting says, or under one of its usual names. Raises NoBrowser."""
    named = environment.get(SETTING)
    for name in [named] if named else NAMES:
        if path := shutil.which(name, path=environment.get("PATH")):
            return path
    what = f"{SETTING}: {named} cannot be run" if named else "Chromium is missing"
    raise NoBrowser(f"{what}; install it with: {INSTALL}")


@dataclass(frozen=True, slots=True)
class Browser:
    """A running Chromium. `process`: its id, which is also that of the group of all its processes."""

    pipe: Pipe
    process: int
    version: Mapping[str, Any]

    @property
    def running(self) -> bool:
        """Whether it still runs."""
        return not self.pipe.closed.is_set()

    @asynccontextmanager
    async def page(self, proxy: int) -> AsyncIterator[Session]:
        """An empty page with nothing of any other, whose only way out is the proxy on that port of loopback. Raises
        BrowserError; a browser that does not answer counts as gone."""
        send, own = self.pipe.browser.send, {}
        try:
            try:
                async with asyncio.timeout(START_SECONDS):
                    context = await send(
                        "Target.createBrowserContext",
                        disposeOnDetach=True,
                        proxyServer=f"http://127.0.0.1:{proxy}",
                        proxyBypassList="<-loopback>",
                    )
                    own["browserContextId"] = context["browserContextId"]
                    await send("Browser.setDownloadBehavior", behavior="deny", **own)
                    await send("Browser.grantPermissions", permissions=[], **own)
                    made = await send("Target.createTarget", url="about:blank", newWindow=True, **own)
                    page = await send("Target.attachToTarget", targetId=made["targetId"], flatten=True)
            except TimeoutError:
                self.pipe.connection_lost(None)
                raise BrowserError("the browser does not answer") from None
            yield self.pipe.session(page["sessionId"])
        finally:
            with suppress(BrowserError, TimeoutError):
                async with asyncio.timeout(END_SECONDS):
                    await send("Target.disposeBrowserContext", **own)


@asynccontextmanager
async def started(path: str, *, unsafe_test_flags: tuple[str, ...] = ()) -> AsyncIterator[Browser]:
    """Chromium for as long as one needs it. Raises NoBrowser, NotAsRoot.

    `unsafe_test_flags` are for tests alone; no command passes any.
    """
    if os.geteuid() == 0 and "--no-sandbox" not in unsafe_test_flags:
        raise NotAsRoot
    with tempfile.TemporaryDirectory(prefix="yorube-capture-", ignore_cleanup_errors=True) as room:
        pipe = Pipe()
        ours, theirs = os.pipe(), os.pipe()  # what we write, what it writes
        process = spawn(path, Path(room), ours[0], theirs[1], unsafe_test_flags)
        os.close(ours[0])
        os.close(theirs[1])
        try:
            try:
                await pipe.connect(os.fdopen(theirs[0], "rb", 0), os.fdopen(ours[1], "wb", 0))
                async with asyncio.timeout(START_SECONDS):
                    version = await pipe.browser.send("Browser.getVersion")
            except (BrowserError, TimeoutError):
                raise NoBrowser(f"{path} does not start: {last_words(Path(room))}") from None
            yield Browser(pipe, process, version)
        finally:
            await end(process, pipe)


def spawn(path: str, room: Path, reads: int, writes: int, more: tuple[str, ...]) -> int:
    """Starts the browser with the pipes where it expects them (3 and 4); returns its process id."""
    given, taken = (fcntl(one, F_DUPFD_CLOEXEC, 10) for one in (reads, writes))
    log = os.open(room / "log", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
    kept = {key: os.environ[key] for key in ("PATH", "LD_LIBRARY_PATH") if key in os.environ}
    try:
        return os.posix_spawn(
            path,
            [path, *FLAGS, *more, f"--user-data-dir={room / 'profile'}"],
            {**kept, "HOME": str(room), "LANG": "ja_JP.UTF-8", "TZ": "Asia/Tokyo"},
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                (os.POSIX_SPAWN_DUP2, log, 1),
                (os.POSIX_SPAWN_DUP2, log, 2),
                (os.POSIX_SPAWN_DUP2, given, 3),
                (os.POSIX_SPAWN_DUP2, taken, 4),
            ],
            setpgroup=0,
        )
    finally:
        for one in (given, taken, log):
            os.close(one)


def last_words(room: Path) -> str:
    """What the browser said before it ended, short."""
    lines = (room / "log").read_text(encoding="utf-8", errors="replace").splitlines()
    said = next(
        (line for line in lines if "sandbox" in line.lower()), lines[-1] if lines else "no reason given"
    )
    return said[-200:]


async def end(process: int, pipe: Pipe) -> None:
    """Ends the browser and what it started; returns when it is gone."""
    try:
        with suppress(BrowserError, TimeoutError):
            async with asyncio.timeout(END_SECONDS):
                await pipe.browser.send("Browser.close")
        pipe.close()
        gone = asyncio.create_task(asyncio.to_thread(os.waitpid, process, 0))
        done, _ = await asyncio.wait([gone], timeout=END_SECONDS)
    finally:
        # Whatever it left behind is in its own group; also where we are told to hurry.
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
    if not done:
        await gone
