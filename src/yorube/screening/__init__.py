"""The second door: what to look at again in a text before it is posted, and what to know before and after. Pure.

`mark` finds the cues of the rulebook in a text: it marks and asks, it never sorts a text into a class; no cue means
unknown, never harmless. `parts` cuts the text at its marks, `advice` chooses what to say, `attached` what the law
attaches on a day.
"""

from yorube.screening.advice import Said, advice, attached
from yorube.screening.mark import LIMIT, Mark, mark, parts

__all__ = ["LIMIT", "Mark", "Said", "advice", "attached", "mark", "parts"]
