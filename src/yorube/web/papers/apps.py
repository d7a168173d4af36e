"""The part of the site that Django knows as `papers`."""

from django.apps import AppConfig


class Papers(AppConfig):
    name = "yorube.web.papers"
    label = "papers"
