"""Starting the site: the folder, the table, the check, the sweep, the server."""

from __future__ import annotations

import os
import threading

from granian import Granian
from granian.constants import Interfaces

SWEEP_SECONDS = 60
WORKERS, THREADS = 2, 4


class Taken(Exception):
    """The address cannot be listened on; the argument says which."""


def prepare() -> None:
    """Makes the folder and the table."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "yorube.web.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("check", verbosity=0)


def sweep_forever(stop: threading.Event) -> None:
    """Erases what nobody used for the idle time, every minute, visitors or not."""
    from django.db import connection

    from yorube.web.vault.rows import sweep

    while not stop.wait(SWEEP_SECONDS):
        sweep()
        connection.close()


def serve(host: str, port: int) -> None:
    """Serves until interrupted. Raises Taken when another program listens there."""
    import socket

    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Taken(f"{host}:{port}: {error.strerror}") from None
    prepare()
    from yorube.law import shipped

    shipped()  # compiled before the workers load it
    stop = threading.Event()
    threading.Thread(target=sweep_forever, args=(stop,), daemon=True).start()
    try:
        Granian(
            "yorube.web.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=WORKERS,
            blocking_threads=THREADS,
            log_enabled=False,
        ).serve()
    finally:
        stop.set()
