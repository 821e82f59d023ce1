"""The Celery application; autodiscovery does not look inside rooms, so they are listed."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
# The worker's own run of Django's checks would load every page and reader of the desk, half
# of its memory; the launcher's `migrate` and `make check` have run them.
os.environ.setdefault("CELERY_SKIP_CHECKS", "1")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(
    [
        "claims.notices",
        "claims.workflow",
        "claims.intake",
        "claims.evidence",
        "claims.verdicts",
    ]
)
