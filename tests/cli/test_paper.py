"""`yorube paper`: what is written, what is said about it, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.document.reading import close, part, words
from yorube.cli import main

CASES = Path(__file__).resolve().parent.parent / "acceptance"
CASE = str(CASES / "101-x-insult-real-name.report.toml")
ADDRESS = "https://x.com/example_mihon_a/status/1000000000000000101"


def one_line(error: str) -> str:
    (line,) = error.splitlines()
    return line


def test_a_pdf_and_a_docx_are_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("out.pdf", "OUT.DOCX"):
        assert main(["paper", "post_list", CASE, "-o", str(tmp_path / name)]) == 0
        assert name in capsys.readouterr().out
    assert ADDRESS in close(words((tmp_path / "out.pdf").read_bytes()))
    assert ADDRESS in part((tmp_path / "OUT.DOCX").read_bytes(), "word/document.xml")


def test_what_is_still_blank_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.toml"
    text = Path(CASE).read_text(encoding="utf-8")
    report.write_text(text.replace("posted_at", "# posted_at"), encoding="utf-8")
    assert main(["paper", "post_list", str(report), "-o", str(tmp_path / "out.pdf"), "--lang", "en"]) == 0
    _, *lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "still blank:"
    assert len(lines) > 1


def test_without_a_file_to_write_it_says_what_the_paper_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["paper", "disclosure_petition", CASE]) == 0
    said = capsys.readouterr().out
    assert "conceal [yes | no | unknown]" in said
    assert said.index("conceal") < said.index("applicant.name")


def test_a_file_of_fields_fills_in_what_is_no_fact(tmp_path: Path) -> None:
    fields = tmp_path / "fields.toml"
    fields.write_text('conceal = "no"\n[applicant]\nname = "見本花子"\n', encoding="utf-8")
    out = tmp_path / "out.pdf"
    call = ["paper", "disclosure_petition", CASE, "--fields", str(fields), "-o", str(out)]
    assert main(call) == 0
    assert "見本花子" in close(words(out.read_bytes()))
    fields.write_text('conceal = "yes"\n[applicant]\nname = "見本花子"\n', encoding="utf-8")
    copy = tmp_path / "copy.pdf"
    assert main([*call[:-1], str(copy), "--masked"]) == 0
    assert "見本花子" not in close(words(copy.read_bytes()))


def test_whoever_should_not_be_known_can_write_the_petition_for_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paper", "concealment_petition", CASE]) == 2
    capsys.readouterr()
    fields = tmp_path / "fields.toml"
    fields.write_text('conceal = "yes"', encoding="utf-8")
    assert main(["paper", "concealment_petition", CASE, "--fields", str(fields)]) == 0
    assert "concealment_petition" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (["post_lst", CASE], "post_list"),
        (["platform_notice", CASE], "disclosure_petition"),
        (["post_list", CASE, "-o", "out.txt"], ".docx"),
        (["plan", CASE, "-o", "out.pdf", "--masked"], "other side"),
        (["post_list", str(CASES / "no-such.toml")], "no such file"),
        (["post_list", CASE, "-o", "no/such/folder/out.pdf"], "no such file"),
    ],
)
def test_a_call_that_cannot_be_is_one_line(
    call: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paper", *call, "--lang", "en"]) == 2
    assert says in one_line(capsys.readouterr().err)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ("applicant", "TOML"),
        ('nobody = "x"', "nobody"),
        ("[applicant]\nname = 3", "applicant.name"),
        ('[applicant]\nname = "a\\nb"', "applicant.name"),
        ('conceal = "perhaps"', "yes, no, unknown"),
        ('date = "tomorrow"', "2026-11-22"),
        ("[applicant]\nname = '" + "長" * 301 + "'", "301"),
    ],
)
def test_fields_that_cannot_stand_are_one_line(
    fields: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "fields.toml", tmp_path / "out.pdf"
    path.write_text(fields, encoding="utf-8")
    call = ["paper", "post_list", CASE, "--fields", str(path), "-o", str(out), "--lang", "en"]
    assert main(call) == 2
    line = one_line(capsys.readouterr().err)
    assert line.startswith(str(path))
    assert says in line
    assert not out.exists()


def test_a_file_that_exists_is_left_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "edited.docx"
    out.write_bytes(b"somebody's edits")
    assert main(["paper", "post_list", CASE, "-o", str(out), "--lang", "en"]) == 2
    assert "it exists already" in one_line(capsys.readouterr().err)
    assert out.read_bytes() == b"somebody's edits"
