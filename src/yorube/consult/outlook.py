"""The outlook: what the police look at, the way to the writer's name, what it costs and who can help to pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from yorube.consult.finding_rows import STATUS
from yorube.consult.forms import Given, Row, copies, given, ready, that_hold
from yorube.law.facts import in_post
from yorube.law.rulebook import EachMore, Estimate, Factor, Household, LegalAid, Payer, Rulebook
from yorube.law.sheet import Held
from yorube.law.tri import Tri
from yorube.law.world import World


class Forms(NamedTuple):
    """The rows of the outlook, to be copied; those of the police by how they came out."""

    police: Sequence[Mapping[Tri, Row]]
    steps: Sequence[Given[Row]]
    costs: Sequence[Given[Row]]
    times: Sequence[Given[Row]]
    payers: Sequence[Given[Row]]
    not_known: Sequence[Given[Row]]


def outlook(world: World, book: Rulebook, held: Held) -> dict[str, Any]:
    """`outlook` of the outcome. Ranges are those of their sources; what nobody knows is said."""
    forms = ready(book, "outlook", all_forms)
    came_out = book.sheets.police.of(world)
    return {
        "police": [
            police(form[status], because)
            for form, (status, because) in zip(forms.police, came_out, strict=True)
        ],
        "steps": copies(forms.steps, held),
        "services": services(world, book),
        "cost": copies(forms.costs, held),
        "time": copies(forms.times, held),
        "payers": copies(forms.payers, held),
        "legal_aid": means_test(world, book.legal_aid),
        "unknown": [form.copy() for form in that_hold(forms.not_known, held)],
    }


def police(form: Row, because: Iterable[tuple[str, str | None]]) -> Row:
    """One factor the police look at, with the facts it came from."""
    row = form.copy()
    row["law"] = row["law"].copy()
    row["because"] = [*dict.fromkeys([in_post(f, p) if p else f for f, p in because])]
    return row


def all_forms(book: Rulebook) -> Forms:
    """The rows that this rulebook knows."""
    steps = sorted(book.steps, key=lambda step: step.order)
    return Forms(
        [{status: factor(one, status) for status in STATUS} for one in book.factors],
        given((row.when, {"id": row.id, "text": row.text.data, "law": [*row.law]}) for row in steps),
        given((row.when, estimate(row)) for row in book.costs),
        given((row.when, estimate(row)) for row in book.times),
        given((row.when, payer(row)) for row in book.payers),
        given(
            (row.when, {"id": row.id, "text": row.text.data, "gap": row.gap or None})
            for row in book.not_known
        ),
    )


def factor(factor: Factor, status: Tri) -> Row:
    """A factor that came out so."""
    means = factor.more if status is True else factor.less if status is False else factor.label
    return {
        "factor": factor.id,
        "label": factor.label.data,
        "status": STATUS[status],
        "because": None,
        "means": means.data,
        "law": [*factor.law],
    }


def estimate(row: Estimate) -> Row:
    """A range of cost or time, with its source."""
    return {"id": row.id, "label": row.label.data, "range": row.range.data, "law": [*row.law]}


def payer(row: Payer) -> Row:
    """Who can help to pay."""
    return {
        "id": row.id,
        "label": row.label.data,
        "text": row.text.data,
        "desk": row.desk or None,
        "law": [*row.law],
    }


def services(world: World, book: Rulebook) -> list[dict[str, Any]]:
    """What is known of each service the posts stand on."""
    named = dict.fromkeys(
        str(post.facts["posts.platform"]) for post in world.posts if "posts.platform" in post.facts
    )
    found = []
    for name in named:
        service = book.services.get(name)
        if service is None:
            continue
        row: dict[str, Any] = {
            "id": service.id,
            "name": service.name.data,
            "checked_on": service.checked_on.isoformat(),
        }
        row["designated_on"] = service.designated_on.isoformat() if service.designated_on else None
        row["service_kind"] = service.service_kind or None
        for key in ("operator", "police", "logs", "notes"):
            text = getattr(service, key)
            if text:
                row[key] = text.data
        if service.request:
            row["request"] = {"url": service.request.url or None}
            if service.request.note:
                row["request"]["note"] = service.request.note.data
        row["law"] = list(service.law)
        found.append(row)
    return found


def limits(size: int, aid: LegalAid) -> Household:
    """The limits for a household of this size: the row, or the last row and what each further member adds."""
    for row in aid.households:
        if row.size == size:
            return row
    last, more = max(aid.households, key=lambda row: row.size), aid.each_more
    return beyond(last, more, size - last.size)


def beyond(last: Household, more: EachMore, extra: int) -> Household:
    """The limits for `extra` members more than the last row."""
    return Household(
        size=last.size + extra,
        income=last.income + extra * more.income,
        income_city=last.income_city + extra * more.income_city,
        assets=last.assets + extra * more.assets,
        rent=last.rent,
        rent_city=last.rent_city,
    )


def means_test(world: World, aid: LegalAid) -> dict[str, Any] | None:
    """The means test as published: within, above, between (the place decides) or unknown. None for a company."""
    if world.facts.get("target.kind") == "organisation":
        return None
    size, income, assets = (
        world.facts.get(f"person.household.{key}") for key in ("size", "monthly_income", "assets")
    )
    found: dict[str, Any] = {"status": "unknown", "note": aid.note.data, "law": list(aid.law)}
    missing = [
        f"person.household.{key}"
        for key, value in (("size", size), ("monthly_income", income), ("assets", assets))
        if value is None
    ]
    if missing:
        return found | {"missing": missing}
    assert isinstance(size, int)
    assert isinstance(income, int)
    assert isinstance(assets, int)
    row = limits(size, aid)
    found["limits"] = {
        "income": row.income,
        "income_city": row.income_city,
        "assets": row.assets,
        "rent": row.rent,
    }
    if assets > row.assets or income > row.income_city + max(row.rent, row.rent_city):
        found["status"] = "above"
    elif income <= row.income:
        found["status"] = "within"
    else:
        found["status"] = "between"
    return found
