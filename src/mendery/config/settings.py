"""Settings, read from the environment that the launcher prepares (``mendery_launch.env``)."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

SOURCE = Path(__file__).resolve().parents[1]
CHECKOUT = SOURCE.parents[1]
HOME = Path(os.environ.get("MENDERY_HOME", CHECKOUT / "var"))


def _database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return {
        "ENGINE": "mendery.ground.tenancy.backend",
        "NAME": unquote(parts.path.lstrip("/")) or "mendery",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query["host"][0] if "host" in query else (parts.hostname or ""),
        "PORT": query["port"][0] if "port" in query else str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _key(variable: str, fallback: str) -> str:
    path = os.environ.get(variable)
    return Path(path).read_text(encoding="ascii").strip() if path else fallback


AS_OWNER = os.environ.get("MENDERY_AS") == "owner"
_app_url = os.environ.get("MENDERY_APP_URL", "postgresql://mendery_app@/mendery")
_owner_url = os.environ.get("MENDERY_OWNER_URL", _app_url)
DATABASES = {"default": _database(_owner_url if AS_OWNER else _app_url)}
APP_DATABASE_URL, OWNER_DATABASE_URL = _app_url, _owner_url

IS_DEMO = os.environ.get("MENDERY_DEMO") == "1"
DEBUG = os.environ.get("MENDERY_DEBUG") == "1"
SECRET_KEY = _key("MENDERY_SECRET_KEY_FILE", "only-for-commands-that-sign-nothing")
FIELD_KEY_FILE = os.environ.get("MENDERY_FIELD_KEY_FILE", "")
ALLOWED_HOSTS = os.environ.get("MENDERY_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("MENDERY_ORIGINS", "").split(",") if origin]

INSTALLED_APPS = [
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "mendery.ground.ui",
    "mendery.ground.tenancy",
    "mendery.ground.people",
    "mendery.ground.dispatch",
    "mendery.ground.company",
    "mendery.ground.documents",
    "mendery.registers.parties",
    "mendery.registers.catalogue",
    "mendery.registers.equipment",
    "mendery.trade.stock",
    "mendery.trade.billing",
    "mendery.trade.purchasing",
    "mendery.trade.cashdesk",
    "mendery.workshop.warranty",
    "mendery.workshop.reception",
    "mendery.workshop.workorders",
    "mendery.workshop.estimates",
    "mendery.workshop.board",
    "mendery_demo",
]
COUNTRY_PACKS = ["mendery_packs.romania", "mendery_packs.russia"]

MIDDLEWARE = [
    "mendery.config.headers.SecurityHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "mendery.config.limits.LargestBody",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "mendery.config.urls"
WSGI_APPLICATION = "mendery.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csrf",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "mendery.config.page_context.shell",
            ],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.app_directories.Loader"])],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "mendery.ground.ui.templatetags.ui",
                "mendery.ground.ui.templatetags.links",
                "mendery.ground.ui.templatetags.once",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.Person"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mendery.ground.people.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "mendery.ground.people.passwords.NotCommon"},
    {"NAME": "mendery.ground.people.passwords.NotTheName"},
]
# Where a phone number without its country is looked for, in this order.
PHONE_REGIONS = ["RO", "MD", "RU"]
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
SESSION_ENGINE = "mendery.ground.people.session_store"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("MENDERY_HTTPS") == "1"
CSRF_FAILURE_VIEW = "mendery.config.errors.forged"
if os.environ.get("MENDERY_HTTPS") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ro", "Română"), ("ru", "Русский")]
LOCALE_PATHS = [SOURCE / "locale"]
USE_I18N = USE_TZ = True
TIME_ZONE = "UTC"

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("MENDERY_STATIC", CHECKOUT / "var" / "static"))
BUILT_ASSETS = Path(os.environ.get("MENDERY_ASSETS", CHECKOUT / "var" / "assets" / "built"))
STATICFILES_DIRS = [("built", BUILT_ASSETS)] if BUILT_ASSETS.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": os.environ.get("MENDERY_STATIC_STORAGE", "django.contrib.staticfiles.storage.StaticFilesStorage")},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600
PAPER_FONTS = Path(os.environ.get("MENDERY_FONTS", CHECKOUT / "var" / "assets" / "fonts"))
FILES = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 30 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
SILENCED_SYSTEM_CHECKS = ["fields.W342", "auth.W004", "auth.E003", "models.E026"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
