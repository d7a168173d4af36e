"""The project keeps its own promises: its files, its copies of the contract, its one script, its arrows."""

import ast
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
ACCEPTANCE = ROOT / "tests" / "acceptance"
SOURCE = ROOT / "src" / "yorube"

APACHE_2 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"

# Built from parts, so that this file does not hold what it looks for.
HOSTS = re.compile(rb"(?i)\b(py" + rb"pi|python" + rb"hosted|npm" + rb"js)\.(org|com)\b")
PLACES = re.compile(rb"(?<![\w.:/-])/(wo" + rb"rk|ro" + rb"ot|ho" + rb"me/[a-z]+|tmp/bash_jobs)/")


# Files


@pytest.mark.parametrize("pattern", [HOSTS, PLACES], ids=["registry-host", "path-of-one-machine"])
def test_no_file_holds(pattern: re.Pattern[bytes], project_files: list[Path]) -> None:
    found = [(str(f), m[0]) for f in project_files for m in pattern.finditer((ROOT / f).read_bytes())]
    assert found == []


def test_the_patterns_find_what_they_look_for() -> None:
    assert HOSTS.search(b"https://py" + b"pi.org/simple")
    assert PLACES.search(b'open("/ho' + b'me/someone/report.toml")')
    assert not PLACES.search(b"https://example.jp/wo" + b"rk/page.html")


def test_the_licence_is_apache_2() -> None:
    assert hashlib.sha256((ROOT / "LICENSE").read_bytes()).hexdigest() == APACHE_2


def test_every_locked_package_has_a_hash() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        for package in re.split(r"\n(?=[a-z])", lock.read_text(encoding="utf-8")):
            assert "==" not in package or "--hash=sha256:" in package, f"{lock.name}: {package}"


def test_every_dependency_is_explained() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    explained = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = set(re.findall(r'"([a-z][\w-]*)>=', text))
    assert names
    assert {n for n in names if not re.search(rf"(?m)^\|[^|]*\b{n}\b", explained)} == set()


# The contract and its cases: copies, so that a clone stands on its own


def test_every_case_is_a_pair() -> None:
    reports = {p.name.removesuffix(".report.toml") for p in ACCEPTANCE.glob("*.report.toml")}
    expectations = {p.name.removesuffix(".expect.toml") for p in ACCEPTANCE.glob("*.expect.toml")}
    assert reports == expectations
    assert {f"{n}" for n in range(101, 138)} <= {name[:3] for name in reports}
    assert (ROOT / "docs" / "contract.md").read_text(encoding="utf-8").startswith("# The contract")


def test_the_checker_of_the_cases_runs(tmp_path: Path) -> None:
    """Here against a command that refuses everything."""
    refuse = f"{sys.executable} -c 'raise SystemExit(2)'"
    checker = str(ACCEPTANCE / "check_cases.py")
    command = [sys.executable, checker, str(ACCEPTANCE), "--command", refuse]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 1
    assert "101-x-insult-real-name: exit 2" in done.stdout
    assert re.fullmatch(r"\d+ passed, [1-9]\d* failed", done.stdout.splitlines()[-1])


@pytest.mark.skipif(not SHARED.is_dir(), reason="a clone on its own has nothing to compare its copies with")
def test_the_copies_are_exact() -> None:
    originals = {
        SHARED / "design" / "contract.md": ROOT / "docs" / "contract.md",
        SHARED / "tools" / "check_cases.py": ACCEPTANCE / "check_cases.py",
        **{path: ACCEPTANCE / path.name for path in (SHARED / "cases").iterdir()},
    }
    differ = [copy.name for original, copy in originals.items() if copy.read_bytes() != original.read_bytes()]
    assert differ == []
    assert {p.name for p in ACCEPTANCE.iterdir() if p.is_file()} == {
        copy.name for copy in originals.values() if copy.parent == ACCEPTANCE
    }


# The one script


def test_help_names_every_command_of_run() -> None:
    script = (ROOT / "run").read_text(encoding="utf-8")
    commands = re.findall(r"(?m)^([a-z]+)\)$", script)
    table = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True).stdout
    assert {"test", "check", "bench", "help"} <= set(commands)
    assert {c for c in [*commands, "serve"] if not re.search(rf"(?m)^\./run {c}\b", table)} == set()


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_readme_starts_with_two_commands(readme: str) -> None:
    block = re.search(r"(?ms)^```\w*\n(.*?)^```", (ROOT / readme).read_text(encoding="utf-8"))
    assert block
    lines = [line.split("#")[0].strip() for line in block[1].splitlines()]
    assert [line for line in lines if line] == ["./run", "./run test"]


# The arrows. import-linter checks who may call whom; here, what comes from outside the project.


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: write imports in full"
            yield node.module or ""


def modules(room: str = "") -> list[Path]:
    return sorted((SOURCE / room).rglob("*.py"))


def test_only_the_columns_use_numpy() -> None:
    users = {
        path.relative_to(SOURCE).as_posix()
        for path in modules()
        for name in imports(path)
        if name.split(".")[0] == "numpy"
    }
    assert users <= {"law/columns.py"}


def test_a_document_needs_one_library_for_each_writer() -> None:
    outside = {
        (path.name, name.split(".")[0])
        for path in modules("document")
        for name in imports(path)
        if name.split(".")[0] not in {*sys.stdlib_module_names, "yorube"}
    }
    assert outside == {("to_pdf.py", "typst"), ("to_docx.py", "docx")}


@pytest.mark.parametrize("room", ["law", "consult", "screening", "interview", "papers", "cli"])
def test_a_room_needs_the_standard_library_only(room: str) -> None:
    allowed = {*sys.stdlib_module_names, "yorube"}
    outside = {
        f"{path.relative_to(SOURCE)}: {name}"
        for path in modules(room)
        for name in imports(path)
        if name.split(".")[0] not in allowed and (path.name, name.split(".")[0]) != ("columns.py", "numpy")
    }
    assert modules(room)
    assert outside == set()


@pytest.mark.parametrize("room", ["consult", "papers", "screening"])
def test_a_room_is_pure(room: str) -> None:
    """Today is an argument, and a report is a value: no clock, no disk, no network, no chance."""
    reach_out = {"http", "io", "os", "pathlib", "random", "secrets", "socket", "subprocess", "time", "urllib"}
    found = set()
    for path in modules(room):
        found |= {(path.name, name) for name in imports(path) if name.split(".")[0] in reach_out}
        found -= {(path.name, "urllib.parse")}  # takes addresses apart and calls nobody
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name("open" | "input" | "print" as name)):
                    found.add((path.name, name))
                case ast.Attribute(attr="now" | "today" | "utcnow" as name):
                    found.add((path.name, name))
    assert found == set()
