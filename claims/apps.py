"""The one Django application of the house."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Registers the rooms' models under the label `claims`."""

    name = "claims"
    verbose_name = "Fact-check desk"
