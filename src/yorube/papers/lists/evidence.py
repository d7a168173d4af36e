"""証拠説明書: every exhibit with its title, original or copy, day, author, and what it is to show.

Of a sexual image no copy is an exhibit: of an adult's address, time, account and hash; of a child's, or where the age
is not known, address, time and account, and no hash.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count, repeat

from yorube.consult.near import Near
from yorube.consult.report import Event
from yorube.document import Block, Heading, Line, Paragraph, Table, Title
from yorube.document.blocks import Blank, Text
from yorube.papers.case import Case
from yorube.papers.lists.parties import named
from yorube.papers.lists.posts import name, named_with, sexual, where
from yorube.papers.told import Told

CIVIL = "civil."
# What an exhibit is, whether original or copy, of which day, by whom, what it shows. None: not told.
Row = tuple[Text, Text | None, Text | None, Text | None, Text]
# Of which events the paper is the applicant's own, and of which that of whoever was named with it.
BY_APPLICANT = ("petition_filed", "provider_notified", "damage_reported", "complaint_filed")
BY_OTHERS = ("removal_refused", "provider_named", "information_disclosed", "logs_preserved")
COLUMNS = ("exhibit", "what", "original", "day", "author", "shows")
WIDTHS = (14, 46, 18, 26, 26, 30)


def evidence_list(case: Case) -> Iterator[Block]:
    """The list, made from what was kept of the posts and what has happened; what is still to be got as blanks."""
    court = in_court(case)
    yield Title(case.say("evidence.title"))
    if court:
        yield Line(Blank(case.say("evidence.number")))
    yield Line(case.entry("date"), "right")
    to = case.entry("court.name") if court or case.filled("court.name") else Blank(case.say("evidence.to"))
    yield Line((to, case.say("evidence.messrs")))
    # Before a court the substitute stands on every copy; the police are to know who hands it in.
    by = named(case, "applicant.name") if court else case.entry("applicant.name")
    yield Line((case.say("evidence.by"), by), "right")
    exhibits = [*of_posts(case), *of_events(case), *to_get(case, court)]
    label = "evidence.in_court" if court else "evidence.at_a_desk"
    own = [case.filled("evidence.exhibit", post) for post in case.posts if not post.child]
    taken = {number.partition("の")[0] for number in own}
    free = (number for at in count(1) if (number := case.say(label, number=at)) not in taken)
    numbers = chain(own, repeat(""))
    rows = tuple(
        line(case, number or next(free), row) for number, row in zip(numbers, exhibits, strict=False)
    )
    if rows:
        yield Table(WIDTHS, tuple(case.say(f"evidence.{column}") for column in COLUMNS), rows)
    for post in case.posts:
        if post.child:
            yield Heading(case.say("evidence.child", name=name(case, post)))
            yield from where(case, post)
            yield Paragraph(case.say("form.child"))


def line(case: Case, exhibit: str, row: Row) -> tuple[Text, ...]:
    """A row of the table; what was not told is a blank named by the exhibit and the column."""
    cells: list[Text] = [exhibit]
    for column, cell in zip(COLUMNS[1:], row, strict=True):
        label = case.say(f"evidence.{column}")
        cells.append(Blank(case.say("evidence.of", exhibit=exhibit, column=label)) if cell is None else cell)
    return tuple(cells)


def in_court(case: Case) -> bool:
    """Whether something goes to a court: exhibits are numbered as courts do."""
    papers = {row["id"] for row in case.outcome["papers"]}
    actions = {row["id"] for row in case.outcome["actions"]}
    return "party_list" in papers or "claim_damages" in actions


def of_posts(case: Case) -> Iterator[Row]:
    """What was kept of each post. Nothing is asked for of a child's image."""
    for post in case.posts:
        if not post.child:
            yield address_only(case, post) if sexual(case, post) else capture(case, post)


def capture(case: Case, post: Told) -> Row:
    """The page of a post as it was kept, or that it is still to be kept."""
    told = case.filled("evidence.title", post)
    saved = told or case.value("posts.saved", post) == "yes"
    said = told or case.say("evidence.capture", name=name(case, post))
    shows = case.say("evidence.shows_post", name=name(case, post))
    return (
        said if saved else Blank(case.say("evidence.to_save", what=said)),
        case.say("evidence.copy"),
        case.entry("evidence.saved_on", post) if case.filled("evidence.saved_on", post) else None,
        case.sender_is(),
        shows,
    )


def address_only(case: Case, post: Told) -> Row:
    """Of an adult's sexual image: a note of address, time and account, and the hash of a file at hand."""
    number = name(case, post)
    hashed = Blank(case.say("evidence.hash", name=number))
    return (
        (case.say("evidence.address_only", name=number), "\n", hashed),
        case.say("evidence.is_original"),
        None,
        case.say("evidence.applicant"),
        case.say("evidence.shows_address", name=number),
    )


def of_events(case: Case) -> Iterator[Row]:
    """A paper for each thing that has happened. The day it happened is not the day the paper bears."""
    posts = {post.id: post for post in case.posts}
    for event in sorted(case.report.events, key=lambda event: (event.on is None, event.on)):
        kind = case.voice.of(case.book.facts["events.kind"].words(event.kind))
        about = [case.day(event.on)] if event.on else []
        about += [name(case, posts[event.post])] if event.post else []
        yield (
            case.say(f"evidence.event.{event.kind}"),
            None,
            None,
            author(case, event) or None,
            kind + (case.voice.noted(case.voice.listed(about)) if about else ""),
        )


def author(case: Case, event: Event) -> str:
    """Who made the paper of an event, where its kind and what was told say so."""
    if event.kind in BY_APPLICANT:
        return case.say("evidence.applicant")
    return named_with(case, event) if event.kind in BY_OTHERS else ""


def to_get(case: Case, court: bool) -> Iterator[Row]:
    """What would show the conditions that are near and stands nowhere yet: before a court of rights, elsewhere of
    offences too. Of a post with a sexual image nothing: what shows it may be the image."""
    near = Near(case.outcome).grounds
    left_out = {post.id for post in case.posts if post.child or sexual(case, post)}
    proofs: dict[str, list[str]] = {}
    for row in case.outcome["findings"]:
        asked = row["ground"].startswith(CIVIL) or not court
        if asked and (row["post"], row["ground"]) in near and row["post"] not in left_out:
            for part in row["elements"]:
                if part.get("proof"):
                    proofs.setdefault(case.voice.of(part["proof"]), []).append(case.voice.of(part["label"]))
    for proof, labels in proofs.items():
        yield Blank(proof), "", "", "", case.voice.listed(labels)
