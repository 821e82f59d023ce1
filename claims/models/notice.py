"""What a person is told, once, and how they want to be told."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from claims.models.article import Article, open_to
from claims.models.claim import Claim
from claims.models.public_id import make_public_id

if TYPE_CHECKING:
    from claims.models.user import User


class NoticeEvent(models.TextChoices):
    """What a person can be told of."""

    ASSIGNED = "assigned", _("You are asked to review a claim")
    ALARM = "alarm", _("Something changed under a claim you hold")
    EXPIRED = "expired", _("The verdict on a claim you hold is past its shelf life")
    QUERY_RAISED = "query_raised", _("A query on an article you brought in")
    QUERY_ANSWERED = "query_answered", _("An answer to your query")
    DISPUTED = "disputed", _("Two reviews differ and a third person decides")
    SECOND_NEEDED = "second_needed", _("A claim needs its second review")
    MENTION = "mention", _("Somebody mentions you in a comment")
    COMMENT_REPLY = "comment_reply", _("A reply to your comment")
    DEADLINE = "deadline", _("A deadline is near")


class NoticeChannel(models.TextChoices):
    """How one kind of notice reaches a person; all but `off` show it in the desk."""

    APP = "app", _("In the desk")
    NOW = "now", _("In the desk and by e-mail at once")
    DIGEST = "digest", _("In the desk and in the daily e-mail")
    OFF = "off", _("Not at all")


MAILED_BY_DEFAULT = (NoticeEvent.ASSIGNED, NoticeEvent.MENTION, NoticeEvent.DEADLINE)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """A person's notices."""

    def of(self, person: "User") -> Self:
        """Notices to `person` about articles they may still open, newest first."""
        return self.filter(to=person, article__in=open_to(person)).select_related(
            "claim", "article", "actor"
        )


class Notice(models.Model):
    """One thing one person is told. `key` makes it the same thing when told again.

    It says that something happened and where, never what was rated or who is a source.
    A row whose `mail` is set and `mailed_at` is not waits to be sent.
    """

    public_id = models.CharField(
        max_length=16, unique=True, default=make_public_id, editable=False
    )
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    event = models.CharField(max_length=16, choices=NoticeEvent)
    key = models.CharField(max_length=100)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="+")
    claim = models.ForeignKey(
        Claim, null=True, on_delete=models.PROTECT, related_name="notices"
    )
    message = models.CharField(max_length=500, blank=True, default="")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail = models.CharField(max_length=8, blank=True, default="")
    mailed_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = (
            models.Index(
                fields=("to",), condition=Q(read_at__isnull=True), name="notice_unread"
            ),
            models.Index(
                fields=("mail", "to"),
                condition=Q(mailed_at__isnull=True) & ~Q(mail=""),
                name="notice_to_mail",
            ),
        )
        constraints = (
            models.UniqueConstraint(fields=("to", "key"), name="notice_once"),
            models.CheckConstraint(
                condition=Q(mail__in=("", "now", "digest")), name="notice_mail"
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} to {self.to_id}"


class NoticeSetting(models.Model):
    """How a person wants one kind of notice, where not as by default."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notice_settings"
    )
    event = models.CharField(max_length=16, choices=NoticeEvent)
    channel = models.CharField(max_length=8, choices=NoticeChannel)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "event"), name="notice_setting_once"),
            models.CheckConstraint(
                condition=Q(channel__in=("app", "now", "digest", "off")),
                name="notice_setting_channel",
            ),
        )

    def __str__(self) -> str:
        return f"{self.event}: {self.channel}"
