"""Every address of the site. An address names a page and, where needed, the number of a post; never a person."""

from __future__ import annotations

from django.urls import include, path

from yorube.web import api

urlpatterns = [
    path("", include("yorube.web.consult.urls")),
    path("", include("yorube.web.rulebook.urls")),
    path("", include("yorube.web.papers.urls")),
    path("", include("yorube.web.evidence.urls")),
    path("api/v1/consult", api.consult, name="api_consult"),
    path("api/v1/next", api.next_screen, name="api_next"),
    path("api/v1/openapi.json", api.description, name="api_description"),
]

handler400 = "yorube.web.consult.faults.bad"
handler403 = "yorube.web.consult.faults.bad"
handler404 = "yorube.web.consult.faults.missing"
handler500 = "yorube.web.consult.faults.broken"
