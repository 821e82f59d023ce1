"""One settings module for laptop, test and production; the environment decides.

Without DESK_SECRET_KEY it is somebody's checkout, and DEBUG is on unless set. With the
key, DEBUG unset and an https DESK_URL it is production, and `check --deploy` passes.
"""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
import structlog
from kombu import Queue

from factcheck import account_settings, rest_settings
from factcheck.account_settings import *  # noqa: F403  # all of them are settings
from factcheck.beat_schedule import make_schedule
from factcheck.language_settings import *  # noqa: F403  # all of them are settings
from factcheck.run.addresses import find_addresses

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environ.Env()("DESK_VAR", default=str(BASE_DIR / "var")))
env = environ.Env()
FOUND = find_addresses()


def read(name: str, default: str = "") -> str:
    """Give the environment's value for `name`; an empty value counts as unset."""
    return str(env(name, default="") or default)


# A bare checkout, with no key of its own, is somebody's workbench.
DEBUG = env.bool("DEBUG") if read("DEBUG") else not read("DESK_SECRET_KEY")
DEMO = env.bool("DESK_DEMO", default=False)
SECRET_KEY = read("DESK_SECRET_KEY")
if not SECRET_KEY:
    from factcheck.run.secret import read_secret

    SECRET_KEY = read_secret(VAR_DIR)
ALLOWED_HOSTS = env.list("DESK_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("DESK_ORIGINS", default=[])
SITE_URL = read("DESK_URL", FOUND.get("site_url", "http://127.0.0.1:8000")).rstrip("/")
NEWSROOM = read("DESK_NEWSROOM", "The Harbour Wire")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    *account_settings.SINGLE_SIGN_ON_APPS,
    "axes",
    "csp",
    "django_htmx",
    "django_filters",
    "django_structlog",
    "rest_framework",
    "drf_spectacular",
    "claims.apps.ClaimsConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "claims.web.languages.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "factcheck.urls"
WSGI_APPLICATION = "factcheck.wsgi.application"
FORM_RENDERER = "claims.web.controls.QuickRenderer"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "claims.web.context.show_desk",
            ],
            "libraries": {"desk": "claims.web.tags"},
        },
    }
]

DATABASES = {
    "default": {
        **env.db_url_config(
            read("DATABASE_URL", FOUND.get("database_url", "postgres://127.0.0.1:1/desk"))
        ),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env.int("DESK_CONN_MAX_AGE", default=60),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {"connect_timeout": 5},
    }
}
REDIS_URL = read("REDIS_URL", FOUND.get("redis_url", "redis://127.0.0.1:1/0"))
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "desk",
    }
}

TIME_ZONE = read("DESK_TIME_ZONE", "UTC")
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = VAR_DIR / "media"
EVIDENCE_DIR = VAR_DIR / "evidence"
# Captured bodies: this folder, or any Django storage class with its options as JSON.
STORAGES["evidence"] = {
    "BACKEND": read(
        "DESK_EVIDENCE_BACKEND", "claims.linkcheck.capture_store.EvidenceFolder"
    ),
    "OPTIONS": env.json("DESK_EVIDENCE_OPTIONS")
    if read("DESK_EVIDENCE_OPTIONS")
    else {"location": str(EVIDENCE_DIR)},
}

TLS = SITE_URL.startswith("https://")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = TLS
SECURE_HSTS_PRELOAD = TLS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https")
    if env.bool("DESK_BEHIND_TLS_PROXY", False)
    else None
)
SESSION_COOKIE_SECURE = TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = TLS
LANGUAGE_COOKIE_SECURE = TLS
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'", *account_settings.SINGLE_SIGN_ON_ORIGINS],
        "frame-ancestors": ["'none'"],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024

REST_FRAMEWORK = {
    **rest_settings.REST_FRAMEWORK,
    "DEFAULT_THROTTLE_RATES": {"user": read("DESK_API_RATE", "600/min"), "anon": "60/min"},
}
SPECTACULAR_SETTINGS = rest_settings.SPECTACULAR_SETTINGS

CELERY_BROKER_URL = REDIS_URL
CELERY_RESULT_BACKEND = None
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 900
CELERY_TASK_SOFT_TIME_LIMIT = 840
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_keepalive": True}
# The archive is slow and asks for patience: its work waits in a queue of its own.
CELERY_TASK_QUEUES = (Queue("celery"), Queue("archive"))
CELERY_TASK_DEFAULT_QUEUE = "celery"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
CELERY_BEAT_SCHEDULE = make_schedule(env)

# Where the ends of the trail's chains are noted; keep a copy on another machine.
SEAL_FILE = read("DESK_SEAL_FILE", str(VAR_DIR / "seals" / "trail.jsonl"))

# Which host:port pairs count as public. Tests and the demonstration newsroom only.
FETCH_ALLOW = env.list(
    "DESK_FETCH_ALLOW", default=[urlsplit(SITE_URL).netloc] if DEMO else []
)
# A lease is longer than the slowest single visit with its retries; drills shorten it.
LEASE_SECONDS = env.float("DESK_LEASE_SECONDS", default=360.0)
FETCH_TIMEOUT_S = env.float("DESK_FETCH_TIMEOUT", default=20.0)
# Requests a second and at once to one host, by all workers together; 0: no politeness.
FETCH_HOST_RATE = env.float("DESK_HOST_RATE", default=1.0)
FETCH_HOST_IN_FLIGHT = env.int("DESK_HOST_IN_FLIGHT", default=2)
# A public web archive. Off unless DESK_ARCHIVE is set: nothing leaves by itself.
ARCHIVE = env.bool("DESK_ARCHIVE", default=False)
ARCHIVE_URL = read("DESK_WAYBACK_URL")  # "": the Wayback Machine
ARCHIVE_KEY, ARCHIVE_SECRET = read("DESK_SPN_KEY"), read("DESK_SPN_SECRET")
ARCHIVE_RATE = env.float("DESK_ARCHIVE_RATE", default=0.2)
if ARCHIVE:
    CELERY_BEAT_SCHEDULE["archive-what-is-not"] = {
        "task": "claims.evidence.tasks.sweep_archive",
        "schedule": 3600.0,
        "options": {"expires": 3600, "queue": "archive"},
    }

# The hour, in the newsroom's time zone, from which the daily mail of notices goes out.
DIGEST_HOUR = env.int("DESK_DIGEST_HOUR", default=7)
EMAIL_BACKEND = read("DESK_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
DEFAULT_FROM_EMAIL = read("DESK_FROM_EMAIL", "desk@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": structlog.stdlib.ProcessorFormatter,
            # A plain traceback: a rich one would write every local value into the log.
            "processor": structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            )
            if read("DESK_LOG", "line") == "line"
            else structlog.processors.JSONRenderer(),
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["out"], "level": read("DESK_LOG_LEVEL", "WARNING")},
    "loggers": {"claims": {"level": "INFO"}, "celery.worker": {"level": "WARNING"}},
}
structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.format_exc_info,
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)
