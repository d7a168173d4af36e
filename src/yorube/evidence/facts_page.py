"""What stands in the HTML of a page: links, times, data, and the text a reader sees. Nothing of it is run or drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

HIDDEN = {"script", "style", "template", "noscript", "head", "title"}
LINES_END = ("p", "div", "li", "tr", "article", "section", "header", "footer", "blockquote", "dt", "dd")
HEADINGS = ("h1", "h2", "h3", "h4")
ENDS = frozenset((*LINES_END, *HEADINGS))
NAMED = {"og:url", "article:published_time", "datePublished"}
SPACES = re.compile(r"[ \t\r\f\u3000]+")
LINES = re.compile(r"\n\s*\n+")


@dataclass(slots=True)
class Page:
    """Each with its place as `line:column tag`. `times`: what `datetime` holds, and the link around it."""

    text: str = ""
    links: list[tuple[str, str]] = field(default_factory=list)
    times: list[tuple[str, str | None, str]] = field(default_factory=list)
    named: list[tuple[str, str, str]] = field(default_factory=list)
    data: list[tuple[str, str]] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.words: list[str] = []
        self.hidden: list[str] = []
        self.link: str | None = None
        self.body: str | None = None

    def place(self, tag: str) -> str:
        line, column = self.getpos()
        return f"{line}:{column + 1} {tag}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {key: value for key, value in attrs if value}
        if tag in HIDDEN:
            self.hidden.append(tag)
            if tag == "script" and values.get("type", "").startswith(
                ("application/ld+json", "application/json")
            ):
                self.body = self.place(tag)
        elif tag == "a" and "href" in values:
            self.link = values["href"]
            self.page.links.append((values["href"], self.place("a href")))
        elif tag == "time" and "datetime" in values:
            self.page.times.append((values["datetime"], self.link, self.place("time datetime")))
        elif tag == "link" and values.get("rel") == "canonical" and "href" in values:
            self.page.named.append(("canonical", values["href"], self.place("link canonical")))
        elif tag == "meta":
            name = values.get("property") or values.get("itemprop") or values.get("name", "")
            if name in NAMED and "content" in values:
                self.page.named.append((name, values["content"], self.place(f"meta {name}")))
        elif tag == "br":
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in HIDDEN and tag in self.hidden:
            while self.hidden.pop() != tag:
                pass
            self.body = None
        elif tag == "a":
            self.link = None
        elif tag in ENDS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if self.body:
            self.page.data.append((data, self.body))
        elif not self.hidden:
            self.words.append(data)


def page_of(html: str) -> Page:
    """Everything we read of a page."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    text = SPACES.sub(" ", "".join(reader.words))
    lines = (line.strip() for line in text.split("\n"))
    reader.page.text = LINES.sub("\n", "\n".join(lines)).strip()
    return reader.page
