"""The cases prove the law as data: every clause decided both ways, every citation used, mistakes noticed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest

from tests.proof.cases import FOLDERS, cases
from tests.proof.coverage import covered
from tests.proof.mutation import Mutant, every, survivors
from yorube.consult import assess
from yorube.law import shipped

# The mutants are tried in this many parts, so that several processes share them.
PARTS = 8
SHARE = 0.9
# How many mutants of each part are tried in the quick sizes.
QUICK = 10


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_gets_what_it_expects(case) -> None:
    assert list(case.failures(assess(case.report, shipped()))) == []


def test_there_are_enough_cases_and_each_says_why() -> None:
    golden = [case for case in cases() if int(case.name[:3]) >= 200]
    assert len(golden) >= 60
    assert all(case.expect["why"] and case.expect["basis"] for case in cases())
    courts = [
        case for case in golden if any("判" in basis or "決" in basis for basis in case.expect["basis"])
    ]
    assert len(courts) >= 20


def test_every_clause_is_decided_both_ways() -> None:
    clauses = covered(shipped(), cases()).clauses.values()
    assert [
        f"{clause.place}: never {clause.missing}: {clause.text}" for clause in clauses if clause.missing
    ] == []


def test_every_ground_comes_out_likely_or_unclear_and_unlikely() -> None:
    seen: Mapping[str, set[str]] = {ground: set() for ground in shipped().grounds}
    for case in cases():
        for row in assess(case.report, shipped())["findings"]:
            seen[row["ground"]].add("met" if row["status"] in ("likely", "unclear") else row["status"])
    assert {ground: found for ground, found in seen.items() if not {"met", "unlikely"} <= found} == {}


def tried(part: int, whole: bool) -> list[Mutant]:
    mutants = every(shipped())[part::PARTS]
    return mutants if whole else Random(part).sample(mutants, QUICK)


@pytest.mark.parametrize("part", range(PARTS))
def test_nine_of_ten_mistakes_in_the_rules_are_noticed(part: int, sizes_all: bool, record_property) -> None:
    mutants = tried(part, sizes_all)
    alive = survivors(shipped(), mutants)
    record_property(f"mutants, part {part}", f"{len(mutants) - len(alive)} of {len(mutants)} killed")
    for mutant in alive:
        record_property("survivor", f"{mutant.place}: {mutant.what}")
    # A small sample may have bad luck: its share is held to the same figure only in the whole.
    allowed = (1 - SHARE) * len(mutants) if sizes_all else QUICK * 0.3
    assert len(alive) <= allowed, [f"{mutant.place}: {mutant.what}" for mutant in alive]


def test_the_cases_lie_beside_their_reports() -> None:
    def names(folder: Path, kind: str) -> set[str]:
        return {path.name.removesuffix(f".{kind}.toml") for path in folder.glob(f"*.{kind}.toml")}

    for folder in FOLDERS:
        assert names(folder, "report") == names(folder, "expect")
