"""A person who posted something, through the consultation: undoing and answering, never the tools of the other side."""

from typing import Any

import pytest

import yorube

POST = {
    "id": "p1",
    "url": "https://example.jp/1",
    "platform": "x",
    "place": "public",
    "posted_at": "2026-11-10",
    "online": "yes",
    "content": {"insult": "severe", "asserts_fact": "no", "lowers_reputation": "yes"},
}


def outcome(*events: str, **tables: Any) -> dict[str, Any]:
    return yorube.consult(
        {
            "schema": "yorube.report/1",
            "as_of": "2026-11-22",
            "wishes": ["advice"],
            "person": {"role": "poster"},
            "target": {"kind": "individual", "identifiable": "yes"},
            "posts": [POST],
            "events": [{"kind": kind, "on": "2026-11-18", "by": "x", "post": "p1"} for kind in events],
            **tables,
        }
    )


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [row["id"] for row in rows]


def test_after_posting_the_record_comes_before_deleting_and_the_apology_last() -> None:
    found = outcome()
    assert ids(found["actions"]) == ["save_evidence", "delete_own_post", "consult_lawyer", "apologise"]
    assert {"lawyer", "bar_association", "houterasu", "ihaho"} <= set(ids(found["desks"]))


@pytest.mark.parametrize(
    ("event", "clock", "due", "kind"),
    [
        ("sender_inquiry_received", "sender_inquiry.removal", "2026-11-25", "statutory"),
        ("disclosure_inquiry_received", "sender_inquiry.disclosure", "2026-12-02", "practice"),
    ],
)
def test_an_inquiry_has_its_date_and_the_lawyer_comes_before_it(
    event: str, clock: str, due: str, kind: str
) -> None:
    found = outcome(event)
    (row,) = (row for row in found["deadlines"] if row["id"].startswith("sender_inquiry"))
    assert (row["id"], row["due"], row["kind"]) == (clock, due, kind)
    (lawyer,) = (row for row in found["actions"] if row["id"] == "consult_lawyer")
    assert lawyer["by"] == due
    assert "opinion_reply" in lawyer["papers"]
    assert found["desks"][0]["id"] == "lawyer"
    (reply,) = (row for row in found["papers"] if row["id"] == "opinion_reply")
    assert reply["ready"]


TOOLS = {
    "criminal_complaint",
    "damage_report",
    "disclosure_order",
    "preserve_logs",
    "claim_damages",
    "bar_inquiry",
}


@pytest.mark.parametrize("event", ["sender_inquiry_received", "information_disclosed", "petition_filed"])
def test_the_tools_of_the_person_harmed_are_not_handed_out(event: str) -> None:
    found = outcome(event, wishes=["delete", "identify", "punish", "compensate", "stop", "listen", "advice"])
    assert TOOLS & set(ids(found["actions"])) == set()
    assert TOOLS & set(ids(found["papers"])) == set()
    assert "sia_hotline" not in ids(found["desks"])


@pytest.mark.parametrize("sender", [{"relation": "partner"}, {"contact_after_refusal": "yes"}])
def test_no_apology_where_contact_may_frighten(sender: dict[str, str]) -> None:
    assert "apologise" not in ids(outcome(sender=sender)["actions"])


def test_distress_of_the_writer_comes_first() -> None:
    found = outcome(harm={"self_harm": "yes"})
    assert ids(found["safety"]) == ["self_harm"]
    assert found["actions"][0]["id"] == "stay_safe"
    assert found["desks"][0]["id"] == "mental_health"
