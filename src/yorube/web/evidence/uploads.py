"""Files that are sent to the pages of evidence: larger than elsewhere, and in memory only.

Each lies in memory that has no name in any folder (memfd, Linux) and is gone when the answer was given. Where nothing
may be sent, because the first question was not answered so, nothing of a file is even taken in.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path, PosixPath
from typing import Any, BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile, StopFutureHandlers
from django.http import HttpRequest, HttpResponse

from yorube.evidence.files_shown import shown
from yorube.evidence.kinds import PICTURES
from yorube.web.evidence import kept
from yorube.web.evidence.trial import ends
from yorube.web.evidence.unpacking import unpacks_to_more

# Bytes of one file and of all together; how many files.
LARGEST, TOTAL, MOST = 25_000_000, 50_000_000, 10
# What a form takes beside its files.
FORM = 100_000
# Points of a picture: more would take more memory to copy than the site has for one person.
POINTS = 50_000_000
# What archives in a file may unpack to.
UNPACKED = 300_000_000
SEAL, CHECK = "/evidence/seal", "/evidence/check"
NAME = 120


class Refused(Exception):
    """A file that is not worked on; `why` is the id of the word that says so, `name` that of the file."""

    def __init__(self, why: str, name: str = "") -> None:
        self.why, self.name = f"evidence.error.{why}", name
        super().__init__(why)


class Sent(PosixPath):
    """Where a file that was sent lies in memory, under the name it came with."""

    given: str

    @property
    def name(self) -> str:
        return self.given


def memory() -> BinaryIO:
    """A new file in memory alone."""
    return os.fdopen(os.memfd_create("sent"), "w+b", buffering=0)


class InMemory(FileUploadHandler):
    """Takes files into memory, or none at all."""

    def __init__(self, request: HttpRequest, *, allowed: bool) -> None:
        super().__init__(request)
        self.allowed = allowed

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, boundary: Any, encoding: Any = None
    ) -> None:
        self.allowed = self.allowed and content_length <= TOTAL + FORM

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not self.allowed:
            raise SkipFile
        self.file = memory()
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self.file.seek(0)
        return UploadedFile(self.file, self.file_name, self.content_type, file_size, self.charset)


def room(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Gives the two pages to which files are sent the room for them, before anybody reads the form."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.path in (SEAL, CHECK):
            allowed = request.path == CHECK or kept.may_send(request)
            request.upload_handlers = [InMemory(request, allowed=allowed)]
        return get_response(request)

    return answer


def sent(request: HttpRequest, most: int, largest: int = LARGEST) -> list[Sent]:
    """The files of a form: at most so many, each no larger. Raises Refused."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > TOTAL + FORM:
        raise Refused("total")
    files = request.FILES.getlist("file")
    if not files:
        raise Refused("none")
    if len(files) > most:
        raise Refused("many")
    return [place(file, largest) for file in files]


def place(file: UploadedFile[bytes], largest: int) -> Sent:
    """Where a file that was sent can be read. Raises Refused."""
    name = (file.name or "-")[-NAME:]
    if not file.size:
        raise Refused("empty", name)
    if file.size > largest:
        raise Refused("large", name)
    found = Sent(f"/proc/self/fd/{file.fileno()}")
    found.given = name
    return found


def readable(files: Sequence[Path]) -> None:
    """Raises Refused for a file of a kind that is not known here, or that would take too much to work on."""
    for path in files:
        if unpacks_to_more(path, UNPACKED):
            raise Refused("unpacked", path.name)
        seen = shown(path)
        if seen.kind == "other":
            raise Refused("kind", path.name)
        if not ends(path, seen.kind):
            raise Refused("long", path.name)
        if seen.kind in PICTURES and seen.said.get("width", 0) * seen.said.get("height", 0) > POINTS:
            raise Refused("points", path.name)
