"""A mail server that is away."""

from django.core.mail.backends.base import BaseEmailBackend


class BrokenBackend(BaseEmailBackend):
    """Refuses every connection."""

    def send_messages(self, email_messages) -> int:
        raise ConnectionError
