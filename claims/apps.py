"""The one Django application of the house."""

from importlib import import_module

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Registers the rooms' models under the label `claims`."""

    name = "claims"
    verbose_name = "Fact-check desk"

    def ready(self) -> None:
        """Load the Celery application, so that tasks go through it, and the checks."""
        import_module("factcheck.celery")
        import_module("factcheck.deploy_checks")
