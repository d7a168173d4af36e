"""What holds for every report: the acceptance reports, and any report made from the vocabulary by chance."""

from __future__ import annotations

import json
import random
import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yorube.cli import show
from yorube.consult import Outcome, ReportError, Unreadable, assess, check
from yorube.consult.findings import find
from yorube.consult.worlds import Read, read
from yorube.law import columns, shipped
from yorube.law.facts import UNKNOWN, Fact, in_post
from yorube.law.world import World

BOOK = shipped()
AS_OF = BOOK.law_of
CASES = Path(__file__).parents[1] / "acceptance"

Report = dict[str, Any]
Place = tuple[str | None, Fact]  # the post's id, or None; the fact


# --- reports ---------------------------------------------------------------------------------------------------------


@cache
def cases() -> dict[str, Report]:
    """The good acceptance reports by name."""
    found = {}
    for path in sorted(CASES.glob("*.report.toml")):
        try:
            report = tomllib.loads(path.read_text(encoding="utf-8"))
            check(report, BOOK, AS_OF)
        except (ReportError, Unreadable, ValueError):
            continue
        found[path.name.removesuffix(".report.toml")] = report
    return found


WORDS = "ことばのしるし words of the post"
DAYS = [AS_OF - timedelta(days=n) for n in (0, 1, 6, 20, 22, 89, 91, 200, 400, 1500, 8000)]


def values_of(fact: Fact) -> list[Any]:
    """Values of a fact as a report may hold them."""
    if fact.type in ("yesno", "choice"):
        return [*fact.values]
    if fact.type == "set":
        few = [[value] for value in fact.values]
        return [[], *few, *(["unknown", *one] for one in few[:2]), list(fact.values), list(fact.values[::2])]
    if fact.type == "tags":
        return [[], ["ja"], ["pt-BR", "ja"], ["en", "unknown"]]
    if fact.type == "number":
        return [fact.least or 1, 2, 300_000, 10_000_000]
    return [WORDS] if fact.type == "text" else [*DAYS]


# Facts on which a promise of the contract hangs are drawn more often.
OFTEN = [
    *3 * ["wishes"],
    *("person.role", "person.age", "harm.danger", "target.kind"),
    *("sender.known", "sender.known_how", "sender.age", "sender.relation"),
    *2 * ["posts.place", "posts.media"],
    *("posts.content.sexual.age_then", "posts.content.insult", "posts.content.threat"),
    *("posts.platform", "posts.online", "posts.posted_at"),
]
DRAWN = [
    fact
    for fact in BOOK.facts.values()
    if fact.scope != "event" and fact.id not in ("schema", "as_of", "posts.id")
]
DRAWN += [BOOK.facts[id] for id in OFTEN]
IDS = ["p1", "p1", "p2", "other.post"]

assignments = st.sampled_from(DRAWN).flatmap(
    lambda fact: st.tuples(st.just(fact.id), st.sampled_from(IDS), st.sampled_from([None, *values_of(fact)]))
)
events = st.fixed_dictionaries(
    {"kind": st.sampled_from(BOOK.facts["events.kind"].values)},
    optional={
        "on": st.sampled_from(DAYS),
        "by": st.sampled_from(["x", "5ch", "Reikawa Mobile"]),
        "post": st.just("p1"),
    },
)


def put(report: Report, id: str, post: str, value: Any) -> None:
    """Set a fact of a report, or take it out (None)."""
    table, keys = report, id.split(".")
    if keys[0] == "posts":
        posts = report.setdefault("posts", [])
        table = next((one for one in posts if one["id"] == post), {})
        if not table:
            posts.append(table := {"id": post})
        keys = keys[1:]
    for key in keys[:-1]:
        table = table.setdefault(key, {})
    if value is None:
        table.pop(keys[-1], None)
    else:
        table[keys[-1]] = value


def made(base: Report, changes: Sequence[tuple[str, str, Any]], happened: Sequence[Report]) -> Report:
    report = deepcopy(base)
    report["as_of"] = max(AS_OF, report.get("as_of", AS_OF))
    for id, post, value in changes:
        put(report, id, post, value)
    ids = {post["id"] for post in report.get("posts", [])}
    report["events"] = [
        {key: value for key, value in event.items() if key != "post" or value in ids}
        for event in (*report.get("events", []), *happened)
    ]
    return report


EMPTY: Report = {"schema": "yorube.report/1"}
reports = st.builds(
    made,
    st.one_of(st.just(EMPTY), st.deferred(lambda: st.sampled_from([*cases().values()]))),
    st.one_of(st.lists(assignments, max_size=8), st.lists(assignments, min_size=20, max_size=60)),
    st.one_of(st.just([]), st.lists(events, max_size=3)),
)


def outcome_of(report: Report) -> Outcome:
    return assess(check(report, BOOK, AS_OF), BOOK)


@cache
def outcome_of_case(name: str) -> Outcome:
    return outcome_of(cases()[name])


# --- what to look at -------------------------------------------------------------------------------------------------


def told(report: Report, id: str, post: Report | None = None) -> Any:
    """A fact of a report; None where it is not told."""
    table: Any = report if post is None else post
    for key in id.split("."):
        table = table.get(key) if isinstance(table, dict) else None
    return None if table == UNKNOWN else table


def of_posts(report: Report, id: str) -> list[Any]:
    return [told(report, id, post) for post in report.get("posts", [])]


def wishes(report: Report) -> set[str]:
    return set(told(report, "wishes") or ()) - {UNKNOWN}


def ids(outcome: Outcome, part: str) -> list[str]:
    return [row["id"] for row in outcome[part]]


def before(outcome: Outcome, first: set[str], then: set[str]) -> bool:
    """Whether all actions of `first` stand before all of `then`."""
    actions = ids(outcome, "actions")
    places = [[place for place, id in enumerate(actions) if id in wanted] for wanted in (first, then)]
    return not places[0] or not places[1] or max(places[0]) < min(places[1])


def tables(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for item in value.values():
            yield from tables(item)
    elif isinstance(value, list):
        for item in value:
            yield from tables(item)


def lines(outcome: Outcome) -> str:
    """Everything the terminal can show of an outcome, in both languages, without its line ends and indents."""
    shown = [line for lang in ("ja", "en") for line in show.outcome(outcome, lang, BOOK, True)]
    return "".join(line.strip() for line in shown)


def danger(report: Report) -> bool:
    return told(report, "harm.danger") in ("now", "feared")


def partner(report: Report) -> bool:
    return told(report, "sender.relation") in ("partner", "former_partner")


def sender_known(report: Report) -> bool:
    return bool(told(report, "sender.known") == "yes" and told(report, "sender.known_how") != "guess")


def child_image(report: Report) -> bool:
    """A sexual image of someone under 18 then, or of unknown age."""
    return any(
        "sexual_image" in (told(report, "media", post) or ())
        and told(report, "content.sexual.age_then", post) != "adult"
        for post in report.get("posts", [])
    )


DELETING = {
    "request_removal",
    "report_to_platform",
    "ask_moj_removal",
    "ask_sia",
    "ask_safeline",
    "ask_writer",
}
DELETING |= {"removal_injunction", "delete_own_post"}
DISCLOSURE_PAPERS = {
    "disclosure_request",
    "disclosure_petition",
    "provision_petition",
    "erasure_ban_petition",
}
DISCLOSURE_PAPERS |= {"sender_information_list"}
CLAIMS = {"disclosure_order", "request_removal", "claim_damages"}

LAWS: list[Callable[[Report, Outcome], None]] = []


def law(rule: Callable[[Report, Outcome], None]) -> Callable[[Report, Outcome], None]:
    LAWS.append(rule)
    return rule


# --- the shape of an outcome -----------------------------------------------------------------------------------------


@law
def an_outcome_is_plain_data(report: Report, outcome: Outcome) -> None:
    assert json.loads(json.dumps(outcome, allow_nan=False)) == outcome


@law
def the_same_report_has_the_same_outcome(report: Report, outcome: Outcome) -> None:
    assert json.dumps(outcome_of(deepcopy(report))) == json.dumps(outcome)


@law
def every_text_is_in_both_languages(report: Report, outcome: Outcome) -> None:
    for table in tables(outcome):
        if table.keys() & {"ja", "en", "easy"}:
            assert table["ja"].strip()
            assert table["en"].strip()
            assert table.keys() <= {"ja", "en", "easy"}


@law
def nothing_is_said_to_be_illegal(report: Report, outcome: Outcome) -> None:
    """The statement at its head says that this is never said."""
    said = {key: value for key, value in outcome.items() if key != "rulebook"}
    written = json.dumps(said, ensure_ascii=False)
    assert "違法です" not in written
    assert not re.search(r"(?<!whether it )(?<!whether something )is illegal", written)


@law
def the_words_of_a_post_are_never_shown(report: Report, outcome: Outcome) -> None:
    texts = {text for text in (*of_posts(report, "text"), told(report, "title")) if text}
    shown = lines(outcome) if texts else ""
    for text in texts:
        assert "".join(line.strip() for line in text.splitlines()) not in shown


@law
def every_citation_resolves_and_none_is_idle(report: Report, outcome: Outcome) -> None:
    body = {key: value for key, value in outcome.items() if key != "citations"}
    cited = {cite for table in tables(body) for cite in table.get("law", [])}
    assert cited == set(outcome["citations"])


@law
def rows_are_ranked_and_stand_once(report: Report, outcome: Outcome) -> None:
    for part in ("desks", "actions"):
        assert [row["rank"] for row in outcome[part]] == list(range(1, len(outcome[part]) + 1))
    for part in ("desks", "not_suitable", "actions", "papers", "safety"):
        assert len(set(ids(outcome, part))) == len(outcome[part])
    assert not set(ids(outcome, "desks")) & set(ids(outcome, "not_suitable"))
    assert len({(row["post"], row["ground"]) for row in outcome["findings"]}) == len(outcome["findings"])


@law
def what_a_row_names_is_there(report: Report, outcome: Outcome) -> None:
    for row in outcome["actions"]:
        assert row["desk"] is None or row["desk"] in ids(outcome, "desks")
        assert set(row["papers"]) <= set(ids(outcome, "papers"))
        assert row["by"] is None or row["by"] >= outcome["as_of"]
        assert row["why"]
        assert row["how"]


@law
def deadlines_are_sorted_and_a_row_without_a_day_says_why(report: Report, outcome: Outcome) -> None:
    keys = [(row["post"] or "", row["id"], row["ground"] or "") for row in outcome["deadlines"]]
    assert keys == sorted(keys)
    for row in outcome["deadlines"]:
        if row["due"] is None:
            assert row.get("missing") or row.get("notes")
            assert not row["passed"]
        else:
            assert row["passed"] == (row["due"] < outcome["as_of"])
            assert row["act_by"] is None or row["from"] <= row["act_by"] <= row["due"]


# --- questions -------------------------------------------------------------------------------------------------------


def wholly_told(report: Report) -> set[str]:
    """The paths of the facts told without anything left open."""
    found = set()
    for fact in BOOK.facts.values():
        for post in (
            [None] if fact.scope == "report" else report.get("posts", []) if fact.scope == "post" else []
        ):
            value = told(report, fact.id if post is None else fact.id.removeprefix("posts."), post)
            if value is not None and not (isinstance(value, list) and UNKNOWN in value):
                found.add(fact.id if post is None else in_post(fact.id, post["id"]))
    return found


@law
def what_was_told_is_never_asked_and_never_open(report: Report, outcome: Outcome) -> None:
    answered = wholly_told(report)
    questions = [row["fact"] for row in outcome["questions"]]
    assert not answered & set(questions)
    assert len(set(questions)) == len(questions)
    for row in outcome["findings"]:
        assert not answered & set(row["open"])
        assert (row["status"] == "unclear") or not row["open"]
    for row in outcome["papers"]:
        assert not answered & set(row["missing"])
    assert all(row["settles"] for row in outcome["questions"])


# --- danger, order, who may, which route -----------------------------------------------------------------------------


@law
def danger_comes_first(report: Report, outcome: Outcome) -> None:
    actions = ids(outcome, "actions")
    if danger(report):
        assert set(actions[:2]) == {"stay_safe", "consult_police"}
    if told(report, "harm.self_harm") == "yes":
        assert actions[0] == "stay_safe"
    if told(report, "harm.danger") == "now":
        assert ids(outcome, "safety")[0] == "danger_now"
        assert ids(outcome, "desks")[0] == "police_emergency"


@law
def safety_names_a_desk_that_is_listed(report: Report, outcome: Outcome) -> None:
    for row in outcome["safety"]:
        assert set(row["desks"]) & set(ids(outcome, "desks")), row["id"]


@law
def evidence_is_saved_before_anything_is_deleted(report: Report, outcome: Outcome) -> None:
    assert before(outcome, {"save_evidence"}, DELETING)


@law
def records_are_secured_before_deleting_where_the_writer_is_needed(report: Report, outcome: Outcome) -> None:
    if wishes(report) & {"identify", "punish", "compensate"} and not sender_known(report):
        assert before(outcome, {"preserve_logs"}, DELETING)


@law
def blocking_is_never_first_with_a_partner_or_danger(report: Report, outcome: Outcome) -> None:
    if partner(report) or danger(report):
        assert "hide" not in ids(outcome, "actions")[:3]
    assert before(outcome, {"save_evidence"}, {"hide"})


@law
def the_writer_is_never_asked_with_danger_or_a_partner(report: Report, outcome: Outcome) -> None:
    if partner(report) or danger(report):
        assert "ask_writer" not in ids(outcome, "actions")


@law
def messages_are_outside_the_platform_act(report: Report, outcome: Outcome) -> None:
    places = of_posts(report, "place")
    if places and set(places) <= {"dm", "email"}:
        actions = {"disclosure_order", "disclosure_injunction", "preserve_logs", "request_removal"}
        assert not actions & set(ids(outcome, "actions"))
        assert not (DISCLOSURE_PAPERS | {"removal_request"}) & set(ids(outcome, "papers"))
        if "identify" in wishes(report):
            assert {"consult_police", "consult_lawyer"} & set(ids(outcome, "actions"))


@law
def only_who_may_claims_and_complains(report: Report, outcome: Outcome) -> None:
    role, kind = told(report, "person.role"), told(report, "target.kind")
    helping = role in ("teacher", "supporter", "relative", "bystander", "poster", "provider")
    if helping or (role == "employer" and kind in ("individual", "group", "deceased")):
        assert not CLAIMS & set(ids(outcome, "actions"))
        assert not (DISCLOSURE_PAPERS | {"removal_request"}) & set(ids(outcome, "papers"))
        if (role, kind) != ("relative", "deceased"):
            assert "criminal_complaint" not in {*ids(outcome, "actions"), *ids(outcome, "papers")}


@law
def nobody_under_14_is_prosecuted(report: Report, outcome: Outcome) -> None:
    if told(report, "sender.age") == "under14":
        assert "criminal_complaint" not in {*ids(outcome, "actions"), *ids(outcome, "papers")}
        assert "prosecution" not in ids(outcome, "deadlines")


@law
def others_are_told_to_confirm_what_the_person_knew(report: Report, outcome: Outcome) -> None:
    if told(report, "person.role") not in (None, "self", "guardian"):
        for row in outcome["deadlines"]:
            if row["id"] in ("complaint.six_months", "claim.three_years"):
                assert any("本人に確かめて" in note["ja"] for note in row["notes"])


# For each wish the actions of which one at least is there.
SERVES = {
    "delete": DELETING - {"ask_writer", "removal_injunction", "delete_own_post"},
    "identify": {"preserve_logs", "disclosure_order", "consult_lawyer"},
    "punish": {"consult_police", "criminal_complaint"},
    "stop": {"consult_police", "hide", "do_not_reply", "tell_school"},
    "compensate": {"claim_damages", "consult_lawyer"},
}


@law
def every_wish_gets_an_action(report: Report, outcome: Outcome) -> None:
    for wish in sorted(wishes(report)):
        if wish == "delete" and told(report, "person.role") == "provider":
            continue  # who runs the site removes it there: nobody has to be asked
        if wish in SERVES:
            assert SERVES[wish] & set(ids(outcome, "actions")), wish
        else:
            assert outcome["desks"], wish


# What is said to a person whose only wish is to delete: what deleting would destroy, and the question.
WARNINGS = {
    why.text.ja
    for action in BOOK.actions.values()
    for why in action.why
    if why.when and "plan.delete_only" in {getattr(node, "id", "") for node in why.when.walk()}
}


@law
def who_wishes_only_to_delete_is_told_once_what_it_destroys(report: Report, outcome: Outcome) -> None:
    said = sum(why["ja"] in WARNINGS for row in outcome["actions"] for why in row["why"])
    mine = told(report, "person.role") in (None, "self", "guardian", "lawyer")
    if told(report, "wishes") == ["delete"] and mine and not sender_known(report):
        assert said == 1
    assert said <= 1


@law
def a_company_has_no_legal_aid(report: Report, outcome: Outcome) -> None:
    """The help line of the legal aid centre is for anyone; who asks as the writer asks for themselves."""
    if told(report, "target.kind") == "organisation" and told(report, "person.role") not in (
        "poster",
        "provider",
    ):
        why = [why["ja"] for row in outcome["desks"] if row["id"] == "houterasu" for why in row["why"]]
        assert not [text for text in why if "無料相談" in text or "立替え" in text]
        assert "legal_aid" not in ids(outcome, "actions")
        assert "legal_aid_check" not in ids(outcome, "papers")
        assert outcome["outlook"]["legal_aid"] is None


@law
def the_sexual_image_of_a_child_is_never_copied(report: Report, outcome: Outcome) -> None:
    if child_image(report):
        assert "child_sexual_image" in ids(outcome, "safety")
        how = {row["id"]: row["how"] for row in outcome["actions"]}
        if "save_evidence" in how:
            assert "no saving, capture, printing, sending, hashing or showing" in how["save_evidence"]["en"]
            assert "保存・撮影・印刷・送信・ハッシュ化・提示をしない" in how["save_evidence"]["ja"]
        if "hash_images" in how:
            assert "already on the child's own device" in how["hash_images"]["en"]
            assert "子ども本人の端末に、もともとある" in how["hash_images"]["ja"]


@law
def the_sexual_image_of_an_adult_is_not_asked_for(report: Report, outcome: Outcome) -> None:
    media = [told(report, "media", post) or () for post in report.get("posts", [])]
    how = [row["how"] for row in outcome["actions"] if row["id"] == "save_evidence"]
    if any("sexual_image" in one for one in media) and not child_image(report) and how:
        assert "no copy of the image is asked for" in how[0]["en"] or "no saving, capture" in how[0]["en"]


@pytest.mark.parametrize("rule", LAWS, ids=lambda rule: rule.__name__)
def test_it_holds_for_the_acceptance_reports(rule: Callable[[Report, Outcome], None]) -> None:
    for name, report in cases().items():
        try:
            rule(report, outcome_of_case(name))
        except AssertionError as error:
            error.add_note(f"in the acceptance report {name}")
            raise


@given(reports)
def test_all_of_it_holds_for_any_report(report: Report) -> None:
    outcome = outcome_of(report)
    for rule in LAWS:
        rule(report, outcome)


# --- filling in what is not known ------------------------------------------------------------------------------------


def places(report: Report) -> Iterator[tuple[Fact, Report | None]]:
    """Every fact of a report and of its posts that is not wholly told, with the post's table."""
    answered = wholly_told(report)
    for fact in BOOK.facts.values():
        if fact.scope == "report" and fact.id not in ("schema", "as_of") and fact.id not in answered:
            yield fact, None
        elif fact.scope == "post" and fact.id != "posts.id":
            for post in report.get("posts", []):
                if in_post(fact.id, post["id"]) not in answered:
                    yield fact, post


def days_of(grounds: bool = True) -> list[date]:
    """Both sides of each day on which a ground begins, ends or changes."""
    parts = [part for ground in BOOK.grounds.values() for part in (*ground.version, *ground.parts)]
    edges = {edge for part in parts for edge in columns.edges(part)}
    return sorted({day for edge in edges for day in (edge - timedelta(days=1), edge)})


EDGES = days_of()


def fillings(report: Report, chance: random.Random | None) -> Iterator[tuple[str, Any, Report]]:
    """The report with one more answer, for each fact not told and each answer; with `chance`: one answer each."""
    for fact, post in places(report):
        first = told(report, fact.id if post is None else fact.id.removeprefix("posts."), post)
        values = (
            [day for day in EDGES if day <= report["as_of"]] if fact.type == "moment" else values_of(fact)
        )
        if isinstance(first, list):  # told in part: what was told stays
            members = sorted(set(first) - {UNKNOWN})
            others = [value for value in fact.values or ("ja",) if value not in members]
            values = [members, [*members, *others], *([*members, other] for other in others)]
        for value in values if chance is None else [chance.choice(values)]:
            filled = deepcopy(report)
            put(filled, fact.id, post["id"] if post else "", value)
            yield (fact.id if post is None else in_post(fact.id, post["id"])), value, filled


Statuses = dict[tuple[str | None, str], str]


def looked_at(report: Report) -> tuple[Read, Statuses, dict[tuple[str | None, str], set[str]]]:
    """What the rules see of a report; for each post and ground the status, and what is open."""
    seen = read(check(report, BOOK, AS_OF), BOOK)
    found = find(seen, BOOK)
    keys = [(one.post.post, one.ground.id) for one in found]
    return (
        seen,
        dict(zip(keys, (one.status for one in found), strict=True)),
        dict(zip(keys, (set(one.open) for one in found), strict=True)),
    )


def extends(one: World, two: World) -> set[str]:
    """The facts of the first world that the second knows otherwise: none, where it only knows more."""
    changed = set()
    for fact, value in one.facts.items():
        more = two.facts.get(fact)
        if isinstance(value, frozenset) and isinstance(more, frozenset) and UNKNOWN in value:
            changed |= set() if value - {UNKNOWN} <= more else {fact}
        elif more != value:
            changed.add(fact)
    return changed


READ = {reading.fact for reading in BOOK.readings}


def filling_keeps_what_is_decided(report: Report, chance: random.Random | None) -> None:
    """One more answer never turns likely into unlikely or back, and a fact that is not open changes no status, unless
    the answer takes back what a reading had read, as the rulebook declares."""
    seen, before, still_open = looked_at(report)
    worlds = {post.post: post for post in seen.whole.posts}
    for path, value, filled in fillings(report, chance):
        known, after, _ = looked_at(filled)
        for post in known.whole.posts:
            reread = extends(worlds[post.post], post)
            assert reread <= READ
            if reread:
                continue
            for key in (key for key in before if key[0] == post.post):
                statuses = (before[key], after[key])
                assert set(statuses) != {"likely", "unlikely"}, (path, value, key, statuses)
                if before[key] == "unclear" and path not in still_open[key]:
                    assert after[key] == "unclear", (path, value, key, statuses)


@pytest.mark.parametrize("name", cases())
def test_one_more_answer_keeps_what_is_decided_and_only_open_facts_change_a_status(
    name: str, sizes_all: bool
) -> None:
    chance = None if sizes_all else random.Random(name)
    filling_keeps_what_is_decided(cases()[name], chance)


@settings(max_examples=settings().max_examples // 4)  # each asks every open question with every answer
@given(reports, st.randoms(use_true_random=False))
def test_one_more_answer_keeps_what_is_decided_in_any_report(report: Report, chance: random.Random) -> None:
    filling_keeps_what_is_decided(report, chance)


def test_the_facts_that_are_read_are_those_the_rulebook_declares() -> None:
    assert {"posts.recipient", "posts.audience", "target.identifiable"} <= READ


# --- order -----------------------------------------------------------------------------------------------------------


def shuffled(value: Any, chance: random.Random, at: str = "") -> Any:
    """The same report with its keys, set members, posts and events in another order."""
    if isinstance(value, dict):
        keys = chance.sample([*value], len(value))
        return {key: shuffled(value[key], chance, f"{at}.{key}") for key in keys}
    if isinstance(value, list):
        return [shuffled(item, chance, at) for item in chance.sample(value, len(value))]
    return value


def in_no_order(outcome: Outcome, ordered: bool) -> Any:
    """An outcome to compare. Of posts in another order: without the order in which posts and events are named, and
    without which post a paper asks about, since it asks about the first."""
    found = deepcopy(outcome)
    for table in tables(found):
        if "missing" in table and isinstance(table["missing"], list):
            table["missing"] = [re.sub(r"events\[\d+\]", "events[]", path) for path in table["missing"]]
    if ordered:
        return found
    for paper in found["papers"]:
        paper["missing"] = sorted(
            re.sub(r"^posts\..*?\.(?=url|text|posted_at|platform)", "posts.", path)
            for path in paper["missing"]
        )
    settled = {
        q["fact"]: {what for what in q["settles"] if not what.startswith("papers.")}
        for q in found["questions"]
    }
    found["questions"] = {fact: what for fact, what in settled.items() if what}
    found["findings"].sort(key=lambda row: (row["post"], row["ground"]))
    found["outlook"]["services"].sort(key=lambda row: row["id"])
    for row in found["outlook"]["police"]:
        row["because"].sort()
    return found


def order_changes_nothing(report: Report, chance: random.Random) -> None:
    other = shuffled(report, chance)
    same_posts = [post["id"] for post in other.get("posts", [])] == [
        post["id"] for post in report.get("posts", [])
    ]
    assert in_no_order(outcome_of(other), same_posts) == in_no_order(outcome_of(report), same_posts)


@pytest.mark.parametrize("name", cases())
def test_order_changes_nothing_in_an_acceptance_report(name: str) -> None:
    for seed in range(2):
        order_changes_nothing(cases()[name], random.Random(seed))


@given(reports, st.randoms(use_true_random=False))
def test_order_changes_nothing_in_any_report(report: Report, chance: random.Random) -> None:
    order_changes_nothing(report, chance)


# --- a guess ---------------------------------------------------------------------------------------------------------


def a_guess_is_not_known(report: Report) -> None:
    """For actions and papers a guess counts as not known; beside the complaint's clock it is a warning."""
    guess, not_known = deepcopy(report), deepcopy(report)
    for one, known in ((guess, "yes"), (not_known, "no")):
        put(one, "sender.known", "", known)
        put(one, "sender.known_how", "", "guess")
    first, second = outcome_of(guess), outcome_of(not_known)
    assert ids(first, "actions") == ids(second, "actions")
    assert ids(first, "papers") == ids(second, "papers")


@pytest.mark.parametrize("name", cases())
def test_a_guess_is_not_known_in_an_acceptance_report(name: str) -> None:
    a_guess_is_not_known(cases()[name])


@given(reports)
def test_a_guess_is_not_known_in_any_report(report: Report) -> None:
    a_guess_is_not_known(report)
