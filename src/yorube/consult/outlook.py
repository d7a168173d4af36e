"""The outlook: what the police look at, the way to the writer's name, what it costs and who can help to pay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from yorube.consult.finding_rows import STATUS
from yorube.consult.forms import Given, Row, ready
from yorube.law.frozen import frozen
from yorube.law.rulebook import EachMore, Estimate, Factor, Household, LegalAid, Payer, Rulebook, Service
from yorube.law.sheet import Held
from yorube.law.tri import Tri
from yorube.law.world import World

# What the means test asks: how many live together, what they earn, what they have.
MEANS = tuple(f"person.household.{key}" for key in ("size", "monthly_income", "assets"))


class Forms(NamedTuple):
    """The rows of the outlook; those of the police by how they came out, of services by their id."""

    police: Sequence[Mapping[Tri, Row]]
    steps: Given[Row]
    services: Mapping[str, Row]
    costs: Given[Row]
    times: Given[Row]
    payers: Given[Row]
    legal_aid: Row
    not_known: Given[Row]


def outlook(world: World, book: Rulebook, held: Held) -> dict[str, Any]:
    """`outlook` of the outcome. Ranges are those of their sources; what nobody knows is said."""
    forms = ready(book, "outlook", all_forms)
    came_out = book.sheets.police.of(world)
    paths = {one.post: one.paths for one in (world, *world.posts)}
    return {
        "police": [
            {**form[status], "because": named(because, paths)} if because else form[status]
            for form, (status, because) in zip(forms.police, came_out, strict=True)
        ],
        "steps": forms.steps.that_hold(held),
        "services": services(world, forms.services),
        "cost": forms.costs.that_hold(held),
        "time": forms.times.that_hold(held),
        "payers": forms.payers.that_hold(held),
        "legal_aid": means_test(world, book.legal_aid, forms.legal_aid),
        "unknown": forms.not_known.that_hold(held),
    }


def named(
    because: Iterable[tuple[str, str | None]], paths: Mapping[str | None, Mapping[str, str]]
) -> list[str]:
    """Facts of the whole or of posts as the outcome names them, each once."""
    return [*dict.fromkeys([paths[post][fact] for fact, post in because])]


def services(world: World, known: Mapping[str, Row]) -> list[Row]:
    """What is known of each service the posts stand on."""
    told = [post.facts["posts.platform"] for post in world.posts if "posts.platform" in post.facts]
    return [known[name] for name in dict.fromkeys(map(str, told)) if name in known]


def all_forms(book: Rulebook) -> Forms:
    """The rows that this rulebook knows."""
    steps = sorted(book.steps, key=lambda step: step.order)
    return Forms(
        [{status: frozen(factor(one, status)) for status in STATUS} for one in book.factors],
        Given((row.when, frozen({"id": row.id, "text": row.text.data, "law": row.law})) for row in steps),
        {id: frozen(service(one)) for id, one in book.services.items()},
        Given((row.when, frozen(estimate(row))) for row in book.costs),
        Given((row.when, frozen(estimate(row))) for row in book.times),
        Given((row.when, frozen(payer(row))) for row in book.payers),
        {"status": "unknown", "note": book.legal_aid.note.data, "law": frozen(book.legal_aid.law)},
        Given(
            (row.when, frozen({"id": row.id, "text": row.text.data, "gap": row.gap or None}))
            for row in book.not_known
        ),
    )


def factor(factor: Factor, status: Tri) -> Row:
    """A factor that came out so, because of nothing."""
    means = factor.more if status is True else factor.less if status is False else factor.label
    return {
        "factor": factor.id,
        "label": factor.label.data,
        "status": STATUS[status],
        "because": [],
        "means": means.data,
        "law": factor.law,
    }


def estimate(row: Estimate) -> Row:
    """A range of cost or time, with its source."""
    return {"id": row.id, "label": row.label.data, "range": row.range.data, "law": row.law}


def payer(row: Payer) -> Row:
    """Who can help to pay."""
    return {
        "id": row.id,
        "label": row.label.data,
        "text": row.text.data,
        "desk": row.desk or None,
        "law": row.law,
    }


def service(service: Service) -> Row:
    """What is known of a service."""
    found: Row = {
        "id": service.id,
        "name": service.name.data,
        "checked_on": service.checked_on.isoformat(),
        "designated_on": service.designated_on.isoformat() if service.designated_on else None,
        "service_kind": service.service_kind or None,
    }
    for key in ("operator", "police", "logs", "notes"):
        text = getattr(service, key)
        if text:
            found[key] = text.data
    if service.request:
        found["request"] = {"url": service.request.url or None}
        if service.request.note:
            found["request"]["note"] = service.request.note.data
    found["law"] = service.law
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


def means_test(world: World, aid: LegalAid, form: Row) -> Row | None:
    """The means test as published: within, above, between (the place decides) or unknown. None for a company."""
    if world.facts.get("target.kind") == "organisation":
        return None
    missing = [fact for fact in MEANS if fact not in world.facts]
    if missing:
        return {**form, "missing": missing}
    size, income, assets = map(world.facts.__getitem__, MEANS)
    assert isinstance(size, int)
    assert isinstance(income, int)
    assert isinstance(assets, int)
    row = limits(size, aid)
    if assets > row.assets or income > row.income_city + max(row.rent, row.rent_city):
        status = "above"
    else:
        status = "within" if income <= row.income else "between"
    limited = {"income": row.income, "income_city": row.income_city, "assets": row.assets, "rent": row.rent}
    return {**form, "status": status, "limits": limited}
