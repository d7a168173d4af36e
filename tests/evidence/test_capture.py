"""A captured page: complete, sealed, stamped, and readable with the tools of others."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from cryptography.x509 import load_pem_x509_certificates
from PIL import Image
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from tests.evidence.capturing import captured, members, setup
from tests.evidence.site import HOLDS, Site, kind, photograph, serving
from tests.seal.authority import Keys
from tests.seal.authority import serving as stamping
from tools.apart import py_wacz
from yorube.evidence import record
from yorube.evidence.batch import Done
from yorube.seal import digest, verify

PAGES = (0, 45)
MORE = (20, 35)


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    return Keys.make(tmp_path_factory.mktemp("authority") / "one", "one")


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def done(
    site: Site, keys: Keys, tmp_path_factory: pytest.TempPathFactory, sizes_all: bool
) -> dict[int, Done]:
    pages = PAGES + (MORE if sizes_all else ())
    urls = {site.url(f"/r/{page}"): page for page in pages}
    with stamping(keys, "one") as authority:
        how = setup(site, authorities=(authority,))
        made = captured(urls, tmp_path_factory.mktemp("captured"), how)
    return {urls[url]: one for url, one in made.items()}


@pytest.fixture(scope="module")
def post(done: dict[int, Done]) -> dict[str, bytes]:
    """The files of the package of a single post."""
    return members(done[0])


@pytest.fixture(scope="module")
def unpacked(done: dict[int, Done], tmp_path_factory: pytest.TempPathFactory) -> Path:
    room = tmp_path_factory.mktemp("unpacked")
    assert done[0].file is not None
    with zipfile.ZipFile(done[0].file) as archive:
        archive.extractall(room)
    (folder,) = room.iterdir()
    return folder


@pytest.mark.long
def test_py_wacz_accepts_every_archive_and_no_changed_one(done: dict[int, Done], tmp_path: Path):
    command = py_wacz()

    def accepts(archive: bytes) -> bool:
        file = tmp_path / "capture.wacz"
        file.write_bytes(archive)
        return subprocess.run([command, "validate", "-f", file], capture_output=True).returncode == 0

    archives = [members(one)["capture.wacz"] for one in done.values()]
    assert [accepts(archive) for archive in archives] == [True] * len(archives)
    changed = bytearray(archives[0])
    with zipfile.ZipFile(io.BytesIO(changed)) as archive:
        info = archive.getinfo("archive/data.warc.gz")
    changed[info.header_offset + 200] ^= 1
    assert not accepts(bytes(changed))


def test_every_post_and_picture_is_there(done: dict[int, Done]):
    for page, one in done.items():
        assert one.record is not None
        posts, photographs = HOLDS[kind(page)]
        counted = one.record.counters
        assert one.record.verdict == "COMPLETE", one.record.why
        assert counted["posts"] == posts
        assert counted["images"]["loaded"] == counted["images"]["found"] == posts + photographs
        asked = [
            row.rec_headers["WARC-Target-URI"] for row in records(members(one)) if row.rec_type == "response"
        ]
        assert len({url for url in asked if "/i/" in url}) == photographs
        assert members(one)["views/text.txt"].decode().count("ID:") == posts


def test_the_package_is_whole_and_stamped(done: dict[int, Done], keys: Keys):
    for one in done.values():
        assert one.file is not None
        found = verify(one.file, load_pem_x509_certificates(keys.root))
        assert (found.whole, found.time) == ("intact", "stamped"), found.wrong
        assert found.manifest == one.manifest
        assert one.stamps == ("one",)
        assert one.file.stat().st_mode & 0o222 == 0


def test_strangers_check_it_with_their_own_tools(unpacked: Path, keys: Keys):
    listed = ["sha256sum", "-c", "--quiet", "MANIFEST.sha256"]
    subprocess.run(listed, cwd=unpacked, check=True)
    root = keys.folder / "root.pem"
    stamp = ["openssl", "ts", "-verify", "-data", "MANIFEST.sha256", "-in", "proofs/manifest.one.tsr"]
    told = subprocess.run([*stamp, "-CAfile", root], cwd=unpacked, check=True, capture_output=True)
    assert b"Verification: OK" in told.stdout


def test_the_record_says_how_it_was_come_by(post: dict[str, bytes], site: Site):
    found = record.read(post[record.NAME])
    assert found.source == "server"
    assert found.requested_url == site.url("/r/0")
    assert found.final_url == site.url("/p/0")
    assert [(row["url"], row["status"], row["location"]) for row in found.redirects] == [
        (site.url("/r/0"), 302, "/r2/0"),
        (site.url("/r2/0"), 301, "/p/0"),
    ]
    started = datetime.fromisoformat(found.started)
    assert started == datetime.fromisoformat(found.started_japan)
    assert started.utcoffset() == timedelta(0)
    assert datetime.fromisoformat(found.started_japan).utcoffset() == timedelta(hours=9)
    assert abs(found.clock["ahead_seconds"]) <= 2
    chrome = re.search(r"Chrome/(\d+)", found.tool["user_agent"])
    assert chrome
    assert f"/{chrome[1]}." in found.tool["browser"]
    assert "Linux" in found.tool["user_agent"]


def test_the_record_names_each_file_with_its_hash(post: dict[str, bytes]):
    found = record.read(post[record.NAME])
    named = {row["name"]: row for row in found.files}
    assert {"capture.wacz", "views/page.png", "views/page.pdf", "views/page.mhtml", "views/text.txt"} <= set(
        named
    )
    for name, row in named.items():
        assert row["sha256"] == digest(post[name])
        assert row["bytes"] == len(post[name])


# --- the archive -----------------------------------------------------------------------------------------------------


def test_the_record_holds_the_facts_of_the_post_with_where_they_stand(post: dict[str, bytes]):
    found = json.loads(post["capture.json"])["facts"]
    times = [fact for fact in found if fact["what"] == "posted_at"]
    assert times
    assert all(fact["file"] == "capture.wacz" and "<urn:uuid:" in fact["at"] for fact in times)


def archive(files: dict[str, bytes]) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(files["capture.wacz"]))


def records(files: dict[str, bytes]):
    return ArchiveIterator(io.BytesIO(archive(files).read("archive/data.warc.gz")), check_digests="raise")


def test_the_archive_is_read_by_warcio(unpacked: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with zipfile.ZipFile(unpacked / "capture.wacz") as held:
        file = Path(held.extract("archive/data.warc.gz", tmp_path))

    class Arguments:
        inputs = (str(file),)
        verbose = True

    checker = Checker(Arguments())
    checker.process_all()
    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out


def test_answers_are_kept_as_they_came(post: dict[str, bytes], site: Site):
    rows: dict[tuple[str, str], Any] = {}
    for row in records(post):
        rows.setdefault(
            (row.rec_type, row.rec_headers["WARC-Target-URI"]), (row, row.content_stream().read())
        )
        assert row.rec_headers.protocol == "WARC/1.1"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", row.rec_headers["WARC-Date"])
        assert row.rec_headers["WARC-Block-Digest"].startswith("sha256:")
    page, body = rows["response", site.url("/p/0")]
    assert page.rec_headers["WARC-IP-Address"] == "127.0.0.1"
    assert page.http_headers.get_header("Set-Cookie") == "sid=secret; HttpOnly"
    assert body.decode().count("<article") == 11
    assert rows["response", site.url("/i/0-1.jpg")][1] == photograph(1)
    asked = rows["request", site.url("/p/0")][0]
    assert asked.http_headers.get_header("User-Agent")
    assert asked.rec_headers["WARC-Concurrent-To"] == page.rec_headers["WARC-Record-ID"]
    moved = rows["response", site.url("/r/0")][0]
    assert moved.http_headers.get_statuscode() == "302"
    document = rows["resource", f"urn:dom:{site.url('/p/0')}"][1].decode()
    assert document.count("<article") == 11


def test_the_archive_names_and_hashes_what_it_holds(post: dict[str, bytes], site: Site):
    held = archive(post)
    package = json.loads(held.read("datapackage.json"))
    assert (
        json.loads(held.read("datapackage-digest.json"))["hash"]
        == f"sha256:{digest(held.read('datapackage.json'))}"
    )
    named = {row["path"]: row for row in package["resources"]}
    assert set(named) | {"datapackage.json", "datapackage-digest.json"} == set(held.namelist())
    for path, row in named.items():
        assert row["hash"] == f"sha256:{digest(held.read(path))}"
        assert row["bytes"] == len(held.read(path))
    pages = [json.loads(line) for line in held.read("pages/pages.jsonl").splitlines()]
    assert pages[1]["url"] == site.url("/p/0")


def test_the_index_leads_to_each_answer(post: dict[str, bytes]):
    held = archive(post)
    data = held.read("archive/data.warc.gz")
    lines = held.read("indexes/index.cdx").decode().splitlines()
    assert lines == sorted(lines)
    for line in lines:
        row = json.loads(line.split(" ", 2)[2])
        offset, length = int(row["offset"]), int(row["length"])
        (found,) = ArchiveIterator(io.BytesIO(data[offset : offset + length]))
        assert found.rec_headers["WARC-Target-URI"] == row["url"]
        assert found.rec_headers["WARC-Payload-Digest"] == row["digest"]


# --- the views -------------------------------------------------------------------------------------------------------


def printed(files: dict[str, bytes], tmp_path: Path) -> list[str]:
    """The text of each sheet."""
    (tmp_path / "page.pdf").write_bytes(files["views/page.pdf"])
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "page.pdf", "-"], check=True, capture_output=True
    )
    return told.stdout.decode().split("\f")[:-1]


def test_every_sheet_has_the_address_and_both_times(done: dict[int, Done], site: Site, tmp_path: Path):
    sheets = printed(members(done[0]), tmp_path)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, 1):
        assert site.url("/p/0") in sheet
        assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(JST\) / \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", sheet)
        assert f"{number}/{len(sheets)}" in sheet
        assert "再公開しないでください" in sheet


def test_the_picture_is_as_tall_as_the_page(done: dict[int, Done]):
    for one in done.values():
        assert one.record is not None
        files = members(one)
        bottom = 0
        for row in one.record.pictures:
            assert row["top"] == bottom
            with Image.open(io.BytesIO(files[row["name"]])) as picture:
                assert picture.size == (row["width"], row["height"])
                picture.load()
            bottom += row["height"]
        assert bottom == one.record.counters["height"]


def test_the_single_file_holds_the_page(post: dict[str, bytes], site: Site):
    held = message_from_bytes(post["views/page.mhtml"], policy=policy.default)
    assert held["Snapshot-Content-Location"] == site.url("/p/0")
    kinds = [part.get_content_type() for part in held.walk()]
    assert kinds.count("image/jpeg") == 3


def test_a_very_tall_page_is_right_down_to_its_last_row(site: Site, tmp_path: Path):
    url = site.url("/h/tall")
    one = captured([url], tmp_path, setup(site))[url]
    assert one.record is not None
    assert one.record.verdict == "COMPLETE"
    files, seen = members(one), []
    assert len(one.record.pictures) > 1
    for row in one.record.pictures:
        with Image.open(io.BytesIO(files[row["name"]])) as picture:
            for y in range(row["top"], row["top"] + row["height"]):
                if (y - 100) % 1000 == 500:
                    red, green, blue = picture.getpixel((640, y - row["top"]))  # type: ignore[misc]
                    seen.append((round(red / 4), round(green / 4), round(blue / 4)))
    assert len(seen) == 60
    assert len(set(seen)) == 60  # nothing repeated, nothing blank


# --- images of adults ------------------------------------------------------------------------------------------------


def test_of_an_adult_only_address_and_hashes_are_kept(site: Site, tmp_path: Path):
    url = site.url("/p/1")
    one = captured([url], tmp_path, setup(site), image="adult")[url]
    files = members(one)
    assert one.record is not None
    assert one.record.requested_url == url
    assert not [name for name in files if name.startswith("views/") or name.endswith(".wacz")]
    photographs = {row["url"]: row["sha256"] for row in one.record.files if "/i/" in row.get("url", "")}
    assert photographs == {site.url(f"/i/1-{n}.jpg"): digest(photograph(7 + n)) for n in range(3)}
    for data in files.values():
        assert photograph(7) not in data
    with_copy = captured([url], tmp_path, setup(site, keep_copy=True), image="adult")[url]
    assert "views/page.png" in members(with_copy)
