"""What the visit keeps of evidence: the answer to the first question, receipts, what a check found. Never a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest

from yorube.web.consult.visit import Visit, visit_of

# As many receipts are kept; the oldest go first.
RECEIPTS = 20
Receipt = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """`image`: the answer to the first question, for the next files; `post`: the post they are of, if any; `count`: how
    many packages were made."""

    image: str = ""
    post: str = ""
    count: int = 0
    receipts: Sequence[Receipt] = ()
    checked: Mapping[str, Any] | None = None

    @classmethod
    def of(cls, visit: Visit | None) -> Kept:
        return cls(**visit.evidence) if visit else cls()

    def into(self, visit: Visit) -> Visit:
        """The visit with this in it."""
        table = {key: getattr(self, key) for key in self.__slots__}
        return replace(visit, evidence=table | {"receipts": list(self.receipts)})

    def receipt(self, number: int) -> Receipt | None:
        return next((one for one in self.receipts if one["number"] == number), None)

    def with_receipt(self, receipt: Receipt) -> Kept:
        """One more; the first question is asked anew for the next files."""
        receipts = [*self.receipts, receipt][-RECEIPTS:]
        return replace(self, image="", post="", count=receipt["number"], receipts=receipts)

    def without(self, number: int) -> Kept:
        return replace(self, receipts=[one for one in self.receipts if one["number"] != number])


def may_send(request: HttpRequest) -> bool:
    """Whether files may be sent to be sealed: by the answer to the first question."""
    return Kept.of(visit_of(request)).image in ("no", "adult")
