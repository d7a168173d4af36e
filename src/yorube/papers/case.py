"""What one paper is written from: a report, its outcome, what was filled in; and how each of them is said on paper.

What nobody told is a visible blank with a word on what is missing. Nothing is invented.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from yorube.consult import Outcome, Report
from yorube.consult.citations import entry
from yorube.document.blocks import Blank, Masked, Piece, Text, pieces
from yorube.document.dates import wareki
from yorube.law.facts import UNKNOWN
from yorube.law.periods import JAPAN
from yorube.law.rulebook import Rulebook
from yorube.papers.catalog import CONCEAL, Entry, Form, catalog
from yorube.papers.parts import Parts, article, titled
from yorube.papers.told import Told, posts_of
from yorube.papers.voice import Language, Voice, in_words

# Ways to have learnt who wrote it. A guess is not among them: it counts as not known.
KNOWN = ("admitted", "disclosed", "police", "seen", UNKNOWN)
# What is answered to, by the beginning of the entries of the answer, and the event that tells that it came.
INQUIRY = {"removal": "sender_inquiry_received", "disclosure": "disclosure_inquiry_received"}
# Messages go to single people: the platform act does not reach them, and they have no address that all can open.
MESSAGES = ("dm", "email")
# Who asks for somebody else and does not represent them.
HELPERS = ("relative", "teacher", "supporter", "bystander")


@dataclass(frozen=True, slots=True)
class BlankOf(Blank):
    """A blank of some of several posts: what is missing of each, and their numbers."""

    label: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Case:
    """One paper's material. `values`: what was filled in, by entry; those of a post by `ENTRY@POST`.

    `language` is the reader's; the paper itself speaks `voice`, which is Japanese unless it is the reader's own.
    `aloud`: said in the reader's language all the same, to tell them what is blank.
    """

    form: Form
    report: Report
    outcome: Outcome
    book: Rulebook
    language: Language
    values: Mapping[str, str]
    aloud: bool = False

    @cached_property
    def voice(self) -> Voice:
        """The language of the paper."""
        return Voice(self.language if self.form.own or self.aloud else "ja", self.book)

    @cached_property
    def parts(self) -> Parts:
        """Time limits, desks and sources, as every paper gives them."""
        return Parts(self.report, self.outcome, self.voice)

    @cached_property
    def posts(self) -> tuple[Told, ...]:
        return tuple(posts_of(self.report, self.book))

    def say(self, id: str, **values: object) -> str:
        """A text of the papers in the language of this paper."""
        return self.voice.say(id, **values)

    def law(self, cite: str, on: date | None = None) -> str:
        """A law by its short name, with the article as it is numbered on `on` (the day of the report)."""
        row = entry(cite, self.book, on or self.report.as_of)
        if self.voice.lang == "en":
            return titled(row["title"]["en"], [article(row["article"], self.voice)], self.voice)
        name, _, also = row["title"]["ja"].partition("（")
        return f"{also.rstrip('）').partition('。')[2] or name}{row['article']}"

    # --- what was filled in ------------------------------------------------------------------------------------------

    @property
    def entries(self) -> Iterator[Entry]:
        """What can be filled in on this paper. A name of the writer only where it may stand there."""
        for id in self.form.entries:
            if id == "sender.name" and not self.may_name_sender:
                continue
            if id == "sender.initials" and (self.may_name_sender or not self.sender_known):
                continue
            if id.startswith("victim.") and not self.for_another:
                continue
            if not any(asked_of(id, post, self.report) for post in [None, *(one.id for one in self.posts)]):
                continue
            yield catalog().entries[id]

    @property
    def for_another(self) -> bool:
        """Whether the person harmed is somebody else than the applicant: who has died, or who is being helped.

        Guardians, lawyers and those who act for their company are representatives (`agent`) of the applicant.
        """
        role, kind = self.value("person.role"), self.value("target.kind")
        return kind == "deceased" or role in HELPERS or (role == "employer" and kind != "organisation")

    def filled(self, id: str, post: Told | None = None) -> str:
        """What was filled in, or nothing."""
        return self.values.get(f"{id}@{post.id}" if post else id, "").strip()

    def entry(self, id: str, post: Told | None = None) -> Piece:
        """What was filled in, or a blank. A private one waits for the answer on concealment."""
        asked, value = catalog().entries[id], self.filled(id, post)
        label = self.voice.of(asked.label)
        if asked.private:
            conceal = self.filled(CONCEAL)
            if conceal not in ("yes", "no"):
                return Blank(self.say("form.conceal_first", label=label))
            if value and conceal == "yes" and self.form.other_side:
                return Masked(value, asked.instead)
        if not value:
            return self.blank(label, post) if post else Blank(label)
        if asked.kind == "choice":
            return self.voice.of(asked.options[value])
        return self.day(date.fromisoformat(value)) if asked.kind == "day" else value

    def chosen(self, id: str, post: Told | None = None) -> str | None:
        """The option that was chosen; None where none was, or it is not known."""
        value = self.filled(id, post)
        return None if value in ("", UNKNOWN) else value

    # --- what was told -----------------------------------------------------------------------------------------------

    def value(self, id: str, post: Told | None = None) -> Any:
        """A told fact as it was told; None for what is not known."""
        found = (post.post.told if post else self.report.facts).get(id)
        return None if found == UNKNOWN else found

    def fact(self, id: str, post: Told | None = None) -> Piece:
        """A told fact in words, or a blank."""
        fact, value = self.book.facts[id], self.value(id, post)
        if value is None:
            label = self.voice.of(fact.label)
            return self.blank(label, post) if post else Blank(label)
        if isinstance(value, date):
            return self.moment(value) if fact.type == "moment" else self.day(value)
        return self.voice.listed(self.voice.of(text) for text in in_words(fact, value))

    def blank(self, label: str, *posts: Told) -> Blank:
        """A blank on some posts; where there is only one, there is no need to say on which."""
        return self.blank_of(label, (post.number for post in posts)) if len(self.posts) > 1 else Blank(label)

    def blank_of(self, label: str, numbers: Iterable[int]) -> BlankOf:
        """A blank on the posts of these numbers."""
        several = tuple(sorted(set(numbers)))
        which = {"number": several[0]} if len(several) == 1 else {"numbers": self.voice.spans(several)}
        missing = self.say("form.of_post" if len(several) == 1 else "form.of_posts", label=label, **which)
        return BlankOf(missing, label, several)

    def of_all(self, text: Text, posts: Iterable[Told]) -> Text:
        """What is said of one post, said of several: its blanks are those of all of them."""
        numbers = [post.number for post in posts]
        return tuple(
            self.blank_of(piece.label, numbers) if isinstance(piece, BlankOf) else piece
            for piece in pieces(text)
        )

    # --- posts -------------------------------------------------------------------------------------------------------

    def is_message(self, post: Told) -> bool:
        """Whether a post was sent to single people (docs/contract.md, Which route)."""
        return self.value("posts.place", post) in MESSAGES

    def named(self, posts: Iterable[Told]) -> str:
        """Posts by their numbers, in their order."""
        return self.voice.posts([post.number for post in posts])

    def url(self, post: Told) -> Piece:
        return self.fact("posts.url", post)

    def account(self, post: Told) -> Piece:
        """The account as the address shows it."""
        return f"@{post.account}" if post.account else self.blank(self.say("handover.account"), post)

    def posted_at(self, post: Told) -> Piece:
        """When it was posted, in Japan; a day as the day that was told."""
        return self.fact("posts.posted_at", post)

    def text(self, post: Told) -> Piece:
        """The words of a post, whole; of an image of a child a word on that instead."""
        return self.say("form.child") if post.child else self.fact("posts.text", post)

    def service(self, post: Told) -> Piece:
        """The name of the service; of one that is not in the rulebook a blank."""
        if post.service and post.service.hosts:
            return self.voice.of(post.service.name)
        return self.blank(self.voice.of(self.book.facts["posts.platform"].label), post)

    def operator(self, post: Told) -> Piece:
        """Who runs the service: as filled in, or as the rulebook knows for certain; else a blank, with what is said."""
        if self.filled("provider.name"):
            return self.filled("provider.name")
        if post.operator:
            return self.voice.of(post.operator)
        label = self.voice.of(catalog().entries["provider.name"].label)
        said = post.service.operator if post.service and post.service.hosts else None
        return Blank(label + self.voice.noted(self.voice.of(said)) if said else label)

    # --- days --------------------------------------------------------------------------------------------------------

    def day(self, day: date) -> str:
        """A day by era in Japanese; as year, month and day in English."""
        return day.isoformat() if self.voice.lang == "en" else wareki(day)

    def moment(self, at: date) -> str:
        """A time in Japan to the minute (to the second where there are any); of a day that it was only a day."""
        if not isinstance(at, datetime):
            return self.say("form.day_only", day=self.day(at))
        local = at.astimezone(JAPAN)
        time = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
        return self.say("form.at", day=self.day(local.date()), time=time)

    # --- the writer --------------------------------------------------------------------------------------------------

    @property
    def sender_known(self) -> bool:
        """Whether the writer's name is known well enough to act on; a guess is not."""
        known = self.value("sender.known") == "yes"
        return known and self.report.facts.get("sender.known_how", UNKNOWN) in KNOWN

    @property
    def may_name_sender(self) -> bool:
        """Only an adult is named; someone who is or may be a minor by initials."""
        return self.sender_known and self.value("sender.age") == "adult"

    def sender(self) -> Piece:
        """The writer as a paper names them: adults by name, others by initials, nobody on a guess."""
        if not self.sender_known:
            return self.say("sender.not_known")
        return self.entry("sender.name" if self.may_name_sender else "sender.initials")

    def sender_is(self) -> str:
        """What the person is called on paper: not the writer before that is proven, and how it is known."""
        if not self.sender_known:
            return self.say("sender.not_known")
        return self.say(f"sender.{self.report.facts.get('sender.known_how', UNKNOWN)}")


def asked_of(id: str, post: str | None, report: Report) -> bool:
    """Whether an entry is asked of a post: an answer where an inquiry came about it, or about no post in particular."""
    kind, reply, _ = id.partition("_reply.")
    about = {event.post for event in report.events if reply and event.kind == INQUIRY[kind]}
    return not reply or None in about or post in about
