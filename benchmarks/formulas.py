"""The 22 formulas in Yorube's own language, over columns and one by one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.inputs import NUMBERS, SEED, YES_NO, Inputs
from yorube.law import rulebook as r
from yorube.law.build import build
from yorube.law.columns import Column, Frame, truths
from yorube.law.expr import Node
from yorube.law.facts import Fact, Value
from yorube.law.parse import Names, parse
from yorube.law.text import Text
from yorube.law.world import World

FILE = Path(__file__).with_name("formulas.toml")
AS_OF = date(2026, 11, 22)

Truths = Mapping[str, NDArray[np.int8]]


@dataclass(frozen=True, slots=True)
class Model:
    """Facts and rules of formulas.toml, each rule as others speak of it: asked for twice, it is worked out once."""

    facts: Mapping[str, Fact]
    rules: Mapping[str, Node]


@cache
def model() -> Model:
    """The file, read and typed as the rulebook is."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))
    facts = {row["id"]: build(Fact, row, Names({}, {})) for row in tables["fact"]}
    rules: dict[str, tuple[Text, Node]] = {}
    for row in tables["rule"]:
        rule = build(r.Rule, row, Names(facts, rules))
        rules[rule.id] = rule.label, rule.value
    names = Names(facts, rules)
    return Model(facts, {id: parse({"rule": id}, names) for id in rules})


def told_of(told: Inputs, share: float) -> Mapping[str, NDArray[np.bool_]]:
    """Which inputs are told: all, or this share of them."""
    random, rows = np.random.default_rng(SEED + 1), len(told["public"])
    if share == 1:
        return dict.fromkeys(told, np.ones(rows, bool))
    return {name: random.random(rows, np.float32) < share for name in told}


def frame(told: Inputs, known: Mapping[str, NDArray[np.bool_]]) -> Frame:
    """The inputs as columns: 1 yes, -1 no, 0 where it is not told."""
    columns = {name: Column(truth(told[name]) * known[name].view(np.int8), known[name]) for name in YES_NO}
    columns |= {name: Column(told[name], known[name]) for name in NUMBERS}
    return Frame(model().facts, columns, len(told["public"]), AS_OF)


def truth(yes: NDArray[np.bool_]) -> NDArray[np.int8]:
    return 2 * yes.view(np.int8) - np.int8(1)


def evaluate(rows: Frame) -> Truths:
    """Every formula for every row: 1 yes, -1 no, 0 unknown."""
    return truths(model().rules, rows)


def world(told: Inputs, known: Mapping[str, NDArray[np.bool_]], row: int) -> World:
    """One row as one report."""
    facts: dict[str, Value] = {n: "yes" if told[n][row] else "no" for n in YES_NO if known[n][row]}
    facts |= {name: int(told[name][row]) for name in NUMBERS if known[name][row]}
    return World(facts, AS_OF)
