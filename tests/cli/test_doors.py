"""Every command as a person calls it: what it prints, its exit status, one clear line when something is wrong."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from yorube.cli import main

CASES = Path(__file__).resolve().parent.parent / "acceptance"
CASE = CASES / "101-x-insult-real-name.report.toml"


def test_a_report_gives_an_answer_in_japanese_and_in_english(run) -> None:
    assert "■ 今日すること" in run("consult", CASE)[1]
    assert "■ Today" in run("consult", CASE, "--lang", "en")[1]


def test_the_words_of_the_post_are_never_printed(run) -> None:
    told = "人間のクズ"
    assert told in CASE.read_text(encoding="utf-8")
    for extra in ((), ("--full",), ("--trace",), ("--json",)):
        status, out, _ = run("consult", CASE, *extra)
        assert status == 0
        assert told not in out


def test_no_answer_is_a_verdict(run) -> None:
    for path in sorted(CASES.glob("1[0-2]*.report.toml")):
        for lang, verdict in (("ja", "違法です"), ("en", "is illegal.")):
            out = run("consult", path, "--full", "--lang", lang)[1]
            assert verdict not in out.replace("never says that something is illegal.", "")


def test_a_report_is_read_from_standard_input_in_toml_and_json(run) -> None:
    toml = run("consult", "-", "--json", data=CASE.read_bytes())
    table = json.dumps({"schema": "yorube.report/1", "as_of": "2026-11-22", "wishes": ["delete"]})
    status, out, _ = run("consult", "-", "--json", data=table.encode())
    assert toml[0] == status == 0
    assert json.loads(out)["as_of"] == "2026-11-22"


def test_many_reports_give_json_lines_and_a_bad_one_costs_only_itself(run) -> None:
    bad = CASES / "133-bad-choice.report.toml"
    status, out, err = run("consult", CASE, bad, CASES / "102-handle-name-only.report.toml")
    assert status == 2
    assert [json.loads(line)["schema"] for line in out.splitlines()] == ["yorube.outcome/1"] * 2
    assert err.count("\n") == 1
    assert "posts[0].place" in err


def test_json_lines_name_the_line_that_is_wrong(run, tmp_path) -> None:
    good = '{"schema": "yorube.report/1", "as_of": "2026-11-22"}'
    lines = tmp_path / "many.jsonl"
    lines.write_text(f'{good}\n{{"schema": "yorube.report/1", "wish": []}}\n\n{good}\n', encoding="utf-8")
    status, out, err = run("consult", lines)
    assert (status, len(out.splitlines())) == (2, 2)
    assert "many.jsonl:2: wish" in err


def test_the_day_can_be_set(run) -> None:
    out = run("consult", CASE, "--json", "--as-of", "2027-03-01")[1]
    assert json.loads(out)["as_of"] == "2027-03-01"


def test_three_megabytes_of_text_are_read(run) -> None:
    text = "あ" * 1_000_000
    table = {"schema": "yorube.report/1", "as_of": "2026-11-22", "posts": [{"id": "p1", "text": text}]}
    status, out, _ = run("consult", "-", "--json", data=json.dumps(table, ensure_ascii=False).encode())
    assert status == 0
    assert len(out) < 1_000_000


def test_a_trace_says_what_an_answer_would_change(run) -> None:
    case = CASES / "127-unsaved-delete-identify.report.toml"
    out = run("consult", case, "--trace")[1]
    assert "target.identifiable: yes → likely, no → unlikely" in out
    data = json.loads(run("consult", case, "--trace", "--json")[1])
    found = {row["ground"]: row for row in data["findings"]}
    assert found["crime.defamation"]["would_change"]["target.identifiable"] == {
        "yes": "likely",
        "no": "unlikely",
    }


def test_the_reader_of_a_pipe_may_leave(tmp_path) -> None:
    command = f"{sys.executable} -m yorube.cli consult {CASE} --json | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""


def test_the_schemas_are_valid_and_take_the_cases(run) -> None:
    report = json.loads(run("schema", "report")[1])
    outcome = json.loads(run("schema", "outcome")[1])
    Draft202012Validator.check_schema(report)
    Draft202012Validator(outcome).validate(json.loads(run("consult", CASE, "--json")[1]))
    Draft202012Validator(report).validate({"schema": "yorube.report/1", "wishes": "unknown"})
    assert not Draft202012Validator(report).is_valid({"schema": "yorube.report/1", "wish": []})


# --- the rulebook ----------------------------------------------------------------------------------------------------


def test_the_rulebook_is_in_order(run) -> None:
    status, out, _ = run("rulebook", "check")
    assert status == 0
    assert "28 grounds" in out


def test_a_broken_rulebook_is_told_with_file_line_and_hint(run, tmp_path) -> None:
    from yorube.law.load import FOLDER

    for path in FOLDER.rglob("*.toml"):
        copy = tmp_path / path.relative_to(FOLDER)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    shared = tmp_path / "shared.toml"
    shared.write_text(shared.read_text("utf-8").replace('is = "public"', 'is = "pubic"', 1), encoding="utf-8")
    status, out, _ = run("rulebook", "check", "--folder", tmp_path)
    assert status == 1
    assert "shared.toml:" in out
    assert "did you mean public?" in out


def test_a_change_of_law_reads_as_a_note(run) -> None:
    out = run("rulebook", "diff", "2022-07-06", "2022-07-07")[1]
    assert "crime.insult.penalty" in out
    assert "拘留または科料（公訴時効 1年）" in out
    assert "公訴時効 3年" in out
    assert "0" in run("rulebook", "diff", "2026-11-01", "2026-11-02")[1]


@pytest.mark.parametrize("what", ["gaps", "sources", "chart", "review", "book"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_rulebook_can_be_read(run, what: str, lang: str) -> None:
    status, out, _ = run("rulebook", what, "--lang", lang)
    assert status == 0
    assert len(out) > 1000


def test_everything_with_an_id_can_be_shown(run) -> None:
    from yorube.cli.rulebook import index
    from yorube.law import shipped

    for id in list(index(shipped()))[::7]:
        status, out, _ = run("rulebook", "show", id, "--lang", "en")
        assert status == 0
        assert id in out


def test_an_unknown_id_is_told_with_what_is_near(run) -> None:
    status, _, err = run("rulebook", "show", "crime.insullt")
    assert status == 2
    assert "crime.insult" in err


def test_the_law_of_a_day_names_the_penalty_of_that_day(run) -> None:
    assert (
        "拘禁刑" not in run("rulebook", "at", "2025-05-31")[1].split("crime.insult.penalty")[1].split("\n")[0]
    )
    assert "拘禁刑" in run("rulebook", "at", "2025-06-01")[1].split("crime.insult.penalty")[1].split("\n")[0]


def test_a_wrong_call_ends_with_two(capsys) -> None:
    for args in (["nothing"], ["rulebook", "at", "yesterday"], ["consult", "--lang", "fr", "x"]):
        with pytest.raises(SystemExit) as ended:
            main(args)
        assert ended.value.code == 2


# --- the interview in the terminal -----------------------------------------------------------------------------------


def ask(run, lines: str, *args: object):
    status, out, err = run("ask", "--as-of", "2026-11-22", *args, data=lines.encode())
    assert (status, err) == (0, "")
    return out


def test_danger_is_the_first_question_and_q_shows_the_answer(run) -> None:
    out = ask(run, "1\nq\n")
    assert out.index("命や体の危険がありますか") < out.index("■ まず、安全")
    assert "110" in out


def test_back_asks_the_last_question_again(run) -> None:
    out = ask(run, "3\nb\n1\nq\n", "--lang", "en")
    assert out.count("■ ") >= 3
    assert out.count("danger") >= 2
    assert "First: safety" in out


def test_enter_means_i_do_not_know_and_the_end_of_input_ends(run) -> None:
    assert "相談の結果" in ask(run, "\n\n\n")


def test_an_answer_that_cannot_be_read_is_asked_again(run) -> None:
    out = ask(run, "99\nx\n3\nq\n")
    assert out.count("読み取れませんでした") == 2


def test_a_review_changes_an_answer_and_says_what_that_did(run) -> None:
    out = ask(run, "3\n2\nr\n1\n1\nq\n")
    assert "答えなおしで変わったこと" in out
    assert out.index("答えなおしで変わったこと") < out.index("加わりました")


def test_a_saved_report_is_private_is_not_written_over_and_goes_on(run, tmp_path) -> None:
    file = tmp_path / "mine.json"
    ask(run, f"2\n2\ns\n{file}\nq\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    kept = file.read_bytes()
    assert json.loads(kept)["harm"] == {"danger": "feared", "self_harm": "no"}
    assert "もうあります" in ask(run, f"1\ns\n{file}\nq\n")
    assert file.read_bytes() == kept
    again = ask(run, "q\n", file)
    assert "命や体の危険がありますか" not in again
    assert "不安" in again or "警察" in again
