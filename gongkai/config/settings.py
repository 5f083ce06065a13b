"""Settings: everything a town owns lives under GONGKAI_HOME; one setting moves the database elsewhere.

A value that cannot be right stops the start with a numbered message, so that a wrong setting is never half obeyed.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

from gongkai import __version__
from gongkai.config import channels

VERSION = __version__
HOME = Path(os.environ.get("GONGKAI_HOME", "var")).resolve()


def _flag(name: str, default: bool) -> bool:
    text = os.environ.get(name, "").strip().lower()
    if text in {"", "1", "true", "yes", "0", "false", "no"}:
        return default if text == "" else text in {"1", "true", "yes"}
    raise ImproperlyConfigured(f"[G001] {name} 只能是 1 或 0，现在是“{text}”。")


def _number(name: str, default: int, *, least: int, most: int) -> int:
    text = os.environ.get(name, "").strip()
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise ImproperlyConfigured(f"[G006] {name} 应为 {least} 到 {most} 的整数，现在是“{text}”。")
    return int(text)


_KEEPERS = ("clerk", "reviewer", "leader", "manager")
"""Roles whose log-in opens more than one village's duties, or people and settings."""
_ROLES = (*_KEEPERS, "editor", "liaison", "auditor")


def _roles(name: str, default: tuple[str, ...]) -> tuple[str, ...]:
    text = os.environ.get(name)
    if text is None:
        return default
    named = tuple(part.strip() for part in text.split(",") if part.strip())
    strange = [part for part in named if part not in _ROLES]
    if strange:
        raise ImproperlyConfigured(f"[G007] {name} 里没有角色“{strange[0]}”，可写 {','.join(_ROLES)}。")
    return named


def _secret_key() -> str:
    given = os.environ.get("GONGKAI_SECRET_KEY")
    if given is not None:
        if len(given) < 32:
            raise ImproperlyConfigured("[G002] GONGKAI_SECRET_KEY 至少要 32 个字符。")
        return given
    kept = HOME / "secret.key"
    try:
        if not kept.exists():
            HOME.mkdir(mode=0o750, parents=True, exist_ok=True)
            # Written whole beside it and then linked: of two first starts at one moment, both read the same key.
            fresh = HOME / f"secret.{os.getpid()}"
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(48))
            with suppress(FileExistsError):
                kept.hardlink_to(fresh)
            fresh.unlink()
        return kept.read_text().strip()
    except OSError as problem:
        raise ImproperlyConfigured(
            f"[G003] 不能在 {HOME} 保存密钥（{problem.strerror}）。请检查 GONGKAI_HOME 的权限。"
        ) from problem


def _database() -> dict[str, Any]:
    url = os.environ.get("GONGKAI_DATABASE_URL") or f"sqlite:///{HOME / 'gongkai.sqlite3'}"
    try:
        found = dict(dj_database_url.parse(url))
    except ValueError as problem:
        raise ImproperlyConfigured(f"[G004] GONGKAI_DATABASE_URL 看不懂：{problem}。") from problem
    engine = found.get("ENGINE")
    if engine == "django.db.backends.sqlite3":
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
            "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-32000;",
        }
    elif engine == "django.db.backends.postgresql":
        found["CONN_MAX_AGE"] = 60
        found["CONN_HEALTH_CHECKS"] = True
    else:
        raise ImproperlyConfigured("[G005] 数据库只支持 SQLite 和 PostgreSQL，请检查 GONGKAI_DATABASE_URL。")
    return found


DEBUG = False
DEVELOPMENT = _flag("GONGKAI_DEVELOPMENT", default=True)
SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

RECORDS_ROOMS = [
    "ledger",
    "bodies",
    "catalogue",
    "documents",
    "review",
    "disclosure",
    "applications",
    "remedies",
    "engagement",
    "services",
    "capacity",
    "supervision",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    *[f"gongkai.records.{room}" for room in RECORDS_ROOMS],
    "gongkai.readings.annual",
    "gongkai.doors.portal",
    "gongkai.doors.workbench",
]
CHANNEL_ADAPTERS = channels.CHANNEL_ADAPTERS
AUTH_USER_MODEL = "bodies.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "workbench:log_in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gongkai.config.headers.SecurityHeaders",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "gongkai.config.pages.environment"},
    },
]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
SESSION_COOKIE_AGE = 8 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# Wrong passwords lock a log-in name at one address: neither the village behind that address nor the same person
# elsewhere is shut out, and nobody can shut out the only manager from afar.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
PROXIES = _number("GONGKAI_PROXIES", 0, least=0, most=5)
"""Servers of one's own before this one: their reports of where a request comes from are believed, no stranger's."""
AXES_CLIENT_IP_CALLABLE = "gongkai.doors.workbench.log_in.client_address"
AXES_LOCKOUT_CALLABLE = "gongkai.doors.workbench.log_in.locked"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

OTP_TOTP_ISSUER = "政务公开"
CSRF_FAILURE_VIEW = "gongkai.doors.workbench.faults.form_expired"
SECOND_FACTOR_ROLES = _roles("GONGKAI_SECOND_FACTOR", () if DEVELOPMENT else _KEEPERS)
IDLE_TIME = timedelta(minutes=_number("GONGKAI_IDLE_MINUTES", 60, least=5, most=480))
PROMPT_WORKDAYS = _number("GONGKAI_PROMPT_WORKDAYS", 20, least=1, most=20)
"""及时 has no number in any norm; 20 working days (条例 2019 art 26) is the most that it can mean."""

SITE_ADDRESS = os.environ.get("GONGKAI_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
EMAIL_HOST = os.environ.get("GONGKAI_EMAIL_HOST", "")
EMAIL_PORT = _number("GONGKAI_EMAIL_PORT", 465, least=1, most=65535)
EMAIL_HOST_USER = os.environ.get("GONGKAI_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GONGKAI_EMAIL_PASSWORD", "")
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_USE_TLS = EMAIL_PORT == 587
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_EMAIL_FROM", "") or EMAIL_HOST_USER or "gongkai@localhost"
# Without a mail server letters are written to files, where whoever tries the platform can read them.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"

# Faults go to stderr, where whoever runs the server finds them; Django's own default tells only a mailbox.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR"},
        # A stranger's wrong Host header is answered with 400; it is no fault of the town's.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

# What inspectors read in the meta tags of every page (国办发〔2017〕47号). Empty means not yet assigned.
SITE_NAME = os.environ.get("GONGKAI_SITE_NAME", "")
SITE_DOMAIN = os.environ.get("GONGKAI_SITE_DOMAIN", "")
SITE_ID_CODE = os.environ.get("GONGKAI_SITE_ID_CODE", "")
SITE_RECORD_NUMBER = os.environ.get("GONGKAI_SITE_RECORD_NUMBER", "")
