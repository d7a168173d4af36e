"""Reading, writing and erasing sealed rows. Erased: at exit, and after the idle time."""

from __future__ import annotations

import time

from django.conf import settings
from django.db import connection

from yorube.web.vault.models import Sealed
from yorube.web.vault.seal import Key

# Every page reads a row, every answer replaces one: these two are written out, since building them anew each time costs
# several times what they do.
TABLE = Sealed._meta.db_table
READ = f'SELECT box, touched FROM "{TABLE}" WHERE "row" = %s AND touched > %s'
REPLACE = f'UPDATE "{TABLE}" SET box = %s, touched = %s WHERE "row" = %s AND box = %s'


def minute() -> int:
    """The present minute."""
    return int(time.time() // 60)


def box(key: Key) -> bytes | None:
    """What lies in the row of a key, still sealed, or None: nothing, or nothing any more. Using it keeps it for the
    idle time."""
    now = minute()
    row = key.row
    with connection.cursor() as cursor:
        found = cursor.execute(READ, (row, now - settings.IDLE_MINUTES)).fetchone()
    if found is None:
        return None
    sealed, touched = found
    if touched < now:
        Sealed.objects.filter(row=row).update(touched=now)
    return bytes(sealed)


def read(key: Key) -> bytes | None:
    """What is sealed under a key, if anything is."""
    sealed = box(key)
    return None if sealed is None else key.open(sealed)


def write(key: Key, text: bytes) -> None:
    """Seals a text under a new key."""
    Sealed.objects.create(row=key.row, box=key.seal(text), touched=minute())


def replace(key: Key, seen: bytes, text: bytes) -> bool:
    """Seals a text in the place of the box that was seen; False, and nothing done: another lies there, or none."""
    with connection.cursor() as cursor:
        cursor.execute(REPLACE, (key.seal(text), minute(), key.row, seen))
        return bool(cursor.rowcount == 1)


def erase(key: Key) -> None:
    Sealed.objects.filter(row=key.row).delete()


def sweep() -> int:
    """Erases what nobody has used for the idle time; how many rows that were."""
    return Sealed.objects.filter(touched__lte=minute() - settings.IDLE_MINUTES).delete()[0]
