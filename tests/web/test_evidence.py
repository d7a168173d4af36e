"""Evidence on the site: the first question, sealing in memory alone, receipts, packages checked in four answers."""

from __future__ import annotations

import gzip
import io
import json
import logging
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.evidence import samples
from tests.evidence.test_files_blank import paper
from tests.seal.authority import Keys, serving
from yorube.evidence.checking_words import because
from yorube.evidence.files import Said, sealed
from yorube.evidence.record import NAME, read
from yorube.evidence.words import words as evidence_words
from yorube.law.periods import JAPAN
from yorube.papers.catalog import catalog
from yorube.papers.filling import checked
from yorube.seal import manifest, stamped, verify
from yorube.seal.package import write
from yorube.web import clock, serve
from yorube.web.consult.visit import Visit
from yorube.web.evidence import trial, uploads
from yorube.web.evidence.kept import RECEIPTS, Kept
from yorube.web.evidence.unpacking import unpacks_to_more
from yorube.web.languages import words
from yorube.web.vault import rows
from yorube.web.vault.seal import Key

from .conftest import SEALED

NOW = datetime(2026, 11, 22, 4, 24, 20, tzinfo=UTC)
Open = Callable[..., Client]
STATIC = Path(uploads.__file__).parents[1] / "static"
LARGEST_PAGE = 60_000
CHILD, ADULT, INSULT = "108", "107", "101"
MHTML = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.com/someone/status/1\r\n"
    b"Date: Sat, 21 Nov 2026 09:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/html\r\n\r\n<html><title>x</title></html>\r\n--b--\r\n"
)


def png(width: int = 40, height: int = 60) -> bytes:
    made = io.BytesIO()
    Image.new("L", (width, height)).save(made, "PNG")
    return made.getvalue()


def file(data: bytes, name: str = "IMG_0001.PNG") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def first(client: Client, image: str, post: str = "") -> str:
    """Answers the first question; the page that follows."""
    sent = client.post("/evidence/seal", {"form": "first", "image": image, "post": post})
    assert sent.headers["Location"] == "/evidence/seal"
    return client.get("/evidence/seal").content.decode()


def seal(client: Client, *files: SimpleUploadedFile, **more: str) -> Any:
    return client.post("/evidence/seal", {"form": "seal", "file": list(files), **more})


def package(client: Client, *files: SimpleUploadedFile, **more: str) -> bytes:
    """The package of these files."""
    sent = seal(client, *files, **more)
    assert sent.status_code == 200, sent.content.decode()
    return b"".join(sent.streaming_content)


def visit_in(client: Client) -> Visit:
    key = Key.read(client.cookies[settings.COOKIE].value)
    assert key is not None
    data = rows.read(key)
    assert data is not None
    return Visit.read(data)


def refusal(sent: Any, why: str, **values: object) -> None:
    """The form came back with this one line."""
    assert sent.status_code == 422
    assert words()[f"evidence.error.{why}"].ja.format(**values) in sent.content.decode()


@pytest.fixture
def ready(visit_with: Open, cases: Any) -> Client:
    """Somebody insulted, who is about to send files that show no sexual image."""
    client = visit_with(cases(INSULT))
    first(client, "no", "p1")
    return client


# --- the first question ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("image", ["minor", "unknown"])
def test_of_a_child_or_unknown_age_there_is_no_field_and_nothing_is_taken_in(
    image: str, visit_with: Open, cases: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visit_with(cases(INSULT))
    page = first(client, image)
    assert 'type="file"' not in page
    assert words()["evidence.instead"].ja in page
    taken: list[str] = []
    monkeypatch.setattr(uploads, "memory", lambda: taken.append("taken"))
    sent = seal(client, file(png()))
    assert sent.headers["Location"] == "/evidence/seal"
    assert taken == []
    assert not sent.wsgi_request.FILES
    assert client.get("/evidence/receipt/1").status_code == 404


def test_before_the_first_question_nothing_is_taken_in(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases(INSULT))
    assert 'type="file"' not in client.get("/evidence/seal").content.decode()
    sent = seal(client, file(png()))
    assert sent.headers["Location"] == "/evidence/seal"
    assert not sent.wsgi_request.FILES
    refusal(client.post("/evidence/seal", {"form": "first", "image": "perhaps"}), "image")


def test_what_was_told_of_a_post_stands_above_the_answer(visit_with: Open, cases: Any) -> None:
    client = visit_with(cases(CHILD))
    post = cases(CHILD)["posts"][0].get("id", "p1")
    assert 'type="file"' not in first(client, "no", post)
    assert seal(client, file(png())).headers["Location"] == "/evidence/seal"
    assert client.get("/evidence/receipt/1").status_code == 404
    page = client.get("/evidence").content.decode()
    assert words()["evidence.instead"].ja in page
    assert words()["evidence.device.iphone"].ja not in page


def test_of_an_adult_only_address_and_hash_unless_a_copy_is_wanted(ready: Client) -> None:
    data = png()
    for more, holds in (({}, False), ({"copy": "yes"}, True)):
        first(ready, "adult", "p1")
        found = verify(package(ready, file(data), **more)).package
        assert found is not None
        record = read(found.members[NAME])
        assert record.image == "adult"
        assert record.files[0]["sha256"] == sha256(data).hexdigest()
        assert (data in found.members.values()) is holds
        assert (record.why == ("hash_only",)) is not holds


def test_every_package_asks_anew(ready: Client) -> None:
    package(ready, file(png()))
    assert 'type="file"' not in ready.get("/evidence/seal").content.decode()
    first(ready, "no")
    ready.post("/evidence/seal", {"form": "again"})
    assert Kept.of(visit_in(ready)).image == ""


# --- sealing ---------------------------------------------------------------------------------------------------------


def test_files_are_sealed_and_the_receipt_says_the_same(ready: Client) -> None:
    picture = png()
    sent = seal(ready, file(picture), file(MHTML, "page.mhtml"), seen="2026-11-20T08:30")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="notes-1.zip"'
    assert sent.headers["Cache-Control"] == "no-store"
    data = b"".join(sent.streaming_content)
    found = verify(data)
    assert (found.whole, found.time) == ("intact", "none")
    assert found.package is not None
    record = read(found.package.members[NAME])
    assert [row["name"] for row in record.files] == ["IMG_0001.PNG", "page.mhtml"]
    assert found.package.members["files/01.png"] == picture
    assert found.package.members["files/02.mhtml"] == MHTML
    assert record.told["seen_at"] == "2026-11-19T23:30:00+00:00"
    assert record.told["posts"].keys() == {"p1"}
    assert datetime.fromisoformat(record.started) == clock.now()
    receipt = ready.get("/evidence/receipt/1.json").json()
    assert receipt["manifest"] == found.manifest
    assert receipt["id"] == found.package.folder == record.id
    assert [row["sha256"] for row in receipt["files"]] == [
        sha256(one).hexdigest() for one in (picture, MHTML)
    ]
    assert receipt["stamps"] == []
    page = ready.get("/evidence/receipt/1").content.decode()
    for text in (found.manifest, record.id, *(row["sha256"] for row in receipt["files"]), "JST", "UTC"):
        assert text in page
    for id in ("evidence.receipt.unstamped", "evidence.handle", "evidence.receipt.not.text"):
        assert words()[id].ja in page
    assert evidence_words("files")["source.picture.means"].ja in page
    assert evidence_words("files")["source.own_browser.means"].ja in page


def test_the_receipt_on_paper(ready: Client, tmp_path: Path) -> None:
    package(ready, file(MHTML, "page.mhtml"))
    ready.cookies["lang"] = "en"
    sent = ready.get("/evidence/receipt/1.pdf")
    assert sent.headers["Content-Disposition"] == 'attachment; filename="notes-1.pdf"'
    (tmp_path / "receipt.pdf").write_bytes(sent.content)
    text = subprocess.run(
        ["pdftotext", tmp_path / "receipt.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    receipt = ready.get("/evidence/receipt/1.json").json()
    together = "".join(text.split())
    for one in (receipt["manifest"], receipt["files"][0]["sha256"], receipt["id"]):
        assert one in together
    assert "Do not republish" in text
    assert "There is no time stamp" in text


@pytest.mark.parametrize(
    ("make", "word"),
    [
        (samples.jpeg, "seal.place"),
        (samples.heic, "seal.place_kept"),
        (lambda path: path.write_bytes(paper(filter=b"/Filter /X")), "seal.not_stripped"),
        (lambda path: path.write_bytes(paper()), ""),
    ],
)
def test_the_receipt_says_what_a_file_carries_along(
    make: Callable[[Path], object], word: str, ready: Client, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    make(path)
    package(ready, file(path.read_bytes()))
    ready.cookies["lang"] = "en"
    page = unescape(ready.get("/evidence/receipt/1").content.decode())
    given = ready.get("/evidence/receipt/1.pdf").content
    done = subprocess.run(["pdftotext", "-raw", "-", "-"], input=given, capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    for id in ("seal.place", "seal.place_kept", "seal.not_stripped"):
        said = evidence_words("files")[id].en
        assert [said in page, said in text] == [id == word] * 2


def test_authorities_of_the_operator_stamp_and_are_named(
    ready: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Keys.make(tmp_path / "keys", "First")
    folder = tmp_path / "authorities"
    folder.mkdir()
    monkeypatch.setenv("YORUBE_TSA", str(folder))
    with serving(keys, "first") as authority:
        for name, url in (("first", authority.url), ("gone", "http://127.0.0.1:9/")):
            (folder / f"{name}.toml").write_text(f'url = "{url}"\nroots = "{name}.pem"\n')
            (folder / f"{name}.pem").write_bytes(keys.root)
        assert "first, gone" in ready.get("/evidence/seal").content.decode()
        data = package(ready, file(png()))
    receipt = ready.get("/evidence/receipt/1.json").json()
    assert [row["authority"] for row in receipt["stamps"]] == ["first"]
    assert datetime.fromisoformat(receipt["stamps"][0]["at"]).tzinfo is not None
    assert receipt["refused"] == ["gone"]
    page = ready.get("/evidence/receipt/1").content.decode()
    assert words()["evidence.receipt.refused"].ja.format(name="gone") in page
    assert words()["evidence.receipt.unstamped"].ja not in page
    ready.post("/evidence/check", {"file": file(data, "notes-1.zip")})
    assert ready.get("/evidence/checked.json").json()["time"]["is"] == "stamped"


def test_a_broken_authority_is_said_before_the_site_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.toml").write_text("url = 1")
    monkeypatch.setenv("YORUBE_TSA", str(tmp_path))
    with pytest.raises(serve.Unusable, match="YORUBE_TSA"):
        serve.prepare()


def test_the_post_is_marked_as_saved_and_a_receipt_can_be_erased(ready: Client) -> None:
    package(ready, file(png()))
    assert ready.post("/evidence/receipt/1", {"do": "saved"}).headers["Location"] == "/evidence/receipt/1"
    told = [answer.value for answer in visit_in(ready).answers if answer.path == "posts.p1.saved"]
    assert told == ["yes"]
    page = ready.get("/evidence/receipt/1").content.decode()
    assert words()["evidence.receipt.marked"].ja.format(number=1) in page
    assert ready.post("/evidence/receipt/1", {"do": "erase"}).headers["Location"] == "/evidence"
    assert ready.get("/evidence/receipt/1").status_code == 404
    assert ready.get("/evidence/receipt/1.json").status_code == 404


def test_the_day_of_the_package_stands_in_the_list_of_evidence(ready: Client) -> None:
    package(ready, file(png()))
    ready.post("/evidence/receipt/1", {"do": "saved"})
    made = datetime.fromisoformat(ready.get("/evidence/receipt/1.json").json()["made"])
    kept = visit_in(ready).papers
    assert kept == {"evidence.saved_on@p1": f"{made.astimezone(JAPAN):%Y-%m-%d}"}
    assert checked(kept, catalog().entries, frozenset({"p1"})) == kept  # as the paper takes it


def test_receipts_go_with_the_visit_and_the_oldest_go_first(ready: Client) -> None:
    kept = Kept()
    for number in range(1, RECEIPTS + 3):
        kept = kept.with_receipt({"number": number})
    assert [one["number"] for one in kept.receipts] == list(range(3, RECEIPTS + 3))
    package(ready, file(png()))
    ready.get("/exit")
    assert ready.get("/evidence/receipt/1").headers["Location"] == "/"
    assert ready.get("/evidence.json").status_code == 404


# --- what is refused -------------------------------------------------------------------------------------------------


def wacz(packed: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", packed)
    return made.getvalue()


def damaged() -> bytes:
    """An archive of which a piece was lost on the way."""
    data = wacz(gzip.compress(b"WARC"))
    return data[:60] + data[90:]


COMMENTS = b"<!---->" * 200 + b"x"
REFUSED = {
    "none": (),
    "empty": (b"",),
    "kind": (b"hello",),
    "many": (b"<html>",) * (uploads.MOST + 1),
    "large": (b"<html>" + bytes(uploads.LARGEST),),
    "points": (png(10_000, 5_001),),
    "damaged": (damaged(),),
    "unpacked": (wacz(gzip.compress(bytes(uploads.UNPACKED + 1), 1)),),
}


@pytest.mark.parametrize("why", REFUSED)
def test_what_cannot_be_sealed_is_refused_with_one_line(ready: Client, why: str) -> None:
    values = {"most": uploads.MOST, "largest": uploads.LARGEST // 1_000_000}
    refusal(seal(ready, *(file(data) for data in REFUSED[why])), why, **values)
    assert ready.get("/evidence/receipt/1").status_code == 404
    assert Kept.of(visit_in(ready)).image == "no"


def test_more_than_all_together_is_not_taken_in(ready: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "TOTAL", 1000)
    sent = seal(ready, file(png() + bytes(uploads.FORM + 1000)))
    assert sent.status_code == 422
    assert words()["evidence.error.total"].ja.format(total=50) in sent.content.decode()
    assert not sent.wsgi_request.FILES


def test_a_page_of_comments_is_refused_at_once(ready: Client) -> None:
    refusal(seal(ready, file(COMMENTS)), "kind")


def test_a_page_that_is_read_without_end_is_given_up(ready: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "SECONDS", 1)
    monkeypatch.setattr(trial, "READ", "while True: pass")
    refusal(seal(ready, file(b"<html>", "page.html")), "long")


@pytest.mark.parametrize("seen", ["yesterday", "2026-11-23T00:00"])
def test_a_time_that_cannot_be_is_refused(ready: Client, seen: str) -> None:
    refusal(seal(ready, file(png()), seen=seen), "seen")


def test_gzip_is_counted_stream_by_stream(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    path.write_bytes(wacz(gzip.compress(bytes(600)) + gzip.compress(bytes(600))))
    size = sum(info.file_size for info in zipfile.ZipFile(path).infolist())
    assert unpacks_to_more(path, size + 1199)
    assert not unpacks_to_more(path, size + 1200)
    outer = tmp_path / "package.zip"
    with zipfile.ZipFile(outer, "w") as archive:
        archive.write(path, "a/page.wacz")
    assert unpacks_to_more(outer, path.stat().st_size + size + 1199)
    assert not unpacks_to_more(outer, path.stat().st_size + size + 1200)


def test_a_damaged_member_and_another_name_hide_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/a.warc.gz", b"\x1f\x8b\x08damaged")
        archive.writestr("archive/b.warc", gzip.compress(bytes(5000)) + b"\x1f\x8b\x08damaged")
    assert unpacks_to_more(path, 5000)


@pytest.mark.parametrize("place", ["/evidence/seal", "/evidence/check", "/evidence/receipt/1"])
def test_forms_without_the_token_of_the_browser_do_nothing(place: str, ready: Client) -> None:
    other = Client(enforce_csrf_checks=True)
    other.cookies = ready.cookies
    assert other.post(place, {"form": "seal", "do": "erase", "file": file(png())}).status_code == 403


# --- checking --------------------------------------------------------------------------------------------------------


def test_a_package_is_checked_in_four_answers_and_a_changed_one_is_not_taken(ready: Client) -> None:
    data = package(ready, file(png()))
    assert ready.post("/evidence/check", {"file": file(data)}).headers["Location"] == "/evidence/checked"
    found = ready.get("/evidence/checked.json").json()
    assert found["tamper"]["is"] == "intact"
    assert found["time"]["is"] == "none"
    assert found["source"]["is"] == "picture"
    assert found["complete"]["is"] == "FILES"
    page = ready.get("/evidence/checked").content.decode()
    for id in ("tamper.intact", "source.picture", "source.picture.means", "complete.FILES"):
        assert evidence_words("files")[id].ja in page
    assert words()["evidence.checked.time.none"].ja in page
    at = data.index(b"IHDR")
    changed = data[:at] + b"IHDQ" + data[at + 4 :]
    ready.post("/evidence/check", {"file": file(changed)})
    assert ready.get("/evidence/checked.json").json()["tamper"]["is"] == "altered"
    assert evidence_words("files")["tamper.altered"].ja in ready.get("/evidence/checked").content.decode()


def test_every_reason_is_said_in_the_reader_s_language(ready: Client, tmp_path: Path) -> None:
    """A file, a stamp and an archive inside that do not hold."""
    keys = Keys.make(tmp_path / "keys", "First")
    with serving(keys, "first") as authority:
        made = stamped(
            sealed([samples.wacz(tmp_path / "a", wrong="hash")], "no", Said(), NOW), [authority], NOW
        )
    members = dict(made.package.members) | {"VERIFY.ja.txt": b"other"}
    listed = manifest.read(members[manifest.NAME])
    members[manifest.NAME] = manifest.write({**listed, "VERIFY.en.txt": "0" * 64})
    ready.post("/evidence/check", {"file": file(write(made.package.folder, members))})
    for lang in ("ja", "easy", "en"):
        ready.cookies["lang"] = lang
        page = unescape(ready.get("/evidence/checked").content.decode())
        for reason in (
            {"code": "file.changed", "name": "VERIFY.ja.txt"},
            {"code": "file.changed", "name": "VERIFY.en.txt"},
            {"code": "stamp.other_data"},
            {"code": "inside.hash", "name": "pages/pages.jsonl"},
        ):
            assert because(reason, lang) in page
        assert 'lang="en"' not in page.partition("<main")[2] or lang == "en"


@pytest.mark.parametrize("image", ["minor", "unknown"])
def test_a_package_that_says_it_is_of_a_child_is_not_looked_at(
    image: str, ready: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = verify(package(ready, file(png()))).package
    assert made is not None
    record = replace(read(made.members[NAME]), image=image).data()
    monkeypatch.setattr("yorube.evidence.checking.verify", lambda *_: pytest.fail("was hashed"))
    data = write(made.folder, {**made.members, NAME: record})
    refusal(ready.post("/evidence/check", {"file": file(data)}), "child")
    assert Kept.of(visit_in(ready)).checked is None


def test_whoever_is_given_a_package_can_check_it_without_telling_anything(
    client: Client, on: Any, db: None
) -> None:
    on(datetime(2026, 11, 22, tzinfo=UTC).date())
    assert client.get("/evidence/check").status_code == 200
    assert client.get("/evidence/checked").headers["Location"] == "/evidence/check"
    assert client.get("/evidence/checked.json").status_code == 404
    client.post("/evidence/check", {"file": file(b"no package at all")})
    assert client.get("/evidence/checked.json").json()["tamper"]["is"] == "unreadable"
    refusal(client.post("/evidence/check", {}), "none")
    refusal(
        client.post("/evidence/check", {"file": file(wacz(gzip.compress(bytes(uploads.UNPACKED + 1), 1)))}),
        "unpacked",
    )


# --- what is shown ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "en", "easy"])
def test_pages_are_small_and_lead_from_the_answer(visit_with: Open, cases: Any, language: str) -> None:
    client = visit_with(cases(INSULT), language, evidence=SEALED)
    assert 'href="/evidence"' in client.get("/answer/saving").content.decode()
    shared = sum(
        (STATIC / name).stat().st_size
        for name in ("vendor/tokens.css", "yorube.css", "yorube.js", "keep.css", "evidence.css")
    )
    for place in ("", "/seal", "/receipt/1", "/check", "/checked"):
        page = client.get(f"/evidence{place}")
        assert page.status_code == 200
        assert len(page.content) + shared <= LARGEST_PAGE, place


def test_each_device_and_service_says_what_is_known(visit_with: Open, cases: Any) -> None:
    report = cases(INSULT)
    report["posts"] = [
        {"id": "p1", "platform": "instagram", "url": "https://www.instagram.com/p/ABCDEFGHIJK/"},
        {"id": "p2", "platform": "5ch", "url": "https://example.5ch.net/somewhere"},
        {"id": "p3", "platform": "x"},
    ]
    client = visit_with(report)
    page = client.get("/evidence").content.decode()
    for id in ("iphone", "android", "windows", "mac"):
        assert words()[f"evidence.device.{id}.page"].ja in page
    assert "ABCDEFGHIJK" in page
    assert words()["evidence.service.unknown"].ja in page
    assert [row["address"] for row in client.get("/evidence.json").json()["posts"]] == [
        "read",
        "other",
        "none",
    ]


# --- nothing is left behind ------------------------------------------------------------------------------------------

ALONE = """
import json, os, sys
opened = []
def hook(event, args):
    if event == "open" and isinstance(args[0], str) and args[0] != os.devnull:
        by_name = isinstance(args[1], str) and set(args[1]) & set("wax+")
        by_flag = isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if by_name or by_flag:
            opened.append(args[0])
    if event.startswith("tempfile."):
        opened.append(str(args))
os.environ["DJANGO_SETTINGS_MODULE"] = "yorube.web.settings"
import django
django.setup()
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
settings.DATA.mkdir()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
client = Client()
client.post("/ask/danger", {"harm.danger": "no"})
client.get("/evidence")
client.post("/evidence/seal", {"form": "first", "image": "no"})
data = b"<!doctype html><title>" + b"MARKERWORDS " * 400_000
sys.addaudithook(hook)
name = SimpleUploadedFile("MARKERNAME.html", data)
sent = client.post("/evidence/seal", {"form": "seal", "file": name})
assert sent.status_code == 200, sent.content
package = b"".join(sent.streaming_content)
assert data in package
sent.close()
assert client.get("/evidence/receipt/1").status_code == 200
found = client.post("/evidence/check", {"file": SimpleUploadedFile("MARKERNAME.zip", package)})
assert found.status_code == 302
client.get("/evidence/checked")
print(json.dumps(opened))
"""


def test_no_file_anywhere_holds_what_was_sent(tmp_path: Path) -> None:
    """In a process of its own, every file opened for writing is listed; folders are searched afterwards."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    data = tmp_path / "data"
    done = subprocess.run(
        [sys.executable, "-B", "-c", ALONE],
        env={
            **os.environ,
            "YORUBE_DATA": str(data),
            "TMPDIR": str(temporary),
            "SENT": str(tmp_path / "sent"),
        },
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout) == []
    assert list(temporary.iterdir()) == []
    kept = b"".join(one.read_bytes() for one in data.iterdir())
    assert kept
    assert b"MARKER" not in kept + done.stderr


def test_nothing_of_a_file_is_logged_or_stands_in_heads(
    ready: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        sent = seal(ready, file(png(), "MARKERNAME.png"), url="https://example.jp/MARKERURL")
        sent.close()
        refused = seal(ready, file(b"x", "MARKERNAME.bin"))
    assert "MARKER" not in caplog.text + str(sent.headers) + str(refused.headers)
