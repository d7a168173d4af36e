"""What several tests of the law room share: the smallest whole rulebook there is."""

from pathlib import Path

import pytest

BASE = Path(__file__).parent / "base"


@pytest.fixture(scope="session")
def base() -> dict[str, bytes]:
    """The files of the small rulebook in `base/`, by name."""
    return {path.relative_to(BASE).as_posix(): path.read_bytes() for path in sorted(BASE.rglob("*.toml"))}
