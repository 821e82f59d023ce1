"""The desk's settings on throw-away servers; chosen here, started by the first who asks.

In pyproject.toml: DJANGO_SETTINGS_MODULE = "tests.settings" (or pytest --ds).
"""

from factcheck.run.throwaway import choose_once

choose_once()

from factcheck.settings import *  # noqa: E402, F403 - reads what was chosen above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
STORAGES["staticfiles"]["BACKEND"] = (  # noqa: F405 - pages are served without collecting
    "django.contrib.staticfiles.storage.StaticFilesStorage"
)
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405 - whitenoise warns without it
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405 - live servers let go of the database
INSTALLED_APPS += [  # noqa: F405 - for the tests of single sign-on, which is off else
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
