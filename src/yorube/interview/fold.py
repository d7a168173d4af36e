"""Answers in, the next question out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from yorube.consult import REPORT_SCHEMA, Outcome, assess, check
from yorube.consult.questions import fact_of
from yorube.consult.worlds import read
from yorube.law.facts import Fact, in_post
from yorube.law.rulebook import Page, Rulebook
from yorube.law.world import World

# An answer: the fact's path (`harm.danger`, `posts.p1.place`) and its value as a report writes it; None: not known.
# The path `posts` with a value adds a post of that id; `posts` with None says there is no (other) post.
POSTS = "posts"
EVENTS = "events"
# Before these stages are through, nobody is asked for a post.
BEFORE_POSTS = ("safety", "wish")


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


@dataclass(frozen=True, slots=True)
class Interview:
    """Where an interview stands: the answers, the report they make, its outcome, and the next question if any."""

    answers: tuple[Answer, ...]
    report: Mapping[str, Any]
    outcome: Outcome
    next: Step | None


def step(answers: Sequence[Answer], book: Rulebook, today: date) -> Interview:
    """Where these answers lead. Raises ReportError when the last answer cannot stand (a day after today ...)."""
    report = fold(answers, book)
    checked = check(report, book, today)
    outcome = assess(checked, book)
    following = next_step(answers, outcome, read(checked, book).whole, book)
    return Interview(tuple(answers), report, outcome, following)


def fold(answers: Sequence[Answer], book: Rulebook) -> dict[str, Any]:
    """The report these answers make; a later answer to the same question stands above an earlier one."""
    report: dict[str, Any] = {"schema": REPORT_SCHEMA}
    posts: dict[str, dict[str, Any]] = {id: {"id": id} for id in post_ids(answers)}
    for path, value in {answer.path: answer.value for answer in answers if answer.path != POSTS}.items():
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
    answered = {answer.path for answer in answers}
    wanted = {question["fact"] for question in outcome["questions"]} - answered
    posts = post_ids(answers)
    asked_for_posts = POSTS in answered
    for found in in_order(book, posts):
        if not asked_for_posts and found.page is not None and found.page.stage not in BEFORE_POSTS:
            return Step(POSTS, None, None)
        if found.path in wanted and shown(found, world):
            return found
    no_more = any(answer.path == POSTS and answer.value is None for answer in answers)
    return None if no_more else Step(POSTS, None, None)


def shown(step: Step, world: World) -> bool:
    """Whether the page's own condition, if it has one, surely holds (for the post the step is about)."""
    when = step.page.when if step.page else None
    one = next((post for post in world.posts if post.post == step.post), world)
    return when is None or when.value(one) is True


def in_order(book: Rulebook, posts: Sequence[str]) -> Iterator[Step]:
    """Every question there is, in the order people fixed; a post's pages one post after the other."""
    stages = {stage.id: place for place, stage in enumerate(book.stages)}
    before = [p for p in book.pages if p.scope != "post"]
    for page in sorted(book.pages, key=lambda page: stages[page.stage]):
        if page.scope == "post":
            if page is first_of_posts(book):
                for post in posts:
                    for one in (p for p in book.pages if p.scope == "post"):
                        for id in one.facts:
                            yield Step(in_post(id, post), book.facts[id], one, post)
        elif page in before:
            for id in page.facts:
                yield Step(id, book.facts[id], page)


def first_of_posts(book: Rulebook) -> Page | None:
    """The first page about a post; all pages of a post follow there, one post after the other."""
    stages = {stage.id: place for place, stage in enumerate(book.stages)}
    pages = sorted((p for p in book.pages if p.scope == "post"), key=lambda page: stages[page.stage])
    return pages[0] if pages else None


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
