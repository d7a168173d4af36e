from django.apps import AppConfig


class Papers(AppConfig):
    name = "yorube.web.papers"
    label = "papers"
