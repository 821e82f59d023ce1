"""What a notice says: that something happened and where, never what was rated."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Notice, NoticeEvent

WORDS = {
    NoticeEvent.ASSIGNED: _("%(who)s asks you to review %(what)s"),
    NoticeEvent.ALARM: _("A fact changed under %(what)s"),
    NoticeEvent.EXPIRED: _("The verdict on %(what)s is past its shelf life"),
    NoticeEvent.QUERY_RAISED: _("%(who)s has a query on %(what)s"),
    NoticeEvent.QUERY_ANSWERED: _("%(who)s answered your query on %(what)s"),
    NoticeEvent.DISPUTED: _("Two reviews differ on %(what)s: a third person decides"),
    NoticeEvent.SECOND_NEEDED: _("%(what)s needs its second review"),
    NoticeEvent.MENTION: _("%(who)s mentions you in a comment on %(what)s"),
    NoticeEvent.COMMENT_REPLY: _("%(who)s replied to your comment on %(what)s"),
    NoticeEvent.DEADLINE: _("The deadline of %(what)s is near"),
}


def say_notice(notice: Notice) -> str:
    """Give one sentence without a full stop."""
    title = gettext("“%(title)s”") % {"title": notice.article.title}
    claim = notice.claim
    named = gettext("claim %(number)s of %(title)s")
    what = named % {"number": claim.number, "title": title} if claim else title
    who = notice.actor.name if notice.actor else gettext("The desk")
    words = str(WORDS[NoticeEvent(notice.event)]) % {"who": who, "what": what}
    return words[0].upper() + words[1:]
