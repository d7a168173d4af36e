"""`yorube rulebook`: the law as a lawyer reads it, complete and in the language asked for."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from yorube import law
from yorube.cli.rulebook import index, resting
from yorube.law import Rulebook
from yorube.law.build import Mistake
from yorube.law.load import FOLDER

LANGS = pytest.mark.parametrize("lang", ["ja", "en"])
INSULT = "crime.insult"


@pytest.fixture
def told(run: Any) -> Any:
    """What `yorube rulebook ...` prints."""

    def call(*args: object) -> str:
        status, out, err = run("rulebook", *args)
        assert (status, err) == (0, "")
        assert isinstance(out, str)
        return out

    return call


# --- check -----------------------------------------------------------------------------------------------------------


def test_a_check_counts_what_there_is(told: Any, book: Rulebook) -> None:
    out = told("check")
    for rows, name in (
        (book.facts, "facts"),
        (book.desks, "desks"),
        (book.sources, "sources"),
        (book.gaps, "gaps"),
    ):
        assert f"{len(rows)} {name}" in out
    assert out.count("\n") == 1
    assert told("check", "--folder", FOLDER) == out


@LANGS
def test_a_check_of_a_folder_that_is_not_there_is_one_line(run: Any, tmp_path: Path, lang: str) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path / "none", file):
        status, out, err = run("rulebook", "check", "--folder", folder, "--lang", lang)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert err.startswith(f"{folder}: ")
        assert bool(re.search("[ぁ-ん]", err)) == (lang == "ja")


def test_every_mistake_has_a_line_of_its_own(run: Any, tmp_path: Path) -> None:
    for path in FOLDER.rglob("*.toml"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    safety = tmp_path / "safety.toml"
    text = safety.read_text(encoding="utf-8")
    safety.write_text(re.sub(r"desks = \[.*?\]", 'desks = ["nowhere"]', text), encoding="utf-8")
    status, out, err = run("rulebook", "check", "--folder", tmp_path)
    assert (status, err) == (1, "")
    lines = out.splitlines()
    assert len(lines) == len(re.findall(r"(?m)^\[\[safety\]\]", text))
    assert all(re.match(r"safety\.toml:\d+: .*nowhere", line) for line in lines)


def test_an_empty_folder_is_no_rulebook(run: Any, tmp_path: Path) -> None:
    status, out, _ = run("rulebook", "check", "--folder", tmp_path)
    assert status == 1
    assert out


@pytest.mark.parametrize("call", [["rulebook", "gaps"], ["consult", "-"], ["ask"], ["schema", "report"]])
def test_a_rulebook_that_is_wrong_is_one_line_for_every_command(
    run: Any, monkeypatch: Any, call: list[str]
) -> None:
    def broken() -> Rulebook:
        raise law.RulebookError(
            [Mistake("desks.toml", 7, "no such desk"), Mistake("desks.toml", 9, "another")]
        )

    monkeypatch.setattr(law, "shipped", broken)
    status, out, err = run(*call)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert "desks.toml:7: no such desk" in err
    assert "1 more" in err


# --- show ------------------------------------------------------------------------------------------------------------


@LANGS
def test_a_ground_is_shown_as_a_lawyer_reads_it(told: Any, book: Rulebook, lang: str) -> None:
    out = told("show", INSULT, "--lang", lang)
    ground = book.grounds[INSULT]
    assert ground.ground.label[lang] in out
    assert ground.ground.about[lang] in out
    for part in ground.parts:
        assert re.search(rf"(?m)^  \[(element|defence)\] {part.id}\b.*: {re.escape(part.label[lang])}", out)
        assert part.value.sentence(lang) in out
        assert all(f"[{cite}]" in out for cite in part.law)
        assert all(factor[lang] in out for factor in part.factors)
    for penalty in ground.penalty:
        assert penalty.text[lang] in out
    for decision in book.decisions.values():
        if any(one.startswith(f"{INSULT}.") for one in decision.element):
            assert decision.held[lang] in out
    assert str(ground.ground.review) in out


KINDS = {
    "facts": "",
    "rules": "",
    "papers": "",
    "actions": "",
    "desks": "",
    "articles": "",
    "decisions": "",
    "grounds": "",
    "sources": "src:",
    "gaps": "gap:",
    "services": "platform:",
}


@LANGS
@pytest.mark.parametrize("kind", KINDS)
def test_everything_of_a_kind_can_be_shown_with_its_label(
    told: Any, book: Rulebook, kind: str, lang: str
) -> None:
    rows = getattr(book, kind)
    for id in [*rows][:: max(1, len(rows) // 5)]:
        row = rows[id]
        out = told("show", f"{KINDS[kind]}{id}", "--lang", lang)
        assert out.startswith(f"{KINDS[kind]}{id}")
        for name in ("label", "name", "title", "held", "what"):
            text = getattr(row, name, None)
            assert not isinstance(text, law.text.Text) or text[lang] in out, (id, name)
        assert "Text(" not in out
        assert "None" not in out


@pytest.mark.parametrize("rows", ["clocks", "safety", "readings", "factors", "steps", "costs", "times"])
def test_rows_of_a_list_have_an_id_too(told: Any, book: Rulebook, rows: str) -> None:
    for row in getattr(book, rows):
        assert told("show", row.id).startswith(row.id)


def test_a_condition_of_a_ground_is_shown_alone(told: Any, book: Rulebook) -> None:
    part = book.grounds[INSULT].parts[0]
    out = told("show", f"{INSULT}.{part.id}")
    assert part.label.ja in out
    assert part.value.sentence("ja") in out


def test_things_of_several_kinds_with_one_id_are_all_shown(told: Any, book: Rulebook) -> None:
    shared = book.actions.keys() & book.papers.keys()
    assert shared
    for id in shared:
        out = told("show", id, "--lang", "en")
        assert book.actions[id].label.en in out
        assert book.papers[id].label.en in out
    tables = [book.facts, book.rules, book.papers, book.actions, book.desks, book.articles, book.decisions]
    tables += [book.grounds, book.sources, book.gaps, book.services, book.cues, book.quiet]
    lists = [
        book.clocks,
        book.safety,
        book.readings,
        book.factors,
        book.steps,
        book.costs,
        book.times,
        book.posting,
        book.saving,
        book.removal,
        book.research,
    ]
    number = sum(map(len, [*tables, *lists]))
    number += sum(len(ground.parts) for ground in book.grounds.values())
    assert sum(map(len, index(book).values())) == number


@LANGS
def test_an_unknown_id_is_one_line_with_what_is_near_where_something_is(run: Any, lang: str) -> None:
    status, out, err = run("rulebook", "show", "civil.defamaton", "--lang", lang)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "civil.defamation" in err
    status, out, err = run("rulebook", "show", "☃☃☃☃", "--lang", lang)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert not err.rstrip().endswith((";", ":"))
    assert bool(re.search("[ぁ-ん]", err)) == (lang == "ja")


# --- at, diff --------------------------------------------------------------------------------------------------------


@LANGS
def test_the_law_of_a_day_names_its_grounds(told: Any, book: Rulebook, lang: str) -> None:
    day = date(2026, 11, 22)
    out = told("at", day, "--lang", lang)
    for ground in book.grounds.values():
        if ground.version_on(day):
            assert ground.ground.label[lang] in out, ground.id
    assert all(re.search(r"\((\d{4}-\d\d-\d\d|\.\.\.) –\)$", line) for line in out.splitlines())


def test_the_law_of_a_day_does_not_hold_what_came_later(told: Any, book: Rulebook) -> None:
    for ground in book.grounds.values():
        first = ground.version[0].from_
        if first:
            before = told("at", first - timedelta(days=1))
            assert not re.search(rf"(?m)^{re.escape(ground.id)}  ", before), ground.id
            assert re.search(rf"(?m)^{re.escape(ground.id)}[. ]", told("at", first)), ground.id


@LANGS
def test_a_change_is_told_with_before_after_and_source(told: Any, lang: str) -> None:
    out = told("diff", "2025-05-31", "2025-06-01", "--lang", lang)
    head, *rows = out.split("\n\n")
    assert head.startswith("2025-05-31 → 2025-06-01: ")
    assert int(re.findall(r"\d+", head)[-1]) == len(rows) > 5
    before, after = ("before", "after") if lang == "en" else ("前", "後")
    for row in rows:
        assert re.search(rf"(?m)^  {before}: \S", row)
        assert re.search(rf"(?m)^  {after}: \S", row)
        assert "  § " in row, row


def test_backwards_before_and_after_change_places(told: Any) -> None:
    def sides(out: str) -> dict[str, tuple[str, str]]:
        rows = [row.splitlines() for row in out.split("\n\n")[1:]]
        return {row[0].split("  ")[0]: (row[1].partition(": ")[2], row[2].partition(": ")[2]) for row in rows}

    there = sides(told("diff", "2022-07-06", "2022-07-07"))
    back = sides(told("diff", "2022-07-07", "2022-07-06"))
    assert there
    assert back == {id: (after, before) for id, (before, after) in there.items()}


@LANGS
def test_between_a_day_and_itself_nothing_changes(told: Any, lang: str) -> None:
    out = told("diff", "2026-11-22", "2026-11-22", "--lang", lang)
    assert re.findall(r": .*\b0", out)
    assert out.count("\n") == 1


# --- gaps, sources, chart, review, book ------------------------------------------------------------------------------


@LANGS
def test_every_gap_is_told_with_why_it_matters_and_where_to_look(
    told: Any, book: Rulebook, lang: str
) -> None:
    out = told("gaps", "--lang", lang)
    for gap in book.gaps.values():
        assert f"{gap.id}  {gap.what[lang]}\n  {gap.why[lang]}\n  → {gap.look}" in out


@LANGS
def test_every_source_is_told_with_how_sure_and_what_rests_on_it(
    told: Any, book: Rulebook, lang: str
) -> None:
    out = told("sources", "--lang", lang)
    users = resting(book)
    for source in book.sources.values():
        rows = out[out.index(f"src:{source.id}  {source.title[lang]}") :].splitlines()
        assert book.words[f"checked.{source.checked}"][lang] in rows[1]
        assert str(source.checked_on) in rows[1]
        assert source.url in rows[2]
        rests = users.get(source.id, [])
        line = next(row for row in rows if re.match(r"  \d+ rules: ", row))
        assert line == f"  {len(rests)} rules: {', '.join(rests[:12])}"


def test_what_rests_on_a_source_is_found_through_its_articles_too(book: Rulebook) -> None:
    users = resting(book)
    assert INSULT in users["keiho"]
    for id, things in index(book).items():
        for cite in (cite for thing in things for cite in getattr(thing, "law", ())):
            if cite.startswith("src:"):
                assert id in users[cite.removeprefix("src:")]
            elif "#" in cite:
                assert id in users[cite.partition("#")[0]]


@LANGS
def test_the_chart_is_complete(told: Any, book: Rulebook, lang: str) -> None:
    out = told("chart", "--lang", lang)
    assert book.charts
    for chart in book.charts:
        assert chart.title[lang] in out
        for node in chart.node:
            assert node.question[lang] in out
            assert all(answer.text[lang] in out for answer in node.answers)
        for leaf in chart.leaf:
            assert f"{leaf.name[lang]}  [{', '.join(leaf.desks)}]" in out
        assert chart.note[lang] in out


@LANGS
def test_the_review_has_a_line_to_tick_for_everything(told: Any, book: Rulebook, lang: str) -> None:
    lines = [line for line in told("review", "--lang", lang).splitlines() if line.startswith("[ ] ")]
    assert len(lines) == len(book.grounds) + len(book.sources) + len(book.gaps)
    for id in (*book.grounds, *(f"src:{id}" for id in book.sources), *book.gaps):
        assert any(re.search(rf"(^|\s){re.escape(id)}\s", line) for line in lines), id
    days = [line.split()[2] for line in lines[: len(book.grounds)]]
    assert days == sorted(days)


@LANGS
def test_the_book_holds_every_question_and_every_rule(told: Any, book: Rulebook, lang: str) -> None:
    out = told("book", "--lang", lang)
    assert book.statement[lang] in out
    for page in book.pages:
        assert page.title[lang] in out
        for id in page.facts:
            fact = book.facts[id]
            assert fact.ask is not None
            assert f"{id}: {fact.ask[lang]}" in out
    rules = [*book.rules, *book.grounds, *book.actions, *book.desks, *book.papers]
    rules += [row.id for rows in (book.readings, book.clocks, book.safety) for row in rows]
    lines = set(re.findall(r"(?m)^\S+", out))
    assert set(rules) <= lines


# --- calls -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "call",
    [
        [],
        ["nothing"],
        ["show"],
        ["at"],
        ["at", "2026-02-30"],
        ["diff", "2026-01-01"],
        ["diff", "2026-01-01", "now"],
        ["gaps", "--lang", "easy"],
        ["check", "--folder"],
        ["sources", "more"],
    ],
)
def test_a_wrong_call_is_one_line(run: Any, call: list[str]) -> None:
    status, out, err = run("rulebook", *call)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("yorube")
