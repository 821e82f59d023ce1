"""Words that the trail is bound to and does not show."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pgtrigger
from django.db import models


class ConfidentialText(models.Model):
    """Confidential words of one trail entry, kept apart from it. Append-only.

    `digest` is the SHA-256 of the salt, a line feed and the canonical JSON of `content`;
    the entry carries it, so that the words can be proved and not guessed.
    """

    digest = models.CharField(max_length=64, unique=True)
    salt = models.CharField(max_length=64)
    content = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        triggers = (
            pgtrigger.Protect(
                name="confidential_append_only",
                operation=pgtrigger.Update | pgtrigger.Delete,
            ),
        )

    def __str__(self) -> str:
        return f"confidential words {self.digest[:8]}"

    @classmethod
    def keep(cls, content: Mapping[str, Any], *, now: datetime) -> "ConfidentialText":
        """Store plain JSON `content` under a salt of its own."""
        salt = secrets.token_hex(32)
        digest = digest_words(content, salt=salt)
        return cls.objects.create(digest=digest, salt=salt, content=dict(content), at=now)

    def is_whole(self) -> bool:
        """Say whether the words are those that the digest was made of."""
        return digest_words(self.content, salt=self.salt) == self.digest


def digest_words(content: Mapping[str, Any], *, salt: str) -> str:
    """Give the digest that a trail entry carries in place of `content`."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
