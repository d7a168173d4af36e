"""What papers for the police share: who hands in and who was harmed, the writer, posts, offences, time limits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from yorube.consult.citations import entry as citation
from yorube.consult.near import Near
from yorube.document import Blank, Block, Field, Heading
from yorube.document.blocks import Piece
from yorube.papers.alike import Said, one_by_one
from yorube.papers.case import Case
from yorube.papers.happened import happened
from yorube.papers.parts import Json
from yorube.papers.told import Told

GUARDIAN, LAWYER = "guardian", "lawyer"
# Told of a post beside its words; a child's image has none of these on paper.
ABOUT = ("posts.recipient", "posts.form", "posts.content.threat", "posts.content.demand", "posts.copies")
# What is still to be kept, and shown then.
NOT_SAVED = "not_saved"
# Answers that leave nothing to write.
NOTHING = (None, "none", "original")
# Rules that are no penal provisions: procedure, and what makes an offence one that needs a complaint.
PROCEDURE = ("keiso#",)


def filled(case: Case, *pairs: tuple[str, str]) -> Iterator[Block]:
    """Fields by word and entry, blank where nothing was filled in."""
    for word, entry in pairs:
        yield Field(case.say(word), case.entry(entry))


def if_filled(case: Case, *pairs: tuple[str, str]) -> Iterator[Block]:
    """Fields by word and entry, only where something was filled in."""
    yield from filled(case, *((word, entry) for word, entry in pairs if case.filled(entry)))


def fact(case: Case, id: str, post: Told | None = None) -> Field:
    """A fact under its label, blank where it was not told."""
    return Field(case.voice.of(case.book.facts[id].label), case.fact(id, post))


def if_told(case: Case, ids: Iterable[str], post: Told | None = None) -> Iterator[Block]:
    """Facts under their labels, only where there is something to write."""
    for id in ids:
        if case.value(id, post) not in NOTHING:
            yield fact(case, id, post)


def lines(parts: Iterable[Piece | tuple[Piece, ...]]) -> tuple[Piece, ...]:
    """Pieces as lines below each other."""
    found: list[Piece] = []
    for part in parts:
        found += ["\n"] if found else []
        found += part if isinstance(part, tuple) else [part]
    return tuple(found)


# --- people ----------------------------------------------------------------------------------------------------------


def guards(case: Case) -> bool:
    """Whether a child's guardian hands in: in their own name, as representative of the child."""
    return bool(case.value("person.role") == GUARDIAN)


def hands_in(case: Case) -> Iterator[Block]:
    """Who hands the paper in: a guardian, or the applicant with whoever represents them."""
    who = "agent" if guards(case) else "applicant"
    yield from filled(case, ("police.name", f"{who}.name"))
    if not guards(case):
        yield from filled(case, ("police.kana", "applicant.kana"))
    yield from filled(case, ("police.address", f"{who}.address"), ("police.phone", "applicant.phone"))
    if guards(case):
        return
    show = filled if case.value("person.role") == LAWYER else if_filled
    yield from show(case, ("police.agent", "agent.name"), ("police.agent_address", "agent.address"))
    show = filled if case.value("target.kind") == "organisation" else if_filled
    yield from show(case, ("police.representative", "applicant.representative"))


def harmed(case: Case) -> Iterator[Block]:
    """Who was harmed, where that is somebody else."""
    if case.for_another:
        yield from filled(case, ("police.victim", "victim.name"), ("police.kinship", "victim.kinship"))
    elif guards(case):
        yield from filled(
            case,
            ("police.victim", "applicant.name"),
            ("police.kana", "applicant.kana"),
            ("police.address", "applicant.address"),
        )
        yield from if_filled(case, ("police.representative", "applicant.representative"))


def concealed(case: Case) -> str:
    """The wish that the writer learns neither name nor address; nothing where that was not the answer."""
    return case.say("police.conceal") if case.filled("conceal") == "yes" else ""


def writer(case: Case) -> Iterator[Block]:
    """The writer as far as known: how that is known, accounts, marks."""
    yield Field(case.say("police.sender"), case.sender())
    if case.sender_known:
        yield Field(case.say("police.sender_is"), case.sender_is())
        yield fact(case, "sender.known_since")
    if accounts := case.voice.listed(accounts_of(case)):
        yield Field(case.say("police.accounts"), accounts)
    yield from if_told(case, ("sender.age",))
    yield from filled(case, ("police.marks", "sender.marks"))


def accounts_of(case: Case) -> Iterator[str]:
    """The accounts that the addresses show, with their services."""
    for post in case.posts:
        if post.account:
            service = case.voice.noted(case.voice.of(post.service.name)) if post.service else ""
            yield f"@{post.account}{service}"


# --- posts -----------------------------------------------------------------------------------------------------------


def own(case: Case, post: Told) -> Iterator[Field]:
    """When a post was made, where it stands, whose account."""
    yield Field(case.say("police.at"), case.posted_at(post))
    if post.url or not case.is_message(post):
        yield Field(case.say("police.url"), case.url(post))
    if post.account:
        yield Field(case.say("police.account"), case.account(post))


def words(case: Case, post: Told) -> Field | None:
    """What it says; nothing of a child's image."""
    return None if post.child else Field(case.say("police.words"), case.text(post))


def about(case: Case, post: Told) -> Iterator[Block]:
    """On which service, who could read it, what was told of it; of a child's image only that it is one."""
    if post.child:
        yield Field(case.say("police.content"), case.text(post))
        return
    yield Field(case.say("police.service"), case.service(post))
    yield fact(case, "posts.place", post)
    if set(case.value("posts.media", post) or ()) - {"text"}:
        yield fact(case, "posts.media", post)
    yield from if_told(case, ABOUT, post)


def post_by_post(case: Case, which: Iterable[Told], said: Said) -> Iterator[Block]:
    """Posts one by one, under headings."""
    return one_by_one(
        case,
        which,
        head=lambda group: Heading(case.named(group), 2),
        own=partial(own, case),
        words=partial(words, case),
        said=said,
    )


def sexual(case: Case, post: Told) -> bool:
    """Whether a post carries a sexual image of an adult."""
    return "sexual_image" in (case.value("posts.media", post) or ()) and not post.child


def proof(case: Case) -> Iterator[Piece]:
    """What there is to show of the posts. Of sexual images no copy: addresses, of adults' a hash too."""
    found: dict[str, list[Told]] = {}
    for post in case.posts:
        found.setdefault(shown(case, post), []).append(post)
    for id, several in found.items():
        said = case.say(f"police.proof.{id}", post=case.named(several))
        yield Blank(said) if id == NOT_SAVED else said


def shown(case: Case, post: Told) -> str:
    """What can be shown of a post."""
    if post.child:
        return "child"
    if sexual(case, post):
        return "sexual"
    return "saved" if case.value("posts.saved", post) == "yes" else NOT_SAVED


def course(case: Case) -> tuple[Piece, ...]:
    """What has happened so far, by day."""
    return lines(
        (
            case.day(event.on) if event.on else Blank(case.say("police.day_of", what=event.what)),
            f" {event.what}",
            case.voice.noted(case.parts.post(event.post.id)) if event.post else "",
        )
        for event in happened(case)
    )


# --- offences --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Offence:
    """One offence of some posts by the same provisions: `rows` are its findings, all `likely` or all open.
    `provisions` is empty where the day of the act is not known."""

    ground: str
    likely: bool
    provisions: str
    penalty: str
    rows: Sequence[Json]


@dataclass(frozen=True)
class Law:
    """The offences and time limits of one case, as far as something that was told points there."""

    case: Case

    @cached_property
    def near(self) -> Near:
        return Near(self.case.outcome)

    @cached_property
    def findings(self) -> list[Json]:
        """Offences that appear met or are open."""
        return [
            row
            for row in self.case.outcome["findings"]
            if (row["post"], row["ground"]) in self.near.grounds
            and self.case.book.grounds[row["ground"]].ground.side == "crime"
        ]

    def clocks(self, id: str) -> list[Json]:
        """The rows of one time limit for those offences."""
        named = {(row["post"], row["ground"]) for row in self.findings}
        return [
            row
            for row in self.case.outcome["deadlines"]
            if row["id"] == id and (row["post"], row["ground"]) in named
        ]

    @cached_property
    def too_late(self) -> set[tuple[str, str]]:
        """Posts and offences whose limitation of prosecution has passed."""
        return {(row["post"], row["ground"]) for row in self.clocks("prosecution") if row["passed"]}

    @cached_property
    def offences(self) -> list[Offence]:
        """The offences to complain of, by the law of the day of the act; those that appear met first."""
        found: dict[tuple[str, bool, str, str], list[Json]] = {}
        for row in self.findings:
            if (row["post"], row["ground"]) not in self.too_late:
                key = (row["ground"], row["status"] == "likely", self.provisions(row), self.penalty(row))
                found.setdefault(key, []).append(row)
        offences = [Offence(*key, rows) for key, rows in found.items()]
        return sorted(offences, key=lambda offence: not offence.likely)

    def concerns(self, post: Told) -> bool:
        """Whether a post is one to complain of: every post where no offence was found."""
        named = {row["post"] for offence in self.offences for row in offence.rows}
        return not named or post.id in named

    def penalty(self, row: Json) -> str:
        """法定刑, without what is said of attempts: the wish for punishment is about what was done."""
        text = self.case.voice.of(row["penalty"]["text"]) if "penalty" in row else ""
        attempt = self.case.say("complaint.attempt")
        return "。".join(sentence for sentence in text.split("。") if not sentence.startswith(attempt))

    def provisions(self, row: Json) -> str:
        """罰条: the penal provisions as numbered on the day of the act; nothing while that day is not known."""
        case, day = self.case, date.fromisoformat(row["law_of"])
        named: dict[str, list[str]] = {}
        for cite in row.get("penalty", {}).get("law", ()):
            if penal(cite):
                number = citation(cite, case.book, day)["article"]
                named.setdefault(case.law(cite, day).removesuffix(number), []).append(number)
        return case.voice.listed(name + case.voice.listed(numbers) for name, numbers in named.items())

    def name(self, offence: Offence) -> str:
        """罪名."""
        return self.case.voice.of(offence.rows[0]["label"])

    def posts(self, rows: Iterable[Json]) -> str:
        """The posts of some rows in brackets, where there are several."""
        if len(self.case.posts) < 2:
            return ""
        named = {row["post"] for row in rows}
        return self.case.voice.noted(self.case.named([post for post in self.case.posts if post.id in named]))


def penal(cite: str) -> bool:
    return not cite.startswith(("src:", "case:", "contract#", *PROCEDURE))
