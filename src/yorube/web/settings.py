"""Django's settings. What an operator may set is read here, from the environment; docs/operations.md explains each."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

WEB = Path(__file__).parent

# --- what an operator may set ----------------------------------------------------------------------------------------

# The folder of the one database file.
DATA = Path(os.environ.get("YORUBE_DATA") or Path.home() / ".local" / "share" / "yorube")
# The names under which the site is reached.
ALLOWED_HOSTS = os.environ.get("YORUBE_HOSTS", "127.0.0.1,localhost,[::1]").replace(" ", "").split(",")
# `yes` behind a proxy that speaks TLS: cookies travel only encrypted, and browsers are told to stay with https.
HTTPS = os.environ.get("YORUBE_HTTPS", "no") == "yes"
# Where the quick exit leads: a page nobody wonders about.
EXIT_TO = os.environ.get("YORUBE_EXIT_TO", "https://www.jma.go.jp/bosai/forecast/")

# --- the rest --------------------------------------------------------------------------------------------------------

# Nothing is signed with it: answers are sealed under the key in the person's own cookie.
SECRET_KEY = secrets.token_hex(32)
DEBUG = False
ROOT_URLCONF = "yorube.web.urls"
WSGI_APPLICATION = "yorube.web.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "yorube.web.vault",
    "yorube.web.consult",
    "yorube.web.rulebook",
    "yorube.web.papers",
    "yorube.web.evidence",
]
MIDDLEWARE = [
    "yorube.web.headers.headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yorube.web.evidence.uploads.room",
    "django.middleware.csrf.CsrfViewMiddleware",
    "yorube.web.languages.chosen",
    "yorube.web.consult.faults.spoken",
    "yorube.web.consult.leave.Forms",
]
TEMPLATES = [
    {
        "BACKEND": "yorube.web.templates.Templates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csrf",
                "yorube.web.languages.context",
            ],
            "builtins": ["yorube.web.consult.words"],
        },
    }
]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "yorube.sqlite3",
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA trusted_schema=OFF;",
        },
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_I18N = False  # the words are ours, in three forms of two languages: web/words
USE_TZ = True
TIME_ZONE = "Asia/Tokyo"

STATIC_URL = "static/"
STATICFILES_DIRS = [WEB / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

# A cookie that ends with the browser; the name says nothing.
COOKIE = "__Host-s" if HTTPS else "s"
IDLE_MINUTES = 60
CSRF_COOKIE_NAME = "__Host-c" if HTTPS else "c"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
CSRF_FAILURE_VIEW = "yorube.web.consult.leave.stale"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# A line per start and per fault; never an address, a query or what somebody told.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": True,
    "filters": {"bare": {"()": "yorube.web.headers.Bare"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["bare"]}},
    "root": {"handlers": ["stderr"], "level": "ERROR"},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
