"""The published JSON Schemas: of the report, made from the vocabulary; of the outcome."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from yorube.consult.outcome import SCHEMA as OUTCOME
from yorube.consult.report import SCHEMA as REPORT
from yorube.law.facts import UNKNOWN, Fact
from yorube.law.rulebook import Rulebook

DRAFT = "https://json-schema.org/draft/2020-12/schema"
Json = dict[str, Any]

NO_CONTROL = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"
DAY: Json = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
MOMENT: Json = {
    "type": "string",
    "pattern": r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?([Zz]|[+-]\d{2}:\d{2}))?$",
}


def report_schema(book: Rulebook) -> Json:
    """The schema of `yorube.report/1`: one property for each fact of the vocabulary."""
    root: Json = table()
    posts, events = table(), table()
    for fact in book.facts.values():
        target = {"post": posts, "event": events}.get(fact.scope, root)
        keys = fact.id.split(".") if target is root else fact.id.split(".")[1:]
        for key in keys[:-1]:
            target = target["properties"].setdefault(key, table())
        target["properties"][keys[-1]] = of_fact(fact)
        if fact.required:
            target.setdefault("required", []).append(keys[-1])
    root["properties"]["schema"] = {"const": REPORT}
    root["properties"]["posts"] = {"type": "array", "items": posts}
    root["properties"]["events"] = {"type": "array", "items": events}
    root["required"] = ["schema"]
    return {"$schema": DRAFT, "$id": f"urn:{REPORT}", "title": REPORT, **root}


def table() -> Json:
    """An object that takes only its own keys."""
    return {"type": "object", "additionalProperties": False, "properties": {}}


def of_fact(fact: Fact) -> Json:
    """The schema of one fact; `unknown` is always allowed."""
    found: Json
    if fact.type in ("yesno", "choice"):
        found = {"enum": [*fact.values, UNKNOWN]}
    elif fact.type == "set":
        found = or_unknown({"type": "array", "items": {"enum": [*fact.values, UNKNOWN]}})
    elif fact.type == "tags":
        tag = {"type": "string", "pattern": r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*|unknown)$"}
        found = or_unknown({"type": "array", "items": tag})
    elif fact.type == "number":
        least = fact.least if fact.least is not None else 0
        found = or_unknown({"type": "integer", "minimum": least, "maximum": 10**15})
    elif fact.type == "text":
        found = {"type": "string", "pattern": NO_CONTROL}
    else:
        found = or_unknown(DAY if fact.type == "date" else MOMENT)
    return {"title": fact.label.en, "description": fact.label.ja, **found}


def or_unknown(schema: Json) -> Json:
    """This, or the word for not known."""
    return {"anyOf": [schema, {"const": UNKNOWN}]}


TEXT: Json = {
    "type": "object",
    "properties": {
        "ja": {"type": "string", "minLength": 1},
        "en": {"type": "string", "minLength": 1},
        "easy": {"type": "string"},
    },
    "required": ["ja", "en"],
    "additionalProperties": False,
}
STRING: Json = {"type": "string"}
OR_NULL: Json = {"type": ["string", "null"]}
DAY_OR_NULL: Json = {"anyOf": [DAY, {"type": "null"}]}


def listed(items: Json) -> Json:
    return {"type": "array", "items": items}


def row(required: Mapping[str, Json], optional: Mapping[str, Json] | None = None) -> Json:
    """An object with these keys and no others."""
    properties = {**required, **(optional or {})}
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def one_of(values: Iterable[str]) -> Json:
    return {"enum": list(values)}


def outcome_schema(book: Rulebook) -> Json:
    """The schema of `yorube.outcome/1`."""
    texts, law = listed(TEXT), listed(STRING)
    desk, ground, paper = one_of(book.desks), one_of(book.grounds), one_of(book.papers)
    element = row(
        {
            "id": STRING,
            "kind": one_of(("element", "defence")),
            "label": TEXT,
            "status": one_of(("met", "not_met", "unknown")),
            "texture": one_of(("computed", "told", "judged")),
            "burden": one_of(("prosecution", "claimant", "respondent")),
            "because": listed(row({"fact": STRING, "value": {}}, {"reading": STRING, "text": TEXT})),
            "law": law,
        },
        {"open": listed(STRING), "factors": texts, "missing": TEXT, "proof": TEXT, "note": TEXT},
    )
    finding = row(
        {
            "ground": ground,
            "label": TEXT,
            "post": STRING,
            "status": one_of(("likely", "unclear", "unlikely", "no_law_for_date")),
            "says": TEXT,
            "elements": listed(element),
            "open": listed(STRING),
            "law": law,
            "law_of": DAY,
        },
        {"note": TEXT, "penalty": row({"text": TEXT, "law": law})},
    )
    event = row({"kind": STRING, "on": DAY_OR_NULL, "by": OR_NULL})
    deadline = row(
        {
            "id": one_of(clock.id for clock in book.clocks),
            "label": TEXT,
            "post": OR_NULL,
            "ground": {"anyOf": [ground, {"type": "null"}]},
            "kind": one_of(("statutory", "practice", "estimate")),
            "from": DAY_OR_NULL,
            "act_by": DAY_OR_NULL,
            "due": DAY_OR_NULL,
            "passed": {"type": "boolean"},
            "counting": row({"text": TEXT, "first_day": STRING, "last_day": STRING}),
            "law": law,
        },
        {
            "event": event,
            "moved_from": DAY,
            "provisional": {"type": "boolean"},
            "missing": listed(STRING),
            "notes": texts,
            "ended_by": event,
        },
    )
    contact = row(
        {},
        {
            "url": STRING,
            "phone": STRING,
            "languages": listed(STRING),
            "hours": TEXT,
            "cost": TEXT,
            "channels": TEXT,
        },
    )
    listing = row(
        {
            "id": desk,
            "rank": {"type": "integer", "minimum": 1},
            "name": TEXT,
            "why": texts,
            "does": texts,
            "does_not": texts,
            "contact": contact,
            "checked_on": DAY,
            "law": law,
        },
        {"operator": TEXT, "who": TEXT, "cautions": texts, "note": TEXT},
    )
    action = row(
        {
            "id": one_of(book.actions),
            "rank": {"type": "integer", "minimum": 1},
            "label": TEXT,
            "by": DAY_OR_NULL,
            "why": texts,
            "how": {"anyOf": [TEXT, {"type": "null"}]},
            "papers": listed(paper),
            "desk": {"anyOf": [desk, {"type": "null"}]},
            "law": law,
        }
    )
    citation = {
        "type": "object",
        "required": ["title", "url", "checked", "checked_against", "checked_on"],
        "properties": {"title": TEXT, "checked_against": TEXT},
    }
    outlook_rows = ("police", "steps", "services", "cost", "time", "payers", "unknown")
    return {
        "$schema": DRAFT,
        "$id": f"urn:{OUTCOME}",
        "title": OUTCOME,
        **row(
            {
                "schema": {"const": OUTCOME},
                "as_of": DAY,
                "rulebook": row({"version": STRING, "digest": STRING, "law_of": DAY, "statement": TEXT}),
                "safety": listed(row({"id": STRING, "desks": listed(desk), "message": TEXT, "law": law})),
                "findings": listed(finding),
                "deadlines": listed(deadline),
                "desks": listed(listing),
                "not_suitable": listed(row({"id": desk, "name": TEXT, "why": texts, "law": law})),
                "actions": listed(action),
                "papers": listed(
                    row({"id": paper, "label": TEXT, "ready": {"type": "boolean"}, "missing": listed(STRING)})
                ),
                "outlook": row(
                    {
                        **{key: listed({"type": "object"}) for key in outlook_rows},
                        "legal_aid": {"type": ["object", "null"]},
                    }
                ),
                "questions": listed(row({"fact": STRING, "settles": listed(STRING), "question": TEXT})),
                "citations": {"type": "object", "additionalProperties": citation},
            }
        ),
    }
