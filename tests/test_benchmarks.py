"""The benchmarks run in small sizes and their engines agree. Nothing here asserts how long anything took."""

import json
import sys
from pathlib import Path

import pytest

from benchmarks import __main__ as bench
from benchmarks import cold, columns, consult, worker
from benchmarks.inputs import NUMBERS, YES_NO, inputs
from benchmarks.measure import Goal, Report
from benchmarks.process import call
from tools.apart import Missing, openfisca

ROWS = 1000
# What OpenFisca gives for these rows (held against OpenFisca itself by the long test).
OPENFISCA = {"formulas": 22, "desks": 9492, "digest": "8f5dd41dccff11da"}


def test_the_model_has_the_shape_it_is_said_to_have() -> None:
    assert (len(YES_NO), len(NUMBERS)) == (12, 4)
    assert set(inputs(1)) == {*YES_NO, *NUMBERS}


def test_the_formulas_give_what_openfisca_gives() -> None:
    found = worker.columns(ROWS, 1, 100)
    assert {key: found[key] for key in OPENFISCA} == OPENFISCA
    assert (found["unknown"], found["differ"]) == (0, 0)


def test_the_formulas_agree_with_one_at_a_time_where_much_is_unknown() -> None:
    found = worker.columns(ROWS, 1, columns.TOLD)
    assert found["differ"] == 0
    assert 0.1 < found["unknown"] < 0.5


def test_the_grounds_agree_with_one_report_at_a_time() -> None:
    found = worker.grounds(200, 1)
    assert found["differ"] == 0
    assert all(found["shares"].values())
    assert sum(found["shares"].values()) == pytest.approx(1)


def test_one_post_is_measured_without_and_with_the_trace() -> None:
    assert worker.one(1).keys() == {"plain", "traced"}


def test_without_openfisca_the_rest_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing() -> Path:
        raise Missing("OpenFisca cannot be installed (is there a network?): no route")

    monkeypatch.setattr(columns, "openfisca", missing)
    monkeypatch.setattr(columns, "QUICK", (300, 1, 1))
    monkeypatch.setattr(bench, "RESULTS", tmp_path / "results.json")
    assert bench.main(["columns", "--quick", "--save"]) == 3
    text = capsys.readouterr().out
    assert "left out: OpenFisca cannot be installed (is there a network?): no route" in text
    assert "goal  memory over the input, grounds" in text
    assert "against OpenFisca" not in text
    assert json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))["figures"]["columns"]


def test_results_that_differ_are_a_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = Report("columns")
    run = {"formulas": 22, "desks": 1, "digest": "a", "unknown": 0.0, "differ": 0}
    columns.agree(report, {"Yorube": [run], "OpenFisca": [{**run, "digest": "b"}]})
    assert "do not agree" in report.faults[0]
    monkeypatch.setitem(bench.NAMES, "load", lambda quick: report)
    assert bench.main(["load"]) == 1
    assert "FAULT the engines do not agree" in capsys.readouterr().out


def test_a_name_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        bench.main(["colunms"])
    assert stop.value.code == 2
    assert "consult, cold, columns, load" in capsys.readouterr().err


def test_consultations_are_measured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("101-x-insult-real-name", "130-bad-unknown-key"):
        source = consult.CASES / f"{name}.report.toml"
        (tmp_path / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(consult, "CASES", tmp_path)
    monkeypatch.setattr(consult, "POSTS", (1, 2))
    report = consult.run(True)
    assert [*report.figures["cases"]] == ["101-x-insult-real-name"]
    assert len(report.figures["growth"]) == 6
    assert "1 cases (1 more are refused)" in report.text()


def test_loading_is_measured() -> None:
    found = call(sys.executable, "benchmarks.worker", "load", 1)
    assert found["files"] > 50
    assert found["read"]["wall"]


def test_a_goal_says_whether_it_is_met() -> None:
    assert str(Goal("every case", 4.2, 5, "ms")) == "goal  every case <= 5 ms: 4.2 ms, met"
    assert str(Goal("every case", 5.2, 5, "ms")).endswith("NOT MET")


@pytest.mark.long
def test_a_consultation_from_cold_is_measured() -> None:
    assert cold.run(True).figures.keys() == {"compiled", "absent"}


@pytest.mark.long
def test_openfisca_gives_what_it_is_said_to_give() -> None:
    try:
        python = openfisca()
    except Missing as missing:
        pytest.skip(str(missing))
    found = call(python, "benchmarks.openfisca_model", "columns", ROWS, 1)
    assert {key: found[key] for key in OPENFISCA} == OPENFISCA
