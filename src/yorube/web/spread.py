"""Visitors are spread over the workers.

The system gives a new connection to any worker that listens, and there it stays as long as the browser keeps it: one
worker may have all the visitors while another has none. So a worker with more in work than another ends the connection
with its answer, which HTTP allows at any time; the next question of that visitor falls to a worker anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from multiprocessing import RawArray, Value
from threading import Lock
from typing import Any

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]
# One more than another is no reason to part: moving a visitor would only turn it round.
UNEVEN = 2


class Load:
    """How many requests each worker has in work, in memory that all of them share. No more is known of a request."""

    def __init__(self, workers: int) -> None:
        self._counts = RawArray("i", workers)
        self._joined = Value("i", 0)
        self._place = 0

    def join(self) -> None:
        """Takes a place of its own for this worker."""
        with self._joined.get_lock():
            self._place = self._joined.value % len(self._counts)
            self._joined.value += 1

    def add(self, requests: int) -> None:
        """So many more in work here."""
        self._counts[self._place] += requests

    @property
    def uneven(self) -> bool:
        """Whether this worker has clearly more in work than another."""
        return bool(self._counts[self._place] - min(self._counts) >= UNEVEN)


def spread(application: Application, load: Load) -> Application:
    """The application as a worker runs it: counted, and parting with a visitor where another worker has less to do."""
    lock = Lock()  # the threads of this worker count at the same place

    def answer(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            parting = [("Connection", "close")] if load.uneven else []
            return start_response(status, [*headers, *parting], *rest)

        with lock:
            load.add(1)
        try:
            return application(environ, start)
        finally:
            with lock:
                load.add(-1)

    return answer
