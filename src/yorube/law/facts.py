"""The vocabulary: every fact a report can hold, its type, its words.

The vocabulary is rulebook data (`facts/*.toml`). Rules are typed against it, reports are checked against it, the
report's JSON Schema and the questions are made from it, so that there is one place for each fact.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from yorube.law.text import Text

# A set that may hold more than was told carries this member.
UNKNOWN = "unknown"

# What a rule sees of one fact. A day is the day in Japan; a set is told member by member; absent means unknown.
Value = str | int | date | frozenset[str]

TYPES = ("yesno", "choice", "set", "tags", "number", "date", "moment", "text")
YES_NO = (("yes", Text("はい", "yes")), ("no", Text("いいえ", "no")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value a fact can have, with its words."""

    id: str
    ja: str
    en: str
    easy: str = ""

    @property
    def text(self) -> Text:
        return Text(self.ja, self.en, self.easy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One fact: `id` is its path in the report; `posts.` and `events.` facts exist once for each of them.

    `scope` is `post`, `event` or `report`; `values` are the ids a choice, a set or a yes/no fact can take (without
    `unknown`).
    """

    id: str
    type: str
    label: Text
    choices: tuple[Choice, ...] = ()
    ask: Text | None = None
    why: Text | None = None
    help: Text | None = None
    example: Text | None = None
    unit: Text | None = None
    asked: bool = True
    private: bool = False
    required: bool = False
    least: int | None = None
    order: int = 0
    scope: str = field(init=False, repr=False, compare=False)
    values: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        scope = {"posts": "post", "events": "event"}.get(self.id.partition(".")[0], "report")
        yes_no = self.type == "yesno"
        values = ("yes", "no") if yes_no else tuple(choice.id for choice in self.choices)
        object.__setattr__(self, "scope", scope)
        object.__setattr__(self, "values", values)

    def words(self, value: str) -> Text:
        """The words for one value."""
        if self.type == "yesno":
            return dict(YES_NO).get(value, Text(value, value))
        for choice in self.choices:
            if choice.id == value:
                return choice.text
        return Text(value, value)


def in_post(fact: str, post: str) -> str:
    """The path of a post's fact as the outcome names it: `posts.place`, `p1` gives `posts.p1.place`."""
    head, _, rest = fact.partition(".")
    return f"{head}.{post}.{rest}"


OF_POSTS = "posts."
AFTER = len(OF_POSTS)


class Paths(dict[str, str]):
    """The paths of facts as the outcome names them in one post, or outside posts, each written once."""

    def __init__(self, post: str | None) -> None:
        self.head = OF_POSTS if post is None else f"{OF_POSTS}{post}."

    def __missing__(self, fact: str) -> str:
        path = self[fact] = self.head + fact[AFTER:] if fact[:AFTER] == OF_POSTS else fact
        return path
