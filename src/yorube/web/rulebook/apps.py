"""The part of the site that Django knows as `rulebook`."""

from django.apps import AppConfig


class Rulebook(AppConfig):
    name = "yorube.web.rulebook"
    label = "rulebook"
