"""Two authorities with keys of their own."""

from collections.abc import Iterator

import pytest

from tests.seal.authority import Keys, serving
from yorube.seal import Authority


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Keys]:
    room = tmp_path_factory.mktemp("authorities")
    return {name: Keys.make(room / name, name) for name in ("one", "two")}


@pytest.fixture(scope="session")
def authorities(keys: dict[str, Keys]) -> Iterator[tuple[Authority, Authority]]:
    with serving(keys["one"], "one") as one, serving(keys["two"], "two") as two:
        yield one, two
