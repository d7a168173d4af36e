"""Answers in, the next question out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count
from typing import Any

from yorube.consult import REPORT_SCHEMA, Outcome, Report, assess, check
from yorube.consult.questions import fact_of
from yorube.consult.worlds import read
from yorube.law.facts import Fact, in_post
from yorube.law.rulebook import Page, Rulebook
from yorube.law.world import World

# An answer: the fact's path (`harm.danger`, `posts.p1.place`) and its value as a report writes it; None: not known.
# The path `posts` with a value adds a post of that id; `posts` with None says there is no (other) post.
# The path `ticks.PAGE.POST` holds the lines ticked on a checklist; None: not known which.
POSTS = "posts"
TICKS = "ticks"
EVENTS = "events"
# Before these stages are through, nobody is asked for a post.
BEFORE_POSTS = ("safety", "wish")
# What an interview asks of the rules: the whole outcome, or what it goes by (`consult.ahead`).
Assess = Callable[[Report, Rulebook], Outcome]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer."""

    path: str
    value: object


@dataclass(frozen=True, slots=True)
class Step:
    """The next question: a fact (with its post), or, with `fact` None, whether there is a (further) post."""

    path: str
    fact: Fact | None
    page: Page | None
    post: str | None = None


@dataclass(frozen=True)
class Interview:
    """Where an interview stands: the answers, the report they make, as it is told and checked, its outcome. What is
    asked next is worked out when it is asked for."""

    answers: tuple[Answer, ...]
    report: Mapping[str, Any]
    checked: Report
    outcome: Outcome
    book: Rulebook

    @cached_property
    def world(self) -> World:
        """The report as the rulebook reads it."""
        return read(self.checked, self.book).whole

    @cached_property
    def next(self) -> Step | None:
        """The next question, if any."""
        return next_step(self.answers, self.outcome, self.world, self.book)


def step(answers: Sequence[Answer], book: Rulebook, today: date, outcome: Assess = assess) -> Interview:
    """Where these answers lead. Raises ReportError when the last answer cannot stand (a day after today ...). With
    `outcome=ahead` the outcome holds no more than what the interview goes by."""
    report = fold(answers, book)
    checked = check(report, book, today)
    return Interview(tuple(answers), report, checked, outcome(checked, book), book)


def fold(answers: Sequence[Answer], book: Rulebook) -> dict[str, Any]:
    """The report these answers make; a later answer to the same question stands above an earlier one."""
    report: dict[str, Any] = {"schema": REPORT_SCHEMA}
    posts: dict[str, dict[str, Any]] = {id: {"id": id} for id in post_ids(answers)}
    for path, value in answered(answers, book).items():
        if value is None:
            continue
        table, keys = report, path.split(".")
        if keys[0] == POSTS:
            fact, post = about(path, book)
            table, keys = posts.setdefault(str(post), {"id": post}), fact.id.split(".")[1:]
        for key in keys[:-1]:
            table = table.setdefault(key, {})
        table[keys[-1]] = value
    if posts:
        report[POSTS] = list(posts.values())
    return report


def answered(answers: Sequence[Answer], book: Rulebook) -> dict[str, object]:
    """The last answer to each question, by path. What a checklist says of its facts stands among them: a line left
    out answers its facts, a line ticked leaves them to be asked, unless something else was answered since."""
    found: dict[str, object] = {}
    for answer in answers:
        if answer.path.startswith(f"{TICKS}."):
            ticked(answer, found, book)
        elif answer.path != POSTS:
            found[answer.path] = answer.value
    return found


def ticked(answer: Answer, found: dict[str, object], book: Rulebook) -> None:
    """Applies one checklist to the answers found so far."""
    _, id, post = answer.path.split(".", 2)
    page = next(page for page in book.pages if page.id == id)
    for tick in page.tick:
        for told in tick.without:
            path = in_post(told.fact, post)
            without: object = told.is_
            if book.facts[told.fact].type == "set":
                without = []
            if answer.value is None:
                found.setdefault(path, None)
            elif tick.id not in answer.value:  # type: ignore[operator]
                found[path] = without
            elif found.get(path) in (without, None):
                found.pop(path, None)
        if answer.value is not None and tick.id in answer.value:  # type: ignore[operator]
            found |= {in_post(told.fact, post): told.is_ for told in tick.with_}


def ticks_path(page: Page, post: str) -> str:
    """The path of a checklist's answer."""
    return f"{TICKS}.{page.id}.{post}"


def about(path: str, book: Rulebook) -> tuple[Fact, str | None]:
    """The fact of an answer's path, and its post; a post's id may hold dots. KeyError when there is no such fact."""
    fact = fact_of(path, book)
    if fact is None:
        raise KeyError(path)
    if fact.scope != "post":
        return fact, None
    return fact, path.removeprefix(f"{POSTS}.").removesuffix(fact.id.removeprefix(POSTS))


def post_ids(answers: Sequence[Answer]) -> list[str]:
    """The posts told of, in order."""
    return list(dict.fromkeys(str(a.value) for a in answers if a.path == POSTS and a.value is not None))


def new_post(answers: Sequence[Answer]) -> str:
    """The id of one more post: p1, p2 ..., the first that is not taken."""
    taken = post_ids(answers)
    return next(id for n in count(1) if (id := f"p{n}") not in taken)


def next_step(answers: Sequence[Answer], outcome: Outcome, world: World, book: Rulebook) -> Step | None:
    """The first question, in the order of the pages, that is open and can still change something."""
    wanted = {question["fact"] for question in outcome["questions"]} - answered(answers, book).keys()
    posts = post_ids(answers)
    asked_for_posts = any(answer.path == POSTS for answer in answers)
    for found in in_order(book, posts):
        if not asked_for_posts and found.page is not None and found.page.stage not in BEFORE_POSTS:
            return Step(POSTS, None, None)
        if found.path in wanted and shown(found.page, found.post, world):
            return found
    no_more = any(answer.path == POSTS and answer.value is None for answer in answers)
    return None if no_more else Step(POSTS, None, None)


def shown(page: Page | None, post: str | None, world: World) -> bool:
    """Whether the page's own condition, if it has one, surely holds (for the post it is about)."""
    if page is None or page.when is None:
        return True
    one = next((one for one in world.posts if one.post == post), world)
    return page.when.value(one) is True


def in_order(book: Rulebook, posts: Sequence[str]) -> Iterator[Step]:
    """Every question there is, in the order people fixed: the first post among the rest, each further post after it."""
    for page, post in pages_in_order(book, posts):
        yield from steps(page, post, book)


def pages_in_order(book: Rulebook, posts: Sequence[str]) -> Iterator[tuple[Page, str | None]]:
    """The pages in this order, those of a post with the post."""
    pages = book.pages_in_order
    for page in pages:
        if page.scope == "report":
            yield page, None
        elif page.scope == "post" and posts:
            yield page, posts[0]
    for post in posts[1:]:
        for page in pages:
            if page.scope == "post":
                yield page, post


def steps(page: Page, post: str | None, book: Rulebook) -> Iterator[Step]:
    """The questions of a page; its checklist, if any, first."""
    if post is None:
        yield from (Step(id, book.facts[id], page) for id in page.facts)
        return
    if page.tick:
        yield Step(ticks_path(page, post), None, page, post)
    for id in page.facts:
        yield Step(in_post(id, post), book.facts[id], page, post)


def from_report(report: Mapping[str, Any], book: Rulebook) -> tuple[Answer, ...]:
    """The answers a report holds, so that an interview goes on where it was left. The report is a checked one. Its
    events are kept as they are."""
    kept = {EVENTS: report[EVENTS]} if report.get(EVENTS) else {}
    rest = {key: value for key, value in report.items() if key not in ("schema", "as_of", POSTS, EVENTS)}
    return tuple(_leaves(kept | rest, "")) + tuple(
        answer
        for post in report.get(POSTS, [])
        for answer in (
            Answer(POSTS, post["id"]),
            *_leaves({k: v for k, v in post.items() if k != "id"}, f"posts.{post['id']}."),
        )
    )


def _leaves(table: Mapping[str, Any], prefix: str) -> Iterator[Answer]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{prefix}{key}.")
        else:
            yield Answer(f"{prefix}{key}", value)
