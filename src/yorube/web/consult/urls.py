"""The addresses of the public site."""

from __future__ import annotations

from django.urls import path

from yorube.web.consult import answer, ask, happened, helper, home, leave, posts, review

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
    path("posting", home.home, name="posting"),
    path("counsel", home.home, name="counsel"),
    path("answer", answer.answer, name="answer"),
    path("answer.json", answer.answer_json, name="answer_json"),
    path("answer/<slug:name>", answer.part, name="answer_part"),
    path("answer/<slug:name>.json", answer.part_json, name="answer_part_json"),
    path("answer/conditions/<int:number>", answer.conditions_of, name="answer_conditions"),
    path("answer/<slug:name>", answer.part, name="answer_part"),
    path("answer/<slug:name>.json", answer.part_json, name="answer_part_json"),
    path("answer/conditions/<int:number>", answer.conditions_of, name="answer_conditions"),
]
