"""The addresses of the public site."""

from __future__ import annotations

from django.urls import path

from yorube.web.consult import answer, ask, happened, helper, home, leave, posting, posts, review

urlpatterns = [
    path("", home.home, name="home"),
    path("language", home.language, name="language"),
    path("safer", home.safer, name="safer"),
    path("privacy", home.privacy, name="privacy"),
    path("accessibility", home.accessibility, name="accessibility"),
    path("exit", leave.exit, name="exit"),
    path("ask", ask.start, name="start"),
    path("more", ask.go_on, name="more"),
    path("ask/<slug:page>", ask.ask, name="ask"),
    path("ask/<slug:page>/<int:number>", ask.ask, name="ask_post"),
    path("posts", posts.posts, name="posts"),
    path("happened", happened.happened, name="happened"),
    path("helper", helper.helper, name="helper"),
    path("review", review.review, name="review"),
    path("review.json", review.review_json, name="review_json"),
    path("resume", home.home, name="resume"),
    path("posting", posting.doors, name="posting"),
    path("posting/help", posting.helpers, name="posting_help"),
    path("posting/help.json", posting.helpers_json, name="posting_help_json"),
    path("posting/before", posting.before, name="posting_before"),
    path("posting/check", posting.checked, name="posting_check"),
    path("posting/check.json", posting.checked_json, name="posting_check_json"),
    path("posting/erase", posting.erase, name="posting_erase"),
    path("posting/erased", posting.erased, name="posting_erased"),
    path("posting/after", posting.after, name="posting_after"),
    path("posting/answer", posting.answer, name="posting_answer"),
    path("posting/answer.json", posting.answer_json, name="posting_answer_json"),
    path("posting/letter", posting.letter, name="posting_letter"),
    path("posting/letter.json", posting.letter_json, name="posting_letter_json"),
    path("counsel", home.home, name="counsel"),
    path("answer", posting.unless_written(answer.answer, "posting_answer"), name="answer"),
    path("answer.json", answer.answer_json, name="answer_json"),
    path("answer/<slug:name>", answer.part, name="answer_part"),
    path("answer/<slug:name>.json", answer.part_json, name="answer_part_json"),
    path("answer/conditions/<int:number>", answer.conditions_of, name="answer_conditions"),
]
