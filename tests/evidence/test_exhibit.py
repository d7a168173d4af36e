"""The court's paper: nothing is lost between its strips, and every page says address, time and method in text that can
be read out of the file."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from tests.evidence import samples
from tests.evidence.samples import URL
from yorube import cli
from yorube.document import wareki
from yorube.evidence import exhibit_strips
from yorube.evidence.checking import answers
from yorube.evidence.exhibit import Exhibit, ExhibitError, Wanted, exhibit
from yorube.evidence.exhibit_strips import OVERLAP, PictureError, strips, tall
from yorube.evidence.files import Said, sealed
from yorube.evidence.first import ChildImage
from yorube.evidence.record import NAME, read
from yorube.evidence.rows import PostError, post_of, quoted, row, safe, table
from yorube.evidence.words import words

NOW = datetime(2026, 11, 22, 4, 24, 20, tzinfo=UTC)
JAPAN, UTC_TEXT = "2026年11月22日 13:24:20 (JST)", "2026-11-22T04:24:20Z"


def packed(
    folder: Path, *paths: Path, image: str = "no", url: str | None = None, keep_copy: bool = True
) -> Path:
    out = folder / "package.zip"
    package = sealed(paths, image, Said(url=url), NOW, keep_copy=keep_copy)  # type: ignore[arg-type]
    out.write_bytes(package.data)
    return out


def paper(package: Path, image: str = "no", **wanted: object) -> Exhibit:
    return exhibit(answers(package), image, Wanted(**wanted))  # type: ignore[arg-type]


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without the ends of lines."""
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=pdf, capture_output=True, check=True)
    return [re.sub(r"\n", "", page) for page in done.stdout.decode().split("\f")[:-1]]


# --- strips ----------------------------------------------------------------------------------------------------------


def lossless(image: Image.Image) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("height", [1, 41, 1099, 1100, 1101, 4000])
def test_no_row_of_a_picture_is_lost_between_strips(height: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exhibit_strips, "jpeg", lossless)
    source = Image.new("RGB", (800, height))
    for y in range(height):
        source.paste((y % 256, y // 256, 128), (0, y, 800, y + 1))
    found = list(strips(tall([lossless(source)]), 167, 230))
    again = Image.new("RGB", source.size)
    top = 0
    for number, strip in enumerate(found):
        with Image.open(io.BytesIO(strip.data)) as image:
            again.paste(image, (0, top))
            assert strip.height == pytest.approx(image.height * strip.width / 800)
            assert strip.height <= 230
            top += image.height - OVERLAP
        assert len(strip.seams) == (number > 0) + (number < len(found) - 1)
    assert top + OVERLAP == height
    assert again.tobytes() == source.tobytes()


def test_tiles_of_a_tall_page_are_one_picture() -> None:
    parts = []
    for colour, height in (("#f00", 700), ("#0f0", 900)):
        parts.append(lossless(Image.new("RGB", (600, height), colour)))
    picture = tall(parts)
    assert picture.height == 1600
    cut = picture.cut(690, 710)
    assert [cut.getpixel((5, y)) for y in (9, 10)] == [(255, 0, 0), (0, 255, 0)]


def test_a_frame_follows_its_place_over_a_seam() -> None:
    picture = lossless(Image.new("RGB", (631, 2000), "white"))
    first, second, *rest = strips(tall([picture]), 167, 230, [(10, 800, 100, 200)])
    scale = first.width / 631
    ((x, y, width, height),) = first.frames
    assert (x, y, width) == pytest.approx((10 * scale, 800 * scale, 100 * scale))
    assert y + height == pytest.approx(first.height)
    ((_, again, _, below),) = second.frames
    assert again == 0
    assert height + below == pytest.approx((200 + OVERLAP) * scale)
    assert not any(strip.frames for strip in rest)


def test_what_is_no_picture_is_not_printed() -> None:
    with pytest.raises(PictureError):
        tall([b"no picture"])


# --- the paper -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [samples.png, samples.mhtml, samples.wacz, samples.jpeg])
def test_every_page_says_address_times_method_number_and_not_to_republish(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    package = packed(tmp_path, make(tmp_path / "a"), url=URL)
    ((name, pdf),) = paper(package, number="甲1", branch="2").files
    found = pages(pdf)
    assert len(found) >= 2
    for number, page in enumerate(found, 1):
        for text in (
            URL,
            JAPAN,
            UTC_TEXT,
            "甲第１号証の２",
            "再公開しないでください",
            f"{number} / {len(found)}",
        ):
            assert text in page, (number, text)
        assert "アドレスのない画像（証拠としては弱い）" in page or "本人のブラウザで保存したページ" in page
    assert "取得状況報告書" in found[-1] or "取得状況報告書" in found[-2]
    assert answers(package).checked.manifest in "".join(found)
    assert len(name) <= 50


@pytest.mark.parametrize(
    ("make", "source"),
    [
        (samples.png, "picture"),
        (samples.heic, "picture"),
        (samples.mhtml, "own_browser"),
        (samples.wacz, "own_browser"),
        (samples.x_archive, "uploaded"),
        (lambda path: samples.mp4(path, NOW), "uploaded"),
    ],
)
def test_the_report_says_who_saw_it_how_whole_it_is_and_what_it_does_not_show(
    make: Callable[[Path], Path], source: str, tmp_path: Path
) -> None:
    ((_, pdf),) = paper(packed(tmp_path, make(tmp_path / "a"))).files
    text = "".join(pages(pdf))
    report = "".join(text[text.index("取得状況報告書") :].split())
    told = words("files")
    for id in (
        f"source.{source}",
        f"source.{source}.means",
        "complete.FILES",
        "time.none",
        "report.not_shown.text",
    ):
        assert "".join(told[id].ja.split()) in report, id
    for other in {"server", "picture", "own_browser", "uploaded"} - {source}:
        assert "".join(told[f"source.{other}.means"].ja.split()) not in report


def test_of_several_files_the_head_says_whose_address_and_time_it_is(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a", (90, 90)), samples.mhtml(tmp_path / "b"))
    ((_, pdf),) = paper(package).files
    for page in pages(pdf):
        assert f"URL（ファイル2）: {URL}" in page
        assert "ファイルにある日時（ファイル1）: 2026年11月22日 13:24:20 (JST)" in page
    (one,) = paper(packed(tmp_path, samples.mhtml(tmp_path / "b"))).files
    assert all(f"URL: {URL}" in page for page in pages(one[1]))


@pytest.mark.parametrize("length", [300, 2000])
def test_a_long_address_is_wrapped_and_never_cut(length: int, tmp_path: Path) -> None:
    url = "https://example.com/?q=" + "".join(f"%E3%81%{n % 100:02}" for n in range(length // 9))
    ((_, pdf),) = paper(packed(tmp_path, samples.png(tmp_path / "a"), url=url)).files
    assert all(url in page for page in pages(pdf))


@pytest.mark.parametrize(
    "url", ["https://xn--r8jz45g.example/\u202e?a=\U0001f600", "https://example.com/日本語/𠮷"]
)
def test_an_address_with_odd_characters_is_still_printed(url: str, tmp_path: Path) -> None:
    ((_, pdf),) = paper(packed(tmp_path, samples.png(tmp_path / "a"), url=url)).files
    assert all("https://" in page for page in pages(pdf))


def test_an_address_longer_than_a_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ExhibitError, match="too_long"):
        paper(packed(tmp_path, samples.png(tmp_path / "a"), url="https://example.com/" + "a" * 20_000))


def test_words_of_a_page_are_never_markup(tmp_path: Path) -> None:
    path = samples.singlefile(tmp_path / "a")
    path.write_text(
        path.read_text().replace("ひどいこと", '#read("/etc/passwd") $x$ *強い* <img src=x>'),
        encoding="utf-8",
    )
    ((_, pdf),) = paper(packed(tmp_path, path)).files
    assert '#read("/etc/passwd") $x$ *強い*' in "".join(pages(pdf))


def test_a_text_without_end_stops_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yorube.evidence.exhibit.LONGEST_TEXT", 5)
    ((_, pdf),) = paper(packed(tmp_path, samples.mhtml(tmp_path / "a"))).files
    text = "".join(pages(pdf))
    assert "ここまでで印刷を止めました" in text
    assert "ひどいこと" not in text


def test_the_pages_of_somebody_s_pdf_are_pictures(tmp_path: Path) -> None:
    from yorube.document import Document, PageBreak, Title, pdf

    given = tmp_path / "a.pdf"
    given.write_bytes(pdf(Document("x", "ja", (Title("一枚目"), PageBreak(), Title("二枚目")))))
    ((_, made),) = paper(packed(tmp_path, given)).files
    found = pages(made)
    assert len(found) >= 3
    assert "一枚目" not in "".join(found)
    folder = tmp_path / "pictures"
    folder.mkdir()
    subprocess.run(["pdftoppm", "-r", "40", "-gray", "-", folder / "p"], input=made, check=True)
    first = Image.open(sorted(folder.iterdir())[0])
    assert first.getextrema() != (255, 255)
    given.write_bytes(b"%PDF-1.7 broken")
    ((_, made),) = paper(packed(tmp_path, given)).files
    assert "紙に写せません" in "".join(pages(made))


def test_a_split_exhibit_holds_the_same_pages(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a", (900, 5000)))
    ((_, whole),) = paper(package, number="甲12").files
    parts = paper(package, number="甲12", most=60_000).files
    assert len(parts) > 1
    assert sum(len(pages(data)) for _, data in parts) == len(pages(whole))
    assert all(len(name) <= 50 for name, _ in parts)
    assert "分割1/" in pages(parts[0][1])[0]


def test_the_red_frame_is_declared_as_added(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a"))
    ((_, plain),) = paper(package).files
    ((_, framed),) = paper(package, frames=((100.0, 100.0, 200.0, 50.0),)).files
    assert "赤い枠は、この書証を作るときに付けたもの" not in "".join(pages(plain))
    assert all("赤い枠は、この書証を作るときに付けたもの" in page for page in pages(framed)[:-1])


def test_the_same_package_gives_the_same_paper(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a"))
    assert paper(package) == paper(package)


def test_an_altered_package_is_not_printed(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a"))
    data = bytearray(package.read_bytes())
    data[len(data) // 2] ^= 1
    package.write_bytes(data)
    with pytest.raises(ExhibitError, match="not_intact"):
        paper(package)


@pytest.mark.parametrize("image", ["minor", "unknown"])
def test_an_image_of_a_child_is_never_printed(image: str, tmp_path: Path) -> None:
    with pytest.raises(ChildImage):
        paper(packed(tmp_path, samples.png(tmp_path / "a")), image)


def test_of_an_adult_only_the_report_is_printed_unless_a_copy_is_wanted(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a"), image="adult")
    ((_, report),) = paper(package, "adult").files
    ((_, kept),) = paper(package, "adult", keep_copy=True).files
    assert len(pages(kept)) == len(pages(report)) + 2
    assert "取得状況報告書" in pages(report)[0]


@pytest.mark.parametrize(
    ("number", "branch", "spoken"),
    [
        ("甲1", "2", "甲第１号証の２"),
        ("疎甲10", "", "疎甲第１０号証"),
        ("乙3", "", "乙第３号証"),
        ("", "", "甲第＿＿号証"),
    ],
)
def test_numbers_of_exhibits(number: str, branch: str, spoken: str) -> None:
    assert Wanted(number=number, branch=branch).spoken == spoken


@pytest.mark.parametrize(
    ("number", "branch"), [("1", ""), ("甲", ""), ("甲1", "a"), ("", "1"), ("甲1/../x", "")]
)
def test_a_number_that_is_none_is_refused(number: str, branch: str) -> None:
    with pytest.raises(ExhibitError):
        Wanted(number=number, branch=branch)


# --- beside it -------------------------------------------------------------------------------------------------------


def test_the_row_of_the_list_says_what_the_exhibit_says(tmp_path: Path) -> None:
    package = packed(tmp_path, samples.mhtml(tmp_path / "a"))
    record = answers(package).record
    assert record is not None
    (_, cells) = csv.reader(
        io.StringIO(table(row(record, Wanted(number="甲1", branch="2"))).decode("utf-8-sig"))
    )
    assert cells[0] == "甲1の2"
    assert URL in cells[1]
    assert cells[2:4] == ["写し", "令和8年11月22日"]
    assert "example_1" in cells[4]
    assert cells[5] == ""
    assert safe("=1+1") == "'=1+1"


def test_a_picture_is_not_called_a_print_of_the_page(tmp_path: Path) -> None:
    record = read(sealed([samples.png(tmp_path / "a")], "no", Said(url=URL), NOW).package.members[NAME])
    assert "申告" in row(record, Wanted()).title


def test_the_command_writes_the_paper_and_what_goes_with_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("YORUBE_TSA", raising=False)
    package = packed(tmp_path, samples.mhtml(tmp_path / "a"))
    told = tmp_path / "told.toml"
    told.write_text('[[recognised]]\nwho = "同僚"\nwords = "駅前の店"\n', encoding="utf-8")
    out = tmp_path / "out"
    beside = ["--rows", tmp_path / "r.docx", "--sheet", tmp_path / "s.pdf", "--recognised", told]
    call = ["exhibit", package, "-o", out, "--image", "no", "--number", "甲1", *beside]
    assert cli.main([*map(str, call)]) == 0
    (made,) = out.iterdir()
    assert re.fullmatch(r"甲1 ウェブページ「x\.com_\d+」 20261122\.pdf", made.name)
    sheets = pages((tmp_path / "s.pdf").read_bytes())
    assert all("再公開しないでください" in page for page in sheets)
    sheet = "".join(sheets)
    assert "同僚" in sheet
    assert "駅前の店" in sheet
    with ZipFile(tmp_path / "r.docx") as made_of:
        texts = [made_of.read(name).decode() for name in made_of.namelist()]
    assert any("再公開しないでください" in text for text in texts)
    assert cli.main([*map(str, call)]) == 2  # never over what is there
    assert "r.docx" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "status", "says"),
    [
        (["--image", "minor"], 1, "保存・送信・封印・印刷をしません"),
        ([], 2, "--image"),
        (["--image", "no", "--number", "x"], 2, "甲1"),
        (["--image", "no", "--rows", "r.txt"], 2, ".csv"),
    ],
)
def test_the_command_refuses_in_one_line(
    args: list[str], status: int, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a"))
    assert cli.main(["exhibit", str(package), "-o", str(tmp_path / "o.pdf"), *args]) == status
    out, err = capsys.readouterr()
    assert says in out + err
    assert not (tmp_path / "o.pdf").exists()
    assert len((out + err).splitlines()) == 1


# --- on to the list of evidence --------------------------------------------------------------------------------------

REPORT = """
schema = "yorube.report/1"
as_of = 2026-11-22
wishes = ["identify", "compensate"]
[person]
role = "self"
[target]
kind = "individual"
named_by = ["real_name"]
"""
INSULT = """
[[posts]]
id = "{id}"
url = "{url}"
platform = "x"
place = "public"
posted_at = 2026-11-20
content = {{ insult = "severe", asserts_fact = "no", lowers_reputation = "yes" }}
"""
OTHER = "https://x.com/example_2/status/1859000000000000000"


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two posts, of which the second is the one in the samples."""
    monkeypatch.delenv("YORUBE_TSA", raising=False)
    path = tmp_path / "report.toml"
    path.write_text(REPORT + INSULT.format(id="a.1", url=OTHER) + INSULT.format(id="p2", url=URL))
    return path


def sealed_on(package: Path) -> date:
    record = answers(package).record
    assert record is not None
    return datetime.fromisoformat(record.started_japan).date()


def ran(*args: object) -> int:
    return cli.main([str(one) for one in args])


def test_what_was_sealed_stands_in_the_list_of_evidence(report: Path, tmp_path: Path) -> None:
    """From a picture and a page to the court's list: number, title, day and what each is to show."""
    picture, page = samples.png(tmp_path / "a", (90, 90)), samples.mhtml(tmp_path / "b")
    seal, exhibit = ("seal", "--image", "no"), ("exhibit", "--image", "no")
    assert ran(*seal, picture, "--url", OTHER, "--report", report, "-o", tmp_path / "1.zip") == 0
    assert ran(*seal, page, "--report", report, "-o", tmp_path / "2.zip") == 0
    rows = [tmp_path / "1.toml", tmp_path / "2.toml"]
    for package, number, place in (("1.zip", ("1", "2"), rows[0]), ("2.zip", ("3", ""), rows[1])):
        more = ["--number", f"甲{number[0]}", *(["--branch", number[1]] if number[1] else [])]
        assert ran(*exhibit, tmp_path / package, "-o", tmp_path / "out", *more, "--rows", place) == 0
    together = tmp_path / "fields.toml"
    together.write_bytes(b"".join(row.read_bytes() for row in rows))
    out = tmp_path / "list.pdf"
    assert ran("paper", "evidence_list", report, "--fields", together, "-o", out) == 0
    text = "".join("".join(pages(out.read_bytes())).split())
    today = wareki(sealed_on(tmp_path / "1.zip"))
    first, second = text.index("甲1の2"), text.index("甲3")
    assert first < text.index(f"画像（{OTHER}のページとして申告されたもの）を印刷したもの") < second
    assert second < text.index(f"ウェブページ{URL}を印刷したもの")
    assert text.count(today) >= 2
    for post in (1, 2):
        assert f"投稿記事{post}の内容、URL、日時" in text
    assert "甲2" in text  # what has no number of its own takes a free one


def test_a_row_says_of_which_post_it_is_or_is_told(
    report: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = packed(tmp_path, samples.png(tmp_path / "a"))
    call = ["exhibit", package, "--image", "no", "-o", tmp_path / "o.pdf", "--rows", tmp_path / "r.toml"]
    assert ran(*call) == 2
    assert "--post" in capsys.readouterr().err
    assert not (tmp_path / "o.pdf").exists()
    assert ran(*call, "--post", 'p "1"') == 0
    found = tomllib.loads((tmp_path / "r.toml").read_text(encoding="utf-8"))["evidence"]
    assert found == {
        "title": {'p "1"': "ファイル（画像（PNG））を印刷したもの"},
        "saved_on": {'p "1"': date(2026, 11, 22)},
    }


@pytest.mark.parametrize(
    ("posts", "url", "post"),
    [
        ({"p1": {}}, None, "p1"),
        ({"p1": {"url": OTHER}, "p2": {"url": URL}}, URL, "p2"),
        ({"p1": {"url": OTHER}, "p2": {"url": URL.replace("x.com", "twitter.com")}}, URL, "p2"),
        ({"p1": {}, "p2": {}}, URL, None),
        ({"p1": {"url": URL}, "p2": {"url": URL}}, URL, None),
        ({}, URL, None),
    ],
)
def test_the_post_of_a_package(
    posts: dict[str, dict[str, str]], url: str | None, post: str | None, tmp_path: Path
) -> None:
    made = sealed([samples.png(tmp_path / "a")], "no", Said(url=url, posts=posts), NOW)
    record = read(made.package.members[NAME])
    if post is None:
        with pytest.raises(PostError):
            post_of(record)
    else:
        assert post_of(record) == post


def test_a_text_stands_in_toml_as_it_is() -> None:
    for text in ('"\\', "a\nb\tc", "\x00\x1f\x7f", "\u2028𠮷🙂", "甲1"):
        assert tomllib.loads(f"{quoted(text)} = {quoted(text)}") == {text: text}
