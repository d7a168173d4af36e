"""The acceptance cases: by the installed command and in process; every report and outcome fits its published schema."""

from __future__ import annotations

import json
import runpy
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from yorube.consult import ReportError, Unreadable, assess, check, documents
from yorube.consult.schema import outcome_schema, report_schema
from yorube.law import shipped

CASES = Path(__file__).parent / "acceptance"
CHECKER = runpy.run_path(str(CASES / "check_cases.py"))
COMMAND = [str(Path(sys.executable).with_name("yorube"))]
NAMES = sorted(path.name.removesuffix(".expect.toml") for path in CASES.glob("*.expect.toml"))

BOOK = shipped()
TODAY = BOOK.law_of
REPORT = Draft202012Validator(report_schema(BOOK))
OUTCOME = Draft202012Validator(outcome_schema(BOOK))
# What is wrong with these no JSON Schema can say: a day that no month has, two posts of one id.
BEYOND_A_SCHEMA = {"132-bad-impossible-date", "134-bad-duplicate-post"}


def report_of(name: str) -> Path:
    return CASES / f"{name}.report.toml"


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((CASES / f"{name}.expect.toml").read_text(encoding="utf-8"))


def bad(name: str) -> bool:
    return "error" in expected(name)


def as_json(name: str) -> Any:
    """The report as a program would send it: days and times as text."""
    table = tomllib.loads(report_of(name).read_text(encoding="utf-8"))
    return json.loads(json.dumps(table, default=lambda day: day.isoformat()))


def read(name: str) -> Any:
    """The table of a report as the command reads it."""
    path = report_of(name)
    ((_, parse),) = documents(path.read_bytes(), path.name)
    return parse()


GOOD = [name for name in NAMES if not bad(name)]
BAD = [name for name in NAMES if bad(name)]


def test_there_are_good_cases_and_bad_ones() -> None:
    assert len(GOOD) >= 32
    assert len(BAD) >= 5


@pytest.mark.parametrize("name", NAMES)
def test_a_case_expects_only_what_the_checker_checks(name: str) -> None:
    assert set(expected(name)) <= {*CHECKER["CHECKS"], "why", "basis", "error"}


@pytest.mark.parametrize("name", NAMES)
def test_the_installed_command_answers_a_case_as_expected(name: str) -> None:
    results = CHECKER["run_case"](COMMAND, report_of(name), expected(name))
    assert results
    assert [message for ok, message in results if not ok] == []


@pytest.mark.parametrize("name", GOOD)
def test_a_case_comes_out_in_process_as_expected(name: str) -> None:
    outcome = json.loads(json.dumps(assess(check(read(name), BOOK, TODAY), BOOK)))
    wanted = [(kind, row) for kind in CHECKER["CHECKS"] for row in expected(name).get(kind, [])]
    results = [CHECKER["CHECKS"][kind](outcome, row) for kind, row in wanted]
    assert [message for ok, message in results if not ok] == []


@pytest.mark.parametrize("name", BAD)
def test_a_bad_report_is_refused_by_the_key_that_is_wrong(name: str) -> None:
    with pytest.raises((ReportError, Unreadable)) as refused:
        check(read(name), BOOK, TODAY)
    line = str(refused.value)
    assert [word for word in expected(name)["error"]["contains"] if word not in line] == []
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize("name", GOOD)
def test_a_good_report_fits_the_schema_and_so_does_its_outcome(name: str) -> None:
    assert [error.message for error in REPORT.iter_errors(as_json(name))] == []
    outcome = json.loads(json.dumps(assess(check(as_json(name), BOOK, TODAY), BOOK)))
    assert [error.message for error in OUTCOME.iter_errors(outcome)] == []


@pytest.mark.parametrize("name", GOOD)
def test_a_report_means_the_same_in_toml_and_in_json(name: str) -> None:
    assert check(read(name), BOOK, TODAY).facts == check(as_json(name), BOOK, TODAY).facts
    assert assess(check(read(name), BOOK, TODAY), BOOK) == assess(check(as_json(name), BOOK, TODAY), BOOK)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_report_does_not_fit_the_schema_where_a_schema_can_say_so(name: str) -> None:
    assert REPORT.is_valid(as_json(name)) == (name in BEYOND_A_SCHEMA)


def test_the_schemas_are_schemas() -> None:
    Draft202012Validator.check_schema(report_schema(BOOK))
    Draft202012Validator.check_schema(outcome_schema(BOOK))
    assert not REPORT.is_valid({})
    assert not OUTCOME.is_valid({})


def test_a_case_says_what_it_is_about_and_what_it_rests_on() -> None:
    for name in NAMES:
        case = expected(name)
        assert case["why"].strip()
        assert case["basis"]
        assert name in GOOD or case["error"]["contains"]


def test_the_cases_are_consulted_on_the_day_they_name() -> None:
    """None depends on the day the tests run."""
    for name in GOOD:
        assert isinstance(read(name).get("as_of"), date), name
