"""Pages of an interview are worked out one after the other in a worker.

Python runs one thread of a process at a time. Threads that work things out side by side only interrupt each other, at
each look into the database again: every one of them ends late, and all together cost more.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import Lock

from django.http import HttpRequest, HttpResponse

View = Callable[..., HttpResponse]
TURN = Lock()
# How long a page waits for those before it, in seconds; then it is worked out beside them. One that takes long, or
# waits for the database, holds nobody up for longer.
PATIENCE = 0.1


def in_turn(view: View) -> View:
    """The view, worked out when no other of these is."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        mine = TURN.acquire(timeout=PATIENCE)
        try:
            return view(request, *args, **kwargs)
        finally:
            if mine:
                TURN.release()

    return answer
