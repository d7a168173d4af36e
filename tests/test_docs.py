"""The documents say what the code does: every command and option, every rule's keys, every link, every example."""

import argparse
import contextlib
import json
import re
import shlex
import subprocess
import tomllib
import types
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Union, get_args, get_origin
from xml.etree import ElementTree

import pytest

import yorube
from tools import modules
from yorube.cli import parser
from yorube.law import checks, facts, load, parse
from yorube.law import rulebook as r
from yorube.law.build import shape_of
from yorube.law.calendar import Calendar
from yorube.law.periods import UNITS, Length

ROOT = Path(__file__).resolve().parent.parent
RULEBOOK = ROOT / "src" / "yorube" / "rulebook"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


COMMANDS = text("docs/commands.md")
BOOK = text("docs/rulebook.md")


def fences(page: str, lang: str) -> list[str]:
    return re.findall(rf"(?ms)^```{lang}\n(.*?)^```", page)


# Commands


def commands(
    top: argparse.ArgumentParser, path: str = "yorube"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield f"{path} {name}", below
                yield from commands(below, f"{path} {name}")


ALL = dict(commands(parser()))


def section(command: str) -> str:
    """The part of docs/commands.md about a command: the heading names it, or the command above it."""
    name = " ".join(command.split()[:2])
    parts = re.split(r"(?m)^## ", COMMANDS)
    found = [part for part in parts if re.search(rf"`{name}\b", part.partition("\n")[0])]
    assert len(found) == 1, f"docs/commands.md needs one section for {name}"
    return found[0]


def options(command: argparse.ArgumentParser) -> set[str]:
    return {o for action in command._actions for o in action.option_strings if o not in ("-h", "--help")}


@pytest.mark.parametrize("command", ALL)
def test_every_command_is_documented(command: str) -> None:
    about = section(command)
    assert f"`{command}" in about
    for action in ALL[command]._actions:
        if isinstance(action, argparse._HelpAction | argparse._SubParsersAction):
            continue
        for name in action.option_strings:
            assert re.search(rf"`[^`\n]*{name}\b", about), f"{command} {name}"
        if not action.option_strings and isinstance(action.metavar, str):
            assert re.search(rf"`[^`\n]*\b{action.metavar}\b", about), f"{command} {action.metavar}"
        for choice in action.choices or ():
            assert re.search(rf"`[^`\n]*\b{choice}`", about), f"{command} {action.dest} {choice}"


def test_no_option_is_documented_that_does_not_exist() -> None:
    for command in {" ".join(command.split()[:2]) for command in ALL}:
        known = {o for name, one in ALL.items() if name.startswith(command) for o in options(one)}
        # A section may speak of two commands that are the same.
        assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section(command))) <= known | {"--help"}, command


def test_every_command_of_run_is_documented() -> None:
    script = text("run")
    about = section("./run")
    for name in [*re.findall(r"(?m)^([a-z]+)\)$", script), "serve", "COMMAND"]:
        assert re.search(rf"`\./run {name}\b", about), name
    for line in re.findall(r"(?m)^#   (\./run[^#\n]*?)(?:  .*)?$", script):
        assert f"`{line.strip()}`" in about, line


def test_every_exit_status_is_documented() -> None:
    assert set(re.findall(r"(?m)^\| (\d+) \|", COMMANDS)) == {"0", "1", "2", "3", "130"}


PAGES = [
    "README.md",
    "README.ja.md",
    "CONTRIBUTING.md",
    "docs/commands.md",
    "docs/how-to.md",
    "docs/operations.md",
]


def examples(page: str) -> Iterator[str]:
    """The lines of the page's shell blocks, without comments."""
    for block in fences(text(page), "sh"):
        for line in block.splitlines():
            if line.startswith("./run"):
                yield line.split(" #")[0].strip()


@pytest.mark.parametrize("page", PAGES)
def test_every_example_can_be_typed(page: str) -> None:
    own = re.findall(r"(?m)^([a-z]+)\)$", text("run"))
    for line in examples(page):
        words = shlex.split(re.split(r"\s[<>]\s", line)[0])[1:]
        if not words or words[0] in own:
            continue
        with contextlib.suppress(SystemExit):
            args = parser().parse_args(words)
            for name in getattr(args, "files", ()):
                assert name == "-" or list(ROOT.glob(name)), line
            continue
        pytest.fail(f"{page}: {line}")


def test_both_readmes_show_the_same_commands() -> None:
    def shown(page: str) -> list[list[str]]:
        every = {*examples(page), *re.findall(r"`(\./run [^`]+)`", text(page))}
        return sorted([w for w in line.split() if w not in ("--lang", "en", "ja")] for line in every)

    assert shown("README.md") == shown("README.ja.md")
    assert [*examples("README.md")][:2] == ["./run", "./run test"]
    assert fences(text("README.md"), "python") == fences(text("README.ja.md"), "python")


@pytest.mark.parametrize("page", ["README.md", "docs/commands.md"])
def test_the_python_in_the_docs_runs(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    blocks = fences(text(page), "python")
    assert blocks
    for block in blocks:
        names: dict[str, Any] = {}
        exec(block, names)
        assert names["outcome"]["schema"] == "yorube.outcome/1"


# The rulebook's format


def kinds() -> dict[str, type]:
    ground = {
        "ground": r.GroundHead,
        "version": r.Version,
        "penalty": r.Penalty,
        "element": r.Element,
        "defence": r.Defence,
    }
    single = {"rulebook": load.Head, "legal_aid": r.LegalAid}
    assert (tuple(ground), tuple(single)) == (load.GROUND, load.SINGLE)
    return {**load.KINDS, **ground, **single}


def parts() -> Mapping[str, str]:
    """What docs/rulebook.md says of each kind of row: from its head to the next, comments included."""
    found: dict[str, str] = {}
    for block in fences(BOOK, "toml"):
        heads = list(re.finditer(r"(?m)^\[{1,2}(\w+)\]{1,2}", block))
        ends = [*(match.start() for match in heads[1:]), len(block)]
        for head, end in zip(heads, ends, strict=True):
            found[head[1]] = found.get(head[1], "") + block[head.start() : end]
    return found


PARTS = parts()
# Written as `length = { by = "limitation" }`.
NOT_WRITTEN = {("clock", "by_limitation")}


def keys(kind: type) -> Iterator[str]:
    """Every key a table of this kind may have, and those of the tables inside it."""
    for key, (_, hint, _) in shape_of(kind).items():
        yield key
        for inner in inside(hint):
            yield from UNITS if inner is Length else keys(inner) if inner is not kind else ()


def inside(hint: Any) -> Iterator[type]:
    """The tables a value of this type may hold; texts are described once."""
    if get_origin(hint) in (tuple, Union, types.UnionType):
        for arg in get_args(hint):
            yield from inside(arg)
    elif is_dataclass(hint) and isinstance(hint, type) and hint.__name__ != "Text":
        yield hint


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_of_rule_is_documented_with_all_its_keys(kind: str) -> None:
    assert kind in PARTS, f"docs/rulebook.md has no [{kind}]"
    anywhere = {*UNITS, "ja", "en", "easy"}  # in the sections on texts and on lengths
    for key in keys(kinds()[kind]):
        where = BOOK if key in anywhere else PARTS[kind]
        assert (kind, key) in NOT_WRITTEN or re.search(rf"\b{key}\b", where), f"{kind}: {key}"


@pytest.mark.parametrize("kind", kinds())
def test_no_key_is_documented_that_does_not_exist(kind: str) -> None:
    assert set(re.findall(r"(?m)^(\w+) = ", PARTS[kind])) <= set(keys(kinds()[kind]))


def test_the_calendar_is_documented() -> None:
    for field in fields(Calendar):
        assert re.search(rf"(?m)^\[?{field.name}\b", "".join(fences(BOOK, "toml"))), field.name


def test_every_operator_is_documented() -> None:
    expressions = BOOK.partition("\n## Expressions")[2].partition("\n## ")[0]
    for operator, (_, others) in parse.OPERATORS.items():
        for key in (operator, *others):
            assert re.search(rf"[{{,`]\s?{key}\b", expressions), f"{operator}: {key}"
    assert {key for tests in parse.TESTS.values() for key in tests} <= set(parse.OPERATORS["fact"][1])


def test_every_word_of_a_choice_is_documented() -> None:
    for kind, shape in kinds().items():
        for key, words in {**checks.WORDS, **checks.WORDS_OF.get(kind, {})}.items():
            for word in words if key in shape_of(shape) else ():
                # Sources say once how sure we are; articles and decisions refer to it.
                where = PARTS["source"] if key == "checked" else PARTS[kind]
                assert re.search(rf"\b{word}\b", where), f"{kind}: {key} = {word!r}"
    assert {word for word in checks.SAME if not re.search(rf"`{word}`", BOOK)} <= {""}
    assert {kind for kind in facts.TYPES if not re.search(rf"\b{kind}\b", PARTS["fact"])} == set()


def test_every_file_of_the_rulebook_is_documented() -> None:
    table = BOOK.partition("| file or folder")[2].partition("\n\n")[0]
    said = {name.removesuffix("/*.toml") for name in re.findall(r"`([\w/*.]+)`", table)}
    assert said == {
        p.name for p in RULEBOOK.iterdir() if p.suffix == ".toml" or (p.is_dir() and p.name[0] != "_")
    }


# Words, rooms, decisions


def tables() -> Iterator[tuple[Path, Mapping[str, Any]]]:
    for path in sorted(RULEBOOK.rglob("*.toml")):
        yield path, tomllib.loads(path.read_text(encoding="utf-8"))


def test_the_glossary_names_every_ground_and_deadline() -> None:
    glossary = text("docs/glossary.md")
    wanted = {table["ground"]["id"] for _, table in tables() if "ground" in table}
    wanted |= {row["id"] for _, table in tables() for row in table.get("clock", ())}
    assert wanted
    assert {id for id in wanted if f"`{id}`" not in glossary} == set()


def test_the_glossary_names_nothing_that_does_not_exist() -> None:
    known: set[str] = set()
    for _, table in tables():
        for rows in table.values():
            for row in rows if isinstance(rows, list) else [rows]:
                known |= {row["id"]} if isinstance(row, dict) and "id" in row else set()
        if "ground" in table:
            ground = table["ground"]["id"]
            known |= {f"{ground}.{row['id']}" for row in (*table["element"], *table.get("defence", ()))}
    used = set(re.findall(r"`([a-z_]+\.[a-z_.]+)`", text("docs/glossary.md")))
    assert used - known == set()


def test_the_map_shows_every_module() -> None:
    assert text("docs/map.md") == modules.text(), "python -m tools.modules"
    rooms = {path.name for path in (ROOT / "src" / "yorube").iterdir() if (path / "__init__.py").is_file()}
    assert rooms == {*modules.ROOMS}
    assert {room for room in rooms if f"| `yorube/{room}/` |" not in text("docs/architecture.md")} == set()
    for row in modules.text().splitlines():
        assert not row.endswith("|  |"), f"{row}: says nothing of itself"


def test_every_setting_is_documented() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    settings = set(re.findall(r'(?:environ(?:\.get\(|\[)|SETTING = )"(YORUBE_\w+)"', code))
    assert settings
    assert settings == set(re.findall(r"(?m)^\| `(YORUBE_\w+)` \|", text("docs/operations.md")))


def test_the_decisions_are_numbered() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    for number, page in enumerate(pages, 1):
        written = page.read_text(encoding="utf-8")
        assert page.name.startswith(f"{number:04}-")
        assert written.startswith(f"# {number}. ")
        assert all(f"**{part}.**" in written for part in ("Context", "Decision", "Consequences")), page.name


# Links and the picture


def slug(heading: str) -> str:
    """The anchor of a heading, as the usual hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.replace("`", "").lower()).strip().replace(" ", "-")


def test_every_link_leads_somewhere(project_files: list[Path]) -> None:
    broken = []
    for name in (f for f in project_files if f.suffix == ".md" and "acceptance" not in f.parts):
        page = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", text(str(name)))
        for link in re.findall(r"\]\(([^)\s]+)\)", page):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, anchor = link.partition("#")
            target = (ROOT / name.parent / path).resolve() if path else ROOT / name
            if not target.exists() or ROOT not in (target, *target.parents):
                broken.append((str(name), link))
            elif anchor:
                headings = re.findall(r"(?m)^#+ (.+)$", target.read_text(encoding="utf-8"))
                broken += [] if anchor in map(slug, headings) else [(str(name), link)]
    assert broken == []


def test_the_picture_tells_the_truth() -> None:
    """Its title is there for those who cannot see it, and what it shows is what the case gives."""
    svg = ElementTree.fromstring(text("docs/picture.svg"))
    name = "{http://www.w3.org/2000/svg}"
    assert svg.get("role") == "img"
    assert svg.findtext(f"{name}title")
    assert svg.findtext(f"{name}desc")
    words = [element.text or "" for element in svg.iter(f"{name}text")]
    with (ROOT / "tests/acceptance/101-x-insult-real-name.report.toml").open("rb") as file:
        outcome = yorube.consult(tomllib.load(file))
    days = {day for word in words for day in re.findall(r"\d{4}-\d\d-\d\d", word)}
    assert {day for day in days if f'"{day}"' not in json.dumps(outcome)} == set()
    shown = [word.partition(" ")[2] for word in words if re.match(r"\d\. ", word)]
    assert shown == [row["label"]["ja"] for row in outcome["actions"][:3]]
    status = {row["ground"]: row["status"] for row in outcome["findings"]}
    said = [word.rpartition(" ")[2] for word in words if re.search(r"(un)?(likely|clear)$", word)]
    assert said == [status[g] for g in ("crime.insult", "civil.defamation", "crime.defamation")]


def test_run_help_is_the_table_of_the_script() -> None:
    table = subprocess.run([ROOT / "run", "help"], capture_output=True, text=True, check=True).stdout
    for line, after in pairwise(table.splitlines()):
        assert line.startswith("./run")
        assert after.startswith("./run")
