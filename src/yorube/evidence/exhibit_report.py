"""How a package was come by, as rows: the last page of an exhibit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from yorube.evidence.checking import Answers
from yorube.evidence.checking_words import counted, reasons
from yorube.evidence.facts import of_address, once
from yorube.evidence.files_wacz import facts_in
from yorube.evidence.record import NAME, Record
from yorube.evidence.words import words
from yorube.law.periods import JAPAN

ARCHIVE = "capture.wacz"
# Facts on paper: those of the page's own post first; the rest is in the package.
MOST = 25


def say(id: str, **values: object) -> str:
    return words("files")[id].ja.format(**values)


def report(found: Answers, record: Record, number: str, frames: int) -> Iterator[tuple[str, str]]:
    """Label and value of each row. Whoever presents it fills in who they are."""
    yield say("report.number"), number
    yield say("report.id"), record.id
    yield say("report.manifest"), found.checked.manifest
    yield say("report.who"), say("report.who.blank")
    yield say("exhibit.url"), record.requested_url or say("exhibit.no_url")
    yield say("exhibit.final_url"), record.final_url or say("report.none")
    for row in record.redirects:
        yield say("report.redirect"), f"{row.get('status')} {row.get('url')}\n→ {row.get('location')}"
    label = say("exhibit.sealed_at") if record.verdict == "FILES" else say("exhibit.captured_at")
    until = "" if record.ended == record.started else f"\n～ {both(record.ended)}"
    yield label, f"{both(record.started)}{until}"
    if record.clock:
        yield say("report.clock"), clock(record.clock)
    yield (
        say("report.source"),
        f"{say('source.' + record.source)}\n{say('source.' + record.source + '.means')}",
    )
    why = "\n".join(reasons(record, "ja"))
    yield say("check.complete"), f"{say('complete.' + record.verdict)}{chr(10) + why if why else ''}"
    if record.counters:
        yield say("report.counters"), counted(record, "ja")
    yield say("check.time"), stamps(found)
    yield say("report.tool"), pairs(record.tool)
    for row in record.files:
        yield say("report.file"), file(row)
    facts = facts_of(found, record)
    for fact in facts[:MOST]:
        yield say(f"fact.{fact['what']}"), f"{fact['value']}\n（{fact['file']} {fact['at']}）"
    if len(facts) > MOST:
        yield say("seal.facts"), say("report.more", count=len(facts) - MOST)
    if record.told:
        yield say("report.told"), told(record.told)
    for row in record.differences:
        kept = row["kept"] or say("seal.absent")
        values = {"what": say(f"fact.{row['what']}"), "told": row["told"], "kept": kept}
        yield say("seal.differs"), say("seal.difference", **values)
    if frames:
        yield say("exhibit.added"), say("exhibit.frames")
    yield say("report.not_shown"), say("report.not_shown.text")
    yield say("report.handling"), say("handle")


def facts_of(found: Answers, record: Record) -> list[Mapping[str, Any]]:
    """The facts of the record; of a captured page those in its archive. The page's own post first."""
    facts: list[Mapping[str, Any]] = list(record.facts)
    members = found.checked.package.members if found.checked.package else {}
    if not facts and record.final_url:
        kept = facts_in(members[ARCHIVE], ARCHIVE) if ARCHIVE in members else []
        facts = [fact.row for fact in once([*of_address(record.final_url, NAME, "final_url"), *kept])]
    own = {fact["post"] for fact in facts if record.final_url and fact["value"] == record.final_url}
    return sorted(facts, key=lambda fact: fact["post"] not in own)


def both(at: str) -> str:
    """A moment in Japan and in UTC."""
    moment = datetime.fromisoformat(at)
    return f"{moment.astimezone(JAPAN):%Y-%m-%d %H:%M:%S} JST / {moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def pairs(row: Mapping[str, Any]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in row.items() if value is not None)


def clock(row: Mapping[str, Any]) -> str:
    """How far our clock and that of the site were apart."""
    if row.get("ahead_seconds") is None:
        return say("report.clock.unknown")
    return say("report.clock.ahead", seconds=row["ahead_seconds"], site=row.get("site_date"))


def stamps(found: Answers) -> str:
    """What authorities say of the time, and how late after the record."""
    held = [one.stamp for one in found.checked.stamps if one.stamp]
    first = both(min(one.at for one in held).isoformat()) if held else ""
    lines = [say(f"time.{found.checked.time}", at=first)]
    lines += [f"{one.authority}　{both(one.at.isoformat())}　{one.serial}" for one in held]
    if found.after is not None:
        lines.append(say("time.later", seconds=round(found.after.total_seconds())))
    return "\n".join(lines)


def file(row: Mapping[str, Any]) -> str:
    """One file: what it is called in the package, its hash, and what it says of itself."""
    lines = [str(row.get("member") or row.get("name") or row.get("url")), f"SHA-256 {row.get('sha256')}"]
    if "kind" in row:
        lines.append(f"{say('kind.' + row['kind'])}　{say('source.' + row['source'])}")
        if row.get("member") is None:
            lines.append(say("seal.hash_only"))
    return "\n".join(lines)


def told(row: Mapping[str, Any]) -> str:
    """What the person said."""
    lines = [f"{key}: {row[key]}" for key in ("url", "seen_at") if key in row]
    for name, post in row.get("posts", {}).items():
        lines.append(f"{name}: " + " / ".join(f"{key} {value}" for key, value in post.items() if key != "id"))
    return "\n".join(lines)
