"""The application as servers call it."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from yorube.consult.sight import sight_of
from yorube.law import shipped
from yorube.web.languages import words

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorube.web.settings")
application = get_wsgi_application()

# What every visit asks for is made before the first, and stays as long as the process: the collector need not walk
# through it again and again. A page leaves little that only the collector finds, so it looks less often.
rules = shipped()
words()
_ = rules.pages_in_order
sight_of(rules).ready()
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
