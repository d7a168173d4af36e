from django.apps import AppConfig


class Consult(AppConfig):
    name = "yorube.web.consult"
    label = "consult"
