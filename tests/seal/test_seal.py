"""Packages: sealed, stamped, checked by us and by tools that are not ours; and every way to change one is noticed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from cryptography.x509 import Certificate, load_pem_x509_certificates
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.seal.authority import Keys, openssl
from yorube.seal import Authority, Package, Sealed, log, manifest, package, seal, stamped, verify
from yorube.seal.canonical import canonical, digest
from yorube.seal.stamp import StampError, ask, check

NOW = datetime(2026, 11, 22, 4, 24, 20, tzinfo=UTC)
FILES = {
    "capture.json": b'{"source":"server"}',
    "files/\u753b\u9762 1.png": bytes(range(256)) * 40,
    "empty.txt": b"",
}
CUSTODY = [{"at": NOW.isoformat(), "did": "capture"}, {"at": NOW.isoformat(), "did": "seal"}]


def roots(*keys: Keys) -> list[Certificate]:
    return [one for key in keys for one in load_pem_x509_certificates(key.root)]


@pytest.fixture(scope="module")
def one() -> Sealed:
    return seal("EV-20261122-0001", FILES, CUSTODY)


@pytest.fixture(scope="module")
def two_stamps(one: Sealed, authorities: tuple[Authority, Authority]) -> Sealed:
    return stamped(one, authorities, NOW)


# --- sealed and stamped ----------------------------------------------------------------------------------------------


def test_the_same_files_give_the_same_bytes(one: Sealed) -> None:
    assert seal("EV-20261122-0001", dict(reversed(FILES.items())), CUSTODY).data == one.data


def test_an_unstamped_package_says_so(one: Sealed) -> None:
    found = verify(one.data)
    assert (found.whole, found.time, found.wrong, found.stamps) == ("intact", "none", (), ())
    assert found.manifest == one.manifest
    assert [row["did"] for row in found.custody] == ["capture", "seal"]


def test_two_authorities_stamp_one_manifest(two_stamps: Sealed, keys: dict[str, Keys]) -> None:
    assert (two_stamps.given, two_stamps.refused) == (("one", "two"), ())
    found = verify(two_stamps.data, roots(*keys.values()))
    assert (found.whole, found.time, found.wrong) == ("intact", "stamped", ())
    assert [one.stamp.authority for one in found.stamps if one.stamp] == [
        "CN=one stamps,O=one",
        "CN=two stamps,O=two",
    ]
    assert [row["did"] for row in found.custody] == ["capture", "seal", "stamp", "stamp"]


def test_without_roots_a_stamp_is_only_named(two_stamps: Sealed) -> None:
    assert verify(two_stamps.data).time == "not_checked"


def test_a_stamp_of_an_unknown_authority_does_not_count(two_stamps: Sealed, keys: dict[str, Keys]) -> None:
    found = verify(two_stamps.data, roots(keys["one"]))
    assert (found.whole, found.time) == ("intact", "failed")
    assert [one.wrong and one.wrong.code for one in found.stamps] == [None, "stamp.not_held"]


def test_an_authority_that_does_not_answer_leaves_the_package_unstamped(
    one: Sealed, keys: dict[str, Keys]
) -> None:
    nobody = Authority("nobody", "http://127.0.0.1:9/", keys["one"].root)
    tried = stamped(one, [nobody], NOW)
    assert tried.given == ()
    assert [(name, why.code) for name, why in tried.refused] == [("nobody", "stamp.no_answer")]
    found = verify(tried.data)
    assert (found.whole, found.time) == ("intact", "none")
    assert found.custody[-1]["did"] == "stamp refused"


def test_stamps_can_come_later_and_again(one: Sealed, authorities: tuple[Authority, Authority]) -> None:
    once = stamped(one, authorities[:1], NOW)
    again = stamped(Sealed(verify(once.data).package or Package("", {})), authorities[:1], NOW)
    found = verify(again.data)
    assert [stamp.name for stamp in found.stamps] == ["proofs/manifest.one-2.tsr", "proofs/manifest.one.tsr"]
    assert (found.whole, found.manifest) == ("intact", one.manifest)


def test_an_answer_to_another_request_is_refused(
    authorities: tuple[Authority, Authority], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(authorities[0], b"data").reply

    class Old(BytesIO):
        def __enter__(self) -> Old:
            return self

    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: Old(first))
    with pytest.raises(StampError, match=r"stamp\.other_request"):
        ask(authorities[0], b"data")


# --- tools that are not ours -----------------------------------------------------------------------------------------


def unpacked(sealed: Sealed, folder: Path) -> Path:
    ZipFile(BytesIO(sealed.data)).extractall(folder)
    return folder / sealed.package.folder


def test_stock_tools_check_the_package_as_its_instructions_say(
    two_stamps: Sealed, keys: dict[str, Keys], tmp_path: Path
) -> None:
    folder = unpacked(two_stamps, tmp_path)
    done = subprocess.run(["sha256sum", "-c", "MANIFEST.sha256"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(FILES) + 3
    for name, key in keys.items():
        (tmp_path / "ROOTS.pem").write_bytes(key.root)
        reply = ["-in", folder / f"proofs/manifest.{name}.tsr"]
        said = openssl(
            "ts", "-verify", "-data", folder / manifest.NAME, *reply, "-CAfile", tmp_path / "ROOTS.pem"
        )
        assert b"Verification: OK" in said
        assert b"Time stamp: " in openssl("ts", "-reply", *reply, "-text")
    for name in ("VERIFY.ja.txt", "VERIFY.en.txt"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "sha256sum -c MANIFEST.sha256" in text
        assert (
            "openssl ts -verify -data MANIFEST.sha256 -in proofs/manifest.NAME.tsr -CAfile ROOTS.pem" in text
        )


@pytest.mark.parametrize("step", [13, pytest.param(1, marks=pytest.mark.long)])
def test_a_reply_changed_in_one_bit_is_refused_or_says_the_same(
    two_stamps: Sealed, keys: dict[str, Keys], step: int
) -> None:
    """A reply may hold bytes that nobody signed; whatever we accept says the same as before."""
    reply = two_stamps.package.members["proofs/manifest.one.tsr"]
    data = two_stamps.package.members[manifest.NAME]
    trusted = roots(keys["one"])
    said = check(reply, data, trusted)
    refused = 0
    for at in range(0, len(reply) * 8, step):
        flipped = bytearray(reply)
        flipped[at // 8] ^= 1 << at % 8
        try:
            found = check(bytes(flipped), data, trusted)
        except StampError:
            refused += 1
            continue
        assert replace(found, authority="") == replace(said, authority="")
    assert refused > len(reply) * 8 / step / 3


# --- changed packages ------------------------------------------------------------------------------------------------

Change = Callable[[dict[str, bytes]], object]


def zipped(members: dict[str, bytes], folder: str = "EV-20261122-0001") -> bytes:
    return package.write(folder, members)


def flip(name: str) -> Change:
    return lambda members: members.update({name: bytes([members[name][0] ^ 1]) + members[name][1:]})


def swap(members: dict[str, bytes]) -> None:
    members["capture.json"], members["empty.txt"] = members["empty.txt"], members["capture.json"]


def back_date(members: dict[str, bytes]) -> None:
    """The manifest made anew over a changed record, as somebody would who knows how it works."""
    members["capture.json"] = b'{"source":"server","at":"2020-01-01"}'
    listed = manifest.read(members[manifest.NAME])
    members[manifest.NAME] = manifest.write(listed | {"capture.json": digest(members["capture.json"])})


def forget(members: dict[str, bytes]) -> None:
    lines = members["custody.jsonl"].splitlines(keepends=True)
    members["custody.jsonl"] = b"".join(lines[1:])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (flip("capture.json"), "file.changed name=capture.json"),
        (flip("VERIFY.ja.txt"), "file.changed name=VERIFY.ja.txt"),
        (lambda members: members.pop("empty.txt"), "file.missing name=empty.txt"),
        (lambda members: members.update(extra=b""), "file.unlisted name=extra"),
        (swap, "file.changed name=empty.txt"),
        (forget, "log.chain n=1"),
        (lambda members: members.update({manifest.NAME: b"x"}), "manifest.end"),
        (flip("proofs/manifest.one.tsr"), "reply.changed name=proofs/manifest.one.tsr"),
        (
            lambda members: members.pop("proofs/manifest.two.tsr"),
            "reply.missing name=proofs/manifest.two.tsr",
        ),
        (
            lambda members: members.update({"proofs/x.tsr": members["proofs/manifest.one.tsr"]}),
            "reply.unlogged name=proofs/x.tsr",
        ),
        (lambda members: members.pop("proofs/custody.jsonl"), "reply.unlogged name=proofs/manifest.one.tsr"),
    ],
)
def test_a_changed_package_is_refused_with_its_reason(two_stamps: Sealed, change: Change, says: str) -> None:
    members = dict(two_stamps.package.members)
    change(members)
    found = verify(zipped(members))
    assert found.whole == "altered"
    assert says in map(str, found.wrong)


def test_a_back_dated_record_falls_with_its_stamps(two_stamps: Sealed, keys: dict[str, Keys]) -> None:
    members = dict(two_stamps.package.members)
    back_date(members)
    found = verify(zipped(members), roots(*keys.values()))
    assert found.time == "failed"
    assert [str(stamp.wrong) for stamp in found.stamps] == ["stamp.other_data"] * 2
    unstamped = {name: data for name, data in members.items() if not name.startswith("proofs/")}
    assert verify(zipped(unstamped)).time == "none"


def test_a_stamp_over_another_package_is_refused(
    two_stamps: Sealed, authorities: tuple[Authority, Authority], keys: dict[str, Keys]
) -> None:
    other = stamped(seal("EV-20261122-0002", {"a": b"a"}, CUSTODY), authorities[:1], NOW)
    members = dict(two_stamps.package.members)
    members["proofs/manifest.one.tsr"] = other.package.members["proofs/manifest.one.tsr"]
    found = verify(zipped(members), roots(*keys.values()))
    assert (found.whole, found.time) == ("altered", "failed")
    assert verify(zipped(members)).time == "failed"


# --- files that are no packages --------------------------------------------------------------------------------------


def odd(*entries: tuple[ZipInfo | str, bytes], method: int = ZIP_STORED, comment: bytes = b"") -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", method) as archive:
        archive.comment = comment
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


def link() -> ZipInfo:
    info = ZipInfo("EV/link")
    info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("data", "whole", "why"),
    [
        (b"", "altered", "package.no_zip"),
        (b"PK", "altered", "package.no_zip"),
        (odd(), "unreadable", "package.size"),
        (odd(("EV/a", b"a")), "unreadable", "package.no_manifest"),
        (odd(("EV/../../a", b"a")), "altered", "package.elsewhere"),
        (odd(("/a", b"a")), "altered", "package.elsewhere"),
        (odd(("EV/a\\b", b"a")), "altered", "package.elsewhere"),
        (odd((link(), b"/etc/passwd")), "altered", "package.no_file"),
        (odd(("EV/a", b"a" * 999), method=ZIP_DEFLATED), "altered", "package.packed"),
        (odd(("EV/a", b"a"), ("EW/b", b"b")), "altered", "package.folders"),
        (odd(("EV/\u304c", b"a"), ("EV/\u304b\u3099", b"b")), "altered", "package.twice"),
        (odd(("EV/A", b"a"), ("EV/a", b"b")), "altered", "package.twice"),
        (odd(("EV/a", b"a"), comment=b"hidden"), "altered", "package.comment"),
        (b"hidden" + odd(("EV/a", b"a")), "altered", "package.between"),
    ],
)
def test_what_is_no_package_is_never_opened(data: bytes, whole: str, why: str) -> None:
    found = verify(data)
    assert (found.whole, [reason.code for reason in found.wrong]) == (whole, [why])


def test_every_cut_is_noticed(one: Sealed) -> None:
    for length in range(0, len(one.data), 331):
        assert verify(one.data[:length]).whole != "intact"


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_single_byte_can_change_unnoticed(one: Sealed, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(one.data) - 1))
    value = data.draw(st.integers(0, 255).filter(lambda value: value != one.data[at]))
    found = verify(one.data[:at] + bytes([value]) + one.data[at + 1 :])
    if found.whole == "intact":  # a byte that stands for nothing, such as the day of a member
        assert found.package is not None
        assert dict(found.package.members) == dict(one.package.members)


# --- the parts -------------------------------------------------------------------------------------------------------


def test_json_is_written_in_one_way() -> None:
    assert canonical({"b": [1, "あ"], "a": None}) == '{"a":null,"b":[1,"あ"]}'.encode()
    assert json.loads(canonical({"x": 1.5})) == {"x": 1.5}
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("nan"))


def test_a_name_that_sha256sum_spells_otherwise_is_refused() -> None:
    for name in ("a\nb", "a\\b", "a\rb"):
        with pytest.raises(manifest.ManifestError):
            manifest.write({name: "0" * 64})


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\n", "manifest.letters"),
        (b"abc", "manifest.end"),
        (b"abc\n", "manifest.line n=1"),
        (f"{'0' * 64}  b\n{'0' * 64}  a\n".encode(), "manifest.order"),
        (f"{'0' * 64}  a\n{'1' * 64}  a\n".encode(), "manifest.order"),
        (f"{'0' * 64} *a\n".encode(), "manifest.line n=1"),
    ],
)
def test_a_manifest_has_one_form(data: bytes, says: str) -> None:
    with pytest.raises(manifest.ManifestError, match=says):
        manifest.read(data)


def test_a_log_shows_every_change() -> None:
    whole = b""
    for number in range(5):
        whole += log.entry(whole, {"did": f"step {number}"})
    assert [row["did"] for row in log.read(whole)] == [f"step {number}" for number in range(5)]
    lines = whole.splitlines(keepends=True)
    for broken in (
        b"".join(lines[1:]),
        b"".join(lines[:2] + lines[3:]),
        b"".join([lines[1], lines[0], *lines[2:]]),
        whole.replace(b"step 2", b"step 9"),
        whole[:-1],
        whole + b"{}\n",
        whole + b"no json\n",
    ):
        with pytest.raises(log.LogError):
            log.read(broken)


def test_files_cannot_take_the_package_s_own_names() -> None:
    for name in (manifest.NAME, "custody.jsonl", "VERIFY.ja.txt", "proofs/x"):
        with pytest.raises(ValueError, match="itself"):
            seal("EV", {name: b""}, [])
