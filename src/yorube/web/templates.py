"""Django's templates, written out once for each language: words without values and addresses that never change stand in
them as text, and small templates within large ones. What is left to do for a page is what differs between visits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.http import HttpRequest
from django.template import TemplateDoesNotExist
from django.template.backends.base import BaseEngine
from django.template.backends.django import DjangoTemplates
from django.template.base import Origin
from django.template.context import make_context
from django.template.engine import Engine
from django.template.loaders import app_directories
from django.urls import reverse

from yorube.web.languages import LANGUAGES, in_language, words

SAY = re.compile(r"""\{% say (["'])([\w.]+)\1 %\}""")
ADDRESS = re.compile(r"""\{% url (["'])(\w+)\1((?: (["'])[\w.]+\4)*) %\}""")
VALUE = re.compile(r"[\w.]+")
INCLUDE = re.compile(r"""\{% include "([^"]+)"(?: with ([^%]+))? %\}""")


class Loader(app_directories.Loader):
    """Reads the templates of the apps for one language."""

    def __init__(self, engine: Engine, language: str) -> None:
        super().__init__(engine)
        self.language = language

    def get_contents(self, origin: Origin) -> str:
        text = self.whole(super().get_contents(origin), (str(origin.template_name),))
        return ADDRESS.sub(
            lambda found: reverse(found[2], args=VALUE.findall(found[3])), SAY.sub(self.said, text)
        )

    def said(self, found: re.Match[str]) -> str:
        return escape(in_language(words()[found[2]], self.language))

    def whole(self, text: str, within: tuple[str, ...]) -> str:
        """A template with those it includes in their places; one that includes itself still does."""

        def included(found: re.Match[str]) -> str:
            name, values = found.groups()
            if name in within:
                return found[0]
            inner = self.whole(self.source(name), (*within, name))
            return f"{{% with {values} %}}{inner}{{% endwith %}}" if values else inner

        return INCLUDE.sub(included, text)

    def source(self, name: str) -> str:
        for origin in self.get_template_sources(name):
            try:
                return super().get_contents(origin)
            except TemplateDoesNotExist:
                continue
        raise TemplateDoesNotExist(name)


class Spoken:
    """One template in every language."""

    def __init__(self, name: str, engines: Mapping[str, DjangoTemplates]) -> None:
        self.of = {language: engine.get_template(name) for language, engine in engines.items()}

    def render(self, context: dict[str, Any] | None = None, request: HttpRequest | None = None) -> str:
        made = make_context(context, request)
        # Numbers stand as they are: to look up how a country writes them takes its time.
        made.use_l10n = False
        return self.of[getattr(request, "language", "ja")].template.render(made)


class Templates(BaseEngine):
    """The templates of the site; a page is made of that of the language it was asked for in."""

    app_dirname = DjangoTemplates.app_dirname

    def __init__(self, params: Mapping[str, Any]) -> None:
        options: Mapping[str, Any] = params["OPTIONS"]
        super().__init__({key: value for key, value in params.items() if key != "OPTIONS"})
        self.engines = {
            language: DjangoTemplates(
                {**params, "NAME": language, "OPTIONS": {**options, "loaders": loaders(language)}}
            )
            for language in LANGUAGES
        }
        self.known: dict[str, Spoken] = {}

    def get_template(self, template_name: str) -> Spoken:
        if template_name not in self.known:
            self.known[template_name] = Spoken(template_name, self.engines)
        return self.known[template_name]


def loaders(language: str) -> Sequence[object]:
    return [("django.template.loaders.cached.Loader", [("yorube.web.templates.Loader", language)])]
