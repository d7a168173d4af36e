"""The first question, and what was told already: of a child's image nothing is taken in, whatever is answered here."""

from __future__ import annotations

from dataclasses import replace

from yorube.consult import Report
from yorube.consult.worlds import read
from yorube.evidence.first import NEVER
from yorube.web.consult.interview import book

CHILD, ANY = "plan.child_image", "plan.sexual_image"


def told_of_child(report: Report, post: str = "") -> bool:
    """Whether the report tells of a sexual image of a child, or of unknown age: in this post, or in any."""
    return told_of(CHILD, report, post)


def told_of_image(report: Report) -> bool:
    """Whether the report tells of a sexual image at all."""
    return told_of(ANY, report)


def told_of(rule: str, report: Report, post: str = "") -> bool:
    """Whether a rule of the rulebook surely holds for this post, or for any."""
    posts = tuple(one for one in report.posts if post in ("", one.id))
    world = read(replace(report, posts=posts), book()).whole
    return book().rules[rule].value.value(world) is True


def never(image: str, report: Report, post: str) -> bool:
    """Whether no file may be sent."""
    return image in NEVER or (post != "" and told_of_child(report, post))
