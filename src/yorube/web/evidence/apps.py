"""The part of the site that Django knows as `evidence`."""

from django.apps import AppConfig


class Evidence(AppConfig):
    name = "yorube.web.evidence"
    label = "evidence"
