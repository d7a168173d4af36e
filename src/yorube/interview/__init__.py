"""The interview: a fold over answers. It follows from the rulebook; there is no second copy of the logic here.

A page is shown only while one of its facts can still change something the person asked for (`questions` of the
outcome); people fix the order (`pages.toml`). The state is the list of answers; what to ask next, going back,
reviewing and what a change does are pure functions of it.
"""

from yorube.interview.changes import changes
from yorube.interview.fold import Answer, Interview, Step, about, fold, from_report, new_post, step

__all__ = ["Answer", "Interview", "Step", "about", "changes", "fold", "from_report", "new_post", "step"]
