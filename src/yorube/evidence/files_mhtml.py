"""The page in an MHTML file. The parts are found by their boundary, each byte looked at once, and only pages are
unpacked: a reader of mail would look at every line of every picture, and as often as parts are nested."""

from __future__ import annotations

import binascii
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesHeaderParser

# Of the head of a file and of a part; parts of one file.
HEAD, PART_HEAD, MOST = 1 << 16, 1 << 13, 2_000
# How deep parts may lie in parts.
DEPTH = 2
HEAD_ENDS = re.compile(rb"\r?\n\r?\n")


def head_of(data: bytes, most: int) -> tuple[Message[str, str], int]:
    """The head of a message, and where what follows it begins."""
    ends = HEAD_ENDS.search(data, 0, most)
    place = ends.end() if ends else min(most, len(data))
    return BytesHeaderParser().parsebytes(data[:place]), place


def pages(data: bytes, depth: int = DEPTH) -> Iterator[tuple[str, str]]:
    """The address and the text of each page in a file, in its order. A part cut off in the middle is one too."""
    head, at = head_of(data, HEAD)
    boundary = head.get_boundary("")
    if not boundary or not boundary.isascii():
        return
    mark = b"\n--" + boundary.encode()
    at = data.find(mark, max(at - 2, 0))
    for _ in range(MOST):
        if at < 0:
            return
        begins = data.find(b"\n", at + len(mark)) + 1
        if not begins:
            return
        at = data.find(mark, begins - 1)
        part = data[begins : at if at >= 0 else len(data)]
        inner, place = head_of(part, PART_HEAD)
        if inner.get_content_type() == "text/html":
            yield str(inner.get("Content-Location", "")), text(inner, part[place:])
        elif depth and inner.get_content_maintype() == "multipart":
            yield from pages(part, depth - 1)


def text(head: Message[str, str], body: bytes) -> str:
    """What a part says, by its own head."""
    way = str(head.get("Content-Transfer-Encoding", "")).strip().lower()
    try:
        if way == "quoted-printable":
            body = quopri.decodestring(body)
        elif way == "base64":
            body = binascii.a2b_base64(body)
        return body.decode(head.get_content_charset("utf-8"), "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")
