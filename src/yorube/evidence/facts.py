"""Facts of posts, read from what was kept: each with a pointer to the place where it stands.

Ids, accounts and times only; the words of a post stay in the file that holds them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from itertools import chain, islice
from typing import Any, Literal, TypeAlias

from yorube.evidence.facts_page import Page, page_of
from yorube.law.addresses import Shown, shown

# `posted_at` is what the service says, `time_in_id` what the id itself holds: the two are made by different hands.
What: TypeAlias = Literal[
    "post_id", "time_in_id", "account", "account_id", "permalink", "thread", "number", "posted_at"
]  # fmt: skip
# Of one file: a page may hold thousands of links. So many are kept, of so many looked at, in so many objects and lists.
MOST, LOOKED, CONTAINERS = 400, 20_000, 200_000
LONGEST_KEY = 80
DEEPEST = 60
IDS = ("id_str", "rest_id", "id")
TIMES = ("created_at", "createdAt", "datePublished", "published_at", "uploadDate")
ACCOUNTS = ("screen_name", "username")
ACCOUNT_IDS = ("user_id_str", "author_id", "user_id")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: of which post (its id, or None for the page), what, its value, in which file and where in it."""

    post: str | None
    what: What
    value: str
    file: str
    at: str

    @property
    def row(self) -> dict[str, Any]:
        """As capture.json holds it."""
        return asdict(self)


def of_address(url: str, file: str, at: str) -> Iterator[Fact]:
    """What an address itself says."""
    found = shown(url)
    if found is None:
        return
    yield Fact(found.id, "permalink", url, file, at)
    yield Fact(found.id, "post_id", found.id, file, at)
    if found.account:
        yield Fact(found.id, "account", found.account, file, at)
    if found.made:
        yield Fact(found.id, "time_in_id", written(found.made), file, at)
    yield from of_board(found, file, at)


def of_board(found: Shown, file: str, at: str) -> Iterator[Fact]:
    """On a board the address holds the thread, and the number of the post in it."""
    if found.service != "5ch":
        return
    _, thread, *number = found.id.split("/")
    yield Fact(found.id, "thread", thread, file, at)
    if number:
        yield Fact(found.id, "number", number[0], file, at)


def of_html(html: str, url: str | None, file: str) -> list[Fact]:
    """Facts of a page: of its own address, of the links in it that lead to posts, and the times beside them."""
    return of_page(page_of(html), url, file)


def of_page(page: Page, url: str | None, file: str) -> list[Fact]:
    """The same of a page that was read already."""
    return once(chain(of_heads(page, url, file), of_links(page, file), of_data(page, file)))


def of_heads(page: Page, url: str | None, file: str) -> Iterator[Fact]:
    """Of the address of a page, and of what it says of itself."""
    if url:
        yield from of_address(url, file, "address")
    for name, value, place in page.named:
        if name in ("canonical", "og:url"):
            yield from of_address(value, file, place)
        elif published := time_of(value):
            yield Fact(None, "posted_at", published, file, place)


def of_links(page: Page, file: str) -> Iterator[Fact]:
    """Of the links of a page, and the times beside them."""
    for href, place in page.links[:LOOKED]:
        yield from of_address(href, file, place)
    for when, link, place in page.times[:LOOKED]:
        if time := time_of(when):
            inside = shown(link) if link else None
            yield Fact(inside.id if inside else None, "posted_at", time, file, place)


def of_data(page: Page, file: str) -> Iterator[Fact]:
    """Of the data that a page carries."""

    def all() -> Iterator[tuple[Any, str]]:
        for text, place in page.data:
            try:
                yield from containers(json.loads(text), place)
            except (ValueError, RecursionError):
                continue

    return of_containers(all(), file)


def of_json(value: Any, file: str, at: str) -> Iterator[Fact]:
    """Facts of the posts in a JSON body: an object with an id and a time is taken for one."""
    return of_containers(containers(value, at), file)


def of_containers(rows: Iterator[tuple[Any, str]], file: str) -> Iterator[Fact]:
    for one, place in islice(rows, CONTAINERS):
        if isinstance(one, dict):
            yield from of_object(one, file, place)


def containers(value: Any, at: str, depth: int = 0) -> Iterator[tuple[Any, str]]:
    """The objects and lists in a JSON body, each with its place: the outer before the inner."""
    if depth > DEEPEST or not isinstance(value, dict | list):
        return
    yield value, at
    for key, one in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(one, dict | list):
            here = f"{at}.{key[:LONGEST_KEY]}" if isinstance(key, str) else f"{at}[{key}]"
            yield from containers(one, here, depth + 1)


def of_object(value: Mapping[str, Any], file: str, at: str) -> Iterator[Fact]:
    id = first(value, IDS)
    times = [(key, time) for key in TIMES if (time := time_of(value.get(key)))]
    if id is None or not times:
        return
    key, time = times[0]
    yield Fact(id, "posted_at", time, file, f"{at}.{key}")
    whose = value.get("user") if isinstance(value.get("user"), dict) else value
    if isinstance(whose, Mapping):
        inside = f"{at}.user" if whose is not value else at
        if account := first(whose, ACCOUNTS):
            yield Fact(id, "account", account, file, inside)
        if account := first(whose, IDS if whose is not value else ACCOUNT_IDS):
            yield Fact(id, "account_id", account, file, inside)


def first(value: Mapping[str, Any], keys: Iterable[str]) -> str | None:
    """The first of these keys that holds a short text or a number."""
    for key in keys:
        one = value.get(key)
        if isinstance(one, str) and 0 < len(one) <= 200:
            return one
        if isinstance(one, int) and not isinstance(one, bool):
            return str(one)
    return None


def time_of(value: object) -> str | None:
    """A time in UTC as we write it, of ISO 8601 or the way of mail and X; None for a time without an offset."""
    if not isinstance(value, str) or len(value) > 60:
        return None
    for read in (datetime.fromisoformat, parsedate_to_datetime, of_x):
        try:
            at = read(value.strip())
        except (ValueError, TypeError, IndexError):
            continue
        if at.tzinfo is not None:
            return written(at)
    return None


def of_x(value: str) -> datetime:
    """`Wed Oct 10 20:19:24 +0000 2018`."""
    return datetime.strptime(value, "%a %b %d %H:%M:%S %z %Y")


def written(at: datetime) -> str:
    """A time in UTC, with milliseconds where it has any."""
    exact = "milliseconds" if at.microsecond else "seconds"
    return at.astimezone(UTC).isoformat(timespec=exact)


def once(facts: Iterable[Fact]) -> list[Fact]:
    """Each fact once a file, at its first place, no more than we can show."""
    kept: dict[tuple[str | None, str, str], Fact] = {}
    for fact in islice(facts, LOOKED):
        kept.setdefault((fact.post, fact.what, fact.value), fact)
        if len(kept) >= MOST:
            break
    return list(kept.values())
