"""The desk's settings on throw-away servers; chosen here, started by the first who asks.

In pyproject.toml: DJANGO_SETTINGS_MODULE = "tests.settings" (or pytest --ds).
"""

from tests.services import choose_once

choose_once()

# noqa: E402 - they read the addresses chosen above; F403 - all of them are meant
from factcheck.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
