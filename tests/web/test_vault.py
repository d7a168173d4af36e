"""The vault: only the cookie opens a row, nothing tells rows apart, and what is erased is gone from the file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from yorube.web.vault import rows
from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import BUCKET, KEY_BYTES, Key


@given(st.binary(max_size=20_000))
def test_what_is_sealed_is_opened_by_its_key_alone(text: bytes) -> None:
    key = Key.new()
    box = key.seal(text)
    assert key.open(box) == text
    assert Key.new().open(box) is None
    assert Key.read(key.cookie()) == key
    assert len(key.secret) == KEY_BYTES


@given(st.binary(max_size=9000), st.integers(0, 100_000), st.integers(1, 255))
def test_a_box_that_was_touched_stays_closed(text: bytes, place: int, change: int) -> None:
    key = Key.new()
    box = bytearray(key.seal(text))
    box[place % len(box)] ^= change
    assert key.open(bytes(box)) is None


def test_a_box_does_not_open_in_the_place_of_another() -> None:
    """Key and row belong together: the same text twice gives boxes that have nothing in common."""
    one, other = Key.new(), Key.new()
    assert one.row != other.row
    assert one.seal(b"same")[:12] != one.seal(b"same")[:12]


@pytest.mark.parametrize("size", [0, 1, BUCKET - 5, BUCKET - 4, BUCKET - 3, 3 * BUCKET])
def test_the_size_of_a_box_tells_only_its_bucket(size: int) -> None:
    box = Key.new().seal(bytes(size))
    assert (len(box) - 12 - 16) % BUCKET == 0


@pytest.mark.parametrize("cookie", ["", "x", "あ", "A" * 42, "A" * 44, "=" * 43, "A" * 10_000, "\x00" * 43])
def test_a_cookie_that_is_no_key_is_none(cookie: str) -> None:
    assert Key.read(cookie) is None


@pytest.mark.django_db
def test_a_row_lives_for_the_idle_time_and_use_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    key, now = Key.new(), rows.minute()
    rows.write(key, b"words")
    for minutes in (59, 118, 177):
        monkeypatch.setattr(rows, "minute", lambda minutes=minutes: now + minutes)
        assert rows.sweep() == 0
        assert rows.read(key) == b"words"
    monkeypatch.setattr(rows, "minute", lambda: now + 177 + settings.IDLE_MINUTES)
    assert rows.read(key) is None
    assert rows.sweep() == 1
    assert Sealed.objects.count() == 0


@pytest.mark.django_db
def test_writing_again_replaces_and_erasing_erases() -> None:
    key, other = Key.new(), Key.new()
    rows.write(other, b"other")
    rows.write(key, b"one")
    seen = rows.box(key)
    assert seen is not None
    assert rows.replace(key, seen, b"two")
    assert rows.read(key) == b"two"
    assert not rows.replace(key, seen, b"late")
    assert rows.read(key) == b"two"
    rows.erase(key)
    assert not rows.replace(key, seen, b"late")
    assert rows.read(key) is None
    assert rows.read(other) == b"other"


def test_what_is_deleted_is_overwritten_in_the_file(tmp_path: Path) -> None:
    """The settings' own commands, on a file of their own."""
    options: dict[str, str] = settings.DATABASES["default"]["OPTIONS"]  # type: ignore[assignment]
    commands = options["init_command"]
    path = tmp_path / "file.sqlite3"
    connection = sqlite3.connect(path)
    for command in commands.split(";"):
        connection.execute(command)
    connection.execute("CREATE TABLE boxes (box BLOB)")
    connection.execute("INSERT INTO boxes VALUES (?)", (b"MARKER" * 500,))
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"MARKER" in path.read_bytes()
    connection.execute("DELETE FROM boxes")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    assert b"MARKER" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
