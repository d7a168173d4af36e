"""The law room: loads and checks the rulebook; three-valued logic; expressions; periods. Standard library only.

`shipped()` is the rulebook that comes with Yorube; `read(folder)` makes one from another folder.
"""

from yorube.law.build import Mistake, RulebookError
from yorube.law.compiled import shipped
from yorube.law.load import read
from yorube.law.rulebook import Rulebook

__all__ = ["Mistake", "Rulebook", "RulebookError", "read", "shipped"]
