"""Writes docs/map.md: every module with what it says of itself. `python -m tools.modules`, after a module is added."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "yorube"
MAP = ROOT / "docs" / "map.md"
# From the ground floor up.
ROOMS = ["law", "document", "seal", "consult", "screening", "interview", "papers", "evidence", "web", "cli"]
HEAD = """\
# The map: every module

What each module says of itself, room by room, from the ground floor up. What the rooms are for, and who may use whom:
[architecture.md](architecture.md). Written by `python -m tools.modules`.
"""


def modules(room: str) -> Iterator[tuple[str, str]]:
    """The modules of a room with the first sentence of each."""
    for path in sorted((SOURCE / room).rglob("*.py")):
        if path.name.startswith("__") or path.parent.name == "migrations":
            continue
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        first = re.split(r"(?<=[.:。]) (?=[A-Z`])|\n\n", said.replace("\n", " ") if said else "")[0]
        yield path.relative_to(SOURCE).as_posix(), first.replace("|", "/")


def text() -> str:
    """The page."""
    parts = [HEAD]
    for room in ROOMS:
        parts.append(f"\n## `{room}/`\n\n| module | |\n|---|---|\n")
        parts += [f"| `{name}` | {said} |\n" for name, said in modules(room)]
    return "".join(parts)


if __name__ == "__main__":
    MAP.write_text(text(), encoding="utf-8")
