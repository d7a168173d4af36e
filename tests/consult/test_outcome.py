"""The outcome: what the contract says its words mean, row by row; its identifiers; the door for Python programs."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import yorube
from yorube.consult import Outcome, Report, ReportError, Trials, assess, check
from yorube.consult.citations import entry
from yorube.consult.trials import with_fact
from yorube.law import shipped
from yorube.law.cited import changes
from yorube.law.facts import Fact, Value
from yorube.law.frozen import FrozenDict, FrozenList
from yorube.law.periods import JAPAN

BOOK = shipped()
AS_OF = BOOK.law_of
ROOT = Path(__file__).parents[2]
ACCEPTANCE = ROOT / "tests" / "acceptance"

Row = dict[str, Any]
DEFAMED, INSULTED = ("civil.defamation", "crime.defamation"), ("civil.insult", "crime.insult")
PUBLIC = (*DEFAMED, "crime.insult")

# A post for which every condition of these grounds is met.
TARGET = {"kind": "individual", "named_by": ["real_name"]}
POST = {"place": "public", "form": "original", "media": ["text"], "posted_at": "2026-10-01"}
CONTENT = {
    "asserts_fact": "yes",
    "lowers_reputation": "yes",
    "false": "yes",
    "insult": "severe",
    "threat": "body",
}


def outcome(
    post: Row | None = None, content: Row | None = None, target: Row | None = None, **report: Any
) -> Outcome:
    """The outcome of that post with these changes; `None` takes a fact out."""

    def changed(table: Row, changes: Row | None) -> Row:
        return {key: value for key, value in {**table, **(changes or {})}.items() if value is not None}

    one = {"id": "p1", **changed(POST, post), "content": changed(CONTENT, content)}
    table: Row = {
        "schema": "yorube.report/1",
        "as_of": AS_OF,
        "target": changed(TARGET, target),
        "posts": [one],
    }
    return assess(check(table | report, BOOK, AS_OF), BOOK)


def finding(found: Outcome, ground: str) -> Row:
    rows: list[Row] = [row for row in found["findings"] if row["ground"] == ground]
    assert len(rows) == 1
    return rows[0]


def status(ground: str, **changes: Any) -> str:
    return str(finding(outcome(**changes), ground)["status"])


def element(ground: str, id: str, **changes: Any) -> str:
    """The status of an element or defence. Of a ground that is unlikely only what fails is told."""
    row = finding(outcome(**changes), ground)
    return str(next((e["status"] for e in row["elements"] if e["id"] == id), "not told"))


def test_every_condition_is_met_to_begin_with() -> None:
    for ground in (*DEFAMED, *INSULTED, "crime.threat"):
        assert status(ground) == "likely", ground


# --- "Meanings that must not vary" -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ground", PUBLIC)
@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ({"place": "public"}, "met"),
        ({"place": "public", "audience": 1}, "met"),
        ({"place": "dm"}, "not_met"),
        ({"place": "email"}, "not_met"),
        ({"place": "dm", "recipient": "target"}, "not_met"),
        ({"place": "dm", "recipient": "target", "audience": 1}, "not_met"),
        ({"place": "group"}, "unknown"),
        ({"place": "group", "audience": 300}, "unknown"),
        ({"place": "dm", "recipient": "others"}, "unknown"),
        ({"place": "email", "recipient": "others"}, "unknown"),
        ({"place": "dm", "audience": 2}, "unknown"),
        ({"place": "email", "recipient": "target", "audience": 5}, "unknown"),
        ({"place": None}, "unknown"),
        ({"place": "unknown"}, "unknown"),
    ],
    ids=str,
)
def test_publicity(ground: str, post: Row, expected: str) -> None:
    assert element(ground, "publicity", post=post) == expected


@pytest.mark.parametrize(
    ("target", "civil", "crime"),
    [
        ({"named_by": None, "identifiable": "yes"}, "met", "met"),
        ({"named_by": ["real_name"]}, "met", "met"),
        ({"named_by": ["handle", "face"]}, "met", "met"),
        ({"named_by": ["real_name", "unknown"]}, "met", "met"),
        ({"named_by": ["handle"], "working_identity": "yes"}, "met", "unknown"),
        ({"named_by": ["handle"], "identifiable": "no", "working_identity": "yes"}, "met", "unknown"),
        ({"named_by": ["real_name"], "identifiable": "no", "working_identity": "no"}, "not_met", "not_met"),
        ({"named_by": ["handle"], "identifiable": "no", "working_identity": "no"}, "not_met", "not_met"),
        ({"kind": "group", "named_by": None, "identifiable": "no"}, "not_met", "not_met"),
        ({"named_by": ["handle"]}, "unknown", "unknown"),
        ({"named_by": ["initials", "workplace", "hint"]}, "unknown", "unknown"),
        ({"named_by": []}, "unknown", "unknown"),
        ({"named_by": None}, "unknown", "unknown"),
    ],
    ids=str,
)
def test_a_real_person_is_meant(target: Row, civil: str, crime: str) -> None:
    assert element("civil.defamation", "real_person", target=target) == civil
    assert element("crime.defamation", "real_person", target=target) == crime
    assert element("crime.insult", "real_person", target=target) == crime


UNNAMED = {"named_by": ["hint"], "identifiable": "no", "working_identity": "no"}


@pytest.mark.parametrize(
    ("target", "post", "expected"),
    [
        ({}, {}, "met"),
        ({"named_by": ["handle"], "working_identity": "yes"}, {}, "met"),
        (UNNAMED, {"place": "dm"}, "met"),
        (UNNAMED, {"place": "email"}, "met"),
        (UNNAMED, {"form": "reply"}, "met"),
        (UNNAMED, {"place": "dm", "recipient": "others"}, "not_met"),
        (UNNAMED, {}, "not_met"),
        (UNNAMED | {"named_by": ["handle"]}, {}, "unknown"),
        (UNNAMED | {"named_by": ["avatar"]}, {}, "unknown"),
        (UNNAMED | {"named_by": ["stage_name"]}, {}, "unknown"),
        ({"named_by": ["handle"]}, {}, "unknown"),
        ({"named_by": None}, {}, "unknown"),
    ],
    ids=str,
)
def test_the_persons_own_feelings_are_meant(target: Row, post: Row, expected: str) -> None:
    assert element("civil.insult", "person_meant", target=target, post=post) == expected


@pytest.mark.parametrize("ground", INSULTED)
@pytest.mark.parametrize(
    ("insult", "expected"), [("severe", "met"), ("none", "not_met"), ("mild", "unknown"), (None, "unknown")]
)
def test_an_insult(ground: str, insult: str | None, expected: str) -> None:
    assert element(ground, "insult", content={"insult": insult}) == expected


SHOWN_AS_REAL = {"sexual": {"taken_by": "generated", "age_then": "adult"}, "asserts_fact": "yes"}


@pytest.mark.parametrize(("said", "expected"), [("yes", "met"), ("no", "not_met"), (None, "unknown")])
def test_a_statement_of_fact_and_what_lowers_standing(said: str | None, expected: str) -> None:
    assert element("crime.defamation", "statement", content={"asserts_fact": said}) == expected
    for ground in DEFAMED:
        assert element(ground, "lowers_standing", content={"lowers_reputation": said}) == expected


def test_a_generated_sexual_image_shown_as_real_is_a_statement_that_lowers_standing() -> None:
    for ground in DEFAMED:
        row = finding(
            outcome(post={"media": ["sexual_image"]}, content=SHOWN_AS_REAL | {"lowers_reputation": None}),
            ground,
        )
        elements = {e["id"]: e for e in row["elements"]}
        assert elements["statement"]["status"] == elements["lowers_standing"]["status"] == "met"
        assert [used.get("reading") for used in elements["lowers_standing"]["because"]] == [
            "generated_image_lowers"
        ]


MADE_OUT = {"public_interest": "yes", "public_purpose": "yes", "false": "no"}


@pytest.mark.parametrize("ground", DEFAMED)
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (MADE_OUT, "met"),
        (MADE_OUT | {"public_interest": "no"}, "not_met"),
        (MADE_OUT | {"public_purpose": "no"}, "not_met"),
        (MADE_OUT | {"false": "yes"}, "not_met"),
        ({"public_interest": "no", "false": None}, "not_met"),
        ({"public_purpose": "no", "false": None}, "not_met"),
        (MADE_OUT | {"public_interest": None}, "unknown"),
        (MADE_OUT | {"public_purpose": None}, "unknown"),
        (MADE_OUT | {"false": None}, "unknown"),
        ({"false": None}, "unknown"),
        ({"false": "no"}, "unknown"),
    ],
    ids=str,
)
def test_the_truth_defence(ground: str, content: Row, expected: str) -> None:
    assert element(ground, "truth", content=content) == expected
    assert (
        status(ground, content=content)
        == {"met": "unlikely", "not_met": "likely", "unknown": "unclear"}[expected]
    )


@pytest.mark.parametrize("ground", DEFAMED)
def test_an_alleged_crime_is_of_public_interest(ground: str) -> None:
    content = {"alleges_crime": "yes", "public_interest": "no", "public_purpose": "yes", "false": "no"}
    assert status(ground, content=content) == "unlikely"
    assert status(ground, content=content | {"alleges_crime": "no"}) == "likely"


@pytest.mark.parametrize("ground", DEFAMED)
@pytest.mark.parametrize(("false", "expected"), [("no", "unlikely"), ("yes", "likely"), (None, "unclear")])
def test_of_a_public_officer_truth_alone_decides(ground: str, false: str | None, expected: str) -> None:
    content = {"public_interest": "no", "public_purpose": "no", "false": false}
    assert status(ground, content=content, target={"public_office": "yes"}) == expected


@pytest.mark.parametrize(
    ("threat", "kind", "expected"),
    [
        *((threat, "individual", "met") for threat in ("life", "body", "freedom", "reputation", "property")),
        ("none", "individual", "not_met"),
        ("none", "organisation", "not_met"),
        (None, "individual", "unknown"),
        ("body", "organisation", "unknown"),
        ("property", None, "unknown"),
    ],
)
def test_a_threat(threat: str | None, kind: str | None, expected: str) -> None:
    assert element("crime.threat", "threat", content={"threat": threat}, target={"kind": kind}) == expected


def test_an_opinion_can_defame_and_is_never_unlikely_for_that() -> None:
    for false in ("yes", "no", None):
        assert status("civil.defamation", content={"asserts_fact": "no", "false": false}) == "unclear"
    assert status("crime.defamation", content={"asserts_fact": "no"}) == "unlikely"


def test_a_company_has_no_feelings() -> None:
    company = {"kind": "organisation"}
    assert status("civil.insult", target=company) == "unlikely"
    assert status("civil.defamation", target=company) == "likely"
    assert status("crime.defamation", target=company) == "likely"


def test_the_dead() -> None:
    dead = {"kind": "deceased"}
    assert status("crime.defamation", target=dead) == "likely"
    assert status("crime.defamation", target=dead, content={"false": "no"}) == "unlikely"
    assert status("crime.defamation", target=dead, content={"false": None}) == "unclear"
    for ground in ("crime.insult", "civil.defamation", "civil.insult", "civil.privacy"):
        assert status(ground, target=dead, content={"private": ["health"]}) == "unlikely"
    assert status("civil.remembrance", target=dead) == "unclear"


def test_a_repost_is_the_reposters_own_statement_and_a_like_is_not() -> None:
    repost, like = {"form": "repost"}, {"form": "like"}
    for ground in ("civil.defamation", "civil.insult"):
        assert status(ground, post=repost) == "likely"
    for ground in ("crime.defamation", "crime.insult", "crime.threat"):
        assert status(ground, post=repost) == "unclear"
    for ground in DEFAMED:
        assert status(ground, post=like) == "unlikely"
    assert status("civil.insult", post=like) == "unclear"


def test_an_insult_neither_needs_nor_is_excluded_by_a_statement_of_fact() -> None:
    for said in ("yes", "no", None):
        assert status("crime.insult", content={"asserts_fact": said}) == "likely"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({"insult": "severe"}, "not_met"),
        ({"insult": "mild", "public_interest": "no"}, "not_met"),
        ({"insult": "mild", "public_purpose": "no"}, "not_met"),
        ({"insult": "mild"}, "unknown"),
        ({"insult": "mild", "public_interest": "yes", "public_purpose": "yes"}, "unknown"),
    ],
    ids=str,
)
def test_permitted_comment_on_an_insult(content: Row, expected: str) -> None:
    assert element("crime.insult", "permitted_comment", content=content) == expected


def test_a_day_without_a_version_of_the_rule_is_told_as_such() -> None:
    before = date(1995, 5, 31)
    assert status("crime.insult", post={"posted_at": before}) == "no_law_for_date"
    assert status("crime.insult", post={"posted_at": before + timedelta(days=1)}) == "likely"
    row = finding(outcome(post={"posted_at": before}), "crime.insult")
    assert (row["elements"], row["open"], row["law"]) == ([], [], [])


def test_a_finding_tells_how_its_conditions_are_known() -> None:
    row = finding(outcome(content={"public_interest": "no"}), "civil.defamation")
    textures = {e["id"]: e["texture"] for e in row["elements"]}
    assert set(textures.values()) <= {"computed", "told", "judged"}
    assert textures["publicity"] == "computed"
    assert textures["statement"] == "told"
    (truth,) = [e for e in row["elements"] if e["id"] == "truth"]
    assert (truth["kind"], truth["burden"]) == ("defence", "respondent")
    assert {used["fact"] for used in truth["because"]} >= {"posts.p1.content.false"}
    assert truth["proof"]["en"].startswith("material that shows it is untrue")


def test_a_reading_is_named_at_the_condition_that_used_it() -> None:
    row = finding(outcome(), "civil.defamation")
    (person,) = [e for e in row["elements"] if e["id"] == "real_person"]
    named = [used for used in person["because"] if used["fact"] == "target.identifiable"]
    assert [used["reading"] for used in named] == ["named_is_identifiable"]
    assert set(named[0]["text"]) >= {"ja", "en"}


def test_the_words_of_a_finding_are_no_verdict() -> None:
    found = outcome(content={"insult": "mild", "threat": "none"})
    assert finding(found, "civil.defamation")["says"]["ja"] == "お話のとおりなら、条件はそろって見えます。"
    assert "appear" in finding(found, "civil.defamation")["says"]["en"]
    (failing,) = finding(found, "crime.threat")["elements"]
    assert failing["missing"]


# --- identifiers -----------------------------------------------------------------------------------------------------


def identifiers(kind: str) -> set[str]:
    """The ids the contract lists under a word: `Grounds: ...`."""
    text = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    paragraph = re.search(rf"(?ms)^{kind}: (.*?)\n\n", text)
    assert paragraph
    return set(re.findall(r"`([a-z0-9_.]+)`", paragraph[1]))


@pytest.mark.parametrize(
    ("kind", "known"),
    [
        ("Grounds", BOOK.grounds),
        ("Desks", BOOK.desks),
        ("Platforms", BOOK.facts["posts.platform"].values),
        ("Events", BOOK.facts["events.kind"].values),
        ("Deadlines", [clock.id for clock in BOOK.clocks]),
        ("Actions", BOOK.actions),
        ("Papers", BOOK.papers),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_rulebook_has_the_identifiers_of_the_contract_and_no_other(kind: str, known: Any) -> None:
    named = identifiers(kind)
    named |= {"timeline", "plan"} if kind == "Papers" else set()
    assert set(known) >= named
    extra = {id for id in set(known) - named if not id.startswith("prefecture.")}
    assert extra == set()


# --- the parts of an outcome -----------------------------------------------------------------------------------------


def test_the_parts_of_an_outcome_stand_in_the_order_of_the_contract() -> None:
    text = (ROOT / "docs" / "contract.md").read_text(encoding="utf-8")
    table = text[text.index("## Outcome") : text.index("## Identifiers")]
    keys = [
        key
        for row in re.findall(r"(?m)^\| (`.*?`) \|", table)
        for key in re.findall(r"`(\w+)(?:\[\]|\{\})?`", row)
    ]
    keys = [key for key in keys if key in outcome()]
    assert [*outcome()] == [*dict.fromkeys(keys)]


def test_a_report_that_tells_nothing_gets_an_outcome_too() -> None:
    found = assess(check({"schema": "yorube.report/1"}, BOOK, AS_OF), BOOK)
    assert (found["findings"], found["deadlines"], found["safety"]) == ([], [], [])
    assert found["desks"]
    assert {"harm.danger", "wishes"} <= {row["fact"] for row in found["questions"][:5]}


def test_the_first_questions_are_about_danger() -> None:
    found = assess(check({"schema": "yorube.report/1"}, BOOK, AS_OF), BOOK)
    assert [row["fact"] for row in found["questions"][:2]] == ["harm.danger", "harm.self_harm"]


def test_who_only_wants_to_be_heard_is_not_asked_about_the_law() -> None:
    found = outcome(wishes=["listen"], content={"insult": None, "false": None})
    assert not [
        row for row in found["questions"] if any(what.startswith("findings.") for what in row["settles"])
    ]
    assert found["desks"]


def test_an_article_is_numbered_as_on_the_day_of_the_consultation() -> None:
    renumbered = [article for article in BOOK.articles.values() if len(article.numbers) > 1]
    assert renumbered
    for article in renumbered:
        for number in article.numbers:
            day = number.from_ or number.to
            assert day
            cited = {"schema": "yorube.report/1", "as_of": day, "posts": [{"id": "p1", "platform": "x"}]}
            found = assess(check(cited, BOOK, AS_OF), BOOK)["citations"].get(article.id)
            assert found is None or found["article"] == number.no


def test_a_citation_says_what_it_was_checked_against_and_when() -> None:
    for cite, row in outcome()["citations"].items():
        assert row["checked"] in ("text", "official", "secondary", "contract"), cite
        assert row["checked_on"]
        assert row["checked_against"]
        assert row["url"] or cite.startswith("contract")
        if "#" in cite:
            assert row["article"]


@pytest.mark.parametrize(
    ("household", "expected"),
    [
        ({"size": 1, "monthly_income": 182_000, "assets": 1_800_000}, "within"),
        ({"size": 1, "monthly_income": 182_001, "assets": 1_800_000}, "between"),
        ({"size": 1, "monthly_income": 253_200, "assets": 1_800_000}, "between"),
        ({"size": 1, "monthly_income": 253_201, "assets": 1_800_000}, "above"),
        ({"size": 1, "monthly_income": 0, "assets": 1_800_001}, "above"),
        ({"size": 6, "monthly_income": 359_000, "assets": 3_000_000}, "within"),
        ({"size": 1, "monthly_income": 0}, "unknown"),
    ],
    ids=str,
)
def test_the_means_test_of_legal_aid(household: Row, expected: str) -> None:
    aid = outcome(person={"household": household})["outlook"]["legal_aid"]
    assert aid["status"] == expected
    assert (aid.get("missing") == ["person.household.assets"]) is (expected == "unknown")


# --- doors for programs ----------------------------------------------------------------------------------------------


def test_python_programs_get_the_same_outcome() -> None:
    table: Row = {
        "schema": "yorube.report/1",
        "as_of": AS_OF,
        "posts": [{"id": "p1", "posted_at": datetime(2026, 10, 1, 21, 14, tzinfo=JAPAN)}],
    }
    written = {**table, "as_of": "2026-11-22", "posts": [{"id": "p1", "posted_at": "2026-10-01T12:14:00Z"}]}
    assert yorube.consult(table) == yorube.consult(written)
    assert yorube.consult(table)["schema"] == "yorube.outcome/1"
    assert table["as_of"] == AS_OF


def test_python_programs_get_a_refusal_that_names_the_key() -> None:
    with pytest.raises(yorube.ReportError, match=r"harm\.danger: not among the choices") as refused:
        yorube.consult({"schema": "yorube.report/1", "harm": {"danger": "maybe"}})
    assert (refused.value.path, refused.value.found) == ("harm.danger", "maybe")
    assert refused.value.allowed == "now, feared, no, unknown"


def test_without_a_day_the_consultation_is_today_in_japan() -> None:
    earlier = datetime.now(UTC).astimezone(JAPAN).date()
    found = yorube.consult({"schema": "yorube.report/1"})["as_of"]
    assert earlier.isoformat() <= found <= datetime.now(UTC).astimezone(JAPAN).date().isoformat()


def test_the_outcome_is_the_same_to_the_byte_whatever_the_seed_of_hashing() -> None:
    files = [str(path) for path in sorted(ACCEPTANCE.glob("1[0-2]*.report.toml"))]
    command = [sys.executable, "-m", "yorube.cli", "consult", "--json", *files]
    outputs = {
        subprocess.run(
            command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    (output,) = outputs
    assert len(output.splitlines()) == len(files)
    assert all(json.loads(line)["schema"] == "yorube.outcome/1" for line in output.splitlines())


# --- what one caller does with an outcome, and those who want only the actions ---------------------------------


def reports() -> list[Row]:
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(ACCEPTANCE.glob("*.report.toml"))]
    return [table for table in tables if accepted(table)]


def accepted(table: Row) -> bool:
    try:
        check(table, BOOK, AS_OF)
    except ReportError:
        return False
    return True


REPORTS = reports()


def spoilt(value: Any) -> None:
    """Empty everything an outcome holds that can be changed."""
    inner = list(value.values() if isinstance(value, dict) else value)
    if isinstance(value, FrozenDict | FrozenList):
        with pytest.raises(TypeError, match="not to be changed"):
            value.clear()
    else:
        value.clear()
    for one in inner:
        if isinstance(one, dict | list):
            spoilt(one)


@pytest.mark.parametrize("table", REPORTS, ids=lambda table: table.get("title", ""))
def test_what_a_caller_does_with_an_outcome_changes_no_other(table: Row) -> None:
    """What the outcome does not have for itself cannot be changed."""
    report = check(table, BOOK, AS_OF)
    first = assess(report, BOOK)
    written = json.dumps(first)
    spoilt(first)
    assert first == {}
    assert json.dumps(assess(report, BOOK)) == written


@pytest.mark.parametrize("table", REPORTS, ids=lambda table: table.get("title", ""))
def test_a_copy_of_an_outcome_is_plain_and_the_caller_s_own(table: Row) -> None:
    outcome = assess(check(table, BOOK, AS_OF), BOOK)
    own = deepcopy(outcome)
    assert own == outcome
    assert not [one for one in within(own) if isinstance(one, FrozenDict | FrozenList)]


def within(value: Any) -> Iterator[Any]:
    """A value and all that stands in it."""
    yield value
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from within(one)


@pytest.mark.parametrize("post", ["p1", "p4", "p5", "a name"])
def test_what_is_kept_of_a_condition_names_no_day_amount_or_text(post: str) -> None:
    """Kept are rows of posts that are numbered, and only with facts that are chosen from a list and read as told."""
    book = replace(BOOK)
    for table in REPORTS:
        posts = [{**one, "id": post} for one in table.get("posts", [])[:1]]
        events = [{**event, "post": post} if "post" in event else event for event in table.get("events", [])]
        report = check({**table, "posts": posts, "events": events if posts else []}, book, AS_OF)
        assert json.dumps(assess(report, book)) == json.dumps(assess(report, BOOK))
    kept = {
        (id, row["label"]["ja"]): row
        for forms in book.ready["findings"].values()
        for part in forms.parts
        for (id, _), row in part.kept.items()
    }
    assert {id for id, _ in kept} == ({post} if post in ("p1", "p4") else set())
    facts = [
        fact["fact"].replace(f"posts.{post}.", "posts.") for row in kept.values() for fact in row["because"]
    ]
    assert {BOOK.facts[fact].type for fact in facts} <= {"yesno", "choice", "set"}
    assert not [fact for row in kept.values() for fact in row["because"] if "reading" in fact]


@pytest.mark.parametrize("table", REPORTS, ids=lambda table: table.get("title", ""))
def test_what_an_answer_would_do_is_what_it_does(table: Row) -> None:
    """A trial, which works out anew only what looks at the fact, against the whole outcome with that answer: every fact
    of the vocabulary, each with values by chance."""
    report = check(table, BOOK, AS_OF)
    trials = Trials(report, BOOK)
    assert trials.actions == actions(report)
    chance = random.Random(table.get("title", ""))
    for fact in BOOK.facts.values():
        if fact.scope == "event" or fact.type == "text":
            continue
        post = chance.choice(report.posts).id if fact.scope == "post" and report.posts else None
        if (post is None) is (fact.scope == "post"):
            continue
        for value in some_values(fact, report.as_of, chance):
            assert trials.actions_with(fact, post, value) == actions(with_fact(report, fact, post, value)), (
                fact.id,
                value,
            )


def actions(report: Report) -> tuple[str, ...]:
    return tuple(action["id"] for action in assess(report, BOOK)["actions"])


def some_values(fact: Fact, day: date, chance: random.Random) -> list[Value]:
    """Two values of a fact as rules see it."""
    if fact.type in ("yesno", "choice"):
        return chance.sample(fact.values, 2)
    if fact.type == "set":
        return [frozenset(), frozenset(chance.sample(fact.values, 2))]
    if fact.type == "tags":
        return [frozenset(("ja",)), frozenset(("en",))]
    return [0, 10**7] if fact.type == "number" else [day - timedelta(days=days) for days in (5, 1200)]


def test_every_article_is_numbered_as_on_the_day_also_around_each_change() -> None:
    changed = changes(number for article in BOOK.articles.values() for number in article.numbers)
    assert changed
    for day in {day + timedelta(days=step) for day in (*changed, AS_OF) for step in (-1, 0, 1)}:
        for cite, article in BOOK.articles.items():
            number = next((number for number in article.numbers if number.covers(day)), None)
            found = entry(cite, BOOK, day)
            assert found["article"] == (number or article.numbers[-1]).no, (cite, day)
            assert found.get("in_force") is (False if number is None else None), (cite, day)
