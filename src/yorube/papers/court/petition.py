"""Petitions for disclosure, for the name of the next provider, and against erasing (発信者情報開示命令など).

The order is that of the Tokyo District Court's check-box form: what is sought, reasons, circumstances, annexes.
"""

from __future__ import annotations

from collections.abc import Iterator

from yorube.document.blocks import Block, Item, Paragraph, Tick
from yorube.law.periods import in_japan
from yorube.papers.case import Case
from yorube.papers.court.claims import infringed, login, reasons, traces
from yorube.papers.court.frame import attached, circumstances, fee_open, head, sought
from yorube.papers.court.parties import Names, addressee, names, subject, these, who
from yorube.papers.court.venue import venue

LISTS = ("parties", "information", "posts")


def disclosure_petition(case: Case) -> Iterator[Block]:
    """発信者情報開示命令申立書."""
    sides, about = names(case), subject(case)
    yield from head(case, "court.title.disclosure", sides, case.say("court.fee.disclosure"))
    for other in ("provision", "erasure"):
        yield Tick(case.say(f"court.with.{other}"))
    yield from sought(case, case.say("court.sought.disclosure"))
    yield Item(1, case.say("court.reasons"))
    yield Item(2, case.say("court.reasons.parties"))
    for text in who(case, about, sides):
        yield Item(3, text)
    yield from opponent_is(case, sides)
    clear, cause = case.law("johopura#5.1.1"), case.law("johopura#5.1.2")
    yield Item(2, case.say("court.reasons.infringed", law=clear))
    yield from infringed(case, about, sides.we, 3)
    yield Paragraph(case.say("court.see_table"))
    yield Item(2, case.say("court.reasons.cause", law=cause))
    yield Paragraph(case.say("court.cause", we=sides.we))
    yield from reasons(case)
    yield Item(2, case.say("court.reasons.login", law=case.law("johopura#5.1.3")))
    yield from login(case)
    yield Item(2, case.say("court.reasons.holds"))
    yield Paragraph(case.say("court.holds"))
    if addressee(case) == "access" or any(case.filled("trace", post) for post in about):
        yield from traces(case, about)
    yield Item(2, case.say("court.therefore.disclosure", we=sides.we, law=case.law("johopura#8")))
    yield Item(1, case.say("court.venue"))
    for text in venue(case, sides.they):
        yield Item(2, text)
    yield from circumstances(case, sides, case.law("johopura#17"))
    yield from attached(case, sides, (*LISTS, "infringement"))


def provision_petition(case: Case) -> Iterator[Block]:
    """提供命令申立書."""
    sides = names(case)
    yield from head(case, "court.title.provision", sides, fee_open(case))
    about = these(case, subject(case))
    yield from sought(case, *(case.say(f"court.sought.provision.{part}", posts=about) for part in (1, 2)))
    yield from main_case(case, sides)
    yield Item(2, case.say("court.reasons.next"))
    yield Paragraph(case.say("court.next", they=sides.they))
    yield from need(case)
    yield Item(2, case.say("court.therefore.provision", we=sides.we))
    chosen = case.chosen("login.records")
    asked = chosen not in (None, "no") and addressee(case) == "site"
    yield Tick(case.say("court.by.plain", law=case.law("johopura#15.1")), chosen is not None and not asked)
    yield Tick(case.say("court.by.login", law=case.law("johopura#15.2")), asked)
    yield from end(case, sides)


def erasure_ban_petition(case: Case) -> Iterator[Block]:
    """消去禁止命令申立書."""
    sides = names(case)
    yield from head(case, "court.title.erasure", sides, fee_open(case))
    yield from sought(case, case.say("court.sought.erasure"))
    yield from main_case(case, sides)
    yield from need(case)
    yield Item(2, case.say("court.therefore.erasure", we=sides.we, law=case.law("johopura#16")))
    yield from end(case, sides)


def opponent_is(case: Case, sides: Names) -> Iterator[Block]:
    """What the other side is to the posts: the site, or who carried the post or the log-in."""
    site, access = case.law("johopura#5.1"), case.law("johopura#5.2")
    yield Item(3, case.say("court.opponent", they=sides.they))
    services = dict.fromkeys(case.service(post) for post in subject(case))
    known = [one for one in services if isinstance(one, str)]
    site_text = case.say(
        "court.is.site", law=site, services=case.voice.noted("、".join(known)) if known else ""
    )
    yield Tick(site_text, addressee(case) == "site")
    yield Tick(case.say("court.is.access.post", law=site))
    yield Tick(case.say("court.is.access.login", law=access))


def main_case(case: Case, sides: Names) -> Iterator[Block]:
    """The petition for disclosure that this one goes with."""
    # What was filed before was filed against the site.
    filed = addressee(case) == "site" and any(event.kind == "petition_filed" for event in case.report.events)
    yield Item(1, case.say("court.reasons"))
    yield Item(2, case.say("court.reasons.main"))
    yield Paragraph(case.say("court.main", we=sides.we, posts=these(case, subject(case))))
    yield Tick(case.say("court.main.now"))
    yield Tick(case.say("court.main.filed"), filed)
    yield Paragraph(case.say("court.main.reasons"))


def need(case: Case) -> Iterator[Block]:
    """Why it cannot wait: since when the records may be going."""
    yield Item(2, case.say("court.reasons.need"))
    yield Paragraph(case.say("court.need", days=days(case)))


def days(case: Case) -> str:
    """The days of the posts as far as they were told."""
    known = sorted({in_japan(post.at) for post in subject(case) if post.at})
    if not known:
        return ""
    first, last = case.day(known[0]), case.day(known[-1])
    return (
        case.say("court.days.one", day=first)
        if first == last
        else case.say("court.days", first=first, last=last)
    )


def end(case: Case, sides: Names) -> Iterator[Block]:
    yield Item(1, case.say("court.venue"))
    yield Paragraph(case.say("court.venue.main"))
    yield from circumstances(case, sides, case.law("johopura#17"))
    yield from attached(case, sides, LISTS)
