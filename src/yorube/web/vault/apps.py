from django.apps import AppConfig


class Vault(AppConfig):
    name = "yorube.web.vault"
    label = "vault"
