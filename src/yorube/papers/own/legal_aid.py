"""法テラスの資力の確認: the numbers that were told beside the published limits, and the other two conditions."""

from __future__ import annotations

from collections.abc import Iterator

from yorube.consult.outlook import limits
from yorube.document import Block, Cell, Field, Heading, Line, Paragraph, Strong, Table, Title
from yorube.document.blocks import Piece
from yorube.law.rulebook import Household
from yorube.papers.case import Case

# How the means test of an outcome reads as a condition; where it depends on the place or a number, it is open.
STATUS = {"within": "met", "above": "not_met", "between": "unknown", "unknown": "unknown"}
WIDTHS, LIMITS = (50, 45, 75), (16, 32, 38, 52, 32)
DESK = "houterasu"


def legal_aid_check(case: Case) -> Iterator[Block]:
    """The check. It asks for nothing that was not told, and decides nothing."""
    test, voice = case.outcome["outlook"]["legal_aid"], case.voice
    yield Title(voice.of(case.book.papers["legal_aid_check"].label))
    yield Line(case.say("day", day=case.day(case.report.as_of)), "right")
    yield Paragraph(case.say("aid.lead"))
    yield Heading(case.say("aid.conditions"))
    yield condition(case, "means", STATUS[test["status"]], voice.phrase(f"aid.{test['status']}"))
    yield condition(case, "prospect", "unknown", case.say("aid.prospect.about"))
    yield condition(case, "aim", "unknown", case.say("aid.aim.about"))
    yield Heading(case.say("aid.numbers"))
    yield numbers(case)
    yield Paragraph(voice.of(test["note"]))
    yield Heading(case.say("aid.limits"))
    yield published(case)
    more = case.book.legal_aid.each_more
    yield Paragraph(case.say("aid.more", income=yen(case, more.income), city=yen(case, more.income_city)))
    yield Heading(case.say("with"))
    yield from map(Paragraph, case.parts.named([DESK]))
    yield Heading(case.say("sources"))
    yield from case.parts.sources(test["law"])


def condition(case: Case, id: str, status: str, about: str) -> Field:
    """One condition: how it looks, and why."""
    return Field(case.say(f"aid.{id}"), (Strong(case.voice.phrase(f"status.{status}")), f"\n{about}"))


def numbers(case: Case) -> Table:
    """What was told beside the limits for this household; the limits are open while its size is."""
    size = case.value("person.household.size")
    row = limits(size, case.book.legal_aid) if isinstance(size, int) else None
    told = {key: case.fact(f"person.household.{key}") for key in ("size", "monthly_income", "assets")}
    label = {key: case.voice.of(case.book.facts[f"person.household.{key}"].label) for key in told}
    open = case.say("aid.size_first")
    return Table(
        WIDTHS,
        (case.say("aid.item"), case.say("aid.told"), case.say("aid.limit")),
        (
            (label["size"], told["size"], ""),
            (label["monthly_income"], money(case, "monthly_income"), income(case, row) if row else open),
            (case.say("aid.rent"), case.say("aid.rent.not_asked"), rent(case, row) if row else open),
            (label["assets"], money(case, "assets"), yen(case, row.assets) if row else open),
        ),
    )


def money(case: Case, key: str) -> Piece:
    """A told sum, or a blank."""
    sum = case.value(f"person.household.{key}")
    return yen(case, sum) if isinstance(sum, int) else case.fact(f"person.household.{key}")


def income(case: Case, row: Household) -> str:
    return case.say("aid.or_city", general=yen(case, row.income), city=yen(case, row.income_city))


def rent(case: Case, row: Household) -> str:
    return case.say("aid.or_wards", general=yen(case, row.rent), wards=yen(case, row.rent_city))


def published(case: Case) -> Table:
    """The limits as published, by the size of the household."""
    heads = ("aid.size", "aid.income", "aid.income_city", "aid.rent_limit", "aid.assets")
    return Table(
        LIMITS,
        tuple(case.say(head) for head in heads),
        tuple(
            (
                f"{row.size}",
                Cell(yen(case, row.income), "right"),
                Cell(yen(case, row.income_city), "right"),
                Cell(
                    case.say("aid.slash", general=yen(case, row.rent), wards=yen(case, row.rent_city)),
                    "right",
                ),
                Cell(yen(case, row.assets), "right"),
            )
            for row in case.book.legal_aid.households
        ),
    )


def yen(case: Case, sum: int) -> str:
    return case.say("aid.yen", sum=f"{sum:,}")
