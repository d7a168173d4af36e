"""The addresses of the rulebook: ids as they are, `#` written as `/`."""

from __future__ import annotations

from django.urls import path

from yorube.web.rulebook import pages

JSON = {"json": True}

urlpatterns = [
    path("rulebook", pages.index, name="rulebook"),
    path("rulebook.json", pages.index, JSON, name="rulebook_json"),
    path("rulebook/search", pages.search, name="rulebook_search"),
    path("rulebook/search.json", pages.search, JSON, name="rulebook_search_json"),
    path("rulebook/chart", pages.chart, name="rulebook_chart"),
    path("rulebook/chart.json", pages.chart, JSON, name="rulebook_chart_json"),
    path("rulebook/at", pages.choose, name="rulebook_choose"),
    path("rulebook/at/<str:day>.json", pages.law_of, JSON, name="rulebook_at_json"),
    path("rulebook/at/<str:day>", pages.law_of, name="rulebook_at"),
    path("rulebook/diff/<str:before>/<str:after>.json", pages.changed, JSON, name="rulebook_diff_json"),
    path("rulebook/diff/<str:before>/<str:after>", pages.changed, name="rulebook_diff"),
    path("rulebook/<slug:kind>.json", pages.kind, JSON, name="rulebook_kind_json"),
    path("rulebook/<slug:kind>", pages.kind, name="rulebook_kind"),
    path("rulebook/<slug:kind>/<path:name>.json", pages.thing, JSON, name="rulebook_thing_json"),
    path("rulebook/<slug:kind>/<path:name>", pages.thing, name="rulebook_thing"),
]
