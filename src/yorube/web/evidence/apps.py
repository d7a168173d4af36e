from django.apps import AppConfig


class Evidence(AppConfig):
    name = "yorube.web.evidence"
    label = "evidence"
