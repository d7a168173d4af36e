"""Sizes: quick ones by default; `--all` enlarges them and adds the tests marked `long`. Nothing is left out."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--all", action="store_true", help="all sizes: larger ones, and the tests marked long")


def pytest_configure(config: pytest.Config) -> None:
    # The same examples every time: what fails is the change, not the dice.
    settings.register_profile("quick", deadline=None, print_blob=True, derandomize=True)
    settings.register_profile("all", settings.get_profile("quick"), max_examples=300)
    settings.load_profile("all" if config.getoption("all") else "quick")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("all"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if item not in long]
    config.hook.pytest_deselected(items=long)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests measured and handed to `record_property`."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"measured: {name}: {value}")


@pytest.fixture(scope="session")
def sizes_all(pytestconfig: pytest.Config) -> bool:
    """Whether the tests run in all their sizes."""
    return bool(pytestconfig.getoption("all"))


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def project_files() -> list[Path]:
    """Every file of the project, relative to its root: tracked, or new and not ignored."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    listing = ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, capture_output=True, check=True, env=environment).stdout.decode()
    return sorted(Path(n) for n in set(names.split("\0")) if n and (ROOT / n).is_file())
