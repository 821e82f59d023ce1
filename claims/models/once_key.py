"""What was sent once already, and how it was answered: a second press meets the first."""

from django.db import models


class OnceKey(models.Model):
    """One request that carried a key. Not evidence: rows are dropped after a day.

    `digest` is of the key, the sender and the place; `said` of what was sent; `standing` of
    what the sender might see then. `acts` are the trail entries that it wrote. `answer` is
    sealed with the key, which is kept nowhere.
    """

    digest = models.CharField(max_length=64, unique=True)
    said = models.CharField(max_length=64)
    answer = models.BinaryField(default=b"")
    standing = models.CharField(max_length=64, default="")
    acts = models.JSONField(default=list)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.digest[:12]
