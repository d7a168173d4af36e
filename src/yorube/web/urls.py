"""Every address of the site. An address names a page and, where needed, the number of a post; never a person."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("yorube.web.consult.urls"))]

handler400 = "yorube.web.consult.faults.bad"
handler403 = "yorube.web.consult.faults.bad"
handler404 = "yorube.web.consult.faults.missing"
handler500 = "yorube.web.consult.faults.broken"
