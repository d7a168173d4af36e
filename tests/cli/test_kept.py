"""A file kept on the web opens in the terminal as it is: nobody has to tell it twice."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.document.reading import close, words
from yorube.cli import main
from yorube.interview import from_report
from yorube.law import shipped
from yorube.web.consult.keep.file import file_of
from yorube.web.consult.visit import Visit

CASE = Path(__file__).resolve().parent.parent / "acceptance" / "101-x-insult-real-name.report.toml"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """What the site gives to keep, after something was filled in on a paper."""
    table = json.loads(json.dumps(tomllib.loads(CASE.read_text(encoding="utf-8")), default=str))
    answers = from_report(table, shipped())
    file = tmp_path / "memo.json"
    file.write_bytes(file_of(Visit(answers=answers, papers={"conceal": "no", "applicant.name": "見本花子"})))
    assert json.loads(file.read_bytes())["papers"]
    return file


def test_it_is_consulted_as_its_report_is(
    kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.json"
    report.write_text(json.dumps(json.loads(kept.read_bytes())["report"]), encoding="utf-8")
    for file in (report, kept):
        assert main(["consult", str(file), "--as-of", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said[: len(said) // 2] == said[len(said) // 2 :] != ""


def test_what_was_filled_in_stands_on_the_paper(kept: Path, tmp_path: Path) -> None:
    call = ["paper", "disclosure_petition", str(kept), "-o"]
    assert main([*call, str(tmp_path / "one.pdf")]) == 0
    assert "見本花子" in close(words((tmp_path / "one.pdf").read_bytes()))
    fields = tmp_path / "fields.toml"
    fields.write_text('[applicant]\nname = "別名太郎"\n', encoding="utf-8")
    assert main([*call, str(tmp_path / "two.pdf"), "--fields", str(fields)]) == 0
    assert "別名太郎" in close(words((tmp_path / "two.pdf").read_bytes()))


@pytest.mark.parametrize("inside", [{}, {"report": []}, {"report": {"schema": "other"}}])
def test_one_without_a_report_is_refused(
    inside: dict[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "memo.json"
    file.write_text(json.dumps({"schema": "yorube.kept/1", **inside}), encoding="utf-8")
    assert main(["consult", str(file)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(file) in line


def test_something_else_in_place_of_what_was_filled_in_is_refused(
    kept: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept.write_text(json.dumps(json.loads(kept.read_bytes()) | {"papers": {"nothing.such": "x"}}))
    assert main(["paper", "disclosure_petition", str(kept)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "nothing.such" in line
