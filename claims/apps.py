"""The one Django application of the house."""

from importlib import import_module

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Registers the rooms' models under the label `claims`."""

    name = "claims"
    verbose_name = "Fact-check desk"

    def ready(self) -> None:
        """Load the Celery application, so that tasks are sent through it."""
        import_module("factcheck.celery")
