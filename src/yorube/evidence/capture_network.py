"""The network record beside a capture: who answered, with which certificates, what names led to."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from yorube.evidence.browser_pipe import BrowserError, Session
from yorube.evidence.egress import Egress
from yorube.evidence.network import Recorder, origin, port
from yorube.seal import digest

NO_TTL = "not known: the system's resolver does not say for how long its answer holds"


async def certificates(page: Session, recorder: Recorder) -> dict[str, tuple[bytes, ...]]:
    """The chain each origin showed on the connections of this capture, as DER. Raises BrowserError for none."""
    found: dict[str, tuple[bytes, ...]] = {}
    for where in dict.fromkeys(origin(one.url) for one in recorder.exchanges):
        if not where.startswith("https:"):
            continue
        try:
            got = await page.send("Network.getCertificate", origin=where)
        except BrowserError:
            continue
        if got["tableNames"]:
            found[where] = tuple(b64decode(one) for one in got["tableNames"])
    return found


def connections(
    egress: Egress, recorder: Recorder, chains: Mapping[str, tuple[bytes, ...]]
) -> Iterator[dict[str, Any]]:
    """One row for each connection asked for: to whom, what came of it, how it was secured."""
    spoken: dict[tuple[str, int], set[str]] = {}
    origins: dict[tuple[str, int], str] = {}
    for one in recorder.exchanges:
        at = (urlsplit(one.url).hostname or "", port(one.url))
        origins.setdefault(at, origin(one.url))
        if one.protocol:
            spoken.setdefault(at, set()).add(one.protocol)
    for row in egress.connections:
        at = (row.host, row.port)
        where = origins.get(at)
        secured = recorder.security.get(where or "", {})
        yield {
            "at": row.at,
            "host": row.host,
            "port": row.port,
            "peer": row.peer,
            "refused": row.refused or None,
            "origin": where,
            "protocols": sorted(spoken.get(at, ())),
            "tls": secured.get("protocol"),
            "cipher": secured.get("cipher"),
            "certificates": [digest(der) for der in chains.get(where or "", ())],
        }


def names(egress: Egress) -> Iterator[dict[str, Any]]:
    """One row for each name: what the system's resolver said."""
    for answer in egress.answers.values():
        yield {
            "at": answer.at,
            "name": answer.name,
            "addresses": list(answer.addresses),
            "used": answer.used,
            "resolver": "system",
            "ttl": None,
            "ttl_why": NO_TTL,
        }


def messages(recorder: Recorder) -> Iterator[dict[str, Any]]:
    """One row for each message that went through a WebSocket, in order. `data`: text, or base64."""
    for one in recorder.messages:
        yield {
            "at": one.at.isoformat(timespec="milliseconds"),
            "url": one.url,
            "way": one.way,
            "kind": "text" if one.text else "base64",
            "data": one.data,
        }
