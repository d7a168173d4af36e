"""Four answers about a package; every way to change one is refused with its reason; stamps that openssl checks too."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evidence import samples
from tests.seal.authority import Keys, openssl
from tests.seal.conftest import authorities, keys  # noqa: F401 (fixtures)
from yorube import cli, seal
from yorube.evidence import checking_wacz
from yorube.evidence.checking import answers
from yorube.evidence.checking_words import because, counted, reasons
from yorube.evidence.files import Said, sealed
from yorube.evidence.record import NAME, read
from yorube.evidence.words import words
from yorube.seal import Authority, Sealed, manifest, package, stamped
from yorube.seal.canonical import digest

NOW = datetime.now(UTC)
Members = dict[str, bytes]
Change = Callable[[Members], object]


@pytest.fixture(scope="module")
def unstamped(tmp_path_factory: pytest.TempPathFactory) -> Sealed:
    folder = tmp_path_factory.mktemp("files")
    paths = [samples.mhtml(folder / "a"), samples.jpeg(folder / "b"), samples.wacz(folder / "c")]
    return sealed(paths, "no", Said(url=samples.URL), NOW)


@pytest.fixture(scope="module")
def two_stamps(unstamped: Sealed, authorities: tuple[Authority, Authority]) -> Sealed:  # noqa: F811
    return stamped(unstamped, authorities, NOW)


@pytest.fixture
def roots(keys: dict[str, Keys], tmp_path: Path) -> Path:  # noqa: F811
    folder = tmp_path / "roots"
    folder.mkdir()
    for name, key in keys.items():
        (folder / f"{name}.pem").write_bytes(key.root)
    return folder


@pytest.fixture(autouse=True)
def _nobody_is_configured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("YORUBE_TSA", raising=False)


def written(path: Path, members: Members | bytes, folder: str = "EV-20261122-0001") -> Path:
    path.write_bytes(members if isinstance(members, bytes) else package.write(folder, members))
    return path


def said(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str]:
    status = cli.main([*map(str, args)])
    out, err = capsys.readouterr()
    return status, out + err


# --- what is said ----------------------------------------------------------------------------------------------------


def test_four_answers_and_never_one(
    unstamped: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "p.zip", unstamped.data)
    status, text = said(capsys, "verify", path)
    assert status == 0
    for line in (
        "改ざん検知: 封印したときから変わっていません",
        "時刻: タイムスタンプはありません",
        "取得元: アドレスのない画像",
        "完全性: 渡されたファイルだけです",
    ):
        assert line in text
    assert "WACZのハッシュ2件とWARCのダイジェスト" in text
    status, text = said(capsys, "verify", path, "--lang", "en")
    assert [line.partition(":")[0] for line in text.splitlines() if not line.startswith(" ")][:4] == [
        "Changed since",
        "Time",
        "Source",
        "Completeness",
    ]


def test_a_stamp_counts_only_with_roots(
    two_stamps: Sealed, roots: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "p.zip", two_stamps.data)
    status, text = said(capsys, "verify", path, "--roots", roots, "--json")
    found = json.loads(text)
    assert (status, found["verdict"], found["time"]["is"]) == (0, "verified", "stamped")
    assert [one["checked"] for one in found["time"]["stamps"]] == [True, True]
    said_at = datetime.fromisoformat(found["time"]["stamps"][0]["at"])
    assert abs(found["time"]["seconds_after"] - (said_at - NOW).total_seconds()) <= 1
    status, text = said(capsys, "verify", path, "--json")
    assert (status, json.loads(text)["verdict"], json.loads(text)["time"]["is"]) == (
        0,
        "weaker",
        "not_checked",
    )
    (roots / "two.pem").unlink()
    status, text = said(capsys, "verify", path, "--roots", roots, "--json")
    assert (status, json.loads(text)["verdict"], json.loads(text)["time"]["is"]) == (1, "altered", "failed")


def test_what_is_no_package_is_said_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for data in (b"", b"words", samples.PAGE.encode()):
        status, text = said(capsys, "verify", written(tmp_path / "p.zip", data))
        assert (status, len(text.splitlines())) == (2, 1)
    samples.x_archive(tmp_path / "other.zip")
    assert said(capsys, "verify", tmp_path / "other.zip")[0] == 2
    assert said(capsys, "verify", tmp_path / "is not there")[0] == 2


def test_roots_that_are_none_are_refused(
    unstamped: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = written(tmp_path / "p.zip", unstamped.data)
    folder = tmp_path / "empty"
    assert said(capsys, "verify", path, "--roots", folder)[0] == 2
    folder.mkdir()
    assert said(capsys, "verify", path, "--roots", folder)[0] == 2
    (folder / "a.pem").write_bytes(b"no certificate")
    status, text = said(capsys, "verify", path, "--roots", folder)
    assert (status, len(text.splitlines())) == (2, 1)


@pytest.mark.parametrize("lang", ["ja", "easy", "en"])
def test_reasons_and_counts_are_said_in_words(lang: str, unstamped: Sealed) -> None:
    record = read(unstamped.package.members[NAME])
    images = {"found": 7, "loaded": 5, "not_shown": 2}
    part = replace(
        record, why=("images_missing", "hash_only", "new"), counters={"posts": 0, "images": images}
    )
    missing, only, unknown = reasons(part, lang)
    assert "7" in missing
    assert "5" in missing
    assert "images_missing" not in missing
    assert "hash_only" not in only
    assert unknown == "new"
    said_of = counted(part, lang)
    assert "posts_seen" not in said_of
    assert "7" in said_of


RAISED = {"Reason", "PackageError", "ManifestError", "LogError", "ContentError", "StampError", "refusing"}


def test_every_reason_is_a_sentence_in_each_language() -> None:
    """The codes that the sources name, each with its words, and no words that nothing names."""
    codes: set[str] = set()
    for source in (*Path(seal.__file__).parent.glob("*.py"), Path(checking_wacz.__file__)):
        for call in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in RAISED and call.args:
                codes |= {str(one.value) for one in call.args[:1] if isinstance(one, ast.Constant)}
    assert codes == set(words("reasons"))
    for code in codes:
        for lang in ("ja", "easy", "en"):
            text = because({"code": code, "name": "NAME", "n": 7, "record": "ID"}, lang)
            assert text.endswith(".。"[lang != "en"])


def test_a_name_with_orders_to_the_screen_is_not_passed_on() -> None:
    text = because({"code": "file.missing", "name": "a\x1b[2Jb\u202ec"}, "en")
    assert "a\ufffd[2Jb\ufffdc" in text


@pytest.mark.parametrize(
    "change",
    [
        {"ended": 5},
        {"ended": "soon"},
        {"ended": "2026-11-22T13:00:00"},
        {"counters": []},
        {"why": {}},
        {"why": [1]},
        {"files": ["a"]},
        {"told": None},
        {"final_url": ["x"]},
        {"more": 1},
        {"source": "me"},
        {"image": ["no"]},
    ],
)
def test_a_record_that_is_none_is_said_to_be_none(
    change: dict[str, object], unstamped: Sealed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever makes a package can write anything into it, and seal that."""
    record = json.dumps({**json.loads(unstamped.package.members[NAME]), **change}).encode()
    made = seal.seal("EV", {NAME: record}, [{"did": "seal"}]).data
    status, text = said(capsys, "verify", written(tmp_path / "p.zip", made), "--json")
    found = json.loads(text)
    assert (status, found["verdict"], found["complete"]["is"]) == (0, "unsupported", None)


def test_what_is_nested_without_end_is_no_record_and_no_log(tmp_path: Path) -> None:
    deep = b"[" * 100_000
    members = dict(seal.seal("EV", {NAME: deep}, [{"did": "seal"}]).package.members)
    found = answers(written(tmp_path / "p.zip", members))
    assert (found.checked.whole, found.record) == ("intact", None)
    found = answers(written(tmp_path / "q.zip", members | {"custody.jsonl": deep + b"\n"}))
    assert "log.json" in {reason.code for reason in found.checked.wrong}


# --- changed packages ------------------------------------------------------------------------------------------------


def flip(name: str) -> Change:
    def change(members: Members) -> None:
        data = bytearray(members[name])
        data[len(data) // 2] ^= 1
        members[name] = bytes(data)

    return change


def swap(one: str, other: str) -> Change:
    return lambda members: members.update({one: members[other], other: members[one]})


def truncate(name: str) -> Change:
    return lambda members: members.update({name: members[name][:-1]})


def back_date(members: Members) -> None:
    """The record of another day, and a manifest that fits it."""
    row = json.loads(members[NAME])
    members[NAME] = json.dumps({**row, "started": "2020-01-01T00:00:00.000+00:00"}).encode()
    listed = manifest.read(members[manifest.NAME])
    members[manifest.NAME] = manifest.write(listed | {NAME: digest(members[NAME])})


def changed(name: str) -> tuple[str, str]:
    ja = f"ファイル「{name}」が、封印したときと違います。"
    return ja, f"The file {name} is not as it was sealed."


@pytest.mark.parametrize(
    ("change", "ja", "en"),
    [
        (flip(NAME), *changed(NAME)),
        (flip("files/01.mhtml"), *changed("files/01.mhtml")),
        (flip("working/02.jpg"), *changed("working/02.jpg")),
        (flip("custody.jsonl"), *changed("custody.jsonl")),
        (truncate("files/03.wacz"), *changed("files/03.wacz")),
        (swap("files/01.mhtml", "files/02.jpg"), *changed("files/01.mhtml")),
        (
            lambda members: members.pop("files/02.jpg"),
            "一覧にあるファイル「files/02.jpg」がありません。",
            "The file files/02.jpg, which the manifest lists, is missing.",
        ),
        (
            lambda members: members.update({"files/04.png": b"new"}),
            "ファイル「files/04.png」は一覧にありません。後から加えられたものです。",
            "The file files/04.png is not in the manifest: it was added later.",
        ),
        (
            flip("proofs/manifest.one.tsr"),
            "タイムスタンプ「proofs/manifest.one.tsr」が、取り扱いの記録にあるものと違います。",
            "The time stamp proofs/manifest.one.tsr is not the one the custody log tells of.",
        ),
        (
            back_date,
            "proofs/manifest.one.tsr: 別の一覧に付けられたタイムスタンプです。このまとまりの時刻は示しません。",
            "proofs/manifest.one.tsr: It is a stamp over another manifest, and shows nothing about this package.",
        ),
    ],
)
def test_every_change_is_refused_with_its_reason(
    change: Change,
    ja: str,
    en: str,
    two_stamps: Sealed,
    roots: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    members = dict(two_stamps.package.members)
    change(members)
    path = written(tmp_path / "p.zip", members, two_stamps.package.folder)
    for lang, sentence in (("ja", ja), ("en", en)):
        status, text = said(capsys, "verify", path, "--roots", roots, "--lang", lang)
        assert status == 1
        assert f"  {sentence}" in text.splitlines()
    assert said(capsys, "exhibit", path, "-o", tmp_path / "o.pdf", "--image", "no")[0] == 1
    assert not (tmp_path / "o.pdf").exists()


def test_a_stamp_of_another_package_is_refused(
    two_stamps: Sealed,
    authorities: tuple[Authority, Authority],  # noqa: F811
    roots: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A true reply over another manifest, with the log made to fit."""
    picture = samples.png(tmp_path / "a", (20, 20))
    other = stamped(sealed([picture], "no", Said(), NOW), authorities[:1], NOW).package.members
    members = dict(two_stamps.package.members)
    for name in ("proofs/manifest.one.tsr", "proofs/manifest.one.tsq"):
        members[name] = other[name]
    old = digest(two_stamps.package.members["proofs/manifest.one.tsr"]).encode()
    new = digest(members["proofs/manifest.one.tsr"]).encode()
    members["proofs/custody.jsonl"] = members["proofs/custody.jsonl"].replace(old, new)
    status, text = said(capsys, "verify", written(tmp_path / "p.zip", members), "--roots", roots, "--json")
    found = json.loads(text)
    assert (status, found["time"]["is"]) == (1, "failed")
    assert [bool(one["wrong"]) for one in found["time"]["stamps"]] == [True, False]


def test_no_cut_package_is_intact(two_stamps: Sealed, tmp_path: Path) -> None:
    data = two_stamps.data
    for part in range(1, 40):
        path = written(tmp_path / "p.zip", data[: len(data) * part // 40])
        assert answers(path).status == 1


MEMBER = {"hash": "pages/pages.jsonl", "digest": "archive/data.warc"}


@pytest.mark.parametrize(("wrong", "says"), [("hash", "inside.hash"), ("digest", "inside.digest")])
def test_an_archive_that_was_changed_before_it_was_sealed_does_not_pass(
    wrong: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = samples.wacz(tmp_path / "a", wrong=wrong)
    out = written(tmp_path / "p.zip", sealed([path], "no", Said(), NOW).data)
    status, text = said(capsys, "verify", out, "--json")
    found = json.loads(text)
    assert (status, found["tamper"]["is"]) == (1, "intact")
    assert says in {reason["code"] for reason in found["archives"][0]["wrong"]}
    status, text = said(capsys, "verify", out)
    assert words("reasons")[says].ja.partition("{record}")[0].format(name=MEMBER[wrong]) in text


# --- seal and stamp, as people call them -----------------------------------------------------------------------------


@pytest.fixture
def configured(authorities: tuple[Authority, Authority], tmp_path: Path) -> Path:  # noqa: F811
    folder = tmp_path / "authorities"
    folder.mkdir()
    for one in authorities:
        (folder / f"{one.name}.pem").write_bytes(one.roots)
        (folder / f"{one.name}.toml").write_text(f'url = "{one.url}"\nroots = "{one.name}.pem"\n')
    return folder


def test_stamps_come_later_and_openssl_agrees(
    configured: Path,
    keys: dict[str, Keys],  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "p.zip"
    picture = samples.png(tmp_path / "a", (30, 30))
    status, text = said(capsys, "seal", picture, "--image", "no", "-o", path)
    assert (status, "YORUBE_TSA" in text) == (0, True)
    assert said(capsys, "stamp", path)[0] == 3
    monkeypatch.setenv("YORUBE_TSA", str(configured))
    status, text = said(capsys, "stamp", path)
    assert (status, text.splitlines()) == (0, ["タイムスタンプ: one", "タイムスタンプ: two"])
    status, text = said(capsys, "verify", path, "--json")
    assert (status, json.loads(text)["verdict"]) == (0, "verified")
    members = package.read(path).members
    (tmp_path / "m").write_bytes(members[manifest.NAME])
    for name, key in keys.items():
        (tmp_path / "r.tsr").write_bytes(members[f"proofs/manifest.{name}.tsr"])
        (tmp_path / "roots.pem").write_bytes(key.root)
        check = [
            "ts",
            "-verify",
            "-data",
            tmp_path / "m",
            "-in",
            tmp_path / "r.tsr",
            "-CAfile",
            tmp_path / "roots.pem",
        ]
        assert b"Verification: OK" in openssl(*check)


def test_an_authority_that_does_not_answer_is_said_and_nothing_claimed(
    configured: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (configured / "two.toml").unlink()
    (configured / "one.toml").write_text('url = "http://127.0.0.1:9/"\nroots = "one.pem"\n')
    monkeypatch.setenv("YORUBE_TSA", str(configured))
    path = tmp_path / "p.zip"
    status, text = said(
        capsys, "seal", samples.png(tmp_path / "a", (9, 9)), "--image", "no", "-o", path, "--lang", "en"
    )
    assert (status, "no time stamp: one" in text) == (0, True)
    assert json.loads(said(capsys, "verify", path, "--json")[1])["verdict"] == "weaker"
    assert said(capsys, "stamp", path)[0] == 1


def test_an_altered_package_is_not_stamped(
    configured: Path,
    unstamped: Sealed,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("YORUBE_TSA", str(configured))
    members = dict(unstamped.package.members)
    flip(NAME)(members)
    path = written(tmp_path / "p.zip", members)
    before = path.read_bytes()
    assert said(capsys, "stamp", path)[0] == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("image", ["minor", "unknown"])
def test_nothing_is_sealed_of_a_child(image: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture = samples.png(tmp_path / "a", (9, 9))
    status, text = said(capsys, "seal", picture, "--image", image, "-o", tmp_path / "p.zip")
    assert (status, "Safe-Line" in text) == (1, True)
    assert digest(picture.read_bytes()) not in text
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("image", ["minor", "unknown"])
@pytest.mark.parametrize("command", ["verify", "stamp"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_package_that_says_it_is_of_a_child_is_not_even_hashed(
    command: str,
    image: str,
    whole: bool,
    configured: Path,
    unstamped: Sealed,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Written by others: ours are never made. Changed or not, the answer in it comes first."""
    monkeypatch.setenv("YORUBE_TSA", str(configured))
    members = dict(unstamped.package.members)
    members[NAME] = replace(read(members[NAME]), image=image).data()
    if whole:
        listed = manifest.read(members[manifest.NAME])
        members[manifest.NAME] = manifest.write(listed | {NAME: digest(members[NAME])})
    path = written(tmp_path / "p.zip", members, unstamped.package.folder)
    before = path.read_bytes()
    monkeypatch.setattr("yorube.evidence.checking.verify", lambda *_: pytest.fail("was hashed"))
    monkeypatch.setattr("yorube.cli.stamp.verify", lambda *_: pytest.fail("was hashed"))
    status, text = said(capsys, command, path)
    assert (status, text.strip()) == (1, words()["first.refused"].ja)
    assert path.read_bytes() == before


def test_without_a_terminal_the_first_question_is_asked_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = said(capsys, "seal", samples.png(tmp_path / "a", (9, 9)))
    assert (status, len(text.splitlines())) == (2, 1)
    assert "--image" in text


def test_the_report_is_compared_with_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "report.toml"
    report.write_text(
        f'schema = "yorube.report/1"\n[[posts]]\nid = "p1"\nurl = "{samples.URL}"\nposted_at = 2021-04-13\n',
        encoding="utf-8",
    )
    out = tmp_path / "p.zip"
    call = ["seal", samples.mhtml(tmp_path / "a"), "--image", "no", "-o", out, "--report", report]
    status, text = said(capsys, *call)
    assert status == 0
    assert "話と食い違うところ" in text
    assert "投稿日時: 話では 2021-04-13、ファイルでは 2021-04-14T15:10:42+00:00" in text
    assert read(package.read(out).members[NAME]).told["posts"]["p1"]["posted_at"] == "2021-04-13"
    assert said(capsys, *call)[0] == 2  # never over what is there


@pytest.mark.parametrize(
    "wrong", [["--seen-at", "2026-11-22T13:00"], ["--seen-at", "yesterday"], ["--image", "maybe"]]
)
def test_a_call_that_is_wrong_is_refused(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(["seal", "a", *wrong])
    assert stopped.value.code == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, text = said(capsys, "seal", tmp_path / "gone.png", "--image", "no", "-o", tmp_path / "p.zip")
    assert (status, "gone.png" in text, len(text.splitlines())) == (2, True, 1)
    assert said(capsys, "seal", tmp_path, "--image", "no", "-o", tmp_path / "p.zip")[0] == 2
