"""仮処分命令申立書: removal, disclosure, or both, as the actions of the outcome have it."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.document.blocks import Blank, Block, Item, Paragraph
from yorube.papers.case import Case
from yorube.papers.court.claims import infringed, reasons
from yorube.papers.court.frame import attached, circumstances, head, sought
from yorube.papers.court.parties import foreign, names, subject, these, who
from yorube.papers.told import Told

# The action of the outcome behind each order.
ORDERS = {"removal": "removal_injunction", "disclosure": "disclosure_injunction"}
LISTS = {"removal": ("parties", "posts"), "disclosure": ("parties", "information", "posts")}


def injunction_petition(case: Case) -> Iterator[Block]:
    sides, wanted = names(case, "injunction"), orders(case)
    up = [post for post in subject(case) if case.value("posts.online", post) != "no"]
    about = subject(case) if "disclosure" in wanted else up
    yield from head(case, "court.title.injunction", sides, case.say("court.fee.injunction"))
    yield from sought(case, *(case.say(f"court.order.{order}", posts=these(case, up)) for order in wanted))
    yield Item(1, case.say("court.reasons"))
    yield Item(2, case.say("court.reasons.right"))
    for text in who(case, about, sides):
        yield Item(3, text)
    yield Item(3, case.say("court.debtor", they=sides.they))
    yield from infringed(case, about, sides.we, 3)
    yield Paragraph(case.say("court.see_table"))
    for order in wanted:
        law = case.law("johopura#5.1")
        yield Item(3, case.say(f"court.right.{order}", we=sides.we, they=sides.they, law=law))
        if order == "disclosure":
            yield Paragraph(case.say("court.cause", we=sides.we))
            yield from reasons(case)
    yield Item(2, case.say("court.reasons.urgent", law=case.law("hozen#23.2")))
    yield from urgent(case, up, wanted)
    yield Item(1, case.say("court.venue"))
    yield Item(2, case.say("court.venue.injunction", law=case.law("hozen#12")))
    yield Item(2, (case.say("court.venue.office", they=sides.they), case.entry("provider.address")))
    if case.filled("provider.in_japan") or foreign(case) is not False:
        yield Item(2, (case.say("court.venue.in_japan", they=sides.they), case.entry("provider.in_japan")))
    yield Item(2, (case.say("court.venue.why"), Blank(case.say("court.venue.open"))))
    yield from circumstances(
        case, sides, case.law("hozen#7"), case.say("court.security", law=case.law("hozen#14"))
    )
    lists = dict.fromkeys(list_ for order in wanted for list_ in LISTS[order])
    yield from attached(case, sides, (*lists, "infringement"), "court.evidence.prima_facie")


def orders(case: Case) -> list[str]:
    """What is asked for: what the outcome advises."""
    actions = {row["id"] for row in case.outcome["actions"]}
    return [order for order, action in ORDERS.items() if action in actions]


def urgent(case: Case, up: list[Told], wanted: list[str]) -> Iterator[Block]:
    """Why it cannot wait for the main suit: what was told, and the applicant's own words."""
    seen = [post for post in up if case.value("posts.online", post) == "yes"]
    if "removal" in wanted and seen:
        day = case.day(case.report.as_of)
        yield Item(3, case.say("court.urgent.up", day=day, posts=these(case, seen)))
    if "disclosure" in wanted:
        yield Item(3, case.say("court.urgent.logs"))
    yield Item(3, (case.say("court.urgent.own"), case.entry("injunction.need")))
