"""The desk's settings on throw-away servers; chosen here, started by the first who asks.

In pyproject.toml: DJANGO_SETTINGS_MODULE = "tests.settings" (or pytest --ds).
"""

from factcheck.run.throwaway import choose_once

choose_once()

from factcheck.settings import *  # noqa: E402, F403 - reads what was chosen above

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
