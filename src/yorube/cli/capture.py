"""`yorube capture URL`: a page kept whole, sealed, and stamped where an authority is configured."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

from yorube.cli.common import Fault, in_a_language, read_input, said
from yorube.cli.evidence import add_image, authorities, image_of, refused
from yorube.evidence import batch, browser
from yorube.evidence.capture import AddressError, checked
from yorube.evidence.checking_words import because
from yorube.evidence.first import NEVER, Image
from yorube.evidence.record import Record
from yorube.evidence.words import words
from yorube.law.text import Text

MOST_AT_ONCE = 4
# What every capture of a command starts from. Only tests put another one here.
SETUP = batch.Setup("")


def add(commands: Any) -> None:
    """The arguments of the command."""
    command = commands.add_parser("capture", help="a page kept as evidence: complete, sealed, dated")
    command.add_argument("url", nargs="?", metavar="URL", help="the address, as it is")
    command.add_argument("--list", metavar="FILE", help="addresses, one on a line; `-` reads standard input")
    command.add_argument("-o", "--out", type=Path, default=Path(), metavar="FOLDER", help="where packages go")
    command.add_argument("--resume", action="store_true", help="leave out what the folder holds already")
    command.add_argument(
        "--concurrency", type=int, default=1, metavar="N", help=f"so many at once, 1 to {MOST_AT_ONCE}"
    )
    add_image(command)
    command.add_argument(
        "--keep-copy", action="store_true", help="with --image adult: also keep the page itself"
    )
    command.add_argument("--json", action="store_true", help="one line of JSON for each address")
    in_a_language(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Captures the addresses. 0: all of them complete; 1: some not, or none may be captured."""
    urls = addresses(args)
    if not 1 <= args.concurrency <= MOST_AT_ONCE:
        raise Fault("--concurrency", say("fault.concurrency"))
    image = image_of(args)
    if image in NEVER:
        return refused(args.lang)
    try:
        chromium = browser.found(os.environ)
    except browser.NoBrowser as error:
        raise Fault("capture", str(error), 3) from None
    stamps = authorities()
    made_in(args.out)
    setup = replace(SETUP, chromium=chromium, authorities=stamps, keep_copy=args.keep_copy)
    ended: list[int] = []
    try:
        return asyncio.run(captured(urls, image, setup, args, ended))
    except asyncio.CancelledError:
        return 128 + ended[0]
    except browser.NoBrowser as error:
        raise Fault("capture", str(error), 3) from None
    except browser.NotAsRoot as error:
        raise Fault("capture", str(error)) from None


async def captured(
    urls: Sequence[str], image: Image, setup: batch.Setup, args: argparse.Namespace, ended: list[int]
) -> int:
    """Captures and tells of each as it is over. Told to end, it puts away the browser first; `ended` has the signal."""
    stops_when_told(ended)
    before = batch.done_before(args.out) if args.resume else {}
    left = [url for url in urls if url not in before]
    for url in urls:
        if url in before:
            show(
                skipped(url, before[url]) if args.json else f"{url}\n  {word('said.skipped', args.lang)}",
                args,
            )
    if not left:
        return 0
    whole = True
    step = Steps(len(left), args.lang)
    made = batch.captures(left, args.out, image, setup, args.concurrency, step)
    async with aclosing(made):
        async for done in made:
            step.clear()
            show(data(done) if args.json else "\n".join(lines(done, image, setup, args.lang)), args)
            whole = whole and done.record is not None and done.record.verdict == "COMPLETE"
    return 0 if whole else 1


def stops_when_told(ended: list[int]) -> None:
    """Cancels this task at the first signal to end. One that is passed over (nohup) stays so."""
    task, loop = asyncio.current_task(), asyncio.get_running_loop()

    def stop(number: int) -> None:
        if task is not None and not ended:
            ended.append(number)
            task.cancel()

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:
            loop.add_signal_handler(number, stop, number)


# --- what goes in ----------------------------------------------------------------------------------------------------


def addresses(args: argparse.Namespace) -> list[str]:
    """The addresses of a call, each once, in their order."""
    if (args.url is None) == (args.list is None):
        raise Fault("capture", say("fault.none"))
    if args.url is not None:
        return [valid(args.url, args.url)]
    try:
        rows = read_input(args.list).decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Fault(args.list, say("fault.encoding")) from None
    found = [
        valid(row.strip(), f"{args.list}:{number}")
        for number, row in enumerate(rows, 1)
        if row.strip() and not row.startswith("#")
    ]
    return list(dict.fromkeys(found))


def valid(url: str, place: str) -> str:
    try:
        return checked(url)
    except AddressError as error:
        raise Fault(place, say(f"fault.{error}")) from None


def made_in(folder: Path) -> None:
    """The folder, made where there is none."""
    if folder.exists() and not folder.is_dir():
        raise Fault(str(folder), say("fault.folder"))
    folder.mkdir(parents=True, exist_ok=True)


# --- what comes out --------------------------------------------------------------------------------------------------


class Steps:
    """One line on a terminal that says what is going on; nothing elsewhere."""

    def __init__(self, count: int, lang: str) -> None:
        self._live = sys.stderr is not None and sys.stderr.isatty()
        self._count, self._lang, self._over = count, lang, 0

    def __call__(self, url: str, phase: str) -> None:
        if self._live:
            at = f"[{self._over + 1}/{self._count}]"
            print(f"\r\x1b[K{at} {word(f'phase.{phase}', self._lang)}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """One more is over."""
        self._over += 1
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def show(what: Any, args: argparse.Namespace) -> None:
    print(json.dumps(what, ensure_ascii=False) if args.json else what, flush=True)


def skipped(url: str, file: Path) -> dict[str, Any]:
    return {"url": url, "skipped": True, "package": str(file)}


def data(done: batch.Done) -> dict[str, Any]:
    """A capture as data."""
    row: dict[str, Any] = {"url": done.url, "package": str(done.file) if done.file else None}
    if done.record is None:
        return {**row, "verdict": "ERROR", "why": ["browser"], "lost": done.lost}
    held = done.record
    return {
        **row,
        "id": held.id,
        "final_url": held.final_url,
        "verdict": held.verdict,
        "why": list(held.why),
        "counters": held.counters,
        "started": held.started,
        "ended": held.ended,
        "manifest": done.manifest,
        "stamps": list(done.stamps),
        "refused": [{"authority": name, "why": why.data} for name, why in done.refused],
    }


def lines(done: batch.Done, image: str, setup: batch.Setup, lang: str) -> Iterator[str]:
    """A capture in words."""
    yield done.url
    if done.record is None:
        yield "  " + word("said.lost", lang, why=done.lost)
        return
    held = done.record
    if held.final_url != done.url:
        yield f"  → {held.final_url}"
    yield f"  {word(f'verdict.{held.verdict}', lang)}"
    yield from (f"  - {reason(held, why, lang)}" for why in held.why)
    counted = held.counters
    yield "  " + word(
        "said.counted",
        lang,
        posts=counted["posts"],
        images=counted["images"]["loaded"],
        requests=counted["requests"]["answered"],
    )
    yield f"  {word('said.package', lang)}: {done.file}"
    yield f"  {word('said.hash', lang)}: {done.manifest}"
    if done.stamps:
        yield "  " + word("said.stamped", lang, names=", ".join(done.stamps))
    for name, why in done.refused:
        yield "  " + word("said.refused", lang, name=name, why=because(why.data, lang))
    if not done.stamps:
        yield f"  {word('said.unstamped', lang)}"
    if image == "adult" and not setup.keep_copy:
        yield f"  {word('said.hashes_only', lang)}"
    yield f"  {word('said.private', lang)}"


def reason(held: Record, why: str, lang: str) -> str:
    """A reason of a verdict, with its counters."""
    counted = held.counters
    return word(f"why.{why}", lang, **{**counted, **counted["requests"], **counted["images"]})


def word(id: str, lang: str, **values: Any) -> str:
    return said(words("capture")[id], lang).format(**values)


def say(id: str) -> Text:
    return words("capture")[id]
