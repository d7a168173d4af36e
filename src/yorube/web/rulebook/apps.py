from django.apps import AppConfig


class Rulebook(AppConfig):
    name = "yorube.web.rulebook"
    label = "rulebook"
