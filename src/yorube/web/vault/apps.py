"""The part of the site that Django knows as `vault`."""

from django.apps import AppConfig


class Vault(AppConfig):
    name = "yorube.web.vault"
    label = "vault"
