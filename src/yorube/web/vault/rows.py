"""Reading, writing and erasing sealed rows. Erased: at exit, and after the idle time."""

from __future__ import annotations

import time

from django.conf import settings

from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import Key


def minute() -> int:
    """The present minute."""
    return int(time.time() // 60)


def box(key: Key) -> bytes | None:
    """What lies in the row of a key, still sealed, or None: nothing, or nothing any more. Using it keeps it for the
    idle time."""
    now = minute()
    found = Sealed.objects.filter(row=key.row, touched__gt=now - settings.IDLE_MINUTES).first()
    if found is None:
        return None
    if found.touched < now:
        Sealed.objects.filter(row=key.row).update(touched=now)
    return bytes(found.box)


def read(key: Key) -> bytes | None:
    """What is sealed under a key, if anything is."""
    sealed = box(key)
    return None if sealed is None else key.open(sealed)


def write(key: Key, text: bytes) -> None:
    """Seals a text under a new key."""
    Sealed.objects.create(row=key.row, box=key.seal(text), touched=minute())


def replace(key: Key, seen: bytes, text: bytes) -> bool:
    """Seals a text in the place of the box that was seen; False, and nothing done: another lies there, or none."""
    found = Sealed.objects.filter(row=key.row, box=seen)
    return found.update(box=key.seal(text), touched=minute()) == 1


def erase(key: Key) -> None:
    Sealed.objects.filter(row=key.row).delete()


def sweep() -> int:
    """Erases what nobody has used for the idle time; how many rows that were."""
    return Sealed.objects.filter(touched__lte=minute() - settings.IDLE_MINUTES).delete()[0]
