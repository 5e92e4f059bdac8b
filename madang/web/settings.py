"""Django's settings, all derived from madang.config: there is one code path for a laptop and for a city."""

import os
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from madang import paths
from madang.config import Config
from madang.kernel.city import load_city
from madang.kernel.city_sign_in import load_city_sign_in
from madang.kernel.keys import ensure_keys, load_secret
from madang.kernel.service import discover_services
from madang.web.accounts.library import allauth_settings
from madang.web.database import database_settings
from madang.web.mail import mail_settings

CONFIG = Config.from_env()
_PUBLIC = urlsplit(CONFIG.public_url)
_HTTPS = _PUBLIC.scheme == "https"
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")

ensure_keys(CONFIG.data)
SECRET_KEY = load_secret(CONFIG.data)
DEBUG = False
ALLOWED_HOSTS = sorted({_PUBLIC.hostname or "localhost", *_LOCAL_HOSTS})

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "madang.kernel.apps.KernelConfig",
    "madang.kernel.accounts.apps.AccountsConfig",
    "madang.kernel.personal.apps.PersonalConfig",
    "madang.kernel.audit.apps.AuditConfig",
    "madang.kernel.order.apps.OrderConfig",
    "madang.kernel.errands.apps.ErrandsConfig",
    *discover_services(),
    "madang.web.placedesk.apps.PlaceDeskConfig",
    "madang.web.apps.WebConfig",
]

MIDDLEWARE = [
    "madang.web.middleware.page_headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "madang.web.middleware.api_language",
    "django.middleware.locale.LocaleMiddleware",
    "madang.web.middleware.known_length",
    "madang.web.middleware.no_slash_too_many",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "madang.web.middleware.api_csrf",
    "madang.web.middleware.api_methods",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "madang.web.accounts.guard.second_factor_first",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "madang.web.urls"
WSGI_APPLICATION = "madang.web.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.i18n", "madang.web.templatetags.madang"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "madang.web.context.page_context",
            ],
        },
    }
]

DATABASES = {"default": database_settings(CONFIG.database_url, CONFIG.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["madang.kernel.accounts.backend.AccountBackend"]
# Counts attempts for all web processes at once, and marks the codes that were used.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "madang_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
globals().update(allauth_settings())
# A wrong [identity.oidc] is refused here, before anybody comes.
load_city_sign_in(CONFIG.city)
_MAIL_URL, _SANDBOX = os.environ.get("MADANG_SMTP_URL"), load_city(CONFIG.city).sandbox
MAIL_IS_SENT = bool(_MAIL_URL) or _SANDBOX
globals().update(mail_settings(_MAIL_URL, CONFIG.data, sandbox=_SANDBOX))
DEFAULT_FROM_EMAIL = os.environ.get("MADANG_MAIL_FROM") or f"madang@{_PUBLIC.hostname}"

LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("Korean")), ("en", _("English"))]
LOCALE_PATHS = [str(paths.built_dir() / "locale")]
LANGUAGE_COOKIE_NAME = "madang_language"
USE_I18N = True
USE_TZ = True
# Moments are stored in UTC and shown in the city's own time.
TIME_ZONE = load_city(CONFIG.city).time_zone

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [CONFIG.public_url]
CSRF_FAILURE_VIEW = "madang.web.views.errors.csrf_failure"

# The web listens on loopback; only the door reaches it, and the door keeps the Host and says the scheme.
USE_X_FORWARDED_HOST = False
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS and _PUBLIC.hostname not in _LOCAL_HOSTS else 0
X_FRAME_OPTIONS = "DENY"

_WORLD = urlsplit(CONFIG.world_url)
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF, f"{_WORLD.scheme}://{_WORLD.netloc}"],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "madang.web.logs.JsonLines"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # It writes down which key was used.
        "fido2": {"level": "WARNING"},
        # Anybody may send any Host header; that it was refused is no event of ours.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        # One line for every lookup in a register says nothing; failures are logged where they are known.
        "httpx": {"level": "WARNING"},
    },
}
