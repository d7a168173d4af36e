"""Plain data that nobody changes."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from copy import copy, deepcopy
from typing import Any

import pytest

from yorube.law.frozen import FrozenDict, FrozenList, frozen

PLAIN = {"a": [1, {"b": "語"}], "c": None}


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.update(a=1),
        lambda found: found.pop("a"),
        lambda found: found.popitem(),
        lambda found: found.clear(),
        lambda found: found.setdefault("d", 1),
        lambda found: found.__setitem__("a", 1),
        lambda found: found.__delitem__("a"),
        lambda found: found.__ior__({"d": 1}),
        lambda found: found["a"].append(1),
        lambda found: found["a"].extend([1]),
        lambda found: found["a"].insert(0, 1),
        lambda found: found["a"].pop(),
        lambda found: found["a"].remove(1),
        lambda found: found["a"].clear(),
        lambda found: found["a"].sort(),
        lambda found: found["a"].reverse(),
        lambda found: found["a"].__setitem__(0, 1),
        lambda found: found["a"].__delitem__(0),
        lambda found: found["a"].__iadd__([1]),
        lambda found: found["a"].__imul__(2),
        lambda found: found["a"][1].update(b="x"),
    ],
)
def test_what_would_change_it_is_refused(change: Callable[[Any], object]) -> None:
    found = frozen(PLAIN)
    with pytest.raises(TypeError, match=r"not to be changed; copy\.deepcopy"):
        change(found)
    assert found == PLAIN


def test_it_reads_and_is_written_as_what_it_is() -> None:
    found = frozen(PLAIN)
    assert found == PLAIN
    assert isinstance(found["a"], list)
    assert isinstance(found["a"][1], dict)
    assert json.dumps(found) == json.dumps(PLAIN)


def test_a_copy_is_one_s_own_and_a_stored_one_stays_frozen() -> None:
    found = frozen(PLAIN)
    own = deepcopy(found)
    own["a"][1]["b"] = "x"
    assert type(own) is dict
    assert type(own["a"]) is list
    assert found == PLAIN
    for again in (pickle.loads(pickle.dumps(found)), copy(found)):
        assert again == PLAIN
        assert type(again) is FrozenDict
        assert type(again["a"]) is FrozenList
