"""Files people have: told by what is in them, read for address and time, kept byte for byte, copied without secrets."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zlib import crc32

import pytest
from PIL import Image

from tests.evidence import samples
from tests.evidence.samples import MADE, POST, URL
from yorube.evidence import facts
from yorube.evidence.files import Said, sealed
from yorube.evidence.files_shown import shown
from yorube.evidence.first import ChildImage
from yorube.evidence.record import NAME, Record, read
from yorube.seal import Members, Reason, Slice, held, verify

NOW = datetime(2026, 11, 22, 4, 30, 0, tzinfo=UTC)
SEEN = datetime(2026, 11, 22, 4, 24, 20, tzinfo=UTC)


def made(make: Callable[[Path], Path], folder: Path) -> Path:
    """Under a name that says nothing."""
    return make(folder / "something")


def record_of(*paths: Path, image: str = "no", said: Said | None = None, keep_copy: bool = False) -> Record:
    package = sealed(paths, image, said or Said(), NOW, keep_copy=keep_copy)  # type: ignore[arg-type]
    return read(package.package.members[NAME])


@pytest.mark.parametrize(
    ("make", "kind", "source", "url", "at"),
    [
        (samples.mhtml, "mhtml", "own_browser", URL, SEEN),
        (samples.singlefile, "singlefile", "own_browser", URL, SEEN),
        (samples.wacz, "wacz", "own_browser", URL, SEEN),
        (samples.x_archive, "x_archive", "uploaded", None, datetime(2026, 11, 20, 1, 2, 3, tzinfo=UTC)),
        (samples.png, "png", "picture", None, SEEN),
        (samples.jpeg, "jpeg", "picture", None, SEEN),
        (samples.heic, "heic", "picture", None, SEEN),
        (lambda path: samples.mp4(path, SEEN), "mp4", "uploaded", None, SEEN),
    ],
)
def test_a_file_is_told_by_what_is_in_it(
    make: Callable[[Path], Path], kind: str, source: str, url: str | None, at: datetime, tmp_path: Path
) -> None:
    found = shown(made(make, tmp_path))
    assert (found.kind, found.source, found.url, found.at) == (kind, source, url, at)
    assert found.said["at_from"]


def test_a_name_is_never_believed(tmp_path: Path) -> None:
    samples.png(tmp_path / "page.mhtml")
    assert shown(tmp_path / "page.mhtml").kind == "png"
    (tmp_path / "picture.png").write_bytes(b"words only")
    found = shown(tmp_path / "picture.png")
    assert (found.kind, found.source, found.url, found.at) == ("other", "uploaded", None, None)


def test_a_time_without_an_offset_is_not_given_one(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = samples.DEVICE_TIME
    Image.new("RGB", (9, 9)).save(tmp_path / "a.jpg", exif=exif)
    row = record_of(tmp_path / "a.jpg").files[0]
    assert (row["at"], row["said"]["no_offset"]) == ("2026-11-22T13:24:20", True)


@pytest.mark.parametrize(
    "make", [samples.png, samples.jpeg, samples.mhtml, samples.wacz, samples.x_archive, samples.heic]
)
def test_what_is_broken_is_kept_all_the_same(make: Callable[[Path], Path], tmp_path: Path) -> None:
    """Cut anywhere, a file is still sealed byte for byte, and nothing about it is invented."""
    whole = made(make, tmp_path).read_bytes()
    for part in range(1, 8):
        path = tmp_path / "cut"
        path.write_bytes(whole[: len(whole) * part // 8])
        package = sealed([path], "no", Said(), NOW)
        row = read(package.package.members[NAME]).files[0]
        assert package.package.members[row["member"]] == path.read_bytes()


def test_a_picture_made_to_fill_all_memory_is_kept_and_never_drawn(tmp_path: Path) -> None:
    """A head that claims 60,000 by 60,000 points, with nothing behind it."""
    head = b"IHDR" + (60_000).to_bytes(4) * 2 + b"\x08\x02\x00\x00\x00"
    path = tmp_path / "a"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4) + head + crc32(head).to_bytes(4))
    package = sealed([path], "no", Said(), NOW)
    row = read(package.package.members[NAME]).files[0]
    assert (row["kind"], row["working"], row["said"]) == ("png", [], {"unread": "ValueError"})
    assert package.package.members[row["member"]] == path.read_bytes()


def test_the_original_is_kept_and_a_copy_without_the_place(tmp_path: Path) -> None:
    for make, ending in ((samples.jpeg, "jpg"), (samples.png, "png")):
        path = made(make, tmp_path)
        package = sealed([path], "no", Said(), NOW)
        members = package.package.members
        assert members[f"files/01.{ending}"] == path.read_bytes()
        record = read(members[NAME])
        assert record.files[0]["said"]["place"] is True
        copy = tmp_path / f"copy.{ending}"
        copy.write_bytes(members[f"working/01.{ending}"])
        with Image.open(copy) as image, Image.open(path) as original:
            assert not image.getexif()
            assert image.size == original.size
            if ending == "png":
                assert image.tobytes() == original.tobytes()
        assert b"Exif" not in copy.read_bytes()
        assert verify(package.data).whole == "intact"


def test_a_page_becomes_text_without_what_is_hidden_in_it(tmp_path: Path) -> None:
    for make in (samples.mhtml, samples.singlefile):
        members = sealed([made(make, tmp_path)], "no", Said(), NOW).package.members
        text = members["working/01.txt"].decode()
        assert "ひどいことが書いてあります。" in text
        assert "hidden-token" not in text
        assert "secret" not in text


def test_an_archive_is_copied_without_cookies_and_keys(tmp_path: Path) -> None:
    path = made(samples.wacz, tmp_path)
    members = sealed([path], "no", Said(), NOW).package.members
    copy = gzip.decompress(members["working/01.warc.gz"])
    assert b"stolen" not in copy
    assert "ひどいこと".encode() in copy
    assert members["files/01.wacz"] == path.read_bytes()
    assert read(members[NAME]).files[0]["left_out"] == "6 headers"


def test_a_film_says_its_time_and_whether_a_place_is_in_it(tmp_path: Path) -> None:
    path = samples.mp4(tmp_path / "a", SEEN, place=True)
    said = shown(path).said
    assert (said["place"], said["seconds"], said["at_from"]) == (True, 61.5, "mvhd")
    assert shown(samples.mp4(tmp_path / "b", SEEN)).said["place"] is False


def test_a_package_is_what_its_weakest_file_is(tmp_path: Path) -> None:
    page, picture = samples.mhtml(tmp_path / "page"), samples.png(tmp_path / "picture")
    assert record_of(page).source == "own_browser"
    mixed = record_of(page, picture)
    assert (mixed.source, [row["source"] for row in mixed.files]) == ("picture", ["own_browser", "picture"])
    assert record_of(picture, said=Said(url=URL)).source == "picture"


# --- the first question ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("image", ["minor", "unknown"])
def test_an_image_of_a_child_is_not_even_opened(image: str, tmp_path: Path) -> None:
    with pytest.raises(ChildImage):
        sealed([tmp_path / "is not there"], image, Said(), NOW)  # type: ignore[arg-type]


def test_of_an_adult_only_the_hash_is_kept_unless_a_copy_is_wanted(tmp_path: Path) -> None:
    path = samples.png(tmp_path / "a")
    package = sealed([path], "adult", Said(url=URL), NOW)
    members = package.package.members
    assert not [name for name in members if name.startswith(("files/", "working/"))]
    row = read(members[NAME]).files[0]
    assert (row["member"], row["working"], row["sha256"]) == (None, [], Slice.of(path).digest())
    assert "files/01.png" in sealed([path], "adult", Said(), NOW, keep_copy=True).package.members


# --- facts -----------------------------------------------------------------------------------------------------------


def values(record: Record, what: str) -> dict[str, str]:
    """The values of a fact with the places they stand in."""
    return {
        row["value"]: row["at"] for row in record.facts if row["what"] == what and row["post"] in (POST, None)
    }


@pytest.mark.parametrize("make", [samples.mhtml, samples.singlefile, samples.wacz])
def test_facts_of_a_post_point_to_where_they_stand(make: Callable[[Path], Path], tmp_path: Path) -> None:
    record = record_of(made(make, tmp_path))
    assert POST in values(record, "post_id")
    assert MADE in values(record, "time_in_id")
    assert values(record, "posted_at")["2021-04-14T15:10:42+00:00"].endswith("time datetime")
    assert "example_1" in values(record, "account")
    assert all(row["file"].startswith("files/01.") for row in record.facts)


def test_an_account_is_known_by_its_id_besides_its_name(tmp_path: Path) -> None:
    record = record_of(made(samples.wacz, tmp_path))
    (place,) = (place for value, place in values(record, "account_id").items() if value == "42")
    assert place.startswith("archive/data.warc.gz <urn:uuid:")
    assert place.endswith(".data.user")


def test_the_archive_of_an_account_tells_its_posts(tmp_path: Path) -> None:
    record = record_of(made(samples.x_archive, tmp_path))
    assert values(record, "posted_at") == {"2021-04-14T15:10:42+00:00": "data/tweets.js[0].tweet.created_at"}
    assert record.files[0]["said"]["account_id"] == "42"


def test_a_board_shows_thread_and_number() -> None:
    found = facts.of_html("", "https://example.5ch.net/test/read.cgi/board/1700000000/123", "x")
    assert {(fact.what, fact.value) for fact in found} >= {("thread", "1700000000"), ("number", "123")}


def test_a_time_without_an_offset_is_no_fact() -> None:
    html = '<time datetime="2026-11-22 13:00">x</time><time datetime="2026-11-22T13:00+09:00">y</time>'
    found = [fact for fact in facts.of_html(html, None, "x") if fact.what == "posted_at"]
    assert [(fact.value, fact.at) for fact in found] == [("2026-11-22T04:00:00+00:00", "1:43 time datetime")]


@pytest.mark.parametrize(
    "html",
    ["<", "<a href=", "<time datetime=''>", "<script type='application/ld+json'>{", "</p></style>" * 50],
)
def test_broken_pages_give_no_facts_and_no_fault(html: str) -> None:
    assert facts.of_html(html, None, "x") == []


def test_what_was_told_is_held_beside_what_was_kept(tmp_path: Path) -> None:
    path = made(samples.mhtml, tmp_path)
    told = {"p1": {"url": URL, "posted_at": "2021-04-15"}, "p2": {"url": URL.replace("604", "605")}}
    rows = record_of(path, said=Said(posts=told)).differences
    assert [(row["post"], row["what"], row["kept"]) for row in rows] == [("p2", "post_id", None)]
    told = {"p1": {"url": URL.replace("example_1", "other"), "posted_at": "2021-04-15T00:30:00+09:00"}}
    rows = record_of(path, said=Said(posts=told)).differences
    assert {(row["what"], row["kept"]) for row in rows} == {
        ("time_in_id", MADE),
        ("posted_at", "2021-04-14T15:10:42+00:00"),
        ("account", "example_1"),
    }
    assert all(row["at"].startswith("files/01.mhtml ") for row in rows)


def test_the_address_told_and_the_address_kept_are_compared(tmp_path: Path) -> None:
    rows = record_of(made(samples.mhtml, tmp_path), said=Said(url="https://x.com/i/status/1")).differences
    assert rows[0] == {
        "post": None,
        "what": "url",
        "told": "https://x.com/i/status/1",
        "kept": URL,
        "at": "files",
    }


# --- large files -----------------------------------------------------------------------------------------------------


def test_a_large_file_stays_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "film"
    path.write_bytes(
        samples.mp4(tmp_path / "a", SEEN).read_bytes() + samples.box(b"mdat", bytes(range(256)) * 40_000)
    )
    package = sealed([path], "no", Said(), NOW)
    out = tmp_path / "out.zip"
    with out.open("wb") as file:
        package.write_to(file)
    assert out.read_bytes() == package.data
    found = verify(out)
    assert found.whole == "intact"
    assert found.package is not None
    members = found.package.members
    assert isinstance(members, Members)
    one = held(members, "files/01.mp4")
    assert isinstance(one, Slice)
    assert one.read() == path.read_bytes()
    data = bytearray(out.read_bytes())
    data[one.start + one.size // 2] ^= 1
    out.write_bytes(data)
    assert Reason("file.changed", {"name": "files/01.mp4"}) in verify(out).wrong


def test_a_file_that_shrinks_while_it_is_sealed_is_noticed(tmp_path: Path) -> None:
    path = samples.mp4(tmp_path / "a", SEEN)
    package = sealed([path], "no", Said(), NOW)
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ValueError, match=r"content\.changed"):
        package.data  # noqa: B018 (made when it is asked for)


def test_the_record_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    package = sealed([samples.png(tmp_path / "a")], "no", Said(url=URL, seen_at=SEEN), NOW)
    record = read(package.package.members[NAME])
    assert record.data() == package.package.members[NAME]
    assert json.loads(record.data())["told"] == {"url": URL, "seen_at": SEEN.isoformat()}
    assert (record.started, record.started_japan) == (
        "2026-11-22T04:30:00.000+00:00",
        "2026-11-22T13:30:00.000+09:00",
    )
