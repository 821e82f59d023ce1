"""Pages need their style sheets by name; tests collect none."""

import pytest


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    """Serve static addresses without a manifest, from a folder that is there."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
