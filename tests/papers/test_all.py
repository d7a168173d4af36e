"""What holds for every paper of the rulebook, whatever it is about."""

import json
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import yorube
from tests.document.reading import close, part, words
from tests.papers import golden
from tests.papers.given import FILLED, assessed, cases, everything, table, tried
from tests.papers.reading import lines
from yorube.consult import Outcome, Report
from yorube.document import Document, docx, pdf
from yorube.document.blocks import Masked
from yorube.law import shipped
from yorube.papers import WRITERS, Language, NotThisPaper, entries, form, missing, write
from yorube.papers.catalog import CONCEAL, catalog
from yorube.papers.cover import blanks
from yorube.papers.told import posts_of

PAPERS = sorted(shipped().papers)
LANGUAGES: tuple[Language, ...] = ("ja", "easy", "en")
TRIED = [(paper, case) for paper in PAPERS for case in tried(paper)]
EVERY = [(paper, case) for paper in PAPERS for case in cases()[paper]]
CHILD_CASES = ("108", "270", "271")
# Of a block or a document, what is no text on it.
NO_TEXT = ("align", "lang", "form", "instead")
# Words that no paper may carry of a child's image, and the marks of one that does.
HARD = "𠮷野家🈂️👩‍👩‍👧 שלום عربي #let x = [1] $a$ <b>&amp;</b> \\n {{x}} %s 　終"


def made(paper: str, report: Report, outcome: Outcome, values: dict[str, str], **more: Any) -> Document:
    return write(paper, report, outcome, shipped(), more.pop("language", "ja"), values, **more)


def told(value: Any) -> Iterator[str]:
    """Every piece of text in a document."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from told(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in NO_TEXT:
                yield from told(getattr(value, field.name))


# --- what is written down --------------------------------------------------------------------------------------------


def test_every_paper_of_the_rulebook_can_be_written_and_says_what_it_is() -> None:
    assert set(WRITERS) == set(catalog().forms) == set(PAPERS)
    for one in catalog().forms.values():
        for text in (one.goes_to, one.follows, *([one.unverified] if one.unverified else [])):
            assert all((text.ja, text.en, text.easy)), one.id
        for cite in one.sources:
            known = shipped().sources if cite.startswith("src:") else shipped().articles
            assert cite.removeprefix("src:") in known or cite in shipped().decisions, (one.id, cite)


def test_forms_that_others_prescribe_say_what_was_not_verified() -> None:
    for one in catalog().forms.values():
        assert one.own or one.unverified or not one.sources, one.id


def test_entries_are_asked_by_some_paper_and_speak_three_ways() -> None:
    asked = {id for one in catalog().forms.values() for id in one.entries}
    for id, entry in catalog().entries.items():
        assert id in asked, id
        for text in (entry.label, *([entry.help] if entry.help else []), *entry.options.values()):
            assert all((text.ja, text.en, text.easy)), id
        assert entry.instead or not entry.private or id.endswith((".phone", ".email", ".fax")), id


def test_concealment_is_asked_before_anything_private() -> None:
    for one in catalog().forms.values():
        private = [id for id in one.entries if catalog().entries[id].private]
        assert not private or one.entries[0] == CONCEAL, one.id


def test_every_word_is_said_somewhere() -> None:
    room = Path(yorube.__file__).parent / "papers"
    code = "".join(path.read_text(encoding="utf-8") for path in room.rglob("*.py"))
    begun = set(re.findall(r'"([\w.]+\.)(?:\{|")', code))
    for id, text in catalog().words.items():
        assert all((text.ja, text.en, text.easy)), id
        assert f'"{id}"' in code or any(id.startswith(start) for start in begun), id


# --- every paper, several cases --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "case"), TRIED)
def test_what_is_missing_is_a_visible_blank_and_on_the_cover(paper: str, case: str) -> None:
    report, outcome = assessed(table(case))
    for language in LANGUAGES:
        document = made(paper, report, outcome, {}, language=language)
        cover = "\n".join(told(document.cover.blocks)) if document.cover else ""
        assert (document.cover is None) == form(paper).own
        for one in missing(paper, report, outcome, shipped(), language, {}):
            assert one in cover or form(paper).own
        assert document.cover is None or document.cover.lang == ("en" if language == "en" else "ja")
    assert FILLED not in "\n".join(told(document.blocks))


@pytest.mark.parametrize(("paper", "case"), TRIED)
def test_a_paper_reads_as_it_did_when_somebody_last_read_it(paper: str, case: str) -> None:
    kept = golden.place(paper, case).read_text(encoding="utf-8")
    assert golden.text(paper, case) == kept, "read it, then python -m tests.papers.golden"


def test_no_text_is_kept_of_what_is_not_tried() -> None:
    assert {path.name for path in golden.KEPT.iterdir()} == {golden.place(*pair).name for pair in TRIED}


@pytest.mark.parametrize(("paper", "case"), TRIED)
def test_what_was_filled_in_stands_there(paper: str, case: str) -> None:
    report, outcome = assessed(table(case))
    values = everything(report)
    before = made(paper, report, outcome, {})
    after = made(paper, report, outcome, values)
    text = close("\n".join(lines(after)))
    for entry in entries(paper, report, outcome, shipped()):
        for place, value in values.items():
            if place.partition("@")[0] == entry.id and entry.kind in ("line", "lines"):
                assert close(value) in text, (paper, place)
    assert len(list(blanks(after.blocks))) <= len(list(blanks(before.blocks)))


@pytest.mark.parametrize(("paper", "case"), TRIED)
def test_both_files_hold_every_text(paper: str, case: str) -> None:
    report, outcome = assessed(table(case))
    document = made(paper, report, outcome, everything(report), language="en")
    # Without what a page adds between two lines.
    bare = replace(document, footer="", page_numbers=False)
    printed, edited = squeezed(words(pdf(bare))), close(part(docx(bare), "word/document.xml"))
    edited = re.sub(r"<[^>]+>", "", edited)
    for text in told(document.blocks):
        for line in text.splitlines():
            assert stands(squeezed(line), printed), line
            assert close(escaped(line)) in edited, line


def stands(line: str, printed: str) -> bool:
    """Whether a line is printed: whole, or in two parts where a cell of a table goes on over the page."""
    return any(line[:at] in printed and line[at:] in printed for at in range(len(line) + 1))


def squeezed(text: str) -> str:
    """Poppler says some signs differently; letters and digits are what counts."""
    return "".join(char for char in text if char.isalnum())


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.long
@pytest.mark.parametrize(("paper", "case"), EVERY)
def test_every_case_can_be_written_in_every_language(paper: str, case: str) -> None:
    report, outcome = assessed(table(case))
    for language in LANGUAGES:
        for values in ({}, everything(report), everything(report, "yes"), everything(report, "unknown")):
            assert made(paper, report, outcome, values, language=language).blocks


# --- who may read what -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("paper", "case"), TRIED)
def test_nothing_private_stands_there_before_concealment_was_answered(paper: str, case: str) -> None:
    report, outcome = assessed(table(case))
    for conceal in ("", "unknown"):
        document = made(paper, report, outcome, everything(report, conceal))
        text = "\n".join(told(document))
        for entry in catalog().entries.values():
            assert not entry.private or f"{FILLED}{entry.id}" not in text, entry.id


@pytest.mark.parametrize(("paper", "case"), [pair for pair in TRIED if form(pair[0]).other_side])
def test_the_copy_for_the_other_side_holds_nothing_private(paper: str, case: str) -> None:
    report, outcome = assessed(table(case))
    values = everything(report, "yes")
    copy = made(paper, report, outcome, values, masked=True)
    assert copy.cover is None
    files = docx(copy), pdf(copy)
    text = "\n".join(told(copy)) + part(files[0], "word/document.xml") + words(files[1])
    for entry in catalog().entries.values():
        assert not entry.private or f"{FILLED}{entry.id}" not in text, entry.id
    assert not [piece for piece in pieces_of(copy) if isinstance(piece, Masked)]


def pieces_of(value: Any) -> Iterator[Any]:
    if is_dataclass(value):
        yield value
        for field in fields(value):
            yield from pieces_of(getattr(value, field.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from pieces_of(one)


@pytest.mark.parametrize("case", CHILD_CASES)
def test_of_a_childs_image_no_words_stand_on_any_paper(case: str) -> None:
    report = table(case)
    children = {post.id for post in posts_of(assessed(report)[0], shipped()) if post.child}
    for post in report["posts"]:
        post["text"] = "見本の画像の言葉" if post["id"] in children else "見本の言葉"
    checked, outcome = assessed(report)
    assert children
    for row in outcome["papers"]:
        document = made(row["id"], checked, outcome, everything(checked))
        assert "見本の画像の言葉" not in "\n".join(told(document)), row["id"]


@pytest.mark.parametrize("paper", PAPERS)
def test_self_harm_is_on_no_paper_and_money_only_where_it_is_needed(paper: str) -> None:
    (case, *_) = tried(paper)
    report = table(case)
    report["harm"] = dict(report.get("harm", {}), self_harm="yes")
    report["person"] = dict(
        report["person"], household={"size": 7, "monthly_income": 234567, "assets": 765432}
    )
    checked, outcome = assessed(report)
    if paper not in {row["id"] for row in outcome["papers"]}:
        return
    text = "\n".join(told(made(paper, checked, outcome, {}))).replace(",", "")
    assert ("234567" in text or "765432" in text) <= (paper == "legal_aid_check")
    assert paper == "plan" or not re.search("自殺|自傷|死にたい", text)


def test_a_paper_that_does_not_fit_is_refused() -> None:
    report, outcome = assessed(table("104"))
    with pytest.raises(NotThisPaper):
        made("platform_notice", report, outcome, {})


# --- size and odd texts ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("paper", PAPERS)
def test_odd_and_long_texts_are_printed_whole(paper: str) -> None:
    (case, *_) = tried(paper)
    report = table(case)
    for post in report.get("posts", []):
        post["text"] = HARD + "長" * 10_000 + "末尾"
    checked, outcome = assessed(report)
    values = {key: HARD if value.startswith(FILLED) else value for key, value in everything(checked).items()}
    document = replace(made(paper, checked, outcome, values), footer="", page_numbers=False)
    text = squeezed(words(pdf(document)))
    for one in told(document.blocks):
        if HARD in one:
            assert squeezed("#let x = [1] $a$ <b>&amp;</b>") in text
        if one.endswith("末尾"):
            assert "長" * 10_000 + "末尾" in text
    assert docx(document)


@pytest.mark.parametrize("paper", PAPERS)
def test_two_hundred_posts_all_stand_there(paper: str) -> None:
    (case, *_) = tried(paper)
    report = table(case)
    if not report.get("posts"):
        return
    first = report["posts"][0]
    report["posts"] = [
        {**first, "id": f"n{number}", "url": f"https://example.jp/thread/{number:04}x"}
        for number in range(200)
    ]
    report["events"] = [event for event in report.get("events", []) if not event.get("post")]
    checked, outcome = assessed(report)
    if paper not in {row["id"] for row in outcome["papers"]}:
        return
    text = "\n".join(told(made(paper, checked, outcome, {}).blocks))
    count = sum(f"/{number:04}x" in text for number in range(200))
    assert count in (0, 200), f"{count} of 200 posts"


# --- other programs --------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_libreoffice_opens_every_docx(tmp_path: Path) -> None:
    for paper in PAPERS:
        (case, *_) = tried(paper)
        report, outcome = assessed(table(case))
        content = docx(made(paper, report, outcome, everything(report)))
        (tmp_path / f"{paper}.docx").write_bytes(content)
    command = [
        "soffice",
        "--headless",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--convert-to",
        "pdf",
    ]
    files = sorted(str(path) for path in tmp_path.glob("*.docx"))
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True)
    for paper in PAPERS:
        (case, *_) = tried(paper)
        report, outcome = assessed(table(case))
        text = squeezed(words((tmp_path / f"{paper}.pdf").read_bytes()))
        for one in told(made(paper, report, outcome, everything(report)).blocks):
            for line in one.splitlines():
                assert stands(squeezed(line), text), (paper, line)


def test_outcomes_name_only_papers_that_exist() -> None:
    assert set(cases()) == set(PAPERS), json.dumps(sorted(set(PAPERS) - set(cases())))
