"""What a notice says: that something happened and where, never what was rated."""

from claims.models import Notice, NoticeEvent

WORDS = {
    NoticeEvent.ASSIGNED: "{who} asks you to review {what}",
    NoticeEvent.ALARM: "A fact changed under {what}",
    NoticeEvent.EXPIRED: "The verdict on {what} is past its shelf life",
    NoticeEvent.QUERY_RAISED: "{who} has a query on {what}",
    NoticeEvent.QUERY_ANSWERED: "{who} answered your query on {what}",
    NoticeEvent.DISPUTED: "Two reviews differ on {what}: a third person decides",
    NoticeEvent.SECOND_NEEDED: "{what} needs its second review",
    NoticeEvent.MENTION: "{who} mentions you in a comment on {what}",
    NoticeEvent.COMMENT_REPLY: "{who} replied to your comment on {what}",
    NoticeEvent.DEADLINE: "The deadline of {what} is near",
}


def say_notice(notice: Notice) -> str:
    """Give one sentence without a full stop."""
    title = f"“{notice.article.title}”"
    claim = notice.claim
    what = title if claim is None else f"claim {claim.number} of {title}"
    who = notice.actor.name if notice.actor else "The desk"
    words = WORDS[NoticeEvent(notice.event)].format(who=who, what=what)
    return words[0].upper() + words[1:]
