"""`./run` on a bare machine: it sets itself up, or says in one line what to install."""

import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APT = "apt-get install python3 python3-venv ca-certificates"
TOOLS = ["sh", "cat", "dirname", "readlink", "sed", "sha256sum"]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A project that is not set up, beside a `bin` that holds nothing but the shell's everyday tools."""
    project = tmp_path / "a clone"
    project.mkdir()
    for name in ["run", "pyproject.toml", *(p.name for p in ROOT.glob("requirements*.txt"))]:
        shutil.copy2(ROOT / name, project / name)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        (tmp_path / "bin" / tool).symlink_to(str(shutil.which(tool)))
    return project


def run(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call `./run` from another folder, with hardly any environment."""
    environment |= {"PATH": str(project.parent / "bin"), "HOME": str(project.parent)}
    command = [str(project / "run"), *arguments]
    return subprocess.run(command, env=environment, cwd=project.parent, capture_output=True, text=True)


def put_python(project: Path, script: str) -> None:
    python = project.parent / "bin" / "python3"
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)


def assert_asks_for_packages(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert APT in done.stderr


def test_help_needs_nothing(bare: Path) -> None:
    done = run(bare, "help")
    assert done.returncode == 0
    assert done.stderr == ""
    assert done.stdout.startswith("./run  ")


def test_without_python_it_says_what_to_install(bare: Path) -> None:
    assert_asks_for_packages(run(bare))


def test_without_ensurepip_it_says_what_to_install(bare: Path) -> None:
    """As on a Debian with python3 and without python3-venv."""
    (bare.parent / "hide").mkdir()
    (bare.parent / "hide" / "ensurepip.py").write_text("raise ModuleNotFoundError('ensurepip')")
    put_python(bare, f"PYTHONPATH='{bare.parent}/hide' exec {sys.executable} \"$@\"")
    assert_asks_for_packages(run(bare))
    assert_asks_for_packages(run(bare, "test"))
    assert not (bare / ".venv").exists()


def test_with_an_old_python_it_says_what_to_install(bare: Path) -> None:
    old = "import sys; sys.version_info = (3, 10, 99)"
    put_python(bare, f'[ "$1" = -c ] && exec {sys.executable} -c "{old}; $2"')
    assert_asks_for_packages(run(bare))


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="looked for on Debian only")
def test_without_certificates_it_says_what_to_install(bare: Path) -> None:
    put_python(bare, f'exec {sys.executable} "$@"')
    assert_asks_for_packages(run(bare, SSL_CERT_FILE=str(bare / "none.crt")))


def test_a_failed_download_ends_with_one_clear_line(bare: Path) -> None:
    put_python(bare, f'[ "$1" = -c ] && exec {sys.executable} "$@"; exit 1')
    done = run(bare)
    assert done.returncode == 3
    assert done.stderr.splitlines()[-1].startswith("run: the packages could not be installed")


def test_the_wheel_holds_the_law(tmp_path: Path) -> None:
    uv = str(Path(sys.executable).parent / "uv")
    options = ["--quiet", "--offline", "--no-build-isolation", "--wheel", "--out-dir", str(tmp_path)]
    environment = {**os.environ, "UV_PYTHON": sys.executable}
    subprocess.run([uv, "build", *options, str(ROOT)], check=True, env=environment)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("yorube/rulebook/")}
    law = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src/yorube/rulebook").rglob("*.toml")}
    assert law
    assert law <= packed


@pytest.mark.long
def test_a_fresh_clone_reaches_its_first_outcome(
    tmp_path: Path, project_files: list[Path], record_property: Callable[[str, object], None]
) -> None:
    clone = tmp_path / "a clone"
    for name in project_files:
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, clone / name)
    report = clone / "tests" / "acceptance" / "101-x-insult-real-name.report.toml"
    command = [str(clone / "run"), "consult", str(report)]
    environment = {**os.environ, "UV_CACHE_DIR": str(tmp_path / "cache")}
    outputs = []
    for call in ["first", "second"]:
        started = time.monotonic()
        done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)
        record_property(f"fresh clone, {call} outcome", f"{time.monotonic() - started:.2f} s")
        assert done.returncode == 0, done.stderr
        outputs.append(done.stdout)
    assert outputs[0]
    assert outputs[0] == outputs[1]
    assert done.stderr == "", "the second call has nothing to set up"
