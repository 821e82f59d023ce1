"""The Celery application; autodiscovery does not look inside rooms, so they are listed."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

app = Celery("factcheck")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["claims.workflow", "claims.evidence", "claims.verdicts"])
