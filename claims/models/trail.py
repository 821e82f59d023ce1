"""Who did what, when, and why: append-only, and chained by hash for each article."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pgtrigger
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Func, Value
from django.db.models.functions import Cast

from claims.models.confidential import ConfidentialText
from claims.models.loading import QuickModel
from claims.models.user import User

READ = "read_confidential"
# What may come after an act without standing in the way of its undoing.
PASSING = (READ, "comment", "edit_comment", "resolve_comment", "reopen_comment")
DESK = "desk"  # the chain of acts that belong to no article
GENESIS = "0" * 64
FORM = 2  # of the body; rows of form 1 did not cover their own key and the actor's


def hash_entry(previous: str, body: Mapping[str, Any]) -> str:
    """Give SHA-256 over the previous hash and the entry's canonical JSON (RFC 8785 in form:
    sorted keys, no spaces, UTF-8)."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


class TrailHead(models.Model):
    """The end of each chain; its row lock makes concurrent writers take turns."""

    chain = models.CharField(max_length=32, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    def __str__(self) -> str:
        return f"{self.chain} at {self.seq}"


class TrailQuerySet(models.QuerySet["TrailEntry"]):
    """Writing to a chain, and walking it."""

    @transaction.atomic
    def append(
        self,
        action: str,
        *,
        actor: User | None,
        now: datetime,
        chain: str = DESK,
        subject: str = "",
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
        reason: str = "",
        confidential: Mapping[str, Any] | None = None,
    ) -> "TrailEntry":
        """Add one entry to `chain` (an article's public id) in the caller's transaction.

        `actor` None is the desk itself. `subject` is "claim:<public_id>" and the like.
        Of `confidential` the entry holds a salted digest alone, under `after`: the words
        themselves are kept apart, for people with clearance.
        """
        after = {**(after or {}), **keep_apart(confidential, now=now)}
        TrailHead.objects.bulk_create([TrailHead(chain=chain)], ignore_conflicts=True)
        heads = TrailHead.objects.select_for_update().annotate(row=NEXT_ROW)
        head = heads.get(chain=chain)
        entry = TrailEntry(
            pk=head.row,
            form=FORM,
            chain=chain,
            seq=head.seq + 1,
            at=now.astimezone(UTC),
            actor=actor,
            actor_name=actor.username if actor else "desk",
            action=action,
            subject=subject,
            before=plain(before),
            after=plain(after),
            reason=reason,
            previous=head.hash,
        )
        entry.hash = hash_entry(entry.previous, entry.body())
        entry.save(force_insert=True)
        TrailHead.objects.filter(pk=chain).update(seq=entry.seq, hash=entry.hash)
        return entry

    def walk(self, chain: str) -> Iterator["TrailEntry"]:
        """Yield a chain's entries, oldest first, without holding them all."""
        return self.filter(chain=chain).order_by("seq").iterator(chunk_size=2000)


NEXT_ROW = Func(
    Cast(Value("claims_trailentry_id_seq"), models.TextField()),
    function="nextval",
    template="%(function)s((%(expressions)s)::regclass)",
    output_field=models.BigIntegerField(),
)


def keep_apart(words: Mapping[str, Any] | None, *, now: datetime) -> dict[str, str]:
    """Store confidential words; gives what binds the entry to them, or nothing."""
    if not words:
        return {}
    return {"confidential": ConfidentialText.keep(plain(words), now=now).digest}


def plain(value: Mapping[str, Any] | None) -> dict[str, Any]:
    """Give `value` as JSON will store it, so that the row yields the same hash again."""
    return dict(json.loads(json.dumps(value or {}, cls=DjangoJSONEncoder)))


class TrailEntry(QuickModel):
    """One act. `hash` covers `previous` and every other column, the row's own key too."""

    chain = models.CharField(max_length=32)
    seq = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    subject = models.CharField(max_length=60, blank=True, default="")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    form = models.PositiveSmallIntegerField(default=FORM, editable=False)

    objects = TrailQuerySet.as_manager()

    class Meta:
        ordering = ("chain", "seq")
        indexes = (
            models.Index(fields=("subject", "seq"), name="trail_subject"),
            models.Index(fields=("actor", "at"), name="trail_actor_at"),
        )
        constraints = (
            models.UniqueConstraint(fields=("chain", "seq"), name="trail_seq"),
            models.UniqueConstraint(fields=("chain", "previous"), name="trail_no_fork"),
        )
        triggers = (
            pgtrigger.Protect(
                name="trail_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
        )

    def __str__(self) -> str:
        return f"{self.chain} {self.seq} {self.action}"

    def body(self) -> dict[str, Any]:
        """Give what the hash covers, in plain JSON types."""
        keys = {} if self.form == 1 else {"form": self.form, **self.keys()}
        return {
            **keys,
            "chain": self.chain,
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor_name,
            "action": self.action,
            "subject": self.subject,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
        }

    def keys(self) -> dict[str, int | None]:
        """Give the row's own key and its actor's, which forms after the first cover."""
        return {"row": self.pk, "actor_row": self.actor_id}
