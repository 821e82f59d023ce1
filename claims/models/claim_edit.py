"""What people changed of a rule's reading: the measure of each rule. Append-only."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.claim import Claim


class ClaimEdit(models.Model):
    """One correction by a person, with the rule that was overruled.

    `before` and `after` hold {kind, value, start, end, quote} as far as they changed;
    `undoes` names the edit that this one takes back.
    """

    class Act(models.TextChoices):
        VALUE = "value", _("value corrected")
        KIND = "kind", _("kind changed")
        SPAN = "span", _("words re-marked")
        SPLIT = "split", _("Split")
        MERGE = "merge", _("merged")
        DISMISS = "dismiss", _("dismissed")
        UNDO = "undo", _("undone")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="edits")
    act = models.CharField(max_length=8, choices=Act)
    rule = models.CharField(max_length=80, blank=True, default="", db_index=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    undoes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="undone_by"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    act__in=("value", "kind", "span", "split", "merge", "dismiss", "undo")
                ),
                name="edit_act",
            ),
        )
        triggers = (
            pgtrigger.Protect(
                name="edit_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.act} of {self.claim_id}"
