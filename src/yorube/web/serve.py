"""Starting the site: the folder, the table, the check, the sweep, the server."""

from __future__ import annotations

import logging
import os
import signal
import socket
import threading
from functools import partial
from io import StringIO

from yorube.law.text import Text
from yorube.web.spread import Application, Load, spread

log = logging.getLogger(__name__)
SWEEP_SECONDS = 60
WORKERS, THREADS = 2, 4
# How long a worker may take to end what it has begun.
ENDING_SECONDS = 10
TAKEN = Text(
    "ここではほかのプログラムが動いています",
    "another program listens there, or the address is not this machine's",
)
NO_FOLDER = Text("データのフォルダを作れません", "the data folder cannot be made or written")


class Unusable(Exception):
    """The site cannot start: the place, and why."""

    def __init__(self, place: object, why: Text) -> None:
        self.place, self.why = place, why
        super().__init__(f"{place}: {why['en']}")


def serve(host: str, port: int) -> None:
    """Serves until interrupted. Raises Unusable when it cannot start."""
    free(host, port)
    prepare()
    from granian import Granian
    from granian.constants import Interfaces

    from yorube.law import shipped

    shipped()  # compiled once, before the workers load it
    Granian(
        "yorube.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=THREADS,
        workers_kill_timeout=ENDING_SECONDS,
        log_enabled=False,
    ).serve(target_loader=partial(loaded, Load(WORKERS)), wrap_loader=False)


def loaded(load: Load) -> Application:
    """The application, in a worker; with it the sweep begins.

    The sweep is the workers' own, since a connection to SQLite must not be open where a process forks. Until the
    application is there, a worker ends as soon as it is told to: it would not hear it later.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    from yorube.web.wsgi import application

    threading.Thread(target=sweep_until, args=(threading.Event(),), daemon=True).start()
    load.join()
    return spread(application, load)


def free(host: str, port: int) -> None:
    """Raises Unusable when the address cannot be listened on."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise Unusable(f"{host}:{port}", TAKEN) from None


def prepare() -> None:
    """Makes the folder and the table, and has Django check itself."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "yorube.web.settings"
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from yorube.evidence.authorities import SETTING, AuthorityError, configured

    try:
        configured(os.environ)
    except AuthorityError as error:
        raise Unusable(SETTING, Text(str(error), str(error))) from None
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        (settings.DATA / "yorube.sqlite3").touch(mode=0o600)
    except OSError:
        raise Unusable(settings.DATA, NO_FOLDER) from None
    django.setup()
    call_command("migrate", verbosity=0)
    # Once for the file: asked at each new connection it may be refused, without waiting, while another one closes.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=WAL")
    connection.close()
    call_command("check", stdout=StringIO())  # raises when something is wrong; says nothing else


def sweep_until(stop: threading.Event) -> None:
    """Erases what nobody used for the idle time: at once, and every minute, visitors or not. A minute in which the
    database refuses does not end it."""
    from django.db import DatabaseError, connection

    from yorube.web.vault.rows import sweep

    while True:
        try:
            sweep()
        except DatabaseError:
            log.exception("sweep")
        connection.close()
        if stop.wait(SWEEP_SECONDS):
            return
