"""The description of the interface for programs, made from the published schemas so that there is one place."""

from __future__ import annotations

from typing import Any

from yorube.consult.schema import DAY, TEXT, listed, outcome_schema, report_schema, row
from yorube.law.rulebook import Rulebook

Json = dict[str, Any]

# The most that is read in one request.
BYTES = 1_000_000
MOST_POSTS, MOST_EVENTS, MOST_ANSWERS = 50, 200, 5000

PATH = "application/json"
STRING: Json = {"type": "string"}
OR_NULL: Json = {"type": ["string", "null"]}

ANSWERS: Json = {
    "type": "object",
    "description": "The answers so far, in the order they were given. A path is that of a fact (`harm.danger`,"
    " `posts.p1.place`), `posts` (a new post's id; null: there is none), `events` (a list of events as in a report),"
    " or `ticks.PAGE.POST` (the ids of a checklist's ticked lines; null: not known). A value of null: not known.",
    "properties": {
        "answers": {
            "type": "array",
            "maxItems": MOST_ANSWERS,
            "items": {"type": "array", "minItems": 2, "maxItems": 2, "description": "path, value"},
        },
        "as_of": {**DAY, "description": "the day of the consultation; today in Japan when left out"},
    },
    "required": ["answers"],
    "additionalProperties": False,
}
FACT: Json = row(
    {
        "path": STRING,
        "fact": STRING,
        "type": {"enum": ["yesno", "choice", "set", "tags", "number", "date", "moment", "text"]},
        "ask": TEXT,
        "choices": listed(row({"value": STRING, "text": TEXT})),
    },
    {"why": TEXT, "help": TEXT, "example": TEXT, "unit": TEXT, "least": {"type": "integer"}},
)
SCREEN: Json = row(
    {
        "page": STRING,
        "stage": row({"id": STRING, "label": TEXT}),
        "title": TEXT,
        "post": OR_NULL,
        "checklist": {
            "anyOf": [
                row({"path": STRING, "lines": listed(row({"id": STRING, "text": TEXT}))}),
                {"type": "null"},
            ]
        },
        "facts": listed(FACT),
    }
)
NEXT: Json = row(
    {
        "as_of": DAY,
        "answers": {
            **ANSWERS["properties"]["answers"],
            "description": "the answers to send again with the new ones at their end; a first post is added where it"
            " is time to ask about one",
        },
        "settled": {
            "type": ["boolean", "null"],
            "description": "true: no answer that is left can change what to do today; null: not tried, with several"
            " posts it takes too long",
        },
        "screen": {"anyOf": [SCREEN, {"type": "null"}], "description": "null: nothing is left to ask"},
        "questions": listed(row({"fact": STRING, "settles": listed(STRING), "question": TEXT})),
    }
)
ERROR: Json = row(
    {
        "error": row(
            {"path": STRING, "why": TEXT},
            {"found": STRING, "allowed": TEXT},
        )
    }
)
REFUSALS = {
    "400": "not readable, or refused: the place, why, what was found, what is allowed",
    "405": "another method than POST",
    "413": f"more than {BYTES} bytes",
    "415": "something else than application/json in UTF-8",
}


def document(rules: Rulebook) -> Json:
    """The OpenAPI document."""
    report, outcome = plain(report_schema(rules)), plain(outcome_schema(rules))
    report["properties"]["posts"]["maxItems"] = MOST_POSTS
    report["properties"]["events"]["maxItems"] = MOST_EVENTS
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Yorube",
            "version": "1",
            "summary": "Defamed on the internet in Japan: a report in, what can be done out.",
            "description": "Stateless: nothing is kept, no cookie is read or set, nothing is logged. Information and"
            " drafts, not legal advice (Attorneys Act, art. 72).",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/api/v1/consult": {
                "post": operation("consult", "A report in, an outcome out", ref("Report"), ref("Outcome"))
            },
            "/api/v1/next": {
                "post": operation(
                    "next",
                    "Answers or a report in, the next screen of the interview out",
                    {"anyOf": [ref("Answers"), ref("Report")]},
                    ref("Next"),
                )
            },
        },
        "components": {
            "schemas": {
                "Report": report,
                "Outcome": outcome,
                "Answers": ANSWERS,
                "Next": NEXT,
                "Error": ERROR,
            }
        },
    }


def plain(schema: Json) -> Json:
    """A published schema as part of this document: without a name and dialect of its own."""
    return {key: value for key, value in schema.items() if not key.startswith("$")}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def operation(id: str, summary: str, body: Json, answer: Json) -> Json:
    """One operation; every refusal has the same form."""
    refused = {
        status: {"description": text, "content": {PATH: {"schema": ref("Error")}}}
        for status, text in REFUSALS.items()
    }
    refused["405"]["headers"] = {"Allow": {"required": True, "schema": STRING}}
    return {
        "operationId": id,
        "summary": summary,
        "requestBody": {"required": True, "content": {PATH: {"schema": body}}},
        "responses": {"200": {"description": "done", "content": {PATH: {"schema": answer}}}, **refused},
    }
