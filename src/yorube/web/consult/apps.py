"""The part of the site that Django knows as `consult`."""

from django.apps import AppConfig


class Consult(AppConfig):
    name = "yorube.web.consult"
    label = "consult"
