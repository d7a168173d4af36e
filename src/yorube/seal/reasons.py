"""Why something does not hold: a code with its values. The sentence is made where there is a reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Reason:
    """`values`: the `name` of a member, the number `n` of a line; `detail` is what a library said, in its own words."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """As plain data, for JSON and for logs."""
        return {"code": self.code, **self.values}

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{key}={value}" for key, value in self.values.items())])


class Refusal(ValueError):
    """An error that says why by a reason."""

    def __init__(self, code: str, **values: Any) -> None:
        self.reason = Reason(code, values)
        super().__init__(str(self.reason))
