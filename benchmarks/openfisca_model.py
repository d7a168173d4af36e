"""The 22 formulas of formulas.toml as OpenFisca variables. Runs in an environment of its own, never in Yorube's:

    python -m benchmarks.openfisca_model columns ROWS RUNS
    python -m benchmarks.openfisca_model one RUNS

prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

from numpy import logical_not as not_
from openfisca_core.entities import build_entity  # type: ignore[import-not-found]
from openfisca_core.periods import DateUnit  # type: ignore[import-not-found]
from openfisca_core.simulations import SimulationBuilder  # type: ignore[import-not-found]
from openfisca_core.taxbenefitsystems import TaxBenefitSystem  # type: ignore[import-not-found]
from openfisca_core.variables import Variable  # type: ignore[import-not-found]

from benchmarks.inputs import NUMBERS, YES_NO, Inputs, checksum, inputs
from benchmarks.measure import held_mib, peak_mib, timed

MONTH = "2026-11"
POST = build_entity(key="post", plural="posts", label="A post", is_person=True)


FORMULAS: dict[str, Callable[..., Any]] = {}


def formula(calculate: Callable[..., Any]) -> Callable[..., Any]:
    """One of the 22."""
    FORMULAS[calculate.__name__] = calculate
    return calculate


@formula
def publicity(post, period):
    return post("public", period) | (post("readers", period) >= 30)


@formula
def standing(post, period):
    return post("asserts_fact", period) & post("lowers_reputation", period)


@formula
def truth(post, period):
    in_public_interest = post("public_interest", period) & post("public_purpose", period)
    return in_public_interest & not_(post("false", period))


@formula
def defamation_civil(post, period):
    return (
        post("publicity", period)
        & post("identifiable", period)
        & post("lowers_reputation", period)
        & not_(post("truth", period))
    )


@formula
def defamation_crime(post, period):
    return (
        post("publicity", period)
        & post("identifiable", period)
        & post("standing", period)
        & not_(post("truth", period))
    )


@formula
def insult_civil(post, period):
    reached = post("publicity", period) | (post("readers", period) >= 2)
    return post("identifiable", period) & post("insulting", period) & reached


@formula
def insult_crime(post, period):
    return (
        post("publicity", period)
        & post("identifiable", period)
        & post("insulting", period)
        & not_(post("standing", period))
    )


@formula
def private_matter(post, period):
    return post("private", period) & not_(post("public_interest", period))


@formula
def privacy(post, period):
    return post("publicity", period) & post("identifiable", period) & post("private_matter", period)


@formula
def any_civil(post, period):
    return post("defamation_civil", period) | post("insult_civil", period) | post("privacy", period)


@formula
def any_crime(post, period):
    return post("defamation_crime", period) | post("insult_crime", period)


@formula
def log_kept(post, period):
    return post("days_since_post", period) <= 90


@formula
def log_ending(post, period):
    return post("log_kept", period) & (post("days_since_post", period) >= 60)


@formula
def complaint_open(post, period):
    return not_(post("sender_known", period)) | (post("days_since_known", period) <= 183)


@formula
def prosecution_open(post, period):
    return post("days_since_post", period) < 1095


@formula
def claim_open(post, period):
    return not_(post("sender_known", period)) | (post("days_since_known", period) < 1095)


@formula
def identify(post, period):
    return post("any_civil", period) & not_(post("sender_known", period)) & post("log_kept", period)


@formula
def desk_police(post, period):
    in_time = post("complaint_open", period) & post("prosecution_open", period)
    return post("danger", period) | (post("any_crime", period) & in_time)


@formula
def desk_children(post, period):
    return post("minor", period) & (post("any_civil", period) | post("any_crime", period))


@formula
def desk_legal_aid(post, period):
    return post("any_civil", period) & post("claim_open", period) & (post("income", period) <= 20)


@formula
def desk_lawyer(post, period):
    claim = post("any_civil", period) & post("claim_open", period)
    return (post("identify", period) | claim) & not_(post("desk_legal_aid", period))


@formula
def desk_hotline(post, period):
    return not_(
        post("desk_police", period)
        | post("desk_children", period)
        | post("desk_legal_aid", period)
        | post("desk_lawyer", period)
    )


def variable(name: str, kind: type, **formula: Callable[..., Any]) -> type:
    """An input, or what a formula gives."""
    body = {"value_type": kind, "entity": POST, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), body | formula)


def system() -> Any:
    """The rules, loaded once."""
    rules = TaxBenefitSystem([POST])
    for name in YES_NO:
        rules.add_variable(variable(name, bool))
    for name in NUMBERS:
        rules.add_variable(variable(name, int))
    for name, calculate in FORMULAS.items():
        rules.add_variable(variable(name, bool, formula=calculate))
    return rules


def build(rules: Any, told: Inputs, trace: bool = False) -> Any:
    """A simulation with its inputs."""
    simulation = SimulationBuilder().build_default_simulation(rules, len(told["public"]))
    simulation.trace = trace
    for name, values in told.items():
        simulation.set_input(name, MONTH, values)
    return simulation


def calculate(simulation: Any) -> dict[str, Any]:
    """All 22 results."""
    return {name: simulation.calculate(name, MONTH) for name in FORMULAS}


def columns(rows: int, runs: int) -> dict[str, Any]:
    """Many posts at once: memory of the first run, time of each."""
    rules, told = system(), inputs(rows)
    before = held_mib()
    results = calculate(build(rules, told))
    over = peak_mib() - before
    found = checksum(results)
    del results
    building = timed(lambda: build(rules, told), runs, True)
    fresh = [build(rules, told) for _ in range(runs)]
    evaluating = timed(lambda: calculate(fresh.pop()), runs, True)
    return {**found, "over_mib": over, "build": building.data, "evaluate": evaluating.data}


def one(runs: int) -> dict[str, Any]:
    """One post: the inputs set and everything calculated, without and with the trace."""
    rules, told = system(), inputs(1)
    plain = timed(lambda: calculate(build(rules, told)), runs)
    traced = timed(lambda: calculate(build(rules, told, True)), runs)
    return {"plain": plain.data, "traced": traced.data}


if __name__ == "__main__":
    calls: dict[str, Callable[..., Any]] = {"columns": columns, "one": one}
    call, *sizes = sys.argv[1:]
    print(json.dumps(calls[call](*map(int, sizes))))
