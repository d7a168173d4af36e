"""The application as servers call it."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.template.loader import get_template

from yorube.consult import REPORT_SCHEMA, Trials, assess, check
from yorube.law import shipped
from yorube.web.clock import today
from yorube.web.languages import words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorube.web.settings")
application = get_wsgi_application()

# What every visit asks for is made before the first, and stays as long as the process: the collector need not walk
# through it again and again. A page leaves little that only the collector finds, so it looks less often.
rules = shipped()
words()
_ = rules.pages_in_order
nothing = check({"schema": REPORT_SCHEMA}, rules, today())
assess(nothing, rules)
Trials(nothing, rules)
for page in ("consult/home.html", "consult/ask.html", "consult/answer.html", "consult/review.html"):
    get_template(page)
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
