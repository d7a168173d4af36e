"""Reading, writing and erasing sealed rows. Erased: at exit, and after the idle time."""

from __future__ import annotations

import time

from django.conf import settings

from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import Key


def minute() -> int:
    """The present minute."""
    return int(time.time() // 60)


def read(key: Key) -> bytes | None:
    """What is sealed under a key, or None: nothing, or nothing any more. Using it keeps it for the idle time."""
    now = minute()
    found = Sealed.objects.filter(row=key.row, touched__gt=now - settings.IDLE_MINUTES).first()
    if found is None:
        return None
    if found.touched < now:
        Sealed.objects.filter(row=key.row).update(touched=now)
    return key.open(bytes(found.box))


def write(key: Key, text: bytes) -> None:
    """Seals a text in the place of what was there."""
    Sealed.objects.bulk_create(
        [Sealed(row=key.row, box=key.seal(text), touched=minute())],
        update_conflicts=True,
        unique_fields=["row"],
        update_fields=["box", "touched"],
    )


def erase(key: Key) -> None:
    Sealed.objects.filter(row=key.row).delete()


def sweep() -> int:
    """Erases what nobody has used for the idle time; how many rows that were."""
    return Sealed.objects.filter(touched__lte=minute() - settings.IDLE_MINUTES).delete()[0]
