"""What stands in the HTML of a page: links, times, data, and the text a reader sees. Nothing of it is run or drawn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from yorube.evidence.facts_tags import parts

# Tags and texts of one page; the longest pages of people have some tens of thousands.
MOST = 500_000
JSON = ("application/ld+json", "application/json")

HIDDEN = {"script", "style", "template", "noscript", "head", "title"}
LINES_END = ("p", "div", "li", "tr", "article", "section", "header", "footer", "blockquote", "dt", "dd")
HEADINGS = ("h1", "h2", "h3", "h4")
ENDS = frozenset((*LINES_END, *HEADINGS))
NAMED = {"og:url", "article:published_time", "datePublished"}
SPACES = re.compile(r"[ \t\r\f\u3000]+")
LINES = re.compile(r"\n\s*\n+")


@dataclass(slots=True)
class Page:
    """Each with its place as `line:column tag`. `times`: what `datetime` holds, and the link around it.
    `cut`: there was more than we look at."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    times: list[tuple[str, str | None, str]] = field(default_factory=list)
    named: list[tuple[str, str, str]] = field(default_factory=list)
    data: list[tuple[str, str]] = field(default_factory=list)
    cut: bool = False


class Reader:
    """Collects a page."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.page = Page()
        self.words: list[str] = []
        self.hidden: list[str] = []
        self.open = Counter[str]()
        self.link: str | None = None
        self.body: str | None = None
        self.line, self.begins, self.counted = 1, 0, 0

    def place(self, tag: str, at: int) -> str:
        """Where something stands; asked for from the top of the page down, so that lines are counted once."""
        lines = self.html.count("\n", self.counted, at)
        if lines:
            self.line += lines
            self.begins = self.html.rfind("\n", self.counted, at) + 1
        self.counted = at
        return f"{self.line}:{at - self.begins + 1} {tag}"

    def read(self) -> Page:
        """Everything, up to so many parts."""
        for number, part in enumerate(parts(self.html)):
            if number == MOST:
                self.page.cut = True
                break
            if part.kind == "start":
                self.start(part.value, part.values, part.at)
            elif part.kind == "end":
                self.end(part.value)
            elif self.body:
                self.page.data.append((part.value, self.body))
            elif not self.hidden:
                self.words.append(part.value)
        return self.page

    def start(self, tag: str, values: Mapping[str, str], at: int) -> None:
        if tag in HIDDEN:
            self.hidden.append(tag)
            self.open[tag] += 1
            if tag == "script" and values.get("type", "").startswith(JSON):
                self.body = self.place(tag, at)
        elif tag == "a" and values.get("href"):
            self.link = values["href"]
            self.page.links.append((values["href"], self.place("a href", at)))
        elif tag == "time" and values.get("datetime"):
            self.page.times.append((values["datetime"], self.link, self.place("time datetime", at)))
        elif tag == "link" and values.get("rel") == "canonical" and values.get("href"):
            self.page.named.append(("canonical", values["href"], self.place("link canonical", at)))
        elif tag == "meta":
            name = values.get("property") or values.get("itemprop") or values.get("name", "")
            if name in NAMED and values.get("content"):
                self.page.named.append((name, values["content"], self.place(f"meta {name}", at)))
        elif tag == "br":
            self.words.append("\n")

    def end(self, tag: str) -> None:
        if tag in HIDDEN and self.open[tag]:
            closed = ""
            while closed != tag:
                closed = self.hidden.pop()
                self.open[closed] -= 1
            self.body = None
        elif tag == "a":
            self.link = None
        elif tag in ENDS:
            self.words.append("\n")


def page_of(html: str) -> Page:
    """Everything we read of a page."""
    reader = Reader(html)
    page = reader.read()
    text = SPACES.sub(" ", "".join(reader.words))
    lines = (line.strip() for line in text.split("\n"))
    page.text = LINES.sub("\n", "\n".join(lines)).strip()
    return page
