"""The tags and the text of an HTML page, one after the other. Every character is passed once: no page, however it is
written, takes longer than its length and its number of tags ask for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal, TypeAlias

# What stands in these is text to its end tag; in the first two not even `&amp;` is read.
AS_IT_STANDS = ("script", "style")
RAW = (*AS_IT_STANDS, "title", "textarea", "xmp", "iframe", "noembed", "noframes")
NAME = re.compile(r"[A-Za-z][^\s/>]*")
BETWEEN = re.compile(r"[\s/]*")
KEY = re.compile(r"[^\s/>][^\s/>=]*")
EQUALS = re.compile(r"\s*=\s*")
BARE = re.compile(r"[^\s>]*")
COMMENT_ENDS = re.compile(r"--!?>")
Is: TypeAlias = Literal["start", "end", "text"]


@dataclass(frozen=True, slots=True)
class Part:
    """A tag by its name, or a text; where it begins."""

    kind: Is
    value: str
    at: int
    values: Mapping[str, str] = field(default_factory=dict)


def parts(html: str) -> Iterator[Part]:
    """Each tag and each text. What is not closed before the page ends is left out, as browsers do."""
    at, end = 0, len(html)
    while at < end:
        begins = html.find("<", at)
        if begins < 0:
            begins = end
        if begins > at:
            yield Part("text", unescape(html[at:begins]), at)
        if begins == end:
            return
        name = NAME.match(html, begins + 1)
        if name:
            values, closed, past = attributes(html, name.end())
            if past < 0:
                return
            tag = name[0].lower()
            yield Part("start", tag, begins, values)
            if closed:
                yield Part("end", tag, begins)
            elif tag in RAW:
                inside = past
                past = raw_end(html, tag, inside)
                text = html[inside:past]
                yield Part("text", text if tag in AS_IT_STANDS else unescape(text), inside)
            at = past
        elif html.startswith("<!--", begins):
            ends = COMMENT_ENDS.search(html, begins + 2)
            at = ends.end() if ends else end
        elif html.startswith(("<!", "<?", "</"), begins):
            at = (html.find(">", begins) + 1) or end
            ended = NAME.match(html, begins + 2) if html[begins + 1] == "/" else None
            if ended:
                yield Part("end", ended[0].lower(), begins)
        else:
            yield Part("text", "<", begins)
            at = begins + 1


def attributes(html: str, at: int) -> tuple[dict[str, str], bool, int]:
    """What stands in a tag, whether it closes itself, and where it is past; -1: nowhere."""
    values: dict[str, str] = {}
    while True:
        between = BETWEEN.match(html, at)
        at = between.end() if between else at
        if html.startswith(">", at):
            return values, html[at - 1] == "/", at + 1
        key = KEY.match(html, at)
        if key is None:
            return values, False, -1
        at, value = key.end(), ""
        if equals := EQUALS.match(html, at):
            at = equals.end()
            if html.startswith(('"', "'"), at):
                ends = html.find(html[at], at + 1)
                if ends < 0:
                    return values, False, -1
                value, at = html[at + 1 : ends], ends + 1
            elif bare := BARE.match(html, at):
                value, at = bare[0], bare.end()
        values.setdefault(key[0].lower(), unescape(value))


def raw_end(html: str, tag: str, at: int) -> int:
    """Where the end tag of a raw text begins, or the end of the page."""
    found = re.compile(rf"</{tag}(?=[\s/>])", re.I).search(html, at)
    return found.start() if found else len(html)
