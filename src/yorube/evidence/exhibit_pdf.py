"""Somebody else's PDF as pictures of its pages: nothing in it is run, linked or kept but what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from yorube.document.to_pdf import fonts

MOST_PAGES = 100
PPI = 144
DRAW = b'#set page(width: auto, height: auto, margin: 0pt)\n#image("given.pdf", page: int(sys.inputs.page))\n'
NO_PAGE = "does not exist"


class PdfError(ValueError):
    """A PDF that cannot be drawn."""


def pages(data: bytes) -> Iterator[bytes]:
    """Each page as PNG. Raises PdfError for a file without a page that can be drawn."""
    with TemporaryDirectory() as folder:
        room = Path(folder)
        (room / "given.pdf").write_bytes(data)
        main = room / "draw.typ"
        main.write_bytes(DRAW)
        for number in range(1, MOST_PAGES + 1):
            try:
                made = typst.compile(
                    main,
                    root=room,
                    font_paths=fonts(),
                    sys_inputs={"page": str(number)},
                    format="png",
                    ppi=PPI,
                )
            except RuntimeError as error:
                if number > 1 and NO_PAGE in str(error):
                    return
                raise PdfError("cannot be drawn") from error
            yield made if isinstance(made, bytes) else made[0]
