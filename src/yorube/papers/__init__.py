"""Papers: one pure function for each. Report and outcome in, blocks of a document out.

`plan` is the person's own; `handover` is what a lawyer is given (受任用一式), as data and as a document.
"""

from yorube.papers.handover import handover, handover_data
from yorube.papers.plan import plan
from yorube.papers.voice import Language

__all__ = ["Language", "handover", "handover_data", "plan"]
