"""The deadlines of the contract's table through the rulebook as shipped; every day was counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from yorube.consult import assess, check
from yorube.law import shipped

BOOK = shipped()
Row = dict[str, Any]

# A public post with a grave insult, asserted facts and a threat: grounds with and without complaint.
CONTENT = {
    "asserts_fact": "yes",
    "lowers_reputation": "yes",
    "false": "yes",
    "insult": "severe",
    "threat": "body",
}
POST = {"id": "p1", "platform": "x", "place": "public", "form": "original", "content": CONTENT}
PERSON = {"kind": "individual", "named_by": ["real_name"]}
TUESDAY, SUNDAY = "2026-11-24", "2026-11-22"


def post(posted_at: str | None = "2026-10-01", id: str = "p1", **facts: Any) -> Row:
    return POST | {"id": id} | ({"posted_at": posted_at} if posted_at else {}) | facts


def event(kind: str, on: str | None = None, **facts: str) -> Row:
    return {"kind": kind} | ({"on": on} if on else {}) | facts


def known(since: str | None = None, **facts: str) -> Row:
    return {"known": "yes"} | ({"known_since": since} if since else {}) | facts


def rows(*posts: Row, events: tuple[Row, ...] = (), as_of: str = SUNDAY, **tables: Any) -> list[Row]:
    """`deadlines[]` of a report."""
    report = {
        "schema": "yorube.report/1",
        "as_of": as_of,
        "target": PERSON,
        "posts": list(posts),
        "events": list(events),
        **tables,
    }
    found: list[Row] = assess(check(report, BOOK, BOOK.law_of), BOOK)["deadlines"]
    return found


def row(found: list[Row], id: str, ground: str | None = None, post: str | None = "p1") -> Row:
    (one,) = [row for row in found if (row["id"], row["ground"], row["post"]) == (id, ground, post)]
    return one


def due(found: list[Row], id: str, ground: str | None = None) -> str | None:
    day: str | None = row(found, id, ground)["due"]
    return day


def ids(found: list[Row]) -> set[str]:
    return {row["id"] for row in found}


def says(row: Row, word: str) -> bool:
    return any(word in note["en"] for note in row.get("notes", []))


# --- records: 90 days and 21 days, the day of the post not counted, a rest day stays ---------------------------------


@pytest.mark.parametrize("id", ["log.site", "log.access"])
@pytest.mark.parametrize(
    ("posted_at", "act_by", "end"),
    [
        ("2026-10-01", "2026-10-22", "2026-12-30"),  # in the days on which courts rest: stays
        ("2026-08-25", "2026-09-15", "2026-11-23"),  # a holiday: stays
        ("2026-10-01T15:30:00Z", "2026-10-23", "2026-12-31"),  # already 2 October in Japan
        ("2026-10-01T23:59:59+09:00", "2026-10-22", "2026-12-30"),
        ("2023-12-01", "2023-12-22", "2024-02-29"),
    ],
)
@pytest.mark.parametrize("place", ["public", "group", "dm", "email"])
def test_records_are_there_for_an_estimated_90_days(
    id: str, posted_at: str, act_by: str, end: str, place: str
) -> None:
    found = row(rows(post(posted_at, place=place)), id)
    assert (found["kind"], found["act_by"], found["due"]) == ("estimate", act_by, end)
    assert (found["counting"]["first_day"], found["counting"]["last_day"]) == ("not_counted", "stays")


def test_records_whose_time_has_passed_may_be_gone_and_no_action_is_taken_away() -> None:
    late = rows(post("2026-08-23"), as_of=SUNDAY)
    assert row(late, "log.site")["due"] == "2026-11-21"
    for id in ("log.site", "log.access"):
        assert row(late, id)["passed"]
        assert says(row(late, id), "may be gone")
        assert not says(row(late, id), "are gone")
    last = row(rows(post("2026-08-24"), as_of=SUNDAY), "log.site")
    assert (last["due"], last["passed"]) == (SUNDAY, False)
    assert not says(last, "may be gone")

    def actions(posted_at: str) -> set[str]:
        report: Row = {"schema": "yorube.report/1", "as_of": SUNDAY, "target": PERSON, "wishes": ["identify"]}
        report["posts"] = [post(posted_at)]
        return {row["id"] for row in assess(check(report, BOOK, BOOK.law_of), BOOK)["actions"]}

    assert actions("2026-08-23") == actions("2026-08-24") >= {"preserve_logs", "disclosure_order"}


# --- complaint: six months, a rest day moves to the next working day -------------------------------------------------


@pytest.mark.parametrize(
    ("posted_at", "since", "end", "moved_from"),
    [
        ("2026-05-01", "2026-05-22", "2026-11-24", "2026-11-22"),  # Sunday, then a holiday
        ("2026-06-01", "2026-06-30", "2027-01-04", "2026-12-31"),  # turn of the year, Saturday, Sunday
        ("2026-05-10", "2026-03-01", "2026-11-10", None),  # the post is the later day
        ("2026-05-10T23:00:00Z", "2026-05-10", "2026-11-11", None),  # 11 May in Japan
        (
            "2026-08-01",
            "2026-08-31",
            "2027-03-01",
            "2027-02-28",
        ),  # February has no 31st; its 28th is a Sunday
        ("2026-03-01", "2026-03-31", "2026-09-30", None),
    ],
)
def test_a_complaint_has_six_months_from_knowing_the_writer(
    posted_at: str, since: str, end: str, moved_from: str | None
) -> None:
    found = rows(post(posted_at), sender=known(since))
    for ground in ("crime.insult", "crime.defamation"):
        one = row(found, "complaint.six_months", ground)
        assert (one["due"], one.get("moved_from"), one["act_by"]) == (end, moved_from, None)
        assert one["from"] == max(since, posted_at[:10] if "Z" not in posted_at else "2026-05-11")


def test_only_offences_that_need_a_complaint_have_its_clock() -> None:
    found = rows(post(), sender=known("2026-10-02"))
    with_clock = {row["ground"] for row in found if row["id"] == "complaint.six_months"}
    assert with_clock >= {"crime.insult", "crime.defamation"}
    assert with_clock <= {id for id, ground in BOOK.grounds.items() if ground.ground.complaint}
    assert "crime.threat" not in with_clock
    assert row(found, "prosecution", "crime.threat")


def test_the_complaint_does_not_run_while_the_writer_is_not_known() -> None:
    one = row(rows(post(), sender={"known": "no"}), "complaint.six_months", "crime.insult")
    assert (one["from"], one["due"], one["passed"]) == (None, None, False)
    assert says(one, "do not run until the writer is known")
    assert "missing" not in one


@pytest.mark.parametrize("sender", [{}, {"known": "unknown"}, {"known": "yes"}])
def test_the_complaint_says_which_day_it_lacks(sender: Row) -> None:
    one = row(rows(post(), sender=sender), "complaint.six_months", "crime.insult")
    assert (one["due"], one["missing"]) == (None, ["sender.known_since"])
    both = row(rows(post(None), sender=sender), "complaint.six_months", "crime.insult")
    assert both["missing"] == ["sender.known_since", "posts.p1.posted_at"]


def test_the_last_day_is_a_safe_day_and_the_next_is_not() -> None:
    sender = known("2026-05-22")
    last = row(rows(post("2026-05-01"), sender=sender, as_of=TUESDAY), "complaint.six_months", "crime.insult")
    assert (last["due"], last["passed"]) == (TUESDAY, False)
    over = rows(post("2026-05-01"), sender=sender, as_of="2026-11-25")
    assert row(over, "complaint.six_months", "crime.insult")["passed"]
    assert says(row(over, "complaint.six_months", "crime.insult"), "seem to have passed")


def test_a_guess_is_a_warning_beside_the_complaint() -> None:
    one = row(
        rows(post(), sender=known("2026-10-02", known_how="guess")), "complaint.six_months", "crime.insult"
    )
    assert one["due"] == "2027-04-02"
    assert says(one, "A guess")
    sure = row(
        rows(post(), sender=known("2026-10-02", known_how="seen")), "complaint.six_months", "crime.insult"
    )
    assert sure["due"] == "2027-04-02"
    assert not says(sure, "A guess")


def test_a_day_past_the_announced_holidays_is_provisional_where_holidays_move_it() -> None:
    found = rows(post("2027-09-01"), sender=known("2027-09-30"), as_of="2027-10-01")
    assert row(found, "complaint.six_months", "crime.insult")["due"] == "2028-03-31"
    assert row(found, "complaint.six_months", "crime.insult")["provisional"]
    assert [
        one["id"] for one in found if one.get("provisional") and one["id"] != "complaint.six_months"
    ] == []


# --- prosecution: by the penalty of the day of the post, that day counted, a rest day stays --------------------------


@pytest.mark.parametrize(
    ("ground", "posted_at", "end"),
    [
        ("crime.insult", "2022-07-06", "2023-07-05"),  # detention or petty fine only: one year
        ("crime.insult", "2022-07-07", "2025-07-06"),  # up to one year: three years; a Sunday stays
        ("crime.insult", "2022-07-06T15:00:00Z", "2025-07-06"),  # midnight in Japan
        ("crime.insult", "2026-10-01", "2029-09-30"),
        ("crime.defamation", "2022-07-06", "2025-07-05"),  # up to three years: three years
        ("crime.defamation", "2024-02-29", "2027-02-28"),  # no 29th: the end of that month
        ("crime.threat", "2026-10-01", "2029-09-30"),
    ],
)
def test_prosecution_has_the_years_of_the_penalty_in_force_on_the_day_of_the_post(
    ground: str, posted_at: str, end: str
) -> None:
    found = row(rows(post(posted_at)), "prosecution", ground)
    assert (found["due"], found["kind"]) == (end, "statutory")
    assert (found["counting"]["first_day"], found["counting"]["last_day"]) == ("counted", "stays")


def test_prosecution_of_graver_offences_has_more_years() -> None:
    money = post(content=CONTENT | {"threat": "body", "demand": "money"}, place="dm", recipient="target")
    assert due(rows(money), "prosecution", "crime.extortion") == "2033-09-30"  # up to ten years: seven
    sexual = {"consent_to_publish": "no", "age_then": "minor", "taken_by": "other"}
    image = post(media=["sexual_image"], content=CONTENT | {"sexual": sexual})
    assert due(rows(image), "prosecution", "crime.child_sexual_image") == "2031-09-30"  # up to five: five


def test_prosecution_without_the_day_of_the_post_lacks_it() -> None:
    one = row(rows(post(None)), "prosecution", "crime.threat")
    assert (one["due"], one["from"], one["missing"]) == (None, None, ["posts.p1.posted_at"])


def test_under_14_there_is_no_prosecution_and_the_complaint_says_so() -> None:
    found = rows(post(), sender=known("2026-10-02", age="under14"))
    assert "prosecution" not in ids(found)
    assert says(row(found, "complaint.six_months", "crime.insult"), "under 14")
    assert "prosecution" in ids(rows(post(), sender=known("2026-10-02", age="14_19")))


def test_a_ground_that_is_unlikely_has_no_clock() -> None:
    mild = post(content=CONTENT | {"insult": "none", "threat": "none"})
    grounds = {row["ground"] for row in rows(mild, sender=known("2026-10-02"))}
    assert "crime.defamation" in grounds
    assert not grounds & {"crime.insult", "crime.threat"}


# --- damages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("posted_at", "found_on", "since", "end"),
    [
        ("2023-11-01", "2023-11-10", "2024-02-29", "2027-02-28"),  # a Sunday stays
        ("2024-01-01", "2024-05-03", "2024-02-01", "2027-05-03"),  # a holiday stays
        ("2024-01-01", "unknown", "2023-12-01", "2027-01-01"),  # not told when found: from the post
        (None, "2024-06-01", "2024-06-30", "2027-06-30"),
    ],
)
def test_damages_have_three_years_from_finding_the_post_and_knowing_the_writer(
    posted_at: str | None, found_on: str, since: str, end: str
) -> None:
    found = rows(post(posted_at, found_on=found_on), sender=known(since))
    assert due(found, "claim.three_years") == end


def test_the_three_years_do_not_run_while_the_writer_is_not_known() -> None:
    one = row(rows(post(found_on="2026-10-05"), sender={"known": "no"}), "claim.three_years")
    assert one["due"] is None
    assert says(one, "do not run until the writer is known")
    open_start = row(rows(post(None), sender=known("2026-10-02")), "claim.three_years")
    assert set(open_start["missing"]) == {"posts.p1.found_on", "posts.p1.posted_at"}


@pytest.mark.parametrize(("posted_at", "end"), [("2026-10-01", "2046-10-01"), ("2024-02-29", "2044-02-29")])
def test_damages_end_twenty_years_after_the_post(posted_at: str, end: str) -> None:
    assert due(rows(post(posted_at)), "claim.twenty_years") == end


def test_a_helper_is_told_to_confirm_with_the_person_what_the_person_knew() -> None:
    for role in ("teacher", "employer", "lawyer", "supporter", "relative", "bystander"):
        found = rows(post(), sender=known("2026-10-02"), person={"role": role})
        assert says(row(found, "claim.three_years"), "Confirm with the person")
        assert says(row(found, "complaint.six_months", "crime.insult"), "Confirm with the person")
    for role in ("self", "guardian"):
        found = rows(post(), sender=known("2026-10-02"), person={"role": role})
        assert not any(says(one, "Confirm with the person") for one in found)


# --- platforms and senders: days run through weekends and holidays ---------------------------------------------------

REQUEST = event("removal_request_received", "2026-11-16", by="x", post="p1")


def test_a_designated_platform_has_seven_days() -> None:
    one = row(rows(post(), events=(REQUEST,)), "platform.notice")
    assert (one["from"], one["due"], one["act_by"]) == ("2026-11-16", "2026-11-23", None)  # a holiday stays


@pytest.mark.parametrize(
    ("events", "platform", "there"),
    [
        ((event("removal_request_received", "2026-11-16", by="instagram"),), "x", True),
        ((event("removal_request_received", "2026-11-16", post="p1"),), "x", True),  # the post's own platform
        ((event("removal_request_received", "2026-11-16"),), "x", True),  # there is only this post
        ((event("removal_request_received", "2026-11-16", by="5ch"),), "x", False),
        ((event("removal_request_received", "2026-11-16", by="some board"),), "x", False),
        ((event("removal_request_received", "2026-11-16"),), "5ch", False),
    ],
)
def test_only_a_designated_platform_has_the_seven_days(
    events: tuple[Row, ...], platform: str, there: bool
) -> None:
    assert ("platform.notice" in ids(rows(post(platform=platform), events=events))) is there


def test_a_request_from_before_the_designation_has_no_seven_days() -> None:
    on = [one.designated_on for one in BOOK.services.values() if one.id == "x"]
    assert [str(day) for day in on] == ["2025-04-30"]
    for received, there in (("2025-04-29", False), ("2025-04-30", True)):
        asked = event("removal_request_received", received, by="x")
        found = rows(post("2025-04-01"), events=(asked,), as_of="2025-05-30")
        assert ("platform.notice" in ids(found)) is there


@pytest.mark.parametrize(
    ("facts", "id", "end"),
    [
        ({}, "sender_inquiry.removal", "2026-11-22"),
        ({"media": ["sexual_image"]}, "sender_inquiry.removal_short", "2026-11-17"),
        ({"content": CONTENT | {"election": "yes"}}, "sender_inquiry.removal_short", "2026-11-17"),
    ],
)
def test_a_sender_has_seven_days_or_two_to_answer_about_removal(facts: Row, id: str, end: str) -> None:
    found = rows(post(**facts), events=(event("sender_inquiry_received", "2026-11-15", post="p1"),))
    assert due(found, id) == end
    assert len([one for one in found if one["id"].startswith("sender_inquiry")]) == 1


def test_a_sender_answers_about_disclosure_by_the_day_in_the_letter_commonly_two_weeks() -> None:
    inquiry = event("disclosure_inquiry_received", "2026-11-15", post="p1")
    one = row(rows(post(), events=(inquiry,)), "sender_inquiry.disclosure")
    assert (one["kind"], one["due"]) == ("practice", "2026-11-29")
    assert says(one, "letter")


# --- in court --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "end", "moved_from"),
    [
        ("2026-11-19", "2026-12-21", "2026-12-19"),  # a Saturday
        ("2026-11-20", "2026-12-21", "2026-12-20"),
        ("2026-10-31", "2026-11-30", None),  # November has no 31st
        ("2026-10-23", "2026-11-24", "2026-11-23"),  # a holiday
    ],
)
def test_an_objection_has_one_month_and_moves_off_rest_days(
    on: str, end: str, moved_from: str | None
) -> None:
    one = row(rows(post(), events=(event("decision_notified", on, post="p1"),)), "objection.one_month")
    assert (one["due"], one.get("moved_from")) == (end, moved_from)


@pytest.mark.parametrize(
    ("on", "end"),
    [
        ("2026-11-01", "2027-01-01"),  # a holiday stays
        ("2026-11-22", "2027-01-22"),
        ("2026-09-30", "2026-11-30"),
    ],
)
def test_the_provider_is_notified_within_two_months_that_rest_days_do_not_move(on: str, end: str) -> None:
    one = row(rows(post(), events=(event("provider_named", on, post="p1"),)), "provision.two_months")
    assert (one["due"], one.get("moved_from")) == (end, None)


def test_a_row_of_an_event_carries_the_event() -> None:
    named = event("provider_named", "2026-11-01", by="Reikawa Mobile", post="p1")
    found = rows(post(), events=(named,))
    assert row(found, "provision.two_months")["event"] == {
        "kind": "provider_named",
        "on": "2026-11-01",
        "by": "Reikawa Mobile",
    }
    assert [one["id"] for one in found if "event" in one] == ["provision.two_months"]


def test_each_event_has_its_own_row() -> None:
    events = (
        event("provider_named", "2026-11-20", by="court B", post="p1"),
        event("provider_named", "2026-10-20", by="court A", post="p1"),
    )
    found = [one for one in rows(post(), events=events) if one["id"] == "provision.two_months"]
    assert [one["due"] for one in found] == ["2026-12-20", "2027-01-20"]


def test_an_event_without_a_day_says_so() -> None:
    events = (event("consulted", "2026-11-01"), event("decision_notified", post="p1"))
    one = row(rows(post(), events=events), "objection.one_month")
    assert (one["from"], one["due"], one["missing"]) == (None, None, ["events[1].on"])


# --- events end clocks -----------------------------------------------------------------------------------------------


def ended(found: list[Row]) -> set[tuple[str, str | None]]:
    return {(row["id"], row["post"]) for row in found if "ended_by" in row}


TWO = (post(), post("2026-10-05", "p2", platform="5ch"))
WRITER = known("2026-10-06")


@pytest.mark.parametrize(
    ("happened", "ends"),
    [
        (event("complaint_filed", "2026-11-01", post="p1"), {("complaint.six_months", "p1")}),
        (
            event("complaint_filed", "2026-11-01"),  # of no post in particular: of all
            {("complaint.six_months", "p1"), ("complaint.six_months", "p2")},
        ),
        (event("complaint_filed", "2026-10-03"), {("complaint.six_months", "p1")}),  # before the second post
        (event("complaint_filed"), {("complaint.six_months", "p1"), ("complaint.six_months", "p2")}),
        (event("damage_reported", "2026-11-01"), set()),
        (event("logs_preserved", "2026-11-01", by="x"), {("log.site", "p1")}),
        (event("logs_preserved", "2026-11-01", by="x", post="p1"), {("log.site", "p1")}),
        (event("logs_preserved", "2026-11-01", by="Reikawa Mobile", post="p1"), {("log.access", "p1")}),
        (event("logs_preserved", "2026-11-01"), set()),  # of whom is not told
        (event("removed", "2026-11-01", post="p1"), set()),
        (event("removed", "2026-11-01", by="x"), set()),
        (event("petition_filed", "2026-11-01"), set()),
        (event("information_disclosed", "2026-11-01"), set()),
        (event("account_deleted", "2026-11-01"), set()),
        (event("consulted", "2026-11-01"), set()),
    ],
    ids=lambda value: "-".join(map(str, value.values())) if isinstance(value, dict) else "",
)
def test_an_event_ends_the_clocks_of_its_post_and_provider_only(
    happened: Row, ends: set[tuple[str, str | None]]
) -> None:
    found = rows(*TWO, events=(happened,), sender=WRITER)
    assert ended(found) == ends
    plain = rows(*TWO, sender=WRITER)
    assert [(row["id"], row["due"]) for row in found] == [(row["id"], row["due"]) for row in plain]


def test_a_clock_that_ended_says_by_what() -> None:
    filed = event("complaint_filed", "2026-11-01", by="Reikawa Police Station", post="p1")
    one = row(rows(post(), events=(filed,), sender=WRITER), "complaint.six_months", "crime.insult")
    assert one["ended_by"] == {"kind": "complaint_filed", "on": "2026-11-01", "by": "Reikawa Police Station"}
    assert one["due"] == "2027-04-06"


def test_a_complaint_against_an_unknown_writer_ends_the_clock_that_starts_later() -> None:
    filed = event("complaint_filed", "2026-10-03", post="p1")
    assert ended(rows(post(), events=(filed,), sender=WRITER)) == {("complaint.six_months", "p1")}


def test_of_two_events_the_first_in_time_ends_the_clock() -> None:
    events = (
        event("complaint_filed", "2026-11-05", post="p1"),
        event("complaint_filed", "2026-11-01", post="p1"),
        event("complaint_filed", post="p1"),
    )
    for order in (events, events[::-1]):
        one = row(rows(post(), events=order, sender=WRITER), "complaint.six_months", "crime.insult")
        assert one["ended_by"]["on"] == "2026-11-01"


@pytest.mark.parametrize(
    ("starts", "ends", "id"),
    [
        ("removal_request_received", "removal_refused", "platform.notice"),
        ("provider_named", "provider_notified", "provision.two_months"),
        ("decision_notified", "decision_final", "objection.one_month"),
    ],
)
def test_an_event_ends_the_clock_another_started_only_after_it_and_by_the_same(
    starts: str, ends: str, id: str
) -> None:
    start = event(starts, "2026-11-10", by="x", post="p1")
    for happened, does in (
        (event(ends, "2026-11-12", by="x", post="p1"), True),
        (event(ends, "2026-11-10", by="x", post="p1"), True),
        (event(ends, "2026-11-12", by="x"), True),
        (event(ends, "2026-11-12"), True),
        (event(ends), True),
        (event(ends, "2026-11-09", by="x", post="p1"), False),
        (event(ends, "2026-11-12", by="youtube", post="p1"), False),
        (event(ends, "2026-11-12", by="x", post="p2"), False),
    ):
        one = row(rows(*TWO, events=(start, happened)), id)
        assert ("ended_by" in one) is does, happened
    assert "ended_by" not in row(rows(*TWO, events=(start, event("removed", "2026-11-12"))), id)


EVENTS = (REQUEST, event("decision_notified", "2026-11-01"), event("provider_named", "2026-11-01"))


@pytest.mark.parametrize("events", [EVENTS, ()])
def test_rows_are_sorted_by_post_id_and_ground(events: tuple[Row, ...]) -> None:
    found = rows(post("2026-10-05", "b"), post(), post("2026-10-06", "a"), events=events, sender=WRITER)
    keys = [(row["post"] or "", row["id"], row["ground"] or "") for row in found]
    assert keys == sorted(keys)
    assert {row["post"] for row in found} - {None} == {"a", "b", "p1"}
    assert (None in {row["post"] for row in found}) is bool(events)


def test_rows_that_run_together_are_each_their_own() -> None:
    found = [row for row in rows(post(), sender=WRITER) if row["id"] == "prosecution"]
    before = [dict(row) for row in found[1:]]
    found[0] |= {"ground": "another", "due": "never"}
    assert found[1:] == before
    assert len({row["ground"] for row in found}) == len(found) > 2
