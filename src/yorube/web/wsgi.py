"""The application as servers call it."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

from yorube.law import shipped

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yorube.web.settings")
application = get_wsgi_application()

# The rulebook stays as long as the process: the collector need not walk through it again and again.
shipped()
gc.collect()
gc.freeze()
